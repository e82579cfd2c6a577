/**
 * Geometry of the piano roll: beats and pitches to pixels and back, what is visible, what a pointer hits. Pure.
 * Pixels are CSS pixels from the top left of the note area (right of the keys, below the ruler).
 */
import type { Note } from '@ghostlight/timeline'

export interface RollView {
  readonly pxPerBeat: number
  readonly pxPerPitch: number
  /** Beat at the left edge. */
  readonly leftBeats: number
  /** Pitch whose row begins at the top edge, plus 1; fractions scroll smoothly. */
  readonly topPitch: number
  readonly widthPx: number
  readonly heightPx: number
}

/** A five-minute song at 180 bpm still fits into a window. */
export const minPxPerBeat = 1
export const maxPxPerBeat = 240

export const beatsToX = (view: RollView, atBeats: number): number => (atBeats - view.leftBeats) * view.pxPerBeat
export const xToBeats = (view: RollView, xPx: number): number => view.leftBeats + xPx / view.pxPerBeat
/** Top edge of a pitch's row. */
export const pitchToY = (view: RollView, pitch: number): number => (view.topPitch - 1 - pitch) * view.pxPerPitch
/** Where a pitch with fractions lies: a whole one in the middle of its row. */
export const finePitchToY = (view: RollView, pitch: number): number => (view.topPitch - 0.5 - pitch) * view.pxPerPitch
export const yToFinePitch = (view: RollView, yPx: number): number => view.topPitch - 0.5 - yPx / view.pxPerPitch
export const yToPitch = (view: RollView, yPx: number): number => Math.ceil(view.topPitch - 1 - yPx / view.pxPerPitch)

/** Keeps the view inside the song and the 128 pitches; a song shorter than the view starts at its left edge. */
export function clampView(view: RollView, lengthBeats: number): RollView {
  const pxPerBeat = Math.min(maxPxPerBeat, Math.max(minPxPerBeat, view.pxPerBeat))
  const visibleBeats = view.widthPx / pxPerBeat
  const visiblePitches = view.heightPx / view.pxPerPitch
  return {
    ...view,
    pxPerBeat,
    leftBeats: Math.max(0, Math.min(view.leftBeats, lengthBeats - visibleBeats * 0.9)),
    topPitch: Math.min(128, Math.max(visiblePitches, view.topPitch)),
  }
}

/** Changes the width of a beat and keeps the beat under the pointer where it is. */
export function zoomAround(view: RollView, xPx: number, factor: number, lengthBeats: number): RollView {
  const anchorBeats = xToBeats(view, xPx)
  const pxPerBeat = Math.min(maxPxPerBeat, Math.max(minPxPerBeat, view.pxPerBeat * factor))
  return clampView({ ...view, pxPerBeat, leftBeats: anchorBeats - xPx / pxPerBeat }, lengthBeats)
}

/** Nearest point of the grid; `gridBeats` 0 is no grid. */
export function snapBeats(atBeats: number, gridBeats: number): number {
  if (gridBeats <= 0) return Math.round(atBeats * 1e6) / 1e6
  return Math.round(Math.round(atBeats / gridBeats) * gridBeats * 1e6) / 1e6
}

/** Notes sorted by start in flat arrays, for drawing and hit tests without touching objects. */
export interface NoteIndex {
  readonly ids: readonly string[]
  readonly startBeats: Float64Array
  readonly endBeats: Float64Array
  readonly pitch: Uint8Array
  /** Longest note, beats: how far before the left edge a visible note can begin. */
  readonly longestBeats: number
}

export function indexNotes(notes: Readonly<Record<string, Pick<Note, 'startBeats' | 'lengthBeats' | 'pitch'>>>): NoteIndex {
  const ids = Object.keys(notes).sort((a, b) => notes[a]!.startBeats - notes[b]!.startBeats || (a < b ? -1 : 1))
  const startBeats = new Float64Array(ids.length)
  const endBeats = new Float64Array(ids.length)
  const pitch = new Uint8Array(ids.length)
  let longestBeats = 0
  ids.forEach((id, at) => {
    const note = notes[id]!
    startBeats[at] = note.startBeats
    endBeats[at] = note.startBeats + note.lengthBeats
    pitch[at] = note.pitch
    longestBeats = Math.max(longestBeats, note.lengthBeats)
  })
  return { ids, startBeats, endBeats, pitch, longestBeats }
}

/** A zoom at which the syllable of an ordinary note can be read: the median note is 46 px wide. */
export function readableZoom(index: NoteIndex): number {
  if (index.ids.length === 0) return 44
  const lengths = index.endBeats.map((end, at) => end - index.startBeats[at]!).sort()
  return Math.min(120, Math.max(24, 46 / lengths[lengths.length >> 1]!))
}

/** Height of a row at which a whole voice fits, with a row of air above and below, as far as words stay readable. */
export const rowPx = (heightPx: number, spanPitches: number): number => Math.min(20, Math.max(15, Math.floor(heightPx / (spanPitches + 3))))

/** First index whose start is not before `atBeats`. */
export function firstFrom(index: NoteIndex, atBeats: number): number {
  let low = 0
  let high = index.ids.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (index.startBeats[middle]! < atBeats) low = middle + 1
    else high = middle
  }
  return low
}

/** Half-open range of indices that can touch [fromBeats, toBeats); it may hold a few that end before. */
export function rangeBetween(index: NoteIndex, fromBeats: number, toBeats: number): readonly [number, number] {
  return [firstFrom(index, fromBeats - index.longestBeats), firstFrom(index, toBeats)]
}

export interface Hit {
  readonly id: string
  /** The right edge resizes; the rest moves. */
  readonly part: 'body' | 'end'
}

/** What lies under a point; of overlapping notes the later one. The end grip is 7 px, at most a third of the note. */
export function hitTest(index: NoteIndex, view: RollView, xPx: number, yPx: number): Hit | null {
  const atBeats = xToBeats(view, xPx)
  const pitch = yToPitch(view, yPx)
  const [first, last] = rangeBetween(index, atBeats, atBeats + 1e-9)
  for (let at = Math.min(last, index.ids.length - 1); at >= first; at -= 1) {
    if (index.pitch[at] !== pitch || index.startBeats[at]! > atBeats || index.endBeats[at]! <= atBeats) continue
    const widthPx = (index.endBeats[at]! - index.startBeats[at]!) * view.pxPerBeat
    const gripPx = Math.min(7, widthPx / 3)
    return { id: index.ids[at]!, part: beatsToX(view, index.endBeats[at]!) - xPx <= gripPx ? 'end' : 'body' }
  }
  return null
}

/** Ids of notes that touch a rectangle, in order of time. */
export function notesInside(
  index: NoteIndex,
  view: RollView,
  box: { readonly leftPx: number; readonly topPx: number; readonly rightPx: number; readonly bottomPx: number },
): readonly string[] {
  const fromBeats = xToBeats(view, box.leftPx)
  const toBeats = xToBeats(view, box.rightPx)
  const highest = yToPitch(view, box.topPx)
  const lowest = yToPitch(view, box.bottomPx)
  const [first, last] = rangeBetween(index, fromBeats, toBeats)
  const found: string[] = []
  for (let at = first; at < last; at += 1) {
    if (index.endBeats[at]! <= fromBeats) continue
    if (index.pitch[at]! > highest || index.pitch[at]! < lowest) continue
    found.push(index.ids[at]!)
  }
  return found
}

/** Scrolls just enough that a span and pitch are in view, with some air. */
export function revealed(
  view: RollView,
  span: { readonly startBeats: number; readonly endBeats: number; readonly pitch: number },
  lengthBeats: number,
): RollView {
  const airBeats = Math.min(40, view.widthPx / 6) / view.pxPerBeat
  let { leftBeats, topPitch } = view
  const visibleBeats = view.widthPx / view.pxPerBeat
  const visiblePitches = view.heightPx / view.pxPerPitch
  if (span.startBeats < leftBeats + airBeats) leftBeats = span.startBeats - airBeats
  else if (span.endBeats > leftBeats + visibleBeats - airBeats)
    leftBeats = Math.min(span.startBeats - airBeats, span.endBeats - visibleBeats + airBeats)
  if (span.pitch + 2 > topPitch) topPitch = span.pitch + 3
  else if (span.pitch < topPitch - visiblePitches + 1) topPitch = span.pitch + visiblePitches - 2
  return clampView({ ...view, leftBeats, topPitch }, lengthBeats)
}

/** Bar and beat lines between two positions. `barStart` is 1-based, as SongTime has it. */
export function barsBetween(
  time: { readonly barBeatAt: (at: never) => { readonly bar: number }; readonly barStart: (bar: number) => number },
  fromBeats: number,
  toBeats: number,
): readonly { readonly bar: number; readonly startBeats: number }[] {
  const bars: { bar: number; startBeats: number }[] = []
  const first = time.barBeatAt(Math.max(0, fromBeats) as never).bar
  for (let bar = first; bars.length < 4000; bar += 1) {
    const startBeats = time.barStart(bar)
    if (startBeats >= toBeats) break
    bars.push({ bar, startBeats })
  }
  return bars
}
