/**
 * `npm run bench kill`: what an audience and a lighting desk notice of an engine that is killed with -9, again and again, in mid-song.
 *
 * The built engine runs a copy of a show with a trigger on every beat; a stage page and a live page are open. After each kill it is
 * started again on the same folder and ports. Judged, with nothing but the pages, the datagrams, the log and the pure packages:
 * the pages' clocks run on and do not jump when the engine is back; the engine's position is the pages'; a second after the ready line
 * every patched slot has been told again and stands where the show wants it; over the whole run no trigger came twice, and each that
 * was due came or is listed as skipped or uncertain.
 *
 *   --kills <n>          20 otherwise
 *   --seed <n>           of the instants; 1 otherwise
 *   --no-pages           without a browser
 *   --show <folder>      shows/first-light otherwise
 *   --engine <main.js>   the built engine; dist/engine/main.js otherwise
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dmxOf, LIGHT_STEP_MS, lightInstants, lightsAt, patchedSlots } from '@ghostlight/light'
import {
  apply,
  canonicalJson,
  compileEdition,
  type EdgeItem,
  type Edition,
  type EditionData,
  type Entry,
  evaluate,
  momentAt,
  ms,
  openPerformance,
  type Performance,
  schedule,
} from '@ghostlight/timeline'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { type PageWatch, watchPage } from './kill-pages.ts'
import { freeTcpPort, freeUdpPort, type Recorder, type Row, startRecorder } from './recorder.ts'

/** Limits of the acceptance test. */
const POSITION_WITHIN_MS = 20
const JUMP_WITHIN_MS = 20
const LEVELS_AFTER_MS = 1000
const LEVEL_WITHIN = 2
/** A slot is judged against what it was told in this long before the look at it: deadlines of the light grid, and the way here. */
const LEVEL_GRID_MS = 75
/** Songs of the copy, in this order; the next is fired when one is about to end. */
const songCues = ['2', '4', '6']
const songEndMs = 9000

interface Status {
  readonly showAtMs: number
  readonly edition: string
  readonly faults: readonly { readonly code: string; readonly edges?: readonly string[] }[]
  readonly moment: { readonly segment: { readonly songId: string; readonly positionMs: number; readonly lengthMs: number } | null }
}
interface Engine {
  readonly child: ChildProcess
  readonly spawnedMs: number
  readonly readyMs: number
}
interface KillRow {
  readonly n: number
  readonly song: string
  readonly positionMs: number
  /** From the kill to the ready line. */
  readonly awayMs: number
  /** Engine minus page. */
  readonly stageMs: number | null
  readonly liveMs: number | null
  /** How much the page's clock moved against its monotonic clock from before the kill until a second after the ready line. */
  readonly stageJumpMs: number | null
  readonly liveJumpMs: number | null
  /** Longest stretch without a new picture while the engine was away. */
  readonly stillMs: number | null
  /** After the ready line, until the last slot was told again; negative: before it. */
  readonly toldMs: number
  readonly untold: number
  readonly worstLevel: number
}

const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6
const wait = (forMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, forMs)))

/** @returns 0 when every line holds, else 1. */
export async function main(args: readonly string[]): Promise<number> {
  const option = (name: string, otherwise: string): string => {
    const at = args.indexOf(name)
    return at < 0 ? otherwise : (args[at + 1] ?? otherwise)
  }
  const kills = Number(option('--kills', '20'))
  const random = seeded(Number(option('--seed', '1')))
  const engineFile = option('--engine', 'dist/engine/main.js')
  if (!existsSync(engineFile)) {
    console.error(`no engine at ${engineFile}; build it first: npm run build`)
    return 1
  }
  if (spawnSync('python3', ['--version']).error) {
    console.error('the recorder needs python3 for kernel timestamps')
    return 1
  }
  const folder = mkdtempSync(join(tmpdir(), 'ghostlight-kill-'))
  const stops: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  let engine: Engine | null = null
  stops.push(() => engine?.child.kill('SIGKILL'))
  try {
    const show = join(folder, 'show')
    cpSync(option('--show', 'shows/first-light'), show, { recursive: true, filter: (path) => !path.includes('.ghostlight') })
    triggersOnBeats(show)
    const [outPort, oscPort, port] = [await freeUdpPort(), await freeUdpPort(), await freeTcpPort()]
    const recorder = await startRecorder([outPort])
    stops.push(() => recorder.stop())
    const marker = createSocket('udp4')
    stops.push(() => marker.close())
    /** Resolves when everything that arrived before now has come through from the recorder. */
    const mark = async (n: number): Promise<void> => {
      marker.send(oscMessage('/mark', n), outPort, '127.0.0.1')
      for (let tries = 0; tries < 500; tries++) {
        if (recorder.rows.some((row) => row.address === '/mark' && row.n === n)) return
        await wait(10)
      }
      throw new Error('the recorder does not answer')
    }
    const start = () => startEngine(engineFile, show, { port, oscPort, outPort })
    engine = await start()
    const url = `http://127.0.0.1:${port}`
    const get = async <T>(path: string): Promise<T> => (await fetch(url + path)).json() as Promise<T>
    const command = async (body: unknown): Promise<void> => {
      const answer = await fetch(`${url}/api/v1/commands`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (!answer.ok) throw new Error(`${JSON.stringify(body)} was refused: ${await answer.text()}`)
    }
    const { edition: hash } = await get<Status>('/api/v1/status')
    const edition = compileEdition(await get<EditionData>(`/editions/${hash}.json`), hash)

    let stage: PageWatch | null = null
    let live: PageWatch | null = null
    if (!args.includes('--no-pages')) {
      const browser: Browser = await launchBrowser()
      stops.push(() => browser.close())
      stage = await watchPage(browser, `${url}/stage`)
      live = await watchPage(browser, `http://127.0.0.1:${port + 2}/live`)
    }
    await command({ command: 'go' })
    await wait(edition.show.settings.goLockOutMs + 100)
    let nextSong = 0
    await command({ command: 'fire', cue: songCues[nextSong++]! })
    await wait(1500)
    await stage?.singing()
    await live?.singing()

    const rows: KillRow[] = []
    for (let n = 1; n <= kills; n++) {
      const before = await get<Status>('/api/v1/status')
      const segment = before.moment.segment
      if ((segment === null || segment.lengthMs - segment.positionMs < songEndMs) && nextSong < songCues.length) {
        await command({ command: 'fire', cue: songCues[nextSong++]! })
        await wait(2500)
      }
      await wait(50 + random() * 1500)
      const watchedFromMs = nowMs() - 300
      const killedMs = nowMs()
      await killNow(engine.child)
      await wait(random() * 300)
      engine = await start()
      const { readyMs, spawnedMs } = engine
      const askedMs = nowMs()
      const status = await get<Status>('/api/v1/status')
      const answeredMs = nowMs()
      const on = status.moment.segment
      if (on === null) throw new Error('after the restart no song is on')
      await wait(readyMs + LEVELS_AFTER_MS - nowMs())
      const judgedMs = nowMs()
      await mark(n)
      const { entries } = await get<{ entries: Entry[] }>('/api/v1/log')
      const performance = fold(edition, entries)
      const showMsAt = showTimeOf(entries)
      const levels = judgeLevels(edition, performance, recorder, { spawnedMs, readyMs, judgedMs, showMsAt })
      // When the engine looked at its position: by its own clock, but not before it was asked and not after it had answered.
      const lookedMs = Math.min(Math.max(status.showAtMs - showMsAt(0), askedMs), answeredMs)
      await stage?.read()
      await live?.read()
      rows.push({
        n,
        song: on.songId,
        positionMs: on.positionMs,
        awayMs: readyMs - killedMs,
        stageMs: stage && on.positionMs - stage.positionAt(lookedMs),
        liveMs: live && on.positionMs - edition.show.settings.audienceDelayMs - live.positionAt(lookedMs),
        stageJumpMs: stage?.jumpMs(watchedFromMs, judgedMs) ?? null,
        liveJumpMs: live?.jumpMs(watchedFromMs, judgedMs) ?? null,
        stillMs: stage && live && Math.max(stage.stillMs(killedMs, readyMs), live.stillMs(killedMs, readyMs)),
        ...levels,
      })
      printRow(rows.at(-1)!)
    }
    // Everything due until now has left, or never will.
    await wait(500)
    const { entries } = await get<{ entries: Entry[] }>('/api/v1/log')
    const { faults } = await get<Status>('/api/v1/status')
    const edges = judgeEdges(edgesDue(edition, entries, showTimeOf(entries)(nowMs()) - 400), recorder.rows, faults)
    return report(rows, edges)
  } catch (error) {
    console.error(`bench kill: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    return 1
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

/** A trigger on every beat of every song of the folder, each with an address of its own. */
function triggersOnBeats(show: string): void {
  for (const id of readdirSync(join(show, 'songs'))) {
    const file = join(show, 'songs', id, 'song.json')
    const song = JSON.parse(readFileSync(file, 'utf8')) as { lengthBeats: number; tracks: Record<string, unknown> }
    const messages = Object.fromEntries(
      Array.from({ length: Math.floor(song.lengthBeats) }, (_, beat) => [
        `b${beat}`,
        { atBeats: beat, address: `/kill/${id}/${beat}`, args: [{ type: 'i', value: beat }] },
      ]),
    )
    const tracks = { ...song.tracks, 'kill-beats': { kind: 'osc', order: 'zz', name: 'Every beat', messages } }
    writeFileSync(file, canonicalJson({ ...song, tracks }))
  }
}

async function startEngine(
  file: string,
  show: string,
  { port, oscPort, outPort }: { readonly port: number; readonly oscPort: number; readonly outPort: number },
): Promise<Engine> {
  const spawnedMs = nowMs()
  const places = ['--port', String(port), '--osc-port', String(oscPort), '--osc-out', `127.0.0.1:${outPort}`]
  const child = spawn(process.execPath, [file, 'serve', show, ...places, '--ready-json'], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the engine was not ready within 30 s:\n${said}`)), 30_000)
    const take = (chunk: Buffer): void => {
      said += chunk.toString('utf8')
      if (!said.includes('{"ready":true')) return
      clearTimeout(late)
      resolve({ child, spawnedMs, readyMs: nowMs() })
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.once('exit', (code) => {
      clearTimeout(late)
      reject(new Error(`the engine ended with code ${code}:\n${said}`))
    })
  })
}

async function killNow(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

function fold(edition: Edition, entries: readonly Entry[]): Performance {
  return entries.reduce((performance, entry) => apply(performance, edition, entry), openPerformance())
}

/** Show time at an instant of the machine's monotonic clock, by the log's newest epoch alone. */
function showTimeOf(entries: readonly Entry[]): (monotonicMs: number) => number {
  const epoch = entries.findLast((entry) => entry.decision.kind === 'epoch')
  if (epoch?.decision.kind !== 'epoch') throw new Error('the log has no epoch')
  const offsetMs = epoch.atMs - epoch.decision.monotonicMs
  return (monotonicMs) => monotonicMs + offsetMs
}

function judgeLevels(
  edition: Edition,
  performance: Performance,
  recorder: Recorder,
  at: {
    readonly spawnedMs: number
    readonly readyMs: number
    readonly judgedMs: number
    readonly showMsAt: (monotonicMs: number) => number
  },
): Pick<KillRow, 'toldMs' | 'untold' | 'worstLevel'> {
  const first = new Map<string, number>()
  const last = new Map<string, Row>()
  for (const row of recorder.rows) {
    if (row.atMs < at.spawnedMs || row.atMs > at.judgedMs || !row.address.startsWith('/ghostlight/dmx/')) continue
    if (!first.has(row.address)) first.set(row.address, row.atMs)
    last.set(row.address, row)
  }
  const expected = new Map<string, [low: number, high: number]>()
  // The very instants that light is told for: low bytes of moving heads run through everything between two of them.
  const untilMs = at.showMsAt(at.judgedMs)
  const instants = [untilMs, ...lightInstants(edition, performance, untilMs - LEVEL_GRID_MS, untilMs, LIGHT_STEP_MS)]
  for (const instantMs of instants) {
    const moment = momentAt(edition, performance, ms(instantMs))
    for (const [universe, slots] of dmxOf(edition.venue, lightsAt(edition, evaluate(edition, moment)))) {
      for (const slot of patchedSlots(edition.venue, universe)) {
        const address = `/ghostlight/dmx/${universe}/${slot}`
        const value = slots[slot - 1]!
        const [low, high] = expected.get(address) ?? [value, value]
        expected.set(address, [Math.min(low, value), Math.max(high, value)])
      }
    }
  }
  let worstLevel = 0
  let untold = 0
  for (const [address, [low, high]] of expected) {
    const row = last.get(address)
    if (row === undefined) {
      untold++
      continue
    }
    const off = Math.max(0, low - row.n, row.n - high)
    worstLevel = Math.max(worstLevel, off)
    if (off > LEVEL_WITHIN)
      console.log(`  ${address} stands at ${row.n}, told ${(at.judgedMs - row.atMs).toFixed(0)} ms ago; wanted ${low} to ${high}`)
  }
  return { toldMs: Math.max(...first.values()) - at.readyMs, untold, worstLevel }
}

/** Every trigger that the log asks for until then, each entry's stretch by the performance as it stood after that entry. */
function edgesDue(edition: Edition, entries: readonly Entry[], untilMs: number): readonly EdgeItem[] {
  const due = new Map<string, EdgeItem>()
  let performance = openPerformance()
  entries.forEach((entry, index) => {
    performance = apply(performance, edition, entry)
    const toMs = Math.min(entries[index + 1]?.atMs ?? untilMs, untilMs)
    if (toMs <= entry.atMs) return
    for (const edge of schedule(edition, performance, entry.atMs, ms(toMs)).items) due.set(edge.id, edge)
  })
  return [...due.values()]
}

interface EdgeCount {
  readonly due: number
  readonly received: number
  readonly skipped: number
  readonly uncertain: number
  readonly twice: readonly string[]
  readonly unaccounted: readonly string[]
  /** Listed as not sent, and yet received: somebody would fire it a second time. */
  readonly skippedButReceived: readonly string[]
}

function judgeEdges(due: readonly EdgeItem[], rows: readonly Row[], faults: Status['faults']): EdgeCount {
  const times = new Map<string, number>()
  for (const { address } of rows) times.set(address, (times.get(address) ?? 0) + 1)
  const listed = (code: string) => new Set(faults.flatMap((fault) => (fault.code === code ? (fault.edges ?? []) : [])))
  const skipped = listed('edges-skipped')
  const uncertain = listed('edges-uncertain')
  const ours = due.filter(({ address }) => address.startsWith('/kill/'))
  const got = (edge: EdgeItem) => times.get(edge.address) ?? 0
  return {
    due: ours.length,
    received: ours.filter((edge) => got(edge) > 0).length,
    skipped: ours.filter((edge) => skipped.has(edge.id)).length,
    uncertain: ours.filter((edge) => uncertain.has(edge.id)).length,
    twice: [...times].filter(([address, count]) => address.startsWith('/kill/') && count > 1).map(([address]) => address),
    unaccounted: ours.filter((edge) => got(edge) === 0 && !skipped.has(edge.id) && !uncertain.has(edge.id)).map(({ address }) => address),
    skippedButReceived: ours.filter((edge) => got(edge) > 0 && skipped.has(edge.id)).map(({ address }) => address),
  }
}

/** An address of fewer than eight characters and one int32. */
function oscMessage(address: string, n: number): Buffer {
  const bytes = Buffer.alloc(16)
  bytes.write(address, 'latin1')
  bytes.write(',i', 8, 'latin1')
  bytes.writeInt32BE(n, 12)
  return bytes
}

/** mulberry32: 0 ≤ x < 1. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const columns: readonly (readonly [string, number, (row: KillRow) => string])[] = [
  ['kill', 4, (row) => String(row.n)],
  ['song', 12, (row) => row.song],
  ['at s', 8, (row) => (row.positionMs / 1000).toFixed(2)],
  ['away ms', 9, (row) => row.awayMs.toFixed(0)],
  ['− stage', 9, (row) => figure(row.stageMs)],
  ['− live', 9, (row) => figure(row.liveMs)],
  ['jump stage', 12, (row) => figure(row.stageJumpMs)],
  ['jump live', 11, (row) => figure(row.liveJumpMs)],
  ['still ms', 10, (row) => (row.stillMs === null ? '–' : row.stillMs.toFixed(0))],
  ['told ms', 9, (row) => row.toldMs.toFixed(0)],
  ['untold', 8, (row) => String(row.untold)],
  ['worst', 7, (row) => String(row.worstLevel)],
]
const figure = (value: number | null): string => (value === null ? '–' : value.toFixed(2))

function printRow(row: KillRow): void {
  const line = (cell: (column: (typeof columns)[number]) => string) => columns.map((column) => cell(column).padStart(column[1])).join('')
  if (row.n === 1) {
    console.log('\nkill −9 of the engine in mid-song: position of the engine minus the page’s, shift of the page’s clock, levels')
    console.log(line(([title]) => title))
  }
  console.log(line(([, , text]) => text(row)))
}

function report(rows: readonly KillRow[], edges: EdgeCount): number {
  const worst = (pick: (row: KillRow) => number | null): number => Math.max(0, ...rows.map((row) => Math.abs(pick(row) ?? 0)))
  const pages: readonly (readonly [boolean, string])[] = [
    [
      worst((row) => row.stageMs) <= POSITION_WITHIN_MS,
      `position against the stage page: at most ${figure(worst((row) => row.stageMs))} ms`,
    ],
    [worst((row) => row.liveMs) <= POSITION_WITHIN_MS, `position against the live page: at most ${figure(worst((row) => row.liveMs))} ms`],
    [
      Math.max(
        worst((row) => row.stageJumpMs),
        worst((row) => row.liveJumpMs),
      ) <= JUMP_WITHIN_MS,
      `clocks of the pages across a restart: stage at most ${figure(worst((row) => row.stageJumpMs))}, live ${figure(worst((row) => row.liveJumpMs))} ms`,
    ],
    [
      rows.every((row) => row.stillMs === null || row.stillMs < row.awayMs),
      `pictures went on while the engine was away (longest without a new one: ${worst((row) => row.stillMs).toFixed(0)} ms)`,
    ],
  ]
  const lines: readonly (readonly [boolean, string])[] = [
    ...(rows.some((row) => row.stageMs !== null) ? pages : []),
    [
      rows.every((row) => row.untold === 0 && row.toldMs <= LEVELS_AFTER_MS),
      `every slot told again, the last at most ${Math.max(...rows.map((row) => row.toldMs)).toFixed(0)} ms after the ready line`,
    ],
    [
      worst((row) => row.worstLevel) <= LEVEL_WITHIN,
      `levels a second after the ready line: at most ${worst((row) => row.worstLevel)} of 255 off`,
    ],
    [edges.twice.length === 0, `triggers received twice: ${edges.twice.length} ${edges.twice.slice(0, 8).join(' ')}`],
    [
      edges.unaccounted.length === 0 && edges.due > 0,
      `triggers: ${edges.due} due, ${edges.received} received, ${edges.skipped} listed as skipped, ${edges.uncertain} as uncertain; unaccounted: ${edges.unaccounted.length} ${edges.unaccounted.slice(0, 8).join(' ')}`,
    ],
    [
      edges.skippedButReceived.length === 0,
      `listed as skipped and yet received: ${edges.skippedButReceived.length} ${edges.skippedButReceived.slice(0, 8).join(' ')}`,
    ],
  ]
  const away = rows.map((row) => row.awayMs).sort((a, b) => a - b)
  console.log(
    `\n${rows.length} kills; away ${away[0]?.toFixed(0)} to ${away.at(-1)?.toFixed(0)} ms, median ${away[away.length >> 1]?.toFixed(0)} ms`,
  )
  for (const [holds, text] of lines) console.log(`${holds ? '✓' : '✗'} ${text.trimEnd()}`)
  return lines.every(([holds]) => holds) ? 0 : 1
}
