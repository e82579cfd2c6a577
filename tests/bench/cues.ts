/**
 * `npm run bench cues`: how late do cues leave, by the kernel's clock?
 *
 * A real engine runs a generated show. GO goes to it as an OSC datagram, a copy of which the recorder gets a moment earlier; planned
 * time is the kernel's stamp of that copy plus the offset in the show, so everything between the network card and the network card
 * counts, both ways. The same recorder measures, in alternation, a plain setTimeout sender and, where there is a C compiler, a
 * real-time C program: the first says what one would get without effort, the second what this machine can do at all.
 * Figures are printed as they are, tails and load included.
 *
 *   --quick              a quarter of the time
 *   --hard               an audience of 100 from a process of its own, 500 GOs, and the engine's main thread stands still for 30 % of the
 *                        song
 *   --minutes <n>        length of the song, for its drift
 *   --engine <main.js>   the built engine; dist/engine/main.js otherwise
 *   --json <file>        writes the rows too
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { benchShow, CHAIN_CUE, CHAIN_LENGTH, CHAIN_STEP_MS, SINGLE_CUE, SONG_CUE, SONG_STEP_MS } from './bench-show.ts'
import { freeTcpPort, freeUdpPort, type Recorder, startRecorder } from './recorder.ts'

export interface Lateness {
  readonly sender: string
  readonly count: number
  readonly lost: number
  readonly minMs: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly maxMs: number
}

const wait = (forMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, forMs))
const loadAverage = (): string => (existsSync('/proc/loadavg') ? readFileSync('/proc/loadavg', 'utf8').split(' ')[0]! : 'unknown')

/** @returns 0; 1 when something could not be measured. */
export async function main(args: readonly string[]): Promise<number> {
  const option = (name: string): string | null => {
    const at = args.indexOf(name)
    return at < 0 ? null : (args[at + 1] ?? null)
  }
  const quick = args.includes('--quick')
  const rounds = quick ? 2 : 5
  const hard = args.includes('--hard')
  const minutes = option('--minutes')
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
    const [outPort, goPort, oscPort, httpPort] = [await freeUdpPort(), await freeUdpPort(), await freeUdpPort(), await freeTcpPort()]
    const recorder = await startRecorder([outPort, goPort])
    stops.push(() => recorder.stop())
    const floor = buildFloor(folder)
    const show = join(folder, 'show')
    for (const [name, content] of Object.entries(benchShow(outPort, songTriggers))) {
      mkdirSync(dirname(join(show, name)), { recursive: true })
      writeFileSync(join(show, name), JSON.stringify(content, null, 2))
    }
    const engine = await startEngine(engineFile, show, httpPort, oscPort, hard)
    stops.push(() => end(engine))
    if (hard) {
      const fans = await startFans(httpPort + 2)
      stops.push(() => end(fans))
    }
    const { fire, close } = await openTrigger(recorder, goPort, oscPort)
    stops.push(close)
    await wait(1500)

    const loadBefore = loadAverage()
    const late: Record<'ghostlight' | 'setTimeout' | 'floor', number[]> = { ghostlight: [], setTimeout: [], floor: [] }
    const lost = { ghostlight: 0, setTimeout: 0, floor: 0 }
    const collect = (who: keyof typeof late, from: number, address: string, plannedMs: number, stepMs: number, count: number): void => {
      const found = recorder.rows.slice(from).filter((row) => row.address === address)
      lost[who] += count - new Set(found.map((row) => row.n)).size
      late[who].push(...found.map((row) => row.atMs - (plannedMs + row.n * stepMs)))
    }
    const span = CHAIN_LENGTH * CHAIN_STEP_MS + 500
    for (let round = 0; round < rounds; round++) {
      let from = recorder.rows.length
      const goMs = await fire(CHAIN_CUE)
      await wait(span)
      collect('ghostlight', from, '/bench/cue', goMs, CHAIN_STEP_MS, CHAIN_LENGTH)
      for (const [who, command, program] of [
        ['setTimeout', process.execPath, [join(import.meta.dirname, 'set-timeout-sender.mjs')]],
        ['floor', floor, []],
      ] as const) {
        if (command === null) continue
        from = recorder.rows.length
        const startNs = process.hrtime.bigint() + 400_000_000n
        const child = spawn(command, [...program, String(outPort), String(startNs), String(CHAIN_STEP_MS), String(CHAIN_LENGTH)], {
          stdio: 'ignore',
        })
        await wait(span + 400)
        await end(child)
        collect(who, from, who === 'floor' ? '/floor' : '/timeout', Number(startNs) / 1e6, CHAIN_STEP_MS, CHAIN_LENGTH)
      }
      process.stderr.write(`round ${round + 1} of ${rounds}\n`)
    }

    // One cue after another: from the GO datagram to the first packet out.
    const answers: number[] = []
    let unanswered = 0
    for (let n = 0; n < singles; n++) {
      const from = recorder.rows.length
      const goMs = await fire(SINGLE_CUE)
      await wait(60)
      const out = recorder.rows.slice(from).find((row) => row.address === '/bench/single')
      if (out) answers.push(out.atMs - goMs)
      else unanswered++
    }

    const songFrom = recorder.rows.length
    const songGoMs = await fire(SONG_CUE)
    // GO itself is measured with the thread free; what was planned must not care.
    if (hard) engine.kill('SIGUSR2')
    await wait(songTriggers * SONG_STEP_MS + 500)
    if (hard) engine.kill('SIGUSR2')
    const song = recorder.rows.slice(songFrom).filter((row) => row.address === '/bench/song')
    const songLate = song.map((row) => row.atMs - (songGoMs + row.n * SONG_STEP_MS))
    const states = recorder.rows.slice(songFrom).filter((row) => row.address.startsWith('/ghostlight/')).length
    const status = await fetch(`http://127.0.0.1:${httpPort}/api/v1/status`).then(
      (reply) => reply.json() as Promise<Record<string, unknown>>,
    )

    const rows = [
      summary('ghostlight: cue chain', late.ghostlight, lost.ghostlight),
      summary('ghostlight: GO → out', answers, unanswered),
      summary('ghostlight: in a song', songLate, songTriggers - new Set(song.map((row) => row.n)).size),
      summary('setTimeout', late.setTimeout, lost.setTimeout),
      ...(floor === null ? [] : [summary('C, real time (floor)', late.floor, lost.floor)]),
    ]
    const edge = Math.min(20, Math.floor(songLate.length / 2))
    const driftMs = median(songLate.slice(-edge)) - median(songLate.slice(0, edge))
    print(rows, {
      drift: `${driftMs.toFixed(3)} ms over ${((songTriggers * SONG_STEP_MS) / 1000).toFixed(0)} s (median of the last ${edge} cues minus the first ${edge})`,
      'light beside the song': `${states} packets`,
      'output thread': JSON.stringify(status.outputThread ?? null),
      audience: String(status.audience ?? 0),
      'main thread in the song': hard ? 'stands still for 30 of every 100 ms' : 'free',
      'load average': `${loadBefore} before, ${loadAverage()} after`,
    })
    const file = option('--json')
    if (file !== null) writeFileSync(file, `${JSON.stringify({ rows, driftMs, outputThread: status.outputThread ?? null }, null, 2)}\n`)
    return rows.some((row) => row.count === 0) ? 1 : 0
  } catch (error) {
    console.error(`bench: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

/** Sends GO for a cue and returns the kernel's stamp of its copy, monotonic ms. */
type Fire = (cue: string) => Promise<number>

/** Two connected sockets, so that the copy is some 20–50 µs older than what the engine gets: that much is charged to the engine. */
async function openTrigger(recorder: Recorder, goPort: number, oscPort: number): Promise<{ readonly fire: Fire; close(): void }> {
  const [toRecorder, toEngine] = await Promise.all([connected(goPort), connected(oscPort)])
  return {
    async fire(cue) {
      const from = recorder.rows.length
      const address = `/ghostlight/cue/${cue}/fire`
      const padded = Buffer.alloc((address.length + 4) & ~3)
      padded.write(address, 'latin1')
      const packet = Buffer.concat([padded, Buffer.from(',\0\0\0', 'latin1')])
      toRecorder.send(packet)
      toEngine.send(packet)
      for (let tries = 0; tries < 100; tries++) {
        await wait(20)
        const copy = recorder.rows.slice(from).find((row) => row.port === goPort)
        if (copy) return copy.atMs
      }
      throw new Error('the recorder did not see GO')
    },
    close() {
      toRecorder.close()
      toEngine.close()
    },
  }
}

async function connected(port: number): Promise<Socket> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.connect(port, '127.0.0.1', () => resolve()))
  return socket
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

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  const force = setTimeout(() => child.kill('SIGKILL'), 3000)
  await gone
  clearTimeout(force)
}

/** The C program, compiled into the folder; null without a compiler. */
function buildFloor(folder: string): string | null {
  const program = join(folder, 'floor')
  const compiled = spawnSync('cc', ['-O2', '-o', program, join(import.meta.dirname, 'floor.c')])
  return compiled.status === 0 ? program : null
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
const median = (values: readonly number[]): number =>
  quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  )

function summary(sender: string, lateMs: readonly number[], lost: number): Lateness {
  const sorted = [...lateMs].sort((a, b) => a - b)
  return {
    sender,
    count: sorted.length,
    lost,
    minMs: quantile(sorted, 0),
    p50Ms: quantile(sorted, 0.5),
    p95Ms: quantile(sorted, 0.95),
    p99Ms: quantile(sorted, 0.99),
    maxMs: quantile(sorted, 1),
  }
}

function print(rows: readonly Lateness[], notes: Readonly<Record<string, string>>): void {
  const columns = ['minMs', 'p50Ms', 'p95Ms', 'p99Ms', 'maxMs'] as const
  const line = (cells: readonly string[]): string => cells.map((cell, i) => (i === 0 ? cell.padEnd(24) : cell.padStart(9))).join('')
  console.log('\nCues: kernel receive time minus planned time, ms')
  console.log(line(['sender', 'packets', 'lost', 'min', 'p50', 'p95', 'p99', 'max']))
  for (const row of rows) {
    console.log(line([row.sender, String(row.count), String(row.lost), ...columns.map((column) => row[column].toFixed(3))]))
  }
  const [ours, , , plain, floor] = rows
  const ratio = (a: number, b: number): string => (b > 0 ? `${(a / b).toFixed(2)} ×` : 'not comparable')
  if (ours && plain) console.log(`against setTimeout: p50 ${ratio(ours.p50Ms, plain.p50Ms)}, p99 ${ratio(ours.p99Ms, plain.p99Ms)}`)
  if (ours && floor) console.log(`against the floor:  p50 ${ratio(ours.p50Ms, floor.p50Ms)}, p99 ${ratio(ours.p99Ms, floor.p99Ms)}`)
  for (const [name, text] of Object.entries(notes)) console.log(`${name}: ${text}`)
}
