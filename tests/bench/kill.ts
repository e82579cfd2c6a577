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
import { spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileEdition, type EditionData, type Entry } from '@ghostlight/timeline'
import { createRandom } from '@ghostlight/timeline/testing'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { edgesDue, fold, judgeEdges, showTimeOf } from './kill/edges.ts'
import { type Engine, killNow, nowMs, type Status, startEngine, triggersOnBeats } from './kill/engine.ts'
import { judgeLevels } from './kill/levels.ts'
import { type PageWatch, watchPage } from './kill/pages.ts'
import { type KillRow, LEVELS_AFTER_MS, printRow, report } from './kill/report.ts'
import { freeTcpPort, freeUdpPort, startRecorder } from './recorder.ts'

/** Songs of the copy, in this order; the next is fired when one is about to end. */
const songCues = ['2', '4', '6']
const songEndMs = 9000

const wait = (forMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, forMs)))

/** @returns 0 when every line holds, else 1. */
export async function main(args: readonly string[]): Promise<number> {
  const option = (name: string, otherwise: string): string => {
    const at = args.indexOf(name)
    return at < 0 ? otherwise : (args[at + 1] ?? otherwise)
  }
  const kills = Number(option('--kills', '20'))
  const random = createRandom(Number(option('--seed', '1'))).unit
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

/** An address of fewer than eight characters and one int32. */
function oscMessage(address: string, n: number): Buffer {
  const bytes = Buffer.alloc(16)
  bytes.write(address, 'latin1')
  bytes.write(',i', 8, 'latin1')
  bytes.writeInt32BE(n, 12)
  return bytes
}
