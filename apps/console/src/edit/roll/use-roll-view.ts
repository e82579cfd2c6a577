import type { Note, Song } from '@ghostlight/timeline'
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import { keysPx, rulerPx } from './draw-roll.ts'
import { beatsToX, clampView, type NoteIndex, readableZoom, revealed, rowPx, zoomAround } from './roll-view.ts'
import type { RollViewStore } from './roll-view-store.ts'

interface Shown {
  readonly song: Song
  readonly trackId: string
  readonly notes: Readonly<Record<string, Note>>
  readonly index: NoteIndex
  readonly focused: string | null
}

/** What moves the view: the wheel, the size of the window, another voice, and the buttons for zoom. */
export function useRollView(store: RollViewStore, shown: Shown, box: RefObject<HTMLElement | null>) {
  const latest = useRef(shown)
  latest.current = shown

  const centre = useCallback(() => {
    const { index, song } = latest.current
    const view = store.get()
    const pitches = index.pitch.length === 0 ? [60, 72] : [...index.pitch]
    const lowest = Math.min(...pitches)
    const highest = Math.max(...pitches)
    const leftBeats = Math.max(0, (index.startBeats[0] ?? 0) - 1)
    const pxPerPitch = rowPx(view.heightPx, highest - lowest)
    const topPitch = Math.round((lowest + highest) / 2 + view.heightPx / pxPerPitch / 2)
    store.set(clampView({ ...view, pxPerPitch, pxPerBeat: readableZoom(index), leftBeats, topPitch }, song.lengthBeats))
  }, [store])

  const measured = useRef(false)
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const watcher = new ResizeObserver(([entry]) => {
      if (entry === undefined) return
      const { width, height } = entry.contentRect
      const next = { ...store.get(), widthPx: Math.max(50, width - keysPx), heightPx: Math.max(50, height - rulerPx) }
      store.set(clampView(next, latest.current.song.lengthBeats))
      if (!measured.current) centre()
      measured.current = true
    })
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [box, centre, store])

  // Another voice or song: begin where it begins, around its middle pitch.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only for another voice, not for each edit of it
  useEffect(centre, [shown.trackId, shown.song.id])

  useWheel(box, store, () => latest.current.song.lengthBeats)

  const reveal = useCallback(
    (id: string) => {
      const note = latest.current.notes[id]
      if (note === undefined) return
      const span = { startBeats: note.startBeats, endBeats: note.startBeats + note.lengthBeats, pitch: note.pitch }
      store.set(revealed(store.get(), span, latest.current.song.lengthBeats))
    },
    [store],
  )
  const zoom = useCallback(
    (factor: number) => {
      const { focused, notes, song } = latest.current
      const view = store.get()
      const focus = focused === null ? undefined : notes[focused]
      const anchorPx = focus === undefined ? view.widthPx / 2 : beatsToX(view, focus.startBeats)
      store.set(zoomAround(view, Math.max(0, Math.min(view.widthPx, anchorPx)), factor, song.lengthBeats))
    },
    [store],
  )
  const fit = useCallback(() => {
    const { lengthBeats } = latest.current.song
    const view = store.get()
    store.set(clampView({ ...view, leftBeats: 0, pxPerBeat: view.widthPx / lengthBeats }, lengthBeats))
  }, [store])
  return { reveal, zoom, fit }
}

/** The wheel scrolls and, with Ctrl, zooms; it never edits anything. */
export function useWheel(box: RefObject<HTMLElement | null>, store: RollViewStore, lengthBeats: () => number): void {
  const latest = useRef(lengthBeats)
  latest.current = lengthBeats
  useEffect(() => {
    const element = box.current
    if (element === null) return
    // Not passive, as React's own wheel listener would be: Ctrl + wheel must not zoom the page.
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault()
      const view = store.get()
      const whole = latest.current()
      if (event.ctrlKey || event.metaKey) {
        const atPx = event.clientX - element.getBoundingClientRect().left - keysPx
        store.set(zoomAround(view, atPx, Math.exp(-event.deltaY / 400), whole))
        return
      }
      const sideways = event.shiftKey ? event.deltaY : event.deltaX
      const upDown = event.shiftKey ? 0 : event.deltaY
      const leftBeats = view.leftBeats + sideways / view.pxPerBeat
      store.set(clampView({ ...view, leftBeats, topPitch: view.topPitch - upDown / view.pxPerPitch }, whole))
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [box, store])
}
