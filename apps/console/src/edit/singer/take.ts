/** What one take is sung with, and the messages between the page and its singing worker. */
import { type Beats, beats, type VocalCurves } from '@ghostlight/timeline'
import type { Lexicon } from '@ghostlight/voice'
import type { SungLanguage } from '../syllables.ts'
import type { Spectrogram } from './spectrogram.ts'

/** Hand on a voice: −1 to 1, 0 leaves the singer as designed. */
export interface Expression {
  readonly breathiness: number
  readonly tension: number
  readonly gender: number
  readonly brightness: number
  readonly dynamics: number
}
export const plainExpression: Expression = { breathiness: 0, tension: 0, gender: 0, brightness: 0, dynamics: 0 }
export const expressionNames = ['breathiness', 'tension', 'gender', 'brightness', 'dynamics'] as const

export interface TakeWish {
  /** A built-in voice by its name, or "bank:" and the performer who sings with a voicebank. */
  readonly singer: string
  readonly language: SungLanguage
  readonly line: string
  readonly keyPitch: number
  readonly bpm: number
  readonly expression: Expression
}
export interface SingRequest extends TakeWish {
  readonly id: number
  readonly lexicon: Lexicon
  /** Where the voicebank of the wish is; null for a built-in voice. */
  readonly bankUrl: string | null
}
export interface Sung {
  readonly id: number
  readonly samples: Float32Array
  readonly sampleRateHz: number
  readonly spectrogram: Spectrogram
  /** Milliseconds from the first sample. */
  readonly phonemes: readonly { readonly phoneme: string; readonly startMs: number; readonly endMs: number }[]
  readonly issues: readonly { readonly code: string; readonly message: string }[]
  /** Sounds that the voicebank does not have; the nearest are sung. */
  readonly missing: readonly string[]
  /** Why nothing could be sung; null when it was. */
  readonly failed: string | null
  /** How long the singing took. */
  readonly tookMs: number
}

/**
 * Which takes are to be sung now: those that have changed and whose words are all known. A draft brings the pronunciations of its own
 * words only, and a word sung by its spelling first would be another one when the dictionary has answered.
 *
 * @returns `unknown`: wishes whose words must be looked up first.
 */
export function takesToSing<Name extends string>(
  wishes: Readonly<Record<Name, TakeWish>>,
  sung: Readonly<Partial<Record<Name, TakeWish>>>,
  knows: (line: string, language: SungLanguage) => boolean,
): { readonly ripe: readonly Name[]; readonly unknown: readonly TakeWish[] } {
  const names = Object.keys(wishes) as Name[]
  const isKnown = (name: Name): boolean => knows(wishes[name].line, wishes[name].language)
  return {
    ripe: names.filter((name) => sung[name] !== wishes[name] && isKnown(name)),
    unknown: names.filter((name) => !isKnown(name)).map((name) => wishes[name]),
  }
}

/**
 * A hand on the sliders as curves of a vocal track, level all along it: what is heard here is what the same numbers do in a song,
 * with every singer. Sliders at rest draw nothing.
 */
export function curvesUnder({ breathiness, tension, gender, brightness, dynamics }: Expression): VocalCurves | undefined {
  const level = (value: number): [Beats, number][] | undefined => (value === 0 ? undefined : [[beats(0), value]])
  const curves = {
    breathinessUnit: level(breathiness),
    tensionUnit: level(tension),
    genderUnit: level(gender),
    brightnessUnit: level(brightness),
    // From a murmur to full voice.
    dynamicsDb: level(dynamics < 0 ? 15 * dynamics : 9 * dynamics),
  }
  const drawn = Object.entries(curves).filter(([, curve]) => curve !== undefined)
  return drawn.length === 0 ? undefined : (Object.fromEntries(drawn) as VocalCurves)
}
