import type { Note, SongTime } from '@ghostlight/timeline'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { formatBarBeat, formatPitch } from '../format.ts'
import { StateMark } from '../show/StateMark.tsx'
import { useWords } from '../words/words-context.tsx'
import { CaptionField } from './CaptionField.tsx'
import { type CaptionLine, captionAgrees, captionAt, sungWords } from './captions.ts'
import { LyricField } from './LyricField.tsx'
import type { LaidLine } from './syllables.ts'
import { isWrittenInPhonemes } from './voice/voice-edits.ts'

export interface LyricStripProps {
  readonly notes: Readonly<Record<string, Note>>
  readonly phrases: readonly (readonly string[])[]
  readonly time: SongTime
  readonly trackLanguage: string
  readonly focused: string | null
  readonly troubled: ReadonlySet<string>
  readonly editable: boolean
  /** Counts up when somebody asks for the field of `focused`. */
  readonly wordAsked: number
  readonly onFocus: (id: string) => void
  /** Lines that fans read, and those where a change found no old word. */
  readonly captions: readonly CaptionLine[]
  readonly stayedLines: ReadonlySet<string>
  readonly onCaption: (line: CaptionLine, language: string, text: string) => void
  /** What a typed text would become over the notes from here on; null while the dictionary is read. */
  readonly lay: (id: string, typed: string) => LaidLine | null
  readonly onTyping: (id: string, typed: string) => void
  /** A line is taken and is laid as soon as the dictionary has told its words. */
  readonly waits: boolean
  /** Of the last line that was laid over notes: what found none. */
  readonly surplus: readonly string[]
  readonly onLyric: (id: string, lyric: string) => void
  readonly onReading: (id: string, reading: string) => void
  readonly onAskWord: (id: string) => void
}

/** The words of one phrase, a field per note: Tab or Space goes on, also into the next phrase. */
export function LyricStrip(props: LyricStripProps) {
  const { words } = useWords()
  const { phrases, focused, notes } = props
  const fields = useRef<HTMLDivElement>(null)
  const found = focused === null ? -1 : phrases.findIndex((phrase) => phrase.includes(focused))
  const lastShown = useRef(0)
  if (found >= 0) lastShown.current = found
  const shown = Math.min(lastShown.current, Math.max(0, phrases.length - 1))
  const phrase = phrases[shown] ?? []
  const [typed, setTyped] = useState<{ readonly id: string; readonly text: string } | null>(null)
  const typing = typed === null ? null : props.lay(typed.id, typed.text)
  const lines = props.captions.filter((line) => phrase.some((id) => captionAt([line], notes[id]?.startBeats ?? -1) !== null))

  // biome-ignore lint/correctness/useExhaustiveDependencies: answers the request, not every move of the focus
  useEffect(() => {
    if (props.wordAsked === 0 || focused === null) return
    const field = fields.current?.querySelector<HTMLInputElement>(`input[data-note="${CSS.escape(focused)}"]`)
    field?.focus()
    field?.select()
  }, [props.wordAsked])

  const step = (id: string, by: 1 | -1): boolean => {
    const all = phrases.flat()
    const next = all[all.indexOf(id) + by]
    if (next === undefined) return false
    props.onAskWord(next)
    return true
  }
  const jump = (by: 1 | -1): void => {
    const first = phrases[shown + by]?.[0]
    if (first !== undefined) props.onFocus(first)
  }
  return (
    <section className="panel lyrics" aria-labelledby="lyrics-heading">
      <header className="panel-head">
        <h2 id="lyrics-heading">{words.edit.lyrics}</h2>
        <Button
          className="button button-small button-icon"
          aria-label={words.edit.previousPhrase}
          isDisabled={shown <= 0}
          onPress={() => jump(-1)}
        >
          <ChevronLeft aria-hidden="true" size={18} />
        </Button>
        <p className="number">{words.edit.phrase(phrases.length === 0 ? 0 : shown + 1, phrases.length)}</p>
        <Button
          className="button button-small button-icon"
          aria-label={words.edit.nextPhrase}
          isDisabled={shown >= phrases.length - 1}
          onPress={() => jump(1)}
        >
          <ChevronRight aria-hidden="true" size={18} />
        </Button>
        <p className="quiet" id="lyric-help">
          {words.edit.lyricHelp}
        </p>
      </header>
      <div className="lyric-fields" ref={fields}>
        {phrase.map((id) => {
          const note = notes[id]
          if (note === undefined) return null
          return (
            <LyricField
              key={id}
              id={id}
              lyric={note.lyric}
              label={words.edit.syllable(formatPitch(note.pitch), formatBarBeat(props.time.barBeatAt(note.startBeats)))}
              language={note.language ?? props.trackLanguage}
              reading={readingOf(note)}
              active={id === focused}
              troubled={props.troubled.has(id)}
              editable={props.editable}
              onFocus={() => props.onFocus(id)}
              onTyping={(text) => {
                setTyped(text === null ? null : { id, text })
                if (text !== null) props.onTyping(id, text)
              }}
              onCommit={(lyric) => props.onLyric(id, lyric)}
              onReading={(reading) => props.onReading(id, reading)}
              onStep={(by) => step(id, by)}
            />
          )
        })}
      </div>
      <p className="lyric-laid" role="status">
        {props.waits || (typed !== null && typing === null) ? (
          <StateMark mark="preWait" word={words.dictionary.reading} />
        ) : typing !== null && typing.lyrics.size + typing.surplus.length > 1 ? (
          <StateMark
            mark={typing.surplus.length > 0 ? 'warning' : 'unknown'}
            word={words.edit.willLay(typing.lyrics.size, typing.surplus.join(' '))}
          />
        ) : (
          props.surplus.length > 0 && <StateMark mark="warning" word={words.edit.surplus(props.surplus.join(' '))} />
        )}
      </p>
      <div className="caption-lines">
        {lines.length === 0 && phrase.length > 0 && <p className="quiet">{words.edit.captionNone}</p>}
        {lines.map((line) => (
          <CaptionField
            key={line.lineId}
            line={line}
            language={props.trackLanguage}
            agrees={
              props.stayedLines.has(line.lineId)
                ? 'differs'
                : captionAgrees(line.text[props.trackLanguage], sungWords(notes, line, props.trackLanguage), props.trackLanguage)
            }
            editable={props.editable}
            onCommit={(text) => props.onCaption(line, props.trackLanguage, text)}
          />
        ))}
      </div>
    </section>
  )
}

/** The field over a word: there where kanji stand, or where somebody has written one. Phonemes have a field of their own. */
function readingOf(note: Note): string | null {
  if (isWrittenInPhonemes(note)) return null
  if (note.reading !== undefined) return note.reading
  return /\p{Script=Han}/u.test(note.lyric) ? '' : null
}
