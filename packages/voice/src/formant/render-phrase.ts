/**
 * The built-in voice: sings one planned phrase. Glottal wave tables and aspiration go through a nasal pair and a cascade of
 * resonators that fills the band; hiss and bursts have a parallel branch. Controls move every 2 ms; between them everything is interpolated, so no curve,
 * however edited, clicks.
 */
import { type Ms, ms } from '@ghostlight/timeline'
import { clamp, exp } from '../dsp/math.ts'
import { hash32 } from '../dsp/random.ts'
import type { PhrasePlan } from '../plan.ts'
import { type Controls, controlsOf } from './controls.ts'
import { finish } from './finish.ts'
import { addFriction, createFrictionState, rest } from './friction.ts'
import { glottalOpening, glottalWave, harmonicLevel, rdPlace, rdStep, tableLength } from './glottis.ts'
import { resonatePair, resonatePairSteady, zeroAndPole } from './resonator.ts'
import { createTract, eveningGain, movingCount, standingSections, writeStanding, writeTract } from './tract.ts'
import { tame, type VoiceDesign } from './voice-design.ts'

export interface RenderOptions {
  /** 16000–96000; 48000 is what everything is tuned at. */
  readonly sampleRateHz: number
  readonly seed: number
}
export interface Rendered {
  /** Position of the first sample in the song; a whole number of samples from 0, may be negative. */
  readonly startMs: Ms
  /** Mono, every |sample| < 1. */
  readonly samples: Float32Array
}

const stepMs = 2
const noiseScale = 1 / 2147483648
/** Noise as strong as the voice after a typical tract; the cascade lifts its low end by about 9 dB. */
const breathScale = 0.6

/**
 * Sings one phrase.
 *
 * @param wanted  numbers outside their ranges are brought back into them.
 * @returns samples that begin at phrase.startMs, rounded down to a whole sample of the song.
 */
export function renderPhrase(phrase: PhrasePlan, wanted: VoiceDesign, options: RenderOptions): Rendered {
  const design = tame(wanted)
  const sampleRateHz = clamp(options.sampleRateHz, 16000, 96000)
  const firstSample = Math.floor((phrase.startMs * sampleRateHz) / 1000)
  const hop = Math.floor((sampleRateHz * stepMs) / 1000 + 0.5)
  const length = Math.ceil(((phrase.endMs - phrase.startMs) * sampleRateHz) / 1000) + 1
  const blocks = Math.ceil(length / hop)
  const startMs = (firstSample * 1000) / sampleRateHz
  const controls = controlsOf(phrase, design, { startMs, stepMs: (hop * 1000) / sampleRateHz, count: blocks + 1 })
  const sound = new Float64Array(blocks * hop)
  synthesise(sound, controls, design, { hop, blocks, sampleRateHz, seed: hash32(phrase.seed, options.seed, 'sound') })
  return { startMs: ms(startMs), samples: finish(sound, length, design, sampleRateHz, { db: controls.effortDb, hop }) }
}

function synthesise(
  sound: Float64Array,
  controls: Controls,
  design: VoiceDesign,
  run: { hop: number; blocks: number; sampleRateHz: number; seed: number },
): void {
  const { hop, blocks, sampleRateHz } = run
  const opening = glottalOpening()
  const block = new Float64Array(hop)
  const standing = standingSections(design, sampleRateHz)
  const state = new Float64Array(movingCount * 2)
  // Where the length of the tract is drawn, these move as well.
  const upper = controls.tractUnit ? { from: standing.slice(), to: standing.slice() } : null
  const standingState = new Float64Array(standing.length)
  const noseState = new Float64Array(4)
  const nose = new Float64Array(8)
  const friction = createFrictionState(hash32(run.seed, 'hiss'))
  const jitter = design.jitterUnit
  const shimmer = design.shimmerUnit
  let breathSeed = hash32(run.seed, 'breath') | 0 || 1
  let flutterSeed = hash32(run.seed, 'flutter') | 0 || 1

  let phase = 0
  let period = 1
  let jitterBefore = 0
  let strengthFrom = 1
  let strengthTo = 1
  let tiltState = 0
  let noiseBefore = 0

  let from = createTract()
  let to = createTract()
  writeTract(controls, 0, design, sampleRateHz, from)
  if (upper) writeStanding(controls.tractUnit![0]!, design, sampleRateHz, upper.to)
  let evenFrom = eveningGain(from, controls, 0, sampleRateHz)
  for (let n = 0; n < blocks; n++) {
    writeTract(controls, n + 1, design, sampleRateHz, to)
    const evenTo = eveningGain(to, controls, n + 1, sampleRateHz)
    const phaseBefore = phase
    let increment = controls.f0Hz[n]! / sampleRateHz
    const incrementBefore = increment
    const incrementStep = (controls.f0Hz[n + 1]! / sampleRateHz - increment) / hop
    const place = rdPlace((controls.rd[n]! + controls.rd[n + 1]!) / 2)
    const level = harmonicLevel(Math.max(controls.f0Hz[n]!, controls.f0Hz[n + 1]!) * 1.01, sampleRateHz)
    const waveA = glottalWave(place.index, level)
    const waveB = glottalWave(place.index + 1, level)
    // The share runs through the block's middle value; at its ends it may leave 0–1 by a little, which only extrapolates.
    const shareStep = (controls.rd[n + 1]! - controls.rd[n]!) / rdStep / hop
    let share = place.share - (shareStep * hop) / 2
    let voice = controls.voiceGain[n]! * evenFrom
    const voiceStep = (controls.voiceGain[n + 1]! * evenTo - voice) / hop
    let breath = controls.aspirationGain[n]! * evenFrom * breathScale
    const breathStep = (controls.aspirationGain[n + 1]! * evenTo * breathScale - breath) / hop
    let tilt = 1 - exp((-2 * Math.PI * controls.tiltHz[n]!) / sampleRateHz)
    const tiltStep = (1 - exp((-2 * Math.PI * controls.tiltHz[n + 1]!) / sampleRateHz) - tilt) / hop
    const lean = controls.breathLean[n]!
    for (let i = 0; i < hop; i++) {
      phase += increment * period
      if (phase >= 1) {
        phase -= 1
        flutterSeed ^= flutterSeed << 13
        flutterSeed ^= flutterSeed >>> 17
        flutterSeed ^= flutterSeed << 5
        const a = flutterSeed * noiseScale
        flutterSeed ^= flutterSeed << 13
        flutterSeed ^= flutterSeed >>> 17
        flutterSeed ^= flutterSeed << 5
        // Half of each period's deviation is taken back by the next, so jitter never moves the pitch off its plan. Uniform noise has
        // standard deviation 0.577; together with the part taken back 0.66.
        period = 1 + jitter * 1.5 * (a - 0.55 * jitterBefore)
        jitterBefore = a
        strengthFrom = strengthTo
        strengthTo = 1 + shimmer * 1.73 * flutterSeed * noiseScale
      }
      increment += incrementStep
      voice += voiceStep
      breath += breathStep
      share += shareStep
      tilt += tiltStep
      const x = phase * tableLength
      const j = x | 0
      const u = x - j
      const a = waveA[j]! + u * (waveA[j + 1]! - waveA[j]!)
      const b = waveB[j]! + u * (waveB[j + 1]! - waveB[j]!)
      tiltState += tilt * ((a + share * (b - a)) * voice * (strengthFrom + (strengthTo - strengthFrom) * phase) - tiltState)
      breathSeed ^= breathSeed << 13
      breathSeed ^= breathSeed >>> 17
      breathSeed ^= breathSeed << 5
      const noise = breathSeed * noiseScale
      // Turbulence leans to high frequencies and lives while the glottis is open.
      block[i] = tiltState + (noise - lean * noiseBefore) * breath * (0.35 + 0.9 * opening[j]!)
      noiseBefore = noise
    }
    nose.set(from.nose, 0)
    nose.set(to.nose, 4)
    // Standing sections first, moving ones after them from high to low: what moving coefficients stir up is then filtered by what follows.
    // The other way round the upper sections lifted it by 60 dB and every nasal began with a click.
    if (upper) {
      upper.from.set(upper.to)
      writeStanding(controls.tractUnit![n + 1]!, design, sampleRateHz, upper.to)
      for (let k = 0; k < standing.length / 2; k += 2) resonatePair(block, hop, standingState, upper.from, upper.to, k)
    } else for (let k = 0; k < standing.length / 2; k += 2) resonatePairSteady(block, hop, standingState, standing, k)
    for (let k = movingCount - 2; k >= 0; k -= 2) resonatePair(block, hop, state, from.sections, to.sections, k)
    zeroAndPole(block, hop, noseState, nose)
    const at = n * hop
    for (let i = 0; i < hop; i++) sound[at + i] = block[i]!
    const index = Math.max(controls.frictionIndex[n]!, controls.frictionIndex[n + 1]!)
    const gainFrom = controls.frictionGain[n]!
    const gainTo = controls.frictionGain[n + 1]!
    if (index >= 0 && (gainFrom > 0 || gainTo > 0)) {
      addFriction(sound, at, hop, controls.frictions[index]!, friction, {
        gainFrom,
        gainTo,
        voicedUnit: Math.min(1, controls.voiceGain[n]! * 4),
        phase: phaseBefore,
        increment: incrementBefore,
        opening,
        tractUnit: design.tractUnit * (controls.tractUnit?.[n] ?? 1),
        sampleRateHz,
      })
    } else rest(friction)
    const swap = from
    from = to
    to = swap
    evenFrom = evenTo
  }
}
