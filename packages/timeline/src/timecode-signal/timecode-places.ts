/** Where the segments of a show lie in timecode: each has an hour of its own, in the order of the setlist, from 01:00:00:00 on. */
import type { Edition } from '../edition.ts'
import { type TimecodeRate, timecodeToFrames } from '../timecode.ts'
import type { Ms } from '../units.ts'

export interface TimecodePlace {
  readonly segmentId: string
  /** Frame at position 0 of the segment, from 0 = 00:00:00:00. */
  readonly firstFrame: number
  readonly lengthMs: Ms
}

const HOURS = 24

/** In setlist order. The hours come round again after the twenty-fourth segment. */
export function timecodePlaces(edition: Edition, rate: TimecodeRate): TimecodePlace[] {
  return edition.segmentOrder.map((segmentId, index) => ({
    segmentId,
    firstFrame: timecodeToFrames({ hours: (index + 1) % HOURS, minutes: 0, seconds: 0, frames: 0 }, rate),
    lengthMs: edition.time[edition.show.setlist[segmentId]!.songId]!.lengthMs,
  }))
}
