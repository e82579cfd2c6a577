/**
 * Who else sends messages on time: each plays the same CHAIN_LENGTH messages, CHAIN_STEP_MS apart, in alternation with the engine. A plain
 * setTimeout shows what one would get without effort, a real-time C program what this machine can do at all; SuperCollider and Pure Data
 * are what musicians use. What is not installed is left out and named.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { CHAIN_LENGTH, CHAIN_STEP_MS } from './bench-show.ts'

export interface Peer {
  readonly name: string
  /** Of its messages. */
  readonly address: string
  /** Plays one round and returns when it is over: when its first message was due, monotonic ms; null: nobody can tell it when to begin. */
  round(): Promise<number | null>
  stop(): Promise<void>
}

export const wait = (forMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, forMs))
export const spanMs = CHAIN_LENGTH * CHAIN_STEP_MS + 500
const beginsInMs = 400
const file = (name: string): string => join(import.meta.dirname, name)
const isInstalled = (program: string): boolean => spawnSync('which', [program], { stdio: 'ignore' }).status === 0
const nothing = async (): Promise<void> => undefined

/** Ends a child; by force after three seconds. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  const force = setTimeout(() => child.kill('SIGKILL'), 3000)
  await gone
  clearTimeout(force)
}

/** A program that is told its first instant on the monotonic clock: PORT START_NS STEP_MS COUNT. */
function punctual(name: string, address: string, command: readonly string[], outPort: number): Peer {
  return {
    name,
    address,
    async round() {
      const startNs = process.hrtime.bigint() + BigInt(beginsInMs) * 1_000_000n
      const [program, ...first] = command
      const child = spawn(program!, [...first, String(outPort), String(startNs), String(CHAIN_STEP_MS), String(CHAIN_LENGTH)], {
        stdio: 'ignore',
      })
      await wait(beginsInMs + spanMs)
      await end(child)
      return Number(startNs) / 1e6
    },
    stop: nothing,
  }
}

/** Told its first instant on the wall clock, which it reads to some microseconds. Null when it does not come up. */
async function sclang(outPort: number, press: (port: number, packet: Buffer) => void): Promise<Peer | null> {
  const child = spawn('sclang', [file('cues-sclang.scd'), String(outPort), String(CHAIN_STEP_MS), String(CHAIN_LENGTH)], {
    // Its help browser wants a display, and a sandbox that root cannot have.
    env: { ...process.env, QT_QPA_PLATFORM: 'offscreen', QTWEBENGINE_DISABLE_SANDBOX: '1' },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  let port = 0
  for (let tries = 0; tries < 300 && port === 0 && child.exitCode === null; tries++) {
    await wait(100)
    port = Number(/listens on (\d+)/.exec(said)?.[1] ?? 0)
  }
  if (port === 0) {
    await end(child)
    return null
  }
  return {
    name: 'sclang',
    address: '/sclang',
    async round() {
      const { wallMs, monotonicMs } = bothClocks()
      press(port, oscText('/start', ((wallMs + beginsInMs) / 1000).toFixed(6)))
      await wait(beginsInMs + spanMs)
      return monotonicMs + beginsInMs
    },
    stop: () => end(child),
  }
}

/** Begins when it is ready, on a clock of its own. */
function pureData(outPort: number): Peer {
  return {
    name: 'Pure Data',
    address: '/pd',
    async round() {
      const say = (text: string): readonly string[] => ['-send', `; ${text}`]
      const child = spawn(
        'pd',
        [
          ...['-nogui', '-noaudio', '-rt', '-open', file('cues-pd.pd')],
          ...say(`ghostlight-out connect 127.0.0.1 ${outPort}`),
          ...say(`ghostlight-begin ${CHAIN_STEP_MS} ${CHAIN_LENGTH}`),
        ],
        { stdio: 'ignore' },
      )
      await wait(2000 + spanMs)
      await end(child)
      return null
    },
    stop: nothing,
  }
}

/** Plays the C program beside something else: `count` messages, `stepMs` apart, from `startMs` (monotonic) on. */
export function playFloor(
  program: string,
  outPort: number,
  at: { readonly startMs: number; readonly stepMs: number; readonly count: number },
) {
  return spawn(program, [outPort, Math.round(at.startMs * 1e6), at.stepMs, at.count].map(String), { stdio: 'ignore' })
}

/** Those who are here, and in words who is not. */
export async function findPeers(
  outPort: number,
  folder: string,
  press: (port: number, packet: Buffer) => void,
): Promise<{ readonly peers: readonly Peer[]; readonly missing: readonly string[]; readonly floor: string | null }> {
  const peers: Peer[] = [punctual('setTimeout', '/timeout', [process.execPath, file('set-timeout-sender.mjs')], outPort)]
  const missing: string[] = []
  const program = join(folder, 'floor')
  const floor = spawnSync('cc', ['-O2', '-o', program, file('floor.c')]).status === 0 ? program : null
  if (floor !== null) peers.push(punctual('C, real time', '/floor', [floor], outPort))
  else missing.push('no C compiler, so no floor')
  const language = isInstalled('sclang') ? await sclang(outPort, press) : null
  if (language !== null) peers.push(language)
  else missing.push('sclang (Debian: supercollider-language) is not installed or does not start')
  if (isInstalled('pd')) peers.push(pureData(outPort))
  else missing.push('pd (Debian: puredata-core) is not installed')
  return { peers, missing, floor }
}

/** One instant on both clocks: that at which the wall clock's millisecond turns. The earliest of a few, since a reading can be held up. */
function bothClocks(): { readonly wallMs: number; readonly monotonicMs: number } {
  const turns = Array.from({ length: 8 }, () => {
    const before = Date.now()
    let wallMs = before
    while (wallMs === before) wallMs = Date.now()
    return { wallMs, monotonicMs: Number(process.hrtime.bigint()) / 1e6 }
  })
  return turns.reduce((best, turn) => (turn.monotonicMs - turn.wallMs < best.monotonicMs - best.wallMs ? turn : best))
}

/** A message with one text. */
function oscText(address: string, text: string): Buffer {
  const padded = (value: string): Buffer => Buffer.concat([Buffer.from(value, 'latin1'), Buffer.alloc(4 - (value.length % 4))])
  return Buffer.concat([padded(address), padded(',s'), padded(text)])
}
