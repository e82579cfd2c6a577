/** `ghostlight timecode <show>`: linear timecode of each segment as a WAV file, to be played beside the song or laid under a video. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Edition, formatTimecode, framesToTimecode, type TimecodeRate, timecodeRates } from '@ghostlight/timeline'
import { ltcSamples, samplesPerFrame, timecodePlaces } from '@ghostlight/timeline/timecode'
import { writeWav } from '@ghostlight/voice'

const DEFAULT_LEVEL_DB = -6

export interface TimecodeOptions {
  /** Folder to write to; made when it is not there. */
  readonly out: string
  /** The venue's when null; 25 when it names none. */
  readonly rate: string | null
  readonly sampleRateHz: number
}

export const isTimecodeRate = (text: string): text is TimecodeRate => text in timecodeRates

/** Writes one file a segment, and a frame more than its length, so that a reader can finish the last one. @returns exit code. */
export function timecode(edition: Edition, { out, rate: wanted, sampleRateHz }: TimecodeOptions): number {
  const rate = wanted ?? edition.venue.timecode?.rate ?? '25'
  if (!isTimecodeRate(rate)) {
    console.error(`--rate is one of ${Object.keys(timecodeRates).join(', ')}; got "${rate}".`)
    return 1
  }
  mkdirSync(out, { recursive: true })
  const levelUnit = 10 ** ((edition.venue.timecode?.ltc?.levelDb ?? DEFAULT_LEVEL_DB) / 20)
  for (const [index, { segmentId, firstFrame, lengthMs }] of timecodePlaces(edition, rate).entries()) {
    const count = Math.ceil((lengthMs * sampleRateHz) / 1000 + samplesPerFrame(rate, sampleRateHz))
    const samples = ltcSamples({ rate, firstFrame, sampleRateHz, levelUnit }, 0, count)
    const file = join(out, `${String(index + 1).padStart(2, '0')}-${segmentId}.wav`)
    writeFileSync(file, writeWav(samples, { sampleRateHz, format: 16 }))
    const start = formatTimecode(framesToTimecode(firstFrame, rate), rate)
    console.log(`${start}  ${(lengthMs / 1000).toFixed(1).padStart(7)} s  ${file}`)
  }
  return 0
}
