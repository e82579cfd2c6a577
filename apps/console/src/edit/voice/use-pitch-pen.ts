import type { Song } from '@ghostlight/timeline'
import { useRef } from 'react'
import type { NoteEdit } from '../note-edits.ts'
import type { Point } from '../roll/roll-gesture.ts'
import { xToBeats, yToFinePitch } from '../roll/roll-view.ts'
import type { RollViewStore } from '../roll/roll-view-store.ts'
import { curveKinds } from './curve-kinds.ts'
import { curveValue, type Points } from './curve-points.ts'
import { DrawGesture, drawModeOf } from './draw-gesture.ts'
import { type PitchLine, pitchAt } from './pitch-line.ts'
import { setCurve } from './voice-edits.ts'

/** Cents; nobody hears less. */
const tolerance = 3
const columnPx = 2

/**
 * Draws the pitch over the notes: what is kept is how far the hand goes from the pitch that the singer plans, so that a note that
 * is put higher later takes the drawn turn along.
 */
export function usePitchPen(props: {
  readonly store: RollViewStore
  readonly song: Song
  readonly trackId: string
  readonly pitch: readonly PitchLine[]
  readonly editable: boolean
  readonly onEdit: (edit: NoteEdit) => boolean
  readonly onTry: (edit: NoteEdit | null) => void
}) {
  const { store } = props
  const held = useRef<{ readonly gesture: DrawGesture; readonly curve: Points | undefined; readonly planned: readonly PitchLine[] } | null>(
    null,
  )
  const edit = (): NoteEdit | null => {
    const now = held.current
    if (now === null || !now.gesture.moved()) return null
    const { low, high, neutral } = curveKinds.pitchCents
    const points = now.gesture.over(now.curve, {
      neutral,
      tolerance,
      meantBy: (atBeats, drawn) => {
        const planned = pitchAt(now.planned, atBeats)
        if (planned === null) return null
        const cents = (drawn - planned) * 100 + curveValue(now.curve, atBeats, neutral)
        return Math.min(high, Math.max(low, cents))
      },
    })
    return setCurve(props.trackId, 'pitchCents', points)
  }
  return {
    /** @returns whether the pen took the press. */
    down(event: { button: number; shiftKey: boolean; altKey: boolean }, at: Point): boolean {
      const mode = props.editable ? drawModeOf(event) : null
      if (mode === null) return false
      const view = store.get()
      const track = props.song.tracks[props.trackId]
      const curve = track?.kind === 'vocal' ? track.curves?.pitchCents : undefined
      const gesture = new DrawGesture(mode, columnPx / view.pxPerBeat, [xToBeats(view, at.xPx), yToFinePitch(view, at.yPx)])
      held.current = { gesture, curve, planned: props.pitch }
      return true
    },
    move(event: React.PointerEvent, pointOf: (event: { clientX: number; clientY: number }) => Point): boolean {
      if (held.current === null) return false
      const view = store.get()
      const all = event.nativeEvent.getCoalescedEvents()
      for (const one of all.length > 0 ? all : [event.nativeEvent]) {
        const at = pointOf(one)
        held.current.gesture.to(Math.max(0, xToBeats(view, at.xPx)), yToFinePitch(view, at.yPx))
      }
      props.onTry(edit())
      return true
    },
    up(): boolean {
      if (held.current === null) return false
      const done = edit()
      held.current = null
      props.onTry(null)
      if (done !== null) props.onEdit(done)
      return true
    },
    letGo(): void {
      if (held.current !== null) props.onTry(null)
      held.current = null
    },
    drawing: () => held.current !== null,
  }
}
