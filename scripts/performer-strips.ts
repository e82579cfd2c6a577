import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type BodyProportions, moves, type Pose } from '../packages/avatar/src/index.ts'
import { figureOfMove } from '../packages/avatar/src/moves/sample-move.ts'
import { bodyOf, buildPerformer } from '../packages/avatar/src/performer/index.ts'
import { solvePose } from '../packages/avatar/src/solve-pose.ts'
import { avatarUrl, withScriptPage } from './performer-view/script-page.ts'
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
export function withStripPage(use: (page: StripPage) => Promise<void>): Promise<void> {
  return withScriptPage('strip', 'typeof window.drawStrip === "function"', ({ page, serve }) =>
    use({
      load: (vrm) => {
        serve(vrm)
        return page.evaluate((url) => window.loadAvatar(url), avatarUrl)
      },
      draw: async (frames, layout) => {
        const url = await page.evaluate(([f, l]) => window.drawStrip(f, l), [frames, layout] as const)
        return Buffer.from(url.split(',')[1]!, 'base64')
      },
    }),
  )
}
