/** Makes a page ready to sing: tables drawn, code compiled. Worth a quarter of a second of the first song's time. */
import { type Beats, ms, type VocalTrack } from '@ghostlight/timeline'
import { renderPhrase } from './formant/render-phrase.ts'
import { voiceDesigns } from './formant/voice-design.ts'
import { planVocal } from './plan-vocal.ts'

/** The usual kinds of sounds, two or three at a time. */
const lines = [
  ['さ', 'くら'],
  ['が', '-', 'ま'],
  ['はん', 'い'],
  ['た', 'ちゃ'],
  ['ゆ', 'らり'],
]
const rounds = 4

/**
 * Sings short lines with every built-in voice to nobody, as often as compilers want to see it. Nothing happens until it is iterated; each step
 * is short, so that whoever is asked for real work in between can turn to it.
 */
export function* warmUp(sampleRateHz: number): Generator<void, void> {
  const tempo = { beatsToMs: (at: Beats) => ms(at * 1000), msToBeats: (at: number) => (at / 1000) as Beats, bpmAt: () => 60 }
  const designs = Object.values(voiceDesigns)
  for (let step = 0; step < rounds * lines.length; step++) {
    const { phrases } = planVocal(trackOf(lines[step % lines.length]!, step), tempo, { lexicon: {}, seed: step })
    for (const phrase of phrases) renderPhrase(phrase, designs[step % designs.length]!, { sampleRateHz, seed: step })
    yield
  }
}

function trackOf(lyrics: readonly string[], step: number): VocalTrack {
  const notes = lyrics.map((lyric, i) => [
    `n${i}`,
    {
      startBeats: (1 + i * 0.25) as Beats,
      lengthBeats: 0.25 as Beats,
      pitch: 57 + ((step * 5 + i * 7) % 17),
      lyric,
      dynamicsUnit: ((step + i) % 3) / 2,
    },
  ])
  return {
    kind: 'vocal',
    order: 'a',
    name: '',
    performerId: 'p',
    language: 'ja',
    gainDb: 0,
    role: 'lead',
    notes: Object.fromEntries(notes) as VocalTrack['notes'],
  }
}
