/**
 * Effects on intensity, phase-locked to the beat: a pure function of phase and place in the group, so that a seek, a late
 * joiner and the desk agree. All give a gain 0–1 that `depthUnit` mixes with full: 1 − depth + depth × gain.
 */
import type { LookEffect } from '@ghostlight/timeline'
import { fraction, hashAfter, hashOf, unitOf } from './phase.ts'

/** A fixture's place among `count` fixtures of its group, `index` from 0. */
export interface Place {
  readonly index: number
  readonly count: number
  /** Anything that names this fixture in this layer; sparkle draws its dice from it. */
  readonly seed: string
}

/**
 * @param phaseBeats  quarter notes; the effect repeats every `effect.periodBeats`.
 * @returns           0–1, to be multiplied with the look's level.
 */
export function effectGain(effect: LookEffect, phaseBeats: number, { index, count, seed }: Place): number {
  return gainAt(effect, phaseBeats / effect.periodBeats, { depthUnit: effect.depthUnit, index, count, dice: hashOf(`${seed}:`) })
}

export interface Cell {
  depthUnit: number
  index: number
  count: number
  /** `hashOf` the seed with ":" behind it. */
  dice: number
}

/** The same for rounds that are counted already, without a text to put together. */
export function gainAt(effect: LookEffect, rounds: number, cell: Readonly<Cell>): number {
  return 1 - cell.depthUnit + cell.depthUnit * rawGain(effect, rounds, cell)
}

function rawGain(effect: LookEffect, rounds: number, { index, count, dice }: Readonly<Cell>): number {
  const place = count > 0 ? index / count : 0
  switch (effect.kind) {
    // One after the other, in the order of the group: snaps on, stays for its share of the period, falls over the same time.
    case 'chase': {
      const shareUnit = 1 / Math.max(2, count)
      const f = fraction(rounds - place * (effect.spreadUnit ?? 1))
      return f < shareUnit ? 1 : Math.max(0, 1 - (f - shareUnit) / shareUnit)
    }
    // A cosine that travels along the group.
    case 'wave':
      return 0.5 + 0.5 * Math.cos(2 * Math.PI * fraction(rounds - place * (effect.spreadUnit ?? 1)))
    // Together on the beat, then falling; squared because eyes see brightness roughly as a root of light.
    case 'pulse':
      return (1 - fraction(rounds - place * (effect.spreadUnit ?? 0))) ** 2
    // Each fixture flashes once per period at an instant of its own, drawn anew for each period, and is dark after a third of it.
    case 'sparkle': {
      const period = Math.floor(rounds)
      const f = rounds - period
      const onset = unitOf(hashAfter(dice, String(period)))
      const since = f >= onset ? f - onset : f + 1 - unitOf(hashAfter(dice, String(period - 1)))
      return Math.max(0, 1 - 3 * since) ** 2
    }
  }
}
