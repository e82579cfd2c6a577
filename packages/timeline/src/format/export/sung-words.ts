/** The notes of a vocal track with their words put together again: what other programs want to see on each note. */
import type { Note } from '../../document/note.ts'
import type { VocalTrack } from '../../document/track.ts'

export interface SungNote {
  readonly id: string
  readonly note: Note
  /** A syllable, bare of hyphens; "" where the vowel is held; "+" where the next syllable of the word is sung. */
  readonly syllable: string
  readonly kind: 'syllable' | 'nextSyllable' | 'held' | 'breath'
  /** The word goes on in a later note. */
  readonly goesOn: boolean
  /** The syllable continues the word before. */
  readonly joins: boolean
}

/** In order of start. */
export function sungNotes(track: VocalTrack): SungNote[] {
  let open = false
  return Object.entries(track.notes)
    .sort(([a, left], [b, right]) => left.startBeats - right.startBeats || (a < b ? -1 : 1))
    .map(([id, note]) => {
      const text = note.lyric.trim()
      if (/^\[\s*br\s*\]$/.test(text)) return { id, note, syllable: '', kind: 'breath', goesOn: open, joins: false }
      if (/^\++~?$/.test(text)) return { id, note, syllable: '+', kind: 'nextSyllable', goesOn: open, joins: true }
      if (/^[-–—~ー\s]*$/.test(text)) return { id, note, syllable: '', kind: 'held', goesOn: open, joins: true }
      const joins = open
      open = /.-$/.test(text)
      return { id, note, syllable: open ? text.slice(0, -1) : text, kind: 'syllable', goesOn: open, joins }
    })
}

/** Kana, han and hangul write syllables: no blank between words. */
export const isSyllabic = (text: string): boolean => /[぀-ヿ㐀-鿿가-힯]/.test(text)

/** UTF-8, which the pure packages have no encoder for (RFC 3629). A lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): number[] {
  const out: number[] = []
  for (const letter of text) {
    const raw = letter.codePointAt(0)!
    const code = raw >= 0xd800 && raw <= 0xdfff ? 0xfffd : raw
    if (code < 0x80) out.push(code)
    else if (code < 0x800) out.push(0xc0 | (code >> 6), 0x80 | (code & 63))
    else if (code < 0x10000) out.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
    else out.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
  }
  return out
}
