/**
 * Faders of a desk, which speak a hundred times a second. Each value that is accepted is an entry of the log, kept and replayed for ever, so
 * a fader that moves is heard in rounds: its first value at once, then the newest one each round, its last one always. What says nothing
 * new is not asked at all. Values pass the same gate as everything else, and whatever else is asked finds them asked before it.
 */
import { type Command, type Performance, takenKey } from '@ghostlight/timeline'

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
export interface OscFaders {
  /**
   * Takes the command of a fader and has it asked now or in a later round, unless a newer value comes first. False: it is none of a fader;
   * what waited has been asked, now ask this one.
   *
   * @param ask  called once at most; `late`: not at the instant at which it came.
   */
  put(command: Command, ask: (late: boolean) => void): boolean
}

/** The fader that it belongs to; null: a button. */
function faderOf(command: Command): string | null {
  switch (command.command) {
    case 'take':
      return takenKey(command.taken)
    case 'grandMaster':
      return 'grandMaster'
    default:
      return null
  }
}

export function createOscFaders({ nowMs, performance, later }: FaderParts): OscFaders {
  /** By fader, in turn. */
  const waiting = new Map<string, (late: boolean) => void>()
  /** When each fader was asked last; only those of this round and the one before matter. */
  const askedAtMs = new Map<string, number>()
  let roundAtMs = Number.NEGATIVE_INFINITY
  let asked = 0
  let isSet = false

  function says(command: Command, fader: string): boolean {
    const now = performance()
    if (command.command === 'grandMaster') return now.grandMasterUnit !== command.levelUnit
    if (command.command !== 'take') return true
    const standing = now.taken.find((taken) => takenKey(taken) === fader)
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

  function askNow(fader: string, ask: (late: boolean) => void, late: boolean): void {
    asked++
    askedAtMs.set(fader, nowMs())
    ask(late)
  }

  function nextRound(): void {
    if (isSet) return
    isSet = true
    later(() => {
      isSet = false
      for (const [fader, ask] of [...waiting]) {
        if (!hasRoom(0)) break
        waiting.delete(fader)
        askNow(fader, ask, true)
      }
      if (waiting.size > 0) nextRound()
    }, roundMs)
  }

  return {
    put(command, ask) {
      const fader = faderOf(command)
      if (fader === null) {
        for (const [name, waited] of [...waiting]) {
          waiting.delete(name)
          askNow(name, waited, true)
        }
        return false
      }
      if (!says(command, fader)) waiting.delete(fader)
      else if (waiting.has(fader) || !hasRoom(waiting.size) || nowMs() - (askedAtMs.get(fader) ?? Number.NEGATIVE_INFINITY) < roundMs) {
        waiting.set(fader, ask)
        nextRound()
      } else askNow(fader, ask, false)
      return true
    },
  }
}
