import { useState } from 'react'
import { StateMark } from '../show/StateMark.tsx'
import { useWords } from '../words/words-context.tsx'
import type { CaptionLine } from './captions.ts'

/** What fans read over this phrase, in the language that is sung, and whether it says what is sung. */
export function CaptionField(props: {
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
