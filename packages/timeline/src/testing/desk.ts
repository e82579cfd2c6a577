/** A performance on a table for tests: presses buttons at stated times, keeps the log, asks for moments. */
import type { Edition } from '../edition.ts'
import { apply } from '../performance/apply.ts'
import type { Command, Resolution } from '../performance/command.ts'
import type { Decision, Entry } from '../performance/entry.ts'
import type { Moment } from '../performance/moment.ts'
import { momentAt } from '../performance/moment-at.ts'
import { openPerformance, type Performance } from '../performance/performance.ts'
import { resolveCommand } from '../performance/resolve-command.ts'
import type { EdgeItem } from '../plan.ts'
import { ms } from '../units.ts'

export interface Desk {
  readonly log: Entry[]
  performance(): Performance
  /** Accepts a command at a time, as the engine would. @param edges  triggers that can be fired by hand. */
  press(atMs: number, command: Command, edges?: readonly EdgeItem[]): Resolution
  /** Puts a decision into the log as it is. */
  enter(acceptedAtMs: number, decision: Decision, leadMs?: number): Entry
  at(nowMs: number): Moment
  use(edition: Edition): void
}

export function createDesk(first: Edition, { editions = [first] }: { readonly editions?: readonly Edition[] } = {}): Desk {
  const log: Entry[] = []
  let performance = openPerformance()
  const source = (hash: string) => editions.find((edition) => edition.hash === hash) ?? null
  let draft: Edition = editions.at(-1)!
  const enter = (acceptedAtMs: number, decision: Decision, leadMs = 0): Entry => {
    const entry: Entry = {
      seq: performance.seq + 1,
      atMs: ms(acceptedAtMs + leadMs),
      acceptedAtMs: ms(acceptedAtMs),
      by: 'operator:Test',
      decision,
    }
    performance = apply(performance, source, entry)
    log.push(entry)
    return entry
  }
  const armed = first.cueOrder.find((id) => first.show.cues[id]!.armed) ?? null
  enter(0, { kind: 'open', edition: first.hash, seed: 7, standbyCueId: armed })
  return {
    log,
    performance: () => performance,
    press(atMs, command, edges = []) {
      const nextSeq = performance.seq + 1
      const resolution = resolveCommand(performance, source, command, {
        nowMs: ms(atMs),
        nextSeq,
        runId: `r${nextSeq}`,
        draftEdition: draft,
        edges,
      })
      if (resolution.ok) enter(atMs, resolution.decision, resolution.leadMs)
      return resolution
    },
    enter,
    at: (nowMs) => momentAt(source, performance, ms(nowMs)),
    use(edition) {
      draft = edition
    },
  }
}
