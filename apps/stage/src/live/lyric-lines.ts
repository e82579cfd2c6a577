/** Which words of a lyric line stand where. Pure. */
import type { PageLanguage } from '../words/words.ts'

export interface LyricLines {
  readonly sung: string
  readonly sungLanguage: string
  readonly translation: string | null
  readonly translationLanguage: PageLanguage
}

/**
 * The line as it is sung, and what it means to whoever reads the page.
 *
 * @param text  the line by language; the sung language's own text stands above.
 * @returns     translation null when the page's language is the sung one, or nobody has translated the line.
 */
export function linesOf(text: Readonly<Record<string, string>>, sungLanguage: string, language: PageLanguage): LyricLines | null {
  const [firstLanguage, first] = Object.entries(text)[0] ?? []
  const known = text[sungLanguage]
  const sung = known ?? first
  if (sung === undefined) return null
  const own = known === undefined ? firstLanguage! : sungLanguage
  const translation = language === own ? null : (text[language] ?? null)
  return { sung, sungLanguage: own, translation: translation === sung ? null : translation, translationLanguage: language }
}
