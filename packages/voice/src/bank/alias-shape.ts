/** What the names of samples say about them: which habit of naming a bank has, and whether a sample begins or ends with a vowel. */
import type { ToneRange } from './tone-map.ts'

/**
 * How samples are named: か; "a か" (vowel before included); か and "a k" (way into a consonant apart); "hh ey" (English phonemes in pairs, the
 * ARPAsing reclists).
 */
export type BankStyle = 'cv' | 'vcv' | 'cvvc' | 'arpasing'

const arpaVowels = 'aa ae ah ao aw ax ay eh er ey ih iy ow oy uh uw'.split(' ')
const arpaConsonants = 'b ch d dh dx dr f g hh jh k l m n ng p q r s sh t th tr ts v w y z zh'.split(' ')
const arpa = new Set([...arpaVowels, ...arpaConsonants])
const vowelsBefore = new Set([...'aiueonN', 'ん', 'ン', ...arpaVowels])

/**
 * The two halves of "a か", "- hh", "ay k2A3"; null for a name in one piece. What stands before the first (a prefix for a pitch) or behind the
 * letters of the second (numbers of takes, suffixes for pitches and colours) belongs to neither.
 */
function halves(alias: string): readonly [string, string] | null {
  const [, before, after] = /^(?:.*[^a-zA-Z-])?([a-zA-Zんン]+|-)\s+([a-z]+'?|-|[^\s\d]+)/u.exec(alias.trim()) ?? []
  return before === undefined || after === undefined ? null : [before, after]
}

/** Latin letters without a vowel of Japanese or English among them. */
const isConsonant = (half: string): boolean => /^[a-z]{1,3}'?$/.test(half) && !/[aiueo]/.test(half) && !/^(n|m|ng)$/.test(half)

/** An alias without the words that a tone puts round it. */
function bare(alias: string, tones: readonly ToneRange[]): string {
  for (const { prefix, suffix } of tones) {
    if (prefix === '' && suffix === '') continue
    if (alias.length > prefix.length + suffix.length && alias.startsWith(prefix) && alias.endsWith(suffix))
      return alias.slice(prefix.length, alias.length - suffix.length)
  }
  return alias
}

export function styleOf(aliases: readonly string[], tones: readonly ToneRange[]): BankStyle {
  let pairs = 0
  let english = 0
  let intoConsonants = 0
  for (const alias of aliases) {
    const parts = halves(bare(alias, tones))
    if (parts === null) continue
    const [before, after] = parts
    if (before !== '-' && !/^(-|R|息)$/.test(after)) pairs++
    if ((arpa.has(before) || before === '-') && (arpa.has(after) || after === '-') && `${before}${after}`.length > 1) english++
    if (isConsonant(after)) intoConsonants++
  }
  // "a k" is English and Japanese; "iy", "hh" and "dx" are in English banks only.
  const onlyEnglish = aliases.some((alias) => /^(iy|hh|ey|aa|eh) /.test(alias) || / (iy|hh|ey|eh|aa)$/.test(bare(alias, tones)))
  if (onlyEnglish && english > aliases.length / 2) return 'arpasing'
  if (pairs <= aliases.length / 5) return 'cv'
  return intoConsonants > pairs / 5 ? 'cvvc' : 'vcv'
}

export interface AliasShape {
  /** The sound before stands in the sample itself, and it is a vowel or ん. */
  readonly context: boolean
  /** It ends with a consonant that is not held: "a k", "s t". */
  readonly intoConsonant: boolean
}

/** @param tones words round the alias. */
export function shapeOf(alias: string, style: BankStyle, tones: readonly ToneRange[]): AliasShape {
  const parts = halves(bare(alias, tones))
  if (parts === null) return { context: false, intoConsonant: false }
  const [before, after] = parts
  const context = style === 'arpasing' ? arpaVowels.includes(before) : vowelsBefore.has(before)
  return { context, intoConsonant: style !== 'vcv' && isConsonant(after) }
}
