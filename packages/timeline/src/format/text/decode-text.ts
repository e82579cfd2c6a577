/**
 * Text whose encoding is not stated: lyrics in MIDI files, UST files. UTF-8 is recognised by its form. Anything else is decoded by somebody
 * who knows the tables (`TextDecode`, a TextDecoder in the shells), and the reading that looks most like words is taken.
 */

/** Text of bytes that are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates), else null. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  const pieces: string[] = []
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at]!
    const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
    if (length === 0 || at + length > bytes.length) return null
    let code = length === 1 ? first : first & (0x7f >> length)
    for (let i = 1; i < length; i++) {
      const byte = bytes[at + i]!
      if ((byte & 0xc0) !== 0x80) return null
      code = code * 64 + (byte & 0x3f)
    }
    if ((length === 3 && code < 0x800) || (length === 4 && code < 0x10000) || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
      return null
    text += String.fromCodePoint(code)
    at += length
    if (text.length > 65_536) {
      pieces.push(text)
      text = ''
    }
  }
  return pieces.join('') + text
}

/** ISO 8859-1: every byte is a letter. The last resort. */
export function decodeLatin1(bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; at += 4096) pieces.push(String.fromCharCode(...bytes.subarray(at, at + 4096)))
  return pieces.join('')
}

/**
 * Bytes → text in an encoding named as in the Encoding Standard ("shift_jis", "euc-kr", "gbk", "windows-1252", "utf-16le" …).
 * null when the bytes are not valid in it, or the encoding is unknown.
 */
export type TextDecode = (bytes: Uint8Array, encoding: string) => string | null

export interface DecodedTexts {
  readonly strings: readonly string[]
  readonly encoding: string
  /** false: nothing looked like words; it is Latin-1 because everything can be. */
  readonly sure: boolean
}

/**
 * Texts of one file, all in one encoding.
 * @param decode  null: only UTF-8 and Latin-1 are known.
 * @param asked   an encoding that somebody named; it is taken when every text is valid in it.
 */
export function decodeTexts(
  texts: readonly Uint8Array[],
  { decode, asked }: { readonly decode: TextDecode | null; readonly asked: string | null },
): DecodedTexts {
  if (asked !== null && decode !== null) {
    const read = readAll(texts, asked, decode)
    if (read) return { strings: read, encoding: asked, sure: true }
  }
  const utf8 = texts.map(decodeUtf8)
  if (utf8.every((text) => text !== null)) return { strings: utf8, encoding: 'utf-8', sure: true }
  const latin = texts.map(decodeLatin1)
  if (looksLatin(latin))
    return { strings: (decode && readAll(texts, 'windows-1252', decode)) ?? latin, encoding: 'windows-1252', sure: true }
  let best: DecodedTexts | null = null
  let bestScore = MIN_SCORE
  for (const [encoding, likeness] of decode === null ? [] : candidates) {
    const strings = readAll(texts, encoding, decode!)
    const score = strings === null ? 0 : likeness(strings.join(''), texts)
    if (strings !== null && score > bestScore) {
      best = { strings, encoding, sure: true }
      bestScore = score
    }
  }
  return best ?? { strings: latin, encoding: 'iso-8859-1', sure: false }
}

function readAll(texts: readonly Uint8Array[], encoding: string, decode: TextDecode): string[] | null {
  const read: string[] = []
  for (const bytes of texts) {
    const text = decode(bytes, encoding)
    if (text === null) return null
    read.push(text)
  }
  return read
}

/** Below this average weight per letter a reading is noise. */
const MIN_SCORE = 0.3

/**
 * How much a text speaks for an encoding: mean weight of its letters beyond ASCII, −2 to 1. Kana are written by nobody by accident.
 * Half-width kana, user-defined letters and rare signs are what the bytes of another encoding turn into. EUC-KR and GBK share the bytes of
 * their common letters: hangul ends at row C8, where the latter half of the common hanzi (in pinyin order) only begins, so that Chinese
 * text read as EUC-KR is full of hanja.
 */
const candidates: readonly (readonly [encoding: string, likeness: (text: string, bytes: readonly Uint8Array[]) => number])[] = [
  [
    'shift_jis',
    byLetter((letter) => (isKanaLetter(letter) ? 1 : isHalfKana(letter) ? 0.35 : isHan(letter) ? 0.6 : isWide(letter) ? 0.5 : -2)),
  ],
  ['euc-kr', byLetter((letter) => (/[가-힣]/.test(letter) ? 1 : isWide(letter) ? 0.5 : isHan(letter) ? 0 : -1))],
  ['gbk', (_, bytes) => gbkLikeness(bytes)],
  ['euc-jp', byLetter((letter) => (isKanaLetter(letter) ? 1 : isHan(letter) ? 0.55 : isWide(letter) ? 0.5 : -1))],
]

function byLetter(weigh: (letter: string) => number): (text: string) => number {
  return (text) => {
    let sum = 0
    let letters = 0
    for (const letter of text) {
      if (letter.codePointAt(0)! < 0x80) continue
      letters++
      sum += weigh(letter)
    }
    return letters === 0 ? 0 : sum / letters
  }
}

/** GB 2312 orders its signs by use: rows B0–D7 are the common ones, D8–F7 the others, A1–A9 signs; what GBK added lies elsewhere. */
function gbkLikeness(texts: readonly Uint8Array[]): number {
  let sum = 0
  let letters = 0
  for (const bytes of texts) {
    for (let at = 0; at < bytes.length; at++) {
      const lead = bytes[at]!
      if (lead < 0x80) continue
      const trail = bytes[++at] ?? 0
      letters++
      if (trail < 0xa1 || lead < 0xa1) sum += 0.1
      else if (lead >= 0xb0 && lead <= 0xd7) sum += 0.9
      else if (lead >= 0xd8 && lead <= 0xf7) sum += 0.3
      else if (lead === 0xa1 || lead === 0xa3) sum += 0.5
    }
  }
  return letters === 0 ? 0 : sum / letters
}

const isKanaLetter = (letter: string): boolean => /[ぁ-ゖァ-ヺー]/.test(letter)
const isHalfKana = (letter: string): boolean => /[\uff61-\uff9f]/.test(letter)
const isHan = (letter: string): boolean => /[\u4e00-\u9fff]/.test(letter)
const isWide = (letter: string): boolean => /[\u3000-\u303f\uff01-\uff60“”‘’…—·～★☆]/.test(letter)

/**
 * Western letters: single high bytes among plain letters, and none of the bytes that no Western text has.
 * @param texts  the bytes as Latin-1.
 */
function looksLatin(texts: readonly string[]): boolean {
  const text = texts.join('\n')
  // 0x80–0x9F hold a few quotes, dashes and letters in windows-1252; Shift-JIS begins its kana there.
  if (/[\x80\x81\x83\x84\x86-\x90\x98-\x9b\x9d\x9e]/.test(text)) return false
  const runs = text.match(/[\x80-\xff]+/g) ?? []
  const single = runs.filter((run) => run.length === 1).length
  const plain = (text.match(/[A-Za-z]/g) ?? []).length
  const high = runs.join('').length
  return single >= runs.length * 0.85 && plain >= high
}
