import { bodyOf } from '@ghostlight/avatar/performer'
import { compileEdition, type Edition, type EditionData, evaluate, type Frame, momentAt, ms } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { songAlone } from '../render/song-alone.ts'
import type { View } from './camera.ts'
import { inPicture } from './in-picture.ts'
import { Operator } from './operator.ts'
import { type Cast, companyOf } from './rehearsal.ts'
import { far, type V } from './vector.ts'

/** Sixteen bars at 120 bpm: a full shot, then a medium one that two performers dance through. */
function editionOf(performers: readonly string[], camera: object): Edition {
  const motion = (performerId: string) => ({
    kind: 'motion',
    order: 'b',
    name: performerId,
    performerId,
    clips: { a: { startBeats: 0, lengthBeats: 32, move: 'burst' }, b: { startBeats: 32, lengthBeats: 32, move: 'wave', mirror: true } },
  })
  const song = {
    formatVersion: 1,
    id: 'one',
    title: { en: 'One' },
    lengthBeats: 64,
    tempo: { a: { atBeats: 0, bpm: 120, curve: 'step' } },
    metre: { a: { atBeats: 0, beatsPerBar: 4, beatUnit: 4 } },
    sections: { a: { kind: 'verse', name: { en: 'a' }, startBeats: 0, lengthBeats: 64, energyUnit: 0.5, colours: colours } },
    vamps: {},
    tracks: {
      ...Object.fromEntries(performers.map((id) => [id, motion(id)])),
      camera: { kind: 'camera', order: 'm', name: 'Camera', clips: camera },
    },
    credits: [],
  }
  const data = {
    formatVersion: 1,
    show: {
      formatVersion: 1,
      id: 'show',
      title: { en: 'Show' },
      performers: Object.fromEntries(
        performers.map((id) => [
          id,
          { order: id, name: { en: id }, avatar: { kind: 'builtIn', look: 'hotaru' }, voice: { kind: 'builtIn', design: 'hotaru' } },
        ]),
      ),
      setlist: { s: { order: 'a', songId: 'one' } },
      cues: {},
      looks: {},
    },
    songs: { one: song },
    venue: { formatVersion: 1, id: 'v', name: 'v', fixtures: {}, outputs: {} },
    assets: {},
    lexicon: {},
  }
  return compileEdition(data as unknown as EditionData, 'x')
}
const colours = { hues: ['#ffffff', '#ffffff', '#ffffff'], accent: '#ffffff' }
const shots = { a: { startBeats: 0, lengthBeats: 32, shot: 'full' }, b: { startBeats: 32, lengthBeats: 32, shot: 'medium' } }
const castOf = (ids: readonly string[]): Cast => ({
  name: ids.join(),
  members: ids.map((performerId, at) => ({ performerId, xM: (at - (ids.length - 1) / 2) * 1.5, body: bodyOf('hotaru'), motions: {} })),
})
const edition = editionOf(['her'], shots)
const cast = castOf(['her'])
const performance = songAlone(edition, 'one')
const nowAt = (atMs: number, of = edition) => {
  const moment = momentAt(of, performance, ms(atMs))
  return { edition: of, moment, frame: evaluate(of, moment) }
}
const apart = (a: View, b: View) => Math.max(far(a.eyeM, b.eyeM), far(a.lookM, b.lookM), Math.abs(a.fovDeg - b.fovDeg))

describe('the operator of the hall’s camera', () => {
  it('shows at an instant what it shows, whether it watched all along, came late or went back', () => {
    const watching = new Operator()
    const seen = new Map<number, View>()
    for (let atMs = 0; atMs < 32_000; atMs += 40) seen.set(atMs, watching.sight(nowAt(atMs), cast, 16 / 9, false).view)
    for (const atMs of [27_000, 15_960, 16_000, 4000, 0, 31_960]) {
      expect(apart(new Operator().sight(nowAt(atMs), cast, 16 / 9, false).view, seen.get(atMs)!), `${atMs}`).toBe(0)
      expect(apart(watching.sight(nowAt(atMs), cast, 16 / 9, false).view, seen.get(atMs)!), `${atMs}`).toBe(0)
    }
  })
  it('cuts where a clip begins, and nowhere else', () => {
    const operator = new Operator()
    let before = operator.sight(nowAt(0), cast, 16 / 9, false)
    for (let atMs = 40; atMs < 32_000; atMs += 40) {
      const now = operator.sight(nowAt(atMs), cast, 16 / 9, false)
      if (now.id === before.id) expect(far(now.view.eyeM, before.view.eyeM), `${atMs}`).toBeLessThan(0.08)
      else expect(atMs).toBe(16_000)
      before = now
    }
  })
  it('stands still within a shot for who wants less motion', () => {
    const operator = new Operator()
    const { view } = operator.sight(nowAt(0), cast, 16 / 9, true)
    for (let atMs = 0; atMs < 16_000; atMs += 500)
      expect(apart(operator.sight(nowAt(atMs), cast, 16 / 9, true).view, view)).toBeLessThan(1e-9)
  })
  it('goes over, within a shot, where the music jumps', () => {
    const operator = new Operator()
    const jumped = (sinceMs: number) => {
      const there = nowAt(12_000 + sinceMs)
      const then = nowAt(2000).frame
      const frame: Frame = { ...there.frame, before: { sinceMs: ms(sinceMs), frame: then } }
      return operator.sight({ ...there, frame }, cast, 16 / 9, false).view
    }
    const was = operator.sight(nowAt(2000), cast, 16 / 9, false).view
    expect(apart(jumped(0), was)).toBeLessThan(0.01)
    expect(apart(jumped(1099), operator.sight(nowAt(13_099), cast, 16 / 9, false).view)).toBeLessThan(0.01)
  })
  it('leaves room for arms, wherever they go, when a cue dances over the song', () => {
    const operator = new Operator()
    const { frame, ...rest } = nowAt(20_000)
    const layer = frame.performers['her']!.motion.current!
    const performers = { her: { ...frame.performers['her']!, overrides: [{ runId: 'r', layer, weightUnit: 1 }] } }
    const { view } = operator.sight({ ...rest, frame: { ...frame, performers } }, cast, 9 / 16, false)
    for (const hand of [
      [-0.75, 1.5, 0.2],
      [0.75, 1.5, 0.2],
      [0, 2, 0.2],
    ] as const satisfies readonly V[])
      for (const place of inPicture(view, 9 / 16, hand)) expect(Math.abs(place)).toBeLessThan(1)
  })
  it('holds two performers in one picture, and one of them alone in a near one', () => {
    const ids = ['her', 'him']
    const both = editionOf(ids, shots)
    const operator = new Operator()
    for (const aspect of [16 / 9, 9 / 16]) {
      for (const atMs of [1000, 9000, 14_000]) {
        const now = nowAt(atMs, both)
        const { view } = operator.sight(now, castOf(ids), aspect, false)
        for (const { crownM, chinM } of companyOf(both, now.moment, castOf(ids), null))
          for (const at of [crownM, chinM]) for (const place of inPicture(view, aspect, at)) expect(Math.abs(place)).toBeLessThan(1)
      }
    }
  })
  it('shows the hall while nothing is on and nobody is there', () => {
    const { view, shot } = new Operator().sight(null, { name: '', members: [] }, 16 / 9, false)
    expect(shot).toBe('wide')
    expect(Math.abs(inPicture(view, 16 / 9, [0, 1.6, 0])[1])).toBeLessThan(0.8)
  })
})
