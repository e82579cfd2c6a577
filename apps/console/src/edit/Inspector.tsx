import type { Issue, Note, SongTime } from '@ghostlight/timeline'
import type { ReactNode } from 'react'
import { Button, Checkbox } from 'react-aria-components'
import { formatBarBeat, formatPitch } from '../format.ts'
import { SayLine } from '../say.tsx'
import { StateMark } from '../show/StateMark.tsx'
import { useWords } from '../words/words-context.tsx'
import { type NoteEdit, setBreathAfter } from './note-edits.ts'

/** The selection in numbers, how it is sung, what the singer asks, and the last answer. */
export function Inspector(props: {
  readonly trackId: string | null
  readonly selected: ReadonlySet<string>
  readonly note: Note | null
  readonly time: SongTime
  readonly editable: boolean
  readonly issues: readonly { readonly noteId: string | null; readonly issue: Issue }[]
  readonly onEdit: (edit: NoteEdit) => boolean
  readonly onShow: (noteId: string) => void
  readonly lyricOf: (noteId: string) => string
  /** Saved or not, and the way onto the air. */
  readonly draft: ReactNode
  /** How the chosen notes are sung. */
  readonly singing: ReactNode
  /** Who sings this voice. */
  readonly voice: ReactNode
  /** What stands behind the performer. */
  readonly scenery: ReactNode
  readonly air: ReactNode
}) {
  const { words, language } = useWords()
  const { note, selected, trackId } = props
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 3 })
  const place = note === null ? '' : formatBarBeat(props.time.barBeatAt(note.startBeats))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="panel inspector" aria-label={words.edit.inspector} tabIndex={0}>
      <div className="group draft">
        <h2>{words.edit.draft}</h2>
        {props.draft}
      </div>
      <SayLine />
      <div className="group">
        <h2>{selected.size === 0 ? words.edit.noSelection : words.edit.selection(selected.size)}</h2>
        {note !== null && (
          <>
            <p className="sr-only" role="status">
              {words.edit.noteIs(note.lyric, formatPitch(note.pitch), place, words.edit.beats(number.format(note.lengthBeats)))}
            </p>
            <dl className="facts">
              <dt>{words.edit.pitch}</dt>
              <dd>{formatPitch(note.pitch)}</dd>
              <dt>{words.edit.start}</dt>
              <dd className="number">{place}</dd>
              <dt>{words.edit.length}</dt>
              <dd className="number">{words.edit.beats(number.format(note.lengthBeats))}</dd>
            </dl>
            <Checkbox
              className="check"
              isSelected={note.breathAfter === true}
              isDisabled={!props.editable || trackId === null}
              onChange={(on) => trackId !== null && props.onEdit(setBreathAfter(trackId, [...selected], on))}
            >
              <span className="check-box" aria-hidden="true" />
              {words.edit.breathAfter}
            </Checkbox>
            {props.singing}
          </>
        )}
      </div>
      <div className="group">
        <h2>{words.edit.issues}</h2>
        {props.issues.length === 0 ? (
          <p className="quiet">{words.edit.noIssues}</p>
        ) : (
          <ul className="issues">
            {props.issues.map(({ noteId, issue }) => (
              <li key={`${issue.path}${issue.code}`}>
                {noteId === null ? (
                  <p>{issue.message}</p>
                ) : (
                  <Button className="issue" onPress={() => props.onShow(noteId)}>
                    <StateMark mark={issue.severity === 'error' ? 'fault' : 'warning'} word="" />
                    <span>
                      {words.singer.issue[issue.code] === undefined
                        ? issue.message
                        : `${props.lyricOf(noteId)}：${words.singer.issue[issue.code]}`}
                    </span>
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
      {props.voice !== null && (
        <div className="group">
          <h2>{words.voice.heading}</h2>
          {props.voice}
        </div>
      )}
      <div className="group">
        <h2>{words.edit.scenery.heading}</h2>
        {props.scenery}
      </div>
      <span className="spring" />
      {props.air}
    </section>
  )
}
