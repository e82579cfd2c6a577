import { beats, type Edition, evaluate, momentAt, ms, type Section } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { sceneryAt } from './scenery.ts'
import { go, perform, tinyEdition } from './testing-edition.ts'

const section = (startBeats: number, scenery?: Section['scenery']): Section => ({
  name: {},
  kind: 'verse',
  startBeats: beats(startBeats),
  lengthBeats: beats(8),
  energyUnit: 0.5,
  colours: { hues: ['#000000', '#000000', '#000000'], accent: '#000000' },
  ...(scenery ? { scenery } : {}),
})
const tiny = tinyEdition()
const song = { ...tiny.songs['a']!, scenery: { wall: 'city' as const }, sections: { x: section(0), y: section(8, { air: 'sparks' }) } }
const edition: Edition = {
  ...tiny,
  songs: { ...tiny.songs, a: song },
  time: { ...tiny.time, a: { ...tiny.time['a']!, sectionAt: (at) => (at < 8 ? 'x' : 'y') } },
}
/** 120 bpm, begun at once. */
const at = (beat: number, of = edition) => {
  const performance = perform(of, [[0, 0, go('a', 'r')]])
  return sceneryAt(of, evaluate(of, momentAt(of, performance, ms(beat * 500))))
}

describe('scenery', () => {
  it('is the ring and fireflies where nobody says otherwise', () => {
    expect(at(3, tiny)).toEqual({
      wall: { from: 'ring', to: 'ring', unit: 1 },
      air: { from: 'fireflies', to: 'fireflies', unit: 1 },
    })
  })
  it('is the song’s, but for what a section says, and becomes another within two beats', () => {
    expect(at(3).wall.to).toBe('city')
    expect(at(9).wall).toMatchObject({ from: 'city', to: 'city' })
    expect(at(9).air).toMatchObject({ from: 'fireflies', to: 'sparks' })
    expect(at(9).air.unit).toBeCloseTo(0.5, 2)
    expect(at(10.5).air).toEqual({ from: 'sparks', to: 'sparks', unit: 1 })
  })
})
