import type { Note } from '@ghostlight/timeline'
import { useRef } from 'react'
import { useWords } from '../../words/words-context.tsx'
import { Chooser } from '../Chooser.tsx'
import { HandSlider } from '../HandSlider.tsx'
import type { NoteEdit } from '../note-edits.ts'
import { plainVibrato, type VibratoMode, type VibratoPart, vibratoMode, vibratoParts, withVibratoPart } from './vibrato.ts'
import { setSung } from './voice-edits.ts'

/** The vibrato of the chosen notes, with OpenUtau's parameters. While a slider moves, the planned pitch on the roll follows. */
export function VibratoFields(props: {
  readonly trackId: string
  readonly ids: readonly string[]
  readonly noteId: string
  /** As it is shown: with what a gesture would do. */
  readonly note: Note
  readonly editable: boolean
  readonly onEdit: (edit: NoteEdit) => boolean
  readonly onEditSoon: (key: string, edit: NoteEdit) => void
  readonly onTry: (edit: NoteEdit | null) => void
}) {
  const { trackId, ids, noteId, note, editable } = props
  const { words, language } = useWords()
  const dragging = useRef(false)
  const mode = vibratoMode(note.vibrato)
  const shown = note.vibrato ?? plainVibrato
  const say = (unit: VibratoPart['unit'], value: number): string =>
    unit === 'share'
      ? new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(value)
      : `${new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value)} ${unit === 'ms' ? 'ms' : words.voice.cents}`
  const edited = (part: VibratoPart, value: number): NoteEdit => setSung(trackId, ids, 'vibrato', withVibratoPart(shown, part, value))
  return (
    <div
      className="fields"
      onPointerDown={(event) => {
        dragging.current = event.target instanceof Element && event.target.closest('.slider') !== null
      }}
    >
      <Chooser
        label={words.voice.vibrato}
        value={mode}
        disabled={!editable}
        onChange={(next) => {
          const vibrato = next === 'singer' ? undefined : { ...plainVibrato, ...(next === 'none' ? { depthCents: 0 } : {}) }
          props.onEdit(setSung(trackId, ids, 'vibrato', vibrato))
        }}
        options={(['singer', 'hand', 'none'] satisfies VibratoMode[]).map((one) => [one, words.voice.vibratoMode[one]])}
      />
      {mode === 'hand' &&
        vibratoParts.map((part) => (
          <HandSlider
            key={part.name}
            label={words.voice.vibratoPart[part.name]}
            value={part.read(shown)}
            min={part.min}
            max={part.max}
            step={part.step}
            said={say(part.unit, part.read(shown))}
            disabled={!editable}
            onChange={(value) => {
              // A held arrow key is one edit, sent when it rests; a drag is one when the pointer lets go.
              if (dragging.current) props.onTry(edited(part, value))
              else props.onEditSoon(`vibrato ${noteId} ${part.name}`, edited(part, value))
            }}
            onEnd={(value) => {
              if (!dragging.current) return
              dragging.current = false
              props.onTry(null)
              props.onEdit(edited(part, value))
            }}
          />
        ))}
    </div>
  )
}
