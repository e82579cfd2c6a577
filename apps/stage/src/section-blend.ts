/** How one section of a song goes over into the next, for what is drawn softly. Pure. */
import type { Beats, Section, Song, SongTime } from '@ghostlight/timeline'
import { smoothUnit } from './ease.ts'

export interface SectionBlend {
  readonly before: Section | null
  readonly after: Section | null
  /** 0 as before, 1 as after. */
  readonly unit: number
}

/** @param overBeats  quarter notes it takes from where the section begins. */
export function sectionBlend(song: Song, { sectionAt }: SongTime, at: number, overBeats: number): SectionBlend {
  const idAt = (beat: number) => sectionAt(Math.max(0, beat) as Beats)
  const sectionOf = (id: string | null) => (id === null ? null : (song.sections[id] ?? null))
  const [first, last] = [idAt(at - overBeats), idAt(at)]
  const [before, after] = [sectionOf(first), sectionOf(last)]
  if (first === last) return { before, after, unit: 1 }
  let [low, high] = [at - overBeats, at]
  for (let halved = 0; halved < 12; halved++) {
    const middle = (low + high) / 2
    if (idAt(middle) === first) low = middle
    else high = middle
  }
  return { before, after, unit: smoothUnit((at - high) / overBeats) }
}
