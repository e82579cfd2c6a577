/** What travels to the output thread, and back. One batch is one block of memory that changes hands, so that thousands of packets cost no copy. */

import type { OscTransport } from '../osc/profile/profile.ts'
import type { LightSent } from './dispatcher.ts'
import type { Wire } from './wire.ts'

/** One datagram with its deadline. */
export interface Transfer {
  /** Performance time at which it takes effect. */
  readonly dueMs: number
  /** When it leaves: dueMs minus the target's latency. */
  readonly sendAtMs: number
  /** Index into the thread's list of targets. */
  readonly target: number
  /** States: a number that stands for (target, address), from 0. Edges: −1. */
  readonly key: number
  /** States: the value in the packet, so that what has already been sent is not sent again. Whole universes and edges: 0. */
  readonly value: number
  readonly bytes: Uint8Array
  /** Edges: "<edge id>|<target>|<part>", sent at most once. States: null. */
  readonly edge: string | null
  /** It reached the thread before its deadline; only then does its lateness say anything about the thread. */
  readonly inTime: boolean
}

/** The name of one datagram of a trigger. */
export const edgeName = (edgeId: string, target: number, part: number): string => `${edgeId}|${target}|${part}`
/** The trigger that a datagram belongs to. */
export const edgeIdOf = (name: string): string => name.slice(0, name.lastIndexOf('|', name.lastIndexOf('|') - 1))

/**
 * What of earlier plans is dropped before a new one is taken in: all that is not yet sent and due from these instants on. Triggers from
 * a little before the change, since its entries take effect before anybody hears of them. States only from the instant at which their
 * new plan begins: one dropped before that would never be told, as no later plan names it again.
 */
export interface Replacement {
  readonly edgesFromMs: number
  readonly statesFromMs: number
}

/** Transfers of one plan, packed, in any order. */
export interface TransferBatch {
  readonly kind: 'plan'
  readonly epoch: number
  readonly seq: number
  /** Null: only add. */
  readonly replace: Replacement | null
  /** How many transfers. */
  readonly count: number
  /** Their columns one behind the other, see `columnsOf`. Whoever posts the batch gives it away. */
  readonly block: ArrayBuffer
  readonly edges: readonly (string | null)[]
}

/** One element per transfer, widest first, so that each column begins where its type wants it to. */
interface Columns {
  readonly dueMs: Float64Array<ArrayBuffer>
  readonly key: Int32Array<ArrayBuffer>
  readonly value: Float32Array<ArrayBuffer>
  /** End of each transfer's bytes in `bytes`; it begins where the one before ends. */
  readonly ends: Uint32Array<ArrayBuffer>
  readonly target: Uint16Array<ArrayBuffer>
  readonly bytes: Uint8Array<ArrayBuffer>
}
const BYTES_PER_TRANSFER = 8 + 4 + 4 + 4 + 2

const columnsOf = (block: ArrayBuffer, count: number): Columns => ({
  dueMs: new Float64Array(block, 0, count),
  key: new Int32Array(block, count * 8, count),
  value: new Float32Array(block, count * 12, count),
  ends: new Uint32Array(block, count * 16, count),
  target: new Uint16Array(block, count * 20, count),
  bytes: new Uint8Array(block, count * BYTES_PER_TRANSFER),
})

/** A transfer as the planner makes it; the thread knows the latency. */
export type PlannedTransfer = Omit<Transfer, 'sendAtMs' | 'inTime'>

export function packBatch(
  head: { readonly epoch: number; readonly seq: number; readonly replace: Replacement | null },
  transfers: readonly PlannedTransfer[],
): TransferBatch {
  const count = transfers.length
  const size = transfers.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const block = new ArrayBuffer(count * BYTES_PER_TRANSFER + size)
  const columns = columnsOf(block, count)
  let end = 0
  transfers.forEach(({ dueMs, target, key, value, bytes }, i) => {
    columns.dueMs[i] = dueMs
    columns.target[i] = target
    columns.key[i] = key
    columns.value[i] = value
    columns.bytes.set(bytes, end)
    end += bytes.length
    columns.ends[i] = end
  })
  return { kind: 'plan', ...head, count, block, edges: transfers.map(({ edge }) => edge) }
}

/** The other way, at performance time `nowMs`; `latencyMs` by target index. The bytes are views into the batch. */
export function unpackBatch({ count, block, edges }: TransferBatch, latencyMs: readonly number[], nowMs: number): Transfer[] {
  const columns = columnsOf(block, count)
  const transfers: Transfer[] = []
  let start = 0
  for (let i = 0; i < count; i++) {
    const dueMs = columns.dueMs[i]!
    const target = columns.target[i]!
    const end = columns.ends[i]!
    const sendAtMs = dueMs - (latencyMs[target] ?? 0)
    transfers.push({
      dueMs,
      sendAtMs,
      inTime: sendAtMs > nowMs,
      target,
      key: columns.key[i]!,
      value: columns.value[i]!,
      bytes: columns.bytes.subarray(start, end),
      edge: edges[i] ?? null,
    })
    start = end
  }
  return transfers
}

/** Where a target is, with the host already resolved. */
export interface TargetAddress {
  readonly ip: string
  readonly port: number
  readonly family: 4 | 6
  /** Sent to many: needs the right to broadcast, or the network card that multicast leaves by (null: the machine's choice). */
  readonly cast:
    | { readonly kind: 'one' }
    | { readonly kind: 'broadcast' }
    | { readonly kind: 'multicast'; readonly interface: string | null }
}

export type ToThread =
  | TransferBatch
  /** Open, or open elsewhere; null closes. Several: one for each key from 0, as multicast groups are. */
  | { readonly kind: 'target'; readonly index: number; readonly addresses: readonly TargetAddress[] | null }
  /** One more target; its index follows the last one's. */
  | { readonly kind: 'seat'; readonly index: number; readonly latencyMs: number; readonly transport: OscTransport; readonly wire: Wire }
  /** Nothing more leaves for this one: what waits is dropped, its sockets are closed. Answered by `retired`. */
  | { readonly kind: 'retire'; readonly index: number }
  | { readonly kind: 'stop' }

export type FromThread =
  | { readonly kind: 'ready'; readonly priority: 'realtime' | 'normal'; readonly why: string }
  /** The socket to this target is open. */
  | { readonly kind: 'opened'; readonly index: number }
  /** When light left, four times a second while it changes. */
  | { readonly kind: 'light'; readonly sent: readonly LightSent[] }
  /** Everything that was sent to it has been told before this. */
  | { readonly kind: 'retired'; readonly index: number }
  | { readonly kind: 'edges'; readonly sent: readonly { readonly edge: string; readonly sentAtMs: number }[] }
  | {
      readonly kind: 'health'
      readonly targets: readonly { readonly state: 'cannotKnow' | 'sending' | 'down'; readonly sent: number; readonly failed: number }[]
      readonly lateP50Ms: number | null
      readonly lateP99Ms: number | null
      /** Packets that reached the thread after their deadline; not counted as late above. */
      readonly arrivedLate: number
    }
  | { readonly kind: 'stopped' }

/** What the thread is started with. */
export interface ThreadStart {
  /** `process.hrtime.bigint()` at performance time 0. */
  readonly hrtimeOrigin: bigint
  /** One Int32: counted up and notified after each message, because a waiting thread hears no messages. */
  readonly bell: SharedArrayBuffer
  /** By target index. */
  readonly latencyMs: readonly number[]
  readonly wires: readonly Wire[]
  readonly transports: readonly OscTransport[]
  /** Try for real-time priority. */
  readonly realtime: boolean
}
