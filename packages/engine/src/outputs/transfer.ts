/** What travels to the output thread, and back. One batch is a few typed arrays, so that thousands of packets cost one copy. */

import type { OscTransport } from '../osc/profile/profile.ts'
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

/** Transfers of one plan, packed. All arrays have one element per transfer, in any order. */
export interface TransferBatch {
  readonly kind: 'plan'
  readonly epoch: number
  readonly seq: number
  /** Null: only add. */
  readonly replace: Replacement | null
  readonly dueMs: Float64Array
  readonly target: Uint16Array
  readonly key: Int32Array
  readonly value: Float32Array
  /** End of each transfer's bytes in `bytes`; it begins where the one before ends. */
  readonly ends: Uint32Array
  readonly bytes: Uint8Array
  readonly edges: readonly (string | null)[]
}

/** A transfer as the planner makes it; the thread knows the latency. */
export type PlannedTransfer = Omit<Transfer, 'sendAtMs' | 'inTime'>

export function packBatch(
  head: { readonly epoch: number; readonly seq: number; readonly replace: Replacement | null },
  transfers: readonly PlannedTransfer[],
): TransferBatch {
  const count = transfers.length
  const batch = {
    kind: 'plan' as const,
    ...head,
    dueMs: new Float64Array(count),
    target: new Uint16Array(count),
    key: new Int32Array(count),
    value: new Float32Array(count),
    ends: new Uint32Array(count),
    bytes: new Uint8Array(transfers.reduce((sum, transfer) => sum + transfer.bytes.length, 0)),
    edges: transfers.map((transfer) => transfer.edge),
  }
  let end = 0
  transfers.forEach((transfer, i) => {
    batch.dueMs[i] = transfer.dueMs
    batch.target[i] = transfer.target
    batch.key[i] = transfer.key
    batch.value[i] = transfer.value
    batch.bytes.set(transfer.bytes, end)
    end += transfer.bytes.length
    batch.ends[i] = end
  })
  return batch
}

/** The other way, at performance time `nowMs`; `latencyMs` by target index. The bytes are views into the batch. */
export function unpackBatch(batch: TransferBatch, latencyMs: readonly number[], nowMs: number): Transfer[] {
  const transfers: Transfer[] = []
  let start = 0
  for (let i = 0; i < batch.dueMs.length; i++) {
    const dueMs = batch.dueMs[i]!
    const target = batch.target[i]!
    const end = batch.ends[i]!
    const sendAtMs = dueMs - (latencyMs[target] ?? 0)
    transfers.push({
      dueMs,
      sendAtMs,
      inTime: sendAtMs > nowMs,
      target,
      key: batch.key[i]!,
      value: batch.value[i]!,
      bytes: batch.bytes.subarray(start, end),
      edge: batch.edges[i] ?? null,
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
  | { readonly kind: 'stop' }

export type FromThread =
  | { readonly kind: 'ready'; readonly priority: 'realtime' | 'normal'; readonly why: string }
  /** The socket to this target is open. */
  | { readonly kind: 'opened'; readonly index: number }
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
