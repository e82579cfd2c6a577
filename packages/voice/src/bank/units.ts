/** A planned phrase as samples of a bank on the clock: which alias sings what, from when to when. */
import { log2 } from '../dsp/math.ts'
import { phonemeSpec } from '../phoneme.ts'
import type { PhonemeSpan, PhrasePlan } from '../plan.ts'
import type { BankStyle } from './alias-shape.ts'
import {
  type AliasShelf,
  bankVowels,
  type Chosen,
  type Context,
  canonical,
  chooseAlias,
  hasRow,
  intoConsonant,
  type Wanted,
} from './aliases.ts'
import { choosePair } from './arpasing.ts'
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
  readonly style: BankStyle
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

/** Units in order, and what was missing; how both kinds of banks put theirs down. */
class Sheet {
  readonly units: Unit[] = []
  readonly missing: MissingAlias[] = []
  private readonly phrase: PhrasePlan

  constructor(phrase: PhrasePlan) {
    this.phrase = phrase
  }

  /** MIDI number of what is sung at a moment. */
  pitchAt(positionMs: number): number {
    const { hz, startMs, hopMs } = this.phrase.f0
    const i = Math.round((positionMs - startMs) / hopMs)
    return Math.round(69 + 12 * log2((hz[Math.max(0, Math.min(hz.length - 1, i))] ?? 440) / 440))
  }

  put(
    kind: Unit['kind'],
    alias: string | null,
    at: { readonly consonantMs: number; readonly vowelMs: number; readonly endMs: number },
    onset: string | null,
  ): void {
    if (at.endMs <= at.consonantMs) return
    const stop = onset === null ? undefined : phonemeSpec(onset)?.kind
    const closed = stop === 'stop' || stop === 'affricate'
    this.units.push({ kind, alias, ...at, gentle: onset === null || gentle.has(onset), closed })
  }
}

export function layUnits(phrase: PhrasePlan, bank: BankShelf): LaidUnits {
  const sheet = new Sheet(phrase)
  if (bank.style === 'arpasing') layPairs(phrase, shelfOf(bank), sheet)
  else laySyllables(phrase, bank, sheet)
  return { units: sheet.units, missing: sheet.missing }
}

/** Banks of Japanese syllables. */
function laySyllables(phrase: PhrasePlan, bank: BankShelf, sheet: Sheet): void {
  const shelf = shelfOf(bank)
  const vcv = bank.style === 'vcv'
  let context: Context = '-'
  let waiting: PhonemeSpan[] = []
  const choose = (wanted: Wanted, atMs: number): string | null => {
    const chosen: Chosen | null = chooseAlias(shelf, wanted, { context, pitch: sheet.pitchAt(atMs), vcv })
    if (chosen === null) {
      if (wanted.kind === 'syllable' || wanted.kind === 'nasal') sheet.missing.push({ wanted: canonical(wanted, context, vcv), used: null })
      return null
    }
    if (chosen.insteadOf !== null) sheet.missing.push({ wanted: chosen.insteadOf, used: chosen.alias })
    return chosen.alias
  }
  const hold = (alias: string | null, startMs: number, endMs: number): void =>
    sheet.put('held', alias, { consonantMs: startMs, vowelMs: startMs, endMs }, null)
  /** Consonants that no vowel follows, in order. */
  const flush = (spans: readonly PhonemeSpan[]): void => {
    for (const { phoneme, startMs, endMs } of spans) {
      if (isNasal(phoneme)) {
        hold(choose({ kind: 'nasal' }, startMs), startMs, endMs)
        context = 'n'
      } else {
        const alias = choose({ kind: 'consonant', consonant: phoneme }, startMs)
        sheet.put('consonant', alias, { consonantMs: startMs, vowelMs: endMs, endMs }, phoneme)
        context = '-'
      }
    }
  }
  for (const span of heldTogether(phrase.phonemes)) {
    const { phoneme, startMs, endMs } = span
    if (span.kind === 'consonant' && phoneme !== 'q' && phoneme !== 'gs') {
      waiting.push(span)
      continue
    }
    if (span.kind === 'vowel' && phoneme in bankVowels) {
      const two = waiting.slice(-2)
      const onset = two.length === 2 && hasRow(two.map((s) => s.phoneme).join(' ')) ? two : waiting.slice(-1)
      flush(waiting.slice(0, waiting.length - onset.length))
      waiting = []
      const [vowel, glide] = bankVowels[phoneme]!
      const consonant = onset.map((s) => s.phoneme).join(' ')
      const leaveMs = glide === null ? endMs : Math.max(startMs + (endMs - startMs) * 0.55, endMs - glideMs)
      let consonantMs: number = onset[0]?.startMs ?? startMs
      // "a k" leads into the consonant, か out of it: each has half of its time.
      const into = bank.style === 'cvvc' && onset[0] ? intoConsonant(shelf, context, consonant, sheet.pitchAt(consonantMs)) : null
      const alias = choose({ kind: 'syllable', consonant, vowel }, (startMs + leaveMs) / 2)
      if (into !== null) {
        const middleMs = (consonantMs + startMs) / 2
        sheet.put('consonant', into, { consonantMs, vowelMs: middleMs, endMs: middleMs }, onset[0]!.phoneme)
        consonantMs = middleMs
      }
      sheet.put('held', alias, { consonantMs, vowelMs: startMs, endMs: leaveMs }, onset[0]?.phoneme ?? null)
      context = vowel
      if (glide !== null) {
        hold(choose({ kind: 'syllable', consonant: '', vowel: glide }, leaveMs), leaveMs, endMs)
        context = glide
      }
      continue
    }
    flush(waiting)
    waiting = []
    if (span.kind === 'vowel') {
      // ん, or a hum.
      hold(choose({ kind: 'nasal' }, startMs), startMs, endMs)
      context = 'n'
    } else if (span.kind === 'breath') {
      sheet.put('breath', choose({ kind: 'breath' }, startMs), { consonantMs: startMs, vowelMs: startMs, endMs }, null)
      context = '-'
    } else {
      const before = sheet.units.at(-1)
      const ending = phoneme === 'pau' && before?.kind === 'held' && context !== '-' ? choose({ kind: 'ending' }, startMs) : null
      sheet.put(ending === null ? 'rest' : 'ending', ending, { consonantMs: startMs, vowelMs: startMs, endMs }, null)
      context = '-'
    }
  }
  flush(waiting)
}

/** Banks of English phonemes in pairs. */
function layPairs(phrase: PhrasePlan, shelf: AliasShelf, sheet: Sheet): void {
  const spans = heldTogether(phrase.phonemes)
  const choose = (before: string, after: string, atMs: number): string | null => {
    const { alias, wanted, exact } = choosePair(shelf, before, after, sheet.pitchAt(atMs))
    if (!exact) sheet.missing.push({ wanted, used: alias })
    return alias
  }
  const quietly = (before: string, after: string, atMs: number): string | null => {
    const { alias, exact } = choosePair(shelf, before, after, sheet.pitchAt(atMs))
    return exact ? alias : null
  }
  let before = '-'
  spans.forEach((span, index) => {
    const { phoneme, startMs, endMs } = span
    const next = spans[index + 1]
    const whole = { consonantMs: startMs, vowelMs: startMs, endMs }
    if (span.kind === 'breath') {
      sheet.put(
        'breath',
        chooseAlias(shelf, { kind: 'breath' }, { context: '-', pitch: sheet.pitchAt(startMs), vcv: false })?.alias ?? null,
        whole,
        null,
      )
      before = '-'
    } else if (span.kind === 'vowel') {
      const onset = spans[index - 1]
      const has = onset?.kind === 'consonant' && onset.phoneme === before
      const alias = choose(before, phoneme, (startMs + endMs) / 2)
      // Half of the consonant's time was the way into it, where the bank has one.
      const last = sheet.units.at(-1)
      const consonantMs = has ? (last?.kind === 'consonant' && last.endMs < startMs ? last.endMs : onset.startMs) : startMs
      sheet.put('held', alias, { consonantMs, vowelMs: startMs, endMs }, has ? onset.phoneme : null)
      before = phoneme
    } else if (span.kind === 'consonant' && phoneme !== 'q' && phoneme !== 'gs') {
      if (next?.kind === 'vowel' && phonemeSpec(phoneme) !== null) {
        const into = before === '-' ? null : quietly(before, phoneme, startMs)
        const middleMs = (startMs + endMs) / 2
        if (into !== null) sheet.put('consonant', into, { consonantMs: startMs, vowelMs: middleMs, endMs: middleMs }, phoneme)
      } else if (isNasal(phoneme)) sheet.put('held', choose(before, phoneme, startMs), whole, null)
      else sheet.put('consonant', choose(before, phoneme, startMs), { consonantMs: startMs, vowelMs: endMs, endMs }, phoneme)
      before = phoneme
    } else {
      const ending = before === '-' ? null : quietly(before, '-', startMs)
      sheet.put(ending === null || sheet.units.at(-1)?.kind !== 'held' ? 'rest' : 'ending', ending, whole, null)
      before = '-'
    }
  })
}
