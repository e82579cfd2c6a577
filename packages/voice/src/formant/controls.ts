/**
 * From gestures to curves of every synthesis parameter, one value per control instant (2 ms). Everything that moves is decided here; the
 * sample loop only interpolates.
 */
import { clamp, dbToGain, exp2, mix, smooth } from '../dsp/math.ts'
import { drift } from '../dsp/random.ts'
import type { Friction } from '../phoneme.ts'
import type { PhrasePlan } from '../plan.ts'
import { type Gesture, gesturesOf } from './gesture.ts'
import type { VoiceDesign } from './voice-design.ts'

/** All arrays have `count` entries, entry i at startMs + i · stepMs. Gains are amplitudes relative to an ordinary vowel. */
export interface Controls {
  readonly count: number
  readonly f0Hz: Float64Array
  readonly f1Hz: Float64Array
  readonly f2Hz: Float64Array
  readonly f3Hz: Float64Array
  readonly voiceGain: Float64Array
  readonly aspirationGain: Float64Array
  /** Lean of the breath noise to high frequencies: 0.9 under the voice, less in h and breaths. */
  readonly breathLean: Float64Array
  readonly frictionGain: Float64Array
  /** Which friction sounds at each instant; index into frictions, −1 none. */
  readonly frictionIndex: Int16Array
  readonly frictions: readonly Friction[]
  readonly nasalUnit: Float64Array
  readonly zeroHz: Float64Array
  readonly dampingUnit: Float64Array
  readonly rd: Float64Array
  readonly tiltHz: Float64Array
  /** Dynamics of the plan. */
  readonly effortDb: Float64Array
  /** Factor on all formants; null: the design's tract as it is. */
  readonly tractUnit: Float64Array | null
}

interface Transition {
  /** How long before and after the border the change takes place. */
  readonly beforeMs: number
  readonly afterMs: number
}

type Kind = Gesture['kind']
const isOpen = (kind: Kind): boolean => kind === 'vowel' || kind === 'aspirate' || kind === 'rest' || kind === 'breath'

/** Formant movements: 40–80 ms into and out of vowels, mostly on the vowel's side of a closure. */
function formantTransition(a: Kind, b: Kind): Transition {
  if (a === 'vowel' && b === 'vowel') return { beforeMs: 45, afterMs: 45 }
  if (a === 'glide') return { beforeMs: 28, afterMs: 55 }
  if (b === 'glide') return { beforeMs: 50, afterMs: 28 }
  if (a === 'tap') return { beforeMs: 8, afterMs: 38 }
  if (b === 'tap') return { beforeMs: 38, afterMs: 8 }
  if (a === 'liquid') return { beforeMs: 18, afterMs: 48 }
  if (b === 'liquid') return { beforeMs: 50, afterMs: 20 }
  if (b === 'vowel') return { beforeMs: 14, afterMs: 54 }
  if (a === 'vowel') return isOpen(b) ? { beforeMs: 25, afterMs: 30 } : { beforeMs: 56, afterMs: 16 }
  return { beforeMs: 12, afterMs: 16 }
}

/** Changes of level: a lip or tongue that opens is quick, a throat that lets go is slow. */
function levelTransition(a: Kind, b: Kind): Transition {
  if (b === 'rest') return { beforeMs: 15, afterMs: 85 }
  if (a === 'rest' || a === 'breath') return b === 'vowel' ? { beforeMs: 14, afterMs: 32 } : { beforeMs: 8, afterMs: 22 }
  if (a === 'tap' || b === 'tap') return { beforeMs: 6, afterMs: 6 }
  if (a === 'closure' || a === 'burst') return { beforeMs: 4, afterMs: 12 }
  if (b === 'closure') return { beforeMs: 14, afterMs: 6 }
  if (b === 'burst') return { beforeMs: 2, afterMs: 3 }
  if (a === 'fricative' || b === 'fricative') return { beforeMs: 12, afterMs: 14 }
  if (a === 'aspirate' || b === 'aspirate') return { beforeMs: 14, afterMs: 16 }
  if (a === 'nasal' || b === 'nasal') return { beforeMs: 10, afterMs: 14 }
  return { beforeMs: 24, afterMs: 26 }
}

/** The velum is slow: vowels beside a nasal share its colour. */
function velumTransition(a: Kind, b: Kind): Transition {
  if (a === 'vowel' && b === 'nasal') return { beforeMs: 60, afterMs: 8 }
  if (a === 'nasal' && b === 'vowel') return { beforeMs: 4, afterMs: 40 }
  return levelTransition(a, b)
}

function noiseTransition(a: Kind, b: Kind): Transition {
  if (b === 'burst') return { beforeMs: 0.5, afterMs: 1.5 }
  if (a === 'burst') return { beforeMs: 2, afterMs: 8 }
  if (b === 'breath' || a === 'breath') return { beforeMs: 60, afterMs: 90 }
  if (b === 'fricative') return { beforeMs: 18, afterMs: 22 }
  return { beforeMs: 14, afterMs: 16 }
}

/** Draws a curve through gesture targets with the transitions of its kind. */
function draw(
  gestures: readonly Gesture[],
  grid: { startMs: number; stepMs: number; count: number },
  target: (g: Gesture) => number,
  transition: (a: Kind, b: Kind) => Transition,
): Float64Array {
  const out = new Float64Array(grid.count)
  const borders = gestures.map((g, i) => {
    const before = gestures[i - 1]
    if (!before) return { beforeMs: 0, afterMs: 0 }
    const wanted = transition(before.kind, g.kind)
    // Neighbouring transitions meet in the middle of a short gesture rather than cross.
    return {
      beforeMs: Math.min(wanted.beforeMs, (before.endMs - before.startMs) * 0.5),
      afterMs: Math.min(wanted.afterMs, (g.endMs - g.startMs) * 0.5),
    }
  })
  let g = 0
  for (let i = 0; i < grid.count; i++) {
    const t = grid.startMs + i * grid.stepMs
    while (g + 1 < gestures.length && t >= gestures[g]!.endMs) g++
    const here = gestures[g]!
    const own = target(here)
    let value = own
    const entry = borders[g]!
    const before = gestures[g - 1]
    if (before && t < here.startMs + entry.afterMs) {
      const length = entry.beforeMs + entry.afterMs
      value = mix(target(before), own, length > 0 ? smooth((t - here.startMs + entry.beforeMs) / length) : 1)
    }
    const exit = borders[g + 1]
    const next = gestures[g + 1]
    if (exit && next && t > here.endMs - exit.beforeMs) {
      const length = exit.beforeMs + exit.afterMs
      value = mix(value, target(next), length > 0 ? smooth((t - here.endMs + exit.beforeMs) / length) : 0)
    }
    out[i] = value
  }
  return out
}

const gainOf = (db: number): number => (db <= -99 ? 0 : dbToGain(db))

/** Linear interpolation on the plan's 5 ms grid. */
function sampleCurve(values: Float32Array, position: number): number {
  const x = clamp(position, 0, values.length - 1.000001)
  const i = Math.floor(x)
  return values[i]! + (values[i + 1]! - values[i]!) * (x - i)
}

/** What drawn curves do at their ends (±1). Each is as far as the voice stays a voice. */
const breathier = { breathDb: 11, clearerDb: 14, rd: 0.5 }
const tenser = { rd: 0.5, octavesOfTilt: 1.2, breathDb: -5 }
const brighter = { rd: 0.28, octavesOfTilt: 2.4 }
/** The tract of gender ±1: 16 % longer or shorter. */
const tractOctaves = 0.214
/** The air that always passes between the first sound and the last: no closure in a throat is as silent as a gate. */
const leakDb = -40
/**
 * How much less than 0.9 the noise leans to high frequencies: a recorded singer's partials stand clear up to 12 kHz, and breath that rises by 6 dB
 * an octave covers them from 5 kHz on.
 */
const leanUnit = { voiced: 0.45, spoken: 0.45 }
/** A whisper beside the voice it replaces. */
const whisperDb = -11

/** @param stepMs distance of control instants; the first is at startMs. */
export function controlsOf(phrase: PhrasePlan, design: VoiceDesign, grid: { startMs: number; stepMs: number; count: number }): Controls {
  const gestures = gesturesOf(phrase)
  const { count, startMs, stepMs } = grid
  const neutral = [520, 1550, 2700] as const
  const place = (which: 0 | 1 | 2) => (g: Gesture) => mix(g.formants[which], neutral[which], g.kind === 'vowel' ? design.neutralUnit : 0)
  const f1Hz = draw(gestures, grid, place(0), formantTransition)
  const f2Hz = draw(gestures, grid, place(1), formantTransition)
  const f3Hz = draw(gestures, grid, place(2), formantTransition)
  const voiceGain = draw(gestures, grid, (g) => gainOf(g.voiceDb), levelTransition)
  const aspirationGain = draw(gestures, grid, (g) => gainOf(g.aspirationDb), noiseTransition)
  const nasalUnit = draw(gestures, grid, (g) => g.nasalUnit, velumTransition)
  const dampingUnit = draw(gestures, grid, (g) => g.dampingUnit, levelTransition)
  const muffled = draw(gestures, grid, (g) => g.muffledUnit, levelTransition)
  const frictionGain = draw(gestures, grid, (g) => (g.friction ? 1 : 0), noiseTransition)
  const zeroHz = new Float64Array(count)
  const frictionIndex = new Int16Array(count).fill(-1)
  const frictions: Friction[] = []
  const f0Hz = new Float64Array(count)
  const rd = new Float64Array(count)
  const tiltHz = new Float64Array(count)
  const { breathinessUnit, tensionUnit, genderUnit, voicingUnit, brightnessUnit } = phrase.expression
  const tractUnit = genderUnit ? new Float64Array(count) : null
  const effortDb = new Float64Array(count)
  const breathLean = new Float64Array(count)
  let g = 0
  let nasalZero = 1000
  const sounds = gestures.filter((x) => x.kind !== 'rest' && x.kind !== 'breath')
  const soundsFromMs = sounds[0]?.startMs ?? Number.POSITIVE_INFINITY
  const soundsToMs = sounds.at(-1)?.endMs ?? Number.NEGATIVE_INFINITY
  const lastSung = gestures.findLast((x) => x.voiceDb > -50)
  const firstSung = gestures.find((x) => x.voiceDb > -50)
  for (let i = 0; i < count; i++) {
    const t = startMs + i * stepMs
    while (g + 1 < gestures.length && t >= gestures[g]!.endMs) g++
    // The nearest noise: its own gesture, else the one whose ramp is still heard.
    const near = gestures[g]!.friction
      ? g
      : frictionGain[i]! > 0
        ? gestures[g - 1]?.friction && t - gestures[g]!.startMs < 40
          ? g - 1
          : gestures[g + 1]?.friction
            ? g + 1
            : -1
        : -1
    const friction = near >= 0 ? gestures[near]!.friction : null
    if (friction) {
      if (frictions.at(-1) !== friction) frictions.push(friction)
      frictionIndex[i] = frictions.length - 1
    }
    const nasal = [gestures[g], gestures[g - 1], gestures[g + 1]].find((x) => x && x.nasalUnit > 0)
    if (nasal) nasalZero += (nasal.zeroHz - nasalZero) * 0.25
    zeroHz[i] = mix(1000, nasalZero, nasalUnit[i]!)
    const at = (t - phrase.f0.startMs) / phrase.f0.hopMs
    f0Hz[i] = sampleCurve(phrase.f0.hz, at)
    const db = sampleCurve(phrase.dynamicsDb, at)
    effortDb[i] = db
    const loud = dbToGain(db)
    const slow = drift(phrase.seed + 41, t, { slowestMs: 800, octaves: 3 })
    f1Hz[i]! *= 1 + 0.012 * slow
    f2Hz[i]! *= 1 + 0.01 * drift(phrase.seed + 43, t, { slowestMs: 700, octaves: 3 })
    f3Hz[i]! *= 1 + 0.01 * drift(phrase.seed + 47, t, { slowestMs: 900, octaves: 3 })
    // Soft at the way in and out: the folds are not yet, or no longer, together.
    const wayIn = firstSung ? 1 - smooth((t - firstSung.startMs) / 90) : 0
    const wayOut = lastSung ? smooth((t - lastSung.endMs + 60) / 120) : 0
    const soft = Math.max(wayIn * 0.7, wayOut)
    const breathy = breathinessUnit ? clamp(sampleCurve(breathinessUnit, at), -1, 1) : 0
    const tense = tensionUnit ? clamp(sampleCurve(tensionUnit, at), -1, 1) : 0
    const bright = brightnessUnit ? clamp(sampleCurve(brightnessUnit, at), -1, 1) : 0
    const voicing = voicingUnit ? clamp(sampleCurve(voicingUnit, at), 0, 1) : 1
    if (tractUnit) tractUnit[i] = exp2(-tractOctaves * clamp(sampleCurve(genderUnit!, at), -1, 1))
    const pressed = breathier.rd * Math.max(0, breathy) - tenser.rd * tense - brighter.rd * bright
    rd[i] = clamp(design.rd - design.rdPerDb * db + soft * 0.9 + 0.09 * slow + pressed, 0.5, 2.6)
    const leaning = exp2(tenser.octavesOfTilt * tense + brighter.octavesOfTilt * bright)
    const open = clamp(design.tiltHz * dbToGain(db * 0.55) * (1 - 0.55 * soft) * leaning, 700, 20000)
    tiltHz[i] = mix(open, 420, muffled[i]!)
    voiceGain[i]! *= loud
    // Breath under the voice, more of it where the voice is soft; plus what the consonants ask for.
    const leak = dbToGain(leakDb) * smooth((t - soundsFromMs) / 30) * smooth((soundsToMs + 80 - t) / 80)
    const spoken = Math.sqrt(aspirationGain[i]! * aspirationGain[i]! + leak * leak) * dbToGain(db * 0.4)
    const airway = 1 - muffled[i]!
    const drawnDb = (breathy > 0 ? breathier.breathDb : breathier.clearerDb) * breathy + tenser.breathDb * tense
    const breathUnit = dbToGain(clamp(design.breathDb - 0.35 * db + 9 * soft + drawnDb, -50, -5))
    // Breath and whisper are powers that add; what the voice gives up the whisper takes.
    const whisper = (1 - voicing) * dbToGain(whisperDb)
    const under = voiceGain[i]! * airway * airway * Math.sqrt(breathUnit * breathUnit * voicing + whisper * whisper)
    voiceGain[i]! *= voicing
    aspirationGain[i] = spoken + under
    breathLean[i] = 0.9 - (leanUnit.voiced * under * voicing + leanUnit.spoken * spoken) / (spoken + under + 1e-9)
    frictionGain[i]! *= dbToGain(db * 0.45 + design.consonantDb)
  }
  return {
    count,
    f0Hz,
    f1Hz,
    f2Hz,
    f3Hz,
    voiceGain,
    aspirationGain,
    breathLean,
    frictionGain,
    frictionIndex,
    frictions,
    nasalUnit,
    zeroHz,
    dampingUnit,
    rd,
    tiltHz,
    effortDb,
    tractUnit,
  }
}
