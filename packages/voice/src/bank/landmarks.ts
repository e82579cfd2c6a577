/**
 * Where things are inside one sample: consonant, vowel onset, the part that may be stretched. oto.ini says most of it; where a bank has the same
 * numbers on every line nobody has set them, and the onset is measured.
 */

import type { AliasShape } from './alias-shape.ts'
import { addEnvelope, type Frames, frameHopMs, pointCount } from './frames.ts'
import { loudnessOf } from './loudness.ts'
import type { OtoLine } from './oto.ts'

/** Frames from the start of the entry's own frames; whole or fractional. 0 ≤ consonant ≤ vowel ≤ fixed ≤ end. */
export interface Landmarks {
  /** First frame of the recording that belongs to the entry, and how many. */
  readonly from: number
  readonly count: number
  /** The consonant begins (in VCV after the vowel before), relative to `from`. */
  readonly consonant: number
  /** The vowel begins: this lies on the beat. */
  readonly vowel: number
  /** From here on it may be stretched … */
  readonly fixed: number
  /** … up to here, exclusive. */
  readonly end: number
  /** How long the sound before goes on under this one, ms. */
  readonly overlapMs: number
  /** Loudness of the vowel, dB. */
  readonly vowelDb: number
  /** The vowel before stands in the sample itself, from its beginning to `consonant`. */
  readonly context: boolean
}

/** Frames of a consonant that a sample ends with; behind it some have the sound of the next take. */
const longestConsonant = 50

/** Distance in dB between two envelopes whose mean level is taken out, over 0.1–8 kHz. */
function timbreDistance(a: Float64Array, b: Float64Array): number {
  const first = 3
  const last = 47
  let mean = 0
  for (let k = first; k < last; k++) mean += (a[k]! - b[k]!) / (last - first)
  let sum = 0
  for (let k = first; k < last; k++) sum += (a[k]! - b[k]! - mean) * (a[k]! - b[k]! - mean)
  return Math.sqrt(sum / (last - first))
}

function envelopeOf(frames: Frames, n: number): Float64Array {
  const out = new Float64Array(pointCount)
  addEnvelope(frames, n, 1, out)
  return out
}

const middleOf = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Mean envelope of some frames. */
function meanEnvelope(frames: Frames, list: readonly number[]): Float64Array {
  const out = new Float64Array(pointCount)
  for (const n of list) addEnvelope(frames, n, 1 / list.length, out)
  return out
}

export interface Heard {
  readonly frames: Frames
  readonly loudness: Float64Array
}
export const hear = (frames: Frames): Heard => ({ frames, loudness: loudnessOf(frames) })

/** Frames of the sustained vowel between two places: voiced, not more than 9 dB under its middle. */
function vowelFrames({ frames, loudness }: Heard, from: number, to: number): number[] {
  const voiced: number[] = []
  for (let n = from; n < to; n++) if (frames.f0Hz[n]! > 0) voiced.push(n)
  const middle = middleOf(voiced.map((n) => loudness[n]!))
  return voiced.filter((n) => loudness[n]! > middle - 9)
}

/** First frame of the steady vowel, looked for between `from` and the middle of the vowel: as loud and of the colour it will have. */
function measuredOnset(heard: Heard, from: number, vowel: readonly number[]): number {
  const steady = vowel.slice(Math.floor(vowel.length * 0.25), Math.max(1, Math.ceil(vowel.length * 0.75)))
  const model = meanEnvelope(heard.frames, steady)
  const usual = middleOf(steady.map((n) => timbreDistance(envelopeOf(heard.frames, n), model)))
  const level = middleOf(steady.map((n) => heard.loudness[n]!))
  const limit = Math.max(6, usual * 1.8)
  let run = 0
  for (let n = from; n < vowel[Math.floor(vowel.length / 2)]!; n++) {
    const fits = heard.frames.f0Hz[n]! > 0 && heard.loudness[n]! > level - 7 && timbreDistance(envelopeOf(heard.frames, n), model) < limit
    run = fits ? run + 1 : 0
    if (run === 3) return n - 2
  }
  return vowel[0]!
}

/** Where the consonant before `vowel` begins: the first frame of what neither is the sound before it nor silence. */
function consonantStart({ frames, loudness }: Heard, from: number, contextEnd: number, vowel: number, vowelDb: number): number {
  if (contextEnd <= from + 3) {
    for (let n = from; n < vowel; n++) if (loudness[n]! > vowelDb - 38) return n
    return Math.max(from, vowel - 2)
  }
  const context: number[] = []
  for (let n = from; n < contextEnd; n++) context.push(n)
  const model = meanEnvelope(frames, context)
  const level = middleOf(context.map((n) => loudness[n]!))
  if (level < vowelDb - 30) {
    // "- か": silence stands before it.
    for (let n = from; n < vowel; n++) if (loudness[n]! > vowelDb - 35) return n
    return Math.max(from, vowel - 2)
  }
  for (let n = contextEnd; n < vowel - 1; n++) {
    const leaves = frames.f0Hz[n] === 0 || loudness[n]! < level - 5 || timbreDistance(envelopeOf(frames, n), model) > 9
    if (leaves) return n
  }
  return Math.max(contextEnd, vowel - 8)
}

/**
 * @param oto      its line; times in ms.
 * @param measured true: only offset and cutoff of the line are believed.
 * @param shape    what its name says about it.
 * @returns null when nothing voiced or no sound at all is left between offset and cutoff.
 */
export function landmarksOf(heard: Heard, oto: OtoLine, measured: boolean, shape: AliasShape): Landmarks | null {
  const { frames, loudness } = heard
  const totalMs = frames.count * frameHopMs
  const offsetMs = Math.max(0, oto.offsetMs)
  const endMs = oto.cutoffMs < 0 ? offsetMs - oto.cutoffMs : totalMs - oto.cutoffMs
  const from = measured ? 0 : Math.min(frames.count - 1, Math.floor(offsetMs / frameHopMs))
  const end = Math.min(frames.count, Math.max(0, Math.round(Math.min(totalMs, endMs) / frameHopMs)))
  if (end - from < 4) return null
  const vowels = vowelFrames(heard, from, end)
  const whole = (n: number): number => n - from
  if (vowels.length < 6) {
    // A consonant of its own, a breath: no vowel in it.
    const loudest = loudness.subarray(from, end).reduce((a, b) => Math.max(a, b), -200)
    let start = from
    while (start < end - 1 && loudness[start]! < loudest - 30) start++
    let stop = end
    while (stop > start + 1 && loudness[stop - 1]! < loudest - 30) stop--
    return {
      from,
      count: end - from,
      consonant: whole(start),
      vowel: whole(stop),
      fixed: whole(stop),
      end: whole(stop),
      overlapMs: Math.max(0, oto.overlapMs),
      vowelDb: loudest,
      context: false,
    }
  }
  const vowelDb = middleOf(vowels.map((n) => loudness[n]!))
  if (shape.intoConsonant && !measured) {
    // "a k": its second sound begins at the preutterance, and the sample ends with it.
    const begins = Math.min(Math.max(from + 1, (offsetMs + Math.max(0, oto.preutteranceMs)) / frameHopMs), end - 2)
    const stop = Math.min(end, Math.ceil(begins) + longestConsonant)
    const consonant = whole(begins)
    const last = whole(stop)
    return {
      from,
      count: stop - from,
      consonant,
      vowel: last,
      fixed: last,
      end: last,
      overlapMs: Math.max(0, oto.overlapMs),
      vowelDb,
      context: shape.context,
    }
  }
  const said = offsetMs / frameHopMs + Math.max(0, oto.preutteranceMs) / frameHopMs
  const vowel = measured ? measuredOnset(heard, from, vowels) : Math.min(Math.max(from, said), vowels.at(-1)! - 2)
  // The last frames of a sample die away or lean to the next sound; they are no vowel to stretch.
  let last = vowels.at(-1)!
  while (last > vowel + 6 && (loudness[last]! < vowelDb - 4 || frames.f0Hz[last] === 0)) last--
  // Colour goes before level does: with room to spare the last 50 ms are left out too.
  if (last > vowel + 50) last -= 10
  const stop = Math.min(end, last + 1)
  const saidFixed = offsetMs / frameHopMs + Math.max(0, oto.consonantMs) / frameHopMs
  const fixed = Math.min(Math.max(measured ? vowel + 10 : saidFixed, vowel + 4), Math.max(vowel + 1, stop - 4))
  const contextEnd = measured ? from : Math.min(vowel - 1, from + Math.max(0, oto.overlapMs) / frameHopMs)
  const vcv = !measured && shape.context
  const consonant = consonantStart(heard, from, vcv ? Math.floor(contextEnd) : from, Math.floor(vowel), vowelDb)
  return {
    from,
    count: Math.max(stop, Math.ceil(fixed) + 1) - from,
    consonant: whole(Math.min(consonant, vowel)),
    vowel: whole(vowel),
    fixed: whole(fixed),
    end: whole(stop),
    overlapMs: Math.max(0, oto.overlapMs),
    vowelDb,
    context: shape.context,
  }
}
