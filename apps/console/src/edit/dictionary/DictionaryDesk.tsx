import { type Lexicon, withDictionary } from '@ghostlight/voice'
import { Plus, Trash2, Volume2 } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { mayEditNow } from '../../role.ts'
import { SayLine } from '../../say.tsx'
import { IconButton } from '../../shell/IconButton.tsx'
import { useShow } from '../../show-context.tsx'
import type { Words } from '../../words/en.ts'
import { useWords } from '../../words/words-context.tsx'
import { AdoptPanel } from '../AdoptPanel.tsx'
import { Chooser } from '../Chooser.tsx'
import { OnAir, SavedMark, UndoButtons } from '../draft-marks.tsx'
import { songDeed } from '../edit-words.ts'
import { FormField } from '../FormField.tsx'
import { plainExpression } from '../singer/take.ts'
import { useTakes } from '../singer/use-takes.ts'
import type { SungLanguage } from '../syllables.ts'
import type { DraftDoor } from '../use-draft.ts'
import { writableSymbols } from '../voice/written-phonemes.ts'
import { askedWords, dictionaryLanguages, entriesOf, type SoundsProblem, setEntry, soundsProblem, wordKey } from './dictionary-entries.ts'

const noLexicon: Lexicon = {}

/** How this show sings words that no dictionary has, or that it wants otherwise. Every entry can be heard. */
export function DictionaryDesk({ draft }: { readonly draft: DraftDoor }) {
  const show = useShow()
  const { words } = useWords()
  const editable = mayEditNow(show)
  const { body, base } = draft
  const [language, setLanguage] = useState<SungLanguage>('en')
  const [word, setWord] = useState('')
  const [sounds, setSounds] = useState('')
  const [refused, setRefused] = useState<string | null>(null)
  const soundsField = useRef<HTMLInputElement>(null)
  const dictionary = body?.show.dictionary
  const entries = useMemo(() => entriesOf(dictionary), [dictionary])
  const lexicon = useMemo(() => withDictionary(base?.lexicon ?? noLexicon, dictionary), [base, dictionary])
  const songs = body?.songs
  const asked = useMemo(() => (songs === undefined ? [] : askedWords(songs, lexicon)), [songs, lexicon])
  const hear = useHeard(lexicon)

  const put = (to: SungLanguage, of: string, said: string | undefined): void =>
    void draft.edit({ saying: songDeed('dictionary'), recipe: (copy) => setEntry(copy.show, to, of, said) })
  const add = (): void => {
    const problem = soundsProblem(language, sounds)
    const why = wordKey(word) === '' ? words.dictionary.noWord : problem === null ? null : tell(problem, words)
    setRefused(why)
    if (why !== null) return
    put(language, word, sounds)
    setWord('')
    setSounds('')
  }
  return (
    <>
      <section className="panel edit-bar" aria-label={words.mode.edit}>
        <UndoButtons draft={draft} editable={editable} />
        <span className="spring" />
        <div className="draft">
          <SavedMark draft={draft} />
          <AdoptPanel />
        </div>
      </section>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="panel dictionary" aria-labelledby="dictionary-heading" tabIndex={0}>
        <SayLine />
        <header className="panel-head">
          <h2 id="dictionary-heading">{words.dictionary.heading}</h2>
          <p className="quiet">{words.dictionary.help}</p>
        </header>
        <form
          className="dictionary-add"
          onSubmit={(event) => {
            event.preventDefault()
            add()
          }}
        >
          <Chooser
            label={words.singer.language}
            value={language}
            disabled={!editable}
            onChange={(value) => setLanguage(dictionaryLanguages.find((one) => one === value) ?? 'en')}
            options={dictionaryLanguages.map((one) => [one, words.singer.languageName[one]])}
          />
          <label className="field">
            <span className="quiet">{words.dictionary.word}</span>
            <input lang={language} value={word} disabled={!editable} autoComplete="off" onChange={(event) => setWord(event.target.value)} />
          </label>
          <label className="field dictionary-sounds">
            <span className="quiet">{words.dictionary.sounds[language]}</span>
            <input
              ref={soundsField}
              value={sounds}
              disabled={!editable}
              autoComplete="off"
              spellCheck={false}
              aria-describedby="dictionary-hint"
              aria-invalid={refused !== null}
              onChange={(event) => {
                setSounds(event.target.value)
                setRefused(null)
              }}
            />
          </label>
          <Button className="button" onPress={() => hear(language, word, sounds)} isDisabled={wordKey(word) === ''}>
            <Volume2 aria-hidden="true" size={18} />
            {words.dictionary.hear}
          </Button>
          <Button className="button" type="submit" isDisabled={!editable}>
            <Plus aria-hidden="true" size={18} />
            {words.dictionary.add}
          </Button>
        </form>
        <p className="quiet dictionary-hint" id="dictionary-hint">
          {words.dictionary.hint[language]} {language === 'en' && writableSymbols.join(' ').toUpperCase()}
        </p>
        {refused !== null && (
          <p className="dictionary-refused" role="alert">
            {refused}
          </p>
        )}
        {asked.length > 0 && (
          <div className="group">
            <h3>{words.dictionary.asked}</h3>
            <ul className="dictionary-asked">
              {asked.map((one) => (
                <li key={`${one.language} ${one.word}`}>
                  <Button
                    className="button button-small"
                    onPress={() => {
                      setLanguage(one.language)
                      setWord(one.word)
                      setSounds(one.language === 'en' ? one.sungNow.toUpperCase() : '')
                      soundsField.current?.focus()
                    }}
                  >
                    <span lang={one.language}>{one.word}</span>
                    <small>{one.sungNow}</small>
                  </Button>
                </li>
              ))}
            </ul>
          </div>
        )}
        {entries.length === 0 ? (
          <p className="empty">{words.dictionary.empty}</p>
        ) : (
          <table className="dictionary-entries">
            <thead>
              <tr>
                <th scope="col">{words.dictionary.word}</th>
                <th scope="col">{words.singer.language}</th>
                <th scope="col">{words.dictionary.sungAs}</th>
                <th scope="col">
                  <span className="sr-only">{words.dictionary.hear}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => {
                const problem = soundsProblem(entry.language, entry.sounds)
                return (
                  <tr key={`${entry.language} ${entry.word}`}>
                    <th scope="row" lang={entry.language}>
                      {entry.word}
                    </th>
                    <td>{words.singer.languageName[entry.language]}</td>
                    <td>
                      <FormField
                        label={words.dictionary.soundsOf(entry.word)}
                        hideLabel
                        input={{ kind: 'text' }}
                        value={entry.sounds}
                        optional={false}
                        editable={editable}
                        lang={entry.language === 'ja' ? 'ja' : 'en'}
                        remark={problem === null ? null : tell(problem, words)}
                        onCommit={(value) => {
                          const wrong = soundsProblem(entry.language, String(value))
                          if (wrong !== null) return tell(wrong, words)
                          put(entry.language, entry.word, String(value))
                          return null
                        }}
                      />
                    </td>
                    <td className="tools">
                      <IconButton
                        name={words.dictionary.hearOne(entry.word)}
                        onPress={() => hear(entry.language, entry.word, entry.sounds)}
                      >
                        <Volume2 aria-hidden="true" size={18} />
                      </IconButton>
                      <IconButton
                        name={words.dictionary.remove(entry.word)}
                        isDisabled={!editable}
                        onPress={() => put(entry.language, entry.word, undefined)}
                      >
                        <Trash2 aria-hidden="true" size={18} />
                      </IconButton>
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        )}
        <OnAir />
      </section>
    </>
  )
}

function tell(problem: SoundsProblem, words: Words): string {
  if (problem.kind === 'unknownSounds') return words.dictionary.unknownSounds(problem.unknown.join(' '))
  return words.dictionary.problem[problem.kind]
}

/** Sings one word as it would be with an entry, and plays it as soon as it is sung. */
function useHeard(lexicon: Lexicon): (language: SungLanguage, word: string, sounds: string) => void {
  const [trial, setTrial] = useState<{ readonly language: SungLanguage; readonly word: string; readonly sounds: string } | null>(null)
  const tried = useMemo(
    () =>
      trial === null || trial.sounds.trim() === ''
        ? lexicon
        : withDictionary(lexicon, { [trial.language]: { [wordKey(trial.word)]: trial.sounds } }),
    [lexicon, trial],
  )
  const { sing, sung, play, stop } = useTakes(tried)
  const played = useRef<unknown>(null)
  useEffect(() => {
    if (trial === null) return
    const { language, word } = trial
    sing('a', { singer: 'hotaru', language, line: word, keyPitch: 64, bpm: 100, expression: plainExpression }, null)
  }, [trial, sing])
  useEffect(() => {
    if (trial === null || sung.a === null || sung.a === played.current) return
    played.current = sung.a
    stop()
    play('a')
  }, [trial, sung, play, stop])
  return (language, word, sounds) => setTrial({ language, word, sounds })
}
