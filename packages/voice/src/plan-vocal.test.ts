import { beats } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { pitchToHz } from './dsp/math.ts'
import { changedPhrases, createPhraseCache } from './phrase-cache.ts'
import type { PhrasePlan, VocalPlan } from './plan.ts'
import { createPlanMemory } from './plan-memory.ts'
import { planVocal } from './plan-vocal.ts'
import { constantTempo, daisy, daisyLexicon, type Line, sakura, trackOf } from './testing/score.ts'

const slow = constantTempo(80)
const plan = (language: 'ja' | 'en' | 'es', line: Line, options: { seed?: number; bpm?: number; startBeats?: number } = {}): VocalPlan =>
  planVocal(trackOf(language, line, options.startBeats), constantTempo(options.bpm ?? 80), {
    lexicon: daisyLexicon,
    seed: options.seed ?? 1,
  })
const sounds = (phrase: PhrasePlan): string =>
  phrase.phonemes
    .filter((p) => p.kind !== 'silence' && p.kind !== 'breath')
    .map((p) => p.phoneme)
    .join(' ')
const cents = (hz: number, reference: number): number => 1200 * Math.log2(hz / reference)
const hzAt = (phrase: PhrasePlan, t: number): number => phrase.f0.hz[Math.round((t - phrase.f0.startMs) / 5)]!

describe('phrases', () => {
  it('a rest of 150 ms or a written breath ends a phrase; shorter rests are sung through', () => {
    expect(plan('ja', sakura).phrases.map((p) => p.noteIds.length)).toEqual([6, 4])
    expect(
      plan('ja', [
        ['ら', 60, 1],
        [null, 0, 0.18],
        ['ら', 60, 1],
      ]).phrases,
    ).toHaveLength(1)
    expect(
      plan('ja', [
        ['ら', 60, 1],
        [null, 0, 0.22],
        ['ら', 60, 1],
      ]).phrases,
    ).toHaveLength(2)
  })
  it('phonemes lie without gap from the first breath to the end of the release', () => {
    for (const phrase of [...plan('ja', sakura).phrases, ...plan('en', daisy).phrases]) {
      expect(phrase.phonemes[0]!.startMs).toBe(phrase.startMs)
      expect(phrase.phonemes.at(-1)!.endMs).toBe(phrase.endMs)
      phrase.phonemes.forEach((span, i) => {
        expect(span.endMs).toBeGreaterThan(span.startMs)
        if (i > 0) expect(span.startMs).toBeCloseTo(phrase.phonemes[i - 1]!.endMs, 6)
      })
    }
  })
  it('an edited note gives its phrase a new id and leaves the others alone', () => {
    const before = plan('en', daisy)
    const after = plan(
      'en',
      daisy.map((note, i) => (i === 1 ? ['sy', 67, 3] : note)),
    )
    const changed = changedPhrases(before, after)
    expect(changed.added.map((p) => p.noteIds)).toEqual([before.phrases[0]!.noteIds])
    expect(changed.removed).toHaveLength(1)
    expect(after.phrases[1]!.id).toBe(before.phrases[1]!.id)
  })
  it('a phrase cache forgets what was used longest ago', () => {
    const [a, b] = plan('en', daisy).phrases as [PhrasePlan, PhrasePlan]
    const cache = createPhraseCache<string>(1)
    cache.put(a, 'a')
    expect(cache.get(a)).toBe('a')
    cache.put(b, 'b')
    expect([cache.get(a), cache.get(b), cache.size]).toEqual([null, 'b', 1])
  })
  it('the same track and seed give the same plan; another seed another take (seeds 1 and 2)', () => {
    expect(plan('en', daisy)).toEqual(plan('en', daisy))
    expect(plan('en', daisy, { seed: 2 }).phrases[0]!.id).not.toBe(plan('en', daisy).phrases[0]!.id)
  })
  it('a track without notes has no phrases and no issues', () => {
    expect(plan('ja', [])).toEqual({ phrases: [], issues: [] })
  })
})

describe('timing', () => {
  it('each first vowel of a note begins on its beat, within a microsecond, at 60 to 240 beats per minute', () => {
    for (const bpm of [60, 120, 240]) {
      const track = trackOf('en', daisy)
      const result = planVocal(track, constantTempo(bpm), { lexicon: daisyLexicon, seed: 1 })
      for (const phrase of result.phrases) {
        for (const id of phrase.noteIds) {
          const vowel = phrase.phonemes.find((p) => p.noteId === id && p.kind === 'vowel')!
          expect(vowel.startMs).toBeCloseTo(constantTempo(bpm).beatsToMs(track.notes[id]!.startBeats), 3)
        }
      }
    }
  })
  it('consonants sound before the beat, also at the start of a song, where they begin before 0', () => {
    const phrase = plan('ja', [['さ', 60, 2]], { startBeats: 0 }).phrases[0]!
    const s = phrase.phonemes.find((p) => p.phoneme === 's')!
    expect(s.endMs).toBe(0)
    expect(s.startMs).toBeLessThan(-60)
  })
  it('in fast songs consonants shrink and every vowel keeps at least 40 % of its note', () => {
    const phrase = plan(
      'en',
      [
        ['[s t r iy t]', 60, 0.5],
        ['[s p l aa sh]', 62, 0.5],
        ['[t w ih s t]', 64, 0.5],
      ],
      { bpm: 180 },
    ).phrases[0]!
    const vowels = phrase.phonemes.filter((p) => p.kind === 'vowel')
    for (const v of vowels.slice(0, 2)) expect(v.endMs - v.startMs).toBeGreaterThan(0.4 * 166)
  })
  it('a long pause is followed by a breath, a short one is not', () => {
    const kinds = plan('ja', [
      ['ら', 60, 1],
      [null, 0, 2],
      ['ら', 60, 1],
      [null, 0, 0.25],
      ['ら', 60, 1],
    ]).phrases.map((p) => p.phonemes.some((s) => s.kind === 'breath'))
    expect(kinds).toEqual([true, true, false])
  })
})

describe('lyrics', () => {
  it('words split over notes are put together again, and a melisma keeps the final consonants for its end', () => {
    expect(sounds(plan('en', daisy).phrases[0]!)).toBe('d ey z iy d ey z iy')
    expect(
      sounds(
        plan('en', [
          ['give', 60, 1],
          ['+', 62, 1],
          ['-', 64, 1],
        ]).phrases[0]!,
      ),
    ).toBe('g ih ih ih v')
  })
  it('"+" takes the next syllable of the word', () => {
    expect(
      sounds(
        plan('en', [
          ['answer', 60, 1],
          ['+', 62, 1],
        ]).phrases[0]!,
      ),
    ).toBe('ae n s er')
  })
  it('phonemes in brackets are sung as written; unknown ones are named', () => {
    const result = plan('en', [['ghost[f ow n XX]', 60, 1]])
    expect(sounds(result.phrases[0]!)).toBe('f ow n')
    expect(result.issues).toEqual([expect.objectContaining({ path: 'notes.n1.lyric', code: 'unknown-phoneme', severity: 'warning' })])
  })
  it('ん leans on the consonant that follows and is held when it has a note of its own', () => {
    expect(
      sounds(
        plan('ja', [
          ['さん', 60, 1],
          ['ぽ', 60, 1],
        ]).phrases[0]!,
      ),
    ).toBe('s a m p o')
    expect(
      sounds(
        plan('ja', [
          ['りん', 60, 1],
          ['ご', 60, 1],
        ]).phrases[0]!,
      ),
    ).toBe('dx i ng g o')
    const held = plan('ja', [
      ['か', 60, 1],
      ['ん', 60, 1],
    ]).phrases[0]!
    expect(held.phonemes.filter((p) => p.kind === 'vowel').map((p) => p.phoneme)).toEqual(['a', 'nn'])
  })
  it('a kanji is named as unreadable, with the path of its note', () => {
    expect(plan('ja', [['鬱', 60, 1]]).issues[0]).toMatchObject({ path: 'notes.n1.lyric', code: 'unreadable' })
  })
  it('one singer sings one note: of two that start together the higher, and an issue says so', () => {
    const track = trackOf('ja', [['ら', 60, 1]])
    const both = { ...track, notes: { ...track.notes, low: { ...track.notes.n1!, pitch: 55 } } }
    const result = planVocal(both, slow, { lexicon: {}, seed: 1 })
    expect(result.phrases[0]!.noteIds).toEqual(['n1'])
    expect(result.issues.map((i) => i.code)).toEqual(['notes-together'])
  })
  it('an overlapping note cuts the one before', () => {
    const track = trackOf('ja', [
      ['ら', 60, 1],
      ['り', 62, 1],
    ])
    const long = { ...track, notes: { ...track.notes, n1: { ...track.notes.n1!, lengthBeats: beats(1.6) } } }
    const cut = planVocal(long, slow, { lexicon: {}, seed: 1 })
    expect(cut.phrases[0]!.phonemes).toEqual(planVocal(track, slow, { lexicon: {}, seed: 1 }).phrases[0]!.phonemes)
  })
})

describe('pitch', () => {
  it('notes of 300 ms or more lie within 5 cents of the written pitch from 150 ms after the vowel on, vibrato averaged out', () => {
    for (const [language, line] of [
      ['ja', sakura],
      ['en', daisy],
    ] as const) {
      for (const seed of [1, 2, 3]) {
        const track = trackOf(language, line)
        for (const phrase of plan(language, line, { seed }).phrases) {
          for (const id of phrase.noteIds) {
            const spans = phrase.phonemes.filter((p) => p.noteId === id && p.kind === 'vowel')
            const from = spans[0]!.startMs + 150
            const to = spans.at(-1)!.endMs - 100
            let sum = 0
            let count = 0
            for (let t = from; t <= to; t += 5, count++) sum += cents(hzAt(phrase, t), pitchToHz(track.notes[id]!.pitch))
            if (count > 20) expect(Math.abs(sum / count), `${id}, seed ${seed}`).toBeLessThan(5)
          }
        }
      }
    }
  })
  it('vibrato fades in 250–400 ms after the vowel, and notes under 350 ms have none', () => {
    const long = plan('ja', [['ら', 69, 3]]).phrases[0]!
    const onset = long.phonemes.find((p) => p.kind === 'vowel')!.startMs
    const range = (from: number, to: number): number => {
      let low = Number.POSITIVE_INFINITY
      let high = Number.NEGATIVE_INFINITY
      for (let t = from; t <= to; t += 5) {
        const c = cents(hzAt(long, t), pitchToHz(69))
        low = Math.min(low, c)
        high = Math.max(high, c)
      }
      return high - low
    }
    expect(range(onset + 150, onset + 250)).toBeLessThan(8)
    expect(range(onset + 1200, onset + 1600)).toBeGreaterThan(40)
    const short = plan('ja', [['ら', 69, 0.46]]).phrases[0]!
    const start = short.phonemes.find((p) => p.kind === 'vowel')!.startMs
    for (let t = start + 150; t < start + 330; t += 5) expect(Math.abs(cents(hzAt(short, t), 440))).toBeLessThan(5)
  })
  it('written vibrato is taken as written', () => {
    const vibrato = { depthCents: 80, periodMs: 200, lengthUnit: 0.5, fadeInUnit: 0.1, fadeOutUnit: 0.1 }
    const phrase = plan('ja', [['ら', 69, 3, { vibrato }]]).phrases[0]!
    const onset = phrase.phonemes.find((p) => p.kind === 'vowel')!.startMs
    let largest = 0
    for (let t = onset + 1400; t < onset + 2000; t += 5) largest = Math.max(largest, Math.abs(cents(hzAt(phrase, t), 440)))
    expect(largest).toBeGreaterThan(65)
    expect(largest).toBeLessThan(100)
  })
  it('a written portamento is as long as written', () => {
    const phrase = plan('ja', [
      ['ら', 60, 2],
      ['ー', 72, 2, { portamentoMs: 400 as never }],
    ]).phrases[0]!
    const onset = phrase.phonemes.filter((p) => p.kind === 'vowel')[1]!.startMs
    expect(cents(hzAt(phrase, onset - 150), pitchToHz(60))).toBeGreaterThan(30)
    expect(cents(hzAt(phrase, onset - 20), pitchToHz(66))).toBeGreaterThan(-250)
  })
})

describe('loudness', () => {
  it('a phrase of plain notes has an arc of at least 6 dB', () => {
    const phrase = plan('en', daisy).phrases[1]!
    const db = [...phrase.dynamicsDb]
    expect(Math.max(...db) - Math.min(...db)).toBeGreaterThan(6)
  })
  it('written dynamics move the level', () => {
    const level = (dynamicsUnit: number): number => {
      const db = [...plan('ja', [['ら', 60, 2, { dynamicsUnit }]]).phrases[0]!.dynamicsDb]
      return db.reduce((a, b) => a + b) / db.length
    }
    expect(level(0.9) - level(0.5)).toBeCloseTo(7.2, 1)
    expect(level(0.5) - level(0.1)).toBeCloseTo(9.6, 1)
  })
})

describe('the memory of plans', () => {
  const line = Array.from({ length: 3 }, () => [...sakura, [null, 0, 2] as const]).flat()
  const before = trackOf('ja', line)
  const tempo = constantTempo(90)
  const curves: NonNullable<typeof before.curves> = { breathinessUnit: [[beats(4), 0.5]] }
  const notes = (change: Readonly<Record<string, unknown>>) => ({
    ...before,
    notes: { ...before.notes, n9: { ...before.notes.n9!, ...change } },
  })
  it('gives the plan that would be made without it, whatever was edited', () => {
    const memory = createPlanMemory()
    const options = { lexicon: {}, seed: 1 }
    for (const track of [before, notes({ pitch: 60 }), notes({ lyric: 'と' }), notes({ lengthBeats: 0.2 }), { ...before, curves }, before])
      expect(planVocal(track, tempo, { ...options, memory })).toEqual(planVocal(track, tempo, options))
    for (const [time, more] of [
      [constantTempo(91), {}],
      [constantTempo(91), { seed: 2 }],
      [tempo, { metre: [{ atBeats: beats(0), beatsPerBar: 3, beatUnit: 4 as const }] }],
    ] as const)
      expect(planVocal(before, time, { ...options, ...more, memory })).toEqual(planVocal(before, time, { ...options, ...more }))
  })
  it('keeps the phrases that an edit does not touch, the very same objects', () => {
    const memory = createPlanMemory()
    const options = { lexicon: {}, seed: 1, memory }
    const first = planVocal(before, tempo, options).phrases
    const second = planVocal(notes({ pitch: 60 }), tempo, options).phrases
    const kept = second.filter((phrase) => first.includes(phrase))
    expect(kept.length).toBe(first.length - 1)
  })
})
