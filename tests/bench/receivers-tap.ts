/**
 * What really left us: a second target of the same kind, received by a program that does nothing else, in real time where that is granted.
 * A channel that is wrong at a desk and right here was lost or kept waiting behind our socket; how many datagrams the kernel threw away
 * because nobody read them stands beside it.
 */
import { existsSync, readFileSync } from 'node:fs'
import { startRecorder } from './recorder.ts'

export type TapKind = 'generic' | 'qlcPlus' | 'sacn' | 'artnet'

export interface Tap {
  /** Slots 1 to 512 of our universe 1, as told until now. */
  read(): Promise<readonly number[]>
  stop(): void
}

/** What one datagram says: a slot from 1 and its value, or all from the first on. */
function valuesIn(kind: TapKind, bytes: Buffer): { readonly slot: number; readonly values: readonly number[] } | null {
  // E1.31: property values begin behind the start code; ArtDmx: behind the length.
  if (kind === 'sacn') return { slot: 1, values: [...bytes.subarray(126)] }
  if (kind === 'artnet') return { slot: 1, values: [...bytes.subarray(18)] }
  const address = bytes.toString('latin1', 0, bytes.indexOf(0)).split('/')
  if (kind === 'generic') {
    // "/ghostlight/dmx/<universe>/<slot>" i
    return address[2] === 'dmx' ? { slot: Number(address[4]), values: [bytes.readInt32BE(bytes.length - 4)] } : null
  }
  // "/0/dmx/<slot − 1>" f
  return address[2] === 'dmx' ? { slot: Number(address[3]) + 1, values: [Math.round(bytes.readFloatBE(bytes.length - 4) * 255)] } : null
}

export async function startTap(kind: TapKind, port: number): Promise<Tap> {
  const told = new Array<number>(512).fill(0)
  const recorder = await startRecorder([port], (bytes) => {
    const found = valuesIn(kind, bytes)
    found?.values.forEach((value, index) => {
      told[found.slot - 1 + index] = value
    })
  })
  return {
    async read() {
      // What it has printed is taken in by another turn of this loop.
      await new Promise((resolve) => setTimeout(resolve, 1))
      return [...told]
    },
    stop: () => recorder.stop(),
  }
}

/** Datagrams thrown away at the UDP sockets of a port because nobody read them; see proc(5), /proc/net/udp. */
export function droppedAt(port: number): number {
  const file = '/proc/net/udp'
  if (!existsSync(file)) return 0
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((cells) => cells[1]?.endsWith(wanted))
    .reduce((sum, cells) => sum + Number(cells.at(-1)), 0)
}
