import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react'
import type { Point } from '../homography.ts'
import type { ScreenSettings } from '../screen-settings.ts'

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
const stepOf = (event: { readonly shiftKey: boolean; readonly altKey: boolean }) => (event.altKey ? 0.1 : event.shiftKey ? 10 : 1)

export interface HandlesProps {
  readonly screen: ScreenSettings
  readonly handles: readonly Point[]
  readonly nameOf: (index: number) => string
  readonly chosen: number
  readonly onChoose: (index: number) => void
  /** @param gesture  what belongs together is undone together. */
  readonly onMove: (index: number, x: number, y: number, gesture: string) => void
}

/** Corners and points of the mask, on the picture itself: taken with the pointer, moved by it or by the arrows. */
export function Handles({ screen, handles, nameOf, chosen, onChoose, onMove }: HandlesProps) {
  const drag = useRef<{ readonly index: number; readonly id: string; at: [number, number]; lastX: number; lastY: number } | null>(null)

  // The arrows work from the first moment.
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])

  const onKey = (event: KeyboardEvent, index: number) => {
    const way = arrows[event.key]
    if (!way) return
    event.preventDefault()
    const [x, y] = handles[index]!
    onMove(index, x + way[0] * stepOf(event), y + way[1] * stepOf(event), `key ${index}`)
  }
  const onDown = (event: PointerEvent, index: number) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    const [x, y] = handles[index]!
    drag.current = { index, id: `drag ${index} ${event.timeStamp}`, at: [x, y], lastX: event.clientX, lastY: event.clientY }
    onChoose(index)
  }
  const onDrag = (event: PointerEvent) => {
    const held = drag.current
    if (!held) return
    const fine = event.altKey ? 0.1 : 1
    held.at[0] += ((event.clientX - held.lastX) * fine * screen.widthPx) / innerWidth
    held.at[1] += ((event.clientY - held.lastY) * fine * screen.heightPx) / innerHeight
    held.lastX = event.clientX
    held.lastY = event.clientY
    onMove(held.index, held.at[0], held.at[1], held.id)
  }
  return handles.map(([x, y], index) => (
    <button
      // biome-ignore lint/suspicious/noArrayIndexKey: a handle is its number
      key={index}
      ref={index === 0 ? first : null}
      type="button"
      className={`handle ${index < 4 ? 'corner' : 'mask'} ${index === chosen ? 'chosen' : ''}`}
      style={{
        left: `${Math.min(100, Math.max(0, (x / screen.widthPx) * 100))}%`,
        top: `${Math.min(100, Math.max(0, (y / screen.heightPx) * 100))}%`,
      }}
      aria-label={`${nameOf(index)}: ${x}, ${y}`}
      onFocus={() => onChoose(index)}
      onKeyDown={(event) => onKey(event, index)}
      onPointerDown={(event) => onDown(event, index)}
      onPointerMove={onDrag}
      onPointerUp={() => {
        drag.current = null
      }}
    />
  ))
}
