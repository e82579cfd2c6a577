import { readFileSync } from 'node:fs'
import { createTempoMap, type Song } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { lexiconFor } from './lexicon/index.ts'
import { phonemeSpec } from './phoneme.ts'
import { planVocal } from './plan-vocal.ts'
import { type MouthShape, mouthAt } from './visemes.ts'

// What a lip-reader in the first row finds in the songs of the demo show.

const open = (m: MouthShape): number => m.aa + m.ih + m.ou + m.ee + m.oh
const songOf = (id: string): Song =>
  JSON.parse(readFileSync(new URL(`../../../shows/first-light/songs/${id}/song.json`, import.meta.url), 'utf8')) as Song

describe.each(['daisy-bell', 'sakura', 'nokoribi'])('%s', (id) => {
  const song = songOf(id)
  const tempo = createTempoMap(Object.values(song.tempo).sort((a, b) => a.atBeats - b.atBeats))
  const leads = Object.values(song.tracks).filter((track) => track.kind === 'vocal')
  const plans = leads.map((track) => planVocal(track, tempo, { lexicon: lexiconFor([song]), seed: 1 }))
  const phrases = plans.flatMap((plan) => plan.phrases.map((phrase) => ({ plan, phrase })))

  it('lips are closed within 33 ms of the middle of every m, b and p', () => {
    let shut = 0
    for (const { plan, phrase } of phrases) {
      for (const span of phrase.phonemes) {
        if (span.kind !== 'consonant' || !phonemeSpec(span.phoneme)?.mouth.closed) continue
        shut++
        const middle = (span.startMs + span.endMs) / 2
        let least = Number.POSITIVE_INFINITY
        for (let t = middle - 33; t <= middle + 33; t += 3) least = Math.min(least, open(mouthAt(plan, t)))
        expect
          .soft(least, `${span.phoneme} at ${Math.round(span.startMs)} ms, ${Math.round(span.endMs - span.startMs)} ms long`)
          .toBeLessThan(0.03)
      }
    }
    expect(shut).toBeGreaterThan(id === 'sakura' ? 0 : 3)
  })

  it('the mouth is on its way 60 to 100 ms before a vowel that begins a line sounds', () => {
    let heard = 0
    for (const { plan, phrase } of phrases) {
      const first = phrase.phonemes.findIndex((s) => s.kind === 'vowel')
      const vowel = phrase.phonemes[first]
      // A consonant before it shapes the mouth for its own sake.
      if (!vowel || phrase.phonemes.slice(0, first).some((s) => s.kind === 'consonant')) continue
      heard++
      // The breath before it has the mouth ajar: what is asked is when it leaves that for the vowel.
      const ajar = mouthAt(plan, vowel.startMs - 100)
      const apart = (m: MouthShape) => (['aa', 'ih', 'ou', 'ee', 'oh'] as const).reduce((sum, key) => sum + Math.abs(m[key] - ajar[key]), 0)
      const there = apart(mouthAt(plan, vowel.startMs))
      let t = vowel.startMs - 100
      while (apart(mouthAt(plan, t)) < 0.05 * there) t++
      expect.soft(vowel.startMs - t, `${vowel.phoneme} at ${Math.round(vowel.startMs)} ms`).toBeGreaterThanOrEqual(60)
      expect.soft(vowel.startMs - t, `${vowel.phoneme} at ${Math.round(vowel.startMs)} ms`).toBeLessThanOrEqual(100)
    }
    expect(heard).toBeGreaterThan(id === 'nokoribi' ? 2 : 0)
  })

  it('in pauses over 400 ms the mouth comes to rest', () => {
    for (const plan of plans) {
      plan.phrases.forEach((phrase, i) => {
        const next = plan.phrases[i + 1]
        if (!next || next.startMs - phrase.endMs < 400) return
        expect.soft(open(mouthAt(plan, (phrase.endMs + next.startMs) / 2)), `pause at ${Math.round(phrase.endMs)} ms`).toBe(0)
      })
    }
  })
})
