/** A motion file becomes the dance of a song, as it is or fitted to the music. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { repository, runEngine, temporaryFolder } from './support/engine.ts'

const leg = (side: string, x: number) => `JOINT ${side}UpLeg { OFFSET ${x} -5 0 CHANNELS 3 Zrotation Xrotation Yrotation
JOINT ${side}Leg { OFFSET 0 -40 0 CHANNELS 3 Zrotation Xrotation Yrotation
JOINT ${side}Foot { OFFSET 0 -40 0 CHANNELS 3 Zrotation Xrotation Yrotation End Site { OFFSET 0 0 12 } } } }`
/** Four seconds in which she sways. */
const bvh = `HIERARCHY
ROOT Hips { OFFSET 0 0 0 CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
${leg('Left', 9)} ${leg('Right', -9)}
JOINT Spine { OFFSET 0 20 0 CHANNELS 3 Zrotation Xrotation Yrotation JOINT Gizmo { OFFSET 1 0 0 CHANNELS 0 End Site { OFFSET 1 0 0 } } } }
MOTION
Frames: 81
Frame Time: 0.05
${Array.from({ length: 81 }, (_, f) => `${Math.sin(f / 9)} 85 0 ${'0 '.repeat(24)}`).join('\n')}
`

let folder: string
let show: string
beforeAll(() => {
  folder = temporaryFolder()
  show = join(folder, 'show')
  cpSync(join(repository, 'shows/first-light'), show, { recursive: true, filter: (path) => !path.includes('.ghostlight') })
  writeFileSync(join(folder, 'sway.bvh'), bvh)
  writeFileSync(join(folder, 'cut.bvh'), bvh.slice(0, -400))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const imported = (...args: string[]) => runEngine(['import', join(folder, 'sway.bvh'), '--into', show, '--song', 'sakura', ...args])
const clipsOf = (): Record<string, unknown>[] => {
  const song = JSON.parse(readFileSync(join(show, 'songs/sakura/song.json'), 'utf8'))
  const tracks = Object.values(song.tracks) as { kind: string; clips: Record<string, { file?: string }> }[]
  return tracks
    .filter((track) => track.kind === 'motion')
    .flatMap((track) => Object.values(track.clips).filter((clip) => clip.file === 'motion/sway.bvh'))
}

it('as it is: as long as it was recorded, and what has no bone is told', () => {
  const made = imported('--at', '8')
  expect(made.stderr).toBe('')
  expect(made.code).toBe(0)
  expect(made.stdout).toContain('Not taken over: Gizmo')
  expect(clipsOf()).toHaveLength(1)
  expect(clipsOf()[0]).toMatchObject({ startBeats: 8, loop: false })
})

it('fitted: trimmed, stretched to beats, twice through, mirrored, over the legs of a move; the show stays in order', () => {
  const made = imported('--at', '40', '--trim', '1:3', '--beats', '8', '--times', '2', '--mirror', '--legs', 'side-step')
  expect(made.stderr).toBe('')
  const clip = clipsOf().find((one) => one.startBeats === 40)
  expect(clip).toMatchObject({ lengthBeats: 16, fromMs: 1000, toMs: 3000, loop: true, mirror: true, part: 'upperBody', move: 'side-step' })
  expect(clip!.marks).toEqual([
    [0, 1000],
    [8, 3000],
  ])
  expect(runEngine(['check', show]).stdout).toContain('0 errors')
})

it.each([
  [['--trim', '9:12'], 'lasts 4.0 s'],
  [['--trim', '3:1'], '--trim takes seconds'],
  [['--beats', '0'], 'above 0'],
  [['--times', '1.5'], 'whole number'],
  [['--legs', 'cartwheel'], 'no move "cartwheel"'],
])('%s is refused in words, and nothing is written', (args, words) => {
  const before = readFileSync(join(show, 'songs/sakura/song.json'), 'utf8')
  const refused = imported(...args)
  expect(refused.code).not.toBe(0)
  expect(refused.stderr).toContain(words)
  expect(readFileSync(join(show, 'songs/sakura/song.json'), 'utf8')).toBe(before)
})

it('a file that is cut off is refused with the numbers', () => {
  const refused = runEngine(['import', join(folder, 'cut.bvh'), '--into', show])
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('were announced')
})
