import type { Song, SongTime, VocalTrack } from '@ghostlight/timeline'
import { Eraser } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { formatBarBeat } from '../../format.ts'
import { useWords } from '../../words/words-context.tsx'
import { Chooser } from '../Chooser.tsx'
import type { NoteEdit } from '../note-edits.ts'
import { keysPx } from '../roll/draw-roll.ts'
import { PlayLines } from '../roll/PlayLines.tsx'
import { snapBeats, xToBeats } from '../roll/roll-view.ts'
import type { RollViewStore } from '../roll/roll-view-store.ts'
import { useCanvas } from '../roll/use-canvas.ts'
import { useWheel } from '../roll/use-roll-view.ts'
import { type CurveName, curveKinds, curveNames, formatCurveValue } from './curve-kinds.ts'
import { curveValue, erased, type Points, raised, type Span } from './curve-points.ts'
import { DrawGesture, drawModeOf } from './draw-gesture.ts'
import { drawLane } from './draw-lane.ts'
import { laneRange, spanRevealed, steppedSpan, yToValue } from './lane-view.ts'
import { setCurve } from './voice-edits.ts'

/** A column is as fine as a hand draws. */
const columnPx = 2
/** Share of the range that a line may leave the hand by. */
const toleranceUnit = 0.006

/** One expression curve of the voice, in time with the roll above it: drawn with the pointer, or by arrow keys on a stretch of time. */
export function CurveLane(props: {
  readonly store: RollViewStore
  readonly song: Song
  readonly time: SongTime
  readonly trackId: string
  /** As it is shown: with what a gesture would do. */
  readonly curves: VocalTrack['curves']
  readonly name: CurveName
  readonly onName: (name: CurveName) => void
  /** From the first to the last chosen note. */
  readonly chosen: Span | null
  readonly gridBeats: number
  readonly editable: boolean
  readonly onEdit: (edit: NoteEdit) => boolean
  readonly onEditSoon: (key: string, edit: NoteEdit) => void
  readonly onTry: (edit: NoteEdit | null) => void
}) {
  const { store, song, time, name, trackId, editable } = props
  const { words, language } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const held = useRef<{ readonly gesture: DrawGesture; readonly before: Points | undefined } | null>(null)
  const [own, setOwn] = useState<Span | null>(null)
  const [focused, setFocused] = useState(false)
  const [under, setUnder] = useState<number | null>(null)
  const kind = curveKinds[name]
  const points: Points | undefined = props.curves?.[name]
  // While a hand draws, the scale under it stands still.
  const range = laneRange(name, held.current === null ? points : held.current.before)
  const span = own ?? props.chosen
  useWheel(box, store, () => song.lengthBeats)
  const { canvas, requestDraw } = useCanvas((context, widthPx, heightPx) =>
    drawLane(context, { view: store.get(), song, time, name, points, range, span, focused, language }, widthPx, heightPx),
  )
  useEffect(() => store.subscribe(requestDraw), [store, requestDraw])

  const heightPx = (): number => box.current?.clientHeight ?? 1
  const at = (event: { clientX: number; clientY: number }): readonly [number, number] => {
    const rect = box.current?.getBoundingClientRect()
    const atBeats = xToBeats(store.get(), event.clientX - (rect?.left ?? 0) - keysPx)
    return [Math.min(song.lengthBeats, Math.max(0, atBeats)), yToValue(range, heightPx(), event.clientY - (rect?.top ?? 0))]
  }
  const edited = (): NoteEdit | null => {
    const now = held.current
    if (now === null || !now.gesture.moved()) return null
    const tolerance = (range.high - range.low) * toleranceUnit
    return setCurve(trackId, name, now.gesture.over(now.before, { neutral: kind.neutral, tolerance }))
  }
  const onPointerDown = (event: React.PointerEvent): void => {
    const mode = event.isPrimary && editable ? drawModeOf(event) : null
    if (mode === null) return
    event.currentTarget.setPointerCapture(event.pointerId)
    held.current = { gesture: new DrawGesture(mode, columnPx / store.get().pxPerBeat, at(event)), before: points }
  }
  const onPointerMove = (event: React.PointerEvent): void => {
    setUnder(at(event)[0])
    if (held.current === null) return
    const all = event.nativeEvent.getCoalescedEvents()
    for (const one of all.length > 0 ? all : [event.nativeEvent]) held.current.gesture.to(...at(one))
    props.onTry(edited())
  }
  const onPointerUp = (): void => {
    if (held.current === null) return
    const done = edited()
    held.current = null
    props.onTry(null)
    if (done !== null) props.onEdit(done)
  }
  const putSpan = (next: Span): void => {
    setOwn(next)
    store.set(spanRevealed(store.get(), next, song.lengthBeats))
  }
  const reset = (): void => {
    if (editable && span !== null) props.onEdit(setCurve(trackId, name, erased(points, span, kind.neutral)))
  }
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const gridBeats = props.gridBeats > 0 ? props.gridBeats : 1 / 8
    switch (event.key) {
      case 'ArrowLeft':
      case 'ArrowRight': {
        const sign = event.key === 'ArrowLeft' ? -1 : 1
        const startBeats = snapBeats(store.get().leftBeats + 1, gridBeats)
        putSpan(steppedSpan(span, { sign, widen: event.shiftKey }, { gridBeats, lengthBeats: song.lengthBeats, startBeats }))
        break
      }
      case 'ArrowUp':
      case 'ArrowDown': {
        const by = (event.key === 'ArrowUp' ? 1 : -1) * kind.step * (event.shiftKey ? 5 : 1)
        if (editable && span !== null) props.onEditSoon(`curve ${name}`, setCurve(trackId, name, raised(points, span, by, kind)))
        break
      }
      case 'Delete':
      case 'Backspace':
        reset()
        break
      case 'Escape':
        if (held.current !== null) props.onTry(null)
        held.current = null
        setOwn(null)
        break
      default:
        return
    }
    event.preventDefault()
  }
  const place = (atBeats: number): string => formatBarBeat(time.barBeatAt(atBeats as never))
  const valueAt = (atBeats: number): string => formatCurveValue(name, curveValue(points, atBeats, kind.neutral), language)
  const told =
    under !== null && !focused
      ? `${place(under)}  ${valueAt(under)}`
      : span === null
        ? words.voice.noSpan
        : words.voice.span(place(span.fromBeats), place(span.toBeats), valueAt((span.fromBeats + span.toBeats) / 2))
  return (
    <div className="lane">
      <div className="lane-bar">
        <Chooser
          label={words.voice.curve}
          value={name}
          onChange={(value) => props.onName(curveNames.find((one) => one === value) ?? 'dynamicsDb')}
          options={curveNames.map((one) => [one, `${words.voice.curveName[one]}${props.curves?.[one] === undefined ? '' : ' •'}`])}
          inline
        />
        <Button className="button button-small" onPress={reset} isDisabled={!editable || span === null || points === undefined}>
          <Eraser aria-hidden="true" size={16} />
          {words.voice.resetSpan}
        </Button>
        <p className="lane-told number" aria-live={focused ? 'polite' : 'off'}>
          {told}
        </p>
        <p className="quiet lane-help" id="lane-help">
          {words.voice.laneHelp}
        </p>
      </div>
      <div
        ref={box}
        className="lane-box"
        role="application"
        aria-label={words.voice.lane(words.voice.curveName[name])}
        aria-describedby="lane-help lane-keys"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an editor with keys of its own
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerUp}
        onPointerLeave={() => setUnder(null)}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={onKeyDown}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
      >
        <canvas ref={canvas} />
        <PlayLines store={store} song={song} time={time} leftPx={keysPx} />
      </div>
      <p id="lane-keys" className="sr-only">
        {words.voice.laneKeys}
      </p>
    </div>
  )
}
