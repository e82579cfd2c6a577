/**
 * The one gate all commands pass, whatever door they came through: may this role do it, was it not asked for already, is it
 * no double GO, and does it make sense now. Pure but for the memory of what it has answered.
 */
import {
  type Command,
  type CommandResult,
  type EdgeItem,
  type Edition,
  type Entry,
  isLockedOut,
  type Ms,
  type Performance,
  resolveCommand,
  type SaidValues,
} from '@ghostlight/timeline'
import type { OutputReadiness, Role } from '../protocol/index.ts'
import { whatIsMissing } from './draft-readiness.ts'

export interface Asker {
  readonly role: Role
  /** For the log: "operator:Aki", "osc:192.0.2.7", "http:127.0.0.1". */
  readonly name: string
  /** Performance time at which the wish reached the engine, when that was noted before it was read; it counts from then. */
  readonly receivedAtMs?: Ms
}
export interface GateState {
  readonly edition: Edition
  readonly editionOf: (hash: string) => Edition
  readonly performance: Performance
  readonly nowMs: Ms
  /** What `adopt` takes, given only to an `adopt`; null while it is being made. */
  readonly draft: Edition | null
  /** Asked only for an `adopt`. */
  readonly readinessFor: (draft: Edition) => readonly OutputReadiness[]
  readonly runId: string
  /** Triggers that can be fired by hand. */
  readonly edges: readonly EdgeItem[]
}
export type Verdict =
  | { readonly kind: 'accept'; readonly entry: Entry; readonly say: string | null }
  | { readonly kind: 'refuse'; readonly result: CommandResult & { readonly ok: false } }
  /** Asked for before with the same key: the same answer again. */
  | { readonly kind: 'repeat'; readonly result: Promise<CommandResult> }

export interface CommandGate {
  judge(command: Command, id: string | null, asker: Asker, state: GateState): Verdict
  /** Remembers the answer for a key. Also called for entries of earlier lives of the engine. */
  remember(entry: Entry, result: Promise<CommandResult>): void
  rememberId(id: string, result: Promise<CommandResult>): void
  isAnswered(id: string): boolean
}

const rememberedIds = 10_000

const refuse = (reason: (CommandResult & { ok: false })['reason'], message: string, values: SaidValues | undefined): Verdict => ({
  kind: 'refuse',
  result: { ok: false, reason, message, ...(values === undefined ? {} : { values }) },
})

/** Operators run the show; authors change the draft by edits, which are no commands; stages and audience only follow. */
export function mayCommand(role: Role): boolean {
  return role === 'operator'
}

export function createCommandGate(): CommandGate {
  const answers = new Map<string, Promise<CommandResult>>()
  function keep(id: string, result: Promise<CommandResult>): void {
    answers.set(id, result)
    const oldest = answers.keys().next()
    if (answers.size > rememberedIds && !oldest.done) answers.delete(oldest.value)
  }

  return {
    judge(command, id, asker, { edition, editionOf, performance, nowMs, draft, readinessFor, runId, edges }) {
      if (!mayCommand(asker.role)) {
        return refuse('not-allowed', `"${command.command}" is for operators; this connection is ${asker.role}.`, {
          command: command.command,
          role: asker.role,
        })
      }
      const known = id === null ? undefined : answers.get(id)
      if (known !== undefined) return { kind: 'repeat', result: known }
      if (command.command === 'go' && isLockedOut(performance, edition, nowMs)) {
        const { goLockOutMs } = edition.show.settings
        return refuse('locked-out', `The last GO was less than ${goLockOutMs} ms ago: taken for a double press.`, {
          lockOutMs: goLockOutMs,
        })
      }
      if (command.command === 'adopt' && draft?.hash === performance.edition && performance.nextEdition === null) {
        return refuse('bad-command', 'The draft is what is running already: there is nothing to adopt.', { field: 'draft' })
      }
      if (command.command === 'adopt' && draft !== null && command.force !== true) {
        const missing = whatIsMissing(readinessFor(draft))
        if (missing !== null) return refuse('assets-missing', missing.message, missing.values)
      }
      const nextSeq = performance.seq + 1
      const resolution = resolveCommand(performance, editionOf, command, { nowMs, nextSeq, runId, draftEdition: draft, edges })
      if (!resolution.ok) return refuse(resolution.reason, resolution.message, resolution.values)
      const entry: Entry = {
        seq: nextSeq,
        atMs: (nowMs + resolution.leadMs) as Ms,
        acceptedAtMs: nowMs,
        by: asker.name,
        ...(id === null ? {} : { id }),
        decision: resolution.decision,
      }
      return { kind: 'accept', entry, say: resolution.say ?? null }
    },
    remember(entry, result) {
      if (entry.id !== undefined) keep(entry.id, result)
    },
    rememberId(id, result) {
      keep(id, result)
      // A refusal is judged anew.
      const forget = (): void => {
        if (answers.get(id) === result) answers.delete(id)
      }
      result.then((one) => {
        if (!one.ok) forget()
      }, forget)
    },
    isAnswered: (id) => answers.has(id),
  }
}
