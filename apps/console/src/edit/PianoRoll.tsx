import type { Note, Song, SongTime } from '@ghostlight/timeline'
import { type Ref, useCallback, useEffect, useImperativeHandle, useRef } from 'react'
import { rehearsalPositionMs, useRehearsal } from '../shell/rehearsal.tsx'
import { useTick } from '../show-context.tsx'
import { useWords } from '../words/words-context.tsx'
import { drawRoll, keysPx, type RollPicture, rulerPx } from './draw-roll.ts'
import { addNote, deleteNotes, moveNotes, type NoteEdit, nextNoteId, resizeNotes } from './note-edits.ts'
import { begin, boxOf, drag, type Gesture, noShift, type Point, shiftOf } from './roll-gesture.ts'
import {
  beatsToX,
  clampView,
  hitTest,
  type NoteIndex,
  notesInside,
  type RollView,
  readableZoom,
  revealed,
  snapBeats,
  xToBeats,
  yToPitch,
  zoomAround,
} from './roll-view.ts'

export interface RollHandle {
  readonly zoom: (factor: number) => void
  readonly fit: () => void
  readonly reveal: (id: string) => void
  readonly add: () => void
}
export interface PianoRollProps {
  readonly song: Song
  readonly time: SongTime
  readonly trackId: string
  readonly notes: Readonly<Record<string, Note>>
  readonly index: NoteIndex
  readonly selected: ReadonlySet<string>
  readonly focused: string | null
  readonly gridBeats: number
  readonly editable: boolean
  readonly phonemes: ReadonlyMap<string, string>
  readonly troubled: ReadonlySet<string>
  readonly loop: { readonly startBeats: number; readonly endBeats: number } | null
  readonly onSelect: (ids: readonly string[], focused: string | null) => void
  readonly onEdit: (edit: NoteEdit) => boolean
  readonly onOpenWord: (id: string) => void
  readonly onPlace: (atBeats: number) => void
  readonly ref: Ref<RollHandle>
}

const pxPerPitch = 20

/**
 * Notes of one voice on a canvas. View and gesture live outside React and are drawn at most once per frame; what is committed
 * goes through `onEdit` when the pointer is let go. Everything a pointer can do, keys can do (see words.edit.rollHelp).
 */
export function PianoRoll(props: PianoRollProps) {
  const { words, language } = useWords()
  const rehearsal = useRehearsal()
  const canvas = useRef<HTMLCanvasElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const scroll = useRef<HTMLDivElement>(null)
  const scrollInner = useRef<HTMLDivElement>(null)
  const line = useRef<HTMLDivElement>(null)
  const airLine = useRef<HTMLDivElement>(null)
  const view = useRef<RollView>({ pxPerBeat: 44, pxPerPitch, leftBeats: 0, topPitch: 84, widthPx: 100, heightPx: 100 })
  const gesture = useRef<Gesture | null>(null)
  const drawing = useRef(0)
  const latest = useRef({ props, language })
  latest.current = { props, language }

  const draw = useCallback(() => {
    drawing.current = 0
    const element = canvas.current
    const context = element?.getContext('2d')
    if (element == null || context == null) return
    const { props: now, language: tag } = latest.current
    const scale = devicePixelRatio
    const widthPx = view.current.widthPx + keysPx
    const heightPx = view.current.heightPx + rulerPx
    if (element.width !== Math.round(widthPx * scale) || element.height !== Math.round(heightPx * scale)) {
      element.width = Math.round(widthPx * scale)
      element.height = Math.round(heightPx * scale)
    }
    context.setTransform(scale, 0, 0, scale, 0, 0)
    const held = gesture.current
    const grabbed = held === null || held.kind === 'marquee' ? undefined : now.notes[held.grabbed]
    const picture: RollPicture = {
      ...now,
      view: view.current,
      language: tag,
      shift: held === null || grabbed === undefined ? null : shiftOf(held, view.current, now.gridBeats, grabbed),
      marquee: held?.kind === 'marquee' ? boxOf(held) : null,
      focused: document.activeElement === box.current ? now.focused : null,
    }
    drawRoll(context, picture)
  }, [])
  const requestDraw = useCallback(() => {
    if (drawing.current === 0) drawing.current = requestAnimationFrame(draw)
  }, [draw])
  const setView = useCallback(
    (next: RollView) => {
      view.current = next
      const bar = scroll.current
      if (bar !== null && scrollInner.current !== null) {
        scrollInner.current.style.width = `${keysPx + latest.current.props.song.lengthBeats * next.pxPerBeat + next.widthPx * 0.1}px`
        bar.scrollLeft = next.leftBeats * next.pxPerBeat
      }
      requestDraw()
    },
    [requestDraw],
  )

  // Without dependencies: every change of what is shown is drawn.
  useEffect(requestDraw)
  useEffect(() => () => cancelAnimationFrame(drawing.current), [])
  useEffect(() => {
    void document.fonts.ready.then(requestDraw)
  }, [requestDraw])

  const measured = useRef(false)
  const centre = useCallback(() => {
    const { props: now } = latest.current
    const pitches = now.index.pitch
    const middle = pitches.length === 0 ? 67 : (Math.min(...pitches) + Math.max(...pitches)) / 2
    const visible = view.current.heightPx / pxPerPitch
    const leftBeats = Math.max(0, (now.index.startBeats[0] ?? 0) - 1)
    const pxPerBeat = readableZoom(now.index)
    setView(clampView({ ...view.current, pxPerBeat, leftBeats, topPitch: Math.round(middle + visible / 2) }, now.song.lengthBeats))
  }, [setView])
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const watcher = new ResizeObserver(([entry]) => {
      if (entry === undefined) return
      const { width, height } = entry.contentRect
      const next = { ...view.current, widthPx: Math.max(50, width - keysPx), heightPx: Math.max(50, height - rulerPx) }
      setView(clampView(next, latest.current.props.song.lengthBeats))
      if (!measured.current) centre()
      measured.current = true
    })
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [centre, setView])

  // Another voice or song: begin where it begins, around its middle pitch.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only for another voice, not for each edit of it
  useEffect(centre, [props.trackId, props.song.id])

  useEffect(() => {
    const element = box.current
    if (element === null) return
    // Not passive, as React's own wheel listener would be: Ctrl + wheel must not zoom the page. The wheel never edits anything.
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault()
      const rect = element.getBoundingClientRect()
      const lengthBeats = latest.current.props.song.lengthBeats
      const now = view.current
      if (event.ctrlKey || event.metaKey)
        setView(zoomAround(now, event.clientX - rect.left - keysPx, Math.exp(-event.deltaY / 400), lengthBeats))
      else {
        const sideways = event.shiftKey ? event.deltaY : event.deltaX
        const upDown = event.shiftKey ? 0 : event.deltaY
        setView(
          clampView(
            { ...now, leftBeats: now.leftBeats + sideways / now.pxPerBeat, topPitch: now.topPitch - upDown / now.pxPerPitch },
            lengthBeats,
          ),
        )
      }
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [setView])

  useTick(({ moment }) => {
    const { props: now } = latest.current
    const place = rehearsal.place.current
    const rehearsed = place !== null && place.songId === now.song.id ? rehearsalPositionMs(place, performance.now()) : null
    const atBeats = rehearsed === null ? null : now.time.tempo.msToBeats(rehearsed as never)
    // While it plays the page turns with the line, but never under a hand that is dragging.
    if (atBeats !== null && place?.playing === true && gesture.current === null) {
      const x = beatsToX(view.current, atBeats)
      if (x > view.current.widthPx * 0.96 || x < 0)
        setView(
          clampView({ ...view.current, leftBeats: atBeats - (view.current.widthPx * 0.08) / view.current.pxPerBeat }, now.song.lengthBeats),
        )
    }
    putLine(line.current, atBeats, view.current)
    const segment = moment?.segment
    const airs = segment != null && !segment.ended && segment.songId === now.song.id
    putLine(airLine.current, airs ? now.time.tempo.msToBeats(segment.positionMs) : null, view.current)
  })

  const add = useCallback((at: { startBeats: number; pitch: number; lengthBeats: number }) => {
    const { props: now } = latest.current
    if (!now.editable) return
    const id = nextNoteId(now.notes)
    const track = now.song.tracks[now.trackId]
    const note = { ...at, lyric: track?.kind === 'vocal' && track.language === 'ja' ? 'ら' : 'la' } as Note
    if (now.onEdit(addNote(now.trackId, id, note))) now.onSelect([id], id)
  }, [])
  const addAfterFocus = useCallback(() => {
    const { props: now } = latest.current
    const before = now.focused === null ? undefined : now.notes[now.focused]
    const lengthBeats = now.gridBeats > 0 ? now.gridBeats : 1
    const wished = before === undefined ? view.current.leftBeats + 1 : before.startBeats + before.lengthBeats
    const startBeats = Math.min(now.song.lengthBeats - lengthBeats, Math.max(0, snapBeats(wished, now.gridBeats)))
    add({ startBeats, lengthBeats, pitch: before?.pitch ?? 67 })
  }, [add])

  const reveal = useCallback(
    (id: string) => {
      const { props: now } = latest.current
      const note = now.notes[id]
      if (note === undefined) return
      setView(
        revealed(
          view.current,
          { startBeats: note.startBeats, endBeats: note.startBeats + note.lengthBeats, pitch: note.pitch },
          now.song.lengthBeats,
        ),
      )
    },
    [setView],
  )
  const zoom = useCallback(
    (factor: number) => {
      const { props: now } = latest.current
      const focus = now.focused === null ? undefined : now.notes[now.focused]
      const anchorPx = focus === undefined ? view.current.widthPx / 2 : beatsToX(view.current, focus.startBeats)
      setView(zoomAround(view.current, Math.max(0, Math.min(view.current.widthPx, anchorPx)), factor, now.song.lengthBeats))
    },
    [setView],
  )
  const fit = useCallback(() => {
    const { lengthBeats } = latest.current.props.song
    setView(clampView({ ...view.current, leftBeats: 0, pxPerBeat: view.current.widthPx / lengthBeats }, lengthBeats))
  }, [setView])
  useImperativeHandle(props.ref, () => ({ zoom, fit, reveal, add: addAfterFocus }), [addAfterFocus, fit, reveal, zoom])

  const pointOf = (event: { clientX: number; clientY: number }): Point => {
    const rect = box.current?.getBoundingClientRect()
    return { xPx: event.clientX - (rect?.left ?? 0) - keysPx, yPx: event.clientY - (rect?.top ?? 0) - rulerPx }
  }
  const onPointerDown = (event: React.PointerEvent): void => {
    if (!event.isPrimary || event.button !== 0) return
    const at = pointOf(event)
    if (at.xPx < 0) return
    if (at.yPx < 0) {
      const atBeats = xToBeats(view.current, at.xPx)
      props.onPlace(Math.max(0, Math.min(props.song.lengthBeats, snapBeats(atBeats, props.gridBeats))))
      return
    }
    const hit = hitTest(props.index, view.current, at.xPx, at.yPx)
    event.currentTarget.setPointerCapture(event.pointerId)
    if (hit !== null) {
      if (event.shiftKey) {
        const next = new Set(props.selected)
        if (next.has(hit.id)) next.delete(hit.id)
        else next.add(hit.id)
        props.onSelect([...next], hit.id)
        return
      }
      if (!props.selected.has(hit.id)) props.onSelect([hit.id], hit.id)
      else props.onSelect([...props.selected], hit.id)
      if (!props.editable) return
    }
    gesture.current = begin(hit, at, event.shiftKey ? [...props.selected] : [])
    requestDraw()
  }
  const onPointerMove = (event: React.PointerEvent): void => {
    const at = pointOf(event)
    if (gesture.current === null) {
      const hit = at.xPx < 0 || at.yPx < 0 ? null : hitTest(props.index, view.current, at.xPx, at.yPx)
      event.currentTarget.setAttribute('data-over', hit === null || !props.editable ? 'nothing' : hit.part)
      return
    }
    gesture.current = drag(gesture.current, at)
    requestDraw()
  }
  const onPointerUp = (): void => {
    const done = gesture.current
    gesture.current = null
    requestDraw()
    if (done === null) return
    if (done.kind === 'marquee') {
      const found = notesInside(props.index, view.current, boxOf(done))
      const all = [...new Set([...done.added, ...found])]
      props.onSelect(all, found[0] ?? done.added[0] ?? null)
      return
    }
    const grabbed = props.notes[done.grabbed]
    if (grabbed === undefined || !done.started) return
    const shift = shiftOf(done, view.current, props.gridBeats, grabbed)
    const ids = [...props.selected]
    if (shift.lengthByBeats !== 0) props.onEdit(resizeNotes(props.trackId, ids, shift.lengthByBeats))
    else if (shift.byBeats !== noShift.byBeats || shift.byPitch !== noShift.byPitch) props.onEdit(moveNotes(props.trackId, ids, shift))
  }
  const onDoubleClick = (event: React.MouseEvent): void => {
    const at = pointOf(event)
    if (at.xPx < 0 || at.yPx < 0) return
    const hit = hitTest(props.index, view.current, at.xPx, at.yPx)
    if (hit !== null) {
      props.onOpenWord(hit.id)
      return
    }
    const gridBeats = props.gridBeats
    const raw = xToBeats(view.current, at.xPx)
    const startBeats = gridBeats > 0 ? Math.floor(raw / gridBeats) * gridBeats : raw
    add({ startBeats, pitch: Math.min(127, Math.max(0, yToPitch(view.current, at.yPx))), lengthBeats: Math.max(gridBeats, 0.5) })
  }
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const { ids } = props.index
    const at = props.focused === null ? -1 : ids.indexOf(props.focused)
    const command = event.ctrlKey || event.metaKey || event.altKey
    const selection = [...props.selected]
    const gridBeats = props.gridBeats > 0 ? props.gridBeats : 1 / 16
    const goTo = (to: number): void => {
      const id = ids[Math.max(0, Math.min(ids.length - 1, to))]
      if (id === undefined) return
      props.onSelect(event.shiftKey ? [...new Set([...selection, id])] : [id], id)
      reveal(id)
    }
    const edit = (change: NoteEdit): void => {
      if (props.editable && selection.length > 0) props.onEdit(change)
    }
    const act = (): boolean => {
      switch (event.key) {
        case 'ArrowLeft':
        case 'ArrowRight': {
          const sign = event.key === 'ArrowLeft' ? -1 : 1
          if (!command) goTo(at + sign)
          else if (event.shiftKey) edit(resizeNotes(props.trackId, selection, sign * gridBeats))
          else edit(moveNotes(props.trackId, selection, { byBeats: sign * gridBeats, byPitch: 0 }))
          return true
        }
        case 'ArrowUp':
        case 'ArrowDown': {
          const sign = event.key === 'ArrowDown' ? -1 : 1
          edit(moveNotes(props.trackId, selection, { byBeats: 0, byPitch: sign * (event.shiftKey ? 12 : 1) }))
          return true
        }
        case 'Home':
          goTo(0)
          return true
        case 'End':
          goTo(ids.length - 1)
          return true
        case 'Delete':
        case 'Backspace':
          edit(deleteNotes(props.trackId, selection))
          props.onSelect([], null)
          return true
        case 'Enter':
          if (props.focused !== null) props.onOpenWord(props.focused)
          return true
        case 'Escape':
          gesture.current = null
          props.onSelect([], null)
          return true
        case '+':
        case '=':
        case '-':
          if (command) return false
          zoom(event.key === '-' ? 1 / 1.4 : 1.4)
          return true
        case '0':
          if (command) return false
          fit()
          return true
        case 'n':
        case 'N':
          if (command) return false
          addAfterFocus()
          return true
        case 'a':
          if (!command) return false
          props.onSelect([...ids], props.focused)
          return true
        default:
          return false
      }
    }
    if (act()) event.preventDefault()
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
        onDoubleClick={onDoubleClick}
        onKeyDown={onKeyDown}
        onFocus={requestDraw}
        onBlur={requestDraw}
      >
        <canvas ref={canvas} />
        <div className="roll-lines" aria-hidden="true" style={{ left: keysPx }}>
          <div ref={airLine} className="roll-line roll-line-air" />
          <div ref={line} className="roll-line" />
        </div>
      </div>
      <div
        ref={scroll}
        className="roll-scroll"
        aria-hidden="true"
        onScroll={(event) => {
          const leftBeats = event.currentTarget.scrollLeft / view.current.pxPerBeat
          if (Math.abs(leftBeats - view.current.leftBeats) * view.current.pxPerBeat < 1) return
          view.current = { ...view.current, leftBeats }
          requestDraw()
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

function putLine(element: HTMLElement | null, atBeats: number | null, view: RollView): void {
  if (element === null) return
  const x = atBeats === null ? -1 : beatsToX(view, atBeats)
  const visible = x >= 0 && x <= view.widthPx
  element.style.visibility = visible ? 'visible' : 'hidden'
  if (visible) element.style.transform = `translateX(${x}px)`
}
