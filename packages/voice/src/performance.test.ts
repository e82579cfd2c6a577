import { beats, type Note } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { voiceDesigns } from './formant/voice-design.ts'
import type { PhrasePlan } from './plan.ts'
import { planVocal } from './plan-vocal.ts'
import { renderVocal } from './render-vocal.ts'
import { loudness } from './testing/measure.ts'
import { constantTempo, daisy, daisyLexicon, type Line, sakura, trackOf } from './testing/score.ts'

const tempo = constantTempo(60)
const plan = (language: 'ja' | 'en', line: Line): PhrasePlan[] => [
  ...planVocal(trackOf(language, line), tempo, { lexicon: daisyLexicon, seed: 1 }).phrases,
]
const spansOf = (phrase: PhrasePlan, noteId: string) =>
  phrase.phonemes.filter((p) => p.noteId === noteId && (p.kind === 'vowel' || p.kind === 'consonant'))

describe('articulation', () => {
  it('a staccato note sounds for about half of its time, its consonants included', () => {
    const [phrase] = plan('ja', [
      ['か', 60, 1, { articulation: 'staccato' }],
      ['た', 62, 1, { articulation: 'staccato' }],
    ])
    const [k, a] = spansOf(phrase!, 'n1')
    expect(k!.endMs).toBe(2000)
    expect(a!.endMs - a!.startMs).toBeGreaterThan(400)
    expect(a!.endMs - a!.startMs).toBeLessThan(600)
    const last = spansOf(phrase!, 'n2').at(-1)!
    expect(last.endMs - last.startMs).toBeLessThan(600)
  })
  it('a glottal note closes the throat before its vowel', () => {
    const [phrase] = plan('ja', [
      ['あ', 60, 1],
      ['あ', 60, 1, { articulation: 'glottal' }],
    ])
    expect(spansOf(phrase!, 'n2').map((p) => p.phoneme)).toEqual(['gs', 'a'])
  })
  it('an accented note is at least 2 dB louder at its beginning', () => {
    const at = (more: Partial<Note>): number => {
      const [phrase] = plan('ja', [
        ['あ', 60, 1],
        ['あ', 60, 1, more],
        ['あ', 60, 1],
      ])
      return phrase!.dynamicsDb[Math.round((3050 - phrase!.f0.startMs) / 5)]!
    }
    expect(at({ articulation: 'accent' }) - at({})).toBeGreaterThan(2)
  })
})

describe('breath', () => {
  it('"[br]" is a breath of its own length, and no note', () => {
    const phrases = plan('ja', [
      ['ら', 60, 1],
      ['[br]', 60, 0.5],
      ['ら', 60, 1],
    ])
    expect(phrases.map((p) => p.noteIds)).toEqual([['n1'], ['n3']])
    const breath = phrases[1]!.phonemes.find((p) => p.kind === 'breath')!
    expect(breath.startMs).toBeCloseTo(3000, 3)
    expect(breath.endMs).toBeGreaterThan(3300)
  })
  it('nobody sings for more than 9 s on one breath: one is taken after a long note that ends a word', () => {
    const line: Line = Array.from({ length: 16 }, (_, i) => [i % 4 === 2 ? 'la-' : 'la', 60 + (i % 5), i % 4 === 1 ? 1.5 : 0.8] as const)
    const phrases = plan('en', line)
    expect(phrases.length).toBeGreaterThan(1)
    for (const phrase of phrases) {
      expect(phrase.endMs - phrase.startMs).toBeLessThan(9800)
      const lastIndex = Number(phrase.noteIds.at(-1)!.slice(1)) - 1
      if (lastIndex < 15) expect(line[lastIndex]![0]).toBe('la')
    }
  })
})

describe('phonemes moved by hand', () => {
  const line = (firstLength: number, timing?: Note['timing']): Line => [
    ['ら', 60, firstLength],
    ['さ', 62, 1, timing ? { timing } : {}],
    ['く', 64, 1],
  ]
  it('begin where they were put, and the sound before gives the time', () => {
    const [phrase] = plan('ja', line(1, { '0': -200, '1': 40 }))
    const [s, a] = spansOf(phrase!, 'n2')
    expect([s!.startMs, s!.endMs, a!.startMs]).toEqual([2800, 3040, 3040])
    expect(spansOf(phrase!, 'n1').at(-1)!.endMs).toBe(2800)
  })
  it('stay with their note when the notes before it change', () => {
    const shift = (firstLength: number): number[] => {
      const [phrase] = plan('ja', line(firstLength, { '0': -150 }))
      return spansOf(phrase!, 'n2').map((p) => p.startMs - (2 + firstLength) * 1000)
    }
    expect(shift(1.5)[0]).toBeCloseTo(-150, 6)
    expect(shift(1.5)).toEqual(shift(3))
  })
  it('never turn the order round, wherever they are put', () => {
    for (const offset of [-2000, -500, 300, 5000]) {
      const [phrase] = plan('ja', line(1, { '0': offset, '1': -offset }))
      phrase!.phonemes.forEach((span, i, all) => {
        expect(span.endMs).toBeGreaterThan(span.startMs)
        if (i > 0) expect(span.startMs).toBeCloseTo(all[i - 1]!.endMs, 6)
      })
    }
  })
})

it('written vibrato begins where in its swing it is told, about a middle off the note (OpenUtau’s shift and drift)', () => {
  const vibrato = { depthCents: 100, periodMs: 200, lengthUnit: 0.5, fadeInUnit: 0, fadeOutUnit: 0, shiftUnit: 0.25, driftUnit: 0.5 }
  const track = trackOf('ja', [['あ', 69, 4]])
  const of = (more: Partial<Note>) =>
    planVocal({ ...track, notes: { n1: { ...track.notes.n1!, ...more } } }, tempo, { lexicon: {}, seed: 1 }).phrases[0]!
  const cents = (phrase: PhrasePlan, atMs: number): number =>
    1200 * Math.log2(phrase.f0.hz[Math.round((atMs - phrase.f0.startMs) / 5)]! / 440)
  const swung = of({ vibrato })
  expect(cents(swung, 4200)).toBeGreaterThan(140)
  expect(cents(swung, 4300)).toBeLessThan(-40)
})

it('plain notes sound performed: the loudest 150 ms of a phrase lie at least 6 LU above its softest, as heard', () => {
  for (const [design, line] of Object.values(voiceDesigns).flatMap((one) => [sakura, daisy].map((song) => [one, song] as const))) {
    const language = line === sakura ? 'ja' : 'en'
    const sung = renderVocal(trackOf(language, line), constantTempo(110), design, {
      sampleRateHz: 48000,
      seed: 1,
      lexicon: daisyLexicon,
    })
    for (const phrase of sung.plan.phrases) {
      const heard = phrase.phonemes.flatMap((span) => {
        if (span.kind !== 'vowel') return []
        const count = Math.max(0, Math.floor((span.endMs - span.startMs - 220) / 50))
        return Array.from({ length: count }, (_, i) => {
          const at = Math.round((span.startMs + 50 + i * 50 - sung.startMs) * 48)
          return loudness(sung.samples, at, at + 7200, 48000)
        })
      })
      expect(Math.max(...heard) - Math.min(...heard), design.name).toBeGreaterThan(6)
    }
  }
})

it('a phrase is scooped into from below: 35 to 120 cents 30 ms before its first vowel, in tune 150 ms after it', () => {
  const cents = (phrase: PhrasePlan, atMs: number): number =>
    1200 * Math.log2(phrase.f0.hz[Math.round((atMs - phrase.f0.startMs) / 5)]! / 440)
  for (const seed of [1, 2, 3, 4]) {
    const { phrases } = planVocal(trackOf('ja', [['あ', 69, 2]]), tempo, { lexicon: {}, seed })
    expect(cents(phrases[0]!, 1960)).toBeLessThan(-30)
    expect(cents(phrases[0]!, 1960)).toBeGreaterThan(-125)
    expect(Math.abs(cents(phrases[0]!, 2150))).toBeLessThan(8)
  }
})

it('a line sung twice is not the same twice: pitch and loudness of a repeated phrase differ, a little', () => {
  const line: Line = [
    ['ら', 64, 1],
    ['ら', 67, 1],
    ['ら', 65, 2],
  ]
  const [once, again] = plan('ja', [...line, [null, 0, 4], ...line])
  const cents = [...once!.f0.hz].map((hz, i) => Math.abs(1200 * Math.log2(hz / (again!.f0.hz[i] ?? hz))))
  expect(Math.max(...cents)).toBeGreaterThan(5)
  const db = [...once!.dynamicsDb].map((one, i) => Math.abs(one - (again!.dynamicsDb[i] ?? one)))
  expect(Math.max(...db)).toBeGreaterThan(0.3)
  expect(Math.max(...db)).toBeLessThan(6)
})

it('louder is brighter: over 12 dB of effort 2–4 kHz rises 1.3–1.7 dB per LU, three vowels together', () => {
  const rise = (vowel: string): number => {
    const of = (db: number): [number, number] => {
      const track = { ...trackOf('ja', [[vowel, 62, 3]]), curves: { dynamicsDb: [[beats(0), db] as [typeof start, number]] } }
      const sung = renderVocal(track, tempo, voiceDesigns.hotaru!, { sampleRateHz: 48000, seed: 2, lexicon: {} })
      const from = Math.round((2400 - sung.startMs) * 48)
      const sound = sung.samples.subarray(from, from + 48000)
      return [band(sound), loudness(sound, 0, sound.length, 48000)]
    }
    const start = beats(0)
    const [softBand, soft] = of(-8)
    const [loudBand, loud] = of(4)
    return (loudBand - softBand) / (loud - soft)
  }
  const mean = ['あ', 'い', 'お'].reduce((sum, vowel) => sum + rise(vowel) / 3, 0)
  expect(mean).toBeGreaterThan(1.3)
  expect(mean).toBeLessThan(1.7)
})

/** Level at 2–4 kHz by two one-pole pairs, dB. */
function band(sound: Float32Array): number {
  let sum = 0
  const state = new Float64Array(8)
  const r = 0.93
  for (const x of sound) {
    let v = x
    for (let k = 0; k < 4; k++) {
      const hz = [2300, 2800, 3200, 3700][k]!
      const y = v + 2 * r * Math.cos((2 * Math.PI * hz) / 48000) * state[k * 2]! - r * r * state[k * 2 + 1]!
      state[k * 2 + 1] = state[k * 2]!
      state[k * 2] = y
      v = y - state[k * 2 + 1]!
    }
    sum += v * v
  }
  return 10 * Math.log10(sum)
}
