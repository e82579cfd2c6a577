/** Light as the eye counts it. */
import type { FixtureState } from '../lights-at.ts'

/** Relative luminance 0–1 of what a fixture gives: ITU-R BT.709 weights of linear light, times its level. */
export const luminanceOf = ({ levelUnit, rgb }: FixtureState): number => levelUnit * (0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2])

/** What the rig does at one position, in order of time. */
export interface LightSample {
  readonly positionMs: number
  readonly states: readonly FixtureState[]
  /** Whether somebody who should be seen is on the screen. */
  readonly performerOn: boolean
}
