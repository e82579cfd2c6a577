/**
 * Karaoke conventions → the syllables of `Note.lyric`. In files: "/" or "\" (or a line feed) begins a line; a blank before a syllable begins
 * a word, a blank after one ends it, depending on who wrote the file; some write hyphens. In the document: a trailing hyphen says that
 * the word goes on. Scripts that write syllables (kana, hangul, han) need neither.
 */

export interface Syllable {
  /** As `Note.lyric` wants it, "Dai-". */
  readonly lyric: string
  readonly startsLine: boolean
  /** As it reads in the line: with the blank that separates it from the syllable before. */
  readonly written: string
}

/** @param texts  in order of time, decoded, blanks kept; none of them empty. */
export function syllablesOf(texts: readonly string[]): Syllable[] {
  const parsed = texts.map(markersOf)
  const blanks = parsed.some((text) => text.startsWord || text.endsWord)
  return parsed.map((text, index) => {
    const next = parsed[index + 1]
    const before = parsed[index - 1]
    // Syllabic scripts are written together unless the file has a blank there.
    const together = before && isSyllabic(before.core) && isSyllabic(text.core) && !before.endsWord && !text.startsWord
    const startsWord = !before || (!together && wordBreak(before, text, blanks))
    const goesOn = next !== undefined && !wordBreak(text, next, blanks)
    const bare = text.core.replace(/-+$/, '').replace(/\s+/g, ' ')
    const isHold = text.core === '' || /^[-_=+~ー]+$/.test(text.core)
    const lyric = isHold ? (text.core === '+' || text.core === 'ー' ? text.core : '-') : `${bare}${goesOn ? '-' : ''}`
    return {
      lyric,
      startsLine: text.startsLine || index === 0,
      written: isHold ? '' : `${startsWord && index > 0 && !text.startsLine ? ' ' : ''}${bare}`,
    }
  })
}

interface Marked {
  readonly core: string
  readonly startsLine: boolean
  readonly startsWord: boolean
  readonly endsWord: boolean
}

function markersOf(text: string): Marked {
  const startsLine = /^\s*[\\/\r\n]/.test(text)
  const withoutLine = text.replace(/^\s*[\\/\r\n]+/, '')
  return {
    core: withoutLine.trim().replace(/_+$/, (tail) => (withoutLine.trim() === tail ? tail : '')),
    startsLine,
    startsWord: startsLine || /^\s/.test(withoutLine),
    endsWord: /\s$/.test(withoutLine),
  }
}

function wordBreak(left: Marked, right: Marked, blanks: boolean): boolean {
  if (/-$/.test(left.core) && left.core.length > 1) return false
  if (isSyllabic(left.core) || isSyllabic(right.core)) return true
  if (right.startsLine || /[.,;:!?…»”]$/.test(left.core)) return true
  // Without a single blank in the whole part nothing says where words end; each syllable stands alone.
  if (!blanks) return true
  return left.endsWord || right.startsWord
}

/** Kana, han and hangul write syllables, not parts of words. */
const isSyllabic = (text: string): boolean => /[぀-ヿ㐀-鿿가-힯]/.test(text)
export const isKana = (text: string): boolean => /[぀-ヿ]/.test(text)
