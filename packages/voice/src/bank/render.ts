/** A voicebank sings one planned phrase: the same contract as the built-in voice. */
import { type Ms, ms } from '@ghostlight/timeline'
import { filterInPlace, highPass, limit } from '../dsp/filter.ts'
import { clamp } from '../dsp/math.ts'
import { hash32 } from '../dsp/random.ts'
import type { PhrasePlan } from '../plan.ts'
import { synthesise } from './synthesise.ts'
import { trajectoryOf } from './trajectory.ts'
import type { BankVoice } from './voice-file.ts'

/** Rumble of rooms and microphones lies under this; the lowest sung note is C2, 65 Hz. */
const rumbleHz = 60

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
  filterInPlace(sound, highPass(rumbleHz, sampleRateHz))
  const samples = new Float32Array(sound.length)
  for (let i = 0; i < sound.length; i++) samples[i] = limit(sound[i]!) // fifty times faster than Float32Array.from
  return { startMs: ms((firstSample * 1000) / sampleRateHz), samples }
}
