import { createTempoMap, type Performance } from '@ghostlight/timeline'
import { planVocal, type VocalPlan } from '@ghostlight/voice'
import { describe, expect, it } from 'vitest'
import { go, perform, tinyEdition } from '../testing-edition.ts'
import { runWindows } from './run-windows.ts'
import { soundItems } from './sound-items.ts'

const edition = tinyEdition()
const plans = new Map<string, VocalPlan>()
for (const songId of ['a', 'b']) {
  const song = edition.songs[songId]!
  const track = song.tracks['lead']!
  if (track.kind === 'vocal') plans.set(songId, planVocal(track, createTempoMap(Object.values(song.tempo)), { lexicon: {}, seed: 1 }))
}

const items = (performance: Performance, fromMs: number, toMs: number) =>
  runWindows(edition, performance, fromMs, toMs).flatMap((window) =>
    soundItems(window, (_edition, songId) => plans.get(songId) ?? null, fromMs, toMs),
  )
const band = (performance: Performance, fromMs: number, toMs: number) =>
  items(performance, fromMs, toMs).filter((item) => item.bus === 'band')
const vocals = (performance: Performance, fromMs: number, toMs: number) =>
  items(performance, fromMs, toMs).filter((item) => item.bus === 'vocals')

describe('what is to be heard', () => {
  it('is known before a GO with lead is due, to the millisecond', () => {
    const performance = perform(edition, [[1000, 1100, go('a', 'r1')]])
    expect(band(performance, 1010, 5010)).toMatchObject([{ startAtMs: 1100, offsetMs: 0, cutAtMs: null, source: { path: 'band.wav' } }])
  })
  it('keeps its name from tick to tick, so that nothing is started twice', () => {
    const performance = perform(edition, [[1000, 1100, go('a', 'r1')]])
    const first = band(performance, 1010, 5010)[0]!.key
    for (let now = 1260; now < 8000; now += 250) expect(band(performance, now, now + 4000)[0]!.key).toBe(first)
  })
  it('sings each phrase where the song has it, gain and all', () => {
    const performance = perform(edition, [[1000, 1100, go('a', 'r1')]])
    const sung = vocals(performance, 1010, 9100)
    const plan = plans.get('a')!
    expect(sung.map((item) => item.startAtMs)).toEqual(plan.phrases.map((phrase) => 1100 + phrase.startMs))
    expect(sung[0]).toMatchObject({ gainDb: -2, source: { kind: 'phrase', trackId: 'lead', songId: 'a' } })
  })
  it('is nothing while held, and after resume the same recording from the very position', () => {
    const held = perform(edition, [
      [1000, 1100, go('a', 'r1')],
      [3100, 3100, { kind: 'hold' }],
    ])
    expect(items(held, 3110, 7110)).toEqual([])
    const resumed = perform(edition, [
      [1000, 1100, go('a', 'r1')],
      [3100, 3100, { kind: 'hold' }],
      [9000, 9000, { kind: 'resume' }],
    ])
    expect(band(resumed, 9010, 13_010)).toMatchObject([{ startAtMs: 9000, offsetMs: 2000 }])
  })
  it('is cut where another segment has taken over and the fade is done', () => {
    const performance = perform(edition, [
      [1000, 1100, go('a', 'r1')],
      [4000, 4100, go('b', 'r2')],
    ])
    const both = band(performance, 4010, 8010)
    expect(both.map(({ runId, startAtMs, cutAtMs }) => [runId, startAtMs, cutAtMs])).toContainEqual(['r1', 1100, 4500])
    expect(both.some(({ runId, startAtMs }) => runId === 'r2' && startAtMs === 4100)).toBe(true)
  })
})

describe('a vamp', () => {
  // Enters its loop (2000–4000 ms of the song) 2 s after the GO, and again every 2 s.
  const performance = perform(edition, [[0, 100, go('b', 'r1')]])
  it('sounds again every pass at anchor + n × length, the recording cut at the edge', () => {
    const passes = band(performance, 200, 9000)
    expect(passes.map(({ startAtMs, offsetMs, cutAtMs }) => [startAtMs, offsetMs, cutAtMs])).toEqual([
      [100, 0, 4100],
      [4100, 2000, 6100],
      [6100, 2000, 8100],
      [8100, 2000, 10_100],
    ])
  })
  it('sings its first note in every pass, though the consonant comes before the edge', () => {
    const phrase = plans.get('b')!.phrases[0]!
    expect(phrase.startMs).toBeLessThan(2000)
    const starts = vocals(performance, 200, 7000).map((item) => item.startAtMs)
    expect(starts).toEqual([0, 1, 2].map((pass) => 100 + 2000 * pass + phrase.startMs))
  })
  it('plays on through its door without a seam when it is left', () => {
    const left = perform(edition, [
      [0, 100, go('b', 'r1')],
      [3000, 3000, { kind: 'devamp', vampId: 'round', lastPass: 1, boundaryAtMs: 6100 as never }],
    ])
    expect(band(left, 4000, 8000).map(({ startAtMs, offsetMs, cutAtMs }) => [startAtMs, offsetMs, cutAtMs])).toEqual([
      [100, 0, 4100],
      [4100, 2000, null],
    ])
  })
})
