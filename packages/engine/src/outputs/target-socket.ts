/**
 * One connected UDP socket to a numeric address: sending costs a tenth of what an unconnected one does, and refusals come back to us.
 * Every failure is told to `on.failure`; nothing it does can throw or stop another target.
 */
import { createSocket, type Socket } from 'node:dgram'
import type { TargetAddress } from './transfer.ts'

export class TargetSocket {
  private socket: Socket | null = null
  private ready = false
  private readonly onFailure: (reason: string) => void
  private readonly onOpen: () => void

  constructor(on: { readonly open: () => void; readonly failure: (reason: string) => void }) {
    this.onOpen = on.open
    this.onFailure = on.failure
  }

  /** Opens the socket, closing an earlier one. Sending works a moment later. */
  open(address: TargetAddress): void {
    this.close()
    try {
      const socket = createSocket(address.family === 6 ? 'udp6' : 'udp4')
      this.socket = socket
      // A refusal that arrives while nothing is being sent comes here; unhandled it would end the thread.
      socket.on('error', (error) => {
        if (this.socket === socket) this.onFailure(codeOf(error))
      })
      const connect = () =>
        socket.connect(address.port, address.ip, (...args: unknown[]) => {
          if (this.socket !== socket) return
          if (args[0] instanceof Error) this.onFailure(codeOf(args[0]))
          else {
            this.ready = true
            this.onOpen()
          }
        })
      const { cast } = address
      if (cast.kind === 'one') connect()
      else {
        // Both rights can be asked for only once the socket is bound.
        socket.bind(0, () => {
          if (this.socket !== socket) return
          try {
            if (cast.kind === 'broadcast') socket.setBroadcast(true)
            else if (cast.interface !== null) socket.setMulticastInterface(cast.interface)
            connect()
          } catch (error) {
            this.onFailure(codeOf(error))
          }
        })
      }
    } catch (error) {
      this.onFailure(codeOf(error))
    }
  }

  get isReady(): boolean {
    return this.ready
  }

  /**
   * Hands the datagram to the kernel before returning. A refusal of an *earlier* datagram is reported by the kernel in place of
   * sending this one, so it is tried once more.
   */
  send(bytes: Uint8Array): void {
    this.attempt(bytes, true)
  }

  private attempt(bytes: Uint8Array, again: boolean): void {
    const { socket } = this
    if (!socket || !this.ready) {
      this.onFailure('not open')
      return
    }
    try {
      socket.send(bytes, (error) => {
        if (!error || this.socket !== socket) return
        this.onFailure(codeOf(error))
        if (again && codeOf(error) === 'ECONNREFUSED') this.attempt(bytes, false)
      })
    } catch (error) {
      this.onFailure(codeOf(error))
    }
  }

  close(): void {
    const { socket } = this
    this.socket = null
    this.ready = false
    try {
      socket?.close()
    } catch {
      // Closing a socket that never opened throws; there is nothing left to close then.
    }
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException)?.code ?? String(error)
