/**
 * What the vocal tract does during a phrase: each phoneme becomes one or more gestures (a stop is a closure, a burst and a breath), with
 * targets bent by their neighbours.
 */
import { clamp, exp, mix } from '../dsp/math.ts'
import { darkL, type Formants, type Friction, type PhonemeClass, type PhonemeSpec, phonemeSpec } from '../phoneme.ts'
import type { PhonemeSpan, PhrasePlan } from '../plan.ts'

export interface Gesture {
  readonly startMs: number
  readonly endMs: number
  readonly kind: PhonemeClass | 'closure' | 'burst' | 'tap' | 'rest' | 'breath'
  /** F1–F3 of the reference tract. */
  readonly formants: Formants
  /** Voice level, dB relative to an ordinary vowel; −100 silent. */
  readonly voiceDb: number
  readonly aspirationDb: number
  readonly friction: Friction | null
  readonly nasalUnit: number
  readonly zeroHz: number
  /** Factor on the bandwidths: soft walls, open velum. */
  readonly dampingUnit: number
  /** 1: only the lowest partials come through the walls (a voice bar). */
  readonly muffledUnit: number
}

const neutral: Formants = [520, 1550, 2700]
const silentDb = -100

/** A vowel's place as seen by the consonant that follows it: a diphthong has arrived at its end. */
const endOf = (spec: PhonemeSpec): Formants => spec.glideTo ?? spec.formants

function neighbourVowel(spans: readonly PhonemeSpan[], from: number, step: 1 | -1): Formants | null {
  for (let i = from + step; i >= 0 && i < spans.length; i += step) {
    const spec = phonemeSpec(spans[i]!.phoneme)
    if (!spec) return null
    if (spec.kind === 'vowel') return step > 0 ? spec.formants : endOf(spec)
  }
  return null
}

/** A consonant's place, drawn towards the vowel that follows (or, at the end of a word, the one before). */
function placeOf(spec: PhonemeSpec, ahead: Formants | null, behind: Formants | null): Formants {
  const vowel =
    ahead && behind
      ? ([mix(ahead[0], behind[0], 0.25), mix(ahead[1], behind[1], 0.25), mix(ahead[2], behind[2], 0.25)] as const)
      : (ahead ?? behind)
  if (!vowel) return spec.formants
  const f1 = spec.kind === 'aspirate' || spec.kind === 'pause' ? vowel[0] : spec.formants[0]
  return [f1, mix(spec.formants[1], vowel[1], spec.yieldUnit), mix(spec.formants[2], vowel[2], spec.yieldUnit * 0.6)]
}

/** The burst of k and g is the cavity in front of the tongue: it rides on F2. */
function burstNoise(spec: PhonemeSpec, place: Formants): Friction | null {
  if (!spec.friction || (spec.symbol !== 'k' && spec.symbol !== 'g')) return spec.friction
  const [low, high] = spec.friction.peaks
  return { ...spec.friction, peaks: [{ ...low, hz: clamp(place[1] * 1.08, 1000, 3400) }, high] }
}

/** Vowels that only English has; after them l is dark. */
const englishVowels = new Set(['iy', 'ih', 'eh', 'ae', 'aa', 'ao', 'uh', 'ah', 'ax', 'er', 'ey', 'ay', 'oy', 'aw', 'ow'])
function isDark(spans: readonly PhonemeSpan[], i: number): boolean {
  if (spans[i]?.phoneme !== 'l' || !englishVowels.has(spans[i - 1]?.phoneme ?? '')) return false
  return phonemeSpec(spans[i + 1]?.phoneme ?? '')?.kind !== 'vowel'
}

/** How far a vowel bends to the dark l behind it; the weak one is hardly more than the way there ("bubble"). */
const toDarkL = { weak: 0.75, full: 0.2 }

/**
 * The longer the phrase, the deeper the breath before it. A deep one before a short phrase runs into its first sound: recognisers heard f or h in
 * nineteen lines of sixty by Low.
 */
const breaths = { lightDb: -34, deepDb: -27, fromMs: 2500, toMs: 5000 }

/** A tongue tip that flaps in the stream of air touches the ridge about 27 times a second (Ladefoged & Maddieson 1996). */
const trillMs = 37
const touchShare = 0.45

/**
 * A short vowel stops on its way from one consonant to the next (Lindblom 1963: what is missing falls exponentially with the length): at spoken tempo
 * up to a fifth, when sung hardly anything.
 */
function relaxed(target: Formants, spans: readonly PhonemeSpan[], i: number): Formants {
  if (isDark(spans, i + 1)) {
    const share = spans[i]!.phoneme === 'ax' ? toDarkL.weak : toDarkL.full
    return [mix(target[0], darkL.formants[0], share), mix(target[1], darkL.formants[1], share), target[2]]
  }
  const missing = 0.55 * exp(-(spans[i]!.endMs - spans[i]!.startMs) / 110)
  const beside = [spans[i - 1], spans[i + 1]].flatMap((span) => {
    const spec = span ? phonemeSpec(span.phoneme) : null
    return spec && spec.kind !== 'vowel' && spec.kind !== 'aspirate' && spec.kind !== 'pause' ? [placeOf(spec, target, null)] : []
  })
  if (beside.length === 0) return target
  const towards = (k: 0 | 1 | 2): number =>
    mix(target[k], beside.reduce((sum, place) => sum + place[k], 0) / beside.length, missing * (k === 0 ? 0.7 : 1))
  return [towards(0), towards(1), towards(2)]
}

/** @returns gestures without gaps over the whole phrase. */
export function gesturesOf(phrase: PhrasePlan): Gesture[] {
  const spans = phrase.phonemes
  const out: Gesture[] = []
  const breathDb = mix(
    breaths.lightDb,
    breaths.deepDb,
    clamp((phrase.endMs - phrase.startMs - breaths.fromMs) / (breaths.toMs - breaths.fromMs), 0, 1),
  )
  const put = (startMs: number, endMs: number, kind: Gesture['kind'], formants: Formants, rest: Partial<Gesture>): void => {
    if (endMs <= startMs) return
    out.push({
      startMs,
      endMs,
      kind,
      formants,
      voiceDb: silentDb,
      aspirationDb: silentDb,
      friction: null,
      nasalUnit: 0,
      zeroHz: 1000,
      dampingUnit: 1,
      muffledUnit: 0,
      ...rest,
    })
  }
  spans.forEach((span, i) => {
    const { startMs, endMs } = span
    const spec = isDark(spans, i) ? darkL : phonemeSpec(span.phoneme)
    const ahead = neighbourVowel(spans, i, 1)
    const behind = neighbourVowel(spans, i, -1)
    if (!spec) {
      if (span.kind === 'breath') put(startMs, endMs, 'breath', [600, 1650, 2800], { aspirationDb: breathDb, dampingUnit: 1.8 })
      else put(startMs, endMs, 'rest', behind ?? ahead ?? neutral, {})
      return
    }
    if (spec.kind === 'vowel') {
      const glides = spec.glideTo !== null && (span.part === 'whole' || span.part === 'end')
      if (!glides) {
        put(startMs, endMs, 'vowel', relaxed(spec.formants, spans, i), { voiceDb: spec.voiceDb })
        return
      }
      // A sung diphthong stays on its first place and moves at the end.
      const away = Math.min(190, (endMs - startMs) * 0.45)
      put(startMs, endMs - away, 'vowel', spec.formants, { voiceDb: spec.voiceDb })
      put(endMs - away, endMs, 'vowel', spec.glideTo!, { voiceDb: spec.voiceDb - 0.5 })
      return
    }
    const place = placeOf(spec, ahead, behind)
    if (spec.kind === 'stop' || spec.kind === 'affricate') {
      const scale = (endMs - startMs) / spec.durationMs
      const burst = Math.min(spec.burstMs, Math.max(spec.burstMs * scale, 6))
      const startsPhrase = spans[i - 1] === undefined || spans[i - 1]!.kind === 'silence'
      const noise = burstNoise(spec, place)
      const afterS = spans[i - 1]?.phoneme === 's'
      const noiseMs = spec.kind === 'affricate' ? spec.burstMs * scale : burst
      const breath = spec.breathMs * scale * (afterS ? 0.3 : 1)
      const open = Math.max(startMs, endMs - noiseMs - breath)
      // A voice bar before nothing sounds like a hum; b d g at the start of a phrase are nearly silent in their closure.
      put(startMs, open, 'closure', place, {
        voiceDb: spec.voiced ? spec.voiceDb - (startsPhrase ? 8 : 0) : silentDb,
        dampingUnit: 1.6,
        muffledUnit: spec.voiced ? 1 : 0,
      })
      put(open, open + noiseMs, 'burst', place, {
        friction: noise,
        voiceDb: spec.voiced ? spec.voiceDb : silentDb,
        muffledUnit: spec.voiced ? 0.5 : 0,
        aspirationDb: spec.kind === 'affricate' ? silentDb : spec.aspirationDb - 4,
      })
      const vowel = ahead ?? behind ?? neutral
      put(open + noiseMs, endMs, 'aspirate', [mix(place[0], vowel[0], 0.6), mix(place[1], vowel[1], 0.5), mix(place[2], vowel[2], 0.5)], {
        aspirationDb: spec.aspirationDb,
        dampingUnit: 1.3,
      })
      return
    }
    if (spec.symbol === 'rr') {
      const count = Math.max(2, Math.floor((endMs - startMs) / trillMs + 0.5))
      const each = (endMs - startMs) / count
      for (let k = 0; k < count; k++) {
        const from = startMs + k * each
        put(from, from + each * touchShare, 'tap', place, { voiceDb: spec.voiceDb - 14, dampingUnit: 1.4, muffledUnit: 0.8 })
        put(from + each * touchShare, from + each, 'liquid', place, { voiceDb: spec.voiceDb, dampingUnit: 1.1 })
      }
      return
    }
    const tapped = spec.symbol === 'dx'
    put(startMs, endMs, tapped ? 'tap' : spec.kind, place, {
      voiceDb: spec.voiceDb,
      aspirationDb: spec.aspirationDb,
      friction: spec.friction,
      nasalUnit: spec.nasalUnit,
      zeroHz: spec.zeroHz,
      dampingUnit: spec.kind === 'nasal' ? 1.1 : spec.kind === 'fricative' ? 1.4 : spec.kind === 'aspirate' ? 1.4 : 1.1,
      muffledUnit: tapped ? 0.5 : spec.kind === 'fricative' && spec.voiced ? 0.55 : 0,
    })
  })
  return out
}
