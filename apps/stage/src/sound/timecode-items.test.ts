import { type Edition, framesToMs, momentAt, ms, type Performance, timecodeToFrames } from '@ghostlight/timeline'
import { LtcDecoder, ltcSamples, samplesPerFrame } from '@ghostlight/timeline/timecode'
import { describe, expect, it } from 'vitest'
import { go, known, perform, tinyEdition } from '../testing-edition.ts'
import { runWindows } from './run-windows.ts'
import type { SoundItem } from './sound-items.ts'
import { timecodeItems } from './timecode-items.ts'

const SAMPLE_RATE_HZ = 48_000
const samplesAt = (atMs: number): number => Math.round((atMs * SAMPLE_RATE_HZ) / 1000)

const withTimecode = (rate: '25' | '29.97df'): Edition => {
  const edition = tinyEdition()
  return { ...edition, venue: { ...edition.venue, timecode: { rate, ltc: { channel: 3 } } } }
}

/** What a recorder at the channel would hear: the items of a tick every 50 ms, each sounded once, and cut when it is no longer listed. */
function recorded(edition: Edition, at: (nowMs: number) => Performance, untilMs: number): Float32Array {
  const items = new Map<string, SoundItem>()
  for (let nowMs = 0; nowMs < untilMs; nowMs += 50) {
    const due = runWindows(edition, at(nowMs), nowMs, nowMs + 4000).flatMap((window) => timecodeItems(window, nowMs, nowMs + 4000))
    const wanted = new Map(due.map((item) => [item.key, item]))
    for (const [key, item] of items) {
      if (wanted.has(key)) continue
      if (item.startAtMs >= nowMs) items.delete(key)
      else items.set(key, { ...item, cutAtMs: Math.min(nowMs, item.cutAtMs ?? nowMs) })
    }
    for (const [key, item] of wanted) items.set(key, item)
  }
  const sound = new Float32Array(samplesAt(untilMs + 5000))
  for (const { source, startAtMs, offsetMs, durationMs, cutAtMs } of items.values()) {
    if (source.kind !== 'timecode') throw new Error(`a timecode item plays ${source.kind}`)
    const { rate, firstFrame, frames } = source
    const whole = ltcSamples(
      { rate, firstFrame, sampleRateHz: SAMPLE_RATE_HZ, levelUnit: 0.5 },
      0,
      Math.floor(frames * samplesPerFrame(rate, SAMPLE_RATE_HZ)),
    )
    const [from, to] = [samplesAt(startAtMs), samplesAt(Math.min(startAtMs + durationMs, cutAtMs ?? Number.POSITIVE_INFINITY))]
    sound.set(whole.subarray(samplesAt(offsetMs), samplesAt(offsetMs) + to - from), from)
  }
  return sound.subarray(0, samplesAt(untilMs))
}

/** Frames as heard, with how far each is from where the show is when it begins, in ms. */
function heard(edition: Edition, at: (nowMs: number) => Performance, untilMs: number) {
  const { rate } = edition.venue.timecode!
  return new LtcDecoder(SAMPLE_RATE_HZ).write(recorded(edition, at, untilMs)).map(({ timecode, startSample }) => {
    const atMs = (startSample * 1000) / SAMPLE_RATE_HZ
    const { segment } = momentAt(edition, at(atMs + 1), ms(Math.max(0, atMs + 1)))
    const hour = 1 + edition.segmentOrder.indexOf(segment?.segmentId ?? '')
    const first = timecodeToFrames({ hours: hour, minutes: 0, seconds: 0, frames: 0 }, rate)
    const positionMs = framesToMs(timecodeToFrames(timecode, rate) - first, rate)
    return { atMs, errorMs: positionMs - (segment ? segment.positionMs - 1 : Number.NaN) }
  })
}

describe('linear timecode', () => {
  it.each(['25', '29.97df'] as const)(
    'at %s names the place in the song, each frame to a tenth of a millisecond, from the first on',
    (rate) => {
      const edition = withTimecode(rate)
      const frames = heard(edition, known(edition, [[1000, 1100, go('a', 'r1')]]), 8000)
      expect(frames[0]!.atMs).toBeCloseTo(1100, 0)
      expect(frames.length).toBeGreaterThan(170)
      for (const { errorMs } of frames) expect(Math.abs(errorMs)).toBeLessThan(0.1)
    },
  )

  it('is silent while held and goes on where the song goes on', () => {
    const edition = withTimecode('25')
    const performance = known(edition, [
      [1000, 1100, go('a', 'r1')],
      [3000, 3000, { kind: 'hold' }],
      [5000, 5000, { kind: 'resume' }],
    ])
    const frames = heard(edition, performance, 7000)
    expect(frames.filter(({ atMs }) => atMs > 3010 && atMs < 4990)).toEqual([])
    expect(frames.filter(({ atMs }) => atMs < 3000).length).toBeGreaterThan(40)
    expect(frames.filter(({ atMs }) => atMs > 5000).length).toBeGreaterThan(40)
    for (const { errorMs } of frames) expect(Math.abs(errorMs)).toBeLessThan(0.1)
  })

  it('jumps back with each pass of a vamp, and stops with the song', () => {
    const edition = withTimecode('25')
    const frames = heard(edition, known(edition, [[0, 100, go('b', 'r1')]]), 9000)
    for (const pass of [4100, 6100, 8100]) {
      expect(frames.some(({ atMs }) => atMs > pass && atMs < pass + 100)).toBe(true)
    }
    for (const { errorMs } of frames) expect(Math.abs(errorMs)).toBeLessThan(0.1)
    const over = heard(edition, known(edition, [[0, 100, go('a', 'r1')]]), 10_000)
    expect(over.at(-1)!.atMs).toBeLessThan(8100)
    expect(over.at(-1)!.atMs).toBeGreaterThan(8000)
  })

  it('a venue that asks for none gets none', () => {
    const edition = tinyEdition()
    const performance = perform(edition, [[0, 100, go('a', 'r1')]])
    expect(runWindows(edition, performance, 500, 4500).flatMap((window) => timecodeItems(window, 500, 4500))).toEqual([])
  })
})
