/**
 * Where each phoneme lies on the clock of the song. The vowel begins on the beat; the consonants before it take their time from the
 * vowel before (or from the rest), as singers do (Sundberg & Bauer-Huppmann 2007: the vowel onset coincides with the beat).
 */
import { type Ms, ms } from '@ghostlight/timeline'
import type { Syllable } from './lyric.ts'
import { requirePhoneme } from './phoneme.ts'
import type { PhonemeSpan } from './plan.ts'

/** A note of a phrase in milliseconds, not overlapping its neighbours. */
export interface TimedNote {
  readonly noteId: string
  readonly startMs: number
  readonly endMs: number
  /** Syllables of this note; none: the vowel before is held. */
  readonly syllables: readonly Syllable[]
}

/** A held sound and the consonants on its way in and out. */
interface Held {
  readonly noteId: string
  readonly atMs: number
  readonly phoneme: string
  readonly onset: readonly string[]
  coda: readonly string[]
  readonly continues: boolean
}

/** Consonants may take up to this share of the way from one vowel to the next; more and fast words turn to noise, less and they lose their consonants. */
const consonantShare = 0.52
/** The release after the last sound: breath and throat die away. */
export const releaseMs = 110
/** Below this a breath would be a gasp. */
const shortestBreathMs = 140
const longestBreathMs = 380

/** Comfortable length of a consonant where it stands. */
function consonantMs(symbol: string, before: string | null, roomMs: number): number {
  const spec = requirePhoneme(symbol)
  if (symbol === 'q') return Math.min(150, Math.max(70, roomMs * 0.3))
  // A stop after s loses its breath: "star" has no puff.
  if (spec.kind === 'stop' && (before === 's' || before === 'sh')) return spec.durationMs - spec.breathMs * 0.7
  // y and w inside a cluster (kyo, queen) are quick.
  if (spec.kind === 'glide' && before !== null) return spec.durationMs * 0.62
  if (spec.kind === 'liquid' && before !== null && symbol !== 'rr') return spec.durationMs * 0.8
  return spec.durationMs
}

/** Lengths of a run of consonants that together get at most `limitMs`. Longer phonemes give more. */
function consonantLengths(symbols: readonly string[], limitMs: number, roomMs: number): number[] {
  const wanted = symbols.map((s, i) => consonantMs(s, symbols[i - 1] ?? null, roomMs))
  const total = wanted.reduce((sum, d) => sum + d, 0)
  const scale = total > limitMs ? limitMs / total : 1
  return wanted.map((d) => d * scale)
}

function heldSounds(notes: readonly TimedNote[], carriedVowel: string): Held[] {
  const out: Held[] = []
  for (const note of notes) {
    if (note.syllables.length === 0) {
      const last = out.at(-1)
      const coda = last?.coda ?? []
      if (last) last.coda = []
      out.push({
        noteId: note.noteId,
        atMs: note.startMs,
        phoneme: last?.phoneme ?? carriedVowel,
        onset: [],
        coda,
        continues: last !== undefined,
      })
      continue
    }
    const count = note.syllables.length
    note.syllables.forEach((syllable, i) => {
      out.push({
        noteId: note.noteId,
        // Syllables that share a note share its time; the last one a little more.
        atMs: note.startMs + ((note.endMs - note.startMs) * i) / (count + 0.2),
        phoneme: syllable.nucleus,
        onset: syllable.onset,
        coda: syllable.coda,
        continues: false,
      })
    })
  }
  return out
}

/**
 * @param notes        one phrase, N ≥ 1, in order.
 * @param silenceBeforeMs how long nothing was sung before the first note; decides whether there is a breath.
 * @param carriedVowel what to sing if the phrase begins with a prolongation.
 * @returns spans without gaps, from the breath or first consonant to the end of the release.
 */
export function layPhonemes(notes: readonly TimedNote[], silenceBeforeMs: number, carriedVowel: string): PhonemeSpan[] {
  const held = heldSounds(notes, carriedVowel)
  const spans: PhonemeSpan[] = []
  const put = (
    phoneme: string,
    from: number,
    to: number,
    noteId: string,
    kind: PhonemeSpan['kind'],
    part: PhonemeSpan['part'] = 'whole',
  ): void => {
    if (to > from) spans.push({ phoneme, startMs: ms(from), endMs: ms(to), noteId, kind, part })
  }
  const first = held[0]!
  const lead = consonantLengths(first.onset, Math.max(60, Math.min(260, silenceBeforeMs * 0.6)), 400)
  let at = first.atMs - lead.reduce((sum, d) => sum + d, 0)
  const breathRoom = silenceBeforeMs - (first.atMs - at) - 90
  if (breathRoom > shortestBreathMs) {
    const breath = Math.min(longestBreathMs, breathRoom * 0.8)
    put('br', at - breath - 30, at - 30, first.noteId, 'breath')
    put('pau', at - 30, at, first.noteId, 'silence')
  }
  first.onset.forEach((symbol, i) => {
    put(symbol, at, at + lead[i]!, first.noteId, 'consonant')
    at += lead[i]!
  })
  held.forEach((sound, i) => {
    const next = held[i + 1]
    const goesOn = next?.continues === true
    const part = sound.continues ? (goesOn ? 'middle' : 'end') : goesOn ? 'begin' : 'whole'
    if (next) {
      const room = next.atMs - sound.atMs
      const run = [...sound.coda, ...next.onset]
      const lengths = consonantLengths(run, room * consonantShare, room)
      const total = lengths.reduce((sum, d) => sum + d, 0)
      put(sound.phoneme, sound.atMs, next.atMs - total, sound.noteId, 'vowel', part)
      let from = next.atMs - total
      run.forEach((symbol, k) => {
        const to = k === run.length - 1 ? next.atMs : from + lengths[k]!
        put(symbol, from, to, k < sound.coda.length ? sound.noteId : next.noteId, 'consonant')
        from = to
      })
      return
    }
    const endMs = notes.at(-1)!.endMs
    const room = endMs - sound.atMs
    const lengths = consonantLengths(sound.coda, Math.max(room * 0.5, 90), room)
    const total = lengths.reduce((sum, d) => sum + d, 0)
    // The last consonants straddle the end of the note: half inside, half after.
    let from = Math.max(sound.atMs + room * 0.5, endMs - total * 0.5)
    if (sound.coda.length === 0) from = endMs
    put(sound.phoneme, sound.atMs, from, sound.noteId, 'vowel', part)
    sound.coda.forEach((symbol, k) => {
      put(symbol, from, from + lengths[k]!, sound.noteId, 'consonant')
      from += lengths[k]!
    })
    put('pau', from, from + releaseMs, sound.noteId, 'silence')
  })
  return spans
}

/** Where the first vowel of each note begins. */
export function vowelOnsets(spans: readonly PhonemeSpan[]): Map<string, Ms> {
  const out = new Map<string, Ms>()
  for (const span of spans) if (span.kind === 'vowel' && !out.has(span.noteId)) out.set(span.noteId, span.startMs)
  return out
}
