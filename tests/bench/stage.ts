/**
 * What a picture of the stage costs: npm run bench stage [-- --quick] [-- --profile]
 *   script per picture (fold, evaluation, pose, mouth, springs; nothing drawn), memory per picture and what stays after 100,000,
 *   draw calls and triangles, time to the first picture on loopback, and the time of a finished picture against a bare three-vrm viewer.
 * Aims (issue "The performer and the screen"): script ≤ 1.0 ms, kept < 1 MB, first picture < 2 s, ≤ 1.3 × the bare viewer.
 * Frame times on a machine without a graphics card are those of its software renderer: the ratio says something, the milliseconds do not.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../../packages/engine/src/browser/launch-browser.ts'
import { openShowWithFiles } from '../../packages/engine/src/cli/open-show.ts'
import { serveRendering } from '../../packages/engine/src/cli/render.ts'
import { requestOf } from '../../packages/engine/src/cli/render-request.ts'
import { startEngine } from '../support/engine.ts'

const show = 'shows/first-light'
const songId = 'nokoribi'

interface Line {
  readonly name: string
  readonly value: string
  readonly aim: string
  readonly kept: boolean | null
}

/** Functions that take the most time by themselves, from the browser's own sampling profiler. */
async function profile(page: Page, work: () => Promise<unknown>): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page)
  await session.send('Profiler.enable')
  await session.send('Profiler.setSamplingInterval', { interval: 200 })
  await session.send('Profiler.start')
  await work()
  const { profile } = await session.send('Profiler.stop')
  const own = new Map<number, number>()
  for (const id of profile.samples ?? []) own.set(id, (own.get(id) ?? 0) + 1)
  const byName = new Map<string, number>()
  for (const node of profile.nodes) {
    const name = `${node.callFrame.functionName || '(anonymous)'} ${node.callFrame.url.split('/').at(-1)}:${node.callFrame.lineNumber}:${node.callFrame.columnNumber}`
    byName.set(name, (byName.get(name) ?? 0) + (own.get(node.id) ?? 0))
  }
  const all = profile.samples?.length ?? 1
  return [...byName]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 28)
    .map(([name, count]) => `${((100 * count) / all).toFixed(1).padStart(5)} %  ${name}`)
}

/** From opening the address to the first picture with everybody in it. */
async function firstPicture(browser: Awaited<ReturnType<typeof launchBrowser>>): Promise<number> {
  const engine = await startEngine({ show })
  try {
    const times: number[] = []
    // The first opening fills the browser's cache, as the line check before a show does.
    for (let run = 0; run < 3; run++) {
      const page = await browser.newPage({ viewport: { width: 640, height: 360 } })
      await page.goto(`${engine.url}/stage`)
      const shown = await page.waitForFunction('window.__ghostlight?.firstPictureMs ?? null', undefined, { timeout: 60_000 })
      times.push((await shown.jsonValue()) as number)
      await page.close()
    }
    return times.sort((a, b) => a - b)[1]!
  } finally {
    await engine.stop()
  }
}

export async function main(args: readonly string[]): Promise<number> {
  const quick = args.includes('--quick')
  const opened = await openShowWithFiles(show, null)
  if (opened === null) return 1
  const wish = {
    venue: null,
    song: songId,
    output: 'gauze',
    content: true,
    from: null,
    to: null,
    fps: 60,
    size: '640x360',
    codec: null,
    bitrate: null,
  }
  const request = requestOf(opened.edition, { ...wish, lyrics: false, language: 'en', out: 'bench.webm' })
  if (typeof request === 'string') throw new Error(request)
  const folder = mkdtempSync(join(tmpdir(), 'ghostlight-bench-'))
  const server = await serveRendering(opened.text, opened.assets, folder)
  const browser = await launchBrowser({ extraFlags: ['--enable-precise-memory-info', '--js-flags=--expose-gc'] })
  const lines: Line[] = []
  try {
    const page = await browser.newPage({ viewport: { width: 320, height: 180 } })
    page.on('pageerror', (error) => console.error(error.message))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    await page.goto(`http://127.0.0.1:${address.port}/pages/stage/render.html`)
    await page.waitForFunction('typeof window.ghostlightBench === "object"')
    const ask = <T>(what: string) => page.evaluate(`window.ghostlightBench.${what}`) as Promise<T>
    const lengthMs = request.toMs
    await ask(`open(${JSON.stringify(request)})`)
    await ask(`script(400, ${lengthMs})`)
    const script = await ask<{ medianMs: number; p95Ms: number }>(`script(${quick ? 1000 : 5000}, ${lengthMs})`)
    lines.push({
      name: 'script per picture, median',
      value: `${script.medianMs.toFixed(2)} ms`,
      aim: '≤ 1.0 ms',
      kept: script.medianMs <= 1,
    })
    lines.push({ name: '  95th percentile', value: `${script.p95Ms.toFixed(2)} ms`, aim: '', kept: null })
    if (args.includes('--profile')) for (const line of await profile(page, () => ask(`script(3000, ${lengthMs})`))) console.log(line)
    const frames = quick ? 10_000 : 100_000
    const memory = await ask<{ perFrame: number; retained: number }>(`memory(${frames}, ${lengthMs})`)
    lines.push({ name: 'memory per picture, for the collector', value: `${(memory.perFrame / 1024).toFixed(1)} kB`, aim: '', kept: null })
    const retained = memory.retained / 1024 / 1024
    lines.push({ name: `memory kept after ${frames} pictures`, value: `${retained.toFixed(2)} MB`, aim: '< 1 MB', kept: retained < 1 })
    const drawing = await ask<{ calls: number; triangles: number; programs: number; textures: number }>('drawing()')
    lines.push({ name: 'draw calls', value: String(drawing.calls), aim: '≤ 30', kept: drawing.calls <= 30 })
    lines.push({
      name: 'triangles, outlines included',
      value: String(drawing.triangles),
      aim: '≤ 165,000',
      kept: drawing.triangles <= 165_000,
    })
    lines.push({ name: 'shader programs, textures', value: `${drawing.programs}, ${drawing.textures}`, aim: '', kept: null })
    const { oursMs, bareMs } = await ask<{ oursMs: number; bareMs: number }>(`ratio(${quick ? 6 : 20}, ${lengthMs})`)
    const ratio = oursMs / bareMs
    lines.push({
      name: 'finished picture, ours / bare viewer',
      value: `${oursMs.toFixed(1)} / ${bareMs.toFixed(1)} ms`,
      aim: '',
      kept: null,
    })
    lines.push({ name: '  ratio', value: ratio.toFixed(2), aim: '≤ 1.3', kept: ratio <= 1.3 })
    await page.close()
    const firstMs = await firstPicture(browser)
    lines.push({ name: 'first picture after opening', value: `${(firstMs / 1000).toFixed(2)} s`, aim: '< 2 s', kept: firstMs < 2000 })
  } finally {
    await browser.close()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
  for (const { name, value, aim, kept } of lines)
    console.log(`${name.padEnd(40)} ${value.padStart(16)}   ${aim.padEnd(10)} ${kept === null ? '' : kept ? '✓' : '✗ missed'}`)
  return lines.some(({ kept }) => kept === false) ? 1 : 0
}
