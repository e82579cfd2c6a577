/** Hiss and bursts: white noise through two broad bands beside the cascade (Klatt's parallel branch), amplitude modulated by the glottis when voiced. */
import { highPass } from '../dsp/filter.ts'
import { dbToGain } from '../dsp/math.ts'
import type { Friction } from '../phoneme.ts'
import { tableLength } from './glottis.ts'
import { resonatorB, resonatorC } from './resonator.ts'

/** rms of noise uniform in −1 … 1. */
const noiseRms = 0.5773502691896258
const noiseScale = 1 / 2147483648

export interface FrictionState {
  /** The last two values of the noise and of the cut noise; two outputs of each band. */
  readonly memory: Float64Array
  random: number
}

export const createFrictionState = (seed: number): FrictionState => ({ memory: new Float64Array(8), random: seed | 0 || 7 })

/** Forgets the last sounds of the bands; the noise goes on. */
export const rest = (state: FrictionState): void => {
  state.memory.fill(0)
}

/**
 * Adds `count` samples of friction to sound[at …].
 *
 * @param run.gainFrom, gainTo  amplitude at the two ends; the friction's own dB come on top.
 * @param run.voicedUnit        1: the noise follows the opening of the glottis.
 * @param run.phase, increment  of the glottis at the first sample, in periods.
 */
export function addFriction(
  sound: Float64Array,
  at: number,
  count: number,
  friction: Friction,
  state: FrictionState,
  run: {
    gainFrom: number
    gainTo: number
    voicedUnit: number
    phase: number
    increment: number
    opening: Float32Array
    tractUnit: number
    sampleRateHz: number
  },
): void {
  const { sampleRateHz, opening, voicedUnit } = run
  const [p, q] = friction.peaks
  // The cavity before a constriction varies less between people than the whole tract.
  const scale = 0.5 + 0.5 * run.tractUnit
  const pHz = Math.min(p.hz * scale, 0.44 * sampleRateHz)
  const qHz = Math.min(q.hz * scale, 0.44 * sampleRateHz)
  const pb = resonatorB(pHz, p.bandwidthHz, sampleRateHz)
  const pc = resonatorC(p.bandwidthHz, sampleRateHz)
  const qb = resonatorB(qHz, q.bandwidthHz, sampleRateHz)
  const qc = resonatorC(q.bandwidthHz, sampleRateHz)
  // (1 − z⁻²) over the resonator has its peak 2/(1 + c) at the centre; white noise through the band keeps the share π·B/fs of its power.
  const pg = (dbToGain(p.db) * (1 + pc)) / 2 / (noiseRms * Math.sqrt((Math.PI * p.bandwidthHz) / sampleRateHz))
  const qg = (dbToGain(q.db) * (1 + qc)) / 2 / (noiseRms * Math.sqrt((Math.PI * q.bandwidthHz) / sampleRateHz))
  const flat = dbToGain(friction.flatDb) / noiseRms
  const [c0, c1, c2, d1, d2] = highPass(Math.min(friction.cutHz * scale, 0.4 * sampleRateHz), sampleRateHz)
  const gainStep = (run.gainTo - run.gainFrom) / count
  const m = state.memory
  let gain = run.gainFrom
  let w1 = m[0]!
  let w2 = m[1]!
  let p1 = m[2]!
  let p2 = m[3]!
  let q1 = m[4]!
  let q2 = m[5]!
  let x1 = m[6]!
  let x2 = m[7]!
  let s = state.random
  let phase = run.phase - Math.floor(run.phase)
  for (let i = 0; i < count; i++) {
    s ^= s << 13
    s ^= s >>> 17
    s ^= s << 5
    gain += gainStep
    phase += run.increment
    if (phase >= 1) phase -= 1
    const x = s * noiseScale * gain * (1 - voicedUnit + voicedUnit * (0.35 + 1.1 * opening[(phase * tableLength) | 0]!))
    const w = c0 * x + c1 * x1 + c2 * x2 - d1 * w1 - d2 * w2
    x2 = x1
    x1 = x
    const band = w - w2
    w2 = w1
    w1 = w
    const py = band + pb * p1 + pc * p2
    p2 = p1
    p1 = py
    const qy = band + qb * q1 + qc * q2
    q2 = q1
    q1 = qy
    sound[at + i]! += pg * py + qg * qy + flat * w
  }
  m[0] = w1
  m[1] = w2
  m[2] = p1
  m[3] = p2
  m[4] = q1
  m[5] = q2
  m[6] = x1
  m[7] = x2
  state.random = s
}
