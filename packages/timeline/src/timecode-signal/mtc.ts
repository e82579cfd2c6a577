/**
 * MIDI timecode (MIDI 1.0, "MIDI Time Code", RP-004): while it runs, four quarter frames a frame, of which eight name the frame at
 * which the first of them was sent; at a jump one full message.
 *
 * MIDI knows the counts 24, 25, 29.97 drop and 30. 23.976 is sent as 24 and 29.97 non-drop as 30, at their own speed, as others do.
 */
import {
  framesPerDay,
  framesToMs,
  framesToTimecode,
  type Timecode,
  type TimecodeRate,
  timecodeRates,
  timecodeToFrames,
} from '../timecode.ts'
import { type Ms, ms } from '../units.ts'

const QUARTER_FRAME = 0xf1
const PIECES = 8
/** Frames that the eight pieces take. */
const FRAMES_PER_ROUND = 2

const mtcRates: Readonly<Record<TimecodeRate, number>> = { '23.976': 0, '24': 0, '25': 1, '29.97df': 2, '29.97': 3, '30': 3 }
const rateOf: readonly TimecodeRate[] = ['24', '25', '29.97df', '30']

export interface MtcMessage {
  /** After the beginning of frame 0 of the signal. */
  readonly dueMs: Ms
  readonly bytes: readonly number[]
}

/** Where everybody jumps to: sent at a start and a locate. */
export function mtcFullFrame(frameIndex: number, rate: TimecodeRate): number[] {
  const { hours, minutes, seconds, frames } = framesToTimecode(frameIndex, rate)
  return [0xf0, 0x7f, 0x7f, 0x01, 0x01, (mtcRates[rate] << 5) | hours, minutes, seconds, frames, 0xf7]
}

/**
 * Quarter frames that are due from `fromMs` up to, not including, `toMs`, for a signal whose frame `firstFrame` begins at 0 ms. The
 * rounds of eight begin at 0, whatever is asked for, so that neighbouring stretches fit.
 */
export function mtcQuarterFrames(rate: TimecodeRate, firstFrame: number, fromMs: Ms, toMs: Ms): MtcMessage[] {
  const quarterMs = (n: number): Ms => ms(framesToMs(n, rate) / 4)
  const messages: MtcMessage[] = []
  let n = Math.max(0, Math.floor(fromMs / quarterMs(1)) - 1)
  while (quarterMs(n) < fromMs) n++
  for (; quarterMs(n) < toMs; n++) {
    const named = framesToTimecode(firstFrame + FRAMES_PER_ROUND * Math.floor(n / PIECES), rate)
    messages.push({ dueMs: quarterMs(n), bytes: [QUARTER_FRAME, pieceOf(named, n % PIECES, rate)] })
  }
  return messages
}

function pieceOf({ hours, minutes, seconds, frames }: Timecode, piece: number, rate: TimecodeRate): number {
  const fields = [frames, seconds, minutes, hours | (mtcRates[rate] << 5)]
  const field = fields[piece >> 1]!
  return (piece << 4) | (piece % 2 === 0 ? field & 15 : field >> 4)
}

export interface MtcReading {
  /** Frame that began at `atMs`. */
  readonly frameIndex: number
  readonly rate: TimecodeRate
  readonly atMs: Ms
  /** A full message: a jump, not a frame in a run. */
  readonly jump: boolean
}

/** Puts pieces together. A round counts only when its eight pieces came in their order, forwards. */
export class MtcReader {
  private nibbles: number[] = []
  private beganAtMs = ms(0)

  /**
   * One whole MIDI message; others than timecode are nothing to it.
   *
   * @param atMs  when it arrived, on any clock.
   */
  take(bytes: ArrayLike<number>, atMs: Ms): MtcReading | null {
    if (bytes[0] === QUARTER_FRAME && bytes.length >= 2) return this.piece(bytes[1]! >> 4, bytes[1]! & 15, atMs)
    if (bytes.length === 10 && bytes[0] === 0xf0 && bytes[1] === 0x7f && bytes[3] === 0x01 && bytes[4] === 0x01) {
      this.nibbles = []
      return readingOf(bytes[8]!, bytes[7]!, bytes[6]!, bytes[5]!, { atMs, jump: true })
    }
    return null
  }

  private piece(index: number, nibble: number, atMs: Ms): MtcReading | null {
    if (index !== this.nibbles.length) this.nibbles = []
    if (index !== this.nibbles.length) return null
    if (index === 0) this.beganAtMs = atMs
    this.nibbles.push(nibble)
    if (this.nibbles.length < PIECES) return null
    const field = (at: number): number => this.nibbles[2 * at]! | (this.nibbles[2 * at + 1]! << 4)
    const reading = readingOf(field(0), field(1), field(2), field(3), { atMs: this.beganAtMs, jump: false })
    this.nibbles = []
    return reading
  }
}

function readingOf(
  frames: number,
  seconds: number,
  minutes: number,
  hourByte: number,
  about: { readonly atMs: Ms; readonly jump: boolean },
): MtcReading | null {
  const rate = rateOf[(hourByte >> 5) & 3]!
  const timecode = { hours: hourByte & 31, minutes, seconds, frames }
  if (timecode.hours > 23 || minutes > 59 || seconds > 59 || frames >= timecodeRates[rate].nominal) return null
  try {
    return { frameIndex: timecodeToFrames(timecode, rate) % framesPerDay(rate), rate, ...about }
  } catch {
    // A name that drop frame leaves out: some senders are wrong there for one round.
    return null
  }
}
