import { describe, expect, it } from 'vitest'
import { fakeMidi } from '../test-support/fake-midi.ts'
import { type Bindings, bind, type Deed, feedback, handsAtRest, hear, parseBindings, readMessage, touchedForMs } from './bindings.ts'

const pad = { port: 'Pad', kind: 'note', channel: 0, number: 36 } as const
const pedal = { port: 'Pad', kind: 'controller', channel: 0, number: 64 } as const
const fader = { port: 'Pad', kind: 'controller', channel: 0, number: 7 } as const
const bindings: Bindings = { go: pad, panic: pedal, grandMaster: fader }

/** Plays messages on a fake device and collects what they do. */
async function deedsOf(
  steps: readonly { readonly bytes: readonly number[]; readonly atMs?: number; readonly grandMasterUnit?: number }[],
): Promise<readonly (Deed | null)[]> {
  const device = fakeMidi(['Pad'])
  const opened = await device.open()
  if (!opened.ok) throw new Error('the fake opens')
  let hands = handsAtRest
  const deeds: (Deed | null)[] = []
  let step = steps[0]
  opened.midi.listen((port, bytes) => {
    const heard = readMessage(port, bytes)
    if (heard === null) return void deeds.push(null)
    const answer = hear(hands, heard, { bindings, grandMasterUnit: step?.grandMasterUnit ?? 1, atMs: step?.atMs ?? 0 })
    hands = answer.hands
    deeds.push(answer.deed)
  })
  for (step of steps) device.play('Pad', ...step.bytes)
  return deeds
}

describe('MIDI controllers', () => {
  it('a key presses its verb once on the way down, whatever the velocity, and lets go on the way up', async () => {
    const deeds = await deedsOf(
      [
        [0x90, 36, 9],
        [0x90, 36, 80],
        [0x90, 36, 0],
        [0x90, 36, 127],
        [0x80, 36, 64],
      ].map((bytes) => ({ bytes })),
    )
    expect(deeds).toEqual([
      { kind: 'press', verb: 'go' },
      null,
      { kind: 'release', verb: 'go' },
      { kind: 'press', verb: 'go' },
      { kind: 'release', verb: 'go' },
    ])
  })

  it('a pedal presses from the middle of its way; other keys, channels, ports and messages do nothing', async () => {
    const deeds = await deedsOf(
      [[0xb0, 64, 20], [0xb0, 64, 70], [0xb0, 64, 127], [0xb0, 64, 10], [0x91, 36, 100], [0x90, 37, 100], [0xf8], [0xe0, 0, 64]].map(
        (bytes) => ({ bytes }),
      ),
    )
    expect(deeds).toEqual([null, { kind: 'press', verb: 'panic' }, null, { kind: 'release', verb: 'panic' }, null, null, null, null])
  })

  it('a fader takes the grand master only once it has met it', async () => {
    const deeds = await deedsOf([
      { bytes: [0xb0, 7, 0], atMs: 0 },
      { bytes: [0xb0, 7, 60], atMs: 20 },
      { bytes: [0xb0, 7, 127], atMs: 40 },
      { bytes: [0xb0, 7, 64], atMs: 60, grandMasterUnit: 1 },
      // Somebody else took it down meanwhile: the fader must meet it anew.
      { bytes: [0xb0, 7, 64], atMs: 5000, grandMasterUnit: 0 },
      { bytes: [0xb0, 7, 1], atMs: 5020, grandMasterUnit: 0 },
    ])
    expect(deeds.map((deed) => (deed?.kind === 'grandMaster' ? Math.round(deed.levelUnit * 127) : null))).toEqual([
      null,
      null,
      127,
      64,
      null,
      1,
    ])
  })

  it('a device hears what changed, once; a fader under a hand hears nothing until it is let go', () => {
    const first = feedback({}, { go: 0, grandMaster: 127 }, { bindings, hands: handsAtRest, atMs: 0 })
    expect(first.messages).toEqual([
      { port: 'Pad', bytes: [0x90, 36, 0] },
      { port: 'Pad', bytes: [0xb0, 7, 127] },
    ])
    expect(feedback(first.shown, { go: 0, grandMaster: 127 }, { bindings, hands: handsAtRest, atMs: 1 }).messages).toEqual([])
    const hands = { ...handsAtRest, touchedAtMs: 100 }
    const touched = feedback(first.shown, { go: 127, grandMaster: 50 }, { bindings, hands, atMs: 200 })
    expect(touched.messages).toEqual([{ port: 'Pad', bytes: [0x90, 36, 127] }])
    const free = feedback(touched.shown, { go: 127, grandMaster: 50 }, { bindings, hands, atMs: 100 + touchedForMs })
    expect(free.messages).toEqual([{ port: 'Pad', bytes: [0xb0, 7, 50] }])
  })

  it('a control that learns something new forgets what it did; broken notes of the browser are left out', () => {
    expect(bind(bindings, 'back', pad)).toEqual({ panic: pedal, grandMaster: fader, back: pad })
    expect(parseBindings(JSON.stringify({ go: pad, hold: pad, panic: { port: 'x', kind: 'note', channel: 99, number: 1 } }))).toEqual({
      go: pad,
    })
    expect(parseBindings('{')).toEqual({})
  })
})
