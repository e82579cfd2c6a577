/** Which pictures of cues one page draws, and which it should have at hand. Pure. */
import { type Edition, type Frame, inOrder, type PictureLayer } from '@ghostlight/timeline'
import { cuesAhead } from '../cues-ahead.ts'

/** On a page that shows a hall, test patterns and black are the projector's own business. */
export function layersFor(
  edition: Edition,
  frame: Frame,
  output: { readonly id: string | null; readonly projects: boolean },
): PictureLayer[] {
  const outputs = edition.venue.outputs
  const id = output.id ?? inOrder(outputs).find((one) => outputs[one]?.kind === 'screen') ?? null
  return (frame.layers ?? []).filter(
    ({ outputIds, levelUnit, picture }) =>
      levelUnit > 0 && id !== null && outputIds.includes(id) && (output.projects || picture.kind === 'media'),
  )
}

/** Stills and videos that may be asked for next. */
export function mediaToPrepare(
  edition: Edition,
  standbyCueId: string | null,
): { readonly file: string; readonly media: 'still' | 'video' }[] {
  const found = new Map<string, { readonly file: string; readonly media: 'still' | 'video' }>()
  for (const { action } of cuesAhead(edition, standbyCueId)) {
    if (action.kind !== 'output' || action.picture.kind !== 'media') continue
    const { file, media } = action.picture
    found.set(file, { file, media })
  }
  return [...found.values()]
}

/**
 * Scale and shift of texture coordinates (0–1 over the quad) so that a picture fits its frame; outside 0–1 nothing is drawn.
 *
 * @param pictureAspect  width / height of the picture; @param frameAspect of what it is drawn into.
 */
export function fitOf(
  fit: 'contain' | 'cover' | 'stretch',
  pictureAspect: number,
  frameAspect: number,
): { readonly scale: readonly [number, number]; readonly shift: readonly [number, number] } {
  if (fit === 'stretch') return { scale: [1, 1], shift: [0, 0] }
  const wider = pictureAspect > frameAspect
  const along = wider === (fit === 'contain') ? ([1, pictureAspect / frameAspect] as const) : ([frameAspect / pictureAspect, 1] as const)
  return { scale: along, shift: [(1 - along[0]) / 2, (1 - along[1]) / 2] }
}

/** What a video is told so that it shows `wantedS` now: a seek when it is far off, else a speed a little off one. */
export function videoStep(atS: number, wantedS: number): { readonly seekS: number } | { readonly rate: number } {
  const aheadS = atS - wantedS
  if (!(Math.abs(aheadS) < FAR_S)) return { seekS: wantedS }
  return { rate: 1 - Math.max(-MOST_TRIM, Math.min(MOST_TRIM, aheadS)) }
}
/** Two pictures at 25 a second: beyond that a seek is less seen than a slow approach. */
const FAR_S = 0.16
/** Nobody sees a video run 8 % faster for a second. */
const MOST_TRIM = 0.08
