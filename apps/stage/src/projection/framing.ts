/**
 * The projector's fixed view: life size, feet on the stage line, no keystone. The eye is far away and straight ahead; the picture
 * plane is the gauze at z = 0. Pure numbers.
 */
export interface Framing {
  readonly widthPx: number
  readonly heightPx: number
  /** Metres of gauze from the lower to the upper edge of the picture. */
  readonly visibleHeightM: number
  /** Where the floor lies, as a share of the picture's height from its lower edge. */
  readonly floorUnit: number
  readonly eyeHeightM: number
  readonly eyeDistanceM: number
}
/** An off-axis pyramid: edges on the near plane, in metres from the eye's axis. */
export interface Frustum {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly near: number
  readonly far: number
}

/** 2.3 m of gauze: a performer of 1.7 m with room above for raised arms and a jump. The audience's eye is about 1.2 m over the stage floor's line. */
export const defaultFraming = { visibleHeightM: 2.3, floorUnit: 0.055, eyeHeightM: 1.2, eyeDistanceM: 9 } as const

export function frustumOf(framing: Framing): Frustum {
  const near = 1
  const far = framing.eyeDistanceM + 6
  const toNear = near / framing.eyeDistanceM
  const bottomM = -framing.floorUnit * framing.visibleHeightM
  const halfWidthM = (framing.visibleHeightM * framing.widthPx) / framing.heightPx / 2
  return {
    left: -halfWidthM * toNear,
    right: halfWidthM * toNear,
    bottom: (bottomM - framing.eyeHeightM) * toNear,
    top: (bottomM + framing.visibleHeightM - framing.eyeHeightM) * toNear,
    near,
    far,
  }
}

/** Pixel of a point on the gauze plane: x from the left, y from the top. */
export function pixelOf(framing: Framing, xM: number, yM: number): { readonly xPx: number; readonly yPx: number } {
  const pxPerM = framing.heightPx / framing.visibleHeightM
  return { xPx: framing.widthPx / 2 + xM * pxPerM, yPx: framing.heightPx * (1 - framing.floorUnit) - yM * pxPerM }
}
