/**
 * From a course of spectra to sound. The voice's source is a train of band-limited pulses, one a period, laid to a fraction of a sample; noise comes from
 * a store. Every 5 ms a stretch of both goes through the filters of its frame, minimum phase for the voice, and the stretches are added.
 * Source: Morise, Yokomori & Ozawa 2016, "WORLD: a vocoder-based high-quality speech synthesis system for real-time applications" (pulses and
 * noise by band aperiodicity). WORLD makes a response for every pulse; tried first, it cost four times this at A4 (0.055 of real time against 0.02).
 */
import { log2, sinTurns } from '../dsp/math.ts'
import { createRandom } from '../dsp/random.ts'
import { fourierOf } from './fourier.ts'
import { frameHopMs, pointCount, referenceRateHz } from './frames.ts'
import { createPhaseMatrix, createPointReader, type PointReader } from './minimum-phase.ts'
import { quickExp2, sineTable } from './quick-math.ts'
import type { Trajectory } from './trajectory.ts'

/** What lies so far under the highest point of a frame, log2 of amplitude, would only make its phase turn: 84 dB. */
const farBelow = 14
/** Below this a frame has no voice, log2 of amplitude: −114 dB. */
const nothing = -19
const storedNoises = 128
/** Up to here every bin of a filter is worked out. */
const fineHz = 3000
/** A pulse is 16 samples of a windowed sinc, at one of 256 places between two samples. */
const pulseTaps = 16
const pulsePlaces = 256

interface Bench {
  readonly size: number
  readonly hop: number
  readonly reader: PointReader
  readonly phase: Float64Array
  /** storedNoises spectra of windowed noise, bins side by side. */
  readonly noiseRe: Float64Array
  readonly noiseIm: Float64Array
  /** Rises and falls over two hops; neighbours add to 1. */
  readonly window: Float64Array
}

const benches = new Map<number, Bench>()

/** Tables for one sample rate, made when it is first asked for. */
function benchOf(sampleRateHz: number): Bench {
  const present = benches.get(sampleRateHz)
  if (present !== undefined) return present
  const hop = Math.floor((sampleRateHz * frameHopMs) / 1000 + 0.5)
  // 2048 at 48 kHz: 10 ms of source and 32 ms for responses to die away, 44 dB for a formant 50 Hz wide.
  let size = 512
  while (size < sampleRateHz * 0.035) size *= 2
  const bins = size / 2 + 1
  const window = new Float64Array(2 * hop)
  const half = new Float64Array(2 * hop)
  for (let i = 0; i < 2 * hop; i++) {
    const s = sinTurns((i + 0.5) / (4 * hop))
    half[i] = s
    window[i] = s * s
  }
  const noiseRe = new Float64Array(storedNoises * bins)
  const noiseIm = new Float64Array(storedNoises * bins)
  const random = createRandom(0x6e6f6973)
  const wave = new Float64Array(size)
  const fourier = fourierOf(size)
  for (let s = 0; s < storedNoises; s++) {
    // Four uniform numbers make a bell; variance 4/12, brought to 1. Squares of the half sines of neighbouring frames add to 1.
    for (let i = 0; i < 2 * hop; i++) wave[i] = (random() + random() + random() + random() - 2) * 1.7320508075688772 * half[i]!
    fourier.forward(wave, noiseRe.subarray(s * bins, (s + 1) * bins), noiseIm.subarray(s * bins, (s + 1) * bins))
  }
  const reader = createPointReader(size, sampleRateHz)
  const bench: Bench = { size, hop, reader, phase: createPhaseMatrix(reader, size, sampleRateHz), noiseRe, noiseIm, window }
  benches.set(sampleRateHz, bench)
  return bench
}

let pulses: Float64Array | null = null
/** Blackman-windowed sincs cut off at 0.92 of half the sample rate. */
function pulseTable(): Float64Array {
  if (pulses !== null) return pulses
  pulses = new Float64Array(pulsePlaces * pulseTaps)
  for (let place = 0; place < pulsePlaces; place++) {
    for (let tap = 0; tap < pulseTaps; tap++) {
      const x = tap - (pulseTaps / 2 - 1) - place / pulsePlaces
      const p = x / pulseTaps
      const window = 0.42 + 0.5 * sinTurns(p + 0.25) + 0.08 * sinTurns(2 * p + 0.25)
      const y = 0.92 * x
      pulses[place * pulseTaps + tap] = (Math.abs(y) < 1e-9 ? 0.92 : (0.92 * sinTurns(y / 2)) / (Math.PI * y)) * window
    }
  }
  return pulses
}

interface Place {
  readonly sampleRateHz: number
  readonly length: number
  /** Where the first frame lies: 0 ≤ lead < 1 samples after the first sample. */
  readonly leadSamples: number
}

/** The source: energy of each pulse grows with its period, so that the power is that of the envelope. */
function pulseTrain(course: Trajectory, margin: number, { sampleRateHz, length, leadSamples }: Place): Float64Array {
  const table = pulseTable()
  const out = new Float64Array(length + 2 * margin)
  const perFrame = (sampleRateHz * frameHopMs) / 1000
  const { f0Hz, count } = course
  let turn = 0
  for (let n = -margin + pulseTaps; n < length + margin - pulseTaps; n++) {
    const x = Math.min(count - 1.000001, Math.max(0, (n - leadSamples) / perFrame))
    const i = x | 0
    const hz = f0Hz[i]! + (f0Hz[i + 1]! - f0Hz[i]!) * (x - i)
    const step = hz / sampleRateHz
    turn += step
    if (turn < 1) continue
    turn -= 1
    const at = n - turn / step
    const whole = Math.floor(at)
    const row = Math.floor((at - whole) * pulsePlaces) * pulseTaps
    const level = Math.sqrt(1 / step)
    const from = margin + whole - (pulseTaps / 2 - 1)
    for (let tap = 0; tap < pulseTaps; tap++) out[from + tap]! += table[row + tap]! * level
  }
  return out
}

/**
 * @param seed of the noise.
 * @returns    `length` samples, unlimited.
 */
export function synthesise(course: Trajectory, place: Place, seed: number): Float64Array {
  const { sampleRateHz, length, leadSamples } = place
  const { size, hop, reader, phase, noiseRe, noiseIm, window } = benchOf(sampleRateHz)
  const { first, weights, bins } = reader
  const fourier = fourierOf(size)
  const margin = 2 * size
  // A whole number of fours lies above it, so that the last bin is worked out too.
  const fineBins = bins - 1 - 4 * Math.floor((bins - 1 - (fineHz * size) / sampleRateHz) / 4)
  const source = pulseTrain(course, margin, place)
  const out = new Float64Array(length + 2 * margin)
  const random = createRandom(seed)
  const re = new Float64Array(bins)
  const im = new Float64Array(bins)
  const wave = new Float64Array(size)
  const voice = new Float64Array(pointCount)
  const noise = new Float64Array(pointCount)
  const turns = new Float64Array(pointCount)
  // Density per hertz to density per sample.
  const rate = 0.5 * log2(sampleRateHz / referenceRateHz)
  const perFrame = (sampleRateHz * frameHopMs) / 1000
  const { count, voiced, voicedPeak } = course
  const hiss = course.noise
  for (let at = -hop; at < length; at += hop) {
    const stored = Math.floor(random() * storedNoises) * bins
    const sign = random() < 0.5 ? -1 : 1
    // The stretch is centred one hop after its start.
    const x = Math.min(count - 1.000001, Math.max(0, (at + hop - leadSamples) / perFrame))
    const i = Math.floor(x)
    const u = x - i
    const here = i * pointCount
    const next = here + pointCount
    let top = -100
    for (let k = 0; k < pointCount; k++) {
      const v = hiss[here + k]! + (hiss[next + k]! - hiss[here + k]!) * u
      noise[k] = v + rate
      if (v > top) top = v
    }
    let voiceTop = -100
    if (voicedPeak[i]! > nothing || voicedPeak[i + 1]! > nothing) {
      for (let k = 0; k < pointCount; k++) {
        const v = voiced[here + k]! + (voiced[next + k]! - voiced[here + k]!) * u
        voice[k] = v + rate
        if (v > voiceTop) voiceTop = v
      }
    }
    const isVoiced = voiceTop > nothing
    if (!isVoiced && top < nothing) continue
    const from = margin + at
    if (isVoiced) {
      for (let k = 0; k < pointCount; k++) if (voice[k]! < voiceTop - farBelow) voice[k] = voiceTop - farBelow
      for (let j = 0; j < pointCount; j++) {
        let sum = 0
        const row = j * pointCount
        for (let k = 0; k < pointCount; k++) sum += phase[row + k]! * voice[k]!
        turns[j] = sum
      }
      for (let n = 0; n < 2 * hop; n++) wave[n] = source[from + n]! * window[n]!
      wave.fill(0, 2 * hop)
      fourier.forward(wave, re, im)
      // Responses are smooth: above the first formants every fourth bin is worked out, and a straight line leads from one to the next.
      let b = 0
      let fromC = 0
      let fromS = 0
      let fromN = 0
      for (let next = 0; next < bins; next += next < fineBins ? 1 : 4) {
        const k = first[next]!
        const w = next * 4
        const w0 = weights[w]!
        const w1 = weights[w + 1]!
        const w2 = weights[w + 2]!
        const w3 = weights[w + 3]!
        const amplitude = quickExp2(voice[k]! * w0 + voice[k + 1]! * w1 + voice[k + 2]! * w2 + voice[k + 3]! * w3)
        const angle = turns[k]! * w0 + turns[k + 1]! * w1 + turns[k + 2]! * w2 + turns[k + 3]! * w3
        // 4096 entries a turn: 0.09 degrees, far under what a filter needs.
        const n = ((angle - Math.floor(angle)) * 4096) | 0
        const c = amplitude * sineTable[n + 1024]!
        const s = amplitude * sineTable[n]!
        const hissing = sign * quickExp2(noise[k]! * w0 + noise[k + 1]! * w1 + noise[k + 2]! * w2 + noise[k + 3]! * w3)
        const step = 1 / Math.max(1, next - b + 1)
        for (let share = step; b <= next; b++, share += step) {
          const hc = fromC + (c - fromC) * share
          const hs = fromS + (s - fromS) * share
          const hn = fromN + (hissing - fromN) * share
          const r = re[b]!
          const m = im[b]!
          re[b] = r * hc - m * hs + noiseRe[stored + b]! * hn
          im[b] = r * hs + m * hc + noiseIm[stored + b]! * hn
        }
        fromC = c
        fromS = s
        fromN = hissing
      }
    } else {
      for (let b = 0; b < bins; b++) {
        const k = first[b]!
        const w = b * 4
        const amplitude =
          sign *
          quickExp2(
            noise[k]! * weights[w]! + noise[k + 1]! * weights[w + 1]! + noise[k + 2]! * weights[w + 2]! + noise[k + 3]! * weights[w + 3]!,
          )
        re[b] = noiseRe[stored + b]! * amplitude
        im[b] = noiseIm[stored + b]! * amplitude
      }
    }
    fourier.inverse(re, im, wave)
    // Noise filters have no phase: half of what they ring lies before the stretch, at the end of the transform.
    const late = size - hop
    for (let n = 0; n < late; n++) out[from + n]! += wave[n]!
    for (let n = late; n < size; n++) out[from + n - size]! += wave[n]!
  }
  return out.subarray(margin, margin + length)
}
