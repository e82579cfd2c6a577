/**
 * `npm run bench cues`: how late do cues leave, by the kernel's clock?
 *
 * A real engine runs a generated show; a recorder notes when the kernel got each datagram. Two things are measured, apart:
 * - what is planned (a chain of cues, a song): against the instant that stands in the engine's log, as an audience hears it against the
 *   music. The first message of each is due at the instant of its GO and is left out here. A real-time C program sends beside the song,
 *   between its triggers: the floor. Other senders play the same chain in alternation.
 * - GO: from right before the datagram with GO is sent until the kernel has the first datagram of the cue; both ways between the network
 *   cards and everything in between. In three parts: until the engine has heard it, until it has handed the answer to the kernel, the rest.
 * Figures are printed as they are, tails and load included, and beside what was asked for.
 *
 *   --quick              a quarter of the time
 *   --hard               an audience of 100 from a process of its own, 500 GOs, and the engine's main thread stands still for 30 % of the
 *                        song
 *   --minutes <n>        length of the song, for its drift; then one round of the chain only
 *   --engine <main.js>   the built engine; dist/engine/main.js otherwise
 *   --json <file>        writes the rows too
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { PerformanceReport } from '../../packages/engine/src/report/performance-report.ts'
import { benchShow, CHAIN_CUE, CHAIN_LENGTH, CHAIN_STEP_MS, FIRST_SINGLE, SONG_CUE, SONG_STEP_MS } from './bench-show.ts'
import { askedOf, type Lateness, lateness, median, printTable } from './cues-figures.ts'
import { end, findPeers, playFloor, spanMs, wait } from './cues-peers.ts'
import { freeTcpPort, freeUdpPort, startRecorder } from './recorder.ts'

const loadAverage = (): string =>
  existsSync('/proc/loadavg') ? readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 3).join(' ') : 'unknown'

/** @returns 0; 1 when something could not be measured. */
export async function main(args: readonly string[]): Promise<number> {
  const option = (name: string): string | null => {
    const at = args.indexOf(name)
    return at < 0 ? null : (args[at + 1] ?? null)
  }
  const quick = args.includes('--quick')
  const hard = args.includes('--hard')
  const minutes = option('--minutes')
  const rounds = minutes !== null ? 1 : quick ? 2 : 5
  const songTriggers = minutes === null ? (quick ? 40 : 160) : Math.round((Number(minutes) * 60_000) / SONG_STEP_MS)
  const singles = hard ? 500 : quick ? 20 : 100
  const engineFile = option('--engine') ?? 'dist/engine/main.js'
  if (!existsSync(engineFile)) {
    console.error(`no engine at ${engineFile}; build it first: npm run build`)
    return 1
  }
  if (spawnSync('python3', ['--version']).error) {
    console.error('the recorder needs python3 for kernel timestamps')
    return 1
  }
  const folder = mkdtempSync(join(tmpdir(), 'ghostlight-bench-'))
  const stops: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  try {
    const [outPort, oscPort, httpPort] = [await freeUdpPort(), await freeUdpPort(), await freeTcpPort()]
    const recorder = await startRecorder([outPort])
    stops.push(() => recorder.stop())
    const show = join(folder, 'show')
    for (const [name, content] of Object.entries(benchShow(outPort, { songTriggers, singles }))) {
      mkdirSync(dirname(join(show, name)), { recursive: true })
      writeFileSync(join(show, name), JSON.stringify(content, null, 2))
    }
    const engine = await startEngine(engineFile, show, httpPort, oscPort, hard)
    stops.push(() => end(engine))
    if (hard) {
      const fans = await startFans(httpPort + 2)
      stops.push(() => end(fans))
    }
    const presser = startPresser(oscPort)
    stops.push(presser.stop)
    const socket = createSocket('udp4')
    stops.push(() => socket.close())
    const { peers, missing, floor } = await findPeers(outPort, folder, (port, packet) => socket.send(packet, port, '127.0.0.1'))
    for (const peer of peers) stops.push(peer.stop)
    await wait(1500)
    const loadBefore = loadAverage()

    const chains = []
    const late: Record<string, number[]> = Object.fromEntries(peers.map(({ name }) => [name, []]))
    const lost: Record<string, number> = Object.fromEntries(peers.map(({ name }) => [name, 0]))
    for (let round = 0; round < rounds; round++) {
      chains.push({ from: recorder.rows.length, pressedMs: await presser.press(`/ghostlight/cue/${CHAIN_CUE}/fire`) })
      await wait(spanMs)
      for (const peer of peers) {
        const from = recorder.rows.length
        const plannedMs = await peer.round()
        const found = recorder.rows.slice(from).filter(({ address }) => address === peer.address)
        const offsets = found.map(({ atMs, n }) => atMs - n * CHAIN_STEP_MS)
        const startMs = plannedMs ?? Math.min(...offsets)
        late[peer.name]!.push(...offsets.map((offset) => offset - startMs))
        lost[peer.name]! += CHAIN_LENGTH - new Set(found.map(({ n }) => n)).size
      }
      process.stderr.write(`round ${round + 1} of ${rounds}\n`)
    }

    // GO for one cue after another.
    await presser.press(`/ghostlight/cue/${FIRST_SINGLE}/standby`)
    await wait(200)
    const pressedMs: number[] = []
    for (let n = 0; n < singles; n++) {
      pressedMs.push(await presser.press('/ghostlight/go'))
      await wait(60)
    }

    const songFrom = recorder.rows.length
    const songPressedMs = await presser.press(`/ghostlight/cue/${SONG_CUE}/fire`)
    // What this machine can do at all, at the same time: between our triggers, so that neither is in the other's way.
    const beside = { startMs: songPressedMs + 4.5 * SONG_STEP_MS, stepMs: SONG_STEP_MS, count: songTriggers - 8 }
    const floorChild = floor === null ? null : playFloor(floor, outPort, beside)
    if (floorChild !== null) stops.push(() => end(floorChild))
    // GO itself is measured with the thread free; what was planned must not care.
    if (hard) engine.kill('SIGUSR2')
    await wait(songTriggers * SONG_STEP_MS + 500)
    if (hard) engine.kill('SIGUSR2')
    await wait(500)

    const plan = await plannedBy(httpPort)
    const answers = pressedMs.map((_, n) => recorder.rows.find((row) => row.address === '/bench/single' && row.n === n)?.atMs ?? null)
    const chainLate: number[] = []
    let chainLost = 0
    chains.forEach(({ from }, round) => {
      const found = recorder.rows.slice(from, from + 4 * CHAIN_LENGTH * (peers.length + 1)).filter((row) => row.address === '/bench/cue')
      const next = found.slice(0, CHAIN_LENGTH).filter(({ n }) => n > 0)
      chainLate.push(...next.map((row) => row.atMs - (plan.chainsAtMs[round]! + row.n * CHAIN_STEP_MS)))
      chainLost += CHAIN_LENGTH - 1 - new Set(next.map((row) => row.n)).size
    })
    const song = recorder.rows.slice(songFrom).filter((row) => row.address === '/bench/song' && row.n > 0)
    const songLate = song.map((row) => row.atMs - (plan.songAtMs + row.n * SONG_STEP_MS))
    const floorSong = recorder.rows.slice(songFrom).filter((row) => row.address === '/floor')
    const floorRow =
      floor === null
        ? null
        : lateness(
            'C, real time, beside the song',
            floorSong.map((row) => row.atMs - (beside.startMs + row.n * beside.stepMs)),
            beside.count - floorSong.length,
          )
    const states = recorder.rows.slice(songFrom).filter((row) => row.address.startsWith('/ghostlight/')).length
    const status = await fetch(`http://127.0.0.1:${httpPort}/api/v1/status`).then(
      (reply) => reply.json() as Promise<Record<string, unknown>>,
    )

    const songRow = lateness('ghostlight: in a song', songLate, songTriggers - 1 - new Set(song.map((row) => row.n)).size)
    const planned = [
      songRow,
      ...(floorRow === null ? [] : [floorRow]),
      lateness('ghostlight: chain', chainLate, chainLost),
      lateness('ghostlight: chain, from its earliest', fromEarliest(chainLate), chainLost),
      ...peers.map(({ name }) => lateness(name === 'Pure Data' ? `${name}, from its earliest` : name, late[name]!, lost[name]!)),
    ]
    printTable('What was planned: kernel receive time minus planned time', planned)
    const known = answers.flatMap((atMs, n) => (atMs === null ? [] : [atMs - pressedMs[n]!]))
    const go = lateness('GO → out', known, singles - known.length)
    const parts = partsOf(pressedMs, answers, plan.gos)
    printTable('GO over OSC → first OSC out', [go, ...parts])
    const edge = Math.min(20, Math.floor(songLate.length / 2))
    const driftMs = median(songLate.slice(-edge)) - median(songLate.slice(0, edge))
    const songMinutes = (songTriggers * SONG_STEP_MS) / 60_000
    console.log('')
    for (const { what, isReached, measured } of askedOf({ song: songRow, go, floor: floorRow, driftMs, minutes: songMinutes }))
      console.log(`${isReached ? 'reached    ' : 'not reached'}  ${what}: ${measured}`)
    const notes: Readonly<Record<string, string>> = {
      drift: `median of the last ${edge} triggers minus the first ${edge}`,
      'light beside the song': `${states} packets`,
      'output thread': JSON.stringify(status.outputThread ?? null),
      audience: String(status.audience ?? 0),
      'main thread in the song': hard ? 'stands still for 30 of every 100 ms' : 'free',
      'load average': `${loadBefore} before, ${loadAverage()} after`,
      ...(missing.length === 0 ? {} : { 'left out': missing.join('; ') }),
    }
    for (const [name, text] of Object.entries(notes)) console.log(`${name}: ${text}`)
    const json = option('--json')
    if (json !== null) writeFileSync(json, `${JSON.stringify({ planned, go: [go, ...parts], driftMs, notes }, null, 2)}\n`)
    return [...planned, go].some((row) => row.count === 0) ? 1 : 0
  } catch (error) {
    console.error(`bench: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

const fromEarliest = (lateMs: readonly number[]): readonly number[] => {
  const earliest = Math.min(...lateMs)
  return lateMs.map((one) => one - earliest)
}

/** Where the time of a GO goes. Empty when the engine refused one: then nobody can say which is which. */
function partsOf(
  pressedMs: readonly number[],
  answers: readonly (number | null)[],
  gos: readonly { readonly heardAtMs: number; readonly sentAtMs: number | null }[],
): readonly Lateness[] {
  if (gos.length !== pressedMs.length) return []
  const heard = gos.map(({ heardAtMs }, n) => heardAtMs - pressedMs[n]!)
  const handed = gos.flatMap(({ heardAtMs, sentAtMs }) => (sentAtMs === null ? [] : [sentAtMs - heardAtMs]))
  const rest = gos.flatMap(({ sentAtMs }, n) => (sentAtMs === null || answers[n] == null ? [] : [answers[n] - sentAtMs]))
  return [
    lateness('  until the engine has heard it', heard, 0),
    lateness('  in the engine', handed, gos.length - handed.length),
    // Negative: the engine reads its clock when the system call is over, by then the receiver has it.
    lateness('  until the receiver has it', rest, gos.length - rest.length),
  ]
}

interface Heard {
  /** Monotonic ms, by the engine's log. */
  readonly chainsAtMs: readonly number[]
  readonly songAtMs: number
  readonly gos: readonly { readonly heardAtMs: number; readonly sentAtMs: number | null }[]
}

/** What the engine planned and did, by its log and its report. */
async function plannedBy(httpPort: number): Promise<Heard> {
  const ask = async <Answer>(path: string): Promise<Answer> =>
    (await (await fetch(`http://127.0.0.1:${httpPort}/api/v1/${path}`)).json()) as Answer
  interface LogEntry {
    readonly atMs: number
    readonly acceptedAtMs: number
    readonly decision: { readonly kind: string; readonly cueId?: string; readonly runId?: string; readonly monotonicMs?: number }
  }
  const { entries } = await ask<{ entries: readonly LogEntry[] }>('log')
  const { cues } = await ask<PerformanceReport>('report')
  const epoch = entries.find(({ decision }) => decision.kind === 'epoch')
  if (epoch?.decision.monotonicMs === undefined) throw new Error('the log has no epoch')
  const originMs = epoch.decision.monotonicMs - epoch.atMs
  const firedAt = (cueId: string): readonly number[] =>
    entries.filter(({ decision }) => decision.kind === 'fire' && decision.cueId === cueId).map(({ atMs }) => originMs + atMs)
  const sentOf = new Map(cues.map(({ runId, edges }) => [runId, edges[0]?.sentMs ?? null]))
  return {
    chainsAtMs: firedAt('chain-0'),
    songAtMs: firedAt('song')[0] ?? Number.NaN,
    gos: entries
      .filter(({ decision }) => decision.kind === 'go')
      .map(({ acceptedAtMs, decision }) => {
        const sentMs = sentOf.get(decision.runId ?? '') ?? null
        return { heardAtMs: originMs + acceptedAtMs, sentAtMs: sentMs === null ? null : originMs + sentMs }
      }),
  }
}

/** Sends a message without arguments and says when, monotonic ms. */
function startPresser(oscPort: number): { readonly press: (address: string) => Promise<number>; stop(): Promise<void> } {
  const child = spawn('python3', [join(import.meta.dirname, 'cues-go.py'), String(oscPort)], { stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting: ((atMs: number) => void)[] = []
  let rest = ''
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop()!
    for (const line of lines) waiting.shift()?.(Number(line) / 1e6)
  })
  return {
    press(address) {
      const padded = Buffer.alloc((address.length + 4) & ~3)
      padded.write(address, 'latin1')
      child.stdin.write(`${Buffer.concat([padded, Buffer.from(',\0\0\0', 'latin1')]).toString('hex')}\n`)
      return new Promise((resolve) => waiting.push(resolve))
    },
    stop: () => end(child),
  }
}

/** A hundred fans; resolves when all are here. */
async function startFans(port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'fans.mjs'), String(port), '100'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve())
    child.once('exit', () => reject(new Error('the audience did not come')))
  })
  return child
}

async function startEngine(file: string, show: string, httpPort: number, oscPort: number, canBlock: boolean): Promise<ChildProcess> {
  const preload = canBlock ? ['--require', join(import.meta.dirname, 'block-main.cjs')] : []
  const args = [
    ...preload,
    file,
    'serve',
    show,
    '--venue',
    join(show, 'venue.json'),
    '--port',
    String(httpPort),
    '--osc-port',
    String(oscPort),
  ]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
    })
  }
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) throw new Error(`the engine ended:\n${said}`)
    const answers = await fetch(`http://127.0.0.1:${httpPort}/api/v1/status`).then(
      (reply) => reply.ok,
      () => false,
    )
    if (answers) return child
    await wait(100)
  }
  await end(child)
  throw new Error(`the engine did not answer within ten seconds:\n${said}`)
}
