/** Effects on colour, phase-locked to the beat: a pure function of phase and place in the group, as those on intensity are. */
import type { ColourEffect } from '@ghostlight/timeline'
import { blendRgb, type LinearRgb } from './colour.ts'
import type { Cell } from './effect.ts'
import { fraction, hashAfter, unitOf } from './phase.ts'

/** Spread over one period unless the look says otherwise; a pulse is together. */
const SPREAD = { chase: 1, wave: 1, pulse: 0, sparkle: 0 } as const satisfies Record<ColourEffect['kind'], number>

/** How often a round changes the light, at most: what a calm rig goes by. */
export const changesPerRound = ({ kind, colours }: ColourEffect): number => (kind === 'chase' || kind === 'wave' ? colours.length : 1)

/**
 * @param colours  the effect's own, in linear light; at least two.
 * @param rounds   since beat 0.
 */
export function colourAt(
  { kind, spreadUnit }: ColourEffect,
  colours: readonly LinearRgb[],
  rounds: number,
  { index, count, dice }: Readonly<Pick<Cell, 'index' | 'count' | 'dice'>>,
): LinearRgb {
  const place = count > 0 ? index / count : 0
  const shifted = rounds - place * (spreadUnit ?? SPREAD[kind])
  const along = fraction(shifted) * colours.length
  switch (kind) {
    case 'chase':
      return colours[Math.floor(along)]!
    case 'wave': {
      const from = Math.floor(along)
      return blendRgb(colours[from]!, colours[(from + 1) % colours.length]!, along - from)
    }
    // Squared, as the pulse of a level is.
    case 'pulse': {
      const others = colours.length - 1
      const turn = Math.floor(shifted) % others
      return blendRgb(colours[0]!, colours[1 + (turn < 0 ? turn + others : turn)]!, (1 - fraction(shifted)) ** 2)
    }
    case 'sparkle':
      return colours[Math.floor(unitOf(hashAfter(dice, String(Math.floor(shifted)))) * colours.length)]!
  }
}
