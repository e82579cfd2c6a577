/** What the log asks for, and whether each trigger came once, or is listed as skipped or uncertain. */
import { apply, type EdgeItem, type Edition, type Entry, ms, openPerformance, type Performance, schedule } from '@ghostlight/timeline'
import type { Row } from '../recorder.ts'
import type { Status } from './engine.ts'

export function fold(edition: Edition, entries: readonly Entry[]): Performance {
  return entries.reduce((performance, entry) => apply(performance, edition, entry), openPerformance())
}

/** Show time at an instant of the machine's monotonic clock, by the log's newest epoch alone. */
export function showTimeOf(entries: readonly Entry[]): (monotonicMs: number) => number {
  const epoch = entries.findLast((entry) => entry.decision.kind === 'epoch')
  if (epoch?.decision.kind !== 'epoch') throw new Error('the log has no epoch')
  const offsetMs = epoch.atMs - epoch.decision.monotonicMs
  return (monotonicMs) => monotonicMs + offsetMs
}

/** Every trigger that the log asks for until then, each entry's stretch by the performance as it stood after that entry. */
export function edgesDue(edition: Edition, entries: readonly Entry[], untilMs: number): readonly EdgeItem[] {
  const due = new Map<string, EdgeItem>()
  let performance = openPerformance()
  entries.forEach((entry, index) => {
    performance = apply(performance, edition, entry)
    const toMs = Math.min(entries[index + 1]?.atMs ?? untilMs, untilMs)
    if (toMs <= entry.atMs) return
    for (const edge of schedule(edition, performance, entry.atMs, ms(toMs)).items) due.set(edge.id, edge)
  })
  return [...due.values()]
}

export interface EdgeCount {
  readonly due: number
  readonly received: number
  readonly skipped: number
  readonly uncertain: number
  readonly twice: readonly string[]
  readonly unaccounted: readonly string[]
  /** Listed as not sent, and yet received: somebody would fire it a second time. */
  readonly skippedButReceived: readonly string[]
}

export function judgeEdges(due: readonly EdgeItem[], rows: readonly Row[], faults: Status['faults']): EdgeCount {
  const times = new Map<string, number>()
  for (const { address } of rows) times.set(address, (times.get(address) ?? 0) + 1)
  const listed = (code: string) => new Set(faults.flatMap((fault) => (fault.code === code ? (fault.edges ?? []) : [])))
  const skipped = listed('edges-skipped')
  const uncertain = listed('edges-uncertain')
  const ours = due.filter(({ address }) => address.startsWith('/kill/'))
  const got = (edge: EdgeItem) => times.get(edge.address) ?? 0
  return {
    due: ours.length,
    received: ours.filter((edge) => got(edge) > 0).length,
    skipped: ours.filter((edge) => skipped.has(edge.id)).length,
    uncertain: ours.filter((edge) => uncertain.has(edge.id)).length,
    twice: [...times].filter(([address, count]) => address.startsWith('/kill/') && count > 1).map(([address]) => address),
    unaccounted: ours.filter((edge) => got(edge) === 0 && !skipped.has(edge.id) && !uncertain.has(edge.id)).map(({ address }) => address),
    skippedButReceived: ours.filter((edge) => got(edge) > 0 && skipped.has(edge.id)).map(({ address }) => address),
  }
}
