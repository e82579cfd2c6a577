import { countBelow } from '@ghostlight/timeline'
import type { PitchLine } from '../voice/pitch-line.ts'
import { rollColours } from './roll-colours.ts'
import { beatsToX, finePitchToY, type RollView, xToBeats } from './roll-view.ts'

/** The planned pitch over the notes, vibrato and glides included; left out where a phrase is narrower than a few pixels. */
export function drawPitch(context: CanvasRenderingContext2D, view: RollView, lines: readonly PitchLine[]): void {
  const toBeats = xToBeats(view, view.widthPx)
  context.lineJoin = 'round'
  for (const line of lines) {
    if (line.endBeats < view.leftBeats || line.startBeats > toBeats) continue
    if ((line.endBeats - line.startBeats) * view.pxPerBeat < 12) continue
    const path = new Path2D()
    const from = Math.max(0, countBelow(line.atBeats, view.leftBeats) - 1)
    let lastX = Number.NEGATIVE_INFINITY
    for (let i = from; i < line.atBeats.length; i += 1) {
      const x = beatsToX(view, line.atBeats[i]!)
      if (x - lastX < 0.75) continue
      const y = finePitchToY(view, line.pitch[i]!)
      if (i === from) path.moveTo(x, y)
      else path.lineTo(x, y)
      lastX = x
      if (x > view.widthPx) break
    }
    context.strokeStyle = rollColours.pitchEdge
    context.lineWidth = 3.5
    context.stroke(path)
    context.strokeStyle = rollColours.pitch
    context.lineWidth = 1.5
    context.stroke(path)
  }
  context.lineWidth = 1
}
