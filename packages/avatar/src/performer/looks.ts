import type { HairCutName } from './hair-cuts.ts'
import type { Palette } from './palette.ts'
import type { TailCut } from './tails.ts'

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
  readonly hairCut: HairCutName
  /** Length and flare of the coat's tails. */
  readonly tails: TailCut
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
    brow: '#6f4f86',
    lipLine: '#b4596a',
    mouthEdge: '#c9626c',
    mouthDeep: '#a34a5c',
    teeth: '#fffaf4',
    tongue: '#f08f8c',
    coat: '#fbf5ea',
    coatShade: '#e2cfee',
    trousersShade: '#c9b6ea',
    lining: '#f6dca6',
    lapel: '#c4aeea',
    vest: '#f3d48a',
    shirt: '#e6e6fb',
    cravat: '#eef3bd',
    trim: '#eebf5a',
    trimDeep: '#d69a3c',
    trousers: '#a595d8',
    waistband: '#b6a2d8',
    boots: '#f6ecdb',
    bootCuff: '#b7a3e4',
    sole: '#dcae62',
    glow: '#ffcf66',
    glowSoft: '#d3dc4e',
    lantern: '#ffb347',
    coatThread: '#e2cfae',
    coatTip: '#ffe08a',
    cravatDeep: '#b9c96c',
    fireflyCore: '#fffbc2',
    lanternCore: '#fff3c0',
    liningTip: '#f4ee86',
  },
  hairCut: 'fireflyBob',
  tails: { tipY: 0.37, flareM: 0.105 },
  hair: { root: '#cdb8e6', middle: '#dccdf0', tip: '#ffe2a0', shine: '#fff6ee' },
  eyes: { top: '#8c5f14', bottom: '#f0e35c', rim: '#6a4a1c', pupil: '#4d3018' },
  glowUnit: 0.85,
}

/** Dawn: copper hair swept up, apricot coat cut short, light as embers. */
const akane: PerformerLook = {
  ...hotaru,
  name: 'akane',
  title: 'Akane',
  seed: 11,
  heightM: 1.76,
  palette: {
    ...hotaru.palette,
    skin: '#ffdfca',
    skinLine: '#d08a72',
    lash: '#6a3a3c',
    lashSoft: '#b0766c',
    brow: '#96472f',
    coat: '#fdf0e2',
    coatShade: '#f0cfd0',
    trousersShade: '#e6b4b8',
    shirt: '#fff6ea',
    coatThread: '#e6c4a4',
    coatTip: '#ffb98c',
    lining: '#f7c98f',
    liningTip: '#ffd9a0',
    lapel: '#f0a890',
    vest: '#fbe6c0',
    cravat: '#fff0e0',
    cravatDeep: '#e8b49c',
    trim: '#e8b45e',
    trousers: '#d98f86',
    boots: '#f4dcc8',
    bootCuff: '#e59c86',
    sole: '#c98f5c',
    glow: '#ffb070',
    glowSoft: '#ff9d5a',
    fireflyCore: '#fff0c8',
    lantern: '#ff9a4d',
    lanternCore: '#fff0c4',
  },
  hairCut: 'sweptCrop',
  tails: { tipY: 0.56, flareM: 0.08 },
  hair: { root: '#e58a66', middle: '#f2a67c', tip: '#ffd9a2', shine: '#fff0dc' },
  eyes: { top: '#8f3a34', bottom: '#ffb37a', rim: '#6c2c2c', pupil: '#542424' },
}

/** Moon: silver hair gathered at the nape, long tails of pale blue, a quiet white light. */
const tsukuyo: PerformerLook = {
  ...hotaru,
  name: 'tsukuyo',
  title: 'Tsukuyo',
  seed: 23,
  heightM: 1.64,
  palette: {
    ...hotaru.palette,
    skin: '#ffeae2',
    skinLine: '#cf98a0',
    lash: '#4a4468',
    lashSoft: '#8d86ac',
    brow: '#8f93b4',
    coat: '#f0f4fd',
    coatShade: '#cdd4f2',
    trousersShade: '#b9c2ea',
    coatThread: '#c2cde4',
    coatTip: '#c9d6fb',
    lining: '#d2cdf4',
    liningTip: '#eef3ff',
    lapel: '#aebce8',
    shirt: '#e2eaf8',
    vest: '#dfe4f4',
    cravat: '#ffffff',
    cravatDeep: '#b9c0dc',
    trim: '#d9d3c0',
    trimDeep: '#b4ac98',
    trousers: '#98a6d6',
    boots: '#eef0f8',
    bootCuff: '#aebce8',
    sole: '#b9b6c4',
    glow: '#dfe8ff',
    glowSoft: '#b8ccff',
    fireflyCore: '#ffffff',
    lantern: '#bcd0ff',
    lanternCore: '#ffffff',
  },
  hairCut: 'napeTail',
  tails: { tipY: 0.27, flareM: 0.09 },
  hair: { root: '#c3c9dc', middle: '#dadfec', tip: '#f4f2ff', shine: '#ffffff' },
  eyes: { top: '#3f4f9a', bottom: '#a9c4ff', rim: '#34406f', pupil: '#2c3560' },
}

/** The looks that ship, by name. */
export const performerLooks: Readonly<Record<string, PerformerLook>> = { hotaru, akane, tsukuyo }

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
