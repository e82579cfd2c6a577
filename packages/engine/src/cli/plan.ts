/**
 * `ghostlight plan <show>`: what leaves for each target after GO, with the offset of every packet from the instant of GO.
 * Each cue is looked at in a performance of its own, alone or with the cues before it.
 */
import { LIGHT_STEP_MS, planLight } from '@ghostlight/light'
import {
  apply,
  type Command,
  type Decision,
  type Edition,
  type Entry,
  findCue,
  momentAt,
  ms,
  type OscArg,
  openPerformance,
  type Performance,
  resolveCommand,
  schedule,
  type Target,
} from '@ghostlight/timeline'
import { profiles } from '../osc/profile/profiles.ts'
import { targetOf } from '../outputs/target-of.ts'

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

/** After a cue that starts no segment, the next GO of a planned run comes this much later: its fades are over. */
const betweenGosMs = 60_000

export interface FromGo {
  readonly performance: Performance
  /** Performance time of the GO. */
  readonly goAtMs: number
}

/**
 * A performance in which GO was pressed at a cue: alone, with the cue standing by from the opening; or `inOrder`, after a GO for every
 * cue before it, each when the segment before was over.
 */
export function performanceFromGo(edition: Edition, cueId: string, inOrder: boolean): FromGo {
  const first = edition.cueOrder.find((id) => edition.show.cues[id]!.armed) ?? cueId
  let performance = openPerformance()
  let atMs = 0
  const enter = (decision: Decision, leadMs: number) => {
    const entry: Entry = { seq: performance.seq + 1, atMs: ms(atMs + leadMs), acceptedAtMs: ms(atMs), by: 'plan', decision }
    performance = apply(performance, edition, entry)
  }
  const ask = (command: Command) => {
    const nextSeq = performance.seq + 1
    const resolution = resolveCommand(performance, edition, command, { nowMs: ms(atMs), nextSeq, runId: `r${nextSeq}` })
    if (resolution.ok) enter(resolution.decision, resolution.leadMs)
  }
  enter({ kind: 'open', edition: edition.hash, seed: 1, standbyCueId: inOrder ? first : cueId }, 0)
  enter({ kind: 'epoch', n: 1, bootId: 'plan', monotonicMs: 0, wallAtMs: 0, heldOnStart: false }, 0)
  const reached = (standby: string | null) => standby === null || edition.cueOrder.indexOf(standby) >= edition.cueOrder.indexOf(cueId)
  for (let standby: string | null = first; inOrder && !reached(standby); ) {
    ask({ command: 'go' })
    const action = edition.show.cues[standby!]!.action
    const songId = action.kind === 'segment' ? edition.show.setlist[action.segmentId]?.songId : undefined
    atMs += Math.ceil(((songId === undefined ? 0 : (edition.time[songId]?.lengthMs ?? 0)) + betweenGosMs) / 1000) * 1000
    standby = momentAt(edition, performance, ms(atMs)).standbyCueId
  }
  if (momentAt(edition, performance, ms(atMs)).standbyCueId !== cueId) ask({ command: 'standBy', cue: edition.show.cues[cueId]!.number })
  ask({ command: 'go' })
  return { performance, goAtMs: atMs }
}

/**
 * Who would be sent to: the venue's targets and those of `--osc-out`. A show whose targets are all switched off is planned for them
 * as if they were on, and one without any for a generic one: a plan is read before the desk is there.
 */
export function plannedTargets(edition: Edition, oscOut: readonly string[]): readonly (readonly [string, Target])[] {
  const extra = oscOut.flatMap((text, index) => {
    const target = targetOf(text, edition.venue)
    return target === null ? [] : [[`osc-out-${index + 1}`, target] as const]
  })
  const all = Object.entries(edition.venue.targets)
  const on = [...all.filter(([, target]) => target.enabled), ...extra]
  if (on.length > 0) return on
  const generic = targetOf('127.0.0.1:7770', edition.venue)
  return all.length > 0 ? all : generic === null ? [] : [['generic', generic]]
}

export function planCue(
  edition: Edition,
  cueId: string,
  targets: readonly (readonly [string, Target])[],
  { untilMs, inOrder }: Pick<PlanOptions, 'untilMs' | 'inOrder'>,
): CuePlan {
  const { performance, goAtMs } = performanceFromGo(edition, cueId, inOrder)
  const { action } = edition.show.cues[cueId]!
  const segment = action.kind === 'segment' ? edition.show.setlist[action.segmentId] : undefined
  const songMs = segment === undefined ? withoutSegmentMs : (edition.time[segment.songId]?.lengthMs ?? withoutSegmentMs)
  const toMs = ms(goAtMs + (untilMs ?? songMs + edition.show.settings.startLeadMs))
  const items: PlannedItem[] = []
  for (const edge of schedule(edition, performance, ms(goAtMs), toMs).items) {
    for (const [targetId, target] of targets) {
      if (target.kind !== 'osc') continue
      if (edge.targetId !== null && edge.targetId !== targetId) continue
      const parts = profiles[target.profile].trigger(target, edge)
      if (typeof parts === 'string') continue
      for (const { address, args, afterMs } of parts) {
        items.push({ offsetMs: edge.dueMs - goAtMs + afterMs, kind: 'edge', targetId, address, args })
      }
    }
  }
  for (const change of planLight(edition, performance, goAtMs, toMs, LIGHT_STEP_MS)) {
    for (const [targetId, target] of targets) {
      if (target.kind !== 'osc') {
        if (!target.universes.includes(change.universe)) continue
        const address = `${target.kind}:${change.universe}/${change.slot}`
        items.push({ offsetMs: change.dueMs - goAtMs, kind: 'state', targetId, address, args: [{ type: 'i', value: change.value }] })
        continue
      }
      const state = profiles[target.profile].slot(target, change.universe, change.slot)
      if (state === null) continue
      items.push({
        offsetMs: change.dueMs - goAtMs,
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

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
const itemLine = ({ offsetMs, kind, targetId, address, args }: PlannedItem): string =>
  `  ${offsetMs.toFixed(3).padStart(12)} ms  ${kind.padEnd(5)}  ${targetId}  ${address} ${args.map(({ type, value }) => `${type} ${value}`).join(' ')}`

/** Every message of a cue on a line. */
export const planLines = ({ cue, items }: CuePlan): readonly string[] => [
  `cue ${cue}: ${counted(items.length, 'message')}`,
  ...items.map(itemLine),
]

/** How many messages of a cue go to which target from when to when, and its triggers. */
export function planSummary({ cue, items }: CuePlan): readonly string[] {
  const ofTarget = new Map<string, PlannedItem[]>()
  for (const item of items) {
    const known = ofTarget.get(item.targetId)
    if (known) known.push(item)
    else ofTarget.set(item.targetId, [item])
  }
  const seconds = (offsetMs: number) => `${(offsetMs / 1000).toFixed(3)} s`
  const edges = items.filter(({ kind }) => kind === 'edge')
  return [
    `cue ${cue}: ${counted(items.length, 'message')}`,
    ...[...ofTarget].map(([targetId, some]) => {
      const triggers = some.filter(({ kind }) => kind === 'edge').length
      const light = counted(some.length - triggers, 'change')
      return `  to ${targetId}: ${counted(triggers, 'trigger')} and ${light} of light, from ${seconds(some[0]!.offsetMs)} to ${seconds(some.at(-1)!.offsetMs)} after GO`
    }),
    ...edges.map(itemLine),
  ]
}

export interface PlanOptions {
  /** Number or id; null: every armed cue. */
  readonly cue: string | null
  /** `summary`: triggers on lines of their own, of light how much goes where. */
  readonly form: 'summary' | 'all' | 'json'
  readonly untilMs: number | null
  /** After a GO for every cue before it, instead of alone. */
  readonly inOrder: boolean
  /** "host:port" of targets beside the venue's. */
  readonly oscOut: readonly string[]
}

export function plan(edition: Edition, { cue, form, untilMs, inOrder, oscOut }: PlanOptions): number {
  const cueId = cue === null ? null : findCue(edition, cue)
  if (cue !== null && cueId === null) {
    console.error(`There is no cue "${cue}". Cues: ${edition.cueOrder.map((id) => edition.show.cues[id]?.number).join(', ')}.`)
    return 1
  }
  const ids = cueId === null ? edition.cueOrder.filter((id) => edition.show.cues[id]?.armed) : [cueId]
  const plans = ids.map((id) => planCue(edition, id, plannedTargets(edition, oscOut), { untilMs, inOrder }))
  if (form === 'json') {
    console.log(JSON.stringify({ edition: edition.hash, cues: plans }, null, 2))
    return 0
  }
  console.log(`edition ${edition.hash}`)
  for (const one of plans) console.log((form === 'all' ? planLines(one) : planSummary(one)).join('\n'))
  if (form === 'summary') console.log('Every message: --all, or --json.')
  return 0
}
