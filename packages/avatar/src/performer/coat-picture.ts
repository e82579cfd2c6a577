import { srgbBytes } from './colour.ts'
import type { PerformerLook } from './looks.ts'
import type { PaletteCell } from './palette.ts'
import { paint } from './pictures.ts'
import type { Raster } from './png.ts'
import { clamp01, mix, smoothstep, type V2 } from './vector.ts'

// The coat's picture: tails above (outside left, lining right), below them body, sleeve and flat colours. Tails run from ivory
// to the warm light of their tips, as a firefly's wing cases lie over its lantern; fine veins are woven in.

const regions = {
  tail: [0, 0, 0.5, 0.5],
  lining: [0.5, 0, 0.5, 0.5],
  body: [0, 0.5, 0.5, 0.5],
  sleeve: [0.5, 0.5, 0.25, 0.5],
} as const
export type CoatRegion = keyof typeof regions

/** Texture coordinates in a region; a and b from 0 to 1 (b downwards for tails, upwards for body, outward for sleeves). */
export function coatUv(region: CoatRegion, a: number, b: number): V2 {
  const [u, v, w, h] = regions[region]
  return [u + w * (0.01 + 0.98 * clamp01(a)), v + h * (0.01 + 0.98 * clamp01(b))]
}

const flats = ['coat', 'lining', 'lapel', 'shirt', 'trim', 'vest'] as const satisfies readonly PaletteCell[]
export type CoatFlat = (typeof flats)[number]

export function coatFlatUv(cell: CoatFlat): V2 {
  return [0.875, 0.5 + (flats.indexOf(cell) + 0.5) / (flats.length * 2)]
}

type Rgb = readonly [number, number, number]
const blend = (a: Rgb, b: Rgb, t: number): Rgb => [mix(a[0], b[0], t), mix(a[1], b[1], t), mix(a[2], b[2], t)]
/** 1 on a line of that half width, soft at its edge. */
const lineAt = (distance: number, half: number) => smoothstep(half * 1.8, half * 0.6, Math.abs(distance))

export function paintCoat(look: PerformerLook): Raster {
  const { palette } = look
  const coat = srgbBytes(palette.coat)
  const thread = srgbBytes(palette.coatThread)
  const tip = srgbBytes(palette.coatTip)
  const lining = srgbBytes(palette.lining)
  const liningTip = srgbBytes(palette.liningTip)
  const colours = flats.map((cell) => srgbBytes(palette[cell]))
  return paint(512, 512, (u, v) => {
    if (v < 0.5) {
      const outside = u < 0.5
      const s = outside ? u * 2 : u * 2 - 1
      const t = v * 2
      if (!outside) return blend(lining, liningTip, smoothstep(0.35, 0.98, t))
      let colour = blend(coat, tip, 0.95 * smoothstep(0.42, 1, t))
      // Veins leave a midrib and bend towards the outer edge.
      const bend = (s - 0.45) * 1.4
      const ribs = Math.abs(((t * 9 + bend * bend * 4 - Math.abs(bend) * 2.2) % 1) - 0.5)
      colour = blend(colour, thread, 0.55 * lineAt(ribs, 0.035) * smoothstep(0.12, 0.3, t))
      return blend(colour, thread, 0.6 * lineAt(s - 0.45, 0.006) * smoothstep(0.1, 0.25, t))
    }
    if (u >= 0.75) return colours[Math.min(flats.length - 1, Math.floor((v - 0.5) * 2 * flats.length))]!
    if (u >= 0.5) {
      const along = (v - 0.5) * 2
      return blend(coat, thread, 0.12 * smoothstep(0.55, 1, along))
    }
    // Body: princess seams before and behind, a middle seam in the back, the waist seam.
    const angle = u * 2 * 360
    const height = (v - 0.5) * 2
    let colour: Rgb = coat
    for (const [at, bow] of [
      [62, 22],
      [298, -22],
      [142, -16],
      [218, 16],
      [180, 0],
    ] as const) {
      const seam = at + bow * (0.5 - Math.abs(height - 0.35))
      colour = blend(colour, thread, 0.75 * lineAt(angle - seam, 0.9) * smoothstep(0.93, 0.85, height))
    }
    return colour
  })
}
