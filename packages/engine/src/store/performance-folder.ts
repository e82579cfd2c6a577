/**
 * One performance on disk: `log.ndjson` (entries), `sent.ndjson` (triggers handed out and sent), `alive.json` (when the engine
 * last lived, rewritten in place so that it works on a full disk) in `<show>/.ghostlight/performances/<id>/`.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Entry } from '@ghostlight/timeline'
import type { LastLife } from '../runner/epoch.ts'
import type { FileLayer } from './file-layer.ts'
import { readJournal } from './journal.ts'
import { acceptSent, type PassedLine, type SentLine, SentState } from './sent-record.ts'

export interface FoundPerformance {
  readonly id: string
  readonly folder: string
  readonly entries: readonly Entry[]
  readonly last: LastLife
  /** Edge ids that were handed to the output thread, and those known to have left. */
  readonly edgesHanded: ReadonlySet<string>
  readonly edgesSent: ReadonlySet<string>
  /** What stood in sent.ndjson. */
  readonly sent: readonly SentLine[]
  /** Passed over in earlier lives and not fired by hand since. */
  readonly passed: readonly PassedLine[]
  /** Torn files that were set aside, in words. */
  readonly torn: readonly string[]
}
interface Alive {
  readonly atMs: number
  readonly wallMs: number
  readonly closed: boolean
}

function acceptEntry(value: unknown, before: readonly Entry[]): Entry | null {
  const entry = value as Partial<Entry> | null | undefined
  const whole =
    typeof entry === 'object' &&
    entry !== null &&
    typeof entry.atMs === 'number' &&
    typeof entry.acceptedAtMs === 'number' &&
    typeof entry.by === 'string' &&
    typeof entry.decision?.kind === 'string'
  return whole && entry.seq === before.length + 1 ? (entry as Entry) : null
}

/** Newest first. Names are times, so they sort. */
export function performanceIds(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort().reverse()
  } catch {
    return [] // never served before
  }
}

/** The performance in `folder`, mended where it was torn; null when it holds no usable log. */
export function findPerformance(folder: string, id: string, files: FileLayer): FoundPerformance | null {
  const log = readJournal(join(folder, 'log.ndjson'), files, acceptEntry)
  const sentFile = readJournal(join(folder, 'sent.ndjson'), files, acceptSent)
  const epochs = log.lines.filter((entry) => entry.decision.kind === 'epoch')
  const lastEpoch = epochs[epochs.length - 1]
  const lastEntry = log.lines[log.lines.length - 1]
  if (lastEpoch?.decision.kind !== 'epoch' || lastEntry === undefined) return null
  const alive = readAlive(join(folder, 'alive.json'), files)
  const state = new SentState(sentFile.lines)
  const fired = new Set(log.lines.map(({ decision }) => (decision.kind === 'fireEdge' ? decision.edgeId : '')))
  return {
    id,
    folder,
    entries: log.lines,
    last: {
      epoch: lastEpoch.decision.n,
      bootId: lastEpoch.decision.bootId,
      epochMonotonicMs: lastEpoch.decision.monotonicMs,
      epochAtMs: lastEpoch.atMs,
      aliveAtMs: Math.max(alive?.atMs ?? 0, lastEntry.acceptedAtMs),
      aliveWallMs: alive?.wallMs ?? lastEpoch.decision.wallAtMs,
      closed: alive?.closed ?? false,
    },
    edgesHanded: state.handed,
    edgesSent: new Set([...state.sentAtMs.keys(), ...fired]), // fired under a name of its own, but it is done
    sent: sentFile.lines,
    passed: state.passed((id) => fired.has(id)),
    torn: [log, sentFile].flatMap(({ setAside, stays }) => [
      ...(setAside === null ? [] : [`${setAside.bytes} bytes of a torn line were set aside in ${setAside.file}`]),
      ...(stays === null ? [] : [`${stays.bytes} bytes of a torn line could not be set aside (${stays.why}) and stay where they are`]),
    ]),
  }
}

/** What stands in the journals of a performance, as far as it is whole; they are left as they are. Null: no log. */
export function readPerformance(
  folder: string,
  files: FileLayer,
): { readonly entries: readonly Entry[]; readonly sent: readonly SentLine[]; readonly aliveAtMs: number } | null {
  const linesOf = (name: string): unknown[] =>
    (files.read(join(folder, name))?.toString('utf8') ?? '').split('\n').flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as unknown]
      } catch {
        return [] // torn; it is set aside when the performance is continued
      }
    })
  const entries: Entry[] = []
  for (const line of linesOf('log.ndjson')) {
    const entry = acceptEntry(line, entries)
    if (entry !== null) entries.push(entry)
  }
  if (entries.length === 0) return null
  const aliveAtMs = Math.max(readAlive(join(folder, 'alive.json'), files)?.atMs ?? 0, entries.at(-1)!.acceptedAtMs)
  return { entries, sent: linesOf('sent.ndjson').flatMap((line) => acceptSent(line) ?? []), aliveAtMs }
}

function readAlive(path: string, files: FileLayer): Alive | null {
  try {
    return JSON.parse(files.read(path)?.toString('utf8') ?? 'null') as Alive | null
  } catch {
    return null // torn: the last entry then says how long we lived
  }
}

export interface Heartbeat {
  beat(atMs: number, wallMs: number): void
  /** Closed on purpose. */
  close(atMs: number, wallMs: number): void
}

const aliveBytes = 96

/** Trouble is not reported from here: the journal beside it will. */
export function createHeartbeat(folder: string, files: FileLayer): Heartbeat {
  let fd: number | null = null
  function put(alive: Alive): void {
    try {
      fd ??= files.openForUpdate(join(folder, 'alive.json'))
      files.write(fd, Buffer.from(`${JSON.stringify(alive).padEnd(aliveBytes - 1)}\n`), 0)
    } catch {
      fd = null
    }
  }
  return {
    beat: (atMs, wallMs) => put({ atMs: Math.round(atMs), wallMs: Math.round(wallMs), closed: false }),
    close(atMs, wallMs) {
      put({ atMs: Math.round(atMs), wallMs: Math.round(wallMs), closed: true })
      if (fd !== null) files.close(fd)
      fd = null
    },
  }
}
