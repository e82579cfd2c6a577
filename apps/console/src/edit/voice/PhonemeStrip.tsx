import { ms, type Note, type Song, type SongTime } from '@ghostlight/timeline'
import { useEffect, useRef, useState } from 'react'
import { formatBarBeat } from '../../format.ts'
import { useWords } from '../../words/words-context.tsx'
import type { NoteEdit } from '../note-edits.ts'
import { keysPx } from '../roll/draw-roll.ts'
import { dragThresholdPx } from '../roll/roll-gesture.ts'
import { beatsToX, xToBeats } from '../roll/roll-view.ts'
import type { RollViewStore } from '../roll/roll-view-store.ts'
import { useCanvas } from '../roll/use-canvas.ts'
import { useWheel } from '../roll/use-roll-view.ts'
import { drawStrip } from './draw-strip.ts'
import { spanRevealed } from './lane-view.ts'
import { boundedStart, hitPhoneme, type StripPhoneme } from './phoneme-strip.ts'
import { setPhonemeStart } from './voice-edits.ts'

/** One press of an arrow key moves a boundary by this; with Shift by five times as much. */
const stepMs = 5

/**
 * What is sung, sound by sound, where the singer puts it. A boundary can be dragged, or moved by Alt and the arrow keys; Delete gives it
 * back to the singer. Enter and a double click go to the field where the phonemes of the note are written.
 */
export function PhonemeStrip(props: {
  readonly store: RollViewStore
  readonly song: Song
  readonly time: SongTime
  readonly trackId: string
  readonly notes: Readonly<Record<string, Note>>
  readonly strip: readonly StripPhoneme[]
  readonly focusedNote: string | null
  readonly editable: boolean
  readonly onEdit: (edit: NoteEdit) => boolean
  readonly onEditSoon: (key: string, edit: NoteEdit) => void
  readonly onTry: (edit: NoteEdit | null) => void
  readonly onNote: (noteId: string) => void
  readonly onWrite: (noteId: string) => void
}) {
  const { store, song, time, strip, notes, trackId, editable } = props
  const { words, language } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const held = useRef<{ readonly strip: readonly StripPhoneme[]; readonly at: number; readonly fromPx: number; toPx: number } | null>(null)
  const [chosen, setChosen] = useState<{ readonly noteId: string; readonly number: number } | null>(null)
  const [focused, setFocused] = useState(false)
  // Another note chosen elsewhere is a choice here too.
  const own = chosen !== null && chosen.noteId === props.focusedNote ? chosen : null
  const at =
    own === null
      ? strip.findIndex((one) => one.noteId === props.focusedNote && one.number === 0)
      : strip.findIndex((one) => one.noteId === own.noteId && one.number === own.number)
  const current = strip[at]
  useWheel(box, store, () => song.lengthBeats)
  const { canvas, requestDraw } = useCanvas((context, widthPx, heightPx) =>
    drawStrip(
      context,
      { view: store.get(), strip, at: focused || own !== null ? at : -1, focused, label: words.voice.sounds },
      widthPx,
      heightPx,
    ),
  )
  useEffect(() => store.subscribe(requestDraw), [store, requestDraw])

  const xOf = (event: { clientX: number }): number => event.clientX - (box.current?.getBoundingClientRect().left ?? 0) - keysPx
  const noteStartMs = (noteId: string): number => {
    const note = notes[noteId]
    return note === undefined ? 0 : time.tempo.beatsToMs(note.startBeats)
  }
  const choose = (one: StripPhoneme): void => {
    if (one.number === null) return
    setChosen({ noteId: one.noteId, number: one.number })
    if (one.noteId !== props.focusedNote) props.onNote(one.noteId)
  }
  const moved = (of: readonly StripPhoneme[], index: number, toMs: number): NoteEdit | null => {
    const one = of[index]
    if (one === undefined || one.number === null) return null
    return setPhonemeStart(trackId, one.noteId, one.number, boundedStart(of, index, toMs, noteStartMs(one.noteId)))
  }
  const dragged = (): NoteEdit | null => {
    const now = held.current
    const one = now?.strip[now.at]
    if (now === null || one === undefined || Math.abs(now.toPx - now.fromPx) < dragThresholdPx / 2) return null
    const view = store.get()
    const toBeats = xToBeats(view, beatsToX(view, one.startBeats) + now.toPx - now.fromPx)
    return moved(now.strip, now.at, time.tempo.beatsToMs(Math.max(0, toBeats) as never))
  }
  const onPointerDown = (event: React.PointerEvent): void => {
    if (!event.isPrimary || event.button !== 0) return
    const hit = hitPhoneme(strip, store.get(), xOf(event))
    const one = hit === null ? undefined : strip[hit.at]
    if (hit === null || one === undefined) return
    choose(one)
    if (hit.part !== 'start' || !editable) return
    event.currentTarget.setPointerCapture(event.pointerId)
    held.current = { strip, at: hit.at, fromPx: xOf(event), toPx: xOf(event) }
  }
  const onPointerMove = (event: React.PointerEvent): void => {
    if (held.current === null) {
      const hit = hitPhoneme(strip, store.get(), xOf(event))
      event.currentTarget.setAttribute('data-over', hit?.part === 'start' && editable ? 'end' : 'nothing')
      return
    }
    held.current.toPx = xOf(event)
    props.onTry(dragged())
  }
  const onPointerUp = (): void => {
    if (held.current === null) return
    const done = dragged()
    held.current = null
    props.onTry(null)
    if (done !== null) props.onEdit(done)
  }
  const goTo = (sign: 1 | -1): void => {
    let next = at < 0 ? (sign > 0 ? 0 : strip.length - 1) : at + sign
    while (strip[next]?.number === null) next += sign
    const one = strip[next]
    if (one === undefined) return
    choose(one)
    store.set(spanRevealed(store.get(), { fromBeats: one.startBeats, toBeats: one.endBeats }, song.lengthBeats))
  }
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const sign = event.key === 'ArrowLeft' ? -1 : 1
    switch (event.key) {
      case 'ArrowLeft':
      case 'ArrowRight': {
        if (!event.altKey && !event.ctrlKey) goTo(sign)
        else if (editable && current !== undefined) {
          const edit = moved(strip, at, current.startMs + sign * stepMs * (event.shiftKey ? 5 : 1))
          if (edit !== null) props.onEditSoon(`sound ${current.noteId} ${current.number}`, edit)
        }
        break
      }
      case 'Delete':
      case 'Backspace':
        if (editable && current?.byHand === true && current.number !== null)
          props.onEdit(setPhonemeStart(trackId, current.noteId, current.number, null))
        break
      case 'Enter':
        if (current !== undefined) props.onWrite(current.noteId)
        break
      case 'Escape':
        if (held.current !== null) props.onTry(null)
        held.current = null
        setChosen(null)
        break
      default:
        return
    }
    event.preventDefault()
  }
  const told =
    current === undefined
      ? words.voice.noSound
      : words.voice.sound(
          current.phoneme,
          notes[current.noteId]?.lyric ?? '',
          formatBarBeat(time.barBeatAt(time.tempo.msToBeats(ms(Math.max(0, current.startMs))))),
          new Intl.NumberFormat(language, { signDisplay: 'exceptZero', maximumFractionDigits: 0 }).format(
            current.startMs - noteStartMs(current.noteId),
          ),
          current.byHand,
        )
  return (
    <>
      <div
        ref={box}
        className="phoneme-strip"
        role="application"
        aria-label={words.voice.strip}
        aria-describedby="strip-keys"
        title={focused ? undefined : words.voice.stripHelp}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an editor with keys of its own
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerUp}
        onDoubleClick={(event) => {
          const hit = hitPhoneme(strip, store.get(), xOf(event))
          const one = hit === null ? undefined : strip[hit.at]
          if (one !== undefined) props.onWrite(one.noteId)
        }}
        onKeyDown={onKeyDown}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
      >
        <canvas ref={canvas} />
      </div>
      <p id="strip-keys" className="sr-only">
        {words.voice.stripKeys}
      </p>
      <p className="sr-only" aria-live={focused ? 'polite' : 'off'}>
        {told}
      </p>
    </>
  )
}
