/** Draws the piano roll on a 2D canvas: keys, ruler, grid, notes. Only what is visible is touched; everything is asked of arrays. */
import type { Note, Song, SongTime } from '@ghostlight/timeline'
import { formatPitch, wordsIn } from '../../format.ts'
import type { PitchLine } from '../voice/pitch-line.ts'
import { drawPitch } from './draw-pitch.ts'
import { rollColours, rollFont } from './roll-colours.ts'
import { barsBetween, beatsToX, type NoteIndex, pitchToY, type RollView, rangeBetween, xToBeats } from './roll-view.ts'

export const keysPx = 58
export const rulerPx = 46

export interface RollPicture {
  readonly view: RollView
  readonly song: Song
  readonly time: SongTime
  readonly notes: Readonly<Record<string, Note>>
  readonly index: NoteIndex
  readonly selected: ReadonlySet<string>
  /** Where the gesture under way would put the selection. */
  readonly shift: { readonly byBeats: number; readonly byPitch: number; readonly lengthByBeats: number } | null
  readonly marquee: { readonly leftPx: number; readonly topPx: number; readonly rightPx: number; readonly bottomPx: number } | null
  /** What the singer makes of the notes. */
  readonly pitch: readonly PitchLine[]
  readonly troubled: ReadonlySet<string>
  readonly loop: { readonly startBeats: number; readonly endBeats: number } | null
  readonly language: string
  readonly focused: string | null
}

const isBlack = (pitch: number): boolean => [1, 3, 6, 8, 10].includes(pitch % 12)

/** @param context  already scaled so that one unit is one CSS pixel; sizes are those of `view` plus keys and ruler. */
export function drawRoll(context: CanvasRenderingContext2D, picture: RollPicture): void {
  const { view } = picture
  const widthPx = view.widthPx + keysPx
  const heightPx = view.heightPx + rulerPx
  context.fillStyle = rollColours.ground
  context.fillRect(0, 0, widthPx, heightPx)
  context.save()
  context.beginPath()
  context.rect(keysPx, rulerPx, view.widthPx, view.heightPx)
  context.clip()
  context.translate(keysPx, rulerPx)
  drawGrid(context, picture)
  drawNotes(context, picture)
  drawPitch(context, view, picture.pitch)
  drawWords(context, picture)
  drawMarquee(context, picture)
  context.restore()
  drawRuler(context, picture)
  drawKeys(context, picture)
}

/** Middle of a pixel, so that a line is one pixel wide. */
export const crisp = (px: number): number => Math.round(px) + 0.5

function drawGrid(context: CanvasRenderingContext2D, { view, song, time }: RollPicture): void {
  const lowest = Math.max(0, Math.floor(view.topPitch - view.heightPx / view.pxPerPitch) - 1)
  for (let pitch = Math.min(127, Math.ceil(view.topPitch)); pitch >= lowest; pitch -= 1) {
    const y = pitchToY(view, pitch)
    if (isBlack(pitch)) {
      context.fillStyle = rollColours.rowBlack
      context.fillRect(0, y, view.widthPx, view.pxPerPitch)
    }
    if (pitch % 12 === 0) {
      context.strokeStyle = rollColours.octave
      context.beginPath()
      context.moveTo(0, crisp(y + view.pxPerPitch))
      context.lineTo(view.widthPx, crisp(y + view.pxPerPitch))
      context.stroke()
    }
  }
  drawTimeGrid(context, { view, song, time, heightPx: view.heightPx })
}

/** Bars, beats and the end of the song, over `heightPx`. */
export function drawTimeGrid(
  context: CanvasRenderingContext2D,
  { view, song, time, heightPx }: Pick<RollPicture, 'view' | 'song' | 'time'> & { readonly heightPx: number },
): void {
  const toBeats = Math.min(song.lengthBeats, xToBeats(view, view.widthPx))
  for (const { startBeats } of barsBetween(time, view.leftBeats, toBeats)) {
    const { beatsPerBar, beatUnit } = time.barBeatAt(startBeats as never)
    const beatLength = 4 / beatUnit
    if (beatLength * view.pxPerBeat >= 8) {
      context.strokeStyle = rollColours.beat
      for (let beat = 1; beat < beatsPerBar; beat += 1) {
        const x = crisp(beatsToX(view, startBeats + beat * beatLength))
        context.beginPath()
        context.moveTo(x, 0)
        context.lineTo(x, heightPx)
        context.stroke()
      }
    }
    if (beatLength * beatsPerBar * view.pxPerBeat < 6) continue
    context.strokeStyle = rollColours.bar
    const x = crisp(beatsToX(view, startBeats))
    context.beginPath()
    context.moveTo(x, 0)
    context.lineTo(x, heightPx)
    context.stroke()
  }
  const endX = beatsToX(view, song.lengthBeats)
  if (endX < view.widthPx) {
    context.fillStyle = '#000'
    context.fillRect(endX, 0, view.widthPx - endX, heightPx)
  }
}

function drawNotes(context: CanvasRenderingContext2D, picture: RollPicture): void {
  const { view, index, selected, shift } = picture
  // A gesture can bring notes in from outside the view; they are few, so the margin is generous.
  const [first, last] = rangeBetween(
    index,
    view.leftBeats - Math.abs(shift?.byBeats ?? 0),
    xToBeats(view, view.widthPx) + Math.abs(shift?.byBeats ?? 0),
  )
  for (let at = first; at < last; at += 1) drawNote(context, picture, at, false)
  if (selected.size > 0) for (let at = first; at < last; at += 1) if (selected.has(index.ids[at]!)) drawNote(context, picture, at, true)
}

function drawNote(context: CanvasRenderingContext2D, picture: RollPicture, at: number, selectedPass: boolean): void {
  const { view, index, selected } = picture
  const id = index.ids[at]!
  const isSelected = selected.has(id)
  if (isSelected !== selectedPass) return
  const { x, y, width } = placeOf(picture, at)
  if (x + width < 0 || x > view.widthPx) return
  const height = view.pxPerPitch - 1
  context.fillStyle = isSelected ? rollColours.selected : rollColours.note
  context.beginPath()
  context.roundRect(x, y, width, height, Math.min(4, width / 2))
  context.fill()
  if (picture.troubled.has(id)) {
    context.fillStyle = rollColours.troubled
    context.fillRect(x, y + height - 3, width, 3)
  }
  if (picture.focused === id) {
    context.strokeStyle = '#fff'
    context.lineWidth = 2
    context.strokeRect(x - 2, y - 2, width + 4, height + 4)
    context.lineWidth = 1
  }
}

/** The words stand over the pitch line, which would strike them out, on a plate in the colour of the note. */
function drawWords(context: CanvasRenderingContext2D, picture: RollPicture): void {
  const { view, index, notes, selected } = picture
  const [first, last] = rangeBetween(index, view.leftBeats, xToBeats(view, view.widthPx))
  const height = view.pxPerPitch - 1
  for (let at = first; at < last; at += 1) {
    const id = index.ids[at]!
    const note = notes[id]
    const { x, y, width } = placeOf(picture, at)
    if (note === undefined || x + width < 0 || x > view.widthPx || width <= 10 || height < 10) continue
    context.save()
    context.beginPath()
    context.rect(x, y, width, height)
    context.clip()
    context.textBaseline = 'middle'
    context.font = `500 ${Math.min(15, Math.max(11, height * 0.8))}px ${rollFont}`
    context.fillStyle = selected.has(id) ? rollColours.selected : rollColours.note
    context.fillRect(x + 2, y + 1, context.measureText(note.lyric).width + 4, height - 4)
    context.fillStyle = rollColours.noteInk
    context.fillText(note.lyric, x + 4, y + height / 2 + 0.5)
    context.restore()
    if (note.breathAfter === true && width > 14) {
      context.fillStyle = rollColours.ink
      context.font = `700 13px ${rollFont}`
      context.textBaseline = 'alphabetic'
      context.fillText('’', x + width - 2, y + 2)
    }
  }
}

/** Where a note is drawn: as it stands, or where the gesture under way would put it. */
function placeOf(
  { view, index, selected, shift }: RollPicture,
  at: number,
): { readonly x: number; readonly y: number; readonly width: number } {
  const by = shift !== null && selected.has(index.ids[at]!) ? shift : null
  const startBeats = index.startBeats[at]! + (by?.byBeats ?? 0)
  const lengthBeats = Math.max(1 / 16, index.endBeats[at]! - index.startBeats[at]! + (by?.lengthByBeats ?? 0))
  return {
    x: beatsToX(view, startBeats),
    y: pitchToY(view, index.pitch[at]! + (by?.byPitch ?? 0)),
    width: Math.max(2, lengthBeats * view.pxPerBeat - 1),
  }
}

function drawMarquee(context: CanvasRenderingContext2D, { marquee }: RollPicture): void {
  if (marquee === null) return
  context.fillStyle = 'rgba(255, 233, 184, 0.12)'
  context.strokeStyle = rollColours.selected
  const { leftPx, topPx, rightPx, bottomPx } = marquee
  context.fillRect(leftPx, topPx, rightPx - leftPx, bottomPx - topPx)
  context.strokeRect(crisp(leftPx), crisp(topPx), Math.round(rightPx - leftPx), Math.round(bottomPx - topPx))
}

function drawRuler(context: CanvasRenderingContext2D, picture: RollPicture): void {
  const { view, song, time, language } = picture
  context.fillStyle = rollColours.ruler
  context.fillRect(0, 0, view.widthPx + keysPx, rulerPx)
  context.save()
  context.beginPath()
  context.rect(keysPx, 0, view.widthPx, rulerPx)
  context.clip()
  context.textBaseline = 'middle'
  for (const section of Object.values(song.sections)) {
    const x = keysPx + beatsToX(view, section.startBeats)
    const width = section.lengthBeats * view.pxPerBeat
    if (x + width < keysPx || x > keysPx + view.widthPx) continue
    context.fillStyle = section.colours.hues[0]
    context.fillRect(x, 0, width - 2, 4)
    context.save()
    context.beginPath()
    context.rect(x, 0, width - 4, rulerPx)
    context.clip()
    context.fillStyle = rollColours.ink
    context.font = `500 14px ${rollFont}`
    context.fillText(wordsIn(section.name, language), Math.max(x + 6, keysPx + 6), 15)
    context.restore()
  }
  if (picture.loop !== null) {
    context.fillStyle = rollColours.loop
    const x = keysPx + beatsToX(view, picture.loop.startBeats)
    context.fillRect(x, rulerPx - 4, (picture.loop.endBeats - picture.loop.startBeats) * view.pxPerBeat, 4)
  }
  context.font = `400 13px ${rollFont}`
  let lastTextEnd = Number.NEGATIVE_INFINITY
  const toBeats = Math.min(song.lengthBeats, xToBeats(view, view.widthPx))
  for (const { bar, startBeats } of barsBetween(time, view.leftBeats, toBeats)) {
    const x = keysPx + beatsToX(view, startBeats)
    if (x < lastTextEnd) continue
    context.strokeStyle = rollColours.bar
    context.beginPath()
    context.moveTo(crisp(x), 28)
    context.lineTo(crisp(x), rulerPx)
    context.stroke()
    context.fillStyle = rollColours.soft
    const text = String(bar)
    context.fillText(text, x + 4, 35)
    lastTextEnd = x + 14 + context.measureText(text).width
  }
  context.restore()
}

function drawKeys(context: CanvasRenderingContext2D, { view }: RollPicture): void {
  context.save()
  context.beginPath()
  context.rect(0, rulerPx, keysPx, view.heightPx)
  context.clip()
  context.fillStyle = rollColours.keyWhite
  context.fillRect(0, rulerPx, keysPx - 2, view.heightPx)
  const lowest = Math.max(0, Math.floor(view.topPitch - view.heightPx / view.pxPerPitch) - 1)
  context.textBaseline = 'middle'
  for (let pitch = Math.min(127, Math.ceil(view.topPitch)); pitch >= lowest; pitch -= 1) {
    const y = rulerPx + pitchToY(view, pitch)
    if (isBlack(pitch)) {
      context.fillStyle = rollColours.keyBlack
      context.fillRect(0, y, keysPx * 0.58, view.pxPerPitch)
    } else if (pitch % 12 === 0 || pitch % 12 === 5) {
      context.strokeStyle = '#8b949c'
      context.beginPath()
      context.moveTo(0, crisp(y + view.pxPerPitch))
      context.lineTo(keysPx - 2, crisp(y + view.pxPerPitch))
      context.stroke()
    }
    if (pitch % 12 === 0) {
      context.fillStyle = '#14181c'
      context.font = `500 12px ${rollFont}`
      context.fillText(formatPitch(pitch), keysPx - 26, y + view.pxPerPitch / 2)
    }
  }
  context.restore()
}
