/** Plays first light into a receiver and holds its channels against the plan, and beside them what really left us. */
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dmxOf, LIGHT_STEP_MS, lightInstants, lightsAt, patchedSlots } from '@ghostlight/light'
import {
  apply,
  compileEdition,
  type Edition,
  type EditionData,
  type Entry,
  evaluate,
  momentAt,
  ms,
  openPerformance,
  type Performance,
} from '@ghostlight/timeline'
import { droppedAt, startTap, type Tap, type TapKind } from './receivers-tap.ts'
import { freeTcpPort, freeUdpPort } from './recorder.ts'

const SEEN_WITHIN_MS = 400
const VALUE_WITHIN = 2
/** Misses that are printed one by one. */
const TOLD = 8
const wait = (forMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, forMs))
const load = (): string => (existsSync('/proc/loadavg') ? readFileSync('/proc/loadavg', 'utf8').split(' ')[0]! : 'unknown')

/** Gives up to 512 values of our universe 1. */
type Read = () => Promise<readonly number[]>

interface Asked {
  readonly read: Read
  readonly kind: TapKind
  readonly port: number
  /** It sets every channel to 0 and makes it anew many times a second, and can be asked in between: a 0 is asked for once more. */
  readonly rebuilds?: true
}

/** A program that receives: what the venue must say to reach it, and how to ask what its channels are. */
export interface Receiver {
  readonly name: string
  readonly targets: Readonly<Record<string, { readonly port: number }>>
  /** Who is asked, by name, and where it listens. */
  readonly asked: Readonly<Record<string, Asked>>
  readonly stop: () => void
}

interface Tally {
  compared: number
  lit: number
  off: number
  changed: number
  /** Read as 0 in mid-rebuilding, and right when it was asked for once more. */
  rebuilt: number
  /** How far behind the plan the slowest channel of each question was. */
  readonly agesMs: number[]
  /** What was read last. */
  last: readonly number[]
}

/** @returns how many channels were wrong. */
export async function follow(receiver: Receiver, engineFile: string, songSeconds: number): Promise<number> {
  const taps: Record<string, Tap> = {}
  const tapTargets: Record<string, object> = {}
  for (const [via, { kind, port }] of Object.entries(receiver.asked)) {
    const tapPort = await freeUdpPort()
    taps[via] = await startTap(kind, tapPort)
    tapTargets[`tap-${kind}`] = { ...Object.values(receiver.targets).find((one) => one.port === port), order: 'z', port: tapPort }
  }
  const folder = mkdtempSync(join(tmpdir(), 'ghostlight-receivers-'))
  cpSync('shows/first-light', folder, { recursive: true })
  rmSync(join(folder, '.ghostlight'), { recursive: true, force: true })
  const json = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8')) as Record<string, never>
  const show = json('show.json') as unknown as EditionData['show']
  const venue = { ...json('venue.json'), targets: { ...receiver.targets, ...tapTargets } } as unknown as EditionData['venue']
  writeFileSync(join(folder, 'venue.json'), JSON.stringify(venue))
  const songs = Object.fromEntries(Object.values(show.setlist).map(({ songId }) => [songId, json(`songs/${songId}/song.json`)]))
  const data = { formatVersion: 1, show, songs, venue, assets: {}, lexicon: {} } as unknown as EditionData
  const edition = compileEdition(data, 'bench')
  const port = await freeTcpPort()
  const engine = spawn(process.execPath, [engineFile, 'serve', folder, '--port', String(port), '--osc-port', String(await freeUdpPort())], {
    stdio: 'ignore',
  })
  try {
    return await watch(edition, { receiver, taps, base: `http://127.0.0.1:${port}/api/v1`, engine, songSeconds })
  } finally {
    const over = new Promise((resolve) => engine.once('exit', resolve))
    engine.kill()
    await over
    for (const tap of Object.values(taps)) tap.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Watched {
  readonly receiver: Receiver
  readonly taps: Readonly<Record<string, Tap>>
  readonly base: string
  readonly engine: ChildProcess
  readonly songSeconds: number
}

/** What the log says the light is, at any time that it covers. */
class PlannedLight {
  private readonly edition: Edition
  /** The fold after each entry, and from when on it says what is: before that the one before does. */
  private readonly folds: readonly { readonly fromMs: number; readonly performance: Performance }[]
  /** Monotonic ms at performance time 0. */
  private readonly originMs: number

  constructor(edition: Edition, entries: readonly Entry[]) {
    this.edition = edition
    let performance = openPerformance()
    let originMs = 0
    this.folds = entries.map((entry) => {
      performance = apply(performance, () => edition, entry)
      if (entry.decision.kind === 'epoch') originMs = entry.decision.monotonicMs - entry.atMs
      return { fromMs: entry.acceptedAtMs, performance }
    })
    this.originMs = originMs
  }

  /** Performance time: the engine and this process read one clock. */
  nowMs(): number {
    return Number(process.hrtime.bigint()) / 1e6 - this.originMs
  }

  /** Universe 1 at each instant of the last moments at which light was worked out, newest first. */
  between(fromMs: number, toMs: number): readonly { readonly atMs: number; readonly slots: Uint8Array }[] {
    const found = this.folds.flatMap(({ fromMs: foldFromMs, performance }, index) => {
      const begin = Math.max(0, fromMs, foldFromMs)
      const end = Math.min(toMs, this.folds[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY)
      if (begin >= end) return []
      return lightInstants(this.edition, performance, begin, end, LIGHT_STEP_MS).map((atMs) => ({
        atMs,
        slots: dmxOf(this.edition.venue, lightsAt(this.edition, evaluate(this.edition, momentAt(this.edition, performance, ms(atMs))))).get(
          1,
        )!,
      }))
    })
    return found.reverse()
  }
}

async function watch(edition: Edition, { receiver, taps, base, engine, songSeconds }: Watched): Promise<number> {
  const ask = async (path: string) => (await fetch(`${base}/${path}`)).json() as Promise<Record<string, never>>
  const command = (body: object) =>
    fetch(`${base}/commands`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  for (let tries = 0; ; tries++) {
    if (tries === 200 || engine.exitCode !== null) throw new Error('the engine did not start')
    const answers = await ask('status').then(
      ({ showAtMs }) => typeof showAtMs === 'number',
      () => false,
    )
    if (answers) break
    await wait(100)
  }
  const empty = (): Tally => ({ compared: 0, lit: 0, off: 0, changed: 0, rebuilt: 0, agesMs: [], last: [] })
  const tallies: Record<string, { readonly desk: Tally; readonly left: Tally }> = Object.fromEntries(
    Object.keys(receiver.asked).map((via) => [via, { desk: empty(), left: empty() }]),
  )
  const slots = patchedSlots(edition.venue, 1)
  const droppedBefore = Object.values(receiver.asked).map(({ port }) => droppedAt(port))

  /** Slots that are none of the values of the last moments. */
  async function wrong(
    tally: Tally,
    light: PlannedLight,
    { read, rebuilds }: Pick<Asked, 'read' | 'rebuilds'>,
  ): Promise<readonly { slot: number; value: number; plan: number }[]> {
    const fromMs = light.nowMs() - SEEN_WITHIN_MS
    const values = await read()
    const toMs = light.nowMs()
    const wanted = light.between(fromMs, toMs)
    const misses: { slot: number; value: number; plan: number }[] = []
    let oldestMs = 0
    for (const slot of slots) {
      const value = values[slot - 1] ?? 0
      const found = wanted.find((plan) => Math.abs(plan.slots[slot - 1]! - value) <= VALUE_WITHIN)
      tally.compared++
      if (value > 0) tally.lit++
      if ((tally.last[slot - 1] ?? 0) !== value) tally.changed++
      if (found !== undefined) oldestMs = Math.max(oldestMs, toMs - found.atMs)
      else misses.push({ slot, value, plan: wanted[0]?.slots[slot - 1] ?? 0 })
    }
    tally.agesMs.push(oldestMs)
    tally.last = values
    const zeros = misses.filter(({ value }) => value === 0)
    if (rebuilds === true && zeros.length > 0) {
      const again = await wrong(empty(), light, { read })
      const stay = misses.filter(({ slot, value }) => value !== 0 || again.some((one) => one.slot === slot))
      tally.rebuilt += misses.length - stay.length
      misses.splice(0, misses.length, ...stay)
    }
    tally.off += misses.length
    return misses
  }

  const look = async (label: string, seconds: number): Promise<void> => {
    const log = (await ask('log')) as unknown as { readonly entries: readonly Entry[] }
    const light = new PlannedLight(edition, log.entries)
    const endMs = light.nowMs() + seconds * 1000
    while (light.nowMs() < endMs) {
      for (const [via, asked] of Object.entries(receiver.asked)) {
        const { desk, left } = tallies[via]!
        const toldBefore = desk.off
        const misses = await wrong(desk, light, asked)
        const tap = taps[via]!
        await wrong(left, light, tap)
        const here = await tap.read()
        for (const { slot, value, plan } of misses.slice(0, Math.max(0, TOLD - toldBefore)))
          console.log(
            `  off: ${label}, ${via}, slot ${slot} is ${value}, the plan says ${plan}, ${here[slot - 1]} left us; ${light.nowMs().toFixed(0)} ms`,
          )
      }
      await wait(40)
    }
  }
  await wait(2500)
  await look('before the show', 1)
  await command({ command: 'go' })
  await wait(150)
  await look('a look fades in', 4)
  await command({ command: 'go' })
  await wait(150)
  await look('a song', songSeconds)
  await command({ command: 'locate', positionMs: 45_000 })
  await wait(200)
  await look('after a locate', 5)
  await command({ command: 'hold' })
  await wait(200)
  await look('held', 2)
  await command({ command: 'resume' })
  await wait(200)
  await look('resumed', 3)
  await command({ command: 'blackout', on: true })
  await wait(200)
  await look('blackout', 2)
  console.log(`${receiver.name} (load ${load()})`)
  Object.entries(receiver.asked).forEach(([via, { port }], index) => {
    printTally(via, tallies[via]!.desk)
    printTally('  what left us', tallies[via]!.left)
    console.log(`    ${droppedAt(port) - droppedBefore[index]!} datagrams thrown away at its socket because it did not read them in time`)
  })
  const all = Object.values(tallies)
  if (all.some(({ desk }) => desk.changed === 0)) {
    console.log('  nothing moved: the receiver does not follow')
    return 1
  }
  return all.reduce((sum, { desk }) => sum + desk.off, 0)
}

function printTally(title: string, { compared, lit, off, changed, rebuilt, agesMs }: Tally): void {
  const caught = rebuilt === 0 ? '' : `; ${rebuilt} read as 0 in mid-rebuilding and right a moment later`
  console.log(`  ${title}: ${compared} channels compared, ${lit} of them lit, ${changed} changes seen; ${off} off${caught}`)
  const sorted = [...agesMs].sort((a, b) => a - b)
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(0)
  console.log(
    `    ${agesMs.length} questions; the slowest channel was behind by p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, max ${at(1)} ms`,
  )
}
