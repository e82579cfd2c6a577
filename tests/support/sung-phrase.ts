/** One line sung with everything a plan may hold; runs in Node and, bundled, in a page. */
import { beats, createTempoMap, type VocalTrack } from '@ghostlight/timeline'
import { renderVocal, voiceDesigns } from '@ghostlight/voice'

const lyrics = ['さ', 'くら', 'ひ', '[f ow n]', 'きゃ', 'ん', 'ず', '-', 'が', 'つ', 'わ', 'りょ']

export function samplesOfTheTest(design: string): Float32Array {
  const curve = (...values: number[]): [ReturnType<typeof beats>, number][] => values.map((value, i) => [beats(i * 1.7), value])
  const track: VocalTrack = {
    kind: 'vocal',
    order: 'a',
    name: 'Lead',
    performerId: 'p',
    language: 'ja',
    gainDb: 0,
    role: 'lead',
    curves: {
      pitchCents: curve(0, 40, -60, 0, 10),
      dynamicsDb: curve(0, -6, 4, 0),
      breathinessUnit: curve(0, 0.6, -0.4, 0),
      tensionUnit: curve(0, 0.5, -0.5),
      genderUnit: curve(0, 0.3, -0.3, 0),
      voicingUnit: curve(1, 0.8, 1),
      brightnessUnit: curve(0, 0.5, -0.5, 0),
    },
    notes: Object.fromEntries(
      lyrics.map((lyric, i) => [`n${i}`, { startBeats: beats(1 + i * 0.6), lengthBeats: beats(0.6), pitch: 60 + ((i * 5) % 13), lyric }]),
    ),
  }
  const tempo = createTempoMap([
    { atBeats: beats(0), bpm: 97, curve: 'ramp' },
    { atBeats: beats(7), bpm: 131, curve: 'step' },
  ])
  return renderVocal(track, tempo, voiceDesigns[design]!, { sampleRateHz: 48_000, seed: 5, lexicon: {} }).samples
}
