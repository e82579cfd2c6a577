import { useState } from 'react'
import { useWords } from '../words/words-context.tsx'

/** Kana and kanji are twice as wide as letters. */
const widthCh = (text: string): number => [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e80 ? 2 : 1), 0)

/** The word of one note, and over it, where its spelling does not tell, how it is read. */
export function LyricField(props: {
  readonly id: string
  readonly lyric: string
  readonly label: string
  readonly language: string
  /** Null: the spelling tells, and there is no field for it. */
  readonly reading: string | null
  readonly active: boolean
  readonly troubled: boolean
  readonly editable: boolean
  readonly onFocus: () => void
  /** What stands in the field before it is taken; null when nothing is being typed. */
  readonly onTyping: (typed: string | null) => void
  readonly onCommit: (lyric: string) => void
  readonly onReading: (reading: string) => void
  readonly onStep: (by: 1 | -1) => boolean
}) {
  const { words } = useWords()
  const [typed, setTyped] = useState<string | null>(null)
  const value = typed ?? props.lyric
  const type = (text: string | null): void => {
    setTyped(text)
    props.onTyping(text)
  }
  const commit = (): void => {
    if (typed !== null && typed.trim() !== props.lyric) props.onCommit(typed.trim())
    if (typed !== null) type(null)
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
      type(null)
    }
  }
  const onPaste = (event: React.ClipboardEvent<HTMLInputElement>): void => {
    const text = event.clipboardData.getData('text')
    if (!/[\r\n]/.test(text) || !props.editable) return
    // A field drops the ends of lines and would join the words on both sides.
    event.preventDefault()
    const { selectionStart, selectionEnd, value: before } = event.currentTarget
    const lines = text.trim().replace(/\s*[\r\n]+\s*/g, ' ')
    type(`${before.slice(0, selectionStart ?? 0)}${lines}${before.slice(selectionEnd ?? before.length)}`)
  }
  const letters = Math.max(3, widthCh(value), widthCh(props.reading ?? '') * 0.8)
  return (
    <span className="lyric" style={{ '--letters': letters } as React.CSSProperties}>
      {props.reading !== null && (
        <ReadingField
          reading={props.reading}
          label={words.edit.readingOf(props.lyric)}
          language={props.language}
          editable={props.editable}
          onCommit={props.onReading}
        />
      )}
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
        value={value}
        onChange={(event) => type(event.target.value)}
        onPaste={onPaste}
        onFocus={(event) => {
          props.onFocus()
          event.currentTarget.select()
        }}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
    </span>
  )
}

/** Small letters over the word, as furigana stand. */
function ReadingField(props: {
  readonly reading: string
  readonly label: string
  readonly language: string
  readonly editable: boolean
  readonly onCommit: (reading: string) => void
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const commit = (): void => {
    if (typed !== null && typed.trim() !== props.reading) props.onCommit(typed.trim())
    setTyped(null)
  }
  return (
    <input
      className="reading-field"
      lang={props.language}
      aria-label={props.label}
      placeholder="—"
      spellCheck={false}
      autoComplete="off"
      readOnly={!props.editable}
      data-dirty={typed !== null && typed !== props.reading}
      value={typed ?? props.reading}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.keyCode === 229) return
        if (event.key === 'Enter') commit()
        if (event.key === 'Escape') setTyped(null)
      }}
    />
  )
}
