/**
 * Which triggers were handed out, sent and passed over: what a restart must know so that none is sent twice, and what the report tells.
 * Kept in `sent.ndjson`, which is made short from time to time: a trigger that was sent needs not be known as handed out, and of those
 * that were sent long ago only their number stays.
 */
import type { EdgeItem } from '@ghostlight/timeline'
import type { CueLit } from '../report/cue-light.ts'
import type { PassedBecause } from '../runner/passed-over.ts'
import type { FileLayer } from './file-layer.ts'
import { type JournalOptions, openJournal } from './journal.ts'

/** Triggers that were skipped, or of which nobody knows. */
export interface PassedLine {
  readonly because: PassedBecause
  readonly passed: readonly EdgeItem[]
}
/** A line of sent.ndjson. */
export type SentLine =
  | { readonly handed: readonly string[] }
  /** `eachAtMs`: when the kernel had each; `atMs` is the first of them. */
  | { readonly sent: readonly string[]; readonly atMs: number; readonly eachAtMs?: readonly number[] }
  | PassedLine
  /** Cue runs, when the first packet of the light they changed had left, and how late that was. */
  | { readonly lit: readonly (readonly [runId: string, sentMs: number, lateMs: number])[] }
  /** So many more were sent, the last of them at `untilMs`; they are no longer named. */
  | { readonly forgotten: number; readonly untilMs: number }

export function acceptSent(value: unknown): SentLine | null {
  const line = value as { handed?: unknown; sent?: unknown; passed?: unknown; lit?: unknown; forgotten?: unknown } | null | undefined
  if ([line?.handed, line?.sent, line?.passed, line?.lit].some(Array.isArray)) return line as SentLine
  return typeof line?.forgotten === 'number' ? (line as SentLine) : null
}

/** A trigger on every beat for two and a half hours. */
const keptSent = 20_000
const keptLit = 5000
const keptPassed = 200
const linesTogether = 500

/** What the lines of a record add up to. */
export class SentState {
  readonly #keptSent: number
  /** Handed out and not known to have left. */
  readonly handed = new Set<string>()
  /** When the kernel had each, oldest first. */
  readonly sentAtMs = new Map<string, number>()
  /** By cue run, oldest first. */
  readonly lit = new Map<string, { readonly sentMs: number; readonly lateMs: number }>()
  readonly #passed = new Map<string, { readonly because: PassedBecause; readonly edge: EdgeItem }>()
  #forgotten = 0
  /** Those sent until then may be among the ones that are no longer named. */
  forgottenUntilMs = 0

  constructor(lines: readonly SentLine[] = [], kept = keptSent) {
    this.#keptSent = kept
    for (const line of lines) this.take(line)
  }

  take(line: SentLine): void {
    if ('handed' in line) {
      for (const id of line.handed) if (!this.sentAtMs.has(id)) this.handed.add(id)
    } else if ('sent' in line) {
      for (const [index, id] of line.sent.entries()) this.#sent(id, line.eachAtMs?.[index] ?? line.atMs)
    } else if ('passed' in line) {
      for (const edge of line.passed) this.#passed.set(edge.id, { because: line.because, edge })
      for (const oldest of this.#passed.keys()) {
        if (this.#passed.size <= keptPassed * 3) break
        this.#passed.delete(oldest)
      }
    } else if ('lit' in line) {
      for (const [runId, sentMs, lateMs] of line.lit) this.lit.set(runId, { sentMs, lateMs })
      for (const oldest of this.lit.keys()) {
        if (this.lit.size <= keptLit) break
        this.lit.delete(oldest)
      }
    } else {
      this.#forgotten += line.forgotten
      this.forgottenUntilMs = Math.max(this.forgottenUntilMs, line.untilMs)
    }
  }

  #sent(id: string, atMs: number): void {
    this.handed.delete(id)
    if (!this.sentAtMs.has(id)) this.sentAtMs.set(id, atMs)
    if (this.sentAtMs.size <= this.#keptSent) return
    // In one go, so that it costs nothing most of the time.
    let many = Math.ceil(this.#keptSent / 8)
    for (const [oldest, sentMs] of this.sentAtMs) {
      if (many-- === 0) break
      this.sentAtMs.delete(oldest)
      this.#forgotten += 1
      this.forgottenUntilMs = Math.max(this.forgottenUntilMs, sentMs)
    }
  }

  /** Those that `isDone` does not know, e.g. because they were fired by hand since. */
  passed(isDone: (edgeId: string) => boolean): readonly PassedLine[] {
    const lists = new Map<PassedBecause, EdgeItem[]>()
    for (const { because, edge } of this.#passed.values()) {
      if (!isDone(edge.id)) lists.set(because, [...(lists.get(because) ?? []), edge])
    }
    return [...lists].map(([because, passed]) => ({ because, passed }))
  }

  /** Few lines that add up to the same. */
  lines(): readonly SentLine[] {
    const sent = [...this.sentAtMs]
    const lines: SentLine[] = this.#forgotten === 0 ? [] : [{ forgotten: this.#forgotten, untilMs: this.forgottenUntilMs }]
    for (let from = 0; from < sent.length; from += linesTogether) {
      const some = sent.slice(from, from + linesTogether)
      lines.push({ sent: some.map(([id]) => id), atMs: some[0]![1], eachAtMs: some.map(([, atMs]) => atMs) })
    }
    if (this.lit.size > 0) lines.push({ lit: [...this.lit].map(([runId, { sentMs, lateMs }]) => [runId, sentMs, lateMs]) })
    if (this.handed.size > 0) lines.push({ handed: [...this.handed] })
    lines.push(...this.passed(() => false))
    return lines
  }
}

export interface SentRecord {
  handed(edgeIds: readonly string[]): void
  /** `sentAtMs`: when the kernel had it. */
  sent(edges: readonly { readonly edgeId: string; readonly sentAtMs: number }[]): void
  passed(edges: readonly EdgeItem[], because: PassedBecause): void
  lit(cues: readonly CueLit[]): void
  /** Everything that is known, short. */
  lines(): readonly SentLine[]
  close(): Promise<void>
}
export interface SentRecordOptions extends JournalOptions {
  readonly files: FileLayer
  /** What earlier lives have left. */
  readonly before: readonly SentLine[]
  /** A file below this is never made short. */
  readonly shortBytes: number
}

/** To a microsecond. */
const rounded = (atMs: number): number => Math.round(atMs * 1000) / 1000

export function openSentRecord({ before, shortBytes, ...options }: SentRecordOptions): SentRecord {
  const journal = openJournal<SentLine>(options)
  const state = new SentState(before)
  let compactAtBytes = shortBytes

  function note(line: SentLine): void {
    state.take(line)
    void journal.append(line)
    if (journal.sizeBytes() < compactAtBytes) return
    const bytes = journal.compact(() => state.lines())
    // Again when it has doubled.
    if (bytes !== null) compactAtBytes = Math.max(shortBytes, 2 * bytes)
  }
  return {
    handed: (edgeIds) => note({ handed: edgeIds }),
    sent(edges) {
      const eachAtMs = edges.map((edge) => rounded(edge.sentAtMs))
      if (eachAtMs.length > 0) note({ sent: edges.map((edge) => edge.edgeId), atMs: eachAtMs[0]!, eachAtMs })
    },
    passed: (edges, because) => note({ passed: edges, because }),
    lit: (cues) => note({ lit: cues.map(({ runId, sentMs, lateMs }) => [runId, rounded(sentMs), rounded(lateMs)]) }),
    lines: () => state.lines(),
    close: () => journal.close(),
  }
}
