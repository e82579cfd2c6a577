/** OSC from desks and buttons (UDP 4401): bytes → messages → commands → the same gate as everything else. */
import { createSocket, type Socket } from 'node:dgram'
import type { CommandResult, Ms } from '@ghostlight/timeline'
import { commandOf } from '../osc/address.ts'
import { decodePacket } from '../osc/decode.ts'
import type { Asker } from '../runner/command-gate.ts'
import type { ShowRunner } from '../runner/show-runner.ts'

export interface OscInputParts {
  readonly runner: Pick<ShowRunner, 'command'>
  readonly nowMs: () => Ms
  readonly host: string
  readonly port: number
  /** Packets that mean nothing: shown, never fatal. */
  readonly onTrouble: (from: string, why: string) => void
}
export interface OscInput {
  readonly port: number
  stop(): Promise<void>
}

/** @throws NodeJS.ErrnoException, such as EADDRINUSE */
export async function openOscInput(parts: OscInputParts): Promise<OscInput> {
  const socket = createSocket({ type: parts.host.includes(':') ? 'udp6' : 'udp4' })
  await bind(socket, parts.port, parts.host)
  socket.on('error', (error) => parts.onTrouble('socket', error.message))
  socket.on('message', (bytes, sender) => receive(parts, bytes, sender.address))
  return {
    port: socket.address().port,
    stop: () => new Promise((done) => socket.close(() => done())),
  }
}

/** Every message of the packet is carried out in order, at once: a show's own clock is the log, not a sender's timetag. */
export function receive(parts: Pick<OscInputParts, 'runner' | 'nowMs' | 'onTrouble'>, bytes: Uint8Array, from: string): void {
  const receivedAtMs = parts.nowMs()
  const packet = decodePacket(bytes)
  if (!packet.ok) {
    parts.onTrouble(from, `a packet that is no OSC: ${packet.reason}`)
    return
  }
  const asker: Asker = { role: 'operator', name: `osc:${from}`, receivedAtMs }
  for (const message of packet.messages) {
    const asked = commandOf(message)
    if (!asked.ok) parts.onTrouble(from, asked.reason)
    else if (asked.command !== null) void parts.runner.command(asked.command, null, asker).then((result) => report(result, message.address))
  }
  function report(result: CommandResult, address: string): void {
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
