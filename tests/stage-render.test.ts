/** `ghostlight render`, from outside: the same pictures every time, also when it was broken off. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { repository, runEngine, temporaryFolder, until } from './support/engine.ts'
import { writeStageShow } from './support/stage-show.ts'

let folder: string
beforeAll(() => {
  folder = temporaryFolder()
  writeStageShow(join(folder, 'show'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

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

  it('can be one picture', () => {
    const out = join(folder, 'still.png')
    expect(runEngine(['render', join(folder, 'show'), '--output', 'screen', '--size', '96x54', '--from', '5', '--out', out]).code).toBe(0)
    const png = readFileSync(out)
    expect([png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(['PNG', 96, 54])
  })
})
