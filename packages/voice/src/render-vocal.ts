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

/** How far a phrase may sound beyond what its plan says, on either side. */
const MARGIN_MS = 1000

/**
 * One strip of samples that phrases are laid on as they are sung, so that a part of five minutes is in memory once. Where the release
 * of one and the breath of the next meet, they add.
 */
export class VocalStrip {
  private readonly sampleRateHz: number
  private readonly zero: number
  private readonly samples: Float32Array
  private first = Number.POSITIVE_INFINITY
  private end = Number.NEGATIVE_INFINITY

  /**
   * @param spans  where phrases will come to lie.
   * @param fromMs where somebody may want it to begin, when that is before the first of them.
   */
  constructor(spans: readonly { readonly startMs: number; readonly endMs: number }[], sampleRateHz: number, fromMs = 0) {
    this.sampleRateHz = sampleRateHz
    const startMs = spans.reduce((a, span) => Math.min(a, span.startMs), fromMs) - MARGIN_MS
    const endMs = spans.reduce((a, span) => Math.max(a, span.endMs), startMs) + MARGIN_MS
    this.zero = -Math.floor((startMs * sampleRateHz) / 1000)
    this.samples = new Float32Array(this.zero + Math.ceil((endMs * sampleRateHz) / 1000))
  }

  add({ startMs, samples }: Rendered): void {
    const place = Math.round((startMs * this.sampleRateHz) / 1000)
    const at = this.zero + place
    for (let k = 0; k < samples.length; k++) this.samples[at + k]! += samples[k]!
    this.first = Math.min(this.first, place)
    this.end = Math.max(this.end, place + samples.length)
  }

  /** Position of the first sample that sounds; 0 when nothing was sung. */
  get startMs(): Ms {
    return ms(this.end > this.first ? (this.first * 1000) / this.sampleRateHz : 0)
  }

  /** From `originMs`, not before what the strip was made for, to the end of the last phrase: a view, not a copy. */
  from(originMs: number): Float32Array {
    if (this.end <= this.first) return this.samples.subarray(0, 0)
    const lead = Math.round(((this.startMs - originMs) * this.sampleRateHz) / 1000)
    return this.samples.subarray(this.zero + this.first - lead, this.zero + this.end)
  }
}

/** Phrases that are all there, on one strip. */
export function joinPhrases(phrases: readonly Rendered[], sampleRateHz: number): Rendered {
  const spans = phrases.map(({ startMs, samples }) => ({ startMs, endMs: startMs + (samples.length * 1000) / sampleRateHz }))
  const strip = new VocalStrip(spans, sampleRateHz)
  for (const phrase of phrases) strip.add(phrase)
  return { startMs: strip.startMs, samples: strip.from(strip.startMs) }
}

/** Plans and sings a whole vocal track. A track without notes gives no samples. */
export function renderVocal(track: VocalTrack, tempo: TempoMap, design: VoiceDesign, options: RenderVocalOptions): RenderedVocal {
  const plan = planVocal(track, tempo, options)
  const strip = new VocalStrip(plan.phrases, options.sampleRateHz)
  for (const phrase of plan.phrases) strip.add(renderPhrase(phrase, design, options))
  return { startMs: strip.startMs, samples: strip.from(strip.startMs), plan }
}
