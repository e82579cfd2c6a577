/** Starts the built engine on a copy of a show in a temporary folder, on ports of its own, and stops it again. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type SmallShowOptions, smallShow, writeShowFolder } from './small-show.ts'

export const repository = fileURLToPath(new URL('../../', import.meta.url))
/** GHOSTLIGHT_ENGINE tries another build. */
const engineMain = process.env.GHOSTLIGHT_ENGINE ?? join(repository, 'dist/engine/main.js')

export interface EngineOptions {
  /** A show folder to copy; the small show when left out. */
  readonly show?: string
  readonly small?: SmallShowOptions
  /** Serve this folder itself, as a restart does. */
  readonly folder?: string
  /** Such as ['--osc-out', '127.0.0.1:7770']. */
  readonly args?: readonly string[]
  /** No file can grow beyond this, as on a full disk; whole 512 bytes. Not on Windows. */
  readonly fileLimitBytes?: number
}
export interface Ready {
  readonly port: number
  readonly audiencePort: number
  readonly oscPort: number | null
  readonly keys: { readonly operator: string; readonly author: string; readonly stage: string } | null
  readonly performanceId: string
  readonly continued: boolean
}
export interface TestEngine extends Ready {
  /** "http://127.0.0.1:<port>" */
  readonly url: string
  readonly audienceUrl: string
  readonly folder: string
  readonly process: ChildProcess
  /** All that it printed so far. */
  output(): string
  /** POST /api/v1/commands: the parsed answer. */
  command(command: Readonly<Record<string, unknown>>): Promise<{ readonly status: number; readonly body: Record<string, unknown> }>
  // biome-ignore lint/suspicious/noExplicitAny: tests look into the status as they like
  status(): Promise<any>
  /** SIGKILL, and wait until it is gone. */
  kill(): Promise<void>
  /** SIGTERM, wait, and remove the temporary folder (when this engine made it). */
  stop(): Promise<void>
}

const readyWithinMs = 20_000

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'ghostlight-'))
}

/** Runs `ghostlight <args>` to its end. */
export function runEngine(args: readonly string[], { cwd = repository }: { readonly cwd?: string } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [engineMain, ...args], { encoding: 'utf8', cwd, timeout: 110_000 })
  return { code: status, stdout, stderr }
}

export async function startEngine({ show, small, folder, args = [], fileLimitBytes }: EngineOptions = {}): Promise<TestEngine> {
  if (!existsSync(engineMain)) throw new Error('The engine is not built: run "npm run build" (npm test does).')
  const own = folder === undefined ? temporaryFolder() : null
  const at = folder ?? join(own ?? '', 'show')
  if (own !== null) {
    if (show === undefined) writeShowFolder(at, smallShow(small ?? { oscTargetPort: null }))
    else cpSync(show, at, { recursive: true, filter: (path) => !path.includes('.ghostlight') })
  }
  const serve = [process.execPath, engineMain, 'serve', at, '--port', '0', '--osc-port', '0', '--ready-json', ...args]
  const limited = fileLimitBytes === undefined ? [] : ['sh', '-c', `ulimit -f ${Math.ceil(fileLimitBytes / 512)}; exec "$@"`, 'sh']
  const [program, ...rest] = [...limited, ...serve]
  const child = spawn(program!, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  const ready = await new Promise<Ready>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`The engine was not ready in ${readyWithinMs} ms:\n${output}`)), readyWithinMs)
    const take = (chunk: Buffer) => {
      output += chunk.toString('utf8')
      const line = output.split('\n').find((one) => one.startsWith('{"ready":true'))
      if (line === undefined || !output.includes('\n', output.indexOf(line))) return
      clearTimeout(late)
      resolve(JSON.parse(line) as Ready)
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.once('exit', (code) => {
      clearTimeout(late)
      reject(new Error(`The engine ended with code ${code}:\n${output}`))
    })
  })
  const url = `http://127.0.0.1:${ready.port}`
  const authorization: Record<string, string> = ready.keys === null ? {} : { Authorization: `Bearer ${ready.keys.operator}` }
  return {
    ...ready,
    url,
    audienceUrl: `http://127.0.0.1:${ready.audiencePort}`,
    folder: at,
    process: child,
    output: () => output,
    async command(command) {
      const response = await fetch(`${url}/api/v1/commands`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...authorization },
        body: JSON.stringify(command),
      })
      return { status: response.status, body: (await response.json()) as Record<string, unknown> }
    },
    status: async () => (await fetch(`${url}/api/v1/status`, { headers: authorization })).json(),
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
    async stop() {
      child.kill('SIGTERM')
      const hurry = setTimeout(() => child.kill('SIGKILL'), 5000)
      await gone
      clearTimeout(hurry)
      if (own !== null) rmSync(own, { recursive: true, force: true })
    },
  }
}

/** Asks again and again until the answer is truthy. @throws with `what` when it never is. */
export async function until<T>(what: string, ask: () => Promise<T> | T, withinMs = 5000): Promise<NonNullable<T>> {
  const startedMs = performance.now()
  for (;;) {
    const answer = await ask()
    if (answer) return answer as NonNullable<T>
    if (performance.now() - startedMs > withinMs) throw new Error(`It did not happen within ${withinMs} ms: ${what}`)
    await new Promise((resume) => setTimeout(resume, 10))
  }
}
