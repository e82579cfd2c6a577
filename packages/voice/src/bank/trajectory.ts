/**
 * From samples on the clock to one course of spectra: every 5 ms which frames of which samples sound, in what measure. Where samples meet, their
 * envelopes are mixed in dB, so a vowel turns into the next one instead of two voices being heard.
 */
import { clamp, exp2, smooth } from '../dsp/math.ts'
import { drift } from '../dsp/random.ts'
import type { PhrasePlan } from '../plan.ts'
import { addEnvelope, addNoise, frameHopMs, noiseBandStepHz, noiseBands, pointCount, pointHz, pointOf } from './frames.ts'
import { quickExp2, quickLog2 } from './quick-math.ts'
import { layUnits, type Unit } from './units.ts'
import type { BankVoice, SungSample } from './voice-file.ts'

/** Everything per frame of 5 ms; the first is at phrase.startMs. Levels are log2 of amplitude. */
export interface Trajectory {
  readonly count: number
  /** count · pointCount: what the voice's pulses get … */
  readonly voiced: Float64Array
  /** … and what noise gets. */
  readonly noise: Float64Array
  /** Highest voiced point of each frame; below −20 there is none. */
  readonly voicedPeak: Float64Array
  readonly f0Hz: Float64Array
}

/** Share of a sample's own differences in level that is taken out, so that syllables are even (at most 8 LU apart; the banks of the kit differ by 12). */
const evenUnit = 0.85
/** Level of a sustained vowel at dynamics 0, dB: about −20 LUFS over a phrase. */
const vowelLevelDb = -19.6
/** Fastest and slowest a stretched vowel runs; beyond that it goes to and fro. */
const slowest = 0.35
/** Louder is brighter: what 4 kHz rises beyond each dB of the whole. Singers have 0.3–0.7 (Sundberg 1999). */
const brighterPerDb = 0.45
const silentLog2 = -40

interface Placed {
  readonly unit: Unit
  readonly sample: SungSample
  /** When it begins to be heard, and how long the sound before takes to go. */
  readonly fromMs: number
  readonly fadeMs: number
  /** When it is gone. */
  toMs: number
  /** Length of its own way out. */
  fadeOutMs: number
  /** Straight pieces of time → frame. */
  readonly times: number[]
  readonly places: number[]
  /** From here the vowel is stretched: time, frame, frames a ms, end. */
  stretch: { readonly atMs: number; readonly from: number; readonly to: number; readonly rate: number } | null
}

/** Frames round the onset of a vowel in which the voice should not break when it comes from another vowel. */
const breakBefore = 32
const breakAfter = 12

/** Where the voice begins again in a sample whose singer stopped between two vowels; null where it goes on. */
function afterGap({ landmarks, frames }: SungSample): number | null {
  const onset = Math.round(landmarks.vowel)
  for (let n = Math.min(frames.count - 1, onset + breakAfter); n > Math.max(0, onset - breakBefore); n--)
    if (!(frames.f0Hz[n]! > 0)) return Math.min(n + 3, Math.floor(landmarks.end) - 2)
  return null
}

/** How far before its consonant or vowel a sample begins, and its fade, when something sounds before it. */
function entrance(
  unit: Unit,
  sample: SungSample,
  soundsBefore: boolean,
  roomMs: number,
): { leadMs: number; fadeMs: number; context: boolean } {
  const { consonant, vowel, overlapMs } = sample.landmarks
  const hasConsonant = unit.vowelMs > unit.consonantMs
  if (!soundsBefore) return { leadMs: Math.min(20, consonant * frameHopMs + 10), fadeMs: 12, context: false }
  const contextMs = (hasConsonant ? consonant : vowel) * frameHopMs
  // VCV: the vowel before stands in the sample itself.
  if (contextMs > 45 && sample.landmarks.context && (hasConsonant || afterGap(sample) === null)) {
    const leadMs = Math.min(contextMs, Math.max(20, roomMs * 0.5), 160)
    return { leadMs, fadeMs: clamp(Math.min(overlapMs > 0 ? overlapMs : 60, leadMs * 0.8), 15, 90), context: true }
  }
  if (!hasConsonant) return { leadMs: Math.min(45, roomMs * 0.4), fadeMs: 75, context: false }
  return unit.gentle ? { leadMs: 18, fadeMs: 34, context: false } : { leadMs: 12, fadeMs: 16, context: false }
}

function place(units: readonly Unit[], bank: BankVoice): Placed[] {
  const out: Placed[] = []
  let before: Placed | null = null
  units.forEach((unit) => {
    const sample = unit.alias === null ? undefined : bank.samples.get(unit.alias)
    if (sample === undefined) {
      if (before !== null) {
        before.toMs = unit.consonantMs + 70
        before.fadeOutMs = 90
      }
      before = null
      return
    }
    const roomMs = before === null ? 1000 : unit.consonantMs - Math.max(before.unit.vowelMs, before.fromMs)
    const { leadMs, fadeMs, context } = entrance(unit, sample, before !== null, roomMs)
    const { consonant, vowel, fixed, end } = sample.landmarks
    const times: number[] = []
    const places: number[] = []
    const at = (timeMs: number, frame: number): void => {
      if (times.length > 0 && timeMs <= times.at(-1)! + 0.01) return
      times.push(timeMs)
      places.push(frame)
    }
    const fromMs = unit.consonantMs - leadMs
    const perMs = 1 / frameHopMs
    let stretch: Placed['stretch'] = null
    switch (unit.kind) {
      case 'breath':
      case 'ending': {
        const start = unit.kind === 'ending' ? Math.max(0, vowel - leadMs * perMs) : consonant
        at(fromMs, start)
        at(unit.endMs, Math.min(sample.frames.count - 1, start + (unit.endMs - fromMs) * perMs))
        break
      }
      case 'consonant': {
        const own = (vowel - consonant) * frameHopMs
        const startMs = unit.closed ? Math.max(unit.consonantMs, unit.endMs - own) : unit.consonantMs
        at(fromMs, Math.max(0, consonant - (startMs - fromMs) * perMs))
        at(startMs, consonant)
        const room = unit.endMs - unit.consonantMs
        const keep = Math.min(30, room / 2, own / 2)
        at(unit.endMs - keep, vowel - keep * perMs)
        at(unit.endMs, vowel)
        break
      }
      default: {
        const room = unit.vowelMs - unit.consonantMs
        if (room > 0) {
          const own = (vowel - consonant) * frameHopMs
          // A stop that was recorded alone: its closure is silence, and what follows is not stretched.
          const startMs = unit.closed && !context ? Math.max(unit.consonantMs, unit.vowelMs - own) : unit.consonantMs
          at(fromMs, Math.max(0, consonant - (startMs - fromMs) * perMs))
          at(startMs, consonant)
          // What happens right before the vowel (burst, release) keeps its own speed; the rest makes room.
          const keep = Math.min(40, room / 2, own / 2)
          at(unit.vowelMs - keep, vowel - keep * perMs)
        } else if (context || before === null) at(fromMs, Math.max(0, vowel - leadMs * perMs))
        // From vowel to vowel without a break: what lies before the steady part is left out.
        const steady = Math.max(Math.min(vowel + 4, fixed), before === null ? 0 : (afterGap(sample) ?? 0))
        const isJoined = room <= 0 && !context && before !== null
        if (isJoined) at(fromMs, steady)
        at(unit.vowelMs, isJoined ? steady : vowel)
        const held = Math.max(fixed, places.at(-1)!)
        const fixedMs = unit.vowelMs + (held - places.at(-1)!) * frameHopMs
        at(fixedMs, held)
        stretch = { atMs: fixedMs, from: held, to: Math.max(held + 1, end - 1), rate: perMs }
      }
    }
    const placed: Placed = { unit, sample, fromMs, fadeMs, toMs: unit.endMs + 60, fadeOutMs: 60, times, places, stretch }
    if (before !== null) {
      before.toMs = fromMs + fadeMs
      before.fadeOutMs = 0
    }
    out.push(placed)
    before = placed
  })
  for (const placed of out) {
    if (placed.stretch === null) continue
    const { atMs, from, to } = placed.stretch
    const wantedMs = Math.max(1, placed.toMs - atMs)
    const own = to - from
    placed.stretch = { atMs, from, to, rate: clamp(own / wantedMs, slowest / frameHopMs, 1 / frameHopMs) }
  }
  return out
}

/** Frame of a sample at a time. */
function frameAt(placed: Placed, timeMs: number): number {
  const { times, places, stretch } = placed
  if (stretch !== null && timeMs > stretch.atMs) {
    const length = stretch.to - stretch.from
    const run = (timeMs - stretch.atMs) * stretch.rate
    const round = run % (2 * length)
    return stretch.from + (round <= length ? round : 2 * length - round)
  }
  let i = 0
  while (i + 1 < times.length && times[i + 1]! < timeMs) i++
  const t0 = times[i]!
  const t1 = times[i + 1]
  if (t1 === undefined || timeMs <= t0) return places[i]! + (t1 === undefined ? 0 : Math.min(0, (timeMs - t0) / frameHopMs))
  return places[i]! + ((places[i + 1]! - places[i]!) * (timeMs - t0)) / (t1 - t0)
}

/** Level that a sample needs at a frame for its vowel to be even. */
function gainAt(sample: SungSample, frame: number, closed: boolean): number {
  const { vowel, consonant, vowelDb } = sample.landmarks
  const n = clamp(Math.round(frame), 0, sample.frames.count - 1)
  const inVowel = smooth((frame - vowel) / 16)
  const inContext = consonant > 9 && sample.landmarks.context ? 1 - smooth((frame - consonant + 16) / 16) : 0
  const own = clamp(sample.slowDb[n]! - vowelDb, -18, 18)
  const shut = closed && inContext === 0 && !sample.landmarks.context ? 40 * smooth((consonant - frame) / 2) : 0
  return -shut - vowelDb - evenUnit * Math.max(inVowel, inContext) * own
}

/** Linear interpolation on the plan's grid; the neutral value where there is no curve. */
const curveAt = (curve: Float32Array | null, i: number, neutral: number): number =>
  curve === null ? neutral : (curve[Math.min(i, curve.length - 1)] ?? neutral)

/** Shape of an extra tilt over the points: 0 below 700 Hz, 1 at 2.5 kHz and above. */
const tiltShape = Float64Array.from({ length: pointCount }, (_, k) => smooth(quickLog2((pointHz(k) + 1) / 700) / 1.85))
/** Nothing above 20 kHz is heard; what recordings have there is their converters' noise. */
const airShape = Float64Array.from({ length: pointCount }, (_, k) => -Math.max(0, pointHz(k) - 18_500) / 120)
/** Each point between two noise bands: the lower one (−1 is 0 Hz, where there is none) and the share of the upper. */
const bandBelow = Int32Array.from({ length: pointCount }, (_, k) => Math.min(noiseBands - 2, Math.floor(pointHz(k) / noiseBandStepHz) - 1))
const bandShare = Float64Array.from({ length: pointCount }, (_, k) => clamp(pointHz(k) / noiseBandStepHz - 1 - bandBelow[k]!, 0, 1))
/** Noise at 0 Hz under a voice, dB (D4C takes −60). */
const cleanDb = -60

export function trajectoryOf(phrase: PhrasePlan, bank: BankVoice): Trajectory {
  const { units } = layUnits(phrase, bank)
  const placed = place(units, bank)
  const count = phrase.f0.hz.length
  const voiced = new Float64Array(count * pointCount).fill(silentLog2)
  const noise = new Float64Array(count * pointCount).fill(silentLog2)
  const voicedPeak = new Float64Array(count).fill(silentLog2)
  const f0Hz = Float64Array.from(phrase.f0.hz)
  const envelope = new Float64Array(pointCount)
  const warped = new Float64Array(pointCount)
  const share = new Float64Array(noiseBands)
  const { breathinessUnit, tensionUnit, genderUnit, voicingUnit, brightnessUnit } = phrase.expression
  let first = 0
  for (let i = 0; i < count; i++) {
    const t = phrase.startMs + i * frameHopMs
    while (first < placed.length && placed[first]!.toMs < t) first++
    let total = 0
    let level = 0
    let voicing = 0
    envelope.fill(0)
    share.fill(0)
    // The latest one that has begun takes its share; what is left goes to the one before.
    let left = 1
    for (let p = Math.min(placed.length - 1, first + 4); p >= first; p--) {
      const one = placed[p]!
      if (t < one.fromMs || t > one.toMs) continue
      const come = smooth((t - one.fromMs) / one.fadeMs)
      const weight = left * come
      left -= weight
      if (weight <= 0) continue
      const stays = one.fadeOutMs > 0 ? smooth((one.toMs - t) / one.fadeOutMs) : 1
      const frame = clamp(frameAt(one, t), 0, one.sample.frames.count - 1)
      const low = Math.min(one.sample.frames.count - 1, Math.floor(frame))
      const high = Math.min(one.sample.frames.count - 1, low + 1)
      const u = frame - low
      addEnvelope(one.sample.frames, low, weight * (1 - u), envelope)
      addEnvelope(one.sample.frames, high, weight * u, envelope)
      addNoise(one.sample.frames, low, weight * (1 - u), share)
      addNoise(one.sample.frames, high, weight * u, share)
      const gain = gainAt(one.sample, frame, one.unit.closed) + (one.unit.kind === 'breath' ? -16 : 0)
      for (let k = 0; k < pointCount; k++) envelope[k]! += weight * gain
      const isVoiced = (one.sample.frames.f0Hz[low]! > 0 ? 1 - u : 0) + (one.sample.frames.f0Hz[high]! > 0 ? u : 0)
      voicing += one.unit.kind === 'breath' ? 0 : weight * isVoiced
      level += weight * stays
      total += weight
    }
    if (total < 0.001 || level < 0.0005) continue
    // Weights below 1 are a way in from silence: the spectrum is whole, only quieter.
    const whole = 1 / total
    const dynamics = phrase.dynamicsDb[i]!
    const breathy = clamp(curveAt(breathinessUnit, i, 0), -1, 1)
    const tense = clamp(curveAt(tensionUnit, i, 0), -1, 1)
    const bright = clamp(curveAt(brightnessUnit, i, 0), -1, 1)
    const sung = clamp(curveAt(voicingUnit, i, 1), 0, 1)
    const gender = clamp(curveAt(genderUnit, i, 0), -1, 1)
    const pulse = voicing * whole * sung
    let spectrum = envelope
    for (let k = 0; k < pointCount; k++) envelope[k]! *= whole
    if (gender !== 0) {
      // A longer tract draws everything down: what stood at f · 2^(g) is heard at f.
      const stretch = exp2(0.214 * gender)
      for (let k = 0; k < pointCount; k++) {
        const at = Math.min(pointCount - 1.001, pointOf(pointHz(k) * stretch))
        const n = Math.floor(at)
        warped[k] = envelope[n]! + (envelope[n + 1]! - envelope[n]!) * (at - n)
      }
      spectrum = warped
    }
    const slow = 0.7 * drift(phrase.seed + 61, t, { slowestMs: 700, octaves: 3 })
    const levelDb = vowelLevelDb + dynamics + 6.020599913279624 * quickLog2(level + 1e-9)
    const tiltDb = brighterPerDb * dynamics + 6 * bright + 4 * tense + slow
    const breathDb = breathy > 0 ? 14 * breathy : 16 * breathy
    const whisperDb = -11 * (1 - sung)
    let peak = silentLog2
    const at = i * pointCount
    for (let k = 0; k < pointCount; k++) {
      const db = spectrum[k]! + levelDb + tiltDb * tiltShape[k]! + airShape[k]! - Math.max(0, 3 * breathy) * tiltShape[k]!
      const below = bandBelow[k]!
      const lowDb = below < 0 ? cleanDb : share[below]! * whole
      const highDb = share[below + 1]! * whole
      const noiseDb = Math.min(0, lowDb + (highDb - lowDb) * bandShare[k]! + (breathDb - 3 * tense) * (pulse > 0.01 ? 1 : 0))
      const noisePower = quickExp2(noiseDb / 3.010299956639812)
      const noisy = 1 - pulse + pulse * noisePower
      const clear = pulse * (1 - noisePower)
      const base = db / 6.020599913279624
      const v = clear > 1e-6 ? base + quickLog2(clear) / 2 : silentLog2
      voiced[at + k] = v < silentLog2 ? silentLog2 : v
      const n = base + quickLog2(noisy + 1e-9) / 2 + whisperDb / 6.02
      noise[at + k] = n < silentLog2 ? silentLog2 : n
      if (v > peak) peak = v
    }
    voicedPeak[i] = peak
  }
  return { count, voiced, noise, voicedPeak, f0Hz }
}
