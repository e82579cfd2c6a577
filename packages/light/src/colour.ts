/** Colours in linear light. Documents hold sRGB "#rrggbb"; blending and dimming happen on linear components 0–1. */

/** Red, green, blue; linear light, 0–1. */
export type LinearRgb = readonly [number, number, number]

export const WHITE: LinearRgb = [1, 1, 1]

// IEC 61966-2-1 (sRGB) decoding, tabulated for the 256 values that occur.
const linearOf: readonly number[] = Array.from({ length: 256 }, (_, byte) => {
  const encoded = byte / 255
  return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4
})

/** "#rrggbb" or a temperature, "3200K" → linear components. The document's schema has checked the text; anything else gives black. */
export function linearRgb(colour: string): LinearRgb {
  if (colour.endsWith('K')) return kelvinRgb(Number(colour.slice(0, -1)))
  const value = Number.parseInt(colour.slice(1), 16)
  if (!Number.isFinite(value)) return [0, 0, 0]
  return [linearOf[(value >> 16) & 255]!, linearOf[(value >> 8) & 255]!, linearOf[value & 255]!]
}

/**
 * White light of a colour temperature against the white of sRGB (6504 K), its largest component 1.
 * Source: cubic fit of the Planckian locus in CIE 1931 x, y (Kim et al., US patent 7024034, 2002), 1667 to 25000 K.
 */
export function kelvinRgb(kelvin: number): LinearRgb {
  const t = Math.min(25_000, Math.max(1667, Number.isFinite(kelvin) ? kelvin : 6504))
  const x =
    t <= 4000
      ? -0.2661239e9 / t ** 3 - 0.2343589e6 / t ** 2 + 0.8776956e3 / t + 0.17991
      : -3.0258469e9 / t ** 3 + 2.1070379e6 / t ** 2 + 0.2226347e3 / t + 0.24039
  const y =
    t <= 2222
      ? -1.1063814 * x ** 3 - 1.3481102 * x ** 2 + 2.18555832 * x - 0.20219683
      : t <= 4000
        ? -0.9549476 * x ** 3 - 1.37418593 * x ** 2 + 2.09137015 * x - 0.16748867
        : 3.081758 * x ** 3 - 5.8733867 * x ** 2 + 3.75112997 * x - 0.37001483
  // CIE XYZ at Y = 1 to linear sRGB (IEC 61966-2-1).
  const [cx, cz] = [x / y, (1 - x - y) / y]
  const red = 3.2406 * cx - 1.5372 - 0.4986 * cz
  const green = -0.9689 * cx + 1.8758 + 0.0415 * cz
  const blue = Math.max(0, 0.0557 * cx - 0.204 + 1.057 * cz)
  const top = Math.max(red, green, blue)
  return [red / top, green / top, blue / top]
}

/** Blue against red at these temperatures, ascending: what tells warm light from cold. */
const WARMTH: readonly (readonly [blueToRed: number, mired: number])[] = Array.from({ length: 47 }, (_, i) => {
  const mired = 520 - i * 10
  const [red, , blue] = kelvinRgb(1e6 / mired)
  return [blue / red, mired]
})

/** The colour temperature whose white is as warm as this colour, 1923 to 16667 K; straight lines in mired between the points of the table. */
export function kelvinOf([red, , blue]: LinearRgb): number {
  const ratio = red <= 0 ? Number.POSITIVE_INFINITY : blue / red
  let at = 0
  while (at < WARMTH.length - 1 && WARMTH[at + 1]![0] <= ratio) at++
  const [low, high] = [WARMTH[at]!, WARMTH[Math.min(at + 1, WARMTH.length - 1)]!]
  const shareUnit = high[0] > low[0] ? Math.min(1, Math.max(0, (ratio - low[0]) / (high[0] - low[0]))) : 0
  return 1e6 / (low[1] + (high[1] - low[1]) * shareUnit)
}

/** Linear components → "#rrggbb". */
export const hexOf = (rgb: LinearRgb): string => `#${rgb.map((unit) => nearestByte(unit).toString(16).padStart(2, '0')).join('')}`

function nearestByte(unit: number): number {
  let byte = 0
  while (byte < 255 && (linearOf[byte]! + linearOf[byte + 1]!) / 2 < unit) byte++
  return byte
}

/** Straight line in linear light; `shareUnit` 0 gives `from`, 1 gives `to`. */
export function blendRgb(from: LinearRgb, to: LinearRgb, shareUnit: number): LinearRgb {
  return [from[0] + (to[0] - from[0]) * shareUnit, from[1] + (to[1] - from[1]) * shareUnit, from[2] + (to[2] - from[2]) * shareUnit]
}
