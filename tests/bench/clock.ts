/**
 * `npm run bench clock`: how well a page knows the engine's clock, beside timesync and @ircam/sync, on a virtual clock that drifts and in
 * simulated networks. The real packages run, only their timers are ours; nothing here depends on the speed of the machine.
 */
import { createRequire } from 'node:module'
import { createRandom } from '@ghostlight/timeline/testing'
import { createShowClock } from '../../packages/engine/src/client/show-clock.ts'

interface Network {
  readonly name: string
  readonly baseMs: number
  /** Mean of the exponential part of a way. */
  readonly jitterMs: number
  /** Share of the packets that wait for something else, and for how long at most. */
  readonly spikeUnit: number
  readonly spikeMs: number
  /** What the way there takes longer than the way back. */
  readonly asymmetryMs: number
}
const networks: readonly Network[] = [
  { name: 'wired LAN', baseMs: 0.15, jitterMs: 0.06, spikeUnit: 0.02, spikeMs: 5, asymmetryMs: 0 },
  { name: 'venue Wi-Fi', baseMs: 1.2, jitterMs: 0.8, spikeUnit: 0.1, spikeMs: 120, asymmetryMs: 0 },
  { name: 'Internet, 4 ms lopsided', baseMs: 18, jitterMs: 2, spikeUnit: 0.05, spikeMs: 100, asymmetryMs: 4 },
]

const SECONDS = 600
/** Everybody may settle first: @ircam/sync measures in series of ten every 10 to 20 s. */
const SETTLE_MS = 30_000
const SAMPLE_EVERY_MS = 100
const SEEDS = [1, 2, 3, 4, 5]
const DRIFT_PPM = 60

interface Due {
  readonly atMs: number
  readonly id: number
  readonly act: () => void
}

/** Time that passes only when everybody waits. Takes the place of the machine's timers and of chance while it runs. */
class VirtualTime {
  nowMs = 0
  private due: Due[] = []
  private ids = 0

  after(delayMs: number, act: () => void): number {
    const id = ++this.ids
    this.due.push({ atMs: this.nowMs + Math.max(0, delayMs), id, act })
    return id
  }

  cancel(id: unknown): void {
    this.due = this.due.filter((one) => one.id !== id)
  }

  every(delayMs: number, act: () => void): number {
    const id = ++this.ids
    const again = (): void => {
      this.due.push({ atMs: this.nowMs + delayMs, id, act: both })
    }
    const both = (): void => {
      again()
      act()
    }
    again()
    return id
  }

  /** Runs everything that is due up to an instant; promises get their turn after each step. */
  async runTo(untilMs: number): Promise<void> {
    for (;;) {
      const next = this.due.reduce<Due | null>((first, one) => (first === null || one.atMs < first.atMs ? one : first), null)
      if (next === null || next.atMs > untilMs) break
      this.due.splice(this.due.indexOf(next), 1)
      this.nowMs = next.atMs
      next.act()
      await turn()
    }
    this.nowMs = untilMs
  }
}
const realImmediate = setImmediate
const turn = (): Promise<void> => new Promise((resolve) => realImmediate(resolve))

/** One run of one method: asked for the engine's time again and again. */
interface Contestant {
  readonly name: string
  /** @returns what the page takes the engine's time to be, or null while it does not know. */
  start(world: World): () => number | null
}
interface World {
  readonly time: VirtualTime
  readonly remoteMs: () => number
  /** Calls back with the remote instant at which the ping arrived, when its answer is here. */
  readonly ping: (answer: (remoteMs: number) => void) => void
}

interface IrcamClient {
  start(
    send: (id: number, clientS: number) => void,
    receive: (pong: (id: number, clientS: number, serverPingS: number, serverPongS: number) => void) => void,
  ): void
  getSyncTime(): number
}
interface TimesyncPeer {
  send: (to: string, data: { readonly id: string }) => Promise<void>
  receive(from: string, data: unknown): void
  now(): number
  readonly offset: number
}

const load = createRequire(import.meta.url)

const contestants: readonly Contestant[] = [
  {
    name: 'last ping / 2, 1 Hz',
    start({ time, ping }) {
      let offsetMs: number | null = null
      const ask = (): void => {
        const sentMs = time.nowMs
        ping((remoteMs) => {
          offsetMs = remoteMs - (sentMs + time.nowMs) / 2
        })
      }
      ask()
      time.every(1000, ask)
      return () => (offsetMs === null ? null : time.nowMs + offsetMs)
    },
  },
  {
    name: 'timesync 1.0.11, 5 pings every 5 s',
    start({ time, ping }) {
      const { create } = load('timesync/dist/timesync.js') as { create: (options: object) => TimesyncPeer }
      const peer = create({ server: 'engine', interval: 5000, delay: 1000, repeat: 5, now: () => time.nowMs })
      peer.send = async (to, { id }) => {
        ping((remoteMs) => peer.receive(to, { jsonrpc: '2.0', id, result: remoteMs }))
      }
      return () => time.nowMs + peer.offset
    },
  },
  {
    name: '@ircam/sync 2.1.0, as it comes',
    start({ time, ping }) {
      const { SyncClient } = load('@ircam/sync') as { SyncClient: new (now: () => number) => IrcamClient }
      const client = new SyncClient(() => time.nowMs / 1000)
      let pong: (id: number, clientS: number, serverPingS: number, serverPongS: number) => void = () => undefined
      client.start(
        (id, clientS) => ping((remoteMs) => pong(id, clientS, remoteMs / 1000, remoteMs / 1000)),
        (receive) => {
          pong = receive
        },
      )
      return () => client.getSyncTime() * 1000
    },
  },
  {
    name: 'Ghostlight, 10 fast pings, then 1 Hz',
    start({ time, ping }) {
      const clock = createShowClock({
        ping: () => new Promise((resolve) => ping((remoteMs) => resolve({ receivedAtMs: remoteMs, sentAtMs: remoteMs, epoch: 1 }))),
        localMs: () => time.nowMs,
        wallMs: () => time.nowMs,
        delayMs: () => 0,
        onChange: () => undefined,
      })
      clock.begin({ anew: true })
      return () => (clock.isSynced() ? clock.nowMs() : null)
    },
  },
]

/** |error| in ms every 100 ms of ten minutes, once settled. */
async function run(contestant: Contestant, network: Network, seed: number): Promise<number[]> {
  const random = createRandom(seed).unit
  const time = new VirtualTime()
  const driftUnit = (random() * 2 - 1) * DRIFT_PPM * 1e-6
  const startMs = 1000 + random() * 1e6
  const remoteMs = (): number => startMs + time.nowMs * (1 + driftUnit)
  const wayMs = (): number =>
    network.baseMs - Math.log(1 - random()) * network.jitterMs + (random() < network.spikeUnit ? random() * network.spikeMs : 0)
  const ping: World['ping'] = (answer) => {
    time.after(wayMs() + network.asymmetryMs, () => {
      const arrivedMs = remoteMs()
      time.after(wayMs(), () => answer(arrivedMs))
    })
  }
  const machine = { setTimeout, clearTimeout, setInterval, clearInterval }
  const chance = Math.random
  Object.assign(globalThis, {
    setTimeout: (act: () => void, delayMs: number) => time.after(delayMs, act),
    clearTimeout: (id: unknown) => time.cancel(id),
    setInterval: (act: () => void, delayMs: number) => time.every(delayMs, act),
    clearInterval: (id: unknown) => time.cancel(id),
  })
  Math.random = createRandom(seed + 1000).unit
  try {
    const engineMs = contestant.start({ time, remoteMs, ping })
    await time.runTo(SETTLE_MS)
    const errors: number[] = []
    while (time.nowMs < SECONDS * 1000) {
      await time.runTo(time.nowMs + SAMPLE_EVERY_MS)
      const known = engineMs()
      errors.push(known === null ? Number.POSITIVE_INFINITY : Math.abs(known - remoteMs()))
    }
    return errors
  } finally {
    Object.assign(globalThis, machine)
    Math.random = chance
  }
}

const quantile = (sorted: readonly number[], unit: number): number => sorted[Math.floor(unit * (sorted.length - 1))]!

/** @returns 1 when a peer is better than we are, in the middle or in the tail, in any network. */
export async function main(): Promise<number> {
  console.log(`|error| of the engine's time on a page, p50 / p99 in ms; ${SEEDS.length} × ${SECONDS} s, drift up to ±${DRIFT_PPM} ppm`)
  const rows = new Map<string, string[]>()
  let worst = 0
  for (const network of networks) {
    const results = []
    for (const contestant of contestants) {
      const errors: number[] = []
      for (const seed of SEEDS) errors.push(...(await run(contestant, network, seed)))
      errors.sort((a, b) => a - b)
      results.push({ name: contestant.name, p50: quantile(errors, 0.5), p99: quantile(errors, 0.99) })
    }
    const ours = results.at(-1)!
    for (const { name, p50, p99 } of results) {
      rows.set(name, [...(rows.get(name) ?? []), `${p50.toFixed(3)} / ${p99.toFixed(3)}`])
      // Half of a constant asymmetry cannot be seen by anybody; nobody is better for missing it by chance.
      const middle = Math.max(p50, network.asymmetryMs / 2 + 0.05)
      if (name !== ours.name && (ours.p50 > middle * 1.02 || ours.p99 > p99 * 1.02)) worst = 1
    }
  }
  const width = Math.max(...[...rows.keys()].map((name) => name.length))
  console.log(['', ...networks.map(({ name }) => name)].map((cell, i) => cell.padEnd(i === 0 ? width : 26)).join('  '))
  for (const [name, cells] of rows) console.log([name, ...cells].map((cell, i) => cell.padEnd(i === 0 ? width : 26)).join('  '))
  console.log(worst === 0 ? 'No peer is nearer, in the middle or in the tail.' : 'A peer is nearer somewhere.')
  return worst
}
