import type { Section, Song } from '@ghostlight/timeline'

// Where the bars of a section lie, and in what they are counted: an upbeat, or a bar of another length in between, moves the ones after it.

/** How most of a section is counted. */
export interface BarOfSection {
  /** Quarter notes. */
  readonly lengthBeats: number
  /** Counted in eighths and shorter, three and three: 6/8, 9/8, 12/8. */
  readonly compound: boolean
}

const close = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6

const pointsOf = (song: Song) =>
  Object.values(song.metre)
    .map((point) => ({
      atBeats: point.atBeats as number,
      lengthBeats: (point.beatsPerBar * 4) / point.beatUnit,
      compound: point.beatUnit >= 8 && point.beatsPerBar % 3 === 0,
    }))
    .sort((a, b) => a.atBeats - b.atBeats)

const endOf = (section: Section): number => section.startBeats + section.lengthBeats

/** The bar that most of a section is counted in; 4/4 where a song says nothing. */
export function barOf(song: Song, section: Section): BarOfSection {
  const shares = new Map<string, { readonly bar: BarOfSection; beats: number }>()
  const points = pointsOf(song)
  points.forEach(({ atBeats, lengthBeats, compound }, i) => {
    const beats = Math.min(endOf(section), points[i + 1]?.atBeats ?? Number.POSITIVE_INFINITY) - Math.max(section.startBeats, atBeats)
    const key = `${lengthBeats} ${compound}`
    const share = shares.get(key) ?? { bar: { lengthBeats, compound }, beats: 0 }
    share.beats += Math.max(0, beats)
    shares.set(key, share)
  })
  const [first, ...others] = [...shares.values()]
  return first
    ? others.reduce((most, share) => (share.beats > most.beats + 1e-6 ? share : most), first).bar
    : { lengthBeats: 4, compound: false }
}

/** Bars of a section in order; a section that begins within a bar begins with what is left of it. */
export function barsOf(song: Song, section: Section): readonly { readonly fromBeats: number; readonly toBeats: number }[] {
  const points = pointsOf(song)
  const bars: { fromBeats: number; toBeats: number }[] = []
  const end = endOf(section)
  let at: number = section.startBeats
  while (at < end - 1e-6) {
    const i = points.findLastIndex((point) => point.atBeats <= at + 1e-6)
    const point = points[i] ?? { atBeats: 0, lengthBeats: 4 }
    const into = Math.floor((at - point.atBeats) / point.lengthBeats + 1e-6) + 1
    const to = Math.min(end, points[i + 1]?.atBeats ?? end, point.atBeats + into * point.lengthBeats)
    bars.push({ fromBeats: at, toBeats: to })
    at = to
  }
  return bars
}

/** Beats before the first whole bar of a section: its upbeat. 0 as well where no bar is whole. */
export function upbeatOf(song: Song, section: Section): number {
  const { lengthBeats } = barOf(song, section)
  const whole = barsOf(song, section).find((bar) => bar.toBeats - bar.fromBeats > lengthBeats - 1e-6)
  return whole ? whole.fromBeats - section.startBeats : 0
}

/** Beats of a phrase that would last `wholeBeats`: a bar of another length within or after it belongs to it, so that the next one begins on a whole bar. */
export function phraseToBar(song: Song, section: Section, fromBeats: number, wholeBeats: number): number {
  const { lengthBeats } = barOf(song, section)
  const bars = barsOf(song, section).filter((bar) => bar.fromBeats > fromBeats - 1e-6)
  const odd = bars.findIndex((bar) => !close(bar.toBeats - bar.fromBeats, lengthBeats))
  if (odd < 0) return wholeBeats
  const settled = bars.findIndex((bar, i) => i > odd && close(bar.toBeats - bar.fromBeats, lengthBeats))
  const upset = (bars[settled]?.fromBeats ?? endOf(section)) - fromBeats
  return bars[odd]!.fromBeats - fromBeats < wholeBeats + 1e-6 ? upset : wholeBeats
}
