import { describe, expect, it } from 'vitest'
import { planVocal } from './plan-vocal.ts'
import { constantTempo, type Line, sakura, trackOf } from './testing/score.ts'
import { mouthAt } from './visemes.ts'

const tempo = constantTempo(90)
const plan = (line: Line) => planVocal(trackOf('ja', line), tempo, { lexicon: {}, seed: 1 })
const open = (m: ReturnType<typeof mouthAt>): number => m.aa + m.ih + m.ou + m.ee + m.oh

describe('the mouth', () => {
  it.each([
    ['あ', 'aa'],
    ['い', 'ih'],
    ['う', 'ou'],
    ['え', 'ee'],
    ['お', 'oh'],
  ] as const)('%s shows mostly %s in the middle of a long note', (lyric, viseme) => {
    const p = plan([[lyric, 64, 2]])
    const m = mouthAt(p, tempo.beatsToMs(3 as never))
    expect(m[viseme]).toBeGreaterThan(0.7)
    expect(m[viseme]).toBeGreaterThan(open(m) * 0.6)
  })
  it.each(['ま', 'ば', 'ぱ'])('lips meet in the consonant of %s, and the jaw all but shuts', (lyric) => {
    const p = plan([
      ['あ', 64, 2],
      [lyric, 64, 2],
    ])
    const span = p.phrases[0]!.phonemes.find((s) => s.kind === 'consonant')!
    const m = mouthAt(p, (span.startMs + span.endMs) / 2)
    expect(open(m)).toBeLessThan(0.05)
    expect(m.jawUnit).toBeLessThan(0.25)
  })
  it('the mouth opens 60–100 ms before a vowel that begins a phrase sounds', () => {
    const p = plan([['あ', 64, 2]])
    const onset = p.phrases[0]!.phonemes.find((s) => s.kind === 'vowel')!.startMs
    // A breath has the mouth ajar before; what is asked is when it starts on its way to the vowel.
    const before = mouthAt(p, onset - 110).aa
    let t = onset - 110
    while (mouthAt(p, t).aa < before + 0.1) t += 1
    expect(onset - t).toBeGreaterThan(30)
    expect(onset - t).toBeLessThan(100)
    expect(mouthAt(p, onset).aa).toBeGreaterThan(0.5)
  })
  it('it rests in pauses longer than 400 ms and stays ready in shorter ones', () => {
    const p = plan([
      ['あ', 64, 1],
      [null, 0, 0.6],
      ['あ', 64, 1],
      [null, 0, 4],
      ['あ', 64, 1],
    ])
    const [first, ,] = p.phrases
    expect(open(mouthAt(p, first!.endMs + 30))).toBeGreaterThan(0.05)
    expect(open(mouthAt(p, p.phrases[1]!.endMs + 300))).toBe(0)
    expect(open(mouthAt(p, -5000))).toBe(0)
    expect(open(mouthAt(p, 1e9))).toBe(0)
  })
  it('it moves without jumps: at most 0.12 of any shape in 5 ms, and stays within 0–1', () => {
    const p = plan(sakura)
    let before = mouthAt(p, 0)
    let worst = 0
    for (let t = 0; t < 12000; t += 5) {
      const m = mouthAt(p, t)
      for (const key of ['aa', 'ih', 'ou', 'ee', 'oh', 'jawUnit'] as const) {
        worst = Math.max(worst, Math.abs(m[key] - before[key]))
        expect(m[key] >= 0 && m[key] <= 1).toBe(true)
      }
      before = m
    }
    expect(worst).toBeLessThan(0.12)
  })
  it('a plan without phrases gives a closed mouth', () => {
    expect(mouthAt(plan([]), 100)).toEqual({ aa: 0, ih: 0, ou: 0, ee: 0, oh: 0, jawUnit: 0 })
  })
})
