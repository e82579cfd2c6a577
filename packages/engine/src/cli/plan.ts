/**
 * `ghostlight plan <show>`: what leaves for each target after GO, with the offset of every packet from the instant of GO.
 * Each cue is looked at in a performance of its own in which GO is pressed at 0.
 */
import { LIGHT_STEP_MS, planLight } from '@ghostlight/light'
import {
  apply,
  type Decision,
  type Edition,
  type Entry,
  findCue,
  type Ms,
  ms,
  type OscArg,
  openPerformance,
  type Performance,
  resolveCommand,
  schedule,
} from '@ghostlight/timeline'
import { profiles } from '../osc/profile/profiles.ts'

export interface PlannedItem {
  /** From the datagram, key or request that is GO. */
  readonly offsetMs: number
  readonly kind: 'edge' | 'state'
  readonly targetId: string
  readonly address: string
  readonly args: readonly OscArg[]
}
export interface CuePlan {
  readonly cue: string
  readonly cueId: string
  readonly items: readonly PlannedItem[]
}

/** What a plan covers when nothing says how long: the segment that the cue starts, or this. */
const withoutSegmentMs = 10_000

/** A performance of its own: opened, standing by at the cue, GO at 0. */
export function performanceFromGo(edition: Edition, cueId: string): Performance {
  const decisions: Decision[] = [
    { kind: 'open', edition: edition.hash, seed: 1, standbyCueId: cueId },
    { kind: 'epoch', n: 1, bootId: 'plan', monotonicMs: 0, wallAtMs: 0, heldOnStart: false },
  ]
  let performance = openPerformance()
  const enter = (decision: Decision, atMs: Ms) => {
    const entry: Entry = { seq: performance.seq + 1, atMs, acceptedAtMs: ms(0), by: 'plan', decision }
    performance = apply(performance, edition, entry)
  }
  for (const decision of decisions) enter(decision, ms(0))
  const resolution = resolveCommand(performance, edition, { command: 'go' }, { nowMs: ms(0), nextSeq: 3, runId: 'r0' })
  if (resolution.ok) enter(resolution.decision, resolution.leadMs)
  return performance
}

export function planCue(edition: Edition, cueId: string, untilMs: number | null): CuePlan {
  const performance = performanceFromGo(edition, cueId)
  const { action } = edition.show.cues[cueId]!
  const segment = action.kind === 'segment' ? edition.show.setlist[action.segmentId] : undefined
  const songMs = segment === undefined ? withoutSegmentMs : (edition.time[segment.songId]?.lengthMs ?? withoutSegmentMs)
  const toMs = ms(untilMs ?? songMs + edition.show.settings.startLeadMs)
  const targets = Object.entries(edition.venue.targets).filter(([, target]) => target.enabled)
  const items: PlannedItem[] = []
  for (const edge of schedule(edition, performance, ms(0), toMs).items) {
    for (const [targetId] of targets) {
      if (edge.targetId !== null && edge.targetId !== targetId) continue
      items.push({ offsetMs: edge.dueMs, kind: 'edge', targetId, address: edge.address, args: edge.args })
    }
  }
  for (const change of planLight(edition, performance, 0, toMs, LIGHT_STEP_MS)) {
    for (const [targetId, target] of targets) {
      const state = profiles[target.profile].slot(target, change.universe, change.slot)
      if (state === null) continue
      items.push({
        offsetMs: change.dueMs,
        kind: 'state',
        targetId,
        address: state.address,
        args: [{ type: state.type, value: change.value * state.scale }],
      })
    }
  }
  items.sort((a, b) => a.offsetMs - b.offsetMs)
  return { cue: edition.show.cues[cueId]!.number, cueId, items }
}

export interface PlanOptions {
  /** Number or id; null: every armed cue. */
  readonly cue: string | null
  readonly json: boolean
  readonly untilMs: number | null
}

export function plan(edition: Edition, { cue, json, untilMs }: PlanOptions): number {
  const cueId = cue === null ? null : findCue(edition, cue)
  if (cue !== null && cueId === null) {
    console.error(`There is no cue "${cue}". Cues: ${edition.cueOrder.map((id) => edition.show.cues[id]?.number).join(', ')}.`)
    return 1
  }
  const ids = cueId === null ? edition.cueOrder.filter((id) => edition.show.cues[id]?.armed) : [cueId]
  const plans = ids.map((id) => planCue(edition, id, untilMs))
  if (json) {
    console.log(JSON.stringify({ edition: edition.hash, cues: plans }, null, 2))
    return 0
  }
  console.log(`edition ${edition.hash}`)
  for (const { cue: number, items } of plans) {
    console.log(`cue ${number}: ${items.length} messages`)
    for (const item of items) {
      const args = item.args.map((arg) => `${arg.type} ${arg.value}`).join(' ')
      console.log(`  ${item.offsetMs.toFixed(3).padStart(12)} ms  ${item.kind.padEnd(5)}  ${item.targetId}  ${item.address} ${args}`)
    }
  }
  return 0
}
