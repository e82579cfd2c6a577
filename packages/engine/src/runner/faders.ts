/**
 * Faders, which speak a hundred times a second whatever door they come through: OSC, sockets, HTTP, MIDI by way of the console. Each value
 * that is accepted is an entry of the log, kept and replayed for ever, so a fader that moves is heard in rounds: its first value at once,
 * then the newest one each round, its last one always. Who waits for an answer gets that of the value that took the place of theirs.
 * Values pass the same gate as everything else, and whatever else is asked finds them asked before it.
 */
import { type Command, type CommandResult, type Performance, takenKey } from '@ghostlight/timeline'
import { type Asker, mayCommand } from './command-gate.ts'
import type { ShowRunner } from './show-runner.ts'

/** Twenty values a second of one fader: its steps are finer than any fade of an incandescent lamp shows. */
export const roundMs = 50
/** Values in one round, of all faders together: each makes the plan of the next moments anew. The rest come in later rounds, in turn. */
export const valuesPerRound = 8

export interface FaderParts {
  readonly nowMs: () => number
  readonly performance: () => Pick<Performance, 'taken' | 'grandMasterUnit'>
  /** Calls back once, later. */
  readonly later: (act: () => void, afterMs: number) => void
}
/** A value that somebody wants set. */
export interface FaderWish {
  /** Called once at most; `late`: not at the instant at which it came. */
  readonly ask: (late: boolean) => Promise<CommandResult>
  /** What came of it, or of the newer value that took its place. Null: nobody waits for that, so what says nothing new is not asked. */
  readonly told: ((result: Promise<CommandResult>) => void) | null
}
export interface Faders {
  /**
   * Takes the command of a fader and has it asked now or in a later round, unless a newer value comes first. False: it is none of a fader;
   * what waited has been asked, now ask this one.
   */
  put(command: Command, wish: FaderWish): boolean
}

/** The fader that it belongs to; null: a button. */
function faderOf(command: Command): string | null {
  switch (command.command) {
    case 'take':
      // Level and colour of one lamp are two faders.
      return `${takenKey(command.taken)} ${Object.keys(command.taken).sort().join(' ')}`
    case 'grandMaster':
      return 'grandMaster'
    default:
      return null
  }
}

interface Waiting {
  readonly wish: FaderWish
  /** Everybody who waits for an answer, those whose values gave way among them. */
  readonly tell: ((result: Promise<CommandResult>) => void)[]
}

export function createFaders({ nowMs, performance, later }: FaderParts): Faders {
  /** By fader, in turn. */
  const waiting = new Map<string, Waiting>()
  /** When each fader was asked last; only those of this round and the one before matter. */
  const askedAtMs = new Map<string, number>()
  let roundAtMs = Number.NEGATIVE_INFINITY
  let asked = 0
  let isSet = false

  function says(command: Command): boolean {
    const now = performance()
    if (command.command === 'grandMaster') return now.grandMasterUnit !== command.levelUnit
    if (command.command !== 'take') return true
    const standing = now.taken.find((taken) => takenKey(taken) === takenKey(command.taken))
    return standing === undefined || Object.entries(command.taken).some(([field, value]) => Reflect.get(standing, field) !== value)
  }

  /** @param before  who comes first in this round. */
  function hasRoom(before: number): boolean {
    if (nowMs() - roundAtMs >= roundMs) {
      roundAtMs = nowMs()
      asked = 0
      for (const [fader, atMs] of askedAtMs) if (nowMs() - atMs >= roundMs) askedAtMs.delete(fader)
    }
    return asked + before < valuesPerRound
  }

  function askNow(fader: string, { wish, tell }: Waiting, late: boolean): void {
    asked++
    askedAtMs.set(fader, nowMs())
    const result = wish.ask(late)
    for (const told of tell) told(result)
  }

  function nextRound(): void {
    if (isSet) return
    isSet = true
    later(() => {
      isSet = false
      for (const [fader, newest] of [...waiting]) {
        if (!hasRoom(0)) break
        waiting.delete(fader)
        askNow(fader, newest, true)
      }
      if (waiting.size > 0) nextRound()
    }, roundMs)
  }

  return {
    put(command, wish) {
      const fader = faderOf(command)
      if (fader === null) {
        for (const [name, newest] of [...waiting]) {
          waiting.delete(name)
          askNow(name, newest, true)
        }
        return false
      }
      const before = waiting.get(fader)
      const newest = { wish, tell: [...(before?.tell ?? []), ...(wish.told === null ? [] : [wish.told])] }
      if (newest.tell.length === 0 && !says(command)) waiting.delete(fader)
      else if (before !== undefined || !hasRoom(waiting.size) || nowMs() - (askedAtMs.get(fader) ?? Number.NEGATIVE_INFINITY) < roundMs) {
        waiting.set(fader, newest)
        nextRound()
      } else askNow(fader, newest, false)
      return true
    },
  }
}

/** The runner's door for those who wait for an answer. */
export function throughFaders(faders: Faders, runner: Pick<ShowRunner, 'command' | 'isAnswered' | 'answered'>): ShowRunner['command'] {
  return (command, id, asker) => {
    // What is refused anyway, or was answered before, takes nobody's place.
    if (!mayCommand(asker.role) || (id !== null && runner.isAnswered(id))) return runner.command(command, id, asker)
    const ask = (late: boolean): Promise<CommandResult> => runner.command(command, id, late ? nameOnly(asker) : asker)
    return new Promise((resolve) => {
      const told = (result: Promise<CommandResult>): void => {
        resolve(result)
        // Asked again after a broken line, it must not push back what came after it.
        if (id !== null) runner.answered(id, result)
      }
      if (!faders.put(command, { ask, told })) resolve(ask(false))
    })
  }
}

const nameOnly = ({ role, name }: Asker): Asker => ({ role, name })
