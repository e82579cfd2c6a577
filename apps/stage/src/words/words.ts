/** Which words a page speaks. */
import { en, type Words } from './en.ts'
import { ja } from './ja.ts'

export type PageLanguage = 'en' | 'ja'

/** The language asked for in the address (`?lang=ja`), else the first one of the browser's that we have, else English. */
export function pageLanguage(search: URLSearchParams, preferred: readonly string[]): PageLanguage {
  const asked = search.get('lang')
  for (const tag of asked ? [asked, ...preferred] : preferred) {
    const language = tag.toLowerCase().split('-')[0]
    if (language === 'ja' || language === 'en') return language
  }
  return 'en'
}

export const wordsOf = (language: PageLanguage): Words => (language === 'ja' ? ja : en)

/** Puts values into the places `{name}` of a text. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)

/** The text in a language, else in English, else in whatever there is. */
export function textIn(text: Readonly<Record<string, string>> | undefined, language: PageLanguage): string {
  return text?.[language] ?? text?.['en'] ?? Object.values(text ?? {})[0] ?? ''
}
