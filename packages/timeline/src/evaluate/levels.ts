/** Sound, picture and light of a moment as three levels, and the beat that costume lights breathe with. */
import { clampUnit, fadeUnit } from '../curve.ts'
import type { Moment, SegmentMoment } from '../performance/moment.ts'
import type { BarBeat } from '../song-time.ts'

/** Sound fades over this long into a hold, and comes in over as long at a resume or locate: short enough to be sudden, too long to click. */
export const HOLD_FADE_MS = 30

/** @param on  what the frame shows: the segment, or what still fades out, or null. */
export function levelsOf(
  moment: Moment,
  on: SegmentMoment | null,
): { readonly soundUnit: number; readonly pictureUnit: number; readonly lightUnit: number } {
  const level = Math.min(on?.levelUnit ?? 1, moment.panicUnit)
  return {
    soundUnit: on === null || moment.muted.includes('sound') ? 0 : level * heldSoundUnit(on),
    pictureUnit: moment.blackout || moment.muted.includes('picture') ? 0 : level,
    lightUnit: moment.blackout || moment.muted.includes('light') ? 0 : moment.grandMasterUnit,
  }
}

function heldSoundUnit(on: SegmentMoment): number {
  if (on.ended) return 0
  if (on.heldForMs !== null) return 1 - fadeUnit(on.heldForMs, HOLD_FADE_MS)
  return on.enteredInside ? fadeUnit(on.enteredForMs, HOLD_FADE_MS) : 1
}

/** Phase of the beat and of the bar, 0–1; both 0 where nothing plays. */
export function pulseOf(barBeat: BarBeat | null): { readonly beatUnit: number; readonly barUnit: number } {
  if (!barBeat) return { beatUnit: 0, barUnit: 0 }
  const into = barBeat.beat - 1
  return { beatUnit: clampUnit(into - Math.floor(into)), barUnit: clampUnit(into / barBeat.beatsPerBar) }
}
