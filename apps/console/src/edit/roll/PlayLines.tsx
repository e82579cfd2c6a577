import type { Song, SongTime } from '@ghostlight/timeline'
import { useRef } from 'react'
import { rehearsalPositionMs, useRehearsal } from '../../shell/rehearsal.tsx'
import { useTick } from '../../show-context.tsx'
import { beatsToX, clampView, type RollView } from './roll-view.ts'
import type { RollViewStore } from './roll-view-store.ts'

/** Where the rehearsal is, and where the show is when it plays the same song. */
export function PlayLines(props: {
  readonly store: RollViewStore
  readonly song: Song
  readonly time: SongTime
  readonly leftPx: number
  /** While it plays, the page turns with the line; never under a hand that is dragging. */
  readonly turns?: () => boolean
}) {
  const rehearsal = useRehearsal()
  const line = useRef<HTMLDivElement>(null)
  const airLine = useRef<HTMLDivElement>(null)
  useTick(({ moment }) => {
    const { song, time, store } = props
    const view = store.get()
    const place = rehearsal.place.current
    const rehearsed = place !== null && place.songId === song.id ? rehearsalPositionMs(place, performance.now()) : null
    const atBeats = rehearsed === null ? null : time.tempo.msToBeats(rehearsed as never)
    if (atBeats !== null && place?.playing === true && props.turns?.() === true) {
      const x = beatsToX(view, atBeats)
      if (x > view.widthPx * 0.96 || x < 0)
        store.set(clampView({ ...view, leftBeats: atBeats - (view.widthPx * 0.08) / view.pxPerBeat }, song.lengthBeats))
    }
    putLine(line.current, atBeats, view)
    const segment = moment?.segment
    const airs = segment != null && !segment.ended && segment.songId === song.id
    putLine(airLine.current, airs ? time.tempo.msToBeats(segment.positionMs) : null, view)
  })
  return (
    <div className="roll-lines" aria-hidden="true" style={{ left: props.leftPx }}>
      <div ref={airLine} className="roll-line roll-line-air" />
      <div ref={line} className="roll-line" />
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
