/** Where a position in milliseconds falls in a song: beats, bars, sections. */
import type { Song } from './document/song.ts'
import { createTempoMap, type TempoMap } from './tempo-map.ts'
import { type Beats, beats, type Ms } from './units.ts'

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

/** A position this close before a bar line counts as on it: milliseconds turned into beats may fall short by rounding. */
const BAR_LINE_TOLERANCE_BEATS = 1e-7

interface MetreStretch {
  readonly startBeats: number
  readonly startBar: number
  readonly barBeats: number
  readonly beatsPerBar: number
  readonly beatUnit: number
}

/** Metre points in order; one off the bar line begins a new bar where it stands (`checkShow` names it). None: 4/4. */
function metreStretches(song: Song): MetreStretch[] {
  const points = Object.values(song.metre).sort((a, b) => a.atBeats - b.atBeats)
  const stretches: MetreStretch[] = []
  for (const point of points) {
    const previous = stretches.at(-1)
    const barBeats = (point.beatsPerBar * 4) / point.beatUnit
    const bars = previous ? Math.ceil((point.atBeats - previous.startBeats) / previous.barBeats - BAR_LINE_TOLERANCE_BEATS) : 0
    stretches.push({
      startBeats: previous ? point.atBeats : 0,
      startBar: previous ? previous.startBar + bars : 1,
      barBeats,
      beatsPerBar: point.beatsPerBar,
      beatUnit: point.beatUnit,
    })
  }
  return stretches.length > 0 ? stretches : [{ startBeats: 0, startBar: 1, barBeats: 4, beatsPerBar: 4, beatUnit: 4 }]
}

/** Time of one song: its tempo map, metre and sections. Sections may overlap; the one that began last wins. */
export function createSongTime(song: Song): SongTime {
  const tempo = createTempoMap(Object.values(song.tempo))
  const metre = metreStretches(song)
  const sections = Object.entries(song.sections)
    .map(([id, section]) => ({ id, startBeats: section.startBeats, endBeats: section.startBeats + section.lengthBeats }))
    .sort((a, b) => a.startBeats - b.startBeats)
  const stretchAt = (isIn: (stretch: MetreStretch) => boolean): MetreStretch => metre.findLast(isIn) ?? metre[0]!

  return {
    tempo,
    lengthBeats: song.lengthBeats,
    lengthMs: tempo.beatsToMs(song.lengthBeats),
    barBeatAt(positionBeats) {
      const position = positionBeats + BAR_LINE_TOLERANCE_BEATS
      const stretch = stretchAt((candidate) => candidate.startBeats <= position)
      const bars = Math.floor((position - stretch.startBeats) / stretch.barBeats)
      const into = Math.max(0, positionBeats - stretch.startBeats - bars * stretch.barBeats)
      return {
        bar: stretch.startBar + bars,
        beat: 1 + (into * stretch.beatUnit) / 4,
        beatsPerBar: stretch.beatsPerBar,
        beatUnit: stretch.beatUnit,
      }
    },
    barStart(bar) {
      const stretch = stretchAt((candidate) => candidate.startBar <= bar)
      return beats(stretch.startBeats + (bar - stretch.startBar) * stretch.barBeats)
    },
    sectionAt(positionBeats) {
      // At the very end of the song the last section still stands: the last picture does.
      const position = Math.min(positionBeats, song.lengthBeats - BAR_LINE_TOLERANCE_BEATS)
      return sections.findLast((section) => section.startBeats <= position && position < section.endBeats)?.id ?? null
    },
  }
}
