import { type Edition, framesToMs, momentAt, ms, type Performance, timecodeToFrames } from '@ghostlight/timeline'
import { MtcReader } from '@ghostlight/timeline/timecode'
import { describe, expect, it } from 'vitest'
import type { ShowSource } from '../show-source.ts'
import { go, perform, tinyEdition } from '../testing-edition.ts'
import { MtcOutput } from './mtc-output.ts'

const tiny = tinyEdition()
const edition: Edition = { ...tiny, venue: { ...tiny.venue, timecode: { rate: '25', mtc: { port: 'Bus 1' } } } }

/** A MIDI port that keeps what it was given until it is due, and a show whose log grows while time goes by. */
async function played(steps: readonly (readonly [number, Performance])[], untilMs: number, port = 'IAC Bus 1') {
  let nowMs = 0
  let performance = steps[0]![1]
  let waiting: { readonly bytes: readonly number[]; readonly dueMs: number }[] = []
  const gone: { readonly bytes: readonly number[]; readonly dueMs: number }[] = []
  const listeners: (() => void)[] = []
  const source: ShowSource = {
    clock: { nowMs: () => nowMs, errorMs: () => 0, toLocalMs: (showMs) => showMs + 7_000_000 },
    edition: () => edition,
    editionOf: () => edition,
    performance: () => performance,
    state: () => 'live',
    speaks: () => true,
    assetUrl: () => null,
    version: () => 1,
    subscribe: (listener) => {
      listeners.push(listener)
      return () => {}
    },
  }
  const output = new MtcOutput({
    source,
    open: async (name) =>
      port.includes(name)
        ? {
            send: (bytes, atLocalMs) => waiting.push({ bytes, dueMs: atLocalMs - 7_000_000 }),
            clear: () => {
              waiting = []
            },
          }
        : null,
  })
  output.tick()
  await Promise.resolve()
  await Promise.resolve()
  const left = [...steps]
  for (; nowMs < untilMs; nowMs += 20) {
    const now = nowMs
    gone.push(...waiting.filter(({ dueMs }) => dueMs < now))
    waiting = waiting.filter(({ dueMs }) => dueMs >= now)
    if (left[0] && left[0][0] <= nowMs) {
      performance = left.shift()![1]
      output.again()
    }
    if (nowMs % 100 === 0) output.tick()
  }
  return { gone, fault: output.fault() }
}

/** What a receiver makes of it: frames with how far each is from where the show is, in ms. */
function read(messages: readonly { readonly bytes: readonly number[]; readonly dueMs: number }[], at: (nowMs: number) => Performance) {
  const reader = new MtcReader()
  return messages.flatMap(({ bytes, dueMs }) => {
    const reading = reader.take(bytes, ms(dueMs))
    if (!reading) return []
    const { segment } = momentAt(edition, at(reading.atMs + 1), ms(reading.atMs + 1))
    const hour = 1 + edition.segmentOrder.indexOf(segment?.segmentId ?? '')
    const positionMs = framesToMs(reading.frameIndex - timecodeToFrames({ hours: hour, minutes: 0, seconds: 0, frames: 0 }, '25'), '25')
    return [{ ...reading, errorMs: positionMs - (segment ? segment.positionMs - 1 : Number.NaN) }]
  })
}

describe('MIDI timecode', () => {
  const start = perform(edition, [])
  const playing = perform(edition, [[1000, 1100, go('a', 'r1')]])
  const held = perform(edition, [
    [1000, 1100, go('a', 'r1')],
    [3000, 3000, { kind: 'hold' }],
  ])
  const resumed = perform(edition, [
    [1000, 1100, go('a', 'r1')],
    [3000, 3000, { kind: 'hold' }],
    [5000, 5000, { kind: 'resume' }],
  ])

  it('runs with the song: four messages a frame, none twice, each round naming the place it began at', async () => {
    const { gone } = await played(
      [
        [0, start],
        [1000, playing],
      ],
      6000,
    )
    const quarters = gone.filter(({ bytes }) => bytes[0] === 0xf1)
    // Gone by 5980 ms: due at 1100, 1110 … 5970 ms.
    expect(quarters.length).toBe((5970 - 1100) / 10 + 1)
    expect(gone[0]).toMatchObject({ dueMs: 1100, bytes: [0xf0, 0x7f, 0x7f, 1, 1, 0x21, 0, 0, 0, 0xf7] })
    const readings = read(gone, () => playing)
    expect(readings.length).toBeGreaterThan(55)
    for (const { errorMs } of readings) expect(Math.abs(errorMs)).toBeLessThan(1e-6)
  })

  it('stops with a hold, what was planned is taken back, and goes on with a full frame', async () => {
    const { gone } = await played(
      [
        [0, start],
        [1000, playing],
        [3000, held],
        [5000, resumed],
      ],
      7000,
    )
    expect(gone.filter(({ dueMs }) => dueMs > 3000 && dueMs < 5000)).toEqual([])
    const after = gone.filter(({ dueMs }) => dueMs >= 5000)
    expect(after[0]!.bytes[0]).toBe(0xf0)
    const readings = read(gone, (nowMs) => (nowMs < 3000 ? playing : nowMs < 5000 ? held : resumed))
    expect(readings.filter(({ jump }) => jump)).toHaveLength(2)
    // A full frame names the frame that is on, quarter frames the instant at which they begin.
    for (const { errorMs, jump } of readings) expect(Math.abs(errorMs)).toBeLessThan(jump ? 40 : 1e-6)
  })

  it('a port that is not there is named', async () => {
    const { gone, fault } = await played([[0, playing]], 500, 'Launchpad')
    expect(gone).toEqual([])
    expect(fault).toBe('no MIDI port called "Bus 1" for timecode')
  })
})
