/** A MIDI file with words becomes a show that is sung on stage. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './support/browser.ts'
import { runEngine, startEngine, temporaryFolder, until } from './support/engine.ts'
import { debugOf, mouthOf } from './support/stage-show.ts'

const ticksPerBeat = 480
const bpm = 120
/** One beat each, from the second beat on. */
const sung: readonly (readonly [pitch: number, lyric: string])[] = [
  [60, 'Shine'],
  [62, 'a'],
  [64, 'lit-'],
  [65, 'tle'],
  [67, 'lan-'],
  [69, 'tern'],
  [67, 'for'],
  [64, 'me'],
]

/** A Standard MIDI File of format 1: a track of tempo, one of notes with lyric events, one of a bass without words. */
function midiFile(): Buffer {
  const chunk = (name: string, bytes: readonly number[]) => {
    const head = Buffer.alloc(8)
    head.write(name, 'latin1')
    head.writeUInt32BE(bytes.length, 4)
    return Buffer.concat([head, Buffer.from(bytes)])
  }
  // Variable length, two bytes at most: 480 ticks is 0x83 0x60.
  const delta = (ticks: number) => (ticks < 128 ? [ticks] : [0x80 | (ticks >> 7), ticks & 0x7f])
  const meta = (kind: number, bytes: readonly number[]) => [0xff, kind, bytes.length, ...bytes]
  const text = (kind: number, words: string) => meta(kind, [...Buffer.from(words, 'utf8')])
  const end = [...delta(0), ...meta(0x2f, [])]
  const microseconds = 60_000_000 / bpm
  const tempo = [...delta(0), ...meta(0x51, [microseconds >> 16, (microseconds >> 8) & 255, microseconds & 255]), ...end]
  const voice = [...delta(0), ...text(3, 'Voice')]
  sung.forEach(([pitch, lyric], index) => {
    voice.push(...delta(index === 0 ? ticksPerBeat : 0), ...text(5, lyric))
    voice.push(...delta(0), 0x90, pitch, 96, ...delta(ticksPerBeat), 0x80, pitch, 0)
  })
  const bass = [...delta(0), ...text(3, 'Bass'), ...delta(0), 0x91, 36, 80, ...delta(4 * ticksPerBeat), 0x81, 36, 0, ...end]
  const header = chunk('MThd', [0, 1, 0, 3, ticksPerBeat >> 8, ticksPerBeat & 255])
  return Buffer.concat([header, chunk('MTrk', tempo), chunk('MTrk', [...voice, ...end]), chunk('MTrk', bass)])
}

let folder: string
let show: string
beforeAll(() => {
  folder = temporaryFolder()
  show = join(folder, 'my-show')
  writeFileSync(join(folder, 'lantern.mid'), midiFile())
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a MIDI file with words', () => {
  it('becomes a new show: performer, venue, song, and a cue that starts it; check finds nothing wrong', () => {
    const made = runEngine(['import', join(folder, 'lantern.mid'), '--into', show, '--title', 'Lantern'])
    expect(made.stderr).toBe('')
    expect(made.stdout).toContain('1 vocal track with 8 notes, 1 instrument track; cue 1 starts it')
    expect(made.stdout).toContain('taken to be English')
    expect(made.stdout).toContain(`npm run ghostlight -- stems ${show} lantern`)
    expect(made.stdout).toContain('is a new show')
    expect(made.code).toBe(0)
    const song = JSON.parse(readFileSync(join(show, 'songs/lantern/song.json'), 'utf8'))
    const notes: { startBeats: number; pitch: number; lyric: string }[] = Object.values(song.tracks).flatMap((track) => {
      const { kind, notes: all } = track as { kind: string; notes: object }
      return kind === 'vocal' ? Object.values(all) : []
    })
    expect(notes.sort((a, b) => a.startBeats - b.startBeats).map(({ pitch, lyric }) => [pitch, lyric])).toEqual(sung)
    const checked = runEngine(['check', show])
    expect(checked.stdout + checked.stderr).toContain('0 errors')
    expect(checked.code).toBe(0)
  })

  it('is not imported twice under one name, and the message says how to choose another', () => {
    const again = runEngine(['import', join(folder, 'lantern.mid'), '--into', show, '--title', 'Lantern'])
    expect(again.code).toBe(1)
    expect(again.stderr).toContain('--id lantern-2')
  })

  it('is refused in words when it is no MIDI file, and leaves no folder behind', () => {
    writeFileSync(join(folder, 'noise.mid'), 'These are no notes.')
    const refused = runEngine(['import', join(folder, 'noise.mid'), '--into', join(folder, 'nothing')])
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('Nothing was imported')
    expect(existsSync(join(folder, 'nothing'))).toBe(false)
  })

  it('is sung into a WAV file as long as its notes, neither silent nor clipped', () => {
    const file = join(folder, 'lantern.wav')
    expect(runEngine(['sing', join(show, 'songs/lantern/song.json'), '--out', file]).code).toBe(0)
    const wav = readFileSync(file)
    const rateHz = wav.readUInt32LE(24)
    const bytesPerSample = wav.readUInt16LE(34) / 8
    const seconds = (wav.length - 44) / (rateHz * bytesPerSample * wav.readUInt16LE(22))
    const lastNoteEndsS = ((sung.length + 1) * 60) / bpm
    expect(seconds).toBeGreaterThan(lastNoteEndsS - 0.2)
    expect(seconds).toBeLessThan(lastNoteEndsS + 1)
    // The two upper bytes of each sample are enough to judge its level.
    let peak = 0
    let energy = 0
    let count = 0
    for (let at = 44 + bytesPerSample - 2; at + 2 <= wav.length; at += bytesPerSample) {
      const value = wav.readInt16LE(at) / 32_768
      peak = Math.max(peak, Math.abs(value))
      energy += value * value
      count++
    }
    expect(peak).toBeLessThan(0.99)
    expect(10 * Math.log10(energy / count)).toBeGreaterThan(-35)
  })

  it('is sung on stage after GO', async () => {
    const engine = await startEngine({ folder: show })
    const browser = await launchBrowser()
    try {
      const page = await browser.newPage({ viewport: { width: 240, height: 136 } })
      await page.goto(`${engine.url}/stage`)
      await until('the performer is on stage', async () => (await debugOf(page))?.performersReady.includes('hotaru'), 40_000)
      expect((await engine.command({ command: 'go' })).body).toMatchObject({ ok: true })
      let spoke = false
      const openings: number[] = []
      await until(
        'the words have been sung',
        async () => {
          const { positionMs, opening } = await mouthOf(page)
          if (positionMs > 500 && positionMs < 4500) openings.push(opening)
          spoke ||= (await debugOf(page))?.sound?.sound === 'speaking'
          return positionMs >= 4500
        },
        40_000,
      )
      expect(spoke).toBe(true)
      expect(Math.max(...openings)).toBeGreaterThan(0.3)
      const seen = (await debugOf(page))!
      expect([seen.songId, seen.faults, seen.sound?.faults]).toEqual(['lantern', [], []])
    } finally {
      await browser.close()
      await engine.stop()
    }
  })
})
