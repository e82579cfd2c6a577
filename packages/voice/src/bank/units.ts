/** A planned phrase as samples of a bank on the clock: which alias sings what, from when to when. */
import { log2 } from '../dsp/math.ts'
import { phonemeSpec } from '../phoneme.ts'
import type { PhonemeSpan, PhrasePlan } from '../plan.ts'
import { type AliasShelf, bankVowels, type Chosen, type Context, canonical, chooseAlias, hasRow, type Wanted } from './aliases.ts'
import type { ToneRange } from './tone-map.ts'

export interface Unit {
  /** Sung by this sample; null: nothing sounds. */
  readonly alias: string | null
  /** 'held' has a vowel or ん that fills the time; 'consonant' is the part before one. */
  readonly kind: 'held' | 'consonant' | 'breath' | 'ending' | 'rest'
  readonly consonantMs: number
  /** The beat, for what is held. */
  readonly vowelMs: number
  readonly endMs: number
  /** How quickly the sound before gives way: slowly into n, m, r, y, w; at once into k. */
  readonly gentle: boolean
  /** Its consonant begins with a closed mouth (k, t, p, ch …): silence first, then everything at its own speed. */
  readonly closed: boolean
}

export interface MissingAlias {
  /** What was looked for, such as "a ふ". */
  readonly wanted: string
  /** What sings instead; null: nothing. */
  readonly used: string | null
}
export interface LaidUnits {
  /** Gapless, in order. */
  readonly units: readonly Unit[]
  readonly missing: readonly MissingAlias[]
}

/** What the choice of samples needs of a bank. */
export interface BankShelf {
  readonly style: 'cv' | 'vcv'
  readonly tones: readonly ToneRange[]
  /** Aliases are its keys. */
  readonly samples: ReadonlyMap<string, unknown>
}

export function shelfOf(bank: BankShelf): AliasShelf {
  return {
    has: (alias) => bank.samples.has(alias),
    wordsAt(pitch) {
      let best: ToneRange | null = null
      let nearest = Number.POSITIVE_INFINITY
      for (const tone of bank.tones) {
        const off = pitch < tone.lowest ? tone.lowest - pitch : pitch > tone.highest ? pitch - tone.highest : 0
        if (off < nearest) {
          nearest = off
          best = tone
        }
      }
      return best ?? { prefix: '', suffix: '' }
    },
  }
}

const gentle = new Set(['m', 'n', 'ng', 'ny', 'nn', 'l', 'r', 'dx', 'y', 'w', 'bv', 'dv', 'gv', 'v', 'h'])
const isNasal = (symbol: string): boolean => symbol === 'nn' || symbol === 'n' || symbol === 'm' || symbol === 'ng'
/** A diphthong is on its way for so long at the end of its note. */
const glideMs = 150

/** Vowels held over several notes are one. */
function heldTogether(spans: readonly PhonemeSpan[]): PhonemeSpan[] {
  const out: PhonemeSpan[] = []
  for (const span of spans) {
    const last = out.at(-1)
    const goesOn = span.kind === 'vowel' && (span.part === 'middle' || span.part === 'end')
    if (goesOn && last?.kind === 'vowel' && last.phoneme === span.phoneme) out[out.length - 1] = { ...last, endMs: span.endMs }
    else out.push(span)
  }
  return out
}

export function layUnits(phrase: PhrasePlan, bank: BankShelf): LaidUnits {
  const shelf = shelfOf(bank)
  const vcv = bank.style === 'vcv'
  const units: Unit[] = []
  const missing: MissingAlias[] = []
  let context: Context = '-'
  let waiting: PhonemeSpan[] = []
  const pitchAt = (positionMs: number): number => {
    const i = Math.round((positionMs - phrase.f0.startMs) / phrase.f0.hopMs)
    const hz = phrase.f0.hz[Math.max(0, Math.min(phrase.f0.hz.length - 1, i))] ?? 440
    return Math.round(69 + 12 * log2(hz / 440))
  }
  const choose = (wanted: Wanted, atMs: number): string | null => {
    const chosen: Chosen | null = chooseAlias(shelf, wanted, { context, pitch: pitchAt(atMs), vcv })
    if (chosen === null) {
      if (wanted.kind === 'syllable' || wanted.kind === 'nasal') missing.push({ wanted: canonical(wanted, context, vcv), used: null })
      return null
    }
    if (chosen.insteadOf !== null) missing.push({ wanted: chosen.insteadOf, used: chosen.alias })
    return chosen.alias
  }
  const put = (
    kind: Unit['kind'],
    alias: string | null,
    consonantMs: number,
    vowelMs: number,
    endMs: number,
    onset: string | null,
  ): void => {
    if (endMs <= consonantMs) return
    const stop = onset === null ? undefined : phonemeSpec(onset)?.kind
    const closed = stop === 'stop' || stop === 'affricate'
    units.push({ kind, alias, consonantMs, vowelMs, endMs, gentle: onset === null || gentle.has(onset), closed })
  }
  /** Consonants that no vowel follows, in order. */
  const flush = (spans: readonly PhonemeSpan[]): void => {
    for (const span of spans) {
      if (isNasal(span.phoneme)) {
        put('held', choose({ kind: 'nasal' }, span.startMs), span.startMs, span.startMs, span.endMs, null)
        context = 'n'
      } else {
        const alias = choose({ kind: 'consonant', consonant: span.phoneme }, span.startMs)
        put('consonant', alias, span.startMs, span.endMs, span.endMs, span.phoneme)
        context = '-'
      }
    }
  }
  for (const span of heldTogether(phrase.phonemes)) {
    const { phoneme } = span
    if (span.kind === 'consonant' && phoneme !== 'q' && phoneme !== 'gs') {
      waiting.push(span)
      continue
    }
    if (span.kind === 'vowel' && phoneme in bankVowels) {
      const two = waiting.slice(-2)
      const pair = two.map((s) => s.phoneme).join(' ')
      const onset = two.length === 2 && hasRow(pair) ? two : waiting.slice(-1)
      flush(waiting.slice(0, waiting.length - onset.length))
      waiting = []
      const [vowel, glide] = bankVowels[phoneme]!
      const consonant = onset.map((s) => s.phoneme).join(' ')
      const wanted: Wanted = { kind: 'syllable', consonant, vowel }
      const leaveMs = glide === null ? span.endMs : Math.max(span.startMs + (span.endMs - span.startMs) * 0.55, span.endMs - glideMs)
      const alias = choose(wanted, (span.startMs + leaveMs) / 2)
      put('held', alias, onset[0]?.startMs ?? span.startMs, span.startMs, leaveMs, onset[0]?.phoneme ?? null)
      context = vowel
      if (glide !== null) {
        put('held', choose({ kind: 'syllable', consonant: '', vowel: glide }, leaveMs), leaveMs, leaveMs, span.endMs, null)
        context = glide
      }
      continue
    }
    flush(waiting)
    waiting = []
    if (span.kind === 'vowel') {
      // ん, or a hum.
      put('held', choose({ kind: 'nasal' }, span.startMs), span.startMs, span.startMs, span.endMs, null)
      context = 'n'
    } else if (span.kind === 'breath') {
      put('breath', choose({ kind: 'breath' }, span.startMs), span.startMs, span.startMs, span.endMs, null)
      context = '-'
    } else {
      const before = units.at(-1)
      const ending = phoneme === 'pau' && before?.kind === 'held' && context !== '-' ? choose({ kind: 'ending' }, span.startMs) : null
      put(ending === null ? 'rest' : 'ending', ending, span.startMs, span.startMs, span.endMs, null)
      context = '-'
    }
  }
  const last = phrase.phonemes.at(-1)
  if (last && waiting.length > 0) flush(waiting)
  return { units, missing }
}
