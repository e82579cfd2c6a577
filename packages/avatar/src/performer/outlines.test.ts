import { describe, expect, it } from 'vitest'
import { linearRgb } from './colour.ts'
import { buildPerformer, lookNamed, performerLooks } from './index.ts'

type Rgb = readonly [number, number, number]
const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b

/** Hue in degrees and saturation 0–1 (of the hexagon of colours). */
function hueOf([r, g, b]: Rgb): { deg: number; saturation: number } {
  const most = Math.max(r, g, b)
  const deg = (Math.atan2(Math.sqrt(3) * (g - b), 2 * r - g - b) * 180) / Math.PI
  return { deg, saturation: most === 0 ? 0 : (most - Math.min(r, g, b)) / most }
}

function outlinesOf(look: string): ReadonlyMap<string, Rgb> {
  const bytes = buildPerformer(look)
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(12, true)
  const { materials } = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + length))) as {
    materials: { name: string; extensions: { VRMC_materials_mtoon: { outlineColorFactor?: Rgb } } }[]
  }
  return new Map(
    materials.flatMap(({ name, extensions: { VRMC_materials_mtoon: m } }) =>
      m.outlineColorFactor ? [[name, m.outlineColorFactor] as const] : [],
    ),
  )
}

describe.each(Object.keys(performerLooks))('the outlines of %s', (name) => {
  const { palette, hair } = lookNamed(name)
  /** What each outlined material mostly shows. */
  const colours: Readonly<Record<string, string>> = {
    skin: palette.skin,
    hair: hair.middle,
    coat: palette.coat,
    vest: palette.vest,
    trousers: palette.trousers,
    boots: palette.boots,
    coatTrim: palette.trim,
  }
  const outlines = outlinesOf(name)

  it('surround every material of skin, hair and cloth', () => {
    expect([...outlines.keys()].sort()).toEqual(Object.keys(colours).sort())
  })

  it('are deeper than what they surround, and of its hue where it has one', () => {
    for (const [material, outline] of outlines) {
      const own = linearRgb(colours[material]!)
      expect(luminance(outline), material).toBeLessThan(0.75 * luminance(own))
      const [a, b] = [hueOf(own), hueOf(outline)]
      // White cloth has no hue that an outline could keep.
      if (a.saturation < 0.3) continue
      const apart = Math.abs(((a.deg - b.deg + 540) % 360) - 180)
      expect(apart, `${material}: hue ${a.deg.toFixed(0)}° and ${b.deg.toFixed(0)}°`).toBeLessThan(70)
    }
  })
})
