/** What the benches listen with: datagrams with the kernel's time of arrival, and ports that nobody else has. */
import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import { join } from 'node:path'

export interface Row {
  /** Monotonic, ms. */
  readonly atMs: number
  readonly port: number
  readonly address: string
  readonly n: number
}
export interface Recorder {
  readonly rows: Row[]
  stop(): void
}
/** @param onPacket  hears the bytes of each datagram, in real time where that is granted, instead of a row being kept. */
export async function startRecorder(ports: readonly number[], onPacket?: (bytes: Buffer) => void): Promise<Recorder> {
  const child = spawn(
    'python3',
    [join(import.meta.dirname, 'receive.py'), ...(onPacket === undefined ? [] : ['--realtime']), ...ports.map(String)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const rows: Row[] = []
  let rest = ''
  await new Promise<void>((resolve, reject) => {
    child.on('exit', () => reject(new Error('the recorder ended')))
    child.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('latin1')).split('\n')
      rest = lines.pop()!
      for (const line of lines) {
        if (line === 'ready') resolve()
        else if (onPacket !== undefined) onPacket(Buffer.from(line.split(' ')[2]!, 'hex'))
        else rows.push(rowOf(line))
      }
    })
  })
  return { rows, stop: () => child.stdin.end() }
}

/** Packets of the bench have one int32 as their last argument, or none. */
function rowOf(line: string): Row {
  const [ns, port, hex] = line.split(' ')
  const bytes = Buffer.from(hex!, 'hex')
  const address = bytes.toString('latin1', 0, bytes.indexOf(0))
  return { atMs: Number(ns) / 1e6, port: Number(port), address, n: bytes.length >= 4 ? bytes.readInt32BE(bytes.length - 4) : 0 }
}

export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  const { port } = socket.address()
  await new Promise<void>((resolve) => socket.close(() => resolve()))
  return port
}

/** A port that is free together with the one two above it, where the engine's second process listens. */
export async function freeTcpPort(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const first = await tryPort(0)
    if (first !== null && (await tryPort(first + 2)) !== null) return first
  }
  throw new Error('no two free ports')
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null))
    })
  })
}
