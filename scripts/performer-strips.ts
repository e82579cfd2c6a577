import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { type BodyProportions, moves, type Pose } from '../packages/avatar/src/index.ts'
import { figureOfMove } from '../packages/avatar/src/moves/sample-move.ts'
import { bodyOf, buildPerformer } from '../packages/avatar/src/performer/index.ts'
import { solvePose } from '../packages/avatar/src/solve-pose.ts'
import { performAt, type Stretch } from './performer-view/stretches.ts'
import type { LoadedAvatar, StripFrame, StripLayout } from './performer-view/strip.ts'

/**
 * Strips of what she does, as the stage poses her: how a choreographer without a window sees movement.
 *
 *   node scripts/run-ts.mjs scripts/performer-strips.ts <folder> <what…> [--frames 16] [--near] [--look akane] [--webp]
 *
 * What: the name of a move, or `idle`, `hold`, `curtain`, `song:<id>:<from beat>:<to beat>` of shows/first-light, or a motion file
 * (`dance.vmd`, `pack.glb#Walk`). `--avatar file.vrm` puts it on another avatar.
 */
export async function main(args: readonly string[]): Promise<number> {
  const option = (name: string, otherwise: string) => (args.includes(name) ? (args[args.indexOf(name) + 1] ?? otherwise) : otherwise)
  const taken = new Set([option('--frames', ''), option('--look', ''), option('--avatar', '')])
  const [folder, ...wanted] = args.filter((a) => !a.startsWith('--') && !taken.has(a))
  if (!folder || wanted.length === 0) throw new Error('usage: performer-strips.ts <folder> <what…>')
  mkdirSync(folder, { recursive: true })
  const look = option('--look', 'hotaru')
  const count = Number(option('--frames', '16'))
  const layout = layoutOf(args.includes('--near'), args.includes('--webp'))
  const avatar = option('--avatar', '')
  await withStripPage(async ({ load, draw }) => {
    const loaded = await load(avatar === '' ? buildPerformer(look) : new Uint8Array(readFileSync(avatar)))
    if (avatar !== '')
      console.log(
        `VRM ${loaded.version}, ${loaded.triangles} triangles, ${loaded.drawCalls} draw calls, ${loaded.body.heightM.toFixed(2)} m`,
      )
    const body = avatar === '' ? bodyOf(look) : loaded.body
    for (const what of wanted) {
      const frames = framesOf(what, count, body)
      const file = join(
        folder,
        `${basename(what).replaceAll(/[:#]/g, '-')}${args.includes('--near') ? '-near' : ''}.${layout.type === 'image/webp' ? 'webp' : 'png'}`,
      )
      writeFileSync(file, await draw(frames, { ...layout, bones: avatar !== '' }))
      console.log(basename(file))
    }
  })
  return 0
}

export const layoutOf = (near: boolean, webp: boolean): StripLayout => ({
  ...(near
    ? { widthPx: 300, heightPx: 360, columns: 6, spanM: 0.9, centreM: 1.42 }
    : { widthPx: 200, heightPx: 300, columns: 8, spanM: 2.15, centreM: 1.0 }),
  follow: near,
  viewsDeg: [0],
  background: '#15151c',
  bones: false,
  type: webp ? 'image/webp' : 'image/png',
  quality: 0.8,
})

/** Evenly spaced frames of a move or a stretch, each with the sixth of a second before it. */
function framesOf(what: string, count: number, body: BodyProportions): StripFrame[] {
  const move = moves[what]
  const stretch: Stretch = move
    ? {
        lengthMs: (move.lengthBeats * 60_000) / move.homeBpm,
        poseAt: (ms) => ({
          ...solvePose(
            figureOfMove(move, (ms * move.homeBpm) / 60_000, { mirror: false, energyUnit: move.energyUnit, bpm: move.homeBpm }),
            body,
          ),
          expressions: { happy: 0.3 },
        }),
      }
    : performAt(what, body)
  return Array.from({ length: count }, (_, i) => {
    const ms = (stretch.lengthMs * i) / count
    return { pose: stretch.poseAt(ms), before: Array.from({ length: 10 }, (_, k): Pose => stretch.poseAt(ms - ((10 - k) * 1000) / 60)) }
  })
}

export interface StripPage {
  load(vrm: Uint8Array): Promise<LoadedAvatar>
  /** @returns the picture's bytes */
  draw(frames: readonly StripFrame[], layout: StripLayout): Promise<Buffer>
}

/** Opens a browser with the page that draws strips, and closes it. */
export async function withStripPage(use: (page: StripPage) => Promise<void>): Promise<void> {
  const here = dirname(fileURLToPath(import.meta.url))
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry: join(here, 'performer-view', 'strip.ts'), formats: ['es'], fileName: 'strip' } },
  })
  const script = ((Array.isArray(result) ? result[0]! : result) as { output: { code?: string }[] }).output[0]!.code!
  const browser = await chromium.launch({
    executablePath: process.env.GHOSTLIGHT_BROWSER ?? '/usr/bin/chromium',
    args: [
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-background-networking',
      '--no-first-run',
      '--no-sandbox',
    ],
  })
  try {
    const page = await browser.newPage()
    page.on('pageerror', (error) => console.log(`page: ${error.message}`))
    let avatar: Uint8Array = new Uint8Array(0)
    await page.route('http://view.test/**', (route) => {
      const { pathname } = new URL(route.request().url())
      if (pathname === '/strip.js') return route.fulfill({ contentType: 'text/javascript', body: script })
      if (pathname === '/avatar.vrm') return route.fulfill({ contentType: 'model/gltf-binary', body: Buffer.from(avatar) })
      return route.fulfill({ contentType: 'text/html', body: '<!doctype html><script type="module" src="/strip.js"></script>' })
    })
    await page.goto('http://view.test/')
    await page.waitForFunction(() => typeof window.drawStrip === 'function')
    await use({
      load: async (vrm) => {
        avatar = vrm
        return page.evaluate(() => window.loadAvatar('/avatar.vrm'))
      },
      draw: async (frames, layout) => {
        const url = await page.evaluate(([f, l]) => window.drawStrip(f, l), [frames, layout] as const)
        return Buffer.from(url.split(',')[1]!, 'base64')
      },
    })
  } finally {
    await browser.close()
  }
}
