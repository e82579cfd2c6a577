/** What her face says in the demo songs, as it is performed: strong where they are, and a mouth that belongs to its consonants. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bodyOf } from '../packages/avatar/src/performer/index.ts'
import { createTempoMap, type Decision, type Song } from '../packages/timeline/src/index.ts'
import { planVocal, trackSeed } from '../packages/voice/src/index.ts'
import { lexiconFor } from '../packages/voice/src/lexicon/index.ts'
import { phonemeSpec } from '../packages/voice/src/phoneme.ts'
import { concertOf } from '../scripts/performer-view/stretches.ts'

const body = bodyOf('hotaru')
const go: Decision = { kind: 'go', cueId: 'c', runId: 'r', standbyCueId: null }
const beginsMs = 1000
const vowels = ['aa', 'ih', 'ou', 'ee', 'oh'] as const

interface Face {
  readonly open: number
  readonly of: (name: string) => number
  /** 1 wide awake and more, 0 shut. */
  readonly eyes: number
}

function performed(id: string) {
  const song = JSON.parse(readFileSync(new URL(`../shows/first-light/songs/${id}/song.json`, import.meta.url), 'utf8')) as Song
  const tempo = createTempoMap(Object.values(song.tempo).sort((a, b) => a.atBeats - b.atBeats))
  const poseAt = concertOf(song, [[beginsMs, go]], body, {})
  const faceAt = (ms: number): Face => {
    const { expressions } = poseAt(beginsMs + ms)
    const of = (name: string) => expressions[name] ?? 0
    const shut = of('blink') + 0.35 * of('relaxed') + 0.2 * of('narrow') + 0.2 * of('sad') + 0.2 * of('fierce') + 0.2 * of('happy')
    return {
      open: Math.min(
        1,
        vowels.reduce((sum, name) => sum + of(name), 0),
      ),
      of,
      eyes: 1 - shut + 0.25 * of('wide'),
    }
  }
  const inSections = (wanted: (section: Song['sections'][string]) => boolean): Face[] =>
    Object.values(song.sections)
      .filter(wanted)
      .flatMap((section) => {
        const [from, to] = [
          tempo.beatsToMs(section.startBeats),
          tempo.beatsToMs((section.startBeats + section.lengthBeats) as typeof section.startBeats),
        ]
        return Array.from({ length: Math.floor((to - from) / 50) }, (_, i) => faceAt(from + i * 50))
      })
  const hottest = Math.max(...Object.values(song.sections).map((section) => section.energyUnit))
  return { song, tempo, faceAt, inSections, hot: inSections((section) => section.energyUnit === hottest).filter((face) => face.open > 0.3) }
}
const shows = { 'daisy-bell': performed('daisy-bell'), sakura: performed('sakura'), nokoribi: performed('nokoribi') }
const quantile = (values: readonly number[], share: number) => [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))]!
const median = (faces: readonly Face[], name: string) =>
  quantile(
    faces.map((face) => face.of(name)),
    0.5,
  )

it('nobody worries in a happy song: inner brows stay down, and she smiles all through it', () => {
  const faces = shows['daisy-bell'].inSections(() => true)
  expect(Math.max(...faces.map((face) => face.of('browWorry')))).toBeLessThan(0.1)
  expect(Math.max(...faces.map((face) => face.of('sad')))).toBeLessThan(0.1)
  expect(median(faces, 'happy')).toBeGreaterThan(0.5)
})

it('at its height a bright song is sung with glee: smile, brows and mouth', () => {
  const { hot } = shows['daisy-bell']
  expect(median(hot, 'happy')).toBeGreaterThan(0.7)
  expect(median(hot, 'browUp')).toBeGreaterThan(0.3)
  expect(median(hot, 'fierce') + median(hot, 'sad') + median(hot, 'browWorry')).toBeLessThan(0.05)
  expect(median(hot, 'aa')).toBeGreaterThan(0.3)
})

it('its last picture laughs', () => {
  const { song, tempo, faceAt } = shows['daisy-bell']
  const face = faceAt(tempo.beatsToMs(song.lengthBeats) - 900)
  expect(face.of('laugh')).toBeGreaterThan(0.6)
})

it('at its height a fierce song is sung fiercely, eyes wide, without a smile but in the air', () => {
  const { hot } = shows.nokoribi
  expect(median(hot, 'fierce')).toBeGreaterThan(0.65)
  expect(
    quantile(
      hot.map((face) => face.of('happy')),
      0.8,
    ),
  ).toBeLessThan(0.1)
  expect(median(hot, 'wide')).toBeGreaterThan(0.4)
  expect(median(hot, 'aa')).toBeGreaterThan(0.4)
})

it.each(['daisy-bell', 'nokoribi'] as const)('%s: eyes are open while the hottest lines are sung', (id) => {
  const { hot } = shows[id]
  expect(hot.filter((face) => face.eyes > 0.6).length / hot.length).toBeGreaterThan(0.85)
})

it('a lament is sad to the end, and nobody smiles at it', () => {
  const { inSections } = shows.sakura
  const all = inSections(() => true)
  expect(median(all, 'sad')).toBeGreaterThan(0.4)
  expect(median(all, 'happy')).toBeLessThan(0.15)
})

it.each([
  ['daisy-bell', 'happy', 0.6],
  ['sakura', 'sad', 0.25],
  ['nokoribi', 'fierce', 0.9],
] as const)('%s: its feeling (%s) changes by %d over the song', (id, name, least) => {
  const all = shows[id].inSections(() => true).map((face) => face.of(name))
  expect(quantile(all, 0.98) - quantile(all, 0.02)).toBeGreaterThan(least)
})

it.each(['daisy-bell', 'nokoribi'] as const)('%s: the jaw drops farther in the chorus than in the verse', (id) => {
  const drop = (kind: string) => {
    const sung = shows[id].inSections((section) => section.kind === kind).filter((face) => face.open > 0.5)
    return sung.reduce((sum, face) => sum + face.of('aa') + 0.4 * face.of('shout'), 0) / sung.length
  }
  expect(drop('chorus') / drop('verse')).toBeGreaterThan(1.3)
})

describe.each(['daisy-bell', 'sakura', 'nokoribi'] as const)('%s', (id) => {
  it('her lips are closed within 33 ms of every m, b and p, whatever she feels', () => {
    const { song, tempo, faceAt } = shows[id]
    const [trackId, lead] = Object.entries(song.tracks).find(([, track]) => track.kind === 'vocal' && track.role === 'lead')!
    if (lead.kind !== 'vocal') return
    const plan = planVocal(lead, tempo, { lexicon: lexiconFor({ [song.id]: song }), seed: trackSeed(trackId) })
    let shut = 0
    for (const span of plan.phrases.flatMap((phrase) => phrase.phonemes)) {
      if (span.kind !== 'consonant' || !phonemeSpec(span.phoneme)?.mouth.closed) continue
      shut++
      const middle = (span.startMs + span.endMs) / 2
      let least = Number.POSITIVE_INFINITY
      for (let t = middle - 33; t <= middle + 33; t += 6) {
        const face = faceAt(t)
        least = Math.min(least, face.open + face.of('shout') + face.of('laugh'))
      }
      expect.soft(least, `${span.phoneme} at ${Math.round(span.startMs)} ms`).toBeLessThan(0.08)
    }
    expect(shut).toBeGreaterThan(0)
  })
})
