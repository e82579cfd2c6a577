import { beats, type Edition, evaluate, momentAt, ms } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { go, perform, tinyEdition } from '../testing-edition.ts'
import { energyAt, moodOf, swayBeatsOf } from './crowd-mood.ts'

const edition = tinyEdition()
const song = edition.songs['a']!
const time = edition.time['a']!
const section = (startBeats: number, energyUnit: number) => ({
  name: {},
  kind: 'verse' as const,
  startBeats: beats(startBeats),
  lengthBeats: beats(8),
  energyUnit,
  colours: { hues: ['#000000', '#000000', '#000000'] as [string, string, string], accent: '#000000' },
})
const frameAt = (of: Edition, atMs: number) => evaluate(of, momentAt(of, perform(of, [[0, 0, go('a', 'r')]]), ms(atMs)))

describe('the mood of the crowd', () => {
  it('sways in whole bars or halves of them, once in 1.5 to 3 s whatever the tempo', () => {
    for (const [bpm, beatsPerBar, sways] of [
      [120, 4, 4],
      [60, 4, 2],
      [166, 3, 6],
      [200, 4, 8],
      [76, 4, 2],
    ] as const) {
      const scaled = { ...time, tempo: { ...time.tempo, beatsToMs: (at: number) => ms((at * 60_000) / bpm) } }
      const barred = { ...scaled, barStart: (bar: number) => beats((bar - 1) * beatsPerBar) }
      expect(swayBeatsOf({ ...song, lengthBeats: 64 as never }, barred), `${bpm}`).toBe(sways)
    }
  })

  it('goes over from section to section within two beats, without a step', () => {
    const two = { ...song, sections: { a: section(0, 0.2), b: section(8, 0.9) } }
    const sectionAt = (at: number) => (at < 8 ? 'a' : 'b')
    const energy = (at: number) => energyAt(two, { ...time, sectionAt }, at)
    expect([energy(7.99), energy(10.01)]).toEqual([0.2, 0.9])
    expect(energy(9)).toBeCloseTo(0.55, 2)
    for (let at = 7; at < 11; at += 0.05) expect(Math.abs(energy(at + 0.05) - energy(at))).toBeLessThan(0.03)
  })

  it('follows the beats of the song; the same position is the same mood', () => {
    const mood = moodOf(edition, frameAt(edition, 1250))
    expect(mood.beats).toBeCloseTo(2.5, 6)
    expect(moodOf(edition, frameAt(edition, 1250))).toEqual(mood)
  })

  it('goes on without a jump where the music ends, in applause that dies away', () => {
    const end = time.lengthMs
    const at = (afterMs: number) => moodOf(edition, frameAt(edition, end + afterMs))
    const before = at(-30)
    for (let afterMs = 0; afterMs < 9000; afterMs += 30) {
      const [one, next] = [at(afterMs - 30), at(afterMs)]
      expect(next.beats - one.beats).toBeGreaterThanOrEqual(0)
      expect(next.beats - one.beats).toBeLessThan(0.12)
      expect(Math.abs(next.energyUnit - one.energyUnit)).toBeLessThan(0.05)
    }
    expect(at(2000).energyUnit).toBeGreaterThan(0.7)
    expect(at(9000).energyUnit).toBeCloseTo(0.12, 6)
    expect(before).toMatchObject({ energyUnit: 0.4, swayBeats: at(500).swayBeats })
  })
})
