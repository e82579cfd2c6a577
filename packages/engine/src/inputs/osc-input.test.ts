import { type Command, ms, openPerformance } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { decodePacket } from '../osc/decode.ts'
import { encodeMessage } from '../osc/encode.ts'
import type { OscValue } from '../osc/packet.ts'
import type { Asker } from '../runner/command-gate.ts'
import { createFaders } from '../runner/faders.ts'
import { createOscFeedback, type FeedbackState, subscriptionMs } from './osc-feedback.ts'
import { createOscReceiver } from './osc-input.ts'
import { createOscSenders } from './osc-senders.ts'

const packet = (address: string, ...args: OscValue[]) => encodeMessage({ address, args })

function setUp() {
  const clock = { nowMs: 100 }
  const commands: (Command & { readonly by: string; readonly receivedAtMs: number | undefined })[] = []
  const troubles: string[] = []
  const strangers: [string, number][] = []
  const state: { -readonly [Key in keyof FeedbackState]: FeedbackState[Key] } = {
    standby: '2',
    running: '1',
    song: 'daisy',
    positionMs: 1500,
    bar: 2,
    beat: 1,
    held: false,
    blackout: false,
  }
  const answers: string[] = []
  const feedback = createOscFeedback({
    read: () => ({ ...state }),
    nowMs: () => clock.nowMs,
    send(bytes, port, address) {
      const decoded = decodePacket(bytes)
      if (!decoded.ok) throw new Error(decoded.reason)
      const { address: path, args } = decoded.messages[0]!
      answers.push(`${address}:${port} ${path} ${args.map((arg) => ('value' in arg ? arg.value : arg.type)).join(' ')}`)
    },
  })
  const senders = createOscSenders(['192.0.2.7'])
  if ('wrong' in senders) throw new Error(senders.wrong)
  const receive = createOscReceiver(
    {
      senders,
      nowMs: () => ms(clock.nowMs),
      runner: {
        command: (command: Command, _id: string | null, { name, receivedAtMs }: Asker) => {
          commands.push({ ...command, by: name, receivedAtMs })
          return Promise.resolve({ ok: false as const, reason: 'locked-out' as const, message: '' })
        },
      },
      faders: createFaders({ nowMs: () => clock.nowMs, performance: openPerformance, later: () => undefined }),
      onTrouble: (from, why) => troubles.push(`${from}: ${why}`),
      onStranger: (from, count) => strangers.push([from, count]),
    },
    feedback,
  )
  return { clock, commands, troubles, strangers, state, answers, feedback, receive }
}
const desk = { address: '192.0.2.7', port: 9000 }

describe('OSC in', () => {
  it('takes commands of this machine and of those on the list, and counts from their arrival', () => {
    const { receive, commands, feedback } = setUp()
    receive(packet('/ghostlight/go'), { address: '127.0.0.1', port: 1 })
    receive(packet('/ghostlight/hold'), desk)
    expect(commands).toEqual([
      { command: 'go', by: 'osc:127.0.0.1', receivedAtMs: 100 },
      { command: 'hold', by: 'osc:192.0.2.7', receivedAtMs: 100 },
    ])
    feedback.stop()
  })
  it('strangers are not even read; how many there were is told once a second', () => {
    const { receive, commands, troubles, strangers, clock, answers } = setUp()
    const stranger = { address: '192.0.2.8', port: 9000 }
    for (let n = 0; n < 50; n++) receive(packet('/ghostlight/go'), stranger)
    receive(packet('/ghostlight/subscribe'), stranger)
    receive(Uint8Array.of(1, 2, 3), stranger)
    clock.nowMs += 1000
    receive(packet('/ghostlight/go'), { address: '::ffff:192.0.2.9', port: 1 })
    expect(strangers).toEqual([
      ['192.0.2.8', 1],
      ['192.0.2.9', 53],
    ])
    expect([commands, troubles, answers]).toEqual([[], [], []])
  })
})

describe('feedback to subscribers', () => {
  it('tells everything at once, then what changes, to the port that was asked for', () => {
    const { receive, answers, feedback, state } = setUp()
    receive(packet('/ghostlight/subscribe', { type: 'i', value: 8001 }), desk)
    expect(answers).toEqual([
      '192.0.2.7:8001 /ghostlight/standby 2',
      '192.0.2.7:8001 /ghostlight/running 1',
      '192.0.2.7:8001 /ghostlight/held 0',
      '192.0.2.7:8001 /ghostlight/dark 0',
      '192.0.2.7:8001 /ghostlight/position daisy 1500 2 1',
    ])
    feedback.changed()
    answers.length = 0
    state.standby = '3'
    state.blackout = true
    feedback.changed()
    feedback.changed()
    expect(answers).toEqual(['192.0.2.7:8001 /ghostlight/standby 3', '192.0.2.7:8001 /ghostlight/dark 1'])
    receive(packet('/ghostlight/unsubscribe', { type: 'i', value: 8001 }), desk)
    state.standby = '4'
    feedback.changed()
    expect(answers).toHaveLength(2)
    feedback.stop()
  })
  it('ends unless it is asked for again', () => {
    const { receive, answers, feedback, state, clock } = setUp()
    receive(packet('/ghostlight/subscribe'), desk)
    clock.nowMs += subscriptionMs - 1
    receive(packet('/ghostlight/subscribe'), desk)
    clock.nowMs += subscriptionMs - 1
    answers.length = 0
    state.standby = '5'
    feedback.changed()
    expect(answers.length).toBeGreaterThan(0)
    clock.nowMs += 1
    answers.length = 0
    state.standby = '6'
    feedback.changed()
    expect(answers).toEqual([])
    feedback.stop()
  })
  it('a port that is none is refused, and so is one subscriber too many', () => {
    const { receive, troubles, feedback } = setUp()
    receive(packet('/ghostlight/subscribe', { type: 'i', value: 70_000 }), desk)
    for (let n = 1; n <= 33; n++) receive(packet('/ghostlight/subscribe', { type: 'i', value: n }), desk)
    expect(troubles).toEqual(['192.0.2.7: /ghostlight/subscribe: 70000 is no port', '192.0.2.7: too many subscribers; it was not added'])
    feedback.stop()
  })
})
