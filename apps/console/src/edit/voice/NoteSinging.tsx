import type { Note } from '@ghostlight/timeline'
import { useEffect, useRef } from 'react'
import { useWords } from '../../words/words-context.tsx'
import { FormField } from '../FormField.tsx'
import type { NoteEdit } from '../note-edits.ts'
import { isWrittenInPhonemes, setPhonemes, setSung } from './voice-edits.ts'
import { readPhonemes, writableSymbols } from './written-phonemes.ts'

const articulations = ['legato', 'staccato', 'accent', 'glottal'] as const
const languages = ['ja', 'en', 'es'] as const

/** How the chosen notes are read and sung; an empty field leaves it to the singer. */
export function NoteSinging(props: {
  readonly trackId: string
  readonly ids: readonly string[]
  readonly noteId: string
  readonly note: Note
  readonly trackLanguage: 'ja' | 'en' | 'es'
  /** What is sung on the note now. */
  readonly sounds: readonly string[]
  /** The same of every note of its word. */
  readonly wordSounds: ReadonlyMap<string, readonly string[]>
  readonly editable: boolean
  /** Somebody asks for the field of the sounds; answered by `onSoundsShown`. */
  readonly soundsAsked: boolean
  readonly onSoundsShown: () => void
  readonly onEdit: (edit: NoteEdit) => boolean
}) {
  const { trackId, ids, noteId, note, editable } = props
  const { words } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const { soundsAsked, onSoundsShown } = props
  useEffect(() => {
    if (!soundsAsked) return
    const field = box.current?.querySelector<HTMLInputElement>('.sounds-field input')
    field?.focus()
    field?.select()
    onSoundsShown()
  }, [soundsAsked, onSoundsShown])
  const set = (edit: NoteEdit): null => {
    props.onEdit(edit)
    return null
  }
  const writeSounds = (text: unknown): string | null => {
    if (text === undefined) return set(setSung(trackId, [noteId], 'reading', undefined))
    const read = readPhonemes(String(text))
    if (!read.ok) return words.voice.unknownSounds(read.unknown.join(' '), writableSymbols.join(' '))
    return set(setPhonemes(trackId, noteId, read.symbols, props.wordSounds))
  }
  const byHand = isWrittenInPhonemes(note)
  const shared = { editable, optional: true, remark: null, empty: words.voice.singerDecides }
  return (
    <div className="fields form-grid" ref={box}>
      {!byHand && (
        <FormField
          key={`${noteId} reading`}
          label={words.voice.reading}
          input={{ kind: 'text' }}
          value={note.reading}
          lang={note.language ?? props.trackLanguage}
          {...shared}
          empty={words.voice.asWritten}
          onCommit={(text) => set(setSung(trackId, [noteId], 'reading', text as string | undefined))}
        />
      )}
      <FormField
        label={words.voice.noteLanguage}
        input={{ kind: 'options', of: languages.map((one) => [one, words.singer.languageName[one]]) }}
        value={note.language}
        {...shared}
        empty={words.voice.asVoice}
        onCommit={(value) => set(setSung(trackId, ids, 'language', value as Note['language']))}
      />
      <div className="sounds-field">
        <FormField
          key={`${noteId} sounds`}
          label={byHand ? words.voice.soundsByHand : words.voice.sounds}
          input={{ kind: 'text' }}
          value={props.sounds.join(' ')}
          lang="en"
          {...shared}
          onCommit={writeSounds}
        />
      </div>
      <FormField
        label={words.voice.articulation}
        input={{ kind: 'options', of: articulations.map((one) => [one, words.voice.articulationName[one]]) }}
        value={note.articulation}
        {...shared}
        onCommit={(value) => set(setSung(trackId, ids, 'articulation', value as Note['articulation']))}
      />
      <FormField
        label={words.voice.loudness}
        input={{ kind: 'unit' }}
        value={note.dynamicsUnit}
        {...shared}
        onCommit={(value) => set(setSung(trackId, ids, 'dynamicsUnit', value as Note['dynamicsUnit']))}
      />
      <FormField
        label={words.voice.glide}
        input={{ kind: 'number', min: 0, max: 2000, step: 5 }}
        value={note.portamentoMs}
        {...shared}
        onCommit={(value) => set(setSung(trackId, ids, 'portamentoMs', value as Note['portamentoMs']))}
      />
    </div>
  )
}
