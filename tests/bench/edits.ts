/**
 * `npm run bench edits`: does it matter to a GO that somebody edits?
 *
 * The built engine runs the demo show, grown to 500 cues and 200 fixtures, with its songs. A song plays. GO is said again and again over
 * OSC, in turns: in peace; while an edit of a cue or of a song is being made into an edition; right after `adopt now`. Taken is the time
 * from right before the datagram with GO until the kernel has the first datagram of the cue.
 *
 *   --rounds <n>         40 otherwise
 *   --engine <main.js>   the built engine; dist/engine/main.js otherwise
 */
import { spawn, spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeMessage } from '@ghostlight/engine'
import { connect } from '@ghostlight/engine/client'
import { type Edit, makeEdit } from '@ghostlight/timeline'
import { createRandom } from '@ghostlight/timeline/testing'
import { lateness, printTable } from './cues-figures.ts'
import { freeTcpPort, freeUdpPort, startRecorder } from './recorder.ts'

const CUES = 500
const FIXTURES = 200
const GO_CUE = '2000'
const wait = (forMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, forMs))
const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6
const load = (): string => (existsSync('/proc/loadavg') ? readFileSync('/proc/loadavg', 'utf8').split(' ')[0]! : 'unknown')
/** Documents as what they are made of: the bench changes them like a text. */
interface Loose {
  [key: string]: Loose
}
const text = (value: unknown): Loose => value as Loose

/** @returns 0; 1 when something could not be measured. */
export async function main(args: readonly string[]): Promise<number> {
  const option = (name: string, otherwise: string): string => {
    const at = args.indexOf(name)
    return at < 0 ? otherwise : (args[at + 1] ?? otherwise)
  }
  const rounds = Number(option('--rounds', '40'))
  const engineFile = option('--engine', 'dist/engine/main.js')
  if (!existsSync(engineFile) || spawnSync('python3', ['--version']).error) {
    console.error(`bench edits needs python3 and the built engine (${engineFile}): npm run build`)
    return 1
  }
  const folder = mkdtempSync(join(tmpdir(), 'ghostlight-edits-'))
  const stops: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  try {
    const [outPort, oscPort, port] = [await freeUdpPort(), await freeUdpPort(), await freeTcpPort()]
    const recorder = await startRecorder([outPort])
    stops.push(() => recorder.stop())
    const show = join(folder, 'show')
    growShow(show, outPort)
    const child = spawn(
      process.execPath,
      [engineFile, 'serve', show, '--port', String(port), '--osc-port', String(oscPort), '--ready-json'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    stops.push(() => child.kill('SIGKILL'))
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => chunk.includes('"ready":true') && resolve())
      child.once('exit', (code) => reject(new Error(`the engine ended with code ${code}`)))
    })
    const crew = connect({
      url: `http://127.0.0.1:${port}`,
      hello: { kind: 'console', name: 'bench', output: null, key: null, language: 'en' },
      audience: false,
    })
    stops.push(() => crew.dispose())
    for (let tries = 0; crew.draftEdition() === null || !crew.clock.isSynced(); tries++) {
      if (tries > 600) throw new Error('the engine does not answer')
      await wait(50)
    }
    const socket = createSocket('udp4')
    stops.push(() => socket.close())
    await crew.send({ command: 'fire', cue: '2' })
    await wait(3000)

    const random = createRandom(1)
    let edits = 0
    /** Not waited for: the engine is busy with it when this returns. */
    const edit = async (): Promise<boolean> => {
      const { show: now, songs, venue } = crew.draftEdition()!
      const n = ++edits
      const made: Edit = makeEdit({ show: now, songs, venue }, { id: `edit-${n}`, label: 'bench', author: 'bench' }, (draft) => {
        const loose = draft as unknown as Loose
        if (n % 2 === 0) loose.show!.cues!['grown-100']!.name!.en = text(`Edit ${n}`)
        else {
          const vocal = Object.values(loose.songs!.nokoribi!.tracks!).find((track) => (track.kind as unknown) === 'vocal')!
          Object.values(vocal.notes!)[0]!.lyric = text(`la${'a'.repeat(n % 7)}`)
        }
      })
      return (await crew.edit(made)).ok
    }
    const go = async (): Promise<number | null> => {
      const from = recorder.rows.length
      const pressedMs = nowMs()
      socket.send(encodeMessage({ address: `/ghostlight/cue/${GO_CUE}/fire`, args: [] }), oscPort, '127.0.0.1')
      for (let tries = 0; tries < 200; tries++) {
        await wait(2)
        const row = recorder.rows.slice(from).find(({ address }) => address === '/bench/go')
        if (row !== undefined) return row.atMs - pressedMs
      }
      return null
    }
    const tookMs: Record<'in peace' | 'while an edit is made' | 'after an adopt', (number | null)[]> = {
      'in peace': [],
      'while an edit is made': [],
      'after an adopt': [],
    }
    for (let n = 0; n < 5; n++) await go()
    let accepted = 0
    const answeredMs: number[] = []
    const loadBefore = load()
    for (let round = 0; round < rounds; round++) {
      tookMs['in peace'].push(await go())
      await wait(100)
      const editedMs = nowMs()
      const edited = edit().then((ok) => {
        answeredMs.push(nowMs() - editedMs)
        if (ok) accepted += 1
      })
      await wait(random.whole(0, 60))
      tookMs['while an edit is made'].push(await go())
      await edited
      await wait(400)
      if (round % 4 === 3) {
        const adopted = crew.send({ command: 'adopt', at: 'now', force: true })
        tookMs['after an adopt'].push(await go())
        if (!(await adopted).ok) throw new Error('the draft was not adopted')
        await wait(400)
      }
    }
    printTable(
      `GO → out over OSC, ${CUES} cues, ${FIXTURES} fixtures, a song playing`,
      Object.entries(tookMs).map(([name, all]) => {
        const known = all.filter((ms) => ms !== null)
        return lateness(name, known, all.length - known.length)
      }),
    )
    printTable('An edit, until it is answered', [lateness(`${accepted} of ${rounds} accepted`, answeredMs, 0)])
    console.log(`load average ${loadBefore} before, ${load()} after`)
    return accepted === rounds && Object.values(tookMs).every((all) => all.every((ms) => ms !== null)) ? 0 : 1
  } catch (error) {
    console.error(`bench edits: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    return 1
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

/** The demo show with more of everything, and one cue that sends one message to us. */
function growShow(folder: string, outPort: number): void {
  cpSync('shows/first-light', folder, { recursive: true, filter: (path) => !path.includes('.ghostlight') })
  const change = (file: string, by: (document: Loose) => void): void => {
    const document = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Loose
    by(document)
    writeFileSync(join(folder, file), JSON.stringify(document))
  }
  change('show.json', (show) => {
    const looks = Object.keys(show.looks!)
    const cue = (number: string, order: string, action: object) => ({
      order,
      number,
      name: { en: `Cue ${number}`, ja: `キュー ${number}` },
      preWaitMs: 0,
      postWaitMs: 0,
      continueMode: 'none',
      armed: true,
      action,
    })
    const messages = [{ targetId: 'bench', address: '/bench/go', args: [{ type: 'i', value: 1 }] }]
    Object.assign(show.cues!, { 'bench-go': cue(GO_CUE, 'zzz', { kind: 'osc', messages }) })
    for (let n = Object.keys(show.cues!).length; n < CUES; n++) {
      const action = { kind: 'look', look: looks[n % looks.length], fadeMs: 700 }
      Object.assign(show.cues!, { [`grown-${n}`]: cue(String(1000 + n), `zz${String(n).padStart(4, '0')}`, action) })
    }
  })
  change('venue.json', (venue) => {
    const fixtures = Object.values(venue.fixtures!)
    for (let n = fixtures.length; n < FIXTURES; n++) {
      const place = { number: 1000 + n, universe: 2 + Math.floor(n / 13), slot: 1 + 38 * (n % 13) }
      const order = `zz${String(n).padStart(4, '0')}`
      Object.assign(venue.fixtures!, { [`grown-${n}`]: { ...fixtures[n % fixtures.length]!, ...place, order, name: `Fixture ${n}` } })
    }
    const here = { kind: 'osc', host: '127.0.0.1', port: outPort, latencyMs: 0, enabled: true, profile: 'generic', universes: [1] }
    Object.assign(venue, { targets: { bench: { ...here, order: 'a', name: 'Bench' } } })
  })
}
