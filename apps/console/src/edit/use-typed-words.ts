import type { Lexicon } from '@ghostlight/voice'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { SungLanguage } from './syllables.ts'
import { answered, type Looked, lackingWords, nothingLooked } from './typed-words.ts'

export interface TypedWords {
  /** What the draft sings with, and what was looked up since; the draft decides, for it has the show's own dictionary in it. */
  readonly lexicon: Lexicon
  /** False while a word of this text is not looked up yet: how many syllables it has is not known. */
  readonly knows: (typed: string, language: SungLanguage) => boolean
  readonly lookUp: (typed: string, language: SungLanguage) => void
}

/** The whole dictionary for words as they are typed, asked only for those that the draft lacks. */
export function useTypedWords(own: Lexicon): TypedWords {
  const [looked, setLooked] = useState<Looked>(nothingLooked)
  const worker = useRef<Worker | null>(null)
  const underWay = useRef(new Set<string>())
  useEffect(
    () => () => {
      worker.current?.terminate()
      worker.current = null
      underWay.current.clear()
    },
    [],
  )
  const lexicon = useMemo(() => ({ ...looked.found, ...own }), [looked, own])
  const { asked } = looked
  const lookUp = useCallback(
    (typed: string, language: SungLanguage) => {
      const wanted = lackingWords(typed, language, lexicon, asked).filter((word) => !underWay.current.has(word))
      if (wanted.length === 0) return
      if (worker.current === null) {
        const opened = new Worker(new URL('./dictionary-worker.ts', import.meta.url), { type: 'module' })
        opened.onmessage = ({ data }: MessageEvent<{ readonly asked: readonly string[]; readonly found: Lexicon }>) => {
          for (const word of data.asked) underWay.current.delete(word)
          setLooked((before) => answered(before, data.asked, data.found))
        }
        opened.onerror = () => {
          // Nobody waits for what does not come: spelling decides, and the next word tries again.
          const given = [...underWay.current]
          underWay.current.clear()
          opened.terminate()
          worker.current = null
          setLooked((before) => answered(before, given, null))
        }
        worker.current = opened
      }
      for (const word of wanted) underWay.current.add(word)
      worker.current.postMessage(wanted)
    },
    [lexicon, asked],
  )
  const knows = useCallback(
    (typed: string, language: SungLanguage) => lackingWords(typed, language, lexicon, asked).length === 0,
    [lexicon, asked],
  )
  return { lexicon, knows, lookUp }
}
