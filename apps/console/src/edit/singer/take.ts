/** What one take is sung with, and the messages between the page and its singing worker. */
import type { Lexicon, VoiceDesign } from '@ghostlight/voice'
import type { Spectrogram } from './spectrogram.ts'
import type { SungLanguage } from './typed-line.ts'

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
}
export interface Sung {
  readonly id: number
  readonly samples: Float32Array
  readonly sampleRateHz: number
  readonly spectrogram: Spectrogram
  /** Milliseconds from the first sample. */
  readonly phonemes: readonly { readonly phoneme: string; readonly startMs: number; readonly endMs: number }[]
  readonly issues: readonly { readonly code: string; readonly message: string }[]
  /** How long the singing took. */
  readonly tookMs: number
}

/**
 * The design under a hand. Each slider moves what it is named for and little else, inside the ranges in which a voice stays a voice
 * (the renderer holds those). Tension: a lower Rd is a pressed glottis. Gender: a longer tract is larger and darker.
 */
export function designUnder(design: VoiceDesign, { breathiness, tension, gender, brightness }: Expression): VoiceDesign {
  return {
    ...design,
    breathDb: design.breathDb + (breathiness >= 0 ? 7 * breathiness : 22 * breathiness),
    rd: design.rd + 0.35 * breathiness - 0.45 * tension,
    tiltHz: design.tiltHz * 2 ** (1.2 * brightness + 0.4 * tension),
    airDb: design.airDb + 5 * brightness,
    ringDb: design.ringDb + 2.5 * brightness + 1.5 * tension,
    tractUnit: design.tractUnit * (1 - 0.12 * gender),
  }
}
/** Note dynamics: 0.5 is ordinary. */
export const dynamicsUnder = ({ dynamics }: Expression): number => 0.5 + 0.4 * dynamics
