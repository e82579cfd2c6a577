/**
 * SMPTE timecode. A timecode names frames; frames last a rational time: at 29.97 one frame is 1001/30000 s, at 23.976 1001/24000 s.
 * All conversions are whole-number arithmetic, so nothing drifts over a day.
 *
 * Drop frame leaves out *names*, not frames: 00 and 01 of every minute that is not a multiple of ten (SMPTE ST 12-1), which keeps the
 * name within two frames of the clock.
 */
import { TimelineError } from './errors.ts'
import { type Ms, ms } from './units.ts'

export type TimecodeRate = '23.976' | '24' | '25' | '29.97df' | '29.97' | '30'

export interface Timecode {
  readonly hours: number
  readonly minutes: number
  readonly seconds: number
  readonly frames: number
}

interface RateFacts {
  /** Frames that a timecode second counts. */
  readonly nominal: number
  /** Milliseconds of one frame as numerator / denominator. */
  readonly msNumerator: number
  readonly msDenominator: number
  readonly drop: boolean
}

export const timecodeRates: Readonly<Record<TimecodeRate, RateFacts>> = {
  '23.976': { nominal: 24, msNumerator: 1_001_000, msDenominator: 24_000, drop: false },
  '24': { nominal: 24, msNumerator: 1000, msDenominator: 24, drop: false },
  '25': { nominal: 25, msNumerator: 1000, msDenominator: 25, drop: false },
  '29.97df': { nominal: 30, msNumerator: 1_001_000, msDenominator: 30_000, drop: true },
  '29.97': { nominal: 30, msNumerator: 1_001_000, msDenominator: 30_000, drop: false },
  '30': { nominal: 30, msNumerator: 1000, msDenominator: 30, drop: false },
}

const DROPPED_PER_MINUTE = 2
const DROP_FRAMES_PER_10_MINUTES = 17_982
const DROP_FRAMES_PER_MINUTE = 1798

/** Frames of a whole day, after which a timecode begins again. */
export function framesPerDay(rate: TimecodeRate): number {
  const { nominal, drop } = timecodeRates[rate]
  return drop ? DROP_FRAMES_PER_10_MINUTES * 6 * 24 : nominal * 86_400
}

/**
 * Name of a frame.
 * @param frameIndex  whole, from 0 = 00:00:00:00; beyond a day, or below 0, it wraps.
 */
export function framesToTimecode(frameIndex: number, rate: TimecodeRate): Timecode {
  const { nominal, drop } = timecodeRates[rate]
  const day = framesPerDay(rate)
  let index = ((Math.floor(frameIndex) % day) + day) % day
  if (drop) {
    const tens = Math.floor(index / DROP_FRAMES_PER_10_MINUTES)
    const rest = index % DROP_FRAMES_PER_10_MINUTES
    // The first minute of ten drops nothing; each later one drops two names at its start.
    const minutes = rest < nominal * 60 ? 0 : 1 + Math.floor((rest - nominal * 60) / DROP_FRAMES_PER_MINUTE)
    index += DROPPED_PER_MINUTE * (9 * tens + minutes)
  }
  return {
    hours: Math.floor(index / (nominal * 3600)),
    minutes: Math.floor(index / (nominal * 60)) % 60,
    seconds: Math.floor(index / nominal) % 60,
    frames: index % nominal,
  }
}

/**
 * Frame that a timecode names.
 * @throws TimelineError 'bad-timecode' for fields out of range, and for names that drop frame leaves out
 */
export function timecodeToFrames(timecode: Timecode, rate: TimecodeRate): number {
  const problem = problemOf(timecode, rate)
  if (problem) throw new TimelineError('bad-timecode', problem)
  const { nominal, drop } = timecodeRates[rate]
  const totalMinutes = timecode.hours * 60 + timecode.minutes
  const counted = (totalMinutes * 60 + timecode.seconds) * nominal + timecode.frames
  return drop ? counted - DROPPED_PER_MINUTE * (totalMinutes - Math.floor(totalMinutes / 10)) : counted
}

function problemOf({ hours, minutes, seconds, frames }: Timecode, rate: TimecodeRate): string | null {
  const { nominal, drop } = timecodeRates[rate]
  const whole = [hours, minutes, seconds, frames].every((field) => Number.isInteger(field) && field >= 0)
  if (!whole || hours > 23 || minutes > 59 || seconds > 59 || frames >= nominal) {
    return `hours to 23, minutes and seconds to 59, frames to ${nominal - 1} at ${rate}; ${hours}:${minutes}:${seconds}:${frames} was given`
  }
  if (drop && seconds === 0 && frames < DROPPED_PER_MINUTE && minutes % 10 !== 0) {
    return `drop frame has no frame ${frames} at ${hours}:${minutes}:00; the minute begins with frame 02`
  }
  return null
}

/** When a frame begins. Exact but for the one rounding of the division. */
export function framesToMs(frameIndex: number, rate: TimecodeRate): Ms {
  const { msNumerator, msDenominator } = timecodeRates[rate]
  return ms((frameIndex * msNumerator) / msDenominator)
}

/** Index of the frame on at a position. A position within a nanosecond before a frame counts as on it. */
export function msToFrames(position: Ms, rate: TimecodeRate): number {
  const { msNumerator, msDenominator } = timecodeRates[rate]
  return Math.floor(((position + 1e-6) * msDenominator) / msNumerator)
}

export const msToTimecode = (position: Ms, rate: TimecodeRate): Timecode => framesToTimecode(msToFrames(position, rate), rate)
export const timecodeToMs = (timecode: Timecode, rate: TimecodeRate): Ms => framesToMs(timecodeToFrames(timecode, rate), rate)

const two = (field: number): string => String(field).padStart(2, '0')

/** "01:02:03:04"; with drop frame "01:02:03;04". */
export function formatTimecode({ hours, minutes, seconds, frames }: Timecode, rate: TimecodeRate): string {
  return `${two(hours)}:${two(minutes)}:${two(seconds)}${timecodeRates[rate].drop ? ';' : ':'}${two(frames)}`
}

/** Reads "HH:MM:SS:FF", with ; or . before the frames too; null for what is no timecode at this rate. */
export function parseTimecode(text: string, rate: TimecodeRate): Timecode | null {
  const match = /^(\d{1,2}):(\d{1,2}):(\d{1,2})[:;.](\d{1,2})$/.exec(text.trim())
  if (!match) return null
  const [hours, minutes, seconds, frames] = match.slice(1).map(Number) as [number, number, number, number]
  const timecode = { hours, minutes, seconds, frames }
  return problemOf(timecode, rate) ? null : timecode
}
