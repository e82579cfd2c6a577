/** `ghostlight render`, from outside: the same pictures every time, also when it was broken off. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { repository, runEngine, temporaryFolder, until } from './support/engine.ts'
import { smallShow, smallSong, writeShowFolder } from './support/small-show.ts'
import { writeStageShow } from './support/stage-show.ts'

let folder: string
beforeAll(() => {
  folder = temporaryFolder()
  writeStageShow(join(folder, 'show'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/**
 * The screen's picture stands in its right half; at beat 4 of the first song a cue turns it white for 200 ms and another one clicks; at
 * beat 6 a third plays a video of 25 pictures a second whose luma is 40 + 8 × its number.
 */
function writeCueShow(at: string): void {
  const { show, venue, songs } = smallShow({ oscTargetPort: null })
  const cue = { preWaitMs: 0, postWaitMs: 0, continueMode: 'none', armed: true }
  const on = (beat: number) => ({ kind: 'time', segmentId: 'first', positionMs: beat * smallSong.beatMs })
  const shown = (picture: object, lengthMs: number) => ({ kind: 'output', picture, fadeMs: 0, lengthMs })
  const cornersPx = { topLeft: [320, 0], topRight: [640, 0], bottomRight: [640, 360], bottomLeft: [320, 360] }
  writeShowFolder(at, {
    songs,
    venue: { ...venue, outputs: { ...venue.outputs, screen: { ...venue.outputs.screen, cornersPx } } },
    show: {
      ...show,
      cues: {
        ...show.cues,
        flash: {
          ...cue,
          order: 'e',
          number: '5',
          name: { en: 'Flash' },
          anchor: on(4),
          action: shown({ kind: 'pattern', pattern: 'white' }, 200),
        },
        click: {
          ...cue,
          order: 'f',
          number: '6',
          name: { en: 'Click' },
          anchor: on(4),
          action: { kind: 'sound', file: 'media/click.wav', durationMs: 100, fadeMs: 0 },
        },
        film: {
          ...cue,
          order: 'g',
          number: '7',
          name: { en: 'Film' },
          anchor: on(6),
          action: shown({ kind: 'media', media: 'video', file: 'media/film.webm', layer: 1, durationMs: 600, fit: 'stretch' }, 600),
        },
      },
    },
  })
  mkdirSync(join(at, 'media'))
  const made = [
    ['-f', 'lavfi', '-i', 'aevalsrc=if(lt(t\\,0.001)\\,0.9\\,0):s=48000:d=0.1', join(at, 'media/click.wav')],
    [
      ...['-f', 'lavfi', '-i', 'color=black:s=64x36:r=25:d=0.6', '-vf', 'geq=lum=40+8*N:cb=128:cr=128'],
      ...['-c:v', 'libvpx', '-b:v', '2M', join(at, 'media/film.webm')],
    ],
  ].map((wish) => spawnSync('ffmpeg', ['-loglevel', 'error', '-y', ...wish], { encoding: 'utf8' }).stderr)
  expect(made).toEqual(['', ''])
}

const ask = (out: string) => [
  ...['render', join(folder, 'show'), '--output', 'screen', '--size', '96x54', '--fps', '2'],
  ...['--from', '3', '--to', '9', '--out', join(folder, out)],
]
/** Hash of every decoded picture, in order. */
function picturesOf(file: string): string[] {
  const { stdout } = spawnSync('ffmpeg', ['-loglevel', 'error', '-i', join(folder, file), '-map', '0:v', '-f', 'framemd5', '-'], {
    encoding: 'utf8',
  })
  return stdout.split('\n').flatMap((line) => (line === '' || line.startsWith('#') ? [] : [line.split(',').at(-1)!.trim()]))
}

describe('a rendered video', () => {
  it('has the same pictures after it was killed in the middle as in one go, and a sound as long', async () => {
    expect(runEngine(ask('whole.webm')).code).toBe(0)
    const whole = picturesOf('whole.webm')
    expect(whole).toHaveLength(12)
    expect(new Set(whole).size).toBeGreaterThan(6)
    const child: ChildProcess = spawn(process.execPath, [join(repository, 'dist/engine/main.js'), ...ask('again.webm')], {
      stdio: 'ignore',
    })
    await until('the first part is kept', () => existsSync(join(folder, 'again.webm.parts', 'parts.json')), 60_000)
    child.kill('SIGKILL')
    await new Promise((gone) => child.once('exit', gone))
    expect(existsSync(join(folder, 'again.webm'))).toBe(false)
    const { code, stderr } = runEngine(ask('again.webm'))
    expect([code, stderr]).toEqual([0, expect.stringContaining('1 of 2 parts are there already')])
    expect(picturesOf('again.webm')).toEqual(whole)
    expect(readdirSync(folder).filter((name) => name.endsWith('.parts'))).toEqual([])
    const { stdout } = spawnSync('ffmpeg', [
      '-loglevel',
      'error',
      '-i',
      join(folder, 'again.webm'),
      '-map',
      '0:a',
      '-f',
      's16le',
      '-ac',
      '1',
      '-ar',
      '48000',
      '-',
    ])
    expect(stdout.length / 2 / 48_000).toBeCloseTo(6, 1)
    // A click on every beat of the song, at 120 bpm: the loudest sample of each half second stands at its beginning.
    const loudest = [2, 5, 9].map((half) => {
      let best = 0
      for (let k = half * 24_000 - 4000; k < half * 24_000 + 20_000; k++)
        if (Math.abs(stdout.readInt16LE(k * 2)) > Math.abs(stdout.readInt16LE(best * 2 || half * 48_000))) best = k
      return best - half * 24_000
    })
    for (const late of loudest) expect(Math.abs(late) / 48).toBeLessThan(8)
  })

  it('of an output shows what cues put on that fire by themselves, pinned as the screen is, with their sound at the very picture', () => {
    const out = join(folder, 'cues.webm')
    writeCueShow(join(folder, 'cues'))
    const { code, stderr } = runEngine([
      ...['render', join(folder, 'cues'), '--song', 'first', '--output', 'screen', '--size', '160x90', '--fps', '25'],
      ...['--from', '1', '--to', '4', '--out', out],
    ])
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('rror')])
    const { stdout: grey } = spawnSync('ffmpeg', ['-loglevel', 'error', '-i', out, '-f', 'rawvideo', '-pix_fmt', 'gray', '-'], {
      maxBuffer: 1e9,
    })
    const at = (picture: number, x: number, y: number) => grey[picture * 160 * 90 + y * 160 + x]!
    expect(grey.length).toBe(75 * 160 * 90)
    // White from beat 4 (2.0 s of the song, 1.0 s of the file) for 200 ms, inside the screen's corners only.
    const white = Array.from({ length: 50 }, (_, picture) => at(picture, 100, 45) > 200)
    expect([white.indexOf(true), white.lastIndexOf(true)]).toEqual([25, 29])
    expect([at(26, 10, 45), at(26, 72, 85)].every((level) => level < 24)).toBe(true)
    // The video that is on from beat 6 shows its own pictures: each has the luma of its number.
    const video = [0, 5, 10].map((later) => at(50 + later, 100, 30))
    for (const [index, level] of video.entries()) expect(Math.abs(level - ((40 + 8 * index * 5 - 16) * 255) / 219)).toBeLessThan(4)
    const { stdout: sound } = spawnSync('ffmpeg', ['-loglevel', 'error', '-i', out, '-f', 's16le', '-ac', '1', '-ar', '48000', '-'], {
      maxBuffer: 1e9,
    })
    let loudest = 0
    for (let k = 0; k < sound.length / 2; k++)
      if (Math.abs(sound.readInt16LE(k * 2)) > Math.abs(sound.readInt16LE(loudest * 2))) loudest = k
    expect(Math.abs(loudest / 48 - 1000)).toBeLessThan(8)
  })

  it('says what it cannot do', () => {
    const { code, stderr } = runEngine(['render', join(folder, 'show'), '--codec', 'h264', '--out', join(folder, 'x.webm')])
    expect([code, stderr]).toEqual([2, expect.stringContaining('.webm holds VP9 or AV1')])
  })

  it('can be one picture', () => {
    const out = join(folder, 'still.png')
    expect(runEngine(['render', join(folder, 'show'), '--output', 'screen', '--size', '96x54', '--from', '5', '--out', out]).code).toBe(0)
    const png = readFileSync(out)
    expect([png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(['PNG', 96, 54])
  })
})
