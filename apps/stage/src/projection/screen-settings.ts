/** What the venue says about one screen, and what follows from it for drawing. Pure. */
import type { VenueOutput } from '@ghostlight/timeline'
import { after, type Homography, type Point, type Quad, unitToQuad, unmoved } from './homography.ts'

export type ScreenSettings = Extract<VenueOutput, { kind: 'screen' }>
export type Layer = 'performer' | 'effects' | 'lyrics'

export const layersOf = (screen: ScreenSettings): readonly Layer[] => screen.shows ?? ['performer', 'effects']

/** Corners in the order of `Quad`; the raster's own where the venue gives none. */
export function quadOf({ cornersPx, widthPx, heightPx }: ScreenSettings): Quad {
  if (cornersPx) return [cornersPx.topLeft, cornersPx.topRight, cornersPx.bottomRight, cornersPx.bottomLeft]
  return [
    [0, 0],
    [widthPx, 0],
    [widthPx, heightPx],
    [0, heightPx],
  ]
}

export const maskOf = ({ maskPx, widthPx, heightPx }: ScreenSettings): readonly Point[] =>
  maskPx ?? [
    [0, 0],
    [widthPx, 0],
    [widthPx, heightPx],
    [0, heightPx],
  ]

const isOnItsSide = ({ rotationDeg }: ScreenSettings): boolean => rotationDeg === 90 || rotationDeg === 270

/**
 * Set as another screen is: its corners and mask at the same places of this one's raster, its turn, light and colours, latency and what it
 * shows. Name, size and place in the list stay.
 */
export function setLike(own: ScreenSettings, other: ScreenSettings): ScreenSettings {
  const { name, order, widthPx, heightPx, required } = own
  const scaled = ([x, y]: readonly [number, number]): [number, number] => [
    toTenth((x * widthPx) / other.widthPx),
    toTenth((y * heightPx) / other.heightPx),
  ]
  const { cornersPx, maskPx } = other
  return {
    ...other,
    ...{ name, order, widthPx, heightPx, required },
    ...(cornersPx && {
      cornersPx: {
        topLeft: scaled(cornersPx.topLeft),
        topRight: scaled(cornersPx.topRight),
        bottomRight: scaled(cornersPx.bottomRight),
        bottomLeft: scaled(cornersPx.bottomLeft),
      },
    }),
    ...(maskPx && { maskPx: maskPx.map(scaled) }),
  }
}

/** Tenths of a pixel, as they are set and saved. */
export const toTenth = (px: number): number => Math.round(px * 10) / 10

/** Shape of the picture before it is turned: width / height of the raster, or the other way round. */
export const pictureShape = (screen: ScreenSettings, widthPx: number, heightPx: number): readonly [number, number] =>
  isOnItsSide(screen) ? [heightPx, widthPx] : [widthPx, heightPx]

const MIRROR: Homography = [-1, 0, 1, 0, 1, 0, 0, 0, 1]
/** Turns the unit square clockwise, seen with y downwards. */
const TURNS: Readonly<Record<0 | 90 | 180 | 270, Homography>> = {
  0: unmoved,
  90: [0, -1, 1, 1, 0, 0, 0, 0, 1],
  180: [-1, 0, 1, 0, -1, 1, 0, 0, 1],
  270: [0, 1, 0, -1, 0, 1, 0, 0, 1],
}

/** Where a point of the picture (0–1 both ways) comes to lie on the raster (0–1 both ways): mirrored, then turned, then pinned. */
export function pictureToRaster(screen: ScreenSettings): Homography {
  const { widthPx, heightPx } = screen
  const pin = unitToQuad(quadOf(screen).map(([x, y]) => [x / widthPx, y / heightPx] as const) as unknown as Quad) ?? unmoved
  return after(after(screen.mirror ? MIRROR : unmoved, TURNS[screen.rotationDeg ?? 0]), pin)
}

/** Whether the picture must go through the output pass; one that is at most mirrored needs none. */
export function needsPass(screen: ScreenSettings): boolean {
  const { rotationDeg, cornersPx, maskPx, blackLiftUnit, brightnessUnit, colourTrim } = screen
  return (
    (rotationDeg ?? 0) !== 0 ||
    cornersPx !== undefined ||
    maskPx !== undefined ||
    (blackLiftUnit ?? 0) !== 0 ||
    (brightnessUnit ?? 1) !== 1 ||
    (colourTrim ?? [1, 1, 1]).some((unit) => unit !== 1)
  )
}

/**
 * The same map for an element of the page that covers the picture, as CSS `matrix3d`, for transform-origin 0 0.
 *
 * @param widthPx  of the raster on the page, in CSS pixels; the element is as large as the picture before it is turned.
 */
export function cssMatrix(screen: ScreenSettings, widthPx: number, heightPx: number): string {
  const [ownWidth, ownHeight] = pictureShape(screen, widthPx, heightPx)
  const toUnit: Homography = [1 / ownWidth, 0, 0, 0, 1 / ownHeight, 0, 0, 0, 1]
  const toRaster: Homography = [widthPx, 0, 0, 0, heightPx, 0, 0, 0, 1]
  const [a, b, c, d, e, f, g, h, i] = after(after(toUnit, pictureToRaster(screen)), toRaster)
  return `matrix3d(${[a, d, 0, g, b, e, 0, h, 0, 0, 1, 0, c, f, 0, i].map((x) => Number(x.toPrecision(12))).join(',')})`
}
