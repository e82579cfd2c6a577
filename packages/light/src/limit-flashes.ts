/**
 * A rig that cannot flash more than three times in any one second, for pages on which fans watch (WCAG 2.3.1). Not a filter with a
 * memory: what it gives at an instant is a function of the edition, the performance and that instant, so that a seek, a late joiner and
 * a second page see the same.
 *
 * Shutters stay open and effects that are too fast run at a whole fraction of their speed. What still flashes, because clips or cues
 * change too often, is smoothed: time is cut at nodes NODE_MS apart, and where the light flashes more than three times near a piece,
 * it goes in a straight line from what it is at one node to what it is at the next. That is enough:
 * - a second that lies in straight pieces touches at most six of them: at most six opposing changes, which are three flashes;
 * - a second that touches an untouched piece has, a piece more at either end included, at most three flashes to begin with, and
 *   straight lines between points of a curve never add a change to it.
 * Both hold for every group of fixtures at once, because the light of each fixture goes straight and not only its level.
 *
 * It looks up to 1.6 s ahead in the performance as it is known. A page that runs behind the hall knows it; elsewhere a GO may change
 * what a straight line was leading to, by one change.
 */
import { type Edition, evaluate, momentAt, ms, type Performance } from '@ghostlight/timeline'
import { type Marks, marksAt, mostFlashesIn } from './check/strobe.ts'
import { blendRgb, type LinearRgb } from './colour.ts'
import { type FixtureState, lightsAt } from './lights-at.ts'
import { LIGHT_STEP_MS } from './plan-light.ts'

const NODE_MS = 200
/** Between two nodes on the grid on which light leaves the building. */
const STEPS = NODE_MS / LIGHT_STEP_MS
/** One second, and a piece more at either end. */
const WINDOW_MS = 1000 + 2 * NODE_MS
const WINDOW_NODES = WINDOW_MS / NODE_MS
const MOST_FLASHES = 3

/** What the rig does on the grid, kept between calls so that an instant costs one or two evaluations, not a hundred. Never changes a result. */
export interface FlashMemory {
  edition: Edition | null
  performance: Performance | null
  readonly marks: Map<number, Marks>
  readonly calm: Map<number, boolean>
}

export const createFlashMemory = (): FlashMemory => ({ edition: null, performance: null, marks: new Map(), calm: new Map() })

/**
 * The states of all fixtures at `atMs`, made safe.
 *
 * @param atMs    performance time.
 * @param memory  from `createFlashMemory`, one per page; it is renewed by itself when the edition or the performance is another.
 */
export function limitFlashes(edition: Edition, performance: Performance, atMs: number, memory: FlashMemory): FixtureState[] {
  if (memory.edition !== edition || memory.performance !== performance) {
    memory.edition = edition
    memory.performance = performance
    memory.marks.clear()
    memory.calm.clear()
  }
  const node = Math.floor(atMs / NODE_MS)
  forgetBefore(node - WINDOW_NODES, memory)
  if (isCalm(node, memory, edition, performance)) return statesAt(edition, performance, atMs)
  const from = statesAt(edition, performance, node * NODE_MS)
  const to = statesAt(edition, performance, (node + 1) * NODE_MS)
  return from.map((state, i) => between(state, to[i]!, atMs / NODE_MS - node))
}

const statesAt = (edition: Edition, performance: Performance, atMs: number): FixtureState[] =>
  lightsAt(edition, { ...evaluate(edition, momentAt(edition, performance, ms(atMs))), strobe: false })

/** Whether nothing flashes too often in any window that touches the piece after this node. */
function isCalm(node: number, memory: FlashMemory, edition: Edition, performance: Performance): boolean {
  const known = memory.calm.get(node)
  if (known !== undefined) return known
  const around: Marks[] = []
  for (let step = Math.max(0, (node - WINDOW_NODES) * STEPS); step <= (node + 1 + WINDOW_NODES) * STEPS; step++) {
    let marks = memory.marks.get(step)
    if (marks === undefined) {
      marks = marksAt(edition.venue, step * LIGHT_STEP_MS, statesAt(edition, performance, step * LIGHT_STEP_MS))
      memory.marks.set(step, marks)
    }
    around.push(marks)
  }
  const calm = mostFlashesIn(around, WINDOW_MS) <= MOST_FLASHES
  memory.calm.set(node, calm)
  return calm
}

function forgetBefore(node: number, { marks, calm }: FlashMemory): void {
  for (const step of marks.keys()) if (step < node * STEPS) marks.delete(step)
  for (const known of calm.keys()) if (known < node) calm.delete(known)
}

/** Light in a straight line, pixel by pixel; position and beam jump half-way. */
function between(from: FixtureState, to: FixtureState, shareUnit: number): FixtureState {
  const { cellUnits: _, cellRgb: __, ...nearest } = shareUnit < 0.5 ? from : to
  const cellCount = (from.cellUnits ?? to.cellUnits ?? from.cellRgb ?? to.cellRgb)?.length
  if (cellCount === undefined) return { ...nearest, ...straight(lightIn(from, null), lightIn(to, null), shareUnit) }
  const cells = Array.from({ length: cellCount }, (_, cell) => straight(lightIn(from, cell), lightIn(to, cell), shareUnit))
  const levelUnit = Math.max(...cells.map((cell) => cell.levelUnit))
  if (levelUnit <= 0) return { ...nearest, levelUnit: 0 }
  const cellUnits = cells.map((cell) => cell.levelUnit / levelUnit)
  const sum = cellUnits.reduce((all, unit) => all + unit, 0)
  const rgb = cells.reduce<LinearRgb>((all, cell, i) => addRgb(all, cell.rgb, cellUnits[i]! / sum), [0, 0, 0])
  const dappled = from.cellRgb !== undefined || to.cellRgb !== undefined
  return { ...nearest, levelUnit, rgb, cellUnits, ...(dappled ? { cellRgb: cells.map((cell) => cell.rgb) } : null) }
}

type Light = Pick<FixtureState, 'levelUnit' | 'rgb'>

/** What a pixel of a fixture gives, or all of it. */
const lightIn = (state: FixtureState, cell: number | null): Light =>
  cell === null ? state : { levelUnit: state.levelUnit * (state.cellUnits?.[cell] ?? 1), rgb: state.cellRgb?.[cell] ?? state.rgb }

/** Red, green and blue go straight when each end counts by the light it gives. */
function straight(from: Light, to: Light, shareUnit: number): Light {
  const [lightFrom, lightTo] = [from.levelUnit * (1 - shareUnit), to.levelUnit * shareUnit]
  const levelUnit = lightFrom + lightTo
  return { levelUnit, rgb: levelUnit <= 0 ? to.rgb : blendRgb(from.rgb, to.rgb, lightTo / levelUnit) }
}

const addRgb = (all: LinearRgb, rgb: LinearRgb, amount: number): LinearRgb => [
  all[0] + rgb[0] * amount,
  all[1] + rgb[1] * amount,
  all[2] + rgb[2] * amount,
]
