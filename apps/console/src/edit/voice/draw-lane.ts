/** Draws the curve lane on a 2D canvas. */
import type { Song, SongTime } from '@ghostlight/timeline'
import { crisp, drawTimeGrid, keysPx } from '../roll/draw-roll.ts'
import { rollColours, rollFont } from '../roll/roll-colours.ts'
import { beatsToX, type RollView, xToBeats } from '../roll/roll-view.ts'
import { type CurveName, curveKinds, formatCurveValue } from './curve-kinds.ts'
import type { Points, Span } from './curve-points.ts'
import { type LaneRange, laneMarks, valueToY } from './lane-view.ts'

export interface LanePicture {
  readonly view: RollView
  readonly song: Song
  readonly time: SongTime
  readonly name: CurveName
  readonly points: Points | undefined
  readonly range: LaneRange
  readonly span: Span | null
  readonly focused: boolean
  readonly language: string
}

export function drawLane(context: CanvasRenderingContext2D, picture: LanePicture, widthPx: number, heightPx: number): void {
  const { view, range, name } = picture
  const { neutral } = curveKinds[name]
  context.fillStyle = rollColours.ground
  context.fillRect(0, 0, widthPx, heightPx)
  context.save()
  context.beginPath()
  context.rect(keysPx, 0, view.widthPx, heightPx)
  context.clip()
  context.translate(keysPx, 0)
  drawTimeGrid(context, { ...picture, heightPx })
  drawSpan(context, picture, heightPx)
  for (const mark of laneMarks(name, range)) {
    const y = crisp(valueToY(range, heightPx, mark))
    context.strokeStyle = mark === neutral ? rollColours.edge : rollColours.bar
    context.setLineDash(mark === neutral ? [5, 4] : [])
    context.beginPath()
    context.moveTo(0, y)
    context.lineTo(view.widthPx, y)
    context.stroke()
  }
  context.setLineDash([])
  drawCurve(context, picture, heightPx)
  context.restore()
  drawScale(context, picture, heightPx)
}

function drawSpan(context: CanvasRenderingContext2D, { view, span, focused }: LanePicture, heightPx: number): void {
  if (span === null) return
  const x = beatsToX(view, span.fromBeats)
  const width = (span.toBeats - span.fromBeats) * view.pxPerBeat
  context.fillStyle = 'rgba(255, 233, 184, 0.13)'
  context.fillRect(x, 0, width, heightPx)
  if (!focused) return
  context.strokeStyle = rollColours.selected
  context.strokeRect(crisp(x), 0.5, Math.round(width), heightPx - 1)
}

function drawCurve(context: CanvasRenderingContext2D, { view, points, range, name }: LanePicture, heightPx: number): void {
  const { neutral } = curveKinds[name]
  const drawn = points ?? []
  if (drawn.length === 0) return
  const y = (value: number): number => valueToY(range, heightPx, value)
  const xs: [number, number][] = [
    [Math.min(0, beatsToX(view, drawn[0]![0])), y(drawn[0]![1])],
    ...drawn.map(([at, value]): [number, number] => [beatsToX(view, at), y(value)]),
    [Math.max(view.widthPx, beatsToX(view, drawn.at(-1)![0])), y(drawn.at(-1)![1])],
  ]
  const path = new Path2D()
  for (const [x, at] of xs) path.lineTo(x, at)
  const area = new Path2D(path)
  area.lineTo(xs.at(-1)![0], y(neutral))
  area.lineTo(xs[0]![0], y(neutral))
  area.closePath()
  context.fillStyle = 'rgba(255, 193, 224, 0.16)'
  context.fill(area)
  context.strokeStyle = rollColours.pitch
  context.lineWidth = 2
  context.lineJoin = 'round'
  context.stroke(path)
  context.lineWidth = 1
  const toBeats = xToBeats(view, view.widthPx)
  context.fillStyle = rollColours.ink
  for (const [at, value] of drawn) {
    if (at < view.leftBeats || at > toBeats) continue
    context.beginPath()
    context.arc(beatsToX(view, at), y(value), 2.5, 0, 2 * Math.PI)
    context.fill()
  }
}

/** Values at the left, where the roll has its keys; the one at rest in full. */
function drawScale(context: CanvasRenderingContext2D, { name, range, language }: LanePicture, heightPx: number): void {
  context.fillStyle = rollColours.ruler
  context.fillRect(0, 0, keysPx, heightPx)
  context.textAlign = 'right'
  context.textBaseline = 'middle'
  const { neutral } = curveKinds[name]
  const marks = laneMarks(name, range)
  const shown = [range.high, neutral, range.low].filter((mark, index, all) => marks.includes(mark) && all.indexOf(mark) === index)
  for (const mark of shown) {
    const y = Math.min(heightPx - 9, Math.max(9, valueToY(range, heightPx, mark)))
    context.font = `${mark === neutral ? 500 : 400} 12px ${rollFont}`
    context.fillStyle = mark === neutral ? rollColours.ink : rollColours.soft
    const text = formatCurveValue(name, mark, language)
    context.fillText(text.replace(/ ?(cents|セント)$/u, ' ¢'), keysPx - 6, y)
  }
  context.textAlign = 'left'
}
