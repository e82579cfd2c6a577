/** The plan of a vocal: what is sung when, before any sound is made. Plain data; every back end sings the same plan. */
import type { Issue, Ms } from '@ghostlight/timeline'

/** One phoneme on the clock of the song. */
export interface PhonemeSpan {
  /** Symbol of phoneme.ts; "pau" for silence, "br" for a breath. */
  readonly phoneme: string
  readonly startMs: Ms
  readonly endMs: Ms
  /** The note it belongs to. */
  readonly noteId: string
  /** 'vowel' is whatever carries the note, a moraic or hummed nasal included. */
  readonly kind: 'vowel' | 'consonant' | 'breath' | 'silence'
  /** A vowel held over several notes has one span per note; a diphthong moves in the last one only. */
  readonly part: 'whole' | 'begin' | 'middle' | 'end'
}

/** How a phrase is sung beyond pitch and loudness, on the grid of f0; null is neutral throughout (0; 1 for voicing). */
export interface PhraseExpression {
  /** −1 clear … 1 breathy. */
  readonly breathinessUnit: Float32Array | null
  /** −1 relaxed … 1 pressed. */
  readonly tensionUnit: Float32Array | null
  /** −1 small and light … 1 large and dark: the length of the vocal tract. */
  readonly genderUnit: Float32Array | null
  /** 1 sung … 0 whispered. */
  readonly voicingUnit: Float32Array | null
  /** −1 dull … 1 bright. */
  readonly brightnessUnit: Float32Array | null
}

export interface PhrasePlan {
  /** Hash of everything that determines the sound: same id, same samples (for one design and sample rate). */
  readonly id: string
  /** From the breath or the first consonant … */
  readonly startMs: Ms
  /** … to the end of the release; ms of the song. The first consonant of a song that begins at 0 starts before it. */
  readonly endMs: Ms
  readonly noteIds: readonly string[]
  /** In order, gapless from startMs to endMs. */
  readonly phonemes: readonly PhonemeSpan[]
  /** Intended fundamental frequency, continuous through voiceless sounds; samples at startMs + i · hopMs. */
  readonly f0: { readonly startMs: Ms; readonly hopMs: 5; readonly hz: Float32Array }
  /** Loudness asked for, dB relative to ordinary singing (about −12 … +6); same grid as f0. */
  readonly dynamicsDb: Float32Array
  readonly expression: PhraseExpression
  /** For everything random while this phrase is rendered. */
  readonly seed: number
}

export interface VocalPlan {
  /** In order of time. */
  readonly phrases: readonly PhrasePlan[]
  readonly issues: readonly Issue[]
}
