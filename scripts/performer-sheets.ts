import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expressionNames, moveNames, moves, type Pose } from '../packages/avatar/src/index.ts'
import { figureOfMove } from '../packages/avatar/src/moves/sample-move.ts'
import { bodyOf, buildPerformer, performerLooks } from '../packages/avatar/src/performer/index.ts'
import { solvePose } from '../packages/avatar/src/solve-pose.ts'
import type { Song } from '../packages/timeline/src/index.ts'
import { layoutOf, withStripPage } from './performer-strips.ts'
import { performAt } from './performer-view/stretches.ts'

/** Of her waiting: one hand on the hip, the other beside her, so that the figure is seen. */
const standsMs = 25_000

/**
 * The pictures of docs/performer.md, taken again: node scripts/run-ts.mjs scripts/performer-sheets.ts docs/pictures/performer
 * Every look, a face sheet, a strip and one accent of every move, her waiting and her curtain call, one still per section of each song.
 */
export async function main([folder]: readonly string[]): Promise<number> {
  if (!folder) throw new Error('usage: performer-sheets.ts <folder>')
  mkdirSync(folder, { recursive: true })
  const body = bodyOf('hotaru')
  const still = (pose: Pose, before: readonly Pose[] = [pose]) => ({ pose, before })
  const stretch = (what: string, atMs: readonly number[]) => {
    const { poseAt } = performAt(what, body)
    return atMs.map((at) =>
      still(
        poseAt(at),
        Array.from({ length: 10 }, (_, k) => poseAt(at - ((10 - k) * 1000) / 60)),
      ),
    )
  }
  const full = { ...layoutOf(false, true), quality: 0.72 }
  const near = { ...layoutOf(true, true), quality: 0.75 }
  await withStripPage(async ({ load, draw }) => {
    const write = async (name: string, frames: Parameters<typeof draw>[0], layout: typeof full) => {
      writeFileSync(join(folder, `${name}.webp`), await draw(frames, layout))
      console.log(name)
    }
    for (const look of ['akane', 'tsukuyo', 'hotaru'].filter((name) => Object.hasOwn(performerLooks, name))) {
      await load(buildPerformer(look))
      const own = bodyOf(look)
      const standing = performAt('idle', own).poseAt(standsMs)
      await write(look, [still(standing)], { ...full, widthPx: 220, heightPx: 400, columns: 1, viewsDeg: [0], spanM: 1.95, centreM: 0.92 })
    }
    const neutral = performAt('idle', body).poseAt(standsMs)
    const facing = { ...neutral, lookAt: { yawDeg: 0, pitchDeg: 0 } }
    await write(
      'turnaround',
      [0, 1, 2, 3].map((i) => turned(neutral, i * 90)).map((pose) => still(pose)),
      { ...full, widthPx: 230, heightPx: 400, columns: 4, spanM: 1.95, centreM: 0.92 },
    )
    const plain = ['aa', 'ih', 'ou', 'ee', 'oh', 'blink'].map((name) => ({ [name]: 1 }))
    const faces: readonly Readonly<Record<string, number>>[] = [
      ...Object.values(expressionNames),
      { ...expressionNames.fierce, aa: 0.9, shout: 1, narrow: 0.5 },
      { ...expressionNames.rapture, aa: 0.9 },
      ...plain,
    ]
    await write(
      'faces',
      faces.map((expressions) => still({ ...facing, expressions })),
      { ...near, widthPx: 200, heightPx: 200, columns: 6, spanM: 0.36, centreM: 1.545, follow: true },
    )
    await write(
      'waiting',
      stretch(
        'idle',
        Array.from({ length: 8 }, (_, i) => i * 3750),
      ),
      full,
    )
    await write(
      'curtain-call',
      stretch(
        'curtain',
        Array.from({ length: 8 }, (_, i) => 500 + i * 1700),
      ),
      full,
    )
    const danced = (name: string, beat: number) => {
      const move = moves[name]!
      const at = (b: number) => ({
        ...solvePose(figureOfMove(move, b, { mirror: false, energyUnit: move.energyUnit, bpm: move.homeBpm }), body),
        expressions: { happy: 0.4 },
      })
      return still(
        at(beat),
        Array.from({ length: 10 }, (_, k) => at(beat - ((10 - k) * move.homeBpm) / 3600)),
      )
    }
    await write(
      'move-strips',
      moveNames.flatMap((name) => Array.from({ length: 6 }, (_, i) => danced(name, (moves[name]!.lengthBeats * i) / 6))),
      { ...full, widthPx: 110, heightPx: 150, columns: 12, follow: true },
    )
    const accents = moveNames.map((name) => danced(name, moves[name]!.accents.at(-1) ?? 0))
    await write('moves', accents, { ...full, widthPx: 190, heightPx: 260, spanM: 2.1, follow: true })
    for (const id of ['daisy-bell', 'sakura', 'nokoribi']) {
      const song = JSON.parse(readFileSync(new URL(`../shows/first-light/songs/${id}/song.json`, import.meta.url), 'utf8')) as Song
      const sections = Object.values(song.sections).sort((a, b) => a.startBeats - b.startBeats)
      const frames = sections.map((section) => {
        const { poseAt } = performAt(
          `song:${id}:${section.startBeats + section.lengthBeats / 2}:${section.startBeats + section.lengthBeats}`,
          body,
        )
        return still(
          poseAt(0),
          Array.from({ length: 10 }, (_, k) => poseAt(((k - 10) * 1000) / 60)),
        )
      })
      await write(id, frames, { ...full, follow: true })
    }
  })
  return 0
}

/** The same pose, standing turned to her left. */
function turned(pose: Pose, deg: number): Pose {
  const half = (deg * Math.PI) / 360
  const [x, y, z, w] = pose.rotations.hips ?? [0, 0, 0, 1]
  const [s, c] = [Math.sin(half), Math.cos(half)]
  const [hx, hy, hz] = pose.hipsM
  const [sin, cos] = [Math.sin(2 * half), Math.cos(2 * half)]
  return {
    ...pose,
    hipsM: [hx * cos + hz * sin, hy, hz * cos - hx * sin],
    rotations: { ...pose.rotations, hips: [c * x + s * z, c * y + s * w, c * z - s * x, c * w - s * y] },
  }
}
