/** The engine under test: a show with a trigger on every beat, the process that is killed, and how it is spoken to. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson } from '@ghostlight/timeline'

export interface Status {
  readonly showAtMs: number
  readonly edition: string
  readonly faults: readonly { readonly code: string; readonly edges?: readonly string[] }[]
  readonly moment: { readonly segment: { readonly songId: string; readonly positionMs: number; readonly lengthMs: number } | null }
}
export interface Engine {
  readonly child: ChildProcess
  readonly spawnedMs: number
  readonly readyMs: number
}

export const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6

/** A trigger on every beat of every song of the folder, each with an address of its own. */
export function triggersOnBeats(show: string): void {
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

export async function startEngine(
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

export async function killNow(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}
