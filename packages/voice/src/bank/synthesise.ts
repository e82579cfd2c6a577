/**
 * From a course of spectra to sound: a pulse for each period through the minimum-phase response of its instant, and shaped noise.
 * Source: Morise, Yokomori & Ozawa 2016, "WORLD: a vocoder-based high-quality speech synthesis system for real-time applications" (pulses and
 * noise by band aperiodicity); own arrangement for speed: one inverse transform a pulse, noise once a frame from a store of transformed noise.
 */
import { log2 } from '../dsp/math.ts'
import { createRandom } from '../dsp/random.ts'
import { fourierOf } from './fourier.ts'
import { frameHopMs, pointCount, referenceRateHz } from './frames.ts'
import { createPhaseMatrix, createPointReader, type PointReader } from './minimum-phase.ts'
import { quickExp2, quickLog2, sineTable } from './quick-math.ts'
import type { Trajectory } from './trajectory.ts'

/** Samples of a response that come before its pulse when that lies between two samples. */
const earlySamples = 32
/** What lies so far under the highest point of a frame, log2 of amplitude, is not worth computing: 84 dB. */
const farBelow = 14
/** Below this a frame has no voice, log2 of amplitude: −114 dB. */
const nothing = -19
const storedNoises = 128

interface Bench {
  readonly size: number
  readonly reader: PointReader
  readonly phase: Float64Array
  readonly noiseSize: number
  readonly noiseReader: PointReader
  /** storedNoises spectra of windowed noise, bins side by side. */
  readonly noiseRe: Float64Array
  readonly noiseIm: Float64Array
  readonly hop: number
}

const benches = new Map<number, Bench>()

/** Tables for one sample rate, made when it is first asked for. */
function benchOf(sampleRateHz: number): Bench {
  const present = benches.get(sampleRateHz)
  if (present !== undefined) return present
  const hop = Math.floor((sampleRateHz * frameHopMs) / 1000 + 0.5)
  // 2048 at 48 kHz: a response dies away over 43 ms, 60 dB for a formant 50 Hz wide.
  let size = 512
  while (size < sampleRateHz * 0.03) size *= 2
  let noiseSize = 256
  while (noiseSize < hop * 4) noiseSize *= 2
  const reader = createPointReader(size, sampleRateHz)
  const bins = noiseSize / 2 + 1
  const noiseRe = new Float64Array(storedNoises * bins)
  const noiseIm = new Float64Array(storedNoises * bins)
  const random = createRandom(0x6e6f6973)
  const wave = new Float64Array(noiseSize)
  const fourier = fourierOf(noiseSize)
  const lead = (noiseSize - 2 * hop) >> 1
  for (let s = 0; s < storedNoises; s++) {
    wave.fill(0)
    for (let i = 0; i < 2 * hop; i++) {
      // Four uniform numbers make a bell; variance 4/12, brought to 1. Squares of the half sines of neighbouring frames add to 1.
      const bell = (random() + random() + random() + random() - 2) * 1.7320508075688772
      wave[lead + i] = bell * sineTable[Math.floor(((i + 0.5) / (2 * hop)) * 2048)]!
    }
    fourier.forward(wave, noiseRe.subarray(s * bins, (s + 1) * bins), noiseIm.subarray(s * bins, (s + 1) * bins))
  }
  const bench: Bench = {
    size,
    reader,
    phase: createPhaseMatrix(reader, size, sampleRateHz),
    noiseSize,
    noiseReader: createPointReader(noiseSize, sampleRateHz),
    noiseRe,
    noiseIm,
    hop,
  }
  benches.set(sampleRateHz, bench)
  return bench
}

/** Value at a bin from points. */
const read = (reader: PointReader, b: number, points: Float64Array, from: number): number => {
  const i = from + reader.first[b]!
  const w = b * 4
  return (
    points[i]! * reader.weights[w]! +
    points[i + 1]! * reader.weights[w + 1]! +
    points[i + 2]! * reader.weights[w + 2]! +
    points[i + 3]! * reader.weights[w + 3]!
  )
}

/**
 * @param leadSamples where the first frame lies: 0 ≤ lead < 1 samples after the first sample.
 * @param seed        of the noise.
 * @returns           `length` samples, unlimited.
 */
export function synthesise(
  course: Trajectory,
  { sampleRateHz, length, leadSamples, seed }: { readonly sampleRateHz: number; readonly length: number; readonly leadSamples: number; readonly seed: number },
): Float64Array {
  const bench = benchOf(sampleRateHz)
  const margin = bench.size + bench.noiseSize
  const out = new Float64Array(length + 2 * margin)
  addNoise(out, margin, length, course, bench, { sampleRateHz, leadSamples, seed })
  addPulses(out, margin, length, course, bench, { sampleRateHz, leadSamples })
  return out.subarray(margin, margin + length)
}

function addNoise(
  out: Float64Array,
  margin: number,
  length: number,
  course: Trajectory,
  bench: Bench,
  { sampleRateHz, leadSamples, seed }: { sampleRateHz: number; leadSamples: number; seed: number },
): void {
  const { noiseSize, noiseReader, noiseRe, noiseIm, hop } = bench
  const bins = noiseSize / 2 + 1
  const random = createRandom(seed)
  const fourier = fourierOf(noiseSize)
  const re = new Float64Array(bins)
  const im = new Float64Array(bins)
  const wave = new Float64Array(noiseSize)
  const points = new Float64Array(pointCount)
  // Density per hertz to density per sample.
  const rate = 0.5 * log2Ratio(sampleRateHz)
  const perFrame = (sampleRateHz * frameHopMs) / 1000
  for (let at = -hop; at < length + hop; at += hop) {
    const stored = Math.floor(random() * storedNoises) * bins
    const sign = random() < 0.5 ? -1 : 1
    // The frame's middle in frames of the course.
    const x = Math.min(course.count - 1.000001, Math.max(0, (at - leadSamples) / perFrame))
    const i = Math.floor(x)
    const u = x - i
    let top = -100
    for (let k = 0; k < pointCount; k++) {
      const low = course.noise[i * pointCount + k]!
      const v = low + (course.noise[(i + 1) * pointCount + k]! - low) * u
      points[k] = v
      if (v > top) top = v
    }
    if (top < nothing) continue
    for (let b = 0; b < bins; b++) {
      const size = sign * quickExp2(read(noiseReader, b, points, 0) + rate)
      re[b] = noiseRe[stored + b]! * size
      im[b] = noiseIm[stored + b]! * size
    }
    fourier.inverse(re, im, wave)
    const from = margin + at - (noiseSize >> 1)
    for (let n = 0; n < noiseSize; n++) out[from + n]! += wave[n]!
  }
}

function addPulses(
  out: Float64Array,
  margin: number,
  length: number,
  course: Trajectory,
  bench: Bench,
  { sampleRateHz, leadSamples }: { sampleRateHz: number; leadSamples: number },
): void {
  const { size, reader, phase } = bench
  const bins = size / 2 + 1
  const fourier = fourierOf(size)
  const re = new Float64Array(bins)
  const im = new Float64Array(bins)
  const wave = new Float64Array(size)
  const points = new Float64Array(pointCount)
  const turns = new Float64Array(pointCount)
  const rate = 0.5 * log2Ratio(sampleRateHz)
  const perFrame = (sampleRateHz * frameHopMs) / 1000
  const pulse = (at: number, f0Hz: number): void => {
    const x = Math.min(course.count - 1.000001, Math.max(0, (at - leadSamples) / perFrame))
    const i = Math.floor(x)
    const u = x - i
    if (course.voicedPeak[i]! < nothing && course.voicedPeak[i + 1]! < nothing) return
    let top = -100
    for (let k = 0; k < pointCount; k++) {
      const low = course.voiced[i * pointCount + k]!
      const v = low + (course.voiced[(i + 1) * pointCount + k]! - low) * u
      points[k] = v
      if (v > top) top = v
    }
    if (top < nothing) return
    // What is far down would only make the phase turn.
    for (let k = 0; k < pointCount; k++) if (points[k]! < top - farBelow) points[k] = top - farBelow
    for (let j = 0; j < pointCount; j++) {
      let sum = 0
      const row = j * pointCount
      for (let k = 0; k < pointCount; k++) sum += phase[row + k]! * points[k]!
      turns[j] = sum
    }
    const whole = Math.floor(at)
    const late = (at - whole) / size
    // A pulse a period has the power of the envelope when its energy grows with the period.
    const level = rate + 0.5 * quickLog2(sampleRateHz / f0Hz)
    for (let b = 0; b < bins; b++) {
      const amplitude = quickExp2(read(reader, b, points, 0) + level)
      const angle = read(reader, b, turns, 0) - late * b
      const p = (angle - Math.floor(angle)) * 4096
      const n = p | 0
      const f = p - n
      const s = sineTable[n]!
      const c = sineTable[n + 1024]!
      re[b] = amplitude * (c + (sineTable[n + 1025]! - c) * f)
      im[b] = amplitude * (s + (sineTable[n + 1]! - s) * f)
    }
    fourier.inverse(re, im, wave)
    const from = margin + whole
    const stays = size - earlySamples
    for (let n = 0; n < stays; n++) out[from + n]! += wave[n]!
    for (let n = stays; n < size; n++) out[from + n - size]! += wave[n]!
  }
  let turn = 0
  for (let n = 0; n < length; n++) {
    const x = Math.min(course.count - 1.000001, Math.max(0, (n - leadSamples) / perFrame))
    const i = Math.floor(x)
    const f0Hz = course.f0Hz[i]! + (course.f0Hz[i + 1]! - course.f0Hz[i]!) * (x - i)
    const step = f0Hz / sampleRateHz
    turn += step
    if (turn < 1) continue
    turn -= 1
    pulse(n - turn / step, f0Hz)
  }
}

const log2Ratio = (sampleRateHz: number): number => log2(sampleRateHz / referenceRateHz)
