/**
 * `npm run bench soak`: 500 cues, 200 fixtures, 16 universes. What does it cost, and does it stay so?
 *
 * 1. On a manual clock: an hour of performance with a GO every seven seconds, light worked out at 44 Hz and made into slots, as fast as
 *    it goes. CPU time per second of show, and the slope of the heap over the last three quarters, collected before each look.
 * 2. In real time: the built engine plays it into a socket here. CPU time of the process, all threads, from /proc; packets that
 *    arrived; its heap as it says itself after a collection.
 *
 *   --minutes <n>        of real time; 1 otherwise (the acceptance run: 10)
 *   --hours <n>          on the manual clock; 1 otherwise
 *   --engine <main.js>   the built engine; dist/engine/main.js otherwise
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { dmxOf, lightSteps } from '@ghostlight/light'
import { apply, type Command, compileEdition, type EditionData, momentAt, ms, openPerformance, resolveCommand } from '@ghostlight/timeline'
import { freeTcpPort, freeUdpPort } from './recorder.ts'
import { SOAK_CUES, SOAK_FIXTURES, SOAK_UNIVERSES, soakShow } from './soak-show.ts'

const CPU_LIMIT = 0.25
const HEAP_LIMIT_MB_PER_HOUR = 1
const STEP_MS = 1000 / 44
const GO_EVERY_MS = 7000
const CLOCK_TICKS = 100
const wait = (forMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, forMs))
const load = (): string => (existsSync('/proc/loadavg') ? readFileSync('/proc/loadavg', 'utf8').split(' ')[0]! : 'unknown')

/** @returns 0; 1 when a limit was passed. */
export async function main(args: readonly string[]): Promise<number> {
  const option = (name: string): string | null => {
    const at = args.indexOf(name)
    return at < 0 ? null : (args[at + 1] ?? null)
  }
  console.log(`soak: ${SOAK_CUES} cues, ${SOAK_FIXTURES} fixtures, ${SOAK_UNIVERSES} universes`)
  const manual = onManualClock(Number(option('--hours') ?? 1))
  const engineFile = option('--engine') ?? 'dist/engine/main.js'
  if (!existsSync(engineFile)) {
    console.error(`no engine at ${engineFile}; build it first: npm run build`)
    return 1
  }
  const real = await inRealTime(engineFile, Number(option('--minutes') ?? 1))
  return manual && real ? 0 : 1
}

interface Sample {
  readonly hours: number
  readonly megabytes: number
}

/** Least squares, megabytes an hour. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number) => samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length
  const [x, y] = [mean(({ hours }) => hours), mean(({ megabytes }) => megabytes)]
  const over = samples.reduce((sum, { hours, megabytes }) => sum + (hours - x) * (megabytes - y), 0)
  return over / samples.reduce((sum, { hours }) => sum + (hours - x) ** 2, 0)
}

function onManualClock(hours: number): boolean {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const files = soakShow(5568)
  const data = {
    formatVersion: 1,
    show: files['show.json'],
    venue: files['venue.json'],
    songs: { hour: files['songs/hour/song.json'] },
    assets: {},
    lexicon: {},
  }
  const edition = compileEdition(data as unknown as EditionData, 'soak')
  let performance = openPerformance()
  const enter = (atMs: number, command: Command) => {
    const nextSeq = performance.seq + 1
    const resolved = resolveCommand(performance, edition, command, { nowMs: ms(atMs), nextSeq, runId: `r${nextSeq}` })
    if (!resolved.ok) return
    performance = apply(performance, edition, {
      seq: nextSeq,
      atMs: ms(atMs + resolved.leadMs),
      acceptedAtMs: ms(atMs),
      by: 'soak',
      decision: resolved.decision,
    })
  }
  performance = apply(performance, edition, {
    seq: 1,
    atMs: ms(0),
    acceptedAtMs: ms(0),
    by: 'soak',
    decision: { kind: 'open', edition: edition.hash, seed: 1, standbyCueId: 'q0' },
  })
  const samples: Sample[] = []
  const endMs = hours * 3_600_000
  const lookEveryMs = endMs / 24
  let steps = 0
  let sum = 0
  const before = process.cpuUsage()
  for (let atMs = 0; atMs < endMs; atMs += GO_EVERY_MS) {
    // The list from its start again when it is over.
    if (momentAt(edition, performance, ms(atMs)).standbyCueId === null) enter(atMs, { command: 'standBy', cue: '2' })
    enter(atMs, { command: 'go' })
    for (const { states, taken } of lightSteps(edition, performance, atMs, Math.min(endMs, atMs + GO_EVERY_MS), STEP_MS)) {
      for (const slots of dmxOf(edition.venue, states, taken).values()) sum += slots[0]!
      steps++
    }
    if (Math.floor(atMs / lookEveryMs) < Math.floor((atMs + GO_EVERY_MS) / lookEveryMs)) {
      collect()
      samples.push({ hours: atMs / 3_600_000, megabytes: process.memoryUsage().heapUsed / 1e6 })
    }
  }
  const { user, system } = process.cpuUsage(before)
  const cpu = (user + system) / 1000 / endMs
  const slope = slopeOf(samples.slice(Math.floor(samples.length / 4)))
  console.log(`manual clock: ${hours} h, ${steps} steps at 44 Hz (check ${sum}); load ${load()}`)
  console.log(
    `  CPU ${(cpu * 100).toFixed(1)} % of one core, ${((cpu * endMs * 1000) / steps).toFixed(0)} µs a step; limit ${CPU_LIMIT * 100} %`,
  )
  console.log(
    `  heap ${samples[0]!.megabytes.toFixed(2)} → ${samples.at(-1)!.megabytes.toFixed(2)} MB, slope ${slope.toFixed(3)} MB/h after warm-up; limit ${HEAP_LIMIT_MB_PER_HOUR}`,
  )
  return cpu < CPU_LIMIT && slope < HEAP_LIMIT_MB_PER_HOUR
}

/** Told to the engine's process beside its own work: its heap after a collection, every ten seconds. */
const heapTeller = `import { appendFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
if (isMainThread) setInterval(() => { gc(); const { heapUsed, external, rss } = process.memoryUsage(); appendFileSync(process.env.SOAK_HEAP, [Date.now(), heapUsed, external, rss].join(' ') + '\\n') }, 10000).unref()`

async function inRealTime(engineFile: string, minutes: number): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'ghostlight-soak-'))
  const [port, httpPort, oscPort] = [await freeUdpPort(), await freeTcpPort(), await freeUdpPort()]
  let packets = 0
  const socket = createSocket('udp4')
  socket.on('message', () => packets++)
  await new Promise<void>((resolve) => socket.bind(port, '127.0.0.1', resolve))
  for (const [name, content] of Object.entries(soakShow(port))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), JSON.stringify(content))
  }
  const heapFile = join(folder, 'heap.txt')
  writeFileSync(heapFile, '')
  const teller = `data:text/javascript,${encodeURIComponent(heapTeller)}`
  const engine = spawn(
    process.execPath,
    ['--expose-gc', '--import', teller, engineFile, 'serve', folder, '--port', String(httpPort), '--osc-port', String(oscPort)],
    {
      stdio: 'ignore',
      env: { ...process.env, SOAK_HEAP: heapFile },
    },
  )
  try {
    const base = `http://127.0.0.1:${httpPort}/api/v1`
    await ready(engine, base)
    const go = () =>
      fetch(`${base}/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ command: 'go' }),
      })
    await go()
    await wait(10_000)
    const [cpuBefore, packetsBefore, startedMs] = [cpuMs(engine), packets, Date.now()]
    let goes = 0
    for (const endMs = startedMs + minutes * 60_000; Date.now() < endMs; goes++) {
      await go()
      await wait(GO_EVERY_MS)
    }
    const tookMs = Date.now() - startedMs
    const cpu = (cpuMs(engine) - cpuBefore) / tookMs
    const rows = readFileSync(heapFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' ').map(Number))
    const samples = rows.map(([atMs, heap]): Sample => ({ hours: (atMs! - startedMs) / 3_600_000, megabytes: heap! / 1e6 }))
    const slope = slopeOf(samples.slice(Math.floor(samples.length / 4)))
    const { outputThread } = (await (await fetch(`${base}/status`)).json()) as { outputThread: unknown }
    console.log(`real time: ${(tookMs / 60_000).toFixed(1)} min, ${goes} GOs; load ${load()}`)
    console.log(`  CPU ${(cpu * 100).toFixed(1)} % of one core (all threads of the engine); limit ${CPU_LIMIT * 100} %`)
    console.log(
      `  ${(((packets - packetsBefore) * 1000) / tookMs / SOAK_UNIVERSES).toFixed(1)} packets a second and universe (the grid is 40 Hz); output thread ${JSON.stringify(outputThread)}`,
    )
    console.log(
      `  heap ${samples[0]?.megabytes.toFixed(2)} → ${samples.at(-1)?.megabytes.toFixed(2)} MB, slope ${slope.toFixed(2)} MB/h over ${samples.length} looks; limit ${HEAP_LIMIT_MB_PER_HOUR}${minutes < 10 ? ' (judged from ten minutes on)' : ''}`,
    )
    return cpu < CPU_LIMIT && (minutes < 10 || slope < HEAP_LIMIT_MB_PER_HOUR)
  } finally {
    const over = new Promise((resolve) => engine.once('exit', resolve))
    engine.kill()
    await over
    socket.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

async function ready(engine: ChildProcess, base: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    if (tries === 300 || engine.exitCode !== null) throw new Error('the engine did not start')
    const isReady = await fetch(`${base}/status`).then(
      async (answer) => typeof ((await answer.json()) as { showAtMs?: unknown }).showAtMs === 'number',
      () => false,
    )
    if (isReady) return
    await wait(100)
  }
}

/** CPU time of a process with all its threads: fields 14 and 15 of /proc/<pid>/stat, in hundredths of a second. */
function cpuMs({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / CLOCK_TICKS
}
