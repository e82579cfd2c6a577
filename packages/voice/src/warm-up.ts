/** Makes a page ready to sing: tables drawn, code compiled. Worth a fifth of a second of the first song's time. */
import { type Beats, ms, type VocalTrack } from '@ghostlight/timeline'
import { renderPhrase } from './formant/render-phrase.ts'
import { voiceDesigns } from './formant/voice-design.ts'
import { planVocal } from './plan-vocal.ts'

/** Sings a short line with the usual kinds of sounds to nobody, as often as compilers want to see it. */
export function warmUp(sampleRateHz: number): void {
  const lyrics = ['さ', 'くら', 'が', 'はん', 'い', '-']
  const track: VocalTrack = {
    kind: 'vocal',
    order: 'a',
    name: '',
    performerId: 'p',
    language: 'ja',
    gainDb: 0,
    role: 'lead',
    notes: Object.fromEntries(
      lyrics.map((lyric, i) => [
        `n${i}`,
        { startBeats: (1 + i * 0.4) as Beats, lengthBeats: 0.4 as Beats, pitch: 57 + ((i * 7) % 17), lyric, dynamicsUnit: (i % 3) / 2 },
      ]),
    ),
  }
  const tempo = { beatsToMs: (at: Beats) => ms(at * 1000), msToBeats: (at: number) => (at / 1000) as Beats, bpmAt: () => 60 }
  for (let round = 0; round < 3; round++) {
    const { phrases } = planVocal(track, tempo, { lexicon: {}, seed: round })
    for (const phrase of phrases) renderPhrase(phrase, voiceDesigns.hotaru!, { sampleRateHz, seed: round })
  }
}
