/**
 * Analysed sound: every 5 ms a spectral envelope, how noisy each band is, and the pitch. Kept small: 64 envelope points even on the mel
 * scale at 3/8 dB, as the ear resolves them (Stevens, Volkmann & Newman 1937; the usual formula of O'Shaughnessy 1987), 6 noise bands at 1/4 dB: about 15 kB a second.
 */
import { exp2, log2 } from '../dsp/math.ts'

export const frameHopMs = 5
/** Points of the envelope. 48 blurred the first formant of high voices; 96 sounded and measured like 64. */
export const pointCount = 64
export const noiseBands = 6
export const noiseBandStepHz = 3000
/** Top of the grid: half of 44.1 kHz, at which nearly all banks are recorded. */
export const topHz = 22050
/** Envelopes are power per hertz, as if the recording had this rate. */
export const referenceRateHz = 44100

const shapeStepDb = 0.375
const noiseStepDb = 0.25

const melOf = (hz: number): number => log2(1 + hz / 700)
const topMel = melOf(topHz)
/** Place of a frequency on the grid, 0 … pointCount − 1. */
export const pointOf = (hz: number): number => (melOf(hz) / topMel) * (pointCount - 1)
/** Frequency of a place on the grid. */
export const pointHz = (point: number): number => 700 * (exp2((point / (pointCount - 1)) * topMel) - 1)

export interface Frames {
  readonly count: number
  /** Highest point of each envelope, dB of power density. */
  readonly peakDb: Float32Array
  /** count · pointCount: how far each point lies under the peak, in steps. */
  readonly shape: Uint8Array
  /** count · noiseBands: how far the noise lies under the whole in each band, in steps; 0 is noise only. */
  readonly noise: Uint8Array
  /** Hz, 0 where unvoiced. */
  readonly f0Hz: Float32Array
}

export function createFrames(count: number): Frames {
  return {
    count,
    peakDb: new Float32Array(count),
    shape: new Uint8Array(count * pointCount),
    noise: new Uint8Array(count * noiseBands),
    f0Hz: new Float32Array(count),
  }
}

const held = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : Math.floor(value + 0.5))

/** Puts one analysed frame in. @param points pointCount values, dB. @param noiseDb noiseBands values, dB ≤ 0. */
export function writeFrame(frames: Frames, n: number, points: Float64Array, noiseDb: Float64Array, f0Hz: number): void {
  let peak = points[0]!
  for (let k = 1; k < pointCount; k++) if (points[k]! > peak) peak = points[k]!
  // The peak itself is kept to 1/100 dB, as it is packed.
  peak = Math.floor(peak * 100 + 0.5) / 100
  frames.peakDb[n] = peak
  for (let k = 0; k < pointCount; k++) frames.shape[n * pointCount + k] = held((peak - points[k]!) / shapeStepDb)
  for (let b = 0; b < noiseBands; b++) frames.noise[n * noiseBands + b] = held(-noiseDb[b]! / noiseStepDb)
  frames.f0Hz[n] = f0Hz
}

/** Adds `weight` times a frame's envelope (dB) to `out`. */
export function addEnvelope(frames: Frames, n: number, weight: number, out: Float64Array): void {
  const peak = frames.peakDb[n]!
  const at = n * pointCount
  const step = shapeStepDb * weight
  for (let k = 0; k < pointCount; k++) out[k]! += peak * weight - frames.shape[at + k]! * step
}

/** Adds `weight` times a frame's noise shares (dB) to `out`. */
export function addNoise(frames: Frames, n: number, weight: number, out: Float64Array): void {
  for (let b = 0; b < noiseBands; b++) out[b]! -= frames.noise[n * noiseBands + b]! * noiseStepDb * weight
}

export function sliceFrames(frames: Frames, from: number, to: number): Frames {
  return {
    count: to - from,
    peakDb: frames.peakDb.slice(from, to),
    shape: frames.shape.slice(from * pointCount, to * pointCount),
    noise: frames.noise.slice(from * noiseBands, to * noiseBands),
    f0Hz: frames.f0Hz.slice(from, to),
  }
}

/** Bytes of one packed frame: peak and pitch as 16 bits each, then shape and noise. */
export const packedFrameBytes = 4 + pointCount + noiseBands

export function packFrames(frames: Frames, out: Uint8Array, at: number): void {
  const view = new DataView(out.buffer, out.byteOffset)
  for (let n = 0; n < frames.count; n++) {
    const from = at + n * packedFrameBytes
    view.setInt16(from, Math.floor(frames.peakDb[n]! * 100 + 0.5), true)
    view.setUint16(from + 2, Math.floor(frames.f0Hz[n]! * 16 + 0.5), true)
    out.set(frames.shape.subarray(n * pointCount, (n + 1) * pointCount), from + 4)
    out.set(frames.noise.subarray(n * noiseBands, (n + 1) * noiseBands), from + 4 + pointCount)
  }
}

export function unpackFrames(bytes: Uint8Array, at: number, count: number): Frames {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const frames = createFrames(count)
  for (let n = 0; n < count; n++) {
    const from = at + n * packedFrameBytes
    frames.peakDb[n] = view.getInt16(from, true) / 100
    frames.f0Hz[n] = view.getUint16(from + 2, true) / 16
    frames.shape.set(bytes.subarray(from + 4, from + 4 + pointCount), n * pointCount)
    frames.noise.set(bytes.subarray(from + 4 + pointCount, from + packedFrameBytes), n * noiseBands)
  }
  return frames
}
