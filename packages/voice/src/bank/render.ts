/** A voicebank sings one planned phrase: the same contract as the built-in voice. */
import { type Ms, ms } from '@ghostlight/timeline'
import { clamp, cosTurns, sinTurns } from '../dsp/math.ts'
import { hash32 } from '../dsp/random.ts'
import type { PhrasePlan } from '../plan.ts'
import { synthesise } from './synthesise.ts'
import { trajectoryOf } from './trajectory.ts'
import type { BankVoice } from './voice-file.ts'

const ceiling = 0.97
const knee = 0.6
/** Rumble of rooms and microphones lies under this; the lowest sung note is C2, 65 Hz. */
const rumbleHz = 60

/** Bends what is above the knee towards the ceiling, which it never reaches. */
function limit(x: number): number {
  const size = x < 0 ? -x : x
  if (size <= knee) return x
  const over = (size - knee) / (ceiling - knee)
  const bent = knee + (ceiling - knee) * (over / (1 + over))
  return x < 0 ? -bent : bent
}

/**
 * Sings one phrase.
 *
 * @param sampleRateHz 16000–96000.
 * @param seed         of the noise; with the plan's own seed.
 * @returns samples that begin at phrase.startMs, rounded down to a whole sample of the song; mono, every |sample| < 1, about −20 LUFS.
 */
export function renderBankPhrase(
  phrase: PhrasePlan,
  bank: BankVoice,
  options: { readonly sampleRateHz: number; readonly seed: number },
): { readonly startMs: Ms; readonly samples: Float32Array } {
  const sampleRateHz = clamp(options.sampleRateHz, 16000, 96000)
  const exact = (phrase.startMs * sampleRateHz) / 1000
  const firstSample = Math.floor(exact)
  const length = Math.ceil(((phrase.endMs - phrase.startMs) * sampleRateHz) / 1000) + 1
  const place = { sampleRateHz, length, leadSamples: exact - firstSample }
  const sound = synthesise(trajectoryOf(phrase, bank), place, hash32(phrase.seed, options.seed, 'bank'))
  return { startMs: ms((firstSample * 1000) / sampleRateHz), samples: finished(sound, sampleRateHz) }
}

/** Second-order high-pass (Butterworth, bilinear transform) and the ceiling. */
function finished(sound: Float64Array, sampleRateHz: number): Float32Array {
  const s = sinTurns(rumbleHz / sampleRateHz)
  const c = cosTurns(rumbleHz / sampleRateHz)
  const alpha = s * Math.SQRT1_2
  const a0 = 1 + alpha
  const b = (1 + c) / 2 / a0
  const a1 = (-2 * c) / a0
  const a2 = (1 - alpha) / a0
  const out = new Float32Array(sound.length)
  let x1 = 0
  let x2 = 0
  let y1 = 0
  let y2 = 0
  for (let i = 0; i < sound.length; i++) {
    const x = sound[i]!
    const y = b * (x - 2 * x1 + x2) - a1 * y1 - a2 * y2
    x2 = x1
    x1 = x
    y2 = y1
    y1 = y
    out[i] = limit(y)
  }
  return out
}
