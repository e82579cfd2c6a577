/**
 * A concert without a server: the real fold of `@ghostlight/timeline` behind the console's connection. For the picture book and tests;
 * never part of the built page.
 */
import type { ShowConnection } from '@ghostlight/engine/client'
import type { Role, ShowStatus } from '@ghostlight/engine/protocol'
import {
  apply,
  applyEdit,
  type Command,
  type CommandResult,
  compileEdition,
  type Decision,
  type Edit,
  type Edition,
  type EditionData,
  type Entry,
  invertEdit,
  isLockedOut,
  momentAt,
  ms,
  openPerformance,
  resolveCommand,
} from '@ghostlight/timeline'

export interface DoubleOptions {
  readonly data: EditionData
  readonly role: Role
  /** Performance time at a local instant. */
  readonly nowMs: () => number
  readonly status: (of: {
    readonly draft: string
    readonly canUndo: boolean
    readonly canRedo: boolean
    readonly label: string | null
  }) => ShowStatus
  readonly assetOrigin: string | null
  /** The engine would not have us, and there is nothing to show. */
  readonly refusal: string | null
}

export interface DoubleConnection extends ShowConnection {
  /** The engine was started again and came up held. */
  readonly restart: () => void
  /** Everything that was asked for, in order. */
  readonly asked: Command[]
  readonly setState: (state: 'connecting' | 'live' | 'lost') => void
  readonly changed: () => void
}

export function doubleConnection(options: DoubleOptions): DoubleConnection {
  const { nowMs } = options
  const editions = new Map<string, Edition>()
  const keep = (data: EditionData, hash: string): Edition => {
    const edition = compileEdition(data, hash)
    editions.set(hash, edition)
    return edition
  }
  const source = (hash: string): Edition | null => editions.get(hash) ?? null
  let draft = keep(options.data, 'edition-0')
  let editCount = 0
  let done: Edit[] = []
  let undone: Edit[] = []
  let performanceNow = openPerformance()
  let version = 0
  let state: 'connecting' | 'live' | 'lost' = 'live'
  const listeners = new Set<() => void>()
  const asked: Command[] = []
  const changed = (): void => {
    version += 1
    for (const listener of [...listeners]) listener()
  }
  const log = (decision: Decision, atMs: number, acceptedAtMs: number): Entry => {
    const entry: Entry = { seq: performanceNow.seq + 1, atMs: ms(atMs), acceptedAtMs: ms(acceptedAtMs), by: 'operator:double', decision }
    performanceNow = apply(performanceNow, source, entry)
    return entry
  }
  log({ kind: 'open', edition: draft.hash, seed: 1, standbyCueId: draft.cueOrder[0] ?? null }, 0, 0)
  log({ kind: 'epoch', n: 1, bootId: 'double', monotonicMs: 0, wallAtMs: 0, heldOnStart: false }, 0, 0)

  const answer = (command: Command): CommandResult => {
    const edition = source(performanceNow.edition)
    const atMs = ms(nowMs())
    if (edition === null) return { ok: false, reason: 'no-connection', message: 'no edition' }
    if (options.role !== 'operator') return { ok: false, reason: 'not-allowed', message: 'not allowed' }
    if (command.command === 'go' && isLockedOut(performanceNow, edition, atMs))
      return { ok: false, reason: 'locked-out', message: 'locked' }
    const resolution = resolveCommand(performanceNow, source, command, {
      nowMs: atMs,
      nextSeq: performanceNow.seq + 1,
      runId: `r${performanceNow.seq + 1}`,
      draftEdition: draft,
    })
    if (!resolution.ok) return resolution
    const entry = log(resolution.decision, atMs + resolution.leadMs, atMs)
    return { ok: true, entry, durable: true, ...(resolution.say === undefined ? {} : { say: resolution.say }) }
  }
  const rebuild = (edit: Edit): void => {
    editCount += 1
    draft = keep({ ...draft, ...applyEdit({ show: draft.show, songs: draft.songs, venue: draft.venue }, edit) }, `edition-${editCount}`)
  }
  return {
    asked,
    changed,
    restart: () => {
      log({ kind: 'epoch', n: performanceNow.epoch + 1, bootId: 'other', monotonicMs: 0, wallAtMs: 0, heldOnStart: true }, nowMs(), nowMs())
      changed()
    },
    setState: (next) => {
      state = next
      changed()
    },
    clock: { nowMs, errorMs: () => 0.4, rttMs: () => 1.2, toLocalMs: (showMs) => showMs, epoch: () => 1, isSynced: () => true },
    edition: () => (options.refusal === null ? source(performanceNow.edition) : null),
    editionOf: (hash) => source(hash),
    draftEdition: () => draft,
    performance: () => performanceNow,
    moment: (at) => momentAt(source, performanceNow, ms(at ?? nowMs())),
    state: () => state,
    refusal: () => options.refusal,
    status: () =>
      options.status({ draft: draft.hash, canUndo: done.length > 0, canRedo: undone.length > 0, label: done.at(-1)?.label ?? null }),
    role: () => options.role,
    clientId: () => 'console-1',
    speaks: () => false,
    version: () => version,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    send: async (command) => {
      asked.push(command)
      const result = answer(command)
      changed()
      return result
    },
    edit: async (edit) => {
      rebuild(edit as Edit)
      done.push(edit as Edit)
      undone = []
      changed()
      return { ok: true, draftEdition: draft.hash }
    },
    undo: async () => {
      const last = done.at(-1)
      if (last === undefined) return { ok: false, reason: 'nothing-to-undo', message: 'There is nothing to undo.' }
      done = done.slice(0, -1)
      undone.push(last)
      rebuild(invertEdit(last, { id: `undo-${last.id}`, author: last.author, label: last.label }))
      changed()
      return { ok: true, label: last.label, draftEdition: draft.hash }
    },
    redo: async () => {
      const next = undone.pop()
      if (next === undefined) return { ok: false, reason: 'nothing-to-redo', message: 'There is nothing to redo.' }
      done.push(next)
      rebuild(next)
      changed()
      return { ok: true, label: next.label, draftEdition: draft.hash }
    },
    report: () => undefined,
    timecode: () => undefined,
    speak: async () => false,
    acknowledgeFault: () => changed(),
    assetUrl: () => null,
    assetOrigin: () => options.assetOrigin,
    dispose: () => listeners.clear(),
  }
}
