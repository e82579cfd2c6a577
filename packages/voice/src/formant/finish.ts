/**
 * What a mixing engineer would do to a dry voice before the fader, phrase by phrase: rumble out, presence, gentle compression, less of the
 * sharpest s, and a ceiling. No reverb; the stage has the room.
 */
import { type Biquad, filterInPlace, highPass, limit } from '../dsp/filter.ts'
import { cosTurns, dbToGain, exp, exp2, log2, sinTurns } from '../dsp/math.ts'
import type { VoiceDesign } from './voice-design.ts'

/** Gain from "weighted rms 1" to about −20 LUFS with ordinary dynamics. */
const fullScale = 0.09
const thresholdUnit = 0.082
const ratio = 3
/** How far the compressor's threshold follows the dynamics the singer means, up to so many dB: accidents are evened out, expression is kept. */
const followUnit = 0.75
const followUpToDb = 5

/** Bell filter; gainDb 0 is transparent. */
function bell(hz: number, q: number, gainDb: number, sampleRateHz: number): Biquad {
  const a = dbToGain(gainDb / 2)
  const alpha = sinTurns(hz / sampleRateHz) / (2 * q)
  const c = cosTurns(hz / sampleRateHz)
  const a0 = 1 + alpha / a
  return [(1 + alpha * a) / a0, (-2 * c) / a0, (1 - alpha * a) / a0, (-2 * c) / a0, (1 - alpha / a) / a0]
}

/** High shelf with a gentle slope (S = 0.7). */
function shelf(hz: number, gainDb: number, sampleRateHz: number): Biquad {
  const a = dbToGain(gainDb / 2)
  const c = cosTurns(hz / sampleRateHz)
  const alpha = (sinTurns(hz / sampleRateHz) / 2) * Math.sqrt((a + 1 / a) * (1 / 0.7 - 1) + 2)
  const r = 2 * Math.sqrt(a) * alpha
  const a0 = a + 1 - (a - 1) * c + r
  return [
    (a * (a + 1 + (a - 1) * c + r)) / a0,
    (-2 * a * (a - 1 + (a + 1) * c)) / a0,
    (a * (a + 1 + (a - 1) * c - r)) / a0,
    (2 * (a - 1 - (a + 1) * c)) / a0,
    (a + 1 - (a - 1) * c - r) / a0,
  ]
}

/**
 * @param sound  the raw phrase; overwritten.
 * @param length samples to keep.
 * @param meant  dynamics of the plan in dB, one value per `hop` samples.
 * @returns a new array, every |sample| < 0.97.
 */
export function finish(
  sound: Float64Array,
  length: number,
  design: VoiceDesign,
  sampleRateHz: number,
  meant: { readonly db: Float64Array; readonly hop: number },
): Float32Array {
  filterInPlace(sound, highPass(100, sampleRateHz))
  if (design.ringDb !== 0) filterInPlace(sound, bell(3300 * design.tractUnit, 0.9, design.ringDb, sampleRateHz))
  if (design.airDb !== 0) filterInPlace(sound, shelf(4200, design.airDb, sampleRateHz))
  const out = new Float32Array(length)
  const trim = fullScale * dbToGain(design.gainDb)
  // Two followers in blocks of 1 ms: power of the whole, power above 5 kHz.
  const hop = Math.floor(sampleRateHz / 1000)
  const attack = 1 - exp(-1 / 6)
  const release = 1 - exp(-1 / 90)
  const high = 1 - exp((-2 * Math.PI * 5000) / sampleRateHz)
  let low = 0
  let power = 0
  let sharp = 0
  let gain = 1
  let deEss = 1
  for (let from = 0; from < length; from += hop) {
    const count = Math.min(hop, length - from)
    let sum = 0
    let sharpSum = 0
    const lowBefore = low
    for (let i = 0; i < count; i++) {
      const v = sound[from + i]! * trim
      low += high * (v - low)
      sum += v * v
      sharpSum += (v - low) * (v - low)
    }
    sum /= count
    sharpSum /= count
    power += (sum > power ? attack : release) * (sum - power)
    sharp += 0.35 * (sharpSum - sharp)
    const level = Math.sqrt(power)
    const threshold = thresholdUnit * dbToGain(followUnit * Math.min(meant.db[Math.floor(from / meant.hop)]!, followUpToDb))
    const wanted = level > threshold ? exp2(-(1 - 1 / ratio) * log2(level / threshold)) : 1
    // The sharp band may be 40 % of the threshold; above that its surplus is halved in dB.
    const edge = Math.sqrt(sharp) / (threshold * 0.4)
    const wantedSharp = edge > 1 ? 1 / Math.sqrt(edge) : 1
    low = lowBefore
    const gainStep = (wanted - gain) / count
    const deEssStep = (wantedSharp - deEss) / count
    for (let i = 0; i < count; i++) {
      const v = sound[from + i]! * trim
      low += high * (v - low)
      gain += gainStep
      deEss += deEssStep
      out[from + i] = limit((low + (v - low) * deEss) * gain)
    }
  }
  return out
}
