/**
 * `npm run bench osc`: bytes from anybody. A million mutated packets through the decoder and the address matcher: nothing throws, the
 * work counted by the decoder stays within four steps a byte, and the heap stays flat. Speed beside it.
 *
 *   --packets <n>   1000000 otherwise
 *   --seed <n>      1 otherwise
 */
import { existsSync, readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { decodePacket } from '../../packages/engine/src/osc/decode.ts'
import { encodeBundle, encodeMessage } from '../../packages/engine/src/osc/encode.ts'
import { matchesPattern } from '../../packages/engine/src/osc/match.ts'
import { IMMEDIATELY, type OscMessage, timetagOf } from '../../packages/engine/src/osc/packet.ts'

const STEPS_PER_BYTE = 4
const HEAP_LIMIT_MB = 2
const load = (): string => (existsSync('/proc/loadavg') ? readFileSync('/proc/loadavg', 'utf8').split(' ')[0]! : 'unknown')

/** Whole packets to spoil: every type, bundles in bundles, Japanese text, patterns made to be slow. */
function wholePackets(): Uint8Array[] {
  const every: Pick<OscMessage, 'address' | 'args'> = {
    address: '/舞台/灯/12',
    args: [
      { type: 'i', value: -7 },
      { type: 'f', value: 0.5 },
      { type: 's', value: '歌うホタル' },
      { type: 'b', value: Uint8Array.of(1, 2, 3, 4, 5) },
      { type: 'h', value: 1n << 40n },
      { type: 't', value: timetagOf(1_770_000_000_123) },
      { type: 'd', value: 2.5 },
      { type: 'T' },
      { type: 'F' },
      { type: 'N' },
      { type: 'I' },
      { type: 'S', value: 'sym' },
      { type: 'c', value: 'c' },
      { type: 'r', value: 0xff8040ff },
      { type: 'm', value: Uint8Array.of(1, 0x90, 60, 127) },
      {
        type: '[',
        values: [
          { type: 'i', value: 1 },
          { type: '[', values: [{ type: 's', value: '光' }] },
        ],
      },
    ],
  }
  const slow = ['/{?+}+!', '/{a,aa,aaa,aaaa}{a,aa,aaa}*{a,aa}*', '/*************x', '/[!a-z][a-z][!0-9]?'].map((address) =>
    encodeMessage({ address, args: [] }),
  )
  const inner = {
    timetag: IMMEDIATELY,
    elements: [
      { address: '/ghostlight/go', args: [] },
      { address: '/a', args: [{ type: 'f' as const, value: 1 }] },
    ],
  }
  const nested = encodeBundle({ timetag: timetagOf(1_770_000_000_000), elements: [inner, every] })
  return [encodeMessage(every), nested, encodeBundle(inner), ...slow]
}

/** @returns 0; 1 when a limit was passed. */
export function main(args: readonly string[]): number {
  const option = (name: string, otherwise: number): number => {
    const at = args.indexOf(name)
    return at < 0 ? otherwise : Number(args[at + 1])
  }
  const packets = option('--packets', 1_000_000)
  let random = option('--seed', 1) >>> 0
  const next = (below: number): number => {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0
    return Math.floor((random / 0x1_0000_0000) * below)
  }
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const whole = wholePackets()
  const sharp = [0, 1, 4, 35, 42, 44, 47, 63, 91, 93, 123, 125, 255]
  let [accepted, bytes, steps, worst, matched] = [0, 0, 0, 0, 0]
  let heapAfterWarmUp = 0
  let heapAtEnd = 0
  const startedMs = performance.now()
  for (let n = 0; n < packets; n++) {
    let packet: Uint8Array = Uint8Array.from(whole[next(whole.length)]!)
    for (let times = next(6); times > 0; times--) packet[next(packet.length)] = next(2) === 0 ? sharp[next(sharp.length)]! : next(256)
    const way = next(8)
    if (way === 0) packet = packet.subarray(0, next(packet.length + 1))
    if (way === 1) packet = Uint8Array.from([...packet, ...whole[next(whole.length)]!])
    const decoded = decodePacket(packet)
    bytes += packet.length
    steps += decoded.steps
    worst = Math.max(worst, decoded.steps / (packet.length + 1))
    if (decoded.ok) {
      accepted++
      for (const { address } of decoded.messages) if (matchesPattern(address, '/ghostlight/go')) matched++
    }
    if (n === Math.floor(packets / 4)) {
      collect()
      heapAfterWarmUp = process.memoryUsage().heapUsed
    }
  }
  const tookMs = performance.now() - startedMs
  collect()
  heapAtEnd = process.memoryUsage().heapUsed
  const grown = (heapAtEnd - heapAfterWarmUp) / 1e6
  console.log(`osc: ${packets} mutated packets, ${bytes} bytes, ${accepted} accepted, ${matched} matched an address; load ${load()}`)
  console.log(`  ${(steps / bytes).toFixed(2)} steps a byte, the worst packet ${worst.toFixed(2)}; limit ${STEPS_PER_BYTE}`)
  console.log(
    `  heap after the first quarter ${(heapAfterWarmUp / 1e6).toFixed(2)} MB, at the end ${(heapAtEnd / 1e6).toFixed(2)} MB; limit + ${HEAP_LIMIT_MB}`,
  )
  console.log(`  ${(tookMs / 1000).toFixed(1)} s in all`)
  return worst <= STEPS_PER_BYTE && grown < HEAP_LIMIT_MB ? 0 : 1
}
