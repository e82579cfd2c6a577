import type { Palette } from './palette.ts'

/**
 * A built-in performer as data: what a costume designer would write on the sheet.
 *
 * Colours are sRGB `#rrggbb`. On a gauze dark is invisible, so cloth wants a linear luminance above 0.2.
 */
export interface PerformerLook {
  /** Name in show files: `builtIn:avatar/<name>`. */
  readonly name: string
  /** Name people read. */
  readonly title: string
  /** Feeds the small irregularities of hair and cloth. */
  readonly seed: number
  /** Crown of the skull above the floor, 1.5–1.9. */
  readonly heightM: number
  /** Flat colours of skin, cloth and light. */
  readonly palette: Palette
  readonly hair: { readonly root: string; readonly middle: string; readonly tip: string; readonly shine: string }
  readonly eyes: { readonly top: string; readonly bottom: string; readonly rim: string; readonly pupil: string }
  /** How strongly lanterns and piping shine by themselves, 0–1 of the colour; the stage scales it with the music. */
  readonly glowUnit: number
}

const hotaru: PerformerLook = {
  name: 'hotaru',
  title: 'Hotaru',
  seed: 5,
  heightM: 1.68,
  palette: {
    white: '#ffffff',
    skin: '#ffe9dc',
    skinLine: '#dc9c8c',
    nail: '#ffc9bd',
    lash: '#5a3a52',
    lashSoft: '#a87582',
    brow: '#8f7396',
    lipLine: '#b4596a',
    mouthEdge: '#c9626c',
    mouthDeep: '#a34a5c',
    teeth: '#fffaf4',
    tongue: '#f08f8c',
    coat: '#fbf5ea',
    lining: '#d9c2ee',
    lapel: '#cdb9ea',
    vest: '#f3d48a',
    shirt: '#fdf7f0',
    cravat: '#eef3bd',
    trim: '#eebf5a',
    trimDeep: '#d69a3c',
    trousers: '#c3b3e0',
    waistband: '#b6a2d8',
    boots: '#f6ecdb',
    bootCuff: '#cdb9ea',
    sole: '#dcae62',
    glow: '#ffcf66',
    glowSoft: '#d3dc4e',
    lantern: '#ffb347',
    coatThread: '#e2cfae',
    coatTip: '#ffe08a',
    cravatDeep: '#b9c96c',
    fireflyCore: '#fffbc2',
    lanternCore: '#fff3c0',
    liningTip: '#f6ee8e',
  },
  hair: { root: '#cdb8e6', middle: '#dccdf0', tip: '#ffe2a0', shine: '#fff6ee' },
  eyes: { top: '#8c5f14', bottom: '#f0e35c', rim: '#6a4a1c', pupil: '#4d3018' },
  glowUnit: 0.85,
}

/** The looks that ship, by name. */
export const performerLooks: Readonly<Record<string, PerformerLook>> = { hotaru }

/**
 * The look of that name.
 *
 * @throws RangeError when there is none; the message lists the names there are.
 */
export function lookNamed(name: string): PerformerLook {
  const look = Object.hasOwn(performerLooks, name) ? performerLooks[name] : undefined
  if (!look) throw new RangeError(`no performer look “${name}”; there are ${Object.keys(performerLooks).join(', ')}`)
  return look
}
