/** The vocal tract as a cascade: coefficients at one control instant, and how loud the voice will be behind it. */
import { cosTurns, exp2, log2 } from '../dsp/math.ts'
import type { Controls } from './controls.ts'
import { glottalStrengths, listedHarmonics, rdPlace } from './glottis.ts'
import { denominatorPower, resonatorB, resonatorC } from './resonator.ts'
import type { VoiceDesign } from './voice-design.ts'

/** F1–F6 move, the others stand. */
export const movingCount = 6
/** F4, F5 and F6 of the reference tract: a tube of about 14.6 cm has a resonance every 1180 Hz; F4 and F5 lie closer, as in singers. */
const upperHz = [4050, 4950, 6200]
const upperBandwidthHz = [200, 250, 330]
/** F7 and on: one every so often, up to the end of the band. */
const spacingHz = 1180
const nasalPoleHz = 1000
const nasalPoleBandwidthHz = 260
/** How much of the level differences between vowels and pitches is taken out; 1 is all. The rest keeps vibrato alive in the level. */
const evenness = 0.88
/** Level at which taking out changes nothing; that of an open vowel at 300 Hz. */
const middleLevel = 0.3

export interface Tract {
  /** b, c of every section. */
  readonly sections: Float64Array
  /** Nasal zero b, c, pole b, c. */
  readonly nose: Float64Array
}

export const createTract = (): Tract => ({ sections: new Float64Array(movingCount * 2), nose: new Float64Array(4) })

/**
 * Coefficients b, c of the sections that stand. A cascade of digital resonators has the flat average of a real tube only when its
 * resonances fill the band up to half the sample rate: seven (to 8 kHz) come out 20 dB too dark at 4 kHz, fourteen (to 15.5 kHz) still
 * 25 dB too dark at 8 kHz, measured beside a recorded singer; at 48 kHz the reference tract has twenty.
 *
 * @returns an even number of sections.
 */
export function standingSections(design: VoiceDesign, sampleRateHz: number): Float64Array {
  const out: number[] = []
  for (const hz of standingHz(design, sampleRateHz)) {
    const bandwidthHz = standingBandwidthHz(hz, design)
    out.push(resonatorB(hz * design.tractUnit * design.upperUnit, bandwidthHz, sampleRateHz), resonatorC(bandwidthHz, sampleRateHz))
  }
  return new Float64Array(out)
}

/** Places of the reference tract for the sections that stand; an even number of them. */
function standingHz(design: VoiceDesign, sampleRateHz: number): number[] {
  const out: number[] = []
  for (let hz = upperHz[2]! + spacingHz; hz * design.tractUnit * design.upperUnit < 0.49 * sampleRateHz; hz += spacingHz) out.push(hz)
  if (out.length % 2 !== 0) out.length -= 1
  return out
}
const standingBandwidthHz = (hz: number, design: VoiceDesign): number => (0.05 * hz + 60) * design.bandwidthUnit

/**
 * Writes the sections that otherwise stand for a tract whose length is being drawn. What would pass the end of the band waits there.
 *
 * @param out as long as standingSections of the same design and rate.
 */
export function writeStanding(tractUnit: number, design: VoiceDesign, sampleRateHz: number, out: Float64Array): void {
  const scale = design.tractUnit * design.upperUnit * tractUnit
  standingHz(design, sampleRateHz).forEach((hz, k) => {
    const bandwidthHz = standingBandwidthHz(hz, design)
    out[k * 2] = resonatorB(Math.min(hz * scale, 0.49 * sampleRateHz), bandwidthHz, sampleRateHz)
    out[k * 2 + 1] = resonatorC(bandwidthHz, sampleRateHz)
  })
}

/** Writes the moving sections and the nose at control instant i. */
export function writeTract(controls: Controls, i: number, design: VoiceDesign, sampleRateHz: number, out: Tract): void {
  const f0 = controls.f0Hz[i]!
  const damping = controls.dampingUnit[i]! * design.bandwidthUnit
  const scale = design.tractUnit * (controls.tractUnit?.[i] ?? 1)
  // Formant tuning (Sundberg 1975): above F1 a singer opens the jaw, so that F1 follows the pitch.
  const f1 = Math.max(controls.f1Hz[i]! * scale, f0 * 1.06)
  const f2 = Math.max(controls.f2Hz[i]! * scale, f1 + 220)
  const f3 = Math.max(controls.f3Hz[i]! * scale, f2 + 260)
  const s = out.sections
  const top = 0.45 * sampleRateHz
  const set = (section: number, hz: number, bandwidthHz: number): void => {
    s[section * 2] = resonatorB(Math.min(hz, top), bandwidthHz, sampleRateHz)
    s[section * 2 + 1] = resonatorC(bandwidthHz, sampleRateHz)
  }
  // High voices have few partials, and a narrow F1 would make one of them shout: it widens as a partial comes near.
  const nearest = Math.max(1, Math.floor(f1 / f0 + 0.5)) * f0
  const closeness = 1 - Math.min(1, Math.abs(nearest - f1) / (0.35 * f0))
  // An open velum damps what is above the murmur more than the murmur.
  set(0, f1, (84 + 0.085 * f1 + 0.14 * f0 * closeness) * (1 + (damping - 1) * 0.4))
  set(1, f2, (54 + 0.024 * f2) * damping)
  set(2, f3, (64 + 0.03 * f3) * damping)
  for (let k = 3; k < movingCount; k++)
    set(k, Math.max(upperHz[k - 3]! * scale * design.upperUnit, f3 + 350 * (k - 2)), upperBandwidthHz[k - 3]! * damping)
  const n = out.nose
  n[0] = resonatorB(controls.zeroHz[i]! * scale, nasalPoleBandwidthHz, sampleRateHz)
  n[1] = resonatorC(nasalPoleBandwidthHz, sampleRateHz)
  n[2] = resonatorB(nasalPoleHz * scale, nasalPoleBandwidthHz, sampleRateHz)
  n[3] = n[1]!
}

/**
 * Level the voice would have behind this tract at gain 1: every partial's strength times the tract's gain at it, weighted roughly like
 * the ear (K weighting, ITU-R BS.1770: +4 dB above 2 kHz). Partials up to 5.5 kHz carry the level.
 */
function predictedLevel(tract: Tract, controls: Controls, i: number, sampleRateHz: number): number {
  const f0 = controls.f0Hz[i]!
  const { index, share } = rdPlace(controls.rd[i]!)
  const low = glottalStrengths(index)
  const high = glottalStrengths(index + 1)
  const count = Math.max(1, Math.min(listedHarmonics, Math.floor(5500 / f0)))
  const first = cosTurns(f0 / sampleRateHz)
  const tilt = controls.tiltHz[i]!
  const s = tract.sections
  const n = tract.nose
  let gain = 1
  for (let k = 0; k < movingCount; k++) {
    const a = 1 - s[k * 2]! - s[k * 2 + 1]!
    gain *= a * a
  }
  const za = 1 - n[0]! - n[1]!
  const pa = 1 - n[2]! - n[3]!
  gain *= (pa * pa) / (za * za)
  // cos(kω) by Chebyshev's recurrence.
  let before = 1
  let cosine = first
  let sum = 0
  for (let k = 1; k <= count; k++) {
    const hz = k * f0
    const strength = low[k - 1]! + (high[k - 1]! - low[k - 1]!) * share
    let power = strength * strength * gain
    for (let m = 0; m < movingCount; m++) power /= denominatorPower(s[m * 2]!, s[m * 2 + 1]!, cosine)
    power *= denominatorPower(n[0]!, n[1]!, cosine) / denominatorPower(n[2]!, n[3]!, cosine)
    const x = (hz / 1500) * (hz / 1500)
    const y = (hz / tilt) * (hz / tilt)
    sum += (power * (1 + 2.5 * x)) / ((1 + x) * (1 + y))
    const next = 2 * first * cosine - before
    before = cosine
    cosine = next
  }
  return Math.sqrt(sum / 2)
}

/** Gain of the source that makes vowels and pitches even behind this tract: the voice's weighted rms comes out near 1. */
export function eveningGain(tract: Tract, controls: Controls, i: number, sampleRateHz: number): number {
  const level = predictedLevel(tract, controls, i, sampleRateHz)
  return exp2(-evenness * log2(Math.max(level, 1e-6)) - (1 - evenness) * log2(middleLevel))
}
