import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { en, type Words } from './en.ts'
import { ja } from './ja.ts'

export type Language = 'en' | 'ja'
export const languages: readonly { readonly tag: Language; readonly name: string }[] = [
  { tag: 'en', name: en.language },
  { tag: 'ja', name: ja.language },
]
const allWords: Readonly<Record<Language, Words>> = { en, ja }
const remembered = 'ghostlight.language'

interface Speech {
  readonly words: Words
  readonly language: Language
  readonly setLanguage: (language: Language) => void
}
const SpeechContext = createContext<Speech | null>(null)

function firstLanguage(): Language {
  const kept = localStorage.getItem(remembered)
  if (kept === 'en' || kept === 'ja') return kept
  return navigator.language.startsWith('ja') ? 'ja' : 'en'
}

/** Words of the page in the chosen language; the choice is kept on this machine. */
export function WordsProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(firstLanguage)
  useEffect(() => {
    document.documentElement.lang = language
    localStorage.setItem(remembered, language)
  }, [language])
  const speech = useMemo(() => ({ words: allWords[language], language, setLanguage }), [language])
  return <SpeechContext value={speech}>{children}</SpeechContext>
}

export function useWords(): Speech {
  const speech = useContext(SpeechContext)
  if (speech === null) throw new Error('useWords needs a WordsProvider above it')
  return speech
}
