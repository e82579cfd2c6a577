/**
 * Sakura Sakura (traditional; words printed 1888), for voice, koto, a low bell and a long pad: four bars of koto,
 * the song once, four bars dying away. Only the five notes of the scale are used (E F A B C).
 */
import { pad } from './band.ts'
import { parseChord } from './harmony.ts'
import melody from './melody/sakura.json' with { type: 'json' }
import { type BandPart, both, type ChordAt, chordAt, type PlainSong, type Played, type Sung } from './score.ts'
import { composeSong } from './song.ts'
import { section } from './stage-tracks.ts'

const INTRO = 16
const BODY = 56
const OUTRO = INTRO + BODY
const END = OUTRO + 16
const sung: Sung[] = melody.notes.map((n) => ({ ...n, beat: n.beat + INTRO }))
const chords: ChordAt[] = [
  { beat: 0, symbol: 'Am' },
  { beat: 8, symbol: 'Fmaj7' },
  { beat: 12, symbol: 'Esus4' },
  ...melody.chords.map((c) => ({ beat: c.beat + INTRO, symbol: c.symbol })),
  { beat: OUTRO, symbol: 'Am' },
  { beat: OUTRO + 8, symbol: 'E5' },
]

/** Koto figures: [beat, pitch, length]. The run falls through the scale, as a player sweeps the strings. */
const kotoIntro: Played[] = (
  [
    [0, 69, 1.8],
    [1, 76, 1],
    [2, 77, 1.5],
    [3, 76, 0.9],
    [3.5, 72, 0.9],
    [4, 71, 2],
    [5, 69, 1],
    [6, 65, 1],
    [6.5, 64, 2],
    [8, 76, 0.5],
    [8.25, 77, 0.5],
    [8.5, 76, 0.6],
    [9, 72, 0.8],
    [9.5, 71, 0.8],
    [10, 69, 1.4],
    [11, 65, 1],
    [12, 64, 3],
    [13, 71, 1],
    [14, 76, 2],
  ] as const
).map(([beat, pitch, length]) => ({ beat, pitch, length, velocity: 0.7 }))
const sweep = (beat: number): Played[] =>
  [88, 84, 83, 81, 77, 76, 72, 71, 69].map((pitch, i) => ({ beat: beat + i * 0.083, pitch, length: 1.2, velocity: 0.42 - i * 0.02 }))

/** Under the voice the koto answers on the second half of each bar with the chord's own notes. */
const kotoUnder: Played[] = []
for (let bar = INTRO; bar < OUTRO; bar += 4) {
  const chord = parseChord(chordAt(chords, bar).symbol)
  const tones: number[] = []
  for (let pitch = 57; pitch <= 77; pitch++)
    if (chord.pitchClasses.includes(pitch % 12) && [4, 5, 9, 11, 0].includes(pitch % 12)) tones.push(pitch)
  kotoUnder.push({ beat: bar, pitch: tones[0]! - 12, length: 3, velocity: 0.6 })
  const picks = [1, 2, 3, 2]
  picks.forEach((k, i) => {
    kotoUnder.push({ beat: bar + 2 + i * 0.5, pitch: tones[k % tones.length]!, length: 1.4, velocity: 0.45 - (i % 2) * 0.08 })
  })
}

const band: BandPart[] = [
  {
    id: 'koto',
    instrument: 'koto',
    name: 'Koto',
    gainDb: 4,
    panUnit: -0.2,
    notes: [
      ...kotoIntro,
      ...sweep(15),
      ...kotoUnder,
      ...sweep(INTRO + 39),
      ...kotoIntro.slice(0, 9).map((n) => ({ ...n, beat: n.beat + OUTRO, velocity: n.velocity * 0.8 })),
      { beat: OUTRO + 10, pitch: 64, length: 4, velocity: 0.5 },
      { beat: OUTRO + 10, pitch: 52, length: 4, velocity: 0.5 },
    ],
  },
  {
    id: 'pad',
    instrument: 'pad',
    name: 'Pad',
    gainDb: -4,
    notes: [...pad({ fromBeat: 8, toBeat: INTRO }, chords, 0.35), ...pad({ fromBeat: INTRO, toBeat: END - 4 }, chords, 0.5)],
  },
  {
    id: 'bell',
    instrument: 'bell',
    name: 'Bell',
    gainDb: -6,
    panUnit: 0.3,
    notes: [0, INTRO, INTRO + 24, INTRO + 40, OUTRO].map((beat) => ({ beat, pitch: 57, length: 6, velocity: 0.6 })),
  },
]

export const sakura: PlainSong = composeSong({
  id: 'sakura',
  title: both('Sakura Sakura', 'さくらさくら'),
  lengthBeats: END,
  tempo: [
    { atBeats: 0, bpm: 76, curve: 'step' },
    { atBeats: INTRO + 48, bpm: 76, curve: 'ramp' },
    { atBeats: OUTRO, bpm: 62, curve: 'step' },
  ],
  metre: { beatsPerBar: 4, beatUnit: 4 },
  sections: {
    intro: section('intro', both('Koto', '前奏'), [0, INTRO], 0.15, ['#3a4a8f', '#8f6fb0', '#ffc7d9'], '#ffe9f0'),
    a: section('verse', both('Sakura', 'さくら'), [INTRO, 24], 0.3, ['#ffb7cf', '#8f7fd0', '#4a5fb0'], '#fff0f5'),
    b: section('chorus', both('Mist or cloud', 'かすみかくもか'), [INTRO + 24, 16], 0.5, ['#ffc9dc', '#b78fe0', '#6f8fe0'], '#ffdbe9'),
    c: section('verse', both('Come, let us see', 'いざや'), [INTRO + 40, 16], 0.35, ['#ffd6e3', '#9f8fe0', '#5f7fd0'], '#fff5e6'),
    outro: section('outro', both('Petals', '後奏'), [OUTRO, 16], 0.15, ['#8f8fd0', '#c79fe0', '#ffd0e0'], '#ffe9f0'),
  },
  scenery: { wall: 'blossom', air: 'petals' },
  language: 'ja',
  vocals: [{ id: 'lead', role: 'lead', name: 'Hotaru', gainDb: 1.3, notes: sung }],
  band,
  chords,
  lines: melody.lines.map((l) => ({ beat: l.beat + INTRO, end: l.end + INTRO, text: { ja: l.kanji ?? l.text, en: l.en } })),
  light: [
    { startBeats: 0, lengthBeats: INTRO, look: 'moon', fadeInBeats: 6 },
    { startBeats: INTRO, lengthBeats: 24, look: 'petals', fadeInBeats: 4, fadeOutBeats: 2 },
    { startBeats: INTRO + 24, lengthBeats: 16, look: 'mist', fadeInBeats: 4, fadeOutBeats: 2 },
    { startBeats: INTRO + 40, lengthBeats: 16, look: 'petals', fadeInBeats: 4, fadeOutBeats: 2 },
    { startBeats: OUTRO, lengthBeats: 16, look: 'moon', fadeInBeats: 4, fadeOutBeats: 8 },
  ],
  camera: [
    [0, 'wide'],
    [8, 'side'],
    [INTRO, 'close'],
    [INTRO + 8, 'full'],
    [INTRO + 12, 'close'],
    [INTRO + 16, 'medium'],
    [INTRO + 20, 'close'],
    [INTRO + 24, 'wide'],
    [INTRO + 28, 'close'],
    [INTRO + 32, 'medium'],
    [INTRO + 36, 'close'],
    [INTRO + 48, 'full'],
    [INTRO + 52, 'close'],
    [OUTRO, 'wide'],
  ],
  osc: [],
  credits: [
    { name: 'Traditional (Japan)', role: 'melody', licence: 'public domain' },
    {
      name: 'Tokyo Academy of Music, anonymous',
      role: 'words',
      licence: 'public domain',
      source: 'Collection of Japanese Koto Music, 1888',
    },
    { name: 'Ghostlight project', role: 'arrangement, translation, light, camera', licence: 'CC-BY-4.0' },
  ],
})
