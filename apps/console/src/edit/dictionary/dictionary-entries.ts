/** The show's own dictionary as a list, and the words that want an entry. Pure. */
import { createTempoMap, type Dictionary, type Show, type Song } from '@ghostlight/timeline'
import { type Lexicon, planVocal } from '@ghostlight/voice'
import { wordNotes } from '../note-edits.ts'
import type { SungLanguage } from '../syllables.ts'
import { readPhonemes } from '../voice/written-phonemes.ts'

export const dictionaryLanguages = ['en', 'ja', 'es'] as const satisfies readonly SungLanguage[]

export interface DictionaryEntry {
  readonly language: SungLanguage
  readonly word: string
  readonly sounds: string
}

/** By language, then by word. */
export function entriesOf(dictionary: Dictionary | undefined): readonly DictionaryEntry[] {
  return dictionaryLanguages.flatMap((language) =>
    Object.entries(dictionary?.[language] ?? {})
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([word, sounds]) => ({ language, word, sounds })),
  )
}

export type SoundsProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknownSounds'; readonly unknown: readonly string[] }
  /** Japanese is written in kana, Spanish in letters. */
  | { readonly kind: 'notKana' | 'notLetters' }

/** What is wrong with a pronunciation; null when the singers can sing it. */
export function soundsProblem(language: SungLanguage, sounds: string): SoundsProblem | null {
  const text = sounds.trim()
  if (text === '') return { kind: 'empty' }
  if (language === 'ja') return /^[\u3041-\u3096\u30a1-\u30fc\s]+$/u.test(text) ? null : { kind: 'notKana' }
  if (language === 'es') return /^[\p{Script=Latin}\s'-]+$/u.test(text) ? null : { kind: 'notLetters' }
  const read = readPhonemes(text)
  return read.ok ? null : { kind: 'unknownSounds', unknown: read.unknown }
}

/** A word as the dictionary keeps it. */
export const wordKey = (word: string): string => word.trim().toLowerCase().replace(/[’‘]/g, "'")

/** @param sounds  undefined: the entry goes. */
export function setEntry(show: Show, language: SungLanguage, word: string, sounds: string | undefined): void {
  const { [wordKey(word)]: _before, ...others } = show.dictionary?.[language] ?? {}
  const entries = sounds === undefined ? others : { ...others, [wordKey(word)]: sounds.trim() }
  const { [language]: _language, ...rest } = show.dictionary ?? {}
  const dictionary: Dictionary = Object.keys(entries).length === 0 ? rest : { ...rest, [language]: entries }
  if (Object.keys(dictionary).length === 0) delete show.dictionary
  else show.dictionary = dictionary
}

export interface AskedWord {
  readonly language: SungLanguage
  readonly word: string
  /** What is sung until there is an entry. */
  readonly sungNow: string
  readonly songId: string
}

/** Words that a singer guesses or cannot read, each once, in the order of the songs. */
export function askedWords(songs: Readonly<Record<string, Song>>, lexicon: Lexicon): readonly AskedWord[] {
  const asked = new Map<string, AskedWord>()
  for (const [songId, song] of Object.entries(songs)) {
    for (const track of Object.values(song.tracks)) {
      if (track.kind !== 'vocal') continue
      const plan = planVocal(track, createTempoMap(Object.values(song.tempo)), { lexicon, seed: 1 })
      const order = Object.keys(track.notes).sort((a, b) => track.notes[a]!.startBeats - track.notes[b]!.startBeats)
      for (const issue of plan.issues) {
        const noteId = /notes\.([^.]+)/.exec(issue.path)?.[1]
        if (noteId === undefined || !['not-in-lexicon', 'reading-guessed', 'unreadable'].includes(issue.code)) continue
        const ids = wordNotes(track.notes, order, noteId)
        const word = wordKey(
          ids
            .map((id) => track.notes[id]!.lyric.replace(/^\+$|-$/g, ''))
            .join('')
            .replace(/[^\p{L}\p{M}\p{N}'’々]/gu, ''),
        )
        const language = track.notes[noteId]?.language ?? track.language
        const key = `${language} ${word}`
        if (word === '' || asked.has(key)) continue
        const sungNow = plan.phrases
          .flatMap((phrase) => phrase.phonemes)
          .filter((span) => ids.includes(span.noteId) && (span.kind === 'vowel' || span.kind === 'consonant'))
          .map(({ phoneme }) => phoneme)
          .join(' ')
        asked.set(key, { language, word, sungNow, songId })
      }
    }
  }
  return [...asked.values()]
}
