import type { Song } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { armShape, choreograph } from './choreograph.ts'
import { moves } from './library.ts'
import { signs } from './signs.ts'

type Kind = Song['sections'][string]['kind']
interface Plan {
  readonly bpm: number
  readonly beatsPerBar: number
  readonly sections: readonly (readonly [kind: Kind, bars: number, energyUnit: number])[]
}

/** A song of nothing but sections. */
function songOf({ bpm, beatsPerBar, sections }: Plan): Song {
  let at = 0
  const laid: Record<string, unknown> = {}
  sections.forEach(([kind, bars, energyUnit], i) => {
    laid[`s${i}`] = { name: {}, startBeats: at, lengthBeats: bars * beatsPerBar, kind, energyUnit, colours: {} }
    at += bars * beatsPerBar
  })
  return {
    schemaVersion: 1,
    id: 'a-song',
    title: {},
    lengthBeats: at,
    tempo: { t: { atBeats: 0, bpm, curve: 'step' } },
    metre: { m: { atBeats: 0, beatsPerBar, beatUnit: 4 } },
    sections: laid,
    vamps: {},
    tracks: {},
    credits: {},
  } as unknown as Song
}

const pop = songOf({
  bpm: 132,
  beatsPerBar: 4,
  sections: [
    ['intro', 4, 0.4],
    ['verse', 8, 0.4],
    ['preChorus', 4, 0.6],
    ['chorus', 8, 0.85],
    ['interlude', 4, 0.6],
    ['verse', 8, 0.45],
    ['bridge', 8, 0.35],
    ['chorus', 8, 0.95],
    ['outro', 4, 0.6],
  ],
})
const waltz = songOf({
  bpm: 160,
  beatsPerBar: 3,
  sections: [
    ['intro', 8, 0.3],
    ['verse', 16, 0.5],
    ['chorus', 16, 0.7],
    ['outro', 8, 0.5],
  ],
})
const slow = songOf({
  bpm: 76,
  beatsPerBar: 4,
  sections: [
    ['intro', 2, 0.2],
    ['verse', 8, 0.3],
    ['chorus', 6, 0.45],
    ['outro', 2, 0.2],
  ],
})
const talk = songOf({ bpm: 100, beatsPerBar: 4, sections: [['talk', 8, 0.3]] })

const inOrder = (song: Song, seed = 1) => Object.values(choreograph(song, { seed })).sort((a, b) => a.startBeats - b.startBeats)

describe.each([
  ['a pop song', pop],
  ['a waltz', waltz],
  ['a slow song', slow],
  ['talk', talk],
])('%s', (_, song) => {
  it('is danced from its first beat to its last, without gap or overlap', () => {
    const clips = inOrder(song)
    expect(clips[0]!.startBeats).toBe(0)
    for (let i = 1; i < clips.length; i++) expect(clips[i]!.startBeats).toBeCloseTo(clips[i - 1]!.startBeats + clips[i - 1]!.lengthBeats)
    expect(clips.at(-1)!.startBeats + clips.at(-1)!.lengthBeats).toBeCloseTo(song.lengthBeats)
  })

  it('knows only moves of the library, no phrase is shorter than a bar', () => {
    for (const clip of inOrder(song)) {
      expect(moves[clip.move!]).toBeDefined()
      expect(clip.lengthBeats).toBeGreaterThanOrEqual(Object.values(song.metre)[0]!.beatsPerBar)
    }
  })

  it('is danced the same way by the same seed, and otherwise by another', () => {
    expect(choreograph(song, { seed: 3 })).toEqual(choreograph(song, { seed: 3 }))
    const ways = new Set([1, 2, 3, 4, 5, 6].map((seed) => JSON.stringify(inOrder(song, seed).map((c) => [c.move, c.mirror]))))
    if (song !== talk) expect(ways.size).toBeGreaterThan(1)
  })

  it('moves that travel have room to come home', () => {
    for (const clip of inOrder(song)) {
      const move = moves[clip.move!]!
      if (move.kind === 'turn' || move.kind === 'walk') expect(clip.lengthBeats % move.lengthBeats).toBeCloseTo(0)
    }
  })
})

it('a waltz gets waltz moves, a slow song slow ones, talk talking hands', () => {
  for (const clip of inOrder(waltz).slice(0, -1)) expect(moves[clip.move!]!.metre).toBe(3)
  for (const clip of inOrder(slow)) expect(moves[clip.move!]!.windowBpm[0]).toBeLessThanOrEqual(76)
  for (const clip of inOrder(talk)) expect(['talk', 'wave']).toContain(moves[clip.move!]!.kind)
})

it('a chorus is danced with more energy than a verse, and with at least three moves over a song of ninety seconds', () => {
  const energy = (id: string) => {
    const own = Object.entries(choreograph(pop, { seed: 1 })).filter(([key]) => key.startsWith(`${id}-`))
    return own.reduce((sum, [, c]) => sum + moves[c.move!]!.energyUnit, 0) / own.length
  }
  expect(energy('s3')).toBeGreaterThan(energy('s1') + 0.15)
  expect(new Set(inOrder(pop).map((c) => c.move)).size).toBeGreaterThanOrEqual(6)
})

it('a verse is danced below its own energy and a chorus above it, at half as much again as the verse and more', () => {
  for (const seed of [1, 2, 3, 7]) {
    const clips = choreograph(pop, { seed })
    const energies = (kind: Kind) =>
      Object.entries(pop.sections)
        .filter(([, section]) => section.kind === kind)
        .map(([id, { energyUnit }]) => {
          const own = Object.entries(clips).filter(([key]) => key.startsWith(`${id}-`))
          return { asked: energyUnit, danced: own.reduce((sum, [, c]) => sum + c.energyUnit!, 0) / own.length }
        })
    for (const { asked, danced } of energies('verse')) expect(danced).toBeLessThan(0.9 * asked)
    for (const { asked, danced } of energies('chorus')) expect(danced).toBeGreaterThan(asked)
    expect(Math.min(...energies('chorus').map((e) => e.danced))).toBeGreaterThan(1.5 * Math.max(...energies('verse').map((e) => e.danced)))
  }
})

it('a chorus that comes again is recognised: at least half of its moves are those of the first', () => {
  const clips = choreograph(pop, { seed: 1 })
  const of = (id: string) =>
    Object.entries(clips)
      .filter(([key]) => key.startsWith(`${id}-`))
      .map(([, c]) => c.move)
  const first = new Set(of('s3'))
  const again = of('s7')
  expect(again.filter((m) => first.has(m)).length * 2).toBeGreaterThanOrEqual(again.length)
})

it('a passage that vamps ends with the move it begins with, so that its loop has no seam', () => {
  const song = songOf({ bpm: 132, beatsPerBar: 4, sections: [['interlude', 8, 0.35]] })
  const clips = inOrder({ ...song, vamps: { v: { startBeats: 0, lengthBeats: 32 } } } as unknown as Song)
  expect(clips.at(-1)!.move).toBe(clips[0]!.move)
  expect(clips.at(-1)!.mirror).toBe(clips[0]!.mirror)
  expect(clips.at(-1)!.lengthBeats % moves[clips[0]!.move!]!.lengthBeats).toBe(0)
})

describe.each([
  ['a pop song', pop],
  ['a waltz', waltz],
])('arms in %s', (_, song) => {
  it('no phrase shows the arms of the one before it again, whichever side they are on', () => {
    for (const seed of [1, 2, 3, 7]) {
      const clips = inOrder(song, seed).filter((clip) => clip.move !== 'final-pose')
      const shapes = clips.map((clip) => armShape(moves[clip.move!]!))
      for (let i = 1; i < shapes.length; i++) expect(shapes[i], `seed ${seed}, phrase ${i}: ${clips[i]!.move}`).not.toBe(shapes[i - 1])
    }
  })

  it('every chorus begins with the sign of the song and comes home to it', () => {
    const clips = choreograph(song, { seed: 1 })
    const choruses = Object.entries(song.sections).filter(([, section]) => section.kind === 'chorus')
    const ends = choruses.flatMap(([id]) => {
      const own = Object.entries(clips).flatMap(([key, clip]) => (key.startsWith(`${id}-`) ? [clip.move] : []))
      return [own[0], own.at(-1)]
    })
    expect(new Set(ends).size).toBe(1)
    expect(signs.map((sheet) => sheet.name)).toContain(ends[0])
  })
})

it('a line that names a thing is shown with the sign for it', () => {
  const words = {
    kind: 'lyrics',
    order: 'a',
    name: 'Words',
    lines: { w: { startBeats: 24, lengthBeats: 8, text: { en: 'a small light is lit' } } },
  }
  const told = inOrder({ ...pop, tracks: { words } } as unknown as Song)
  expect(told.find((clip) => clip.startBeats <= 24 && clip.startBeats + clip.lengthBeats > 24)!.move).toBe('ember-cup')
})

describe('a song that came in without sections', () => {
  interface Score {
    readonly bpm: number
    readonly metre: readonly (readonly [atBeats: number, beatsPerBar: number, beatUnit: number])[]
    readonly lengthBeats: number
    readonly pitches?: readonly number[]
  }
  /** One section over all, sung in half notes. */
  const scoreOf = ({ bpm, metre, lengthBeats, pitches = [] }: Score): Song =>
    ({
      ...songOf({ bpm, beatsPerBar: 4, sections: [['verse', lengthBeats / 4, 0.6]] }),
      metre: Object.fromEntries(metre.map(([atBeats, beatsPerBar, beatUnit], i) => [`m${i}`, { atBeats, beatsPerBar, beatUnit }])),
      tracks: {
        voice: {
          kind: 'vocal',
          role: 'lead',
          notes: Object.fromEntries(pitches.map((pitch, i) => [`n${i}`, { startBeats: i * 2, lengthBeats: 2, pitch }])),
        },
      },
    }) as unknown as Song

  it('an upbeat does not hide its metre: the waltz after it begins on its first whole bar', () => {
    const clips = inOrder(
      scoreOf({
        bpm: 114,
        metre: [
          [0, 1, 4],
          [1, 3, 4],
        ],
        lengthBeats: 85,
      }),
    )
    for (const clip of clips.slice(0, -1)) expect(moves[clip.move!]!.metre).toBe(3)
    for (const clip of clips.slice(1)) expect((clip.startBeats - 1) % 3).toBeCloseTo(0)
    const [first] = clips
    expect(((first!.phaseBeats ?? 0) + 1) % moves[first!.move!]!.lengthBeats).toBeCloseTo(0)
  })

  it('phrases begin on bars again after a bar of another length', () => {
    const clips = inOrder(
      scoreOf({
        bpm: 72,
        metre: [
          [0, 4, 4],
          [20, 2, 4],
          [22, 4, 4],
        ],
        lengthBeats: 86,
      }),
    )
    for (const { startBeats } of clips) expect(startBeats < 22 ? startBeats % 4 : (startBeats - 22) % 4).toBeCloseTo(0)
    for (const clip of inOrder(
      scoreOf({
        bpm: 114,
        metre: [
          [0, 3, 4],
          [33, 2, 4],
          [35, 3, 4],
        ],
        lengthBeats: 95,
      }),
    ))
      if (moves[clip.move!]!.kind === 'turn') expect(clip.lengthBeats % moves[clip.move!]!.lengthBeats).toBeCloseTo(0)
  })

  it('a waltz goes in the three of the bar or not at all', () => {
    for (const clip of inOrder(scoreOf({ bpm: 60, metre: [[0, 6, 8]], lengthBeats: 96 })).slice(0, -1))
      expect(moves[clip.move!]!.metre).toBe(3)
    const slowly = inOrder(scoreOf({ bpm: 50, metre: [[0, 3, 4]], lengthBeats: 96 }))
    for (const clip of slowly) {
      expect(moves[clip.move!]!.metre).toBe(4)
      expect(clip.startBeats % 3).toBeCloseTo(0)
    }
    expect(new Set(slowly.map((clip) => clip.move)).size).toBeGreaterThanOrEqual(5)
  })

  it('it is danced larger where its singing lies high, and smallest of all below', () => {
    const low = Array.from({ length: 16 }, () => 60)
    const clips = inOrder(scoreOf({ bpm: 120, metre: [[0, 4, 4]], lengthBeats: 96, pitches: [...low, ...low.map(() => 69), ...low] }))
    const energyAt = (from: number, to: number) =>
      Math.max(...clips.filter((c) => c.startBeats >= from && c.startBeats + c.lengthBeats <= to).map((c) => c.energyUnit!))
    expect(energyAt(32, 64)).toBeGreaterThan(energyAt(0, 32) + 0.2)
    expect(energyAt(32, 64)).toBeGreaterThan(energyAt(64, 88) + 0.2)
  })

  it('even of two bars it ends in a pose', () => {
    expect(inOrder(scoreOf({ bpm: 120, metre: [[0, 4, 4]], lengthBeats: 8 })).map((c) => [c.startBeats, c.move === 'final-pose'])).toEqual([
      [0, false],
      [4, true],
    ])
  })
})
