import { type Ms, ms, type TempoMap, type VocalTrack } from '@ghostlight/timeline'
import { type Rendered, renderPhrase } from './formant/render-phrase.ts'
import type { VoiceDesign } from './formant/voice-design.ts'
import type { Lexicon } from './language/language.ts'
import type { VocalPlan } from './plan.ts'
import { planVocal } from './plan-vocal.ts'

export interface RenderVocalOptions {
  readonly sampleRateHz: number
  readonly seed: number
  readonly lexicon: Lexicon
}
export interface RenderedVocal {
  /** Position of the first sample in the song; negative when a consonant or breath comes before 0. */
  readonly startMs: Ms
  /** Mono, |sample| < 1, from the first phrase to the end of the last. */
  readonly samples: Float32Array
  readonly plan: VocalPlan
}

/** Lays rendered phrases on one strip. Where the release of one and the breath of the next meet, they add. */
export function joinPhrases(phrases: readonly Rendered[], sampleRateHz: number): Rendered {
  if (phrases.length === 0) return { startMs: ms(0), samples: new Float32Array(0) }
  const places = phrases.map((p) => Math.round((p.startMs * sampleRateHz) / 1000))
  const first = places.reduce((a, b) => Math.min(a, b))
  const end = phrases.reduce((a, p, i) => Math.max(a, places[i]! + p.samples.length), first)
  const samples = new Float32Array(end - first)
  phrases.forEach((phrase, i) => {
    const at = places[i]! - first
    for (let k = 0; k < phrase.samples.length; k++) samples[at + k]! += phrase.samples[k]!
  })
  return { startMs: ms((first * 1000) / sampleRateHz), samples }
}

/** Plans and sings a whole vocal track. A track without notes gives no samples. */
export function renderVocal(track: VocalTrack, tempo: TempoMap, design: VoiceDesign, options: RenderVocalOptions): RenderedVocal {
  const plan = planVocal(track, tempo, options)
  const joined = joinPhrases(
    plan.phrases.map((phrase) => renderPhrase(phrase, design, options)),
    options.sampleRateHz,
  )
  return { ...joined, plan }
}
