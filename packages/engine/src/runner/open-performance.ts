/** Finds the performance to go on with, or opens a new one, and says what was passed over meanwhile. */
import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import {
  apply,
  type Decision,
  type EdgeItem,
  type Edition,
  type Entry,
  ms,
  openPerformance,
  type Performance,
  passedEdges,
} from '@ghostlight/timeline'
import { type MachineClock, nsToMs } from '../clock/machine-clock.ts'
import { createShowTime, type ShowTime } from '../clock/show-time.ts'
import type { FaultRegister } from '../faults.ts'
import type { FileLayer } from '../store/file-layer.ts'
import { type FoundPerformance, findPerformance, performanceIds } from '../store/performance-folder.ts'
import type { PassedLine, SentLine } from '../store/sent-record.ts'
import { type Beginning, beginAfter } from './epoch.ts'

export interface OpenedPerformance {
  readonly id: string
  readonly folder: string
  /** The log so far; the fold of it. */
  readonly entries: readonly Entry[]
  readonly performance: Performance
  readonly time: ShowTime
  /** What has to be entered first, at `atMs`: `open` (a new one only) and this life's epoch. */
  readonly decisions: readonly Decision[]
  readonly atMs: number
  readonly continued: boolean
  readonly heldOnStart: boolean
  readonly awayMs: number
  /** Triggers that earlier lives sent or may have sent. */
  readonly edgesDone: readonly string[]
  /** The record of earlier lives. */
  readonly sentBefore: readonly SentLine[]
  /** Passed over in earlier lives. */
  readonly passedBefore: readonly PassedLine[]
  /** What fell due since the engine was last known to live and before `untilMs`, the first instant that the new outputs send for. */
  readonly passedUntil: (untilMs: number) => Passed
}
export interface Passed {
  readonly send: readonly EdgeItem[]
  readonly skipped: readonly EdgeItem[]
  readonly uncertain: readonly EdgeItem[]
}
export interface OpenParts {
  /** `<show>/.ghostlight/performances` */
  readonly folder: string
  readonly files: FileLayer
  readonly machine: MachineClock
  readonly draft: Edition
  readonly editionOf: (hash: string) => Edition | null
  readonly faults: FaultRegister
  readonly fresh: boolean
}

/** An engine that died may have lived this much longer than its last heartbeat (four a second, and some slack). */
const heartbeatSlackMs = 400
/** How far before its last heartbeat triggers may not be confirmed yet. */
const unconfirmedMs = 5000
const nothing: Passed = { send: [], skipped: [], uncertain: [] }

function fold(entries: readonly Entry[], editionOf: (hash: string) => Edition | null): Performance | null {
  try {
    return entries.reduce((performance, entry) => apply(performance, editionOf, entry), openPerformance())
  } catch {
    return null // an edition of this log is gone
  }
}

/** The newest performance with a usable log, mended. */
function latest(parts: OpenParts): FoundPerformance | null {
  for (const id of performanceIds(parts.folder)) {
    try {
      const found = findPerformance(join(parts.folder, id), id, parts.files)
      for (const torn of found?.torn ?? []) {
        parts.faults.raise({
          code: 'torn-journal',
          subject: id,
          message: `The journal of ${id} ended in a torn line: ${torn}. No acknowledged entry is lost.`,
        })
      }
      if (found !== null) return found
    } catch (error) {
      parts.faults.raise({
        code: 'journal-unreadable',
        subject: id,
        message: `The performance ${id} cannot be read: ${(error as Error).message}.`,
      })
    }
  }
  return null
}

export function openOrContinue(parts: OpenParts): OpenedPerformance {
  const { machine } = parts
  const monotonicNs = machine.monotonicNs()
  const now = { bootId: machine.bootId, monotonicMs: nsToMs(monotonicNs), wallMs: machine.wallMs() }
  const found = parts.fresh ? null : latest(parts)
  const folded = found === null ? null : fold(found.entries, parts.editionOf)
  if (found !== null && folded === null) {
    parts.faults.raise({
      code: 'edition-missing',
      subject: found.id,
      message: `The performance ${found.id} cannot be continued: the edition it ran is no longer in .ghostlight. A new performance was opened.`,
    })
  }
  const beginning: Beginning = beginAfter(folded === null ? null : (found?.last ?? null), now)
  if (beginning.kind === 'open' || found === null || folded === null) {
    const id = new Date(now.wallMs).toISOString().replace(/[:.]/g, '-')
    const standbyCueId = parts.draft.cueOrder.find((cueId) => parts.draft.show.cues[cueId]?.armed) ?? null
    return {
      id,
      folder: join(parts.folder, id),
      entries: [],
      performance: openPerformance(),
      time: createShowTime(machine, { atMs: 0, monotonicNs }),
      decisions: [
        { kind: 'open', edition: parts.draft.hash, seed: randomInt(2 ** 32), standbyCueId },
        { kind: 'epoch', n: 1, bootId: now.bootId, monotonicMs: now.monotonicMs, wallAtMs: now.wallMs, heldOnStart: false },
      ],
      atMs: 0,
      continued: false,
      heldOnStart: false,
      awayMs: 0,
      edgesDone: [],
      sentBefore: [],
      passedBefore: [],
      passedUntil: () => nothing,
    }
  }
  const { atMs, epoch, heldOnStart, awayMs } = beginning
  const passedUntil = (untilMs: number) => passedWhileAway(parts, found, folded, untilMs)
  const uncertain = passedUntil(found.last.aliveAtMs + heartbeatSlackMs).uncertain
  return {
    id: found.id,
    folder: found.folder,
    entries: found.entries,
    performance: folded,
    time: createShowTime(machine, { atMs, monotonicNs }),
    decisions: [{ kind: 'epoch', n: epoch, bootId: now.bootId, monotonicMs: now.monotonicMs, wallAtMs: now.wallMs, heldOnStart }],
    atMs,
    continued: true,
    heldOnStart,
    awayMs,
    edgesDone: [...found.edgesSent, ...uncertain.map((edge) => edge.id)],
    sentBefore: found.sent,
    passedBefore: found.passed,
    passedUntil,
  }
}

/**
 * Every trigger due until now is one of: known to be sent, uncertain (handed out while the old engine was alive, never confirmed),
 * or skipped, which its `catchUp` may yet send.
 */
function passedWhileAway(parts: OpenParts, found: FoundPerformance, folded: Performance, untilMs: number): Passed {
  const { aliveAtMs } = found.last
  const fromMs = ms(Math.max(0, aliveAtMs - unconfirmedMs))
  const all = passedEdges(parts.editionOf, folded, folded, fromMs, ms(untilMs))
  const isSent = (edge: EdgeItem) => found.edgesSent.has(edge.id)
  // A starved main thread gives no sign of life while the output thread sends what it has: all that it had may have left.
  const isUncertain = (edge: EdgeItem) => !isSent(edge) && found.edgesHanded.has(edge.id)
  const before = new Set(found.passed.flatMap((line) => line.passed.map((edge) => edge.id)))
  const open = (edge: EdgeItem) => !isSent(edge) && !isUncertain(edge) && !before.has(edge.id)
  return {
    send: all.send.filter(open),
    skipped: all.skipped.filter(open),
    uncertain: [...all.send, ...all.skipped].filter(isUncertain),
  }
}
