/** Which notes a file's words belong to. Words may stand in the track of their notes, or in one of their own without notes. */
import type { MidiNote } from './read-midi.ts'

/** Notes of one track and channel. */
export interface Part {
  readonly trackIndex: number
  readonly channel: number
  readonly notes: readonly MidiNote[]
}

/**
 * The part that a row of lyric events is sung by: in the same track if that has notes, else anywhere. The part with most events exactly on
 * an onset wins; of equal ones the one with the fewest notes left over, since an accompaniment strikes on every syllable too, and between.
 */
export function partOf(lyricTicks: readonly number[], trackIndex: number, parts: readonly Part[]): Part | null {
  const own = parts.filter((part) => part.trackIndex === trackIndex)
  const candidates = own.length > 0 ? own : parts
  let best: Part | null = null
  let bestScore = 0
  for (const part of candidates) {
    const onsets = new Set(part.notes.map((note) => note.startTick))
    const matched = lyricTicks.filter((tick) => onsets.has(tick)).length
    const score = (matched / lyricTicks.length) * 1000 + (matched > 0 ? matched / part.notes.length : 0)
    if (score > bestScore) {
      best = part
      bestScore = score
    }
  }
  return best ?? own[0] ?? null
}

/** One voice sings one note at a time: of notes that begin together the highest stays, and each ends where the next begins. */
export function monophonic(notes: readonly MidiNote[]): {
  readonly notes: MidiNote[]
  readonly dropped: number
  readonly shortened: number
} {
  const top: MidiNote[] = []
  for (const note of notes) {
    if (top.at(-1)?.startTick === note.startTick) top.pop()
    top.push(note)
  }
  let shortened = 0
  const cut = top.map((note, index) => {
    const limit = top[index + 1]?.startTick ?? Infinity
    if (note.endTick > limit) shortened++
    return { ...note, endTick: Math.max(note.startTick + 1, Math.min(note.endTick, limit)) }
  })
  return { notes: cut, dropped: notes.length - top.length, shortened }
}

/**
 * Index of the note each lyric event belongs to: the nearest onset, exact ones first; −1 when none lies within `withinTicks`.
 * @param notes  ascending by start.
 */
export function nearestNotes(lyricTicks: readonly number[], notes: readonly MidiNote[], withinTicks: number): number[] {
  const starts = notes.map((note) => note.startTick)
  return lyricTicks.map((tick) => {
    let best = -1
    let bestDistance = withinTicks + 1
    // Files are small; a plain walk keeps this obvious.
    starts.forEach((start, index) => {
      const distance = Math.abs(start - tick)
      if (distance < bestDistance) {
        best = index
        bestDistance = distance
      }
    })
    return best
  })
}
