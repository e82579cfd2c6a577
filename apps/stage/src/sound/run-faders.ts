/** Faders of everything that sounds: each run of a segment or of a sound cue has its own, so that one song can leave while the next begins. */
import type { EditionSource, Performance } from '@ghostlight/timeline'
import * as Tone from 'tone'
import { levelSteps, runLevels } from './run-levels.ts'
import type { SoundGraph } from './sound-graph.ts'
import type { RunWindow } from './sound-items.ts'

interface Faders {
  readonly vocals: Tone.Gain
  readonly band: Tone.Gain
  readonly cues: Tone.Gain
  /** Where they stand, NaN while they move. */
  level: number
}
export interface FaderMove {
  readonly editions: EditionSource
  readonly performance: Performance
  readonly windows: readonly RunWindow[]
  /** Gains of sound cues by run, one for each of `timesMs`. */
  readonly cueGains: ReadonlyMap<string, readonly number[]>
  /** Corners, in show time, ascending; the first is now. */
  readonly timesMs: readonly number[]
  /** Show time → context seconds. */
  readonly toContextS: (showMs: number) => number
  /** Runs of which something sounds. */
  readonly alive: ReadonlySet<string>
}

/** A corner that is due already is reached within this, seconds. */
const SOONEST_S = 0.005

export class RunFaders {
  readonly #graph: SoundGraph
  readonly #runs = new Map<string, Faders>()

  constructor(graph: SoundGraph) {
    this.#graph = graph
  }

  of(runId: string): Readonly<Faders> {
    let run = this.#runs.get(runId)
    if (!run) {
      const { context } = this.#graph
      run = { vocals: new Tone.Gain({ context }), band: new Tone.Gain({ context }), cues: new Tone.Gain({ context }), level: 1 }
      run.vocals.connect(this.#graph.vocals)
      run.band.connect(this.#graph.band)
      run.cues.connect(this.#graph.cues)
      this.#runs.set(runId, run)
    }
    return run
  }

  /** Lays the faders over the corners. Runs that are over are forgotten. */
  move({ editions, performance, windows, cueGains, timesMs, toContextS, alive }: FaderMove): void {
    const nowS = this.#graph.native.currentTime
    const steps = levelSteps(editions, performance, timesMs)
    for (const [runId, run] of this.#runs) {
      const faders = [run.vocals, run.band, run.cues]
      if (!alive.has(runId)) {
        for (const fader of faders) fader.dispose()
        this.#runs.delete(runId)
        continue
      }
      const levels = cueGains.get(runId) ?? runLevels(runId, windows, steps)
      if (levels.every((level) => level === run.level)) continue
      run.level = levels.every((level) => level === levels[0]) ? levels[0]! : Number.NaN
      for (const { gain } of faders) {
        gain.cancelAndHoldAtTime(nowS)
        for (const [index, step] of steps.entries())
          gain.linearRampToValueAtTime(levels[index]!, Math.max(nowS + SOONEST_S, toContextS(step.atMs)))
      }
    }
  }
}
