/**
 * Note lists that other tools made of a score, compared with what was read here. Two shapes: {notes: [[pitch, start, length, lyric]]} for MIDI, and by part
 * {written: [[pitch, start, length, {verse: [text, …]}]]} for MusicXML as written. Positions and lengths are quarter notes.
 */
import { inOrder, type Song } from '@ghostlight/timeline'

type Listed = readonly [pitch: number, start: number, length: number, lyric: unknown]
interface Expected {
  readonly notes?: readonly Listed[]
  readonly [part: string]: unknown
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4
const keyOf = (pitch: number, start: number, length: number): string => `${pitch}@${rounded(start)}+${rounded(length)}`
/** Line marks, verse numbers, hyphens and blanks are no part of a syllable. */
const bare = (text: string): string =>
  text
    .replace(/^\(?\d+\s*[.):]\s*(?=\p{L})/u, '')
    .replace(/[\\/]/g, '')
    .replace(/‿|[\s\u00a0]+/g, ' ')
    .trim()
    .replace(/-$/, '')

const lyricOf = (lyric: unknown): string => {
  if (typeof lyric === 'string') return bare(lyric)
  const first = (lyric as Readonly<Record<string, readonly unknown[]>> | null)?.['1']
  return first ? bare(String(first[0])) : ''
}

/** @returns "equal", or what differs. @param song read with repeats as written and the first verse. */
export function compareNotes(song: Song, expected: Expected): string {
  const tracks = inOrder(song.tracks).flatMap((id) => {
    const track = song.tracks[id]
    return track?.kind === 'vocal' || track?.kind === 'instrument' ? [track] : []
  })
  const read = (vocalOnly: boolean) =>
    tracks
      .filter((track) => track.kind === 'vocal' || !vocalOnly)
      .flatMap((track) =>
        Object.values(track.notes).map((note) => ({
          key: keyOf(note.pitch, note.startBeats, note.lengthBeats),
          lyric: 'lyric' in note && note.lyric !== '-' ? bare(note.lyric) : '',
        })),
      )
  const parts = expected.notes ? 1 : Object.keys(expected).length
  const listed = expected.notes ?? Object.values(expected).flatMap((part) => (part as { readonly written: readonly Listed[] }).written)
  const wanted = listed.map(([pitch, start, length, lyric]) => ({ key: keyOf(pitch, start, length), lyric: lyricOf(lyric) }))
  const notes = read(parts < tracks.length)
  const left = new Map<string, number>()
  for (const { key } of notes) left.set(key, (left.get(key) ?? 0) + 1)
  let missing = 0
  for (const { key } of wanted) {
    const count = left.get(key) ?? 0
    if (count === 0) missing++
    else left.set(key, count - 1)
  }
  const surplus = notes.length - (wanted.length - missing)
  const words = wanted.filter(({ lyric }) => lyric !== '')
  const wrong = words.filter(({ key, lyric }) => !notes.some((note) => note.key === key && note.lyric === lyric))
  if (missing === 0 && surplus === 0 && wrong.length === 0) return 'equal'
  return `differs: ${missing} missing, ${surplus} too many, ${wrong.length} of ${words.length} syllables`
}
