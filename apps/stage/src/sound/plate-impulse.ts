/** The plate reverb's impulse response, made of seeded noise, so that every page of a concert sounds in the same room. Pure. */

const LENGTH_S = 1.4
const PRE_DELAY_S = 0.012
/** Time to −60 dB of the lows; highs die in half of it, as on a damped steel plate. */
const DECAY_LOW_S = 1.3
const DECAY_HIGH_S = 0.6

/**
 * Two decorrelated channels, length `ceil(1.4 s)`, energy 1 each (so a send level in dB means what it says).
 * Highs and lows decay apart: noise is split by a one-pole low-pass at about 2 kHz.
 */
export function plateImpulse(sampleRateHz: number): { readonly left: Float32Array; readonly right: Float32Array } {
  return { left: channel(sampleRateHz, 0x51ed27), right: channel(sampleRateHz, 0x2f6a1b) }
}

function channel(sampleRateHz: number, seed: number): Float32Array {
  const out = new Float32Array(Math.ceil(LENGTH_S * sampleRateHz))
  const pole = Math.exp((-2 * Math.PI * 2000) / sampleRateHz)
  const ln1000 = Math.log(1000)
  let state = seed
  let low = 0
  let energy = 0
  for (let index = Math.round(PRE_DELAY_S * sampleRateHz); index < out.length; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    const noise = state / 2147483648
    low += (1 - pole) * (noise - low)
    const seconds = index / sampleRateHz - PRE_DELAY_S
    // The first 4 ms swell: a plate has no hard first reflection.
    const swell = Math.min(1, seconds / 0.004)
    const sample =
      swell * (2.2 * low * Math.exp((-ln1000 * seconds) / DECAY_LOW_S) + (noise - low) * Math.exp((-ln1000 * seconds) / DECAY_HIGH_S))
    out[index] = sample
    energy += sample * sample
  }
  const scale = 1 / Math.sqrt(energy)
  for (let index = 0; index < out.length; index++) out[index]! *= scale
  return out
}
