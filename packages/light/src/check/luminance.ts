/** Light as the eye counts it. */
import type { FixtureState } from '../lights-at.ts'

/** How much of its full light a fixture gives, 0–1: of one with pixels the mean of them. */
export function lightOf({ levelUnit, cellUnits }: FixtureState): number {
  if (cellUnits === undefined) return levelUnit
  let sum = 0
  for (const unit of cellUnits) sum += unit
  return (levelUnit * sum) / cellUnits.length
}

/**
 * Relative luminance 0–1 of what a fixture gives: ITU-R BT.709 weights of linear light, times its light. Pixels of several colours need no
 * more than their sum, because `rgb` is that: each weighed by its light.
 */
export const luminanceOf = (state: FixtureState): number =>
  lightOf(state) * (0.2126 * state.rgb[0] + 0.7152 * state.rgb[1] + 0.0722 * state.rgb[2])

/** What the rig does at one position, in order of time. */
export interface LightSample {
  readonly positionMs: number
  readonly states: readonly FixtureState[]
  /** Whether somebody who should be seen is on the screen. */
  readonly performerOn: boolean
}
