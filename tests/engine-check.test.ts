import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runEngine, temporaryFolder } from './support/engine.ts'
import { smallShow, writeShowFolder } from './support/small-show.ts'

const folder = temporaryFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Ten mistakes of ten kinds, and the path at which each is to be named. */
const mistakes: readonly (readonly [path: string, make: (show: ReturnType<typeof loose>) => void])[] = [
  ['show.cues.song.action.segmentId', (s) => (s.show.cues.song.action.segmentId = 'frist')],
  ['show.cues.warm.action.look', (s) => (s.show.cues.warm.action.look = 'wram')],
  ['show.cues.hello.number', (s) => (s.show.cues.hello.number = '1')],
  ['show.looks.cold.groups.all.levelUnit', (s) => (s.show.looks.cold.groups.all.levelUnit = 50)],
  ['show.setlist.waiting.songId', (s) => (s.show.setlist.waiting.songId = 'waitin')],
  ['venue.fixtures.lamp2', (s) => (s.venue.fixtures.lamp2 = { ...s.venue.fixtures.lamp, order: 'b', number: 2, slot: 2 })],
  ['songs/first.tracks.sound.clips.a', (s) => (s.songs.first.tracks.sound = sound('audio/missing.opus'))],
  ['songs/first.tracks.light.clips.clip-3.look', (s) => (s.songs.first.tracks.light.clips['clip-3'].look = 'clod')],
  [
    'songs/first.tracks.triggers.messages.late',
    (s) => (s.songs.first.tracks.triggers.messages.late = { atBeats: 500, address: '/late', args: [] }),
  ],
  [
    'songs/first.tracks.triggers.messages.lost.targetId',
    (s) => (s.songs.first.tracks.triggers.messages.lost = { atBeats: 1, address: '/lost', args: [], targetId: 'dsek' }),
  ],
]
const sound = (file: string) => ({
  kind: 'audio',
  order: 'z',
  name: 'Sound',
  gainDb: 0,
  clips: { a: { startBeats: 0, file, durationMs: 1000 } },
})
// biome-ignore lint/suspicious/noExplicitAny: the point is to put in what the types forbid
const loose = () => smallShow({ oscTargetPort: null }) as any

function writeBroken(makes: readonly ((show: ReturnType<typeof loose>) => void)[], name: string): string {
  const documents = loose()
  for (const make of makes) make(documents)
  writeShowFolder(join(folder, name), documents)
  return join(folder, name)
}

describe('check', () => {
  it('a good show has no errors', () => {
    const show = writeBroken([], 'good')
    const { code, stdout } = runEngine(['check', show])
    expect(stdout).toContain('0 errors')
    expect(code).toBe(0)
  })
  it('names all of ten mistakes with their paths, and serve refuses in the same words', () => {
    const show = writeBroken(
      mistakes.map(([, make]) => make),
      'broken',
    )
    const checked = runEngine(['check', show])
    const lines = checked.stdout.split('\n').filter((line) => line.startsWith('✗'))
    for (const [path] of mistakes)
      expect(
        lines.some((line) => line.startsWith(`✗ ${path}`)),
        `${path} in\n${checked.stdout}`,
      ).toBe(true)
    expect(checked.code).toBe(1)
    const served = runEngine(['serve', show, '--port', '0', '--osc-port', '0'])
    expect(served.code).toBe(1)
    expect(served.stdout).toBe(checked.stdout)
  })
  it('a file that is no JSON is named, and the rest is checked still', () => {
    const show = writeBroken([mistakes[1]![1]], 'torn')
    writeFileSync(join(show, 'songs/waiting/song.json'), '{"id": "waiting",')
    const { stdout, code } = runEngine(['check', show])
    expect(stdout).toMatch(/✗ songs\/waiting: .* is not valid JSON/)
    expect(stdout).toContain('✗ show.cues.warm.action.look')
    expect(stdout).not.toContain('no song "waiting"')
    expect(code).toBe(1)
  })
  it('a folder that is not there is said to be not there', () => {
    expect(runEngine(['check', join(folder, 'nowhere')])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('There is no show folder'),
    })
  })
})
