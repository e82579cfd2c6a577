/**
 * Runs a performance. Every accepted entry takes the same way: check → write to the journal → act → wait for the disk → answer.
 * Acting comes before the disk has answered, so that no cue ever waits for it.
 */
import {
  apply,
  type Command,
  type CommandResult,
  type Decision,
  type EdgeItem,
  type Edition,
  type Entry,
  editionAt,
  type Ms,
  type Performance,
  passedEdges,
  settle,
} from '@ghostlight/timeline'
import { createListeners } from '../listeners.ts'
import type { OutputReadiness } from '../protocol/index.ts'
import type { Journal } from '../store/journal.ts'
import type { Asker, CommandGate } from './command-gate.ts'
import type { PassedOver } from './passed-over.ts'

export interface RunnerParts {
  readonly gate: CommandGate
  readonly journal: Journal<Entry>
  readonly nowMs: () => Ms
  readonly editionOf: (hash: string) => Edition
  /** What `adopt` takes; null while it is being made. */
  readonly draft: () => Edition | null
  /** Whether each required output could go over to an edition. */
  readonly readinessFor: (draft: Edition) => readonly OutputReadiness[]
  readonly makeRunId: () => string
  /** Triggers that were passed over and can be fired by hand. */
  readonly passedOver: PassedOver
  /** One of those who listen to entries threw: the others hear the entry all the same. */
  readonly onListenerTrouble: (error: Error) => void
  /** Where the fold stands at the start, and every entry of the log until then. */
  readonly performance: Performance
  readonly entries: readonly Entry[]
}
export interface ShowRunner {
  performance(): Performance
  edition(): Edition
  command(command: Command, id: string | null, asker: Asker): Promise<CommandResult>
  /** Whether this key was asked with before, so that the answer is known. */
  isAnswered(id: string): boolean
  /** A command with this key gave way to a newer one: asked again it gets the same answer, if that is yes. */
  answered(id: string, result: Promise<CommandResult>): void
  /** An entry of the engine's own, such as its epoch. It counts as accepted when it takes effect. */
  enter(
    decision: Decision,
    options: { readonly by: string; readonly atMs: Ms },
  ): Promise<{ readonly entry: Entry; readonly durable: boolean }>
  /** Sends a trigger that a restart passed over. */
  catchUp(edges: readonly EdgeItem[]): void
  entriesSince(seq: number): readonly Entry[]
  /** Called synchronously, in the order of subscribing, before the disk has answered. The outputs come first. */
  onEntry(listener: (entry: Entry) => void): () => void
}

export function createShowRunner(parts: RunnerParts): ShowRunner {
  const entries = [...parts.entries]
  const listeners = createListeners<[Entry]>(parts.onListenerTrouble)
  let performance = parts.performance
  const fireable = parts.passedOver
  // A segment that has just become due may have brought its edition with it, before the next entry folds.
  const edition = () => editionAt(parts.editionOf, performance, parts.nowMs())

  for (const entry of entries) parts.gate.remember(entry, Promise.resolve({ ok: true, entry, durable: true }))

  /** What a locate jumped over: sent now if it says so, else listed for the operator. */
  function catchUp(before: Performance, entry: Entry): void {
    const passed = passedEdges(
      parts.editionOf,
      settle(before, parts.editionOf, entry.atMs, { through: true }),
      performance,
      entry.atMs,
      entry.atMs,
    )
    fireable.add(passed.skipped, 'locate')
    for (const edge of passed.send) fire(edge)
  }
  function fire(edge: EdgeItem): void {
    const message = { ...(edge.targetId === null ? {} : { targetId: edge.targetId }), address: edge.address, args: [...edge.args] }
    const decision: Decision = { kind: 'fireEdge', edgeId: edge.id, message, cueId: edge.source.cueId, songId: edge.source.songId }
    const nowMs = parts.nowMs()
    void act({ seq: performance.seq + 1, atMs: nowMs, acceptedAtMs: nowMs, by: 'engine:catch-up', decision })
  }

  function act(entry: Entry): Promise<boolean> {
    const before = performance
    // Folded before it is written: an entry that cannot be folded must not stand in the log, where it would end every later life too.
    const after = apply(performance, parts.editionOf, entry)
    const written = parts.journal.append(entry)
    performance = after
    entries.push(entry)
    listeners.tell(entry)
    if (entry.decision.kind === 'locate') catchUp(before, entry)
    return written
  }

  return {
    performance: () => performance,
    edition,
    async command(command, id, asker) {
      // Nothing may be accepted before what already was.
      const acceptedAtMs = Math.max(asker.receivedAtMs ?? parts.nowMs(), entries.at(-1)?.acceptedAtMs ?? 0) as Ms
      const verdict = parts.gate.judge(command, id, asker, {
        edition: edition(),
        editionOf: parts.editionOf,
        performance,
        nowMs: acceptedAtMs,
        // Compiled for this; nobody else needs it.
        draft: command.command === 'adopt' ? parts.draft() : null,
        runId: parts.makeRunId(),
        readinessFor: parts.readinessFor,
        edges: fireable.list(),
      })
      if (verdict.kind === 'refuse') return verdict.result
      if (verdict.kind === 'repeat') {
        const before = await verdict.result
        return before.ok ? { ...before, repeated: true } : before
      }
      const { entry, say } = verdict
      const result = act(entry).then((durable): CommandResult => ({ ok: true, entry, durable, ...(say === null ? {} : { say }) }))
      parts.gate.remember(entry, result)
      if (entry.decision.kind === 'fireEdge') fireable.remove(entry.decision.edgeId)
      return result
    },
    isAnswered: parts.gate.isAnswered,
    answered: parts.gate.rememberId,
    async enter(decision, { by, atMs }) {
      const entry: Entry = { seq: performance.seq + 1, atMs, acceptedAtMs: atMs, by, decision }
      return { entry, durable: await act(entry) }
    },
    catchUp: (edges) => edges.forEach(fire),
    entriesSince: (seq) => entries.filter((entry) => entry.seq > seq),
    onEntry: listeners.add,
  }
}
