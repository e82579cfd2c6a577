import { mixHex, srgbBytes } from './colour.ts'
import type { Raster } from './png.ts'
import type { V2 } from './vector.ts'

/** Flat colours that several materials share, one cell each in a common picture. */
const paletteCells = [
  'white',
  'lash',
  'lashSoft',
  'brow',
  'skinLine',
  'lipLine',
  'mouthEdge',
  'mouthDeep',
  'teeth',
  'tongue',
  'skin',
  'coat',
  'lining',
  'lapel',
  'vest',
  'shirt',
  'cravat',
  'trim',
  'trousers',
  'boots',
  'sole',
  'glow',
  'glowSoft',
  'nail',
  'bootCuff',
  'waistband',
  'trimDeep',
  'lantern',
  'coatThread',
  'coatTip',
  'liningTip',
  'lanternCore',
  'fireflyCore',
  'cravatDeep',
  'coatShade',
  'trousersShade',
] as const
export type PaletteCell = (typeof paletteCells)[number]
export type Palette = Readonly<Record<PaletteCell, string>>

const perRow = 8
const cellPx = 4

/** Middle of a colour's cell. A face that uses it everywhere never bleeds: its texture derivative is zero. */
export function paletteUv(cell: PaletteCell): V2 {
  const i = paletteCells.indexOf(cell)
  return [((i % perRow) + 0.5) / perRow, (Math.floor(i / perRow) + 0.5) / perRow]
}

/** The bottom row is a ramp from the lantern's amber edge (0) to its bright middle (1). */
export const lanternUv = (brightness: number): V2 => [0.02 + 0.96 * brightness, (perRow - 0.5) / perRow]

/** The row above it runs from the folds of the cravat (0) to its crests (1). */
export const cravatUv = (height: number): V2 => [0.02 + 0.96 * height, (perRow - 1.5) / perRow]

/** The third ramp is the firefly's light: green rim (0) to pale heart (1). */
export const fireflyUv = (brightness: number): V2 => [0.02 + 0.96 * brightness, (perRow - 2.5) / perRow]

export function paintPalette(palette: Palette): Raster {
  const size = perRow * cellPx
  const rgb = new Uint8Array(size * size * 3)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const cell = paletteCells[Math.floor(y / cellPx) * perRow + Math.floor(x / cellPx)]
      const across = x / (size - 1)
      const lit =
        y >= size - cellPx
          ? mixHex(palette.lantern, palette.lanternCore, across)
          : y >= size - 2 * cellPx
            ? mixHex(palette.cravatDeep, palette.cravat, across)
            : y >= size - 3 * cellPx
              ? mixHex(palette.glowSoft, palette.fireflyCore, across)
              : null
      rgb.set(srgbBytes(lit ?? (cell ? palette[cell] : '#ffffff')), (y * size + x) * 3)
    }
  }
  return { width: size, height: size, rgb }
}
