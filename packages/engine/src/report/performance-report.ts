/**
 * What a performance did, cue by cue and trigger by trigger, with when it was planned and when the kernel had it. Made from the log, the
 * editions it names and the list of sent triggers alone: the same report while it runs, afterwards, or on another machine.
 */
import {
  apply,
  type CueRun,
  type EdgeItem,
  type EditionSource,
  type Entry,
  editionNamed,
  ms,
  openPerformance,
  type Performance,
  schedule,
  settle,
} from '@ghostlight/timeline'
import { type SentLine, SentState } from '../store/sent-record.ts'
import { type ActReport, createActList, wordsOf } from './acts.ts'

export interface EdgeReport {
  readonly edgeId: string
  /** Null: every target. */
  readonly targetId: string | null
  readonly address: string
  /** Number of the cue it belongs to, or the song. */
  readonly cue: string | null
  readonly song: string | null
  /** Performance time; null for one that was sent although the log asks for it no more (it left just before it was taken back). */
  readonly plannedMs: number | null
  /** When the kernel had the datagram, to the first target of several; null: not known to have left. */
  readonly sentMs: number | null
  /** sentMs − plannedMs; a target's own latency makes it negative. */
  readonly lateMs: number | null
  /**
   * "uncertain": handed out and never confirmed. "passed": jumped over, or due while the engine was away. "forgotten": so long ago that
   * the record does not name it any more.
   */
  readonly state: 'sent' | 'passed' | 'uncertain' | 'forgotten'
}
export interface CueReport {
  readonly number: string
  readonly name: string
  readonly cueId: string
  readonly runId: string
  /** Who pressed GO, or "" for one that followed by itself. */
  readonly by: string
  /** A locate put it on, as if the music had been played to there: `atMs` is when the music says. */
  readonly asserted: boolean
  /** When and by whom the GO that started it was undone; null: it stands. */
  readonly undone: { readonly atMs: number; readonly by: string } | null
  /** When it started, and when it acted after its pre-wait: both performance time, as planned by the log. */
  readonly atMs: number
  readonly plannedMs: number
  /** When the kernel had the first datagram that it caused: its first trigger, else the first packet of the light it changed. */
  readonly sentMs: number | null
  /** After that datagram's own deadline. Null: nothing is known to have left for it. */
  readonly lateMs: number | null
  readonly first: 'trigger' | 'light' | null
  readonly edges: readonly EdgeReport[]
}
export interface PerformanceReport {
  /** Of the show and the hall, as the first edition has them. */
  readonly title: string
  readonly venue: string
  /** Wall clock at performance time 0, ms since 1970; null: the log does not say. */
  readonly openedAtWallMs: number | null
  readonly editions: readonly string[]
  readonly entries: number
  readonly fromMs: number
  readonly untilMs: number
  readonly cues: readonly CueReport[]
  /** What people did besides starting cues: holds, blackouts, undone GOs, what was taken by hand. By time. */
  readonly acts: readonly ActReport[]
  /** Triggers of songs, in order. */
  readonly songEdges: readonly EdgeReport[]
  /** Of everything that was sent in time to say: ms. */
  readonly late: {
    readonly count: number
    readonly p50Ms: number
    readonly p95Ms: number
    readonly p99Ms: number
    readonly maxMs: number
  } | null
}

const STEP_MS = 5000

function firstSent(
  edges: readonly EdgeReport[],
  lit: { readonly sentMs: number; readonly lateMs: number } | undefined,
): Pick<CueReport, 'sentMs' | 'lateMs' | 'first'> {
  const sent = edges.flatMap(({ sentMs, lateMs }) => (sentMs === null ? [] : [{ sentMs, lateMs }])).sort((a, b) => a.sentMs - b.sentMs)
  if (sent[0] !== undefined) return { ...sent[0], first: 'trigger' }
  return lit === undefined ? { sentMs: null, lateMs: null, first: null } : { ...lit, first: 'light' }
}

/** @param untilMs  how far the performance has come; what is due later is no part of it. */
export function performanceReport(
  entries: readonly Entry[],
  sent: readonly SentLine[],
  editions: EditionSource,
  untilMs: number,
): PerformanceReport {
  const due = new Map<string, EdgeItem>()
  const runs = new Map<string, CueRun>()
  const byOf = new Map<string, string>()
  const names = new Set<string>()
  const list = createActList()
  let performance: Performance = openPerformance()
  let fromMs = 0
  const live = (toMs: number): void => {
    if (performance.seq === 0) return
    // In steps that are shorter than the memory of the fold, which forgets what is over.
    let state = performance
    for (let atMs = fromMs; ; ) {
      const until = Math.min(toMs, atMs + STEP_MS)
      for (const item of schedule(editions, state, ms(atMs), ms(until)).items) due.set(item.id, item)
      state = settle(state, editions, until, { through: true })
      for (const run of state.cues) if (run.acted) runs.set(run.runId, run)
      if (until >= toMs) return
      atMs = until
    }
  }
  for (const entry of entries) {
    live(entry.acceptedAtMs)
    fromMs = entry.acceptedAtMs
    performance = apply(performance, editions, entry)
    names.add(performance.edition)
    list.add(entry, editionNamed(editions, performance.edition))
    if ('runId' in entry.decision) byOf.set(entry.decision.runId, entry.by)
  }
  live(Math.max(untilMs, fromMs))

  const record = new SentState(sent)
  const passed = new Map(record.passed(() => false).flatMap((line) => line.passed.map((edge) => [edge.id, edge] as const)))
  const stateOf = (edge: EdgeItem): EdgeReport['state'] => {
    if (record.sentAtMs.has(edge.id)) return 'sent'
    if (passed.has(edge.id)) return 'passed'
    if (record.handed.has(edge.id)) return 'uncertain'
    return edge.dueMs < record.forgottenUntilMs ? 'forgotten' : 'passed'
  }
  const cueNumber = (cueId: string | null): string | null => {
    if (cueId === null) return null
    for (const hash of [...names].reverse()) {
      const cue = editionNamed(editions, hash).show.cues[cueId]
      if (cue) return cue.number
    }
    return cueId
  }
  const edges = [...new Map([...passed, ...due]).values()].flatMap((edge): EdgeReport[] => {
    const sentMs = record.sentAtMs.get(edge.id) ?? null
    const plannedMs = due.get(edge.id)?.dueMs ?? null
    return [
      {
        edgeId: edge.id,
        targetId: edge.targetId,
        address: edge.address,
        cue: cueNumber(edge.source.cueId),
        song: edge.source.songId,
        plannedMs,
        sentMs,
        lateMs: sentMs === null || plannedMs === null ? null : sentMs - plannedMs,
        state: stateOf(edge),
      },
    ]
  })
  // One that was passed over stands where it would have been.
  const placeOf = ({ plannedMs, sentMs, edgeId }: EdgeReport): number => plannedMs ?? sentMs ?? passed.get(edgeId)?.dueMs ?? 0
  edges.sort((a, b) => placeOf(a) - placeOf(b))
  // A song's run goes by the name of the cue that started it.
  const ofCues = new Map<string, EdgeReport[]>()
  for (const edge of edges) {
    if (edge.song !== null) continue
    const runId = edge.edgeId.slice(0, edge.edgeId.indexOf(':'))
    const known = ofCues.get(runId)
    if (known) known.push(edge)
    else ofCues.set(runId, [edge])
  }
  const cues = [...runs.values()]
    .map((run): CueReport => {
      const cue = [...names].reverse().flatMap((hash) => editionNamed(editions, hash).show.cues[run.cueId] ?? [])[0]
      return {
        number: cue?.number ?? run.cueId,
        name: wordsOf(cue?.name ?? {}),
        cueId: run.cueId,
        runId: run.runId,
        by: byOf.get(run.runId) ?? '',
        undone: list.undone.get(run.rootRunId) ?? null,
        asserted: run.assertedUntilMs !== null && run.atMs < run.assertedUntilMs,
        atMs: run.atMs,
        plannedMs: run.atMs + run.preWaitMs,
        ...firstSent(ofCues.get(run.runId) ?? [], record.lit.get(run.runId)),
        edges: ofCues.get(run.runId) ?? [],
      }
    })
    .sort((a, b) => a.plannedMs - b.plannedMs)
  const late = edges.flatMap(({ lateMs }) => lateMs ?? []).sort((a, b) => a - b)
  const quantile = (share: number): number => late[Math.min(late.length - 1, Math.floor(share * late.length))]!
  const opening = entries.find(({ decision }) => decision.kind === 'epoch')
  const first = [...names][0]
  const { show, venue } = first === undefined ? { show: null, venue: null } : editionNamed(editions, first)
  return {
    title: show === null ? '' : wordsOf(show.title),
    venue: venue?.name ?? '',
    openedAtWallMs: opening?.decision.kind === 'epoch' ? opening.decision.wallAtMs - opening.atMs : null,
    editions: [...names],
    entries: entries.length,
    fromMs: entries[0]?.atMs ?? 0,
    untilMs: Math.max(untilMs, fromMs),
    cues,
    acts: list.acts(),
    songEdges: edges.filter(({ song }) => song !== null),
    late:
      late.length === 0
        ? null
        : { count: late.length, p50Ms: quantile(0.5), p95Ms: quantile(0.95), p99Ms: quantile(0.99), maxMs: late.at(-1)! },
  }
}
