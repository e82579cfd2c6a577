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

interface Span {
  readonly startMs: number
  readonly endMs: number
}

const sampleAt = (positionMs: number, sampleRateHz: number): number => Math.round((positionMs * sampleRateHz) / 1000)
/** Longest piece of silence that is handed on at once: a song may rest for minutes. */
const longestRest = 1 << 16

/**
 * Phrases in the order of their plan, joined to one flow of samples that is handed on as soon as nothing still to come can change it: a part
 * of any length takes the memory of a phrase or two. Where the release of one and the breath of the next meet, they add.
 */
export class VocalFlow {
  private readonly sampleRateHz: number
  private readonly write: (samples: Float32Array) => void
  /** Before this sample of the song nothing is changed by phrases after the n-th. */
  private readonly settled: readonly number[]
  private waiting = new Float32Array(0)
  /** Sample of the song that `waiting` begins with. */
  private at: number
  private count = 0

  /**
   * @param phrases  what will be added, in this order.
   * @param originMs position of the first sample that is handed on; what sounds before it is left out.
   * @param write    gets all samples from there to the end of the last phrase, in pieces that it may keep.
   */
  constructor(
    phrases: readonly Span[],
    { originMs, sampleRateHz }: { readonly originMs: number; readonly sampleRateHz: number },
    write: (samples: Float32Array) => void,
  ) {
    this.sampleRateHz = sampleRateHz
    this.write = write
    this.at = sampleAt(originMs, sampleRateHz)
    const settled: number[] = []
    let earliest = Number.POSITIVE_INFINITY
    for (let n = phrases.length - 1; n >= 0; n--) {
      settled[n] = earliest
      // A rendered phrase begins with the whole sample at or before its start.
      earliest = Math.min(earliest, Math.floor((phrases[n]!.startMs * sampleRateHz) / 1000) - 1)
    }
    this.settled = settled
  }

  add({ startMs, samples }: Rendered): void {
    const settled = this.settled[this.count++] ?? this.at
    const place = sampleAt(startMs, this.sampleRateHz)
    const from = Math.max(place, this.at)
    const heard = samples.subarray(Math.min(samples.length, from - place))
    // The rest between phrases that do not meet is handed on without being held.
    if (this.waiting.length === 0) this.pass(Math.min(from, settled))
    const end = Math.max(this.at + this.waiting.length, from + heard.length)
    if (end > this.at + this.waiting.length) {
      const longer = new Float32Array(end - this.at)
      longer.set(this.waiting)
      this.waiting = longer
    }
    for (let k = 0; k < heard.length; k++) this.waiting[from - this.at + k]! += heard[k]!
    this.pass(Math.min(settled, this.at + this.waiting.length))
  }

  /** Hands on everything before a sample of the song. */
  private pass(end: number): void {
    const ready = Math.min(this.waiting.length, end - this.at)
    if (ready > 0) {
      this.write(this.waiting.subarray(0, ready))
      this.waiting = this.waiting.slice(ready)
      this.at += ready
    }
    while (this.waiting.length === 0 && this.at < end) {
      const rest = new Float32Array(Math.min(longestRest, end - this.at))
      this.write(rest)
      this.at += rest.length
    }
  }
}

/** Where the first sample of a plan's first phrase lies; 0 when nothing is sung. */
export function firstSoundMs(phrases: readonly Span[], sampleRateHz: number): Ms {
  const first = phrases.reduce(
    (least, { startMs }) => Math.min(least, Math.floor((startMs * sampleRateHz) / 1000)),
    Number.POSITIVE_INFINITY,
  )
  return ms(Number.isFinite(first) ? (first * 1000) / sampleRateHz : 0)
}

/** Phrases that are all there, on one strip. */
export function joinPhrases(phrases: readonly Rendered[], sampleRateHz: number): Rendered {
  const at = (positionMs: number): number => sampleAt(positionMs, sampleRateHz)
  const first = phrases.reduce((least, { startMs }) => Math.min(least, at(startMs)), Number.POSITIVE_INFINITY)
  if (phrases.length === 0) return { startMs: ms(0), samples: new Float32Array(0) }
  const end = phrases.reduce((most, { startMs, samples }) => Math.max(most, at(startMs) + samples.length), first)
  const strip = new Float32Array(end - first)
  for (const { startMs, samples } of phrases) {
    const from = at(startMs) - first
    for (let k = 0; k < samples.length; k++) strip[from + k]! += samples[k]!
  }
  return { startMs: ms((first * 1000) / sampleRateHz), samples: strip }
}

/** Plans and sings a whole vocal track. A track without notes gives no samples. */
export function renderVocal(track: VocalTrack, tempo: TempoMap, design: VoiceDesign, options: RenderVocalOptions): RenderedVocal {
  const plan = planVocal(track, tempo, options)
  const startMs = firstSoundMs(plan.phrases, options.sampleRateHz)
  const endMs = plan.phrases.reduce<number>((end, phrase) => Math.max(end, phrase.endMs), startMs)
  // A rendered phrase is at most two samples longer than its plan.
  const strip = new Float32Array(Math.ceil(((endMs - startMs) * options.sampleRateHz) / 1000) + 3)
  let length = 0
  const flow = new VocalFlow(plan.phrases, { originMs: startMs, sampleRateHz: options.sampleRateHz }, (samples) => {
    strip.set(samples, length)
    length += samples.length
  })
  for (const phrase of plan.phrases) flow.add(renderPhrase(phrase, design, options))
  return { startMs, samples: strip.subarray(0, length), plan }
}
