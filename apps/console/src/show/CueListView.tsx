// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, one tab stop for the whole grid
// biome-ignore-all lint/a11y/useSemanticElements: rows on a CSS grid that scrolls under its head; a table element cannot be laid out so
import type { Cue, Edition } from '@ghostlight/timeline'
import {
  Camera,
  Hourglass,
  Layers,
  Lightbulb,
  LightbulbOff,
  type LucideIcon,
  MessageSquareText,
  Mic,
  Monitor,
  Music,
  Pause,
  PersonStanding,
  Radio,
  Repeat,
  Repeat1,
  SquareTerminal,
  Undo2,
  Volume1,
  Volume2,
  VolumeX,
} from 'lucide-react'
import { memo, useCallback, useEffect, useRef, useState } from 'react'
import { useSend } from '../commands.ts'
import { formatRemaining, formatWait, noteIn, wordsIn } from '../format.ts'
import { mayOperate } from '../role.ts'
import { useShow, useTick, useTicked } from '../show-context.tsx'
import { useWords } from '../words/words-context.tsx'
import { type CueState, cueOfRunningSegment, cueStates, rememberDone, segmentProgressUnit } from './cue-state.ts'
import { cueCountdowns } from './planned.ts'
import { type Mark, StateMark } from './StateMark.tsx'

export type CueKind = 'song' | 'mc' | 'repeat' | Exclude<Cue['action']['kind'], 'segment'>
const kindIcons: Readonly<Record<CueKind, LucideIcon>> = {
  song: Music,
  mc: Mic,
  vamp: Repeat,
  look: Lightbulb,
  releaseLooks: LightbulbOff,
  performer: PersonStanding,
  camera: Camera,
  output: Monitor,
  sound: Volume2,
  soundFade: Volume1,
  soundStop: VolumeX,
  release: Undo2,
  repeat: Repeat1,
  hold: Pause,
  wait: Hourglass,
  group: Layers,
  osc: Radio,
  command: SquareTerminal,
  note: MessageSquareText,
}

/** The kind an operator sees: a cue that starts a segment is shown as that segment's kind. */
export function cueKind(cue: Cue, edition: Edition): CueKind {
  // A cue that makes a section repeat is no vamp of the setlist.
  if (cue.action.kind === 'vamp') return 'repeat'
  if (cue.action.kind !== 'segment') return cue.action.kind
  return edition.show.setlist[cue.action.segmentId]?.kind ?? 'song'
}

/**
 * The cue list as a grid of one column of rows: arrow keys, Home and End move between rows, Enter or a click sets standby.
 * Space is never handled here; it is GO.
 */
export function CueListView() {
  const show = useShow()
  const send = useSend()
  const { words } = useWords()
  const edition = show.edition()
  const states = useTicked(({ moment }) => (edition === null || moment === null ? {} : cueStates(edition, moment)))
  const done = useRef<ReadonlySet<string>>(new Set())
  done.current = rememberDone(done.current, states)
  const progressCueId = useTicked(({ moment }) => (edition === null || moment === null ? null : cueOfRunningSegment(edition, moment)))
  // Whole seconds: the list must not be drawn anew with every frame.
  const countdowns = useTicked(({ moment }) => {
    const performance = show.performance()
    if (edition === null || moment === null || performance === null) return {}
    return Object.fromEntries(Object.entries(cueCountdowns(edition, performance, moment)).map(([id, inMs]) => [id, formatRemaining(inMs)]))
  })
  const standbyCueId = useTicked(({ moment }) => moment?.standbyCueId ?? null)
  const [focusedCueId, setFocusedCueId] = useState<string | null>(null)
  const body = useRef<HTMLDivElement>(null)
  const allowed = mayOperate(show.role())
  const order = edition?.cueOrder ?? []
  const tabStop = focusedCueId !== null && order.includes(focusedCueId) ? focusedCueId : (standbyCueId ?? order[0] ?? null)

  useEffect(() => {
    if (standbyCueId === null) return
    body.current?.querySelector(`[data-cue="${CSS.escape(standbyCueId)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [standbyCueId])

  const standBy = useCallback((cueId: string) => void send({ command: 'standBy', cue: cueId }), [send])

  // Up and down reach the list from anywhere but a widget that uses them itself; the row that takes the focus hears Enter.
  const stepFromOutside = useRef<(step: 1 | -1) => void>(() => {})
  useEffect(() => {
    const onArrow = (event: KeyboardEvent): void => {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null
      if (step === null || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
      if (event.target instanceof Element && event.target.closest('input, select, textarea, dialog, [role="dialog"]') !== null) return
      event.preventDefault()
      stepFromOutside.current(step)
    }
    window.addEventListener('keydown', onArrow)
    return () => window.removeEventListener('keydown', onArrow)
  }, [])

  if (edition === null) return <section className="panel cues" aria-busy="true" />

  const focusRow = (index: number): void => {
    const cueId = order[Math.max(0, Math.min(order.length - 1, index))]
    if (cueId === undefined) return
    setFocusedCueId(cueId)
    const row = body.current?.querySelector<HTMLElement>(`[data-cue="${CSS.escape(cueId)}"]`)
    row?.focus()
    row?.scrollIntoView({ block: 'nearest' })
  }
  stepFromOutside.current = (step) => focusRow(order.indexOf(tabStop ?? '') + step)
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const at = tabStop === null ? 0 : order.indexOf(tabStop)
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: order.length - 1,
      PageDown: at + 8,
      PageUp: at - 8,
    }
    const to = steps[event.key]
    if (to !== undefined) {
      event.preventDefault()
      focusRow(to)
    } else if (event.key === 'Enter' && tabStop !== null && allowed && !event.repeat) {
      event.preventDefault()
      standBy(tabStop)
    }
  }

  return (
    <section className="panel cues" aria-labelledby="cues-heading">
      <header className="panel-head">
        <h2 id="cues-heading">{words.cues.heading}</h2>
        <p className="quiet">{words.cues.help}</p>
      </header>
      {order.length === 0 ? (
        <p className="empty">{words.cues.empty}</p>
      ) : (
        <div className="cue-grid" role="grid" aria-labelledby="cues-heading" aria-readonly="true">
          <div role="rowgroup">
            <div role="row" className="cue-row cue-row-head">
              <span role="columnheader">{words.cues.number}</span>
              <span role="columnheader">{words.cues.name}</span>
              <span role="columnheader" className="cue-timing">
                {words.cues.timing}
              </span>
              <span role="columnheader">{words.cues.state}</span>
            </div>
          </div>
          <div role="rowgroup" className="cue-body" ref={body} onKeyDown={onKeyDown}>
            {order.map((cueId) => {
              const cue = edition.show.cues[cueId]
              if (cue === undefined) return null
              return (
                <CueRow
                  key={cueId}
                  cueId={cueId}
                  cue={cue}
                  kind={cueKind(cue, edition)}
                  state={states[cueId] ?? (done.current.has(cueId) ? 'done' : 'idle')}
                  progresses={cueId === progressCueId}
                  tabStop={cueId === tabStop}
                  countdown={countdowns[cueId] ?? null}
                  allowed={allowed}
                  onStandBy={standBy}
                  onFocus={setFocusedCueId}
                />
              )
            })}
          </div>
        </div>
      )}
    </section>
  )
}

const CueRow = memo(function CueRow(props: {
  readonly cueId: string
  readonly cue: Cue
  readonly kind: CueKind
  readonly state: CueState
  readonly progresses: boolean
  readonly tabStop: boolean
  /** When it is expected, "m:ss"; null when nobody can tell. */
  readonly countdown: string | null
  readonly allowed: boolean
  readonly onStandBy: (cueId: string) => void
  readonly onFocus: (cueId: string) => void
}) {
  const { cueId, cue, state, allowed } = props
  const { words, language } = useWords()
  const notes = noteIn(cue.notes, language)
  const Icon = kindIcons[props.kind]
  const mark: Mark | null = state === 'idle' ? null : state
  const timing = [
    ...(props.countdown === null || state === 'running' ? [] : [words.cues.inTime(props.countdown)]),
    ...(cue.preWaitMs > 0 ? [words.cues.pre(formatWait(cue.preWaitMs, language))] : []),
    ...(cue.postWaitMs > 0 ? [words.cues.post(formatWait(cue.postWaitMs, language))] : []),
    ...(cue.continueMode !== 'none' ? [words.cues.continueMode[cue.continueMode]] : []),
  ]
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around the rows listens for Enter
    <div
      role="row"
      className="cue-row"
      data-cue={cueId}
      data-state={state}
      data-allowed={allowed}
      aria-current={state === 'standby' ? 'step' : undefined}
      tabIndex={props.tabStop ? 0 : -1}
      style={cue.colour === undefined ? undefined : ({ '--cue-colour': cue.colour } as React.CSSProperties)}
      onFocus={() => props.onFocus(cueId)}
      onClick={allowed ? () => props.onStandBy(cueId) : undefined}
    >
      <span role="gridcell" className="cue-number">
        {cue.number}
      </span>
      <span role="gridcell" className="cue-what">
        <span className="cue-name">
          <Icon aria-hidden="true" size={18} />
          <span className="sr-only">{words.cues.kind[props.kind]}: </span>
          <span className="cue-title">{wordsIn(cue.name, language)}</span>
        </span>
        {(timing.length > 0 || notes.shown !== '') && (
          <span className="cue-notes" {...(notes.other === null ? {} : { title: notes.other })}>
            {timing.length > 0 && <span className="cue-timing-inline">{timing.join(' · ')}</span>} {notes.shown}
          </span>
        )}
        {props.progresses && <RowProgress />}
      </span>
      <span role="gridcell" className="cue-timing">
        {timing.map((each) => (
          <span key={each}>{each}</span>
        ))}
      </span>
      <span role="gridcell" className="cue-state">
        {mark !== null && <StateMark mark={mark} word={words.cues.states[state]} />}
      </span>
    </div>
  )
})

/** How far the segment of this cue is, drawn without React. */
function RowProgress() {
  const show = useShow()
  const bar = useRef<HTMLSpanElement>(null)
  const edition = show.edition()
  useTick(({ moment }) => {
    if (bar.current === null || edition === null || moment === null) return
    bar.current.style.transform = `scaleX(${segmentProgressUnit(edition, moment) ?? 0})`
  })
  return (
    <span className="row-progress" aria-hidden="true">
      <span ref={bar} />
    </span>
  )
}
