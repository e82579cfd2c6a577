/**
 * A TCP connection to a desk that takes OSC as a stream. Lives in the output thread, whose loop turns at least every 50 ms: connecting
 * and closing are noticed then, while a packet is handed to the kernel before `send` returns. It reconnects by itself.
 */
import { connect, type Socket } from 'node:net'
import { lengthFramed, slipFramed } from '../osc/framing.ts'
import type { TargetAddress } from './transfer.ts'

const RECONNECT_MS = 1000
/** A desk that is switched off does not answer at all. */
const GIVE_UP_CONNECTING_MS = 3000
/** A desk that stops reading: more than this is old news, and the connection is begun anew. */
const BACKLOG_BYTES = 64 * 1024

export class StreamSocket {
  private socket: Socket | null = null
  private again: NodeJS.Timeout | null = null
  private ready = false
  private readonly framed: (packet: Uint8Array) => Uint8Array
  private readonly onFailure: (reason: string) => void
  private readonly onOpen: () => void

  constructor(framing: 'tcpLength' | 'tcpSlip', on: { readonly open: () => void; readonly failure: (reason: string) => void }) {
    this.framed = framing === 'tcpLength' ? lengthFramed : slipFramed
    this.onOpen = on.open
    this.onFailure = on.failure
  }

  open(address: TargetAddress): void {
    this.close()
    const socket = connect({ host: address.ip, port: address.port, noDelay: true, timeout: GIVE_UP_CONNECTING_MS })
    this.socket = socket
    socket.on('connect', () => {
      socket.setTimeout(0)
      this.ready = true
      this.onOpen()
    })
    // What the desk says is not for us, but must be read or it stops.
    socket.resume()
    socket.on('timeout', () => socket.destroy(new Error('ETIMEDOUT')))
    let reason = 'closed'
    socket.on('error', (error) => {
      reason = (error as NodeJS.ErrnoException).code ?? error.message
    })
    socket.on('close', () => {
      if (this.socket !== socket) return
      this.ready = false
      this.onFailure(reason)
      this.again = setTimeout(() => this.open(address), RECONNECT_MS)
    })
  }

  get isReady(): boolean {
    return this.ready
  }

  send(bytes: Uint8Array): void {
    if (this.socket === null || !this.ready) {
      this.onFailure('not open')
      return
    }
    if (this.socket.writableLength > BACKLOG_BYTES) this.socket.destroy(new Error('does not read'))
    else this.socket.write(this.framed(bytes))
  }

  close(): void {
    if (this.again !== null) clearTimeout(this.again)
    this.again = null
    const { socket } = this
    this.socket = null
    this.ready = false
    socket?.end()
    socket?.destroySoon()
  }
}
