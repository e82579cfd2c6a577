import type { Note, SongTime } from '@ghostlight/timeline'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { formatBarBeat, formatPitch } from '../format.ts'
import { StateMark } from '../show/StateMark.tsx'
import { useWords } from '../words/words-context.tsx'
import { type CaptionLine, captionAgrees, captionAt, sungWords } from './captions.ts'

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
  readonly onLyric: (id: string, lyric: string) => void
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
              lengthBeats={note.lengthBeats}
              active={id === focused}
              troubled={props.troubled.has(id)}
              editable={props.editable}
              onFocus={() => props.onFocus(id)}
              onCommit={(lyric) => props.onLyric(id, lyric)}
              onStep={(by) => step(id, by)}
            />
          )
        })}
      </div>
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

/** What fans read over this phrase, in the language that is sung, and whether it says what is sung. */
function CaptionField(props: {
  readonly line: CaptionLine
  readonly language: string
  readonly agrees: 'same' | 'differs' | 'cannotKnow'
  readonly editable: boolean
  readonly onCommit: (text: string) => void
}) {
  const { words } = useWords()
  const [typed, setTyped] = useState<string | null>(null)
  const text = props.line.text[props.language] ?? ''
  const commit = (): void => {
    if (typed !== null && typed.trim() !== text) props.onCommit(typed.trim())
    setTyped(null)
  }
  return (
    <div className="caption-line">
      <label>
        <span className="quiet">{words.edit.captionIn(props.language)}</span>
        <input
          lang={props.language}
          value={typed ?? text}
          readOnly={!props.editable}
          data-dirty={typed !== null && typed !== text}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || event.keyCode === 229) return
            if (event.key === 'Enter') commit()
            if (event.key === 'Escape') setTyped(null)
          }}
        />
      </label>
      {props.agrees === 'differs' ? (
        <StateMark mark="warning" word={words.edit.captionDiffers} />
      ) : (
        <StateMark
          mark={props.agrees === 'same' ? 'done' : 'unknown'}
          word={props.agrees === 'same' ? words.edit.captionSame : words.edit.captionOtherScript}
        />
      )}
    </div>
  )
}

function LyricField(props: {
  readonly id: string
  readonly lyric: string
  readonly label: string
  readonly language: string
  readonly lengthBeats: number
  readonly active: boolean
  readonly troubled: boolean
  readonly editable: boolean
  readonly onFocus: () => void
  readonly onCommit: (lyric: string) => void
  readonly onStep: (by: 1 | -1) => boolean
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const value = typed ?? props.lyric
  const commit = (): void => {
    if (typed !== null && typed.trim() !== props.lyric) props.onCommit(typed.trim())
    setTyped(null)
  }
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>): void => {
    // Keys that choose among an input method's candidates are its own.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const spelled = value.startsWith('[')
    if (event.key === 'Tab' || (event.key === ' ' && !spelled)) {
      commit()
      if (props.onStep(event.shiftKey ? -1 : 1) || event.key === ' ') event.preventDefault()
    } else if (event.key === 'Enter') {
      event.preventDefault()
      commit()
    } else if (event.key === 'Escape') {
      setTyped(null)
    }
  }
  // Kana and kanji are twice as wide as letters.
  const widthCh = [...value].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e80 ? 2 : 1), 0)
  return (
    <input
      className="lyric-field"
      data-note={props.id}
      data-active={props.active}
      data-troubled={props.troubled}
      data-dirty={typed !== null && typed !== props.lyric}
      lang={props.language}
      aria-label={props.label}
      aria-describedby="lyric-help"
      aria-invalid={props.troubled}
      spellCheck={false}
      autoComplete="off"
      readOnly={!props.editable}
      style={{ '--letters': Math.max(3, widthCh) } as React.CSSProperties}
      value={value}
      onChange={(event) => setTyped(event.target.value)}
      onFocus={(event) => {
        props.onFocus()
        event.currentTarget.select()
      }}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  )
}
