/**
 * Loudness of the demo songs through the stage's own mixing desk, judged by ffmpeg (EBU R 128): npm run bench mix [-- song …]
 * Aims: −14 ± 1 LUFS, true peak ≤ −1 dBTP, range 4–10 LU, and while she sings the lead 1–5 dB above all else together in 300–4000 Hz.
 * Needs ffmpeg and a browser.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Song } from '@ghostlight/timeline'
import { lexiconFor } from '@ghostlight/voice/lexicon'
import sirv from 'sirv'
import { launchBrowser } from '../../packages/engine/src/browser/launch-browser.ts'

const show = 'shows/first-light'
const RAW = ['-f', 'f32le', '-ar', '48000', '-ac', '2'] as const

interface Loudness {
  readonly lufs: number
  readonly rangeLu: number
  readonly truePeakDb: number
}

function ffmpeg(args: readonly string[]): { readonly stdout: Buffer; readonly stderr: string } {
  const run = spawnSync('ffmpeg', ['-hide_banner', '-nostats', ...args], { maxBuffer: 1 << 30 })
  if (run.error || run.status !== 0) throw new Error(`ffmpeg failed: ${run.error?.message ?? run.stderr.toString('utf8').slice(-400)}`)
  return { stdout: run.stdout, stderr: run.stderr.toString('utf8') }
}

function loudnessOf(file: string): Loudness {
  const summary = ffmpeg([...RAW, '-i', file, '-af', 'ebur128=peak=true', '-f', 'null', '-']).stderr.split('Summary:')[1] ?? ''
  const number = (label: string) => Number(new RegExp(`${label}:\\s+(-?[\\d.]+)`).exec(summary)?.[1] ?? Number.NaN)
  return { lufs: number('I'), rangeLu: number('LRA'), truePeakDb: number('Peak') }
}

/** Mono power of 50 ms windows in the band of words. */
function bandPower(file: string): number[] {
  const { stdout } = ffmpeg([
    '-loglevel',
    'error',
    ...RAW,
    '-i',
    file,
    '-af',
    'highpass=f=300:p=2,lowpass=f=4000:p=2',
    '-f',
    'f32le',
    '-ac',
    '1',
    '-',
  ])
  const samples = new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + (stdout.length & ~3)))
  const window = 2400
  return Array.from({ length: Math.floor(samples.length / window) }, (_, w) => {
    let power = 0
    for (let i = w * window; i < (w + 1) * window; i++) power += (samples[i] ?? 0) ** 2
    return power / window
  })
}

/** How far the lead stands above the rest while it sounds, dB. */
function leadOverRest(lead: readonly number[], rest: readonly number[]): number {
  let leadPower = 0
  let restPower = 0
  lead.forEach((power, w) => {
    if (power < 1e-5) return
    leadPower += power
    restPower += rest[w] ?? 0
  })
  return 10 * Math.log10(leadPower / restPower)
}

export async function main(args: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'mix-'))
  const pages = sirv('dist/stage', { dev: true })
  const files = sirv(show, { dev: true })
  const server = createServer((request, response) => {
    const missing = () => {
      response.writeHead(404).end()
    }
    if (request.url?.startsWith('/pages/stage/')) {
      request.url = request.url.slice('/pages/stage'.length)
      pages(request, response, missing)
    } else files(request, response, missing)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()))
  const browser = await launchBrowser()
  const wrong: string[] = []
  try {
    const page = await browser.newPage()
    page.on('pageerror', (error) => console.error(error.message))
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/pages/stage/band.html`)
    await page.waitForFunction('typeof window.ghostlightMix === "function"')
    const ids = args.length > 0 ? args : readdirSync(join(show, 'songs')).sort()
    console.log('song          LUFS    range LU   true peak dBTP   lead over rest dB (300–4000 Hz)')
    for (const id of ids) {
      const song = JSON.parse(readFileSync(join(show, 'songs', id, 'song.json'), 'utf8')) as Song
      const clips = Object.values(song.tracks).flatMap((track) => (track.kind === 'audio' ? Object.values(track.clips) : []))
      const sings = Object.values(song.tracks).some((track) => track.kind === 'vocal')
      const request = {
        song,
        lexicon: lexiconFor([song]),
        singer: 'hotaru',
        files: Object.fromEntries(clips.map((c) => [c.file, `/${c.file}`])),
      }
      const render = async (part: 'all' | 'lead' | 'rest') => {
        const file = join(folder, `${id}-${part}.raw`)
        const base64 = (await page.evaluate(`window.ghostlightMix(${JSON.stringify({ ...request, part })})`)) as string
        writeFileSync(file, Buffer.from(base64, 'base64'))
        return file
      }
      const { lufs, rangeLu, truePeakDb } = loudnessOf(await render('all'))
      const over = sings && clips.length > 0 ? leadOverRest(bandPower(await render('lead')), bandPower(await render('rest'))) : null
      console.log(
        `${id.padEnd(12)} ${lufs.toFixed(1).padStart(6)} ${rangeLu.toFixed(1).padStart(9)} ${truePeakDb.toFixed(1).padStart(14)} ${(over?.toFixed(1) ?? '–').padStart(16)}`,
      )
      // Talk and the vamp are no songs: they are only to stay clear of clipping.
      if (truePeakDb > -1) wrong.push(`${id}: true peak ${truePeakDb} dBTP, above −1`)
      if (over === null) continue
      if (Math.abs(lufs + 14) > 1) wrong.push(`${id}: ${lufs} LUFS, not −14 ± 1`)
      if (rangeLu < 4 || rangeLu > 10) wrong.push(`${id}: range ${rangeLu} LU, not 4–10`)
      if (over < 1 || over > 5) wrong.push(`${id}: the lead stands ${over.toFixed(1)} dB over the rest, not 1–5`)
    }
  } finally {
    await browser.close()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
  for (const line of wrong) console.log(`✗ ${line}`)
  return wrong.length === 0 ? 0 : 1
}
