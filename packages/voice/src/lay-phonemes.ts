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
  /** Sounds for about half of its time. */
  readonly staccato?: boolean
  /** The throat closes before its vowel. */
  readonly glottal?: boolean
  /** Phonemes moved by hand: ms from the start of the note, by their number in the note. */
  readonly timing?: Readonly<Record<string, number>>
}

/** A breath that the score writes as a note. */
export interface WrittenBreath {
  readonly startMs: number
  readonly endMs: number
}

/** A held sound and the consonants on its way in and out. */
interface Held {
  readonly noteId: string
  readonly atMs: number
  readonly phoneme: string
  readonly onset: readonly string[]
  coda: readonly string[]
  readonly continues: boolean
  readonly staccato: boolean
}

/** Share of a staccato note that sounds. */
const staccatoShare = 0.52
/** Nothing that is moved by hand makes its neighbour shorter than this. */
const shortestMs = 6

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
        staccato: note.staccato === true,
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
        onset: note.glottal === true && i === 0 && syllable.onset[0] !== 'gs' ? ['gs', ...syllable.onset] : syllable.onset,
        coda: syllable.coda,
        continues: false,
        staccato: note.staccato === true,
      })
    })
  }
  return out
}

/**
 * @param notes        one phrase, N ≥ 1, in order.
 * @param silenceBeforeMs how long nothing was sung before the first note; decides whether there is a breath.
 * @param breath       a breath the score writes before it, or null: as a singer takes one.
 * @param carriedVowel what to sing if the phrase begins with a prolongation.
 * @returns spans without gaps, from the breath or first consonant to the end of the release.
 */
export function layPhonemes(
  notes: readonly TimedNote[],
  silenceBeforeMs: number,
  breath: WrittenBreath | null,
  carriedVowel: string,
): PhonemeSpan[] {
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
  if (breath && at - 20 - breath.startMs > 30) {
    const end = Math.min(breath.endMs, at - 20)
    put('br', breath.startMs, end, first.noteId, 'breath')
    put('pau', end, at, first.noteId, 'silence')
  } else if (breathRoom > shortestBreathMs) {
    const breathMs = Math.min(longestBreathMs, breathRoom * 0.8)
    put('br', at - breathMs - 30, at - 30, first.noteId, 'breath')
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
      let from = next.atMs - total
      if (sound.staccato && !goesOn) {
        const codaMs = lengths.slice(0, sound.coda.length).reduce((sum, d) => sum + d, 0)
        from = Math.min(from, sound.atMs + Math.max(70, (room - total) * staccatoShare))
        put(sound.phoneme, sound.atMs, from, sound.noteId, 'vowel', part)
        sound.coda.forEach((symbol, k) => {
          put(symbol, from, from + lengths[k]!, sound.noteId, 'consonant')
          from += lengths[k]!
        })
        put('pau', from, next.atMs - total + codaMs, sound.noteId, 'silence')
        from = next.atMs - total + codaMs
        next.onset.forEach((symbol, k) => {
          const to = k === next.onset.length - 1 ? next.atMs : from + lengths[sound.coda.length + k]!
          put(symbol, from, to, next.noteId, 'consonant')
          from = to
        })
        return
      }
      put(sound.phoneme, sound.atMs, from, sound.noteId, 'vowel', part)
      run.forEach((symbol, k) => {
        const to = k === run.length - 1 ? next.atMs : from + lengths[k]!
        put(symbol, from, to, k < sound.coda.length ? sound.noteId : next.noteId, 'consonant')
        from = to
      })
      return
    }
    const noteEndMs = notes.at(-1)!.endMs
    const endMs = sound.staccato ? sound.atMs + Math.max(70, (noteEndMs - sound.atMs) * staccatoShare) : noteEndMs
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
  return notes.some((note) => note.timing) ? movedByHand(spans, notes) : spans
}

type Movable = { -readonly [K in keyof PhonemeSpan]: PhonemeSpan[K] }

/** Puts phonemes where a hand has put them; what would overlap gives way down to a few milliseconds. */
function movedByHand(spans: readonly PhonemeSpan[], notes: readonly TimedNote[]): PhonemeSpan[] {
  const out: Movable[] = spans.map((span) => ({ ...span }))
  const sung = (span: PhonemeSpan): boolean => span.kind === 'vowel' || span.kind === 'consonant'
  for (const note of notes) {
    if (!note.timing) continue
    const own = out.flatMap((span, i) => (span.noteId === note.noteId && sung(span) ? [i] : []))
    for (const [key, fromNoteMs] of Object.entries(note.timing).sort(([a], [b]) => Number(a) - Number(b))) {
      const index = own[Number(key)]
      if (index === undefined) continue
      const span = out[index]!
      const wanted = Math.min(note.startMs + fromNoteMs, span.endMs - shortestMs)
      const before = out[index - 1]
      // Breath and rest before a phrase move along; a sound before gives or takes the time.
      const lead = out.slice(0, index)
      if (lead.every((other) => !sung(other))) {
        const by = wanted - span.startMs
        for (const other of lead) {
          other.startMs = ms(other.startMs + by)
          other.endMs = ms(other.endMs + by)
        }
        span.startMs = ms(wanted)
        continue
      }
      const at = before ? Math.max(wanted, before.startMs + shortestMs) : wanted
      span.startMs = ms(Math.min(at, span.endMs - 1))
      if (before) before.endMs = span.startMs
    }
  }
  return out
}

/** Where the first vowel of each note begins. */
export function vowelOnsets(spans: readonly PhonemeSpan[]): Map<string, Ms> {
  const out = new Map<string, Ms>()
  for (const span of spans) if (span.kind === 'vowel' && !out.has(span.noteId)) out.set(span.noteId, span.startMs)
  return out
}
