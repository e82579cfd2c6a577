import type { Played, Sung } from './score.ts'

/** Instruments without a pitch that could clash. */
export const DRUMS: readonly string[] = ['kick', 'snare', 'clap', 'hat', 'brush']

/** Shortest piece of a cut note worth playing, in beats. */
const SHORTEST_BEATS = 0.5

/**
 * Silences an instrument's note where it would stand a semitone or a minor ninth from the singer for longer than half a beat:
 * the note ends before the clash and comes back after it when enough of it is left.
 */
export function yieldToVoice(instrument: string, notes: readonly Played[], sung: readonly Sung[]): Played[] {
  if (DRUMS.includes(instrument)) return [...notes]
  let parts = [...notes]
  for (const voice of sung) {
    parts = parts.flatMap((note) => {
      const distance = Math.abs(note.pitch - voice.pitch)
      const from = Math.max(note.beat, voice.beat)
      const to = Math.min(note.beat + note.length, voice.beat + voice.length)
      if ((distance !== 1 && distance !== 13) || to - from <= 0.5) return [note]
      const before = { ...note, length: from - note.beat }
      const after = { ...note, beat: to, length: note.beat + note.length - to }
      return [before, after].filter((piece) => piece.length >= SHORTEST_BEATS)
    })
  }
  return parts
}
