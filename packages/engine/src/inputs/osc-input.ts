/** OSC from desks and buttons (UDP 4401): bytes → messages → commands → the same gate as everything else; and what is on, back to those who ask. */
import { createSocket, type Socket } from 'node:dgram'
import type { CommandResult, Ms } from '@ghostlight/timeline'
import { commandOf } from '../osc/address.ts'
import { decodePacket } from '../osc/decode.ts'
import type { OscMessage } from '../osc/packet.ts'
import type { Asker } from '../runner/command-gate.ts'
import type { Faders } from '../runner/faders.ts'
import type { ShowRunner } from '../runner/show-runner.ts'
import { createOscFeedback, type FeedbackState, type OscFeedback } from './osc-feedback.ts'
import { type OscSenders, plainAddress } from './osc-senders.ts'

export interface OscReceiver {
  readonly runner: Pick<ShowRunner, 'command'>
  readonly nowMs: () => Ms
  /** Packets that mean nothing: shown, never fatal. */
  readonly onTrouble: (from: string, why: string) => void
  readonly senders: OscSenders
  /** Packets of strangers, so many in all, the latest from this address. Told at most once a second. */
  readonly onStranger: (address: string, count: number) => void
  readonly faders: Faders
}
export interface OscInputParts extends OscReceiver {
  readonly host: string
  readonly port: number
  /** What subscribers are told. */
  readonly feedback: () => FeedbackState
}
export interface OscInput {
  readonly port: number
  /** Something may have changed that subscribers want to know. */
  changed(): void
  stop(): Promise<void>
}
interface Sender {
  readonly address: string
  readonly port: number
}

const strangersToldMs = 1000

/** @throws NodeJS.ErrnoException, such as EADDRINUSE */
export async function openOscInput(parts: OscInputParts): Promise<OscInput> {
  const socket = createSocket({ type: parts.host.includes(':') ? 'udp6' : 'udp4' })
  await bind(socket, parts.port, parts.host)
  const feedback = createOscFeedback({
    read: parts.feedback,
    nowMs: parts.nowMs,
    // Whoever stopped listening refuses; it will not renew.
    send: (packet, port, address) => socket.send(packet, port, address, () => undefined),
  })
  const receive = createOscReceiver(parts, feedback)
  socket.on('error', (error) => parts.onTrouble('socket', error.message))
  socket.on('message', receive)
  return {
    port: socket.address().port,
    changed: feedback.changed,
    stop() {
      feedback.stop()
      return new Promise((done) => socket.close(() => done()))
    },
  }
}

/** Every message of a packet is carried out in order, at once but for faders: a show's own clock is the log, not a sender's timetag. */
export function createOscReceiver(
  parts: OscReceiver,
  feedback: Pick<OscFeedback, 'subscribe' | 'unsubscribe'>,
): (bytes: Uint8Array, sender: Sender) => void {
  let strangers = 0
  let toldAtMs = Number.NEGATIVE_INFINITY

  /** A port given as the first argument is where the answer goes: many desks listen elsewhere than they send from. */
  function subscribing(message: OscMessage, sender: Sender): boolean {
    if (message.address !== '/ghostlight/subscribe' && message.address !== '/ghostlight/unsubscribe') return false
    const [asked] = message.args
    const port = asked?.type === 'i' ? asked.value : sender.port
    const from = plainAddress(sender.address)
    if (!Number.isInteger(port) || port < 1 || port > 65_535) parts.onTrouble(from, `${message.address}: ${port} is no port`)
    else if (message.address === '/ghostlight/unsubscribe') feedback.unsubscribe(sender.address, port)
    else if (!feedback.subscribe(sender.address, port)) parts.onTrouble(from, 'too many subscribers; it was not added')
    return true
  }

  return (bytes, sender) => {
    const receivedAtMs = parts.nowMs()
    const from = plainAddress(sender.address)
    if (!parts.senders.mayCommand(sender.address)) {
      strangers++
      if (receivedAtMs - toldAtMs < strangersToldMs) return
      toldAtMs = receivedAtMs
      parts.onStranger(from, strangers)
      return
    }
    const packet = decodePacket(bytes)
    if (!packet.ok) {
      parts.onTrouble(from, `a packet that is no OSC: ${packet.reason}`)
      return
    }
    const asker: Asker = { role: 'operator', name: `osc:${from}` }
    for (const message of packet.messages) {
      if (subscribing(message, sender)) continue
      const asked = commandOf(message)
      if (!asked.ok) parts.onTrouble(from, asked.reason)
      else if (asked.command !== null) {
        const { command } = asked
        const ask = async (late: boolean): Promise<CommandResult> => {
          const result = await parts.runner.command(command, null, late ? asker : { ...asker, receivedAtMs })
          report(from, result, message.address)
          return result
        }
        if (!parts.faders.put(command, { ask, told: null })) void ask(false)
      }
    }
  }

  function report(from: string, result: CommandResult, address: string): void {
    // A lock-out is what a bouncing button looks like; saying so each time would bury real trouble.
    if (!result.ok && result.reason !== 'locked-out') parts.onTrouble(from, `${address} was refused: ${result.message}`)
  }
}

function bind(socket: Socket, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(port, host, () => {
      socket.off('error', reject)
      resolve()
    })
  })
}
