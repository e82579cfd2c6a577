/** Draws the phonemes under the roll on a 2D canvas. */
import { crisp, keysPx } from '../roll/draw-roll.ts'
import { rollColours, rollFont } from '../roll/roll-colours.ts'
import { beatsToX, type RollView } from '../roll/roll-view.ts'
import type { StripPhoneme } from './phoneme-strip.ts'

export function drawStrip(
  context: CanvasRenderingContext2D,
  picture: {
    readonly view: RollView
    readonly strip: readonly StripPhoneme[]
    /** The chosen one; −1 for none. */
    readonly at: number
    readonly focused: boolean
    readonly label: string
  },
  widthPx: number,
  heightPx: number,
): void {
  const { view, strip } = picture
  context.fillStyle = rollColours.ground
  context.fillRect(0, 0, widthPx, heightPx)
  context.save()
  context.beginPath()
  context.rect(keysPx, 0, view.widthPx, heightPx)
  context.clip()
  context.translate(keysPx, 0)
  context.textBaseline = 'middle'
  context.textAlign = 'center'
  context.font = `400 12px ${rollFont}`
  strip.forEach((one, index) => {
    const x = beatsToX(view, one.startBeats)
    const right = beatsToX(view, one.endBeats)
    if (right < 0 || x > view.widthPx) return
    const width = Math.max(1, right - x - 1)
    const chosen = index === picture.at
    context.fillStyle = chosen ? rollColours.selected : rollColours[one.kind]
    context.fillRect(x, 1, width, heightPx - 2)
    // What a hand has put there has a foot in the colour of hands.
    if (one.byHand) {
      context.fillStyle = rollColours.selected
      context.beginPath()
      context.moveTo(x - 5, heightPx)
      context.lineTo(x + 5, heightPx)
      context.lineTo(x, heightPx - 9)
      context.fill()
    }
    context.strokeStyle = one.byHand ? rollColours.selected : rollColours.edge
    if (one.number !== null && view.pxPerBeat >= 12) {
      context.beginPath()
      context.moveTo(crisp(x), 0)
      context.lineTo(crisp(x), heightPx)
      context.stroke()
    }
    const text = one.kind === 'breath' ? '’' : one.phoneme
    if (width < context.measureText(text).width + 1) return
    context.fillStyle = chosen ? rollColours.noteInk : rollColours.ink
    context.fillText(text, x + width / 2, heightPx / 2)
  })
  if (picture.focused && picture.at >= 0) {
    const one = strip[picture.at]!
    context.strokeStyle = '#fff'
    context.lineWidth = 2
    context.strokeRect(beatsToX(view, one.startBeats), 1, (one.endBeats - one.startBeats) * view.pxPerBeat, heightPx - 2)
    context.lineWidth = 1
  }
  context.restore()
  context.fillStyle = rollColours.ruler
  context.fillRect(0, 0, keysPx, heightPx)
  context.fillStyle = rollColours.soft
  context.textAlign = 'right'
  context.font = `400 12px ${rollFont}`
  context.fillText(picture.label, keysPx - 6, heightPx / 2)
  context.textAlign = 'left'
}
