/**
 * `ghostlight stems`: renders the instrument tracks of songs to recordings that the stage plays, and names them in the song.
 * The band plays in a headless browser (`apps/stage/band.html`), because Web Audio and its Opus encoder live there.
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type AudioTrack, canonicalJson, type Song } from '@ghostlight/timeline'
import sirv from 'sirv'
import { createFileLayer } from '../store/file-layer.ts'
import { isBroken, readShow } from '../store/show-store.ts'
import { pagesFolder } from '../web/built-files.ts'
import { printIssues } from './check.ts'

const STEMS = ['drums', 'bass', 'music'] as const

/** What the page answers; see apps/stage/src/band/stem-page.ts. */
interface StemResult {
  readonly base64: string
  readonly durationMs: number
  readonly trackIds: readonly string[]
}

function serveBand(): Promise<Server> {
  const files = sirv(pagesFolder('stage'), { dev: true })
  const server = createServer((request, response) => {
    request.url = (request.url ?? '/').replace(/^\/pages\/stage/, '')
    files(request, response, () => {
      response.writeHead(404).end()
    })
  })
  return new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(server)))
}

/** The song with its stems as audio tracks; stems from an earlier rendering are replaced, other audio stays. */
function withStems(song: Song, stems: ReadonlyMap<string, { readonly file: string; readonly result: StemResult }>): unknown {
  const others = Object.entries(song.tracks).filter(([, track]) => track.kind !== 'audio' || track.stemOf === undefined)
  const tracks = [...stems].map(([name, { file, result }]): [string, unknown] => [
    `stem-${name}`,
    {
      kind: 'audio',
      order: `f-${name}`,
      name: `Stem: ${name}`,
      gainDb: 0,
      stemOf: [...result.trackIds],
      clips: { whole: { startBeats: 0, file, durationMs: Math.round(result.durationMs) } },
    } satisfies Record<keyof AudioTrack, unknown>,
  ])
  return { ...song, tracks: Object.fromEntries([...others, ...tracks]) }
}

/** @param songId one song, or null for every song of the show. @returns exit code. */
export async function stems(folder: string, songId: string | null): Promise<number> {
  const disk = createFileLayer()
  const { documents, issues } = readShow(folder, null, disk)
  if (documents === null || isBroken(issues.filter((issue) => issue.code !== 'missing-file'))) {
    printIssues(issues, folder)
    return 1
  }
  const songs = Object.entries(documents.songs).filter(([id]) => songId === null || id === songId)
  if (songs.length === 0) {
    console.error(`The show has no song "${songId}". Its songs: ${Object.keys(documents.songs).join(', ')}.`)
    return 1
  }
  const { launchBrowser } = await import('../browser/launch-browser.ts')
  const server = await serveBand()
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/pages/stage/band.html`)
    await page.waitForFunction('typeof window.ghostlightStem === "function"')
    for (const [id, song] of songs) {
      const made = new Map<string, { file: string; result: StemResult }>()
      for (const stem of STEMS) {
        process.stderr.write(`${id}: ${stem} …`)
        const result = (await page.evaluate(`window.ghostlightStem(${JSON.stringify(song)}, ${JSON.stringify(stem)})`)) as StemResult | null
        if (result === null) {
          process.stderr.write(' nothing to play\n')
          continue
        }
        const bytes = Buffer.from(result.base64, 'base64')
        const file = `audio/${id}-${stem}.ogg`
        disk.makeFolder(join(folder, 'audio'))
        disk.replace(join(folder, file), bytes)
        made.set(stem, { file, result })
        process.stderr.write(
          ` ${(result.durationMs / 1000).toFixed(1)} s, ${Math.round(bytes.length / 1024)} kB from ${result.trackIds.join(', ')}\n`,
        )
      }
      disk.replace(join(folder, 'songs', id, 'song.json'), Buffer.from(canonicalJson(withStems(song, made))))
    }
  } finally {
    await browser.close()
    server.close()
  }
  return 0
}
