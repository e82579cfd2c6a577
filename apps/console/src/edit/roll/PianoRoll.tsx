import type { Note, Song, SongTime } from '@ghostlight/timeline'
import { type Ref, useCallback, useEffect, useImperativeHandle, useRef } from 'react'
import { useWords } from '../../words/words-context.tsx'
import { addNote, deleteNotes, moveNotes, type NoteEdit, nextNoteId, resizeNotes } from '../note-edits.ts'
import type { PitchLine } from '../voice/pitch-line.ts'
import { usePitchPen } from '../voice/use-pitch-pen.ts'
import { drawRoll, keysPx, rulerPx } from './draw-roll.ts'
import { PlayLines } from './PlayLines.tsx'
import { begin, boxOf, drag, type Gesture, noShift, type Point, shiftOf } from './roll-gesture.ts'
import { rollKey } from './roll-keys.ts'
import { hitTest, type NoteIndex, notesInside, snapBeats, xToBeats, yToPitch } from './roll-view.ts'
import type { RollViewStore } from './roll-view-store.ts'
import { useCanvas } from './use-canvas.ts'
import { useRollView } from './use-roll-view.ts'

export interface RollHandle {
  readonly zoom: (factor: number) => void
  readonly fit: () => void
  readonly reveal: (id: string) => void
  readonly add: () => void
}
export interface PianoRollProps {
  readonly store: RollViewStore
  readonly song: Song
  readonly time: SongTime
  readonly trackId: string
  readonly notes: Readonly<Record<string, Note>>
  readonly index: NoteIndex
  readonly selected: ReadonlySet<string>
  readonly focused: string | null
  readonly gridBeats: number
  readonly editable: boolean
  readonly pitch: readonly PitchLine[]
  readonly troubled: ReadonlySet<string>
  readonly loop: { readonly startBeats: number; readonly endBeats: number } | null
  /** What the pointer does: it moves notes, or draws the pitch over them. */
  readonly tool: 'notes' | 'pitch'
  readonly onSelect: (ids: readonly string[], focused: string | null) => void
  readonly onEdit: (edit: NoteEdit) => boolean
  /** What a gesture under way would do; null when it is over. */
  readonly onTry: (edit: NoteEdit | null) => void
  readonly onOpenWord: (id: string) => void
  readonly onPlace: (atBeats: number) => void
  readonly ref: Ref<RollHandle>
}

/**
 * Notes of one voice on a canvas. View and gesture live outside React and are drawn at most once per frame; what is committed
 * goes through `onEdit` when the pointer is let go. Everything a pointer can do, keys can do (see words.edit.rollHelp).
 */
export function PianoRoll(props: PianoRollProps) {
  const { store } = props
  const { words, language } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const scroll = useRef<HTMLDivElement>(null)
  const scrollInner = useRef<HTMLDivElement>(null)
  const gesture = useRef<Gesture | null>(null)
  const latest = useRef(props)
  latest.current = props
  const { reveal, zoom, fit } = useRollView(store, props, box)
  const pen = usePitchPen(props)

  const { canvas, requestDraw } = useCanvas((context) => {
    const held = gesture.current
    const grabbed = held === null || held.kind === 'marquee' ? undefined : props.notes[held.grabbed]
    const view = store.get()
    drawRoll(context, {
      ...props,
      view,
      language,
      shift: held === null || grabbed === undefined ? null : shiftOf(held, view, props.gridBeats, grabbed),
      marquee: held?.kind === 'marquee' ? boxOf(held) : null,
      focused: document.activeElement === box.current ? props.focused : null,
    })
  })
  useEffect(() => {
    const follow = (): void => {
      const view = store.get()
      const bar = scroll.current
      if (bar !== null && scrollInner.current !== null) {
        scrollInner.current.style.width = `${keysPx + latest.current.song.lengthBeats * view.pxPerBeat + view.widthPx * 0.1}px`
        bar.scrollLeft = view.leftBeats * view.pxPerBeat
      }
      requestDraw()
    }
    follow()
    return store.subscribe(follow)
  }, [store, requestDraw])

  const add = useCallback((at: { startBeats: number; pitch: number; lengthBeats: number }) => {
    const now = latest.current
    if (!now.editable) return
    const id = nextNoteId(now.notes)
    const track = now.song.tracks[now.trackId]
    const note = { ...at, lyric: track?.kind === 'vocal' && track.language === 'ja' ? 'ら' : 'la' } as Note
    if (now.onEdit(addNote(now.trackId, id, note))) now.onSelect([id], id)
  }, [])
  const addAfterFocus = useCallback(() => {
    const now = latest.current
    const before = now.focused === null ? undefined : now.notes[now.focused]
    const lengthBeats = now.gridBeats > 0 ? now.gridBeats : 1
    const wished = before === undefined ? store.get().leftBeats + 1 : before.startBeats + before.lengthBeats
    const startBeats = Math.min(now.song.lengthBeats - lengthBeats, Math.max(0, snapBeats(wished, now.gridBeats)))
    add({ startBeats, lengthBeats, pitch: before?.pitch ?? 67 })
  }, [add, store])
  useImperativeHandle(props.ref, () => ({ zoom, fit, reveal, add: addAfterFocus }), [addAfterFocus, fit, reveal, zoom])

  const pointOf = (event: { clientX: number; clientY: number }): Point => {
    const rect = box.current?.getBoundingClientRect()
    return { xPx: event.clientX - (rect?.left ?? 0) - keysPx, yPx: event.clientY - (rect?.top ?? 0) - rulerPx }
  }
  const onPointerDown = (event: React.PointerEvent): void => {
    if (!event.isPrimary) return
    const at = pointOf(event)
    if (at.xPx < 0) return
    if (props.tool === 'pitch' && at.yPx >= 0) {
      if (pen.down(event, at)) event.currentTarget.setPointerCapture(event.pointerId)
      return
    }
    if (event.button !== 0) return
    const view = store.get()
    if (at.yPx < 0) {
      props.onPlace(Math.max(0, Math.min(props.song.lengthBeats, snapBeats(xToBeats(view, at.xPx), props.gridBeats))))
      return
    }
    const hit = hitTest(props.index, view, at.xPx, at.yPx)
    event.currentTarget.setPointerCapture(event.pointerId)
    if (hit !== null) {
      if (event.shiftKey) {
        const next = new Set(props.selected)
        if (next.has(hit.id)) next.delete(hit.id)
        else next.add(hit.id)
        props.onSelect([...next], hit.id)
        return
      }
      props.onSelect(props.selected.has(hit.id) ? [...props.selected] : [hit.id], hit.id)
      if (!props.editable) return
    }
    gesture.current = begin(hit, at, event.shiftKey ? [...props.selected] : [])
    requestDraw()
  }
  const onPointerMove = (event: React.PointerEvent): void => {
    const at = pointOf(event)
    if (pen.move(event, pointOf)) return
    if (gesture.current === null) {
      const inside = at.xPx >= 0 && at.yPx >= 0
      const hit = !inside || props.tool === 'pitch' ? null : hitTest(props.index, store.get(), at.xPx, at.yPx)
      const over = inside && props.tool === 'pitch' ? 'pen' : hit === null || !props.editable ? 'nothing' : hit.part
      event.currentTarget.setAttribute('data-over', over)
      return
    }
    gesture.current = drag(gesture.current, at)
    requestDraw()
  }
  const onPointerUp = (): void => {
    if (pen.up()) return
    const done = gesture.current
    gesture.current = null
    requestDraw()
    if (done === null) return
    const view = store.get()
    if (done.kind === 'marquee') {
      const found = notesInside(props.index, view, boxOf(done))
      const all = [...new Set([...done.added, ...found])]
      props.onSelect(all, found[0] ?? done.added[0] ?? null)
      return
    }
    const grabbed = props.notes[done.grabbed]
    if (grabbed === undefined || !done.started) return
    const shift = shiftOf(done, view, props.gridBeats, grabbed)
    const ids = [...props.selected]
    if (shift.lengthByBeats !== 0) props.onEdit(resizeNotes(props.trackId, ids, shift.lengthByBeats))
    else if (shift.byBeats !== noShift.byBeats || shift.byPitch !== noShift.byPitch) props.onEdit(moveNotes(props.trackId, ids, shift))
  }
  const onDoubleClick = (event: React.MouseEvent): void => {
    const at = pointOf(event)
    if (at.xPx < 0 || at.yPx < 0 || props.tool === 'pitch') return
    const view = store.get()
    const hit = hitTest(props.index, view, at.xPx, at.yPx)
    if (hit !== null) {
      props.onOpenWord(hit.id)
      return
    }
    const gridBeats = props.gridBeats
    const raw = xToBeats(view, at.xPx)
    const startBeats = gridBeats > 0 ? Math.floor(raw / gridBeats) * gridBeats : raw
    add({ startBeats, pitch: Math.min(127, Math.max(0, yToPitch(view, at.yPx))), lengthBeats: Math.max(gridBeats, 0.5) })
  }
  const goTo = (to: number, widen: boolean): void => {
    const { ids } = props.index
    const id = ids[Math.max(0, Math.min(ids.length - 1, to))]
    if (id === undefined) return
    props.onSelect(widen ? [...new Set([...props.selected, id])] : [id], id)
    reveal(id)
  }
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const meaning = rollKey({ key: event.key, shiftKey: event.shiftKey, command: event.ctrlKey || event.metaKey || event.altKey })
    if (meaning === null) return
    event.preventDefault()
    const { ids } = props.index
    const selection = [...props.selected]
    const gridBeats = props.gridBeats > 0 ? props.gridBeats : 1 / 16
    const edit = (change: NoteEdit): void => {
      if (props.editable && selection.length > 0) props.onEdit(change)
    }
    switch (meaning.kind) {
      case 'goTo': {
        const at = props.focused === null ? -1 : ids.indexOf(props.focused)
        const places = { previous: at - 1, next: at + 1, first: 0, last: ids.length - 1 }
        goTo(places[meaning.to], meaning.widen)
        break
      }
      case 'move':
        edit(moveNotes(props.trackId, selection, { byBeats: meaning.byGrid * gridBeats, byPitch: 0 }))
        break
      case 'resize':
        edit(resizeNotes(props.trackId, selection, meaning.byGrid * gridBeats))
        break
      case 'pitch':
        edit(moveNotes(props.trackId, selection, { byBeats: 0, byPitch: meaning.byPitch }))
        break
      case 'zoom':
        zoom(meaning.factor)
        break
      case 'fit':
        fit()
        break
      case 'add':
        addAfterFocus()
        break
      case 'all':
        props.onSelect([...ids], props.focused)
        break
      case 'delete':
        edit(deleteNotes(props.trackId, selection))
        props.onSelect([], null)
        break
      case 'openWord':
        if (props.focused !== null) props.onOpenWord(props.focused)
        break
      case 'letGo':
        gesture.current = null
        pen.letGo()
        props.onSelect([], null)
        break
    }
  }

  return (
    <div className="roll-box">
      <div
        ref={box}
        className="roll"
        role="application"
        aria-label={words.edit.roll}
        aria-describedby="roll-help"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an editor with keys of its own
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerUp}
        onContextMenu={(event) => props.tool === 'pitch' && event.preventDefault()}
        onDoubleClick={onDoubleClick}
        onKeyDown={onKeyDown}
        onFocus={requestDraw}
        onBlur={requestDraw}
      >
        <canvas ref={canvas} />
        <PlayLines
          store={store}
          song={props.song}
          time={props.time}
          leftPx={keysPx}
          turns={() => gesture.current === null && !pen.drawing()}
        />
      </div>
      <div
        ref={scroll}
        className="roll-scroll"
        aria-hidden="true"
        onScroll={(event) => {
          const view = store.get()
          const leftBeats = event.currentTarget.scrollLeft / view.pxPerBeat
          if (Math.abs(leftBeats - view.leftBeats) * view.pxPerBeat >= 1) store.set({ ...view, leftBeats })
        }}
      >
        <div ref={scrollInner} />
      </div>
      <p id="roll-help" className="sr-only">
        {words.edit.rollHelp}
      </p>
    </div>
  )
}
