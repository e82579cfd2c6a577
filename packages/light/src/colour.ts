/** Colours in linear light. Documents hold sRGB "#rrggbb"; blending and dimming happen on linear components 0–1. */

/** Red, green, blue; linear light, 0–1. */
export type LinearRgb = readonly [number, number, number]

export const WHITE: LinearRgb = [1, 1, 1]

// IEC 61966-2-1 (sRGB) decoding, tabulated for the 256 values that occur.
const linearOf: readonly number[] = Array.from({ length: 256 }, (_, byte) => {
  const encoded = byte / 255
  return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4
})

/** "#rrggbb" → linear components. The document's schema has checked the text; anything else gives black. */
export function linearRgb(colour: string): LinearRgb {
  const value = Number.parseInt(colour.slice(1), 16)
  if (!Number.isFinite(value)) return [0, 0, 0]
  return [linearOf[(value >> 16) & 255]!, linearOf[(value >> 8) & 255]!, linearOf[value & 255]!]
}

/** Straight line in linear light; `shareUnit` 0 gives `from`, 1 gives `to`. */
export function blendRgb(from: LinearRgb, to: LinearRgb, shareUnit: number): LinearRgb {
  return [from[0] + (to[0] - from[0]) * shareUnit, from[1] + (to[1] - from[1]) * shareUnit, from[2] + (to[2] - from[2]) * shareUnit]
}
