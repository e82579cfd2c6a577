/**
 * One show folder is served by one engine at a time: two would write one log. The engine that serves leaves a note with its port;
 * a note counts while a Ghostlight answers there, so that one left behind by a crash does no harm.
 */
import { get } from 'node:http'
import { join } from 'node:path'
import type { FileLayer } from './file-layer.ts'

/** The address at which a Ghostlight already answers; null when something else, or nothing, is there. */
export function findGhostlight(host: string, port: number): Promise<string | null> {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  const address = `http://${name.includes(':') ? `[${name}]` : name}:${port}`
  return new Promise((resolve) => {
    const request = get(`${address}/api/v1/status`, { timeout: 1500 }, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => {
        body += chunk.toString('utf8')
      })
      response.on('end', () => resolve(/"ghostlight":1|"wrong-key"|"starting"/.test(body) ? address : null))
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(null))
  })
}

/** This show is being served already. */
export class ShowInUse extends Error {
  readonly code = 'show-in-use'
  readonly address: string
  constructor(address: string) {
    super(`This show is being served already at ${address}.`)
    this.address = address
  }
}

interface Note {
  readonly host: string
  readonly port: number
  readonly pid: number
}

const notePath = (stateFolder: string) => join(stateFolder, 'serving.json')

/** @throws ShowInUse */
export async function refuseWhenServed(stateFolder: string, files: FileLayer): Promise<void> {
  let note: Note | null = null
  try {
    note = JSON.parse(files.read(notePath(stateFolder))?.toString('utf8') ?? 'null') as Note | null
  } catch {
    return // unreadable: whoever wrote it did not finish
  }
  if (note === null || !isAlive(note.pid)) return
  const address = await findGhostlight(note.host, note.port)
  if (address !== null) throw new ShowInUse(address)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export function noteServing(stateFolder: string, at: { readonly host: string; readonly port: number } | null, files: FileLayer): void {
  try {
    files.makeFolder(stateFolder)
    files.replace(notePath(stateFolder), JSON.stringify(at === null ? null : { ...at, pid: process.pid }))
  } catch {
    // A folder that cannot be written holds no log that two could spoil.
  }
}
