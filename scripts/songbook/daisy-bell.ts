/**
 * Daisy Bell (Harry Dacre, 1892), arranged as a small fairground waltz: celesta introduction, verse with bass and
 * accordion, chorus with strings and a second voice, eight bars of farewell. Melody and words: `melody/daisy-bell.json`.
 */
import { arpeggio, bass, comp, drum, pad } from './band.ts'
import { scaleStep } from './harmony.ts'
import melody from './melody/daisy-bell.json' with { type: 'json' }
import { type BandPart, both, type ChordAt, type PlainSong, type Played, type Sung } from './score.ts'
import { composeSong } from './song.ts'
import { section } from './stage-tracks.ts'

const INTRO = 24
const VERSE = INTRO
const CHORUS = INTRO + 96
const OUTRO = CHORUS + 96
const END = OUTRO + 24
const F_MAJOR = [5, 7, 9, 10, 0, 2, 4]

const sung: Sung[] = melody.notes.map((n) => ({
  ...n,
  beat: n.beat + INTRO,
  dynamicsUnit: n.beat < 96 ? 0.42 : n.beat < 144 ? 0.52 : 0.58,
}))
const chords: ChordAt[] = [
  { beat: 0, symbol: 'F' },
  { beat: 6, symbol: 'Dm' },
  { beat: 12, symbol: 'Bb' },
  { beat: 18, symbol: 'C7' },
  ...melody.chords.map((c) => ({ beat: c.beat + INTRO, symbol: c.symbol })),
  { beat: OUTRO, symbol: 'F' },
  { beat: OUTRO + 6, symbol: 'Bb' },
  { beat: OUTRO + 9, symbol: 'C7' },
  { beat: OUTRO + 12, symbol: 'F' },
]

/** A voice a third below in the chorus, only on the long notes, where the chord allows it. */
const harmony: Sung[] = sung
  .filter((n) => n.beat >= CHORUS && n.beat >= CHORUS + 48)
  .map((n) => ({ ...n, pitch: scaleStep(n.pitch, -2, F_MAJOR), dynamicsUnit: 0.4 }))

const introTune: Played[] = [
  [0, 3, 72],
  [3, 3, 69],
  [6, 3, 65],
  [9, 2, 60],
  [12, 1, 62],
  [13, 1, 64],
  [14, 1, 65],
  [15, 2, 62],
  [17, 1, 65],
  [18, 4, 72],
].map(([beat, length, pitch]) => ({ beat: beat!, length: length!, pitch: pitch! + 12, velocity: 0.7 }))
const farewell: Played[] = introTune.slice(0, 4).map((n) => ({ ...n, beat: n.beat + OUTRO, velocity: 0.6 }))
const verse = { fromBeat: VERSE, toBeat: CHORUS }
const chorus = { fromBeat: CHORUS, toBeat: OUTRO }
const outro = { fromBeat: OUTRO, toBeat: OUTRO + 15 }
const lastBar: Played[] = [41, 53, 60, 65, 69].map((pitch) => ({ beat: OUTRO + 15, length: 5, pitch, velocity: 0.6 }))

const band: BandPart[] = [
  {
    id: 'celesta',
    instrument: 'celesta',
    name: 'Celesta',
    gainDb: -6,
    panUnit: 0.2,
    notes: [
      ...introTune,
      ...farewell,
      ...arpeggio({ fromBeat: CHORUS + 48, toBeat: OUTRO }, chords, 0.5, 0.4, { lowPitch: 72, highPitch: 89 }),
    ],
  },
  {
    id: 'bass',
    instrument: 'bass',
    name: 'Bass',
    gainDb: -11,
    notes: [
      ...bass({ fromBeat: 12, toBeat: VERSE }, 3, chords, [{ at: 0, length: 2, degree: 'root', velocity: 0.6 }], 36),
      ...bass(
        verse,
        6,
        chords,
        [
          { at: 0, length: 1.6, degree: 'root', velocity: 0.7 },
          { at: 3, length: 1.6, degree: 'fifth', velocity: 0.62 },
        ],
        36,
      ),
      ...bass(
        chorus,
        6,
        chords,
        [
          { at: 0, length: 1.6, degree: 'root', velocity: 0.8 },
          { at: 3, length: 1.3, degree: 'fifth', velocity: 0.7 },
          { at: 5, length: 0.8, degree: 'fifth', velocity: 0.5 },
        ],
        36,
      ),
      ...bass(outro, 3, chords, [{ at: 0, length: 1.8, degree: 'root', velocity: 0.6 }], 36),
      lastBar[0]!,
    ],
  },
  {
    id: 'accordion',
    instrument: 'accordion',
    name: 'Accordion',
    gainDb: -7,
    panUnit: -0.25,
    notes: [
      ...comp(
        { fromBeat: 12, toBeat: VERSE },
        3,
        chords,
        [
          { at: 1, length: 0.6, velocity: 0.45 },
          { at: 2, length: 0.6, velocity: 0.4 },
        ],
        { lowPitch: 55, highPitch: 72 },
      ),
      ...comp(
        verse,
        3,
        chords,
        [
          { at: 1, length: 0.6, velocity: 0.55 },
          { at: 2, length: 0.6, velocity: 0.48 },
        ],
        { lowPitch: 53, highPitch: 70 },
      ),
      ...comp(
        chorus,
        3,
        chords,
        [
          { at: 1, length: 0.7, velocity: 0.68 },
          { at: 2, length: 0.7, velocity: 0.6 },
        ],
        { lowPitch: 55, highPitch: 72 },
      ),
      ...comp(
        outro,
        3,
        chords,
        [
          { at: 1, length: 0.7, velocity: 0.5 },
          { at: 2, length: 0.7, velocity: 0.42 },
        ],
        { lowPitch: 55, highPitch: 72 },
      ),
      ...lastBar.slice(1),
    ],
  },
  {
    id: 'strings',
    instrument: 'strings',
    name: 'Strings',
    gainDb: -10,
    panUnit: 0.15,
    notes: [
      ...pad({ fromBeat: VERSE + 48, toBeat: CHORUS }, chords, 0.4, { lowPitch: 60, highPitch: 79 }),
      ...pad(chorus, chords, 0.6, { lowPitch: 60, highPitch: 79 }),
      ...pad({ fromBeat: OUTRO, toBeat: OUTRO + 20 }, chords, 0.4, { lowPitch: 60, highPitch: 79 }),
    ],
  },
  {
    id: 'kick',
    instrument: 'kick',
    name: 'Kick',
    gainDb: -3.5,
    notes: [...drum({ fromBeat: VERSE + 48, toBeat: CHORUS }, 3, [[0, 0.5]]), ...drum(chorus, 3, [[0, 0.75]])],
  },
  {
    id: 'brush',
    instrument: 'brush',
    name: 'Brushes',
    gainDb: -7.5,
    panUnit: -0.1,
    notes: [
      ...drum({ fromBeat: VERSE + 48, toBeat: CHORUS }, 3, [
        [1, 0.35],
        [2, 0.3],
      ]),
      ...drum(chorus, 3, [
        [1, 0.55],
        [2, 0.45],
        [2.5, 0.25],
      ]),
    ],
  },
]

export const daisyBell: PlainSong = composeSong({
  id: 'daisy-bell',
  title: both('Daisy Bell', 'デイジー・ベル'),
  lengthBeats: END,
  tempo: [
    { atBeats: 0, bpm: 152, curve: 'step' },
    { atBeats: CHORUS, bpm: 166, curve: 'step' },
    { atBeats: OUTRO + 6, bpm: 160, curve: 'ramp' },
    { atBeats: OUTRO + 15, bpm: 108, curve: 'step' },
  ],
  metre: { beatsPerBar: 3, beatUnit: 4 },
  sections: {
    intro: section('intro', both('Introduction', '前奏'), [0, INTRO], 0.3, ['#ffd9a0', '#ff9e7a', '#8fa8ff'], '#fff2c4'),
    verse: section('verse', both('Verse', 'Aメロ'), [VERSE, 96], 0.45, ['#ffb27a', '#ff7f8f', '#7f8fff'], '#ffe6a8'),
    chorus: section('chorus', both('Chorus', 'サビ'), [CHORUS, 96], 0.8, ['#ffd36b', '#ff8fb0', '#6fa0ff'], '#fff6d8'),
    outro: section('outro', both('Farewell', '後奏'), [OUTRO, 24], 0.35, ['#ffcf90', '#d98fff', '#6f7fff'], '#fff2c4'),
  },
  scenery: { wall: 'wheels' },
  language: 'en',
  vocals: [
    { id: 'lead', role: 'lead', name: 'Hotaru', gainDb: 0, notes: sung },
    { id: 'second', role: 'harmony', name: 'Second voice', gainDb: -8, panUnit: 0.3, notes: harmony },
  ],
  band,
  chords,
  lines: melody.lines.map((l) => ({ beat: l.beat + INTRO, end: l.end + INTRO, text: { en: l.text, ja: l.ja } })),
  light: [
    { startBeats: 0, lengthBeats: INTRO, look: 'lantern', fadeInBeats: 9 },
    { startBeats: VERSE, lengthBeats: 48, look: 'verse', fadeInBeats: 3, fadeOutBeats: 3 },
    { startBeats: VERSE + 48, lengthBeats: 48, look: 'verse-wide', fadeInBeats: 3 },
    { startBeats: CHORUS, lengthBeats: 48, look: 'waltz' },
    { startBeats: CHORUS + 48, lengthBeats: 48, look: 'waltz-full' },
    { startBeats: OUTRO, lengthBeats: 24, look: 'lantern', fadeInBeats: 6, fadeOutBeats: 9 },
  ],
  camera: [
    [0, 'wide'],
    [18, 'low'],
    [VERSE, 'medium'],
    [VERSE + 24, 'full'],
    [VERSE + 42, 'close'],
    [VERSE + 48, 'side'],
    [VERSE + 66, 'close'],
    [VERSE + 72, 'full'],
    [VERSE + 90, 'close'],
    [CHORUS, 'wide'],
    [CHORUS + 18, 'close'],
    [CHORUS + 24, 'full'],
    [CHORUS + 36, 'low'],
    [CHORUS + 42, 'close'],
    [CHORUS + 48, 'medium'],
    [CHORUS + 54, 'close'],
    [CHORUS + 60, 'crowd'],
    [CHORUS + 72, 'full'],
    [CHORUS + 90, 'close'],
    [OUTRO, 'wide'],
  ],
  osc: [
    { atBeats: CHORUS, address: '/ghostlight/fx/bubbles', args: [{ type: 'i', value: 1 }] },
    { atBeats: OUTRO, address: '/ghostlight/fx/bubbles', args: [{ type: 'i', value: 0 }] },
  ],
  credits: [
    { name: 'Harry Dacre (1857–1922)', role: 'words and music', licence: 'public domain', source: 'T. B. Harms, New York 1892' },
    { name: 'Ghostlight project', role: 'arrangement, translation, light, camera', licence: 'CC-BY-4.0' },
  ],
})
