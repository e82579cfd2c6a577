/**
 * From phonemes to the names samples have in banks: か, "a か", "- か", ka. A bank is asked for the best name first; what it lacks is sung with
 * the nearest sample it has.
 */

/** Vowels of the banks: the five of Japanese. */
export type BankVowel = 'a' | 'i' | 'u' | 'e' | 'o'
const vowels: readonly BankVowel[] = ['a', 'i', 'u', 'e', 'o']

/** Consonant of our phonemes (joined by spaces) → kana of its row in the order a i u e o; "." where none is written. */
const kanaRows: Readonly<Record<string, string>> = {
  '': 'あ い う え お',
  k: 'か き く け こ',
  'k y': 'きゃ き きゅ きぇ きょ',
  g: 'が ぎ ぐ げ ご',
  'g y': 'ぎゃ ぎ ぎゅ ぎぇ ぎょ',
  s: 'さ すぃ す せ そ',
  sh: 'しゃ し しゅ しぇ しょ',
  z: 'ざ ずぃ ず ぜ ぞ',
  jh: 'じゃ じ じゅ じぇ じょ',
  t: 'た てぃ とぅ て と',
  't y': 'てゃ てぃ てゅ てぇ てょ',
  ch: 'ちゃ ち ちゅ ちぇ ちょ',
  ts: 'つぁ つぃ つ つぇ つぉ',
  d: 'だ でぃ どぅ で ど',
  'd y': 'でゃ でぃ でゅ でぇ でょ',
  n: 'な に ぬ ね の',
  'n y': 'にゃ に にゅ にぇ にょ',
  h: 'は ひ ほぅ へ ほ',
  hy: 'ひゃ ひ ひゅ ひぇ ひょ',
  ph: 'ふぁ ふぃ ふ ふぇ ふぉ',
  b: 'ば び ぶ べ ぼ',
  'b y': 'びゃ び びゅ びぇ びょ',
  p: 'ぱ ぴ ぷ ぺ ぽ',
  'p y': 'ぴゃ ぴ ぴゅ ぴぇ ぴょ',
  m: 'ま み む め も',
  'm y': 'みゃ み みゅ みぇ みょ',
  y: 'や い ゆ いぇ よ',
  dx: 'ら り る れ ろ',
  'dx y': 'りゃ り りゅ りぇ りょ',
  w: 'わ うぃ う うぇ うぉ',
  v: 'ヴァ ヴィ ヴ ヴェ ヴォ',
}
/** Romaji of each row's consonant, Hepburn first; exceptions below. */
const romajiRows: Readonly<Record<string, readonly string[]>> = {
  '': [''],
  k: ['k'],
  'k y': ['ky'],
  g: ['g'],
  'g y': ['gy'],
  s: ['s'],
  sh: ['sh', 'sy'],
  z: ['z'],
  jh: ['j', 'jy', 'zy'],
  t: ['t'],
  't y': ['ty'],
  ch: ['ch', 'cy', 'ty'],
  ts: ['ts'],
  d: ['d'],
  'd y': ['dy'],
  n: ['n'],
  'n y': ['ny'],
  h: ['h'],
  hy: ['hy'],
  ph: ['f', 'ph'],
  b: ['b'],
  'b y': ['by'],
  p: ['p'],
  'p y': ['py'],
  m: ['m'],
  'm y': ['my'],
  y: ['y'],
  dx: ['r', 'l'],
  'dx y': ['ry'],
  w: ['w'],
  v: ['v'],
}
/** Spellings that are not consonant + vowel. */
const romajiExtra: Readonly<Record<string, readonly string[]>> = {
  'sh i': ['si'],
  'ch i': ['ti'],
  'ts u': ['tu'],
  'ph u': ['hu'],
  'jh i': ['zi', 'di'],
  'k y i': ['ki'],
  'g y i': ['gi'],
  'n y i': ['ni'],
  'hy i': ['hi'],
  'b y i': ['bi'],
  'p y i': ['pi'],
  'm y i': ['mi'],
  'dx y i': ['ri'],
  'y i': ['i'],
  'w u': ['u'],
}
/** Kana written otherwise. */
const kanaExtra: Readonly<Record<string, readonly string[]>> = {
  ' o': ['を'],
  'jh i': ['ぢ'],
  'z u': ['づ'],
  'v u': ['ゔ'],
  'w o': ['を'],
}

/** What stands in for a consonant that has no row, or whose row a bank lacks; nearest first (shared place and manner). */
const standIns: Readonly<Record<string, readonly string[]>> = {
  l: ['dx'],
  r: ['dx'],
  rr: ['dx'],
  f: ['ph', 'h', 'hy'],
  ph: ['h', 'hy', ''],
  th: ['s', 't'],
  dh: ['z', 'd'],
  zh: ['jh', 'sh'],
  dz: ['z', 'jh'],
  z: ['dz', 'jh', 's'],
  x: ['h'],
  bv: ['b'],
  dv: ['d'],
  gv: ['g'],
  v: ['b'],
  ny: ['n y', 'n'],
  ng: ['n', 'g'],
  hy: ['h', 'sh'],
  h: ['hy', ''],
  ts: ['s', 't'],
  ch: ['sh', 't'],
  jh: ['ch', 'z'],
  sh: ['ch', 's'],
  s: ['sh', 'ts'],
  t: ['d', 'ts'],
  d: ['t', 'dx'],
  k: ['g'],
  g: ['k'],
  p: ['b'],
  b: ['p', 'm'],
  m: ['n', 'b'],
  n: ['m'],
  dx: ['d', 'n'],
  w: ['', 'm'],
  y: ['', 'dx y'],
}
/** Vowels by likeness, for a consonant that the bank has only with others. */
const nearVowels: Readonly<Record<BankVowel, readonly BankVowel[]>> = {
  a: ['o', 'e', 'u', 'i'],
  i: ['e', 'u', 'a', 'o'],
  u: ['o', 'i', 'e', 'a'],
  e: ['i', 'a', 'o', 'u'],
  o: ['u', 'a', 'e', 'i'],
}

/** Vowel of a bank for one of ours, and where a diphthong goes. */
export const bankVowels: Readonly<Record<string, readonly [BankVowel, BankVowel | null]>> = {
  a: ['a', null],
  i: ['i', null],
  u: ['u', null],
  e: ['e', null],
  o: ['o', null],
  iy: ['i', null],
  ih: ['i', null],
  eh: ['e', null],
  ae: ['a', null],
  aa: ['a', null],
  ao: ['o', null],
  uh: ['u', null],
  uw: ['u', null],
  ah: ['a', null],
  ax: ['a', null],
  er: ['a', null],
  ey: ['e', 'i'],
  ay: ['a', 'i'],
  oy: ['o', 'i'],
  aw: ['a', 'u'],
  ow: ['o', 'u'],
}

const katakana = (text: string): string => text.replace(/[\u3041-\u3096]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60))

/** Names of a consonant and a vowel, most usual first; empty when there is no such row. */
function namesOf(consonant: string, vowel: BankVowel): string[] {
  const row = kanaRows[consonant]
  if (row === undefined) return []
  const kana = row.split(' ')[vowels.indexOf(vowel)]!
  const key = `${consonant} ${vowel}`
  const kanas = [kana, ...(kanaExtra[key] ?? [])]
  const romaji = [...(romajiRows[consonant] ?? []).map((c) => c + vowel), ...(romajiExtra[key] ?? [])]
  // "si" and "ti" are し and ち in one bank and すぃ and てぃ in another; the certain spelling comes first.
  return [...kanas, ...kanas.map(katakana), ...romaji]
}

/** What stands before a sample: a vowel, ん, or nothing. */
export type Context = BankVowel | 'n' | '-'

/** What is wanted of the bank. */
export type Wanted =
  /** Consonants (ours, joined by spaces; '' for none) and the vowel they lead to. */
  | { readonly kind: 'syllable'; readonly consonant: string; readonly vowel: BankVowel }
  /** The moraic nasal ん. */
  | { readonly kind: 'nasal' }
  /** A consonant that no vowel follows. */
  | { readonly kind: 'consonant'; readonly consonant: string }
  | { readonly kind: 'breath' }
  /** The end of a phrase on a vowel. */
  | { readonly kind: 'ending' }

/** Which samples a bank has. */
export interface AliasShelf {
  has(alias: string): boolean
  /** Words round the alias at this pitch; both empty where the bank has one pitch. */
  wordsAt(pitch: number): { readonly prefix: string; readonly suffix: string }
}

export interface Chosen {
  /** As the bank has it, prefix and suffix included. */
  readonly alias: string
  /** The name that was looked for first, without prefix and suffix; null when the very thing was there. */
  readonly insteadOf: string | null
}

/** A consonant that Japanese lacks (l, th) as the one it has for it: no bank misses what its language has not. */
function native(consonant: string): string {
  if (consonant in kanaRows) return consonant
  const [first, ...rest] = consonant.split(' ')
  const nearest = (standIns[first!] ?? []).find((one) => one in kanaRows) ?? first!
  return [nearest, ...rest].join(' ')
}

/** Sounds one name after another, in order of preference. */
function* candidates(wanted: Wanted, context: Context, vcv: boolean): Generator<{ readonly name: string; readonly exact: boolean }> {
  const contexts: Context[] = [context, ...(context === '-' ? [] : (['-'] as const)), ...vowels.filter((v) => v !== context), 'n']
  function* around(names: readonly string[], exact: boolean): Generator<{ name: string; exact: boolean }> {
    for (const name of names) yield { name: `${context} ${name}`, exact }
    for (const name of names) yield { name, exact: exact && !(vcv && context !== '-') }
    for (const other of contexts) for (const name of names) yield { name: `${other} ${name}`, exact: false }
  }
  switch (wanted.kind) {
    case 'nasal': {
      const names = ['ん', 'ン', 'N', 'n', 'nn', "n'", 'm']
      yield* around(names, true)
      yield* around(namesOf('n', 'u'), false)
      return
    }
    case 'breath':
      for (const name of ['br', 'breath', '息', '吸', '息吸', 'breathe-in', 'breath-in', 'AP', 'R br', '- br', '・', 'br1'])
        yield { name, exact: true }
      return
    case 'ending':
      for (const name of [`${context} -`, `${context} R`, `${context} 息`]) yield { name, exact: true }
      return
    case 'consonant': {
      const bare = romajiRows[wanted.consonant]?.[0] ?? wanted.consonant
      for (const name of [`${context} ${bare}`, bare, `${bare} -`]) if (name.trim() !== '') yield { name, exact: true }
      // The consonant of a sample with a closed vowel: す without its u.
      for (const consonant of [wanted.consonant, ...substitutes(wanted.consonant)]) {
        for (const vowel of ['u', 'i', 'o', 'e', 'a'] as const) yield* around(namesOf(consonant, vowel), consonant === wanted.consonant)
      }
      return
    }
    case 'syllable': {
      yield* around(namesOf(wanted.consonant, wanted.vowel), true)
      const others = substitutes(wanted.consonant)
      // A nearer consonant keeps the word better than a nearer vowel keeps the tune; vowels come last.
      for (const consonant of others) yield* around(namesOf(consonant, wanted.vowel), false)
      yield* around(namesOf('', wanted.vowel), false)
      for (const vowel of nearVowels[wanted.vowel]) {
        for (const consonant of [wanted.consonant, ...others, '']) yield* around(namesOf(consonant, vowel), false)
      }
      // Anything on this vowel is better than a hole.
      for (const consonant of Object.keys(kanaRows)) yield* around(namesOf(consonant, wanted.vowel), false)
    }
  }
}

/** Stand-ins of a consonant, then theirs; y is dropped before the rest. */
function substitutes(consonant: string): string[] {
  const out: string[] = []
  const add = (one: string): void => {
    if (one !== consonant && !out.includes(one)) out.push(one)
  }
  const parts = consonant.split(' ')
  if (parts.length > 1) {
    for (const stand of standIns[parts[0]!] ?? []) add([stand, ...parts.slice(1)].join(' '))
    add(parts[0]!)
  }
  for (const first of standIns[parts[0]!] ?? []) add(first)
  for (const first of [...out]) for (const second of standIns[first.split(' ')[0]!] ?? []) if (second !== '') add(second)
  return out
}

/** Usual name of what is wanted, for messages. */
export function canonical(wanted: Wanted, context: Context, vcv: boolean): string {
  for (const { name } of candidates(wanted, context, vcv)) return vcv ? name : name.replace(/^\S+ (?=\S)/, '')
  return '?'
}

/**
 * @param pitch MIDI number of the note, for banks recorded at several pitches.
 * @returns null when the bank has nothing like it (a breath or an ending is then left out).
 */
export function chooseAlias(
  shelf: AliasShelf,
  asked: Wanted,
  at: { readonly context: Context; readonly pitch: number; readonly vcv: boolean },
): Chosen | null {
  const { prefix, suffix } = shelf.wordsAt(at.pitch)
  const wanted = asked.kind === 'syllable' ? { ...asked, consonant: native(asked.consonant) } : asked
  for (const { name, exact } of candidates(wanted, at.context, at.vcv)) {
    const full = prefix + name + suffix
    const alias = shelf.has(full) ? full : shelf.has(name) ? name : null
    if (alias === null) continue
    return { alias, insteadOf: exact ? null : canonical(wanted, at.context, at.vcv) }
  }
  return null
}

/** "a k" of banks that have the way into a consonant apart; null where there is none. */
export function intoConsonant(shelf: AliasShelf, context: Context, consonant: string, pitch: number): string | null {
  if (context === '-') return null
  const { prefix, suffix } = shelf.wordsAt(pitch)
  for (const name of romajiRows[native(consonant)] ?? []) {
    const pair = `${context} ${name}`
    for (const alias of [prefix + pair + suffix, pair]) if (shelf.has(alias)) return alias
  }
  return null
}

/** Whether the banks' kana have a syllable for these consonants. */
export const hasRow = (consonant: string): boolean => consonant in kanaRows
