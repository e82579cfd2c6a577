/** Where a position in milliseconds falls in a song: beats, bars, sections. */
import type { TempoMap } from './tempo-map.ts'
import type { Beats, Ms } from './units.ts'

export interface BarBeat {
  /** 1-based bar number. */
  readonly bar: number
  /** 1-based beat in the bar, in units of the metre's lower figure, with fraction. */
  readonly beat: number
  readonly beatsPerBar: number
  readonly beatUnit: number
}

export interface SongTime {
  readonly tempo: TempoMap
  readonly lengthBeats: Beats
  readonly lengthMs: Ms
  barBeatAt(positionBeats: Beats): BarBeat
  /** Quarter-note position of a bar's first beat. `bar` is 1-based. */
  barStart(bar: number): Beats
  sectionAt(positionBeats: Beats): string | null
}
