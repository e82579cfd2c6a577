/** The demo show read from shows/first-light and given on paper: commands at instants, as an operator gives them, and what is on then. */
import { readFileSync } from 'node:fs'
import {
  apply,
  type Command,
  compileEdition,
  type Edition,
  type EditionData,
  type Entry,
  evaluate,
  type Frame,
  momentAt,
  ms,
  openPerformance,
  type Performance,
  resolveCommand,
  settle,
} from '@ghostlight/timeline'

const read = (path: string) => JSON.parse(readFileSync(`shows/first-light/${path}`, 'utf8'))

/** From the root of the repository. */
export function firstLight(): Edition {
  const show = read('show.json') as EditionData['show']
  const songs = Object.fromEntries(Object.values(show.setlist).map(({ songId }) => [songId, read(`songs/${songId}/song.json`)]))
  const data = { formatVersion: 1, show, songs, venue: read('venue.json'), assets: {}, lexicon: {} }
  return compileEdition(data as EditionData, 'first-light')
}

/** A performance that commands are given to at instants, as an operator does. */
export class Evening {
  performance: Performance
  readonly edition: Edition
  atMs = 0
  /** Runs of each cue, by its number. */
  readonly fired = new Map<string, Set<string>>()

  constructor(edition: Edition) {
    this.edition = edition
    this.performance = openPerformance()
    this.enter({ kind: 'open', edition: edition.hash, seed: 1, standbyCueId: edition.cueOrder[0]! }, 0)
  }

  private enter(decision: Entry['decision'], leadMs: number): void {
    const [at, accepted] = [ms(this.atMs + leadMs), ms(this.atMs)]
    this.performance = apply(this.performance, this.edition, {
      seq: this.performance.seq + 1,
      atMs: at,
      acceptedAtMs: accepted,
      by: 'test',
      decision,
    })
  }

  /** Number of the cue that stands by. */
  get standby(): string | null {
    const id = momentAt(this.edition, this.performance, ms(this.atMs)).standbyCueId
    return id === null ? null : this.edition.show.cues[id]!.number
  }

  get positionMs(): number {
    return momentAt(this.edition, this.performance, ms(this.atMs)).segment!.positionMs
  }

  give(command: Command): void {
    const nextSeq = this.performance.seq + 1
    const resolved = resolveCommand(this.performance, this.edition, command, { nowMs: ms(this.atMs), nextSeq, runId: `r${nextSeq}` })
    if (!resolved.ok) throw new Error(`${JSON.stringify(command)} at ${this.atMs}: ${resolved.reason}`)
    this.enter(resolved.decision, resolved.leadMs)
    this.pass(200)
  }

  /** Time goes by; what has been on in it is remembered. */
  pass(lengthMs: number): void {
    for (const endMs = this.atMs + lengthMs; this.atMs < endMs; ) {
      this.atMs = Math.min(endMs, this.atMs + 200)
      this.performance = settle(this.performance, this.edition, this.atMs, { through: true })
      for (const { cueId, runId, atMs, preWaitMs } of this.performance.cues) {
        if (atMs + preWaitMs > this.atMs) continue
        const { number } = this.edition.show.cues[cueId]!
        const runs = this.fired.get(number) ?? new Set()
        this.fired.set(number, runs.add(runId))
      }
    }
  }

  frame(): Frame {
    return evaluate(this.edition, momentAt(this.edition, this.performance, ms(this.atMs)))
  }
}
