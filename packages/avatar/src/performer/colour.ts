import { clamp01 } from './vector.ts'

/** sRGB bytes of `#rrggbb`. */
export function srgbBytes(hex: string): readonly [number, number, number] {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) throw new RangeError(`“${hex}” is no #rrggbb colour`)
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

const toLinear = (byte: number): number => {
  const v = byte / 255
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
}

/** Linear-light factors 0–1 of `#rrggbb`, as glTF materials want them, to four digits. */
export function linearRgb(hex: string): [number, number, number] {
  const [r, g, b] = srgbBytes(hex)
  const round = (x: number) => Math.round(clamp01(x) * 1e4) / 1e4
  return [round(toLinear(r)), round(toLinear(g)), round(toLinear(b))]
}

/** Relative luminance 0–1 (Rec. 709, linear light). */
export function luminance(hex: string): number {
  const [r, g, b] = srgbBytes(hex).map(toLinear) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Between two colours, in sRGB. */
export function mixHex(a: string, b: string, t: number): string {
  const from = srgbBytes(a)
  const to = srgbBytes(b)
  return `#${from
    .map((v, i) =>
      Math.round(v + (to[i]! - v) * t)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}
