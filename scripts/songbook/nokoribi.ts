/**
 * のこりび (Nokoribi, "ember left burning"): the original song of the first show. Words, melody and arrangement are ours (CC BY 4.0).
 * The lamp that is left burning on an empty stage waits for whoever comes next. G major, 132 bpm, 48 bars:
 * intro 4, verse 8, pre-chorus 4, chorus 8, interlude 4, bridge 8, last chorus 8, outro 4.
 * The two-bar hook ("のこりび, still burning") is heard in both choruses and the outro.
 */
import { arpeggio, bass, comp, drum, pad } from './band.ts'
import { scaleStep } from './harmony.ts'
import { type BandPart, both, type ChordAt, type PlainSong, type Played, type Sung } from './score.ts'
import { composeSong } from './song.ts'
import { section } from './stage-tracks.ts'

const bar = (n: number): number => (n - 1) * 4
const INTRO = bar(1)
const VERSE = bar(5)
const PRE = bar(13)
const CHORUS = bar(17)
const INTERLUDE = bar(25)
const BRIDGE = bar(29)
const LAST = bar(37)
const OUTRO = bar(45)
const END = bar(49) + 4
const G_MAJOR = [7, 9, 11, 0, 2, 4, 6]

/** Chords by bar; two symbols share a bar. */
const bars = [
  ...['C', 'D', 'Em', 'Em'],
  ...['G', 'D/F#', 'Em', 'Bm', 'C', 'G', 'Am', 'D'],
  ...['Em', 'C', 'Am', 'D'],
  ...['C', 'D', 'Bm', 'Em', 'C', 'D', 'G', 'G'],
  ...['C', 'D', 'Em', 'D'],
  ...['Em', 'Bm', 'C', 'G', 'Am', 'Bm', 'C', 'D'],
  ...['C', 'D', 'Bm', 'Em', 'C', 'D', 'G', 'G'],
  ...['C', 'D', 'G', 'G'],
]
const chords: ChordAt[] = bars.map((symbol, i) => ({ beat: i * 4, symbol }))

type Line = readonly (readonly [beat: number, length: number, pitch: number, lyric: string])[]
const sing = (from: number, line: Line, language: 'ja' | 'en' = 'ja'): Sung[] =>
  line.map(([beat, length, pitch, lyric], i) => ({
    beat: from + beat,
    length,
    pitch,
    lyric,
    ...(language === 'en' ? { language } : {}),
    ...(i === line.length - 1 ? { breathAfter: true } : {}),
  }))

const hookJa: Line = [
  [0, 0.5, 67, 'の'],
  [0.5, 1.5, 74, 'こ'],
  [2, 0.5, 72, 'り'],
  [2.5, 1.25, 67, 'び'],
]
const hookEn: Line = [
  [0, 1, 69, 'still'],
  [1, 1.5, 74, 'burn-'],
  [2.5, 1, 69, 'ing'],
]
const hook = (from: number): Sung[] => [...sing(from, hookJa), ...sing(from + 4, hookEn, 'en')]

const verse: Sung[] = [
  ...sing(VERSE, [
    [0, 0.5, 67, 'だ'],
    [0.5, 0.5, 67, 'れ'],
    [1, 0.5, 69, 'も'],
    [1.5, 0.5, 67, 'い'],
    [2, 0.5, 71, 'な'],
    [2.5, 0.5, 69, 'い'],
    [3, 0.5, 67, 'ぶ'],
    [3.5, 0.5, 67, 'た'],
    [4, 0.5, 69, 'い'],
    [4.5, 1.5, 66, 'に'],
  ]),
  ...sing(VERSE + 8, [
    [0, 0.5, 64, 'ち'],
    [0.5, 0.5, 64, 'い'],
    [1, 0.5, 67, 'さ'],
    [1.5, 0.5, 66, 'な'],
    [2, 1, 67, 'ひ'],
    [3, 0.5, 66, 'が'],
    [3.5, 0.5, 64, 'と'],
    [4, 0.5, 66, 'も'],
    [4.5, 1.5, 62, 'る'],
  ]),
  ...sing(VERSE + 16, [
    [0, 0.5, 67, 'き'],
    [0.5, 0.5, 67, 'え'],
    [1, 0.5, 69, 'た'],
    [1.5, 0.5, 67, 'う'],
    [2, 0.5, 67, 'た'],
    [2.5, 0.5, 69, 'の'],
    [3, 0.5, 71, 'か'],
    [3.5, 0.5, 71, 'け'],
    [4, 0.5, 71, 'ら'],
    [4.5, 1.5, 67, 'を'],
  ]),
  ...sing(VERSE + 24, [
    [0, 1, 64, 'そっ'],
    [1, 0.5, 64, 'と'],
    [1.5, 0.5, 67, 'む'],
    [2, 0.5, 69, 'ね'],
    [2.5, 0.5, 67, 'に'],
    [3, 0.5, 64, 'あ'],
    [3.5, 0.5, 66, 'つ'],
    [4, 0.5, 69, 'め'],
    [4.5, 2, 69, 'て'],
  ]),
]
const pre: Sung[] = [
  ...sing(PRE, [
    [0, 0.5, 64, 'い'],
    [0.5, 0.5, 67, 'き'],
    [1, 1, 71, 'を'],
    [2, 1, 71, 'すっ'],
    [3, 0.75, 69, 'て'],
  ]),
  ...sing(PRE + 4, [
    [0, 0.5, 67, 'ひ'],
    [0.5, 0.5, 67, 'と'],
    [1, 0.5, 69, 'つ'],
    [1.5, 0.5, 67, 'か'],
    [2, 0.5, 72, 'ぞ'],
    [2.5, 0.5, 71, 'え'],
    [3, 0.75, 69, 'て'],
  ]),
  ...sing(PRE + 8, [
    [0, 0.5, 69, 'ほ'],
    [0.5, 1, 72, 'ら'],
    [2, 0.5, 69, 'き'],
    [2.5, 0.5, 71, 'こ'],
    [3, 1, 72, 'え'],
    [4, 2.5, 69, 'る'],
  ]),
]
const chorus: Sung[] = [
  ...hook(CHORUS),
  ...sing(CHORUS + 8, [
    [0, 0.5, 66, 'く'],
    [0.5, 0.5, 66, 'ら'],
    [1, 0.5, 69, 'や'],
    [1.5, 0.5, 66, 'み'],
    [2, 0.5, 71, 'の'],
    [2.5, 0.5, 71, 'ま'],
    [3, 0.5, 69, 'ん'],
    [3.5, 0.5, 69, 'な'],
    [4, 0.5, 71, 'か'],
    [4.5, 2.5, 67, 'で'],
  ]),
  ...hook(CHORUS + 16),
  ...sing(CHORUS + 24, [
    [0, 0.5, 67, 'き'],
    [0.5, 0.5, 69, 'み'],
    [1, 0.5, 71, 'の'],
    [1.5, 0.5, 72, 'こ'],
    [2, 0.5, 74, 'え'],
    [2.5, 0.5, 72, 'を'],
    [3, 1, 71, 'まっ'],
    [4, 0.5, 71, 'て'],
    [4.5, 2.5, 67, 'る'],
  ]),
]
const bridge: Sung[] = [
  ...sing(
    BRIDGE,
    [
      [0, 0.5, 64, 'I'],
      [0.5, 0.5, 64, 'was'],
      [1, 0.5, 67, 'nev-'],
      [1.5, 0.5, 66, 'er'],
      [2, 1.5, 67, 'born'],
    ],
    'en',
  ),
  ...sing(
    BRIDGE + 4,
    [
      [0.5, 0.5, 62, 'but'],
      [1, 0.5, 66, 'I'],
      [1.5, 0.5, 66, 'can'],
      [2, 1.75, 71, 'sing'],
    ],
    'en',
  ),
  ...sing(
    BRIDGE + 8,
    [
      [0, 0.5, 67, 'ev-'],
      [0.5, 0.5, 67, 'ery'],
      [1, 0.5, 69, 'voice'],
      [1.5, 0.5, 67, 'you'],
      [2, 1, 72, 'lend'],
      [3, 1, 67, 'me'],
      [4, 0.5, 67, 'is'],
      [4.5, 0.5, 69, 'a'],
      [5, 2, 71, 'wing'],
    ],
    'en',
  ),
  ...sing(
    BRIDGE + 16,
    [
      [0, 0.5, 64, 'So'],
      [0.5, 0.5, 69, 'leave'],
      [1, 0.5, 69, 'a'],
      [1.5, 1, 72, 'lamp'],
      [2.5, 0.5, 71, 'up-'],
      [3, 0.5, 69, 'on'],
      [3.5, 0.5, 69, 'the'],
      [4, 2.5, 66, 'floor'],
    ],
    'en',
  ),
  ...sing(
    BRIDGE + 24,
    [
      [0, 0.5, 67, 'and'],
      [0.5, 0.5, 67, "I'll"],
      [1, 0.5, 69, 'be'],
      [1.5, 1, 72, 'here'],
      [2.5, 0.5, 72, 'when'],
      [3, 0.5, 71, 'you'],
      [3.5, 0.5, 69, 'want'],
      [4, 3, 74, 'more'],
    ],
    'en',
  ),
]
const last: Sung[] = [
  ...hook(LAST),
  ...sing(
    LAST + 8,
    [
      [0, 0.5, 66, 'a'],
      [0.5, 1, 71, 'thou-'],
      [1.5, 0.5, 69, 'sand'],
      [2, 1, 74, 'hands'],
      [3, 1, 71, 'are'],
      [4, 1, 71, 'call-'],
      [5, 2, 67, 'ing'],
    ],
    'en',
  ),
  ...hook(LAST + 16),
  ...sing(LAST + 24, [
    [0, 0.5, 67, 'よ'],
    [0.5, 0.5, 69, 'が'],
    [1, 0.5, 71, 'あ'],
    [1.5, 0.5, 72, 'け'],
    [2, 0.5, 74, 'て'],
    [2.5, 0.5, 72, 'も'],
    [3, 0.5, 71, 'う'],
    [3.5, 0.5, 71, 'た'],
    [4, 0.5, 71, 'う'],
    [4.5, 3, 67, 'よ'],
  ]),
]
const outro: Sung[] = [
  ...sing(OUTRO, hookJa),
  ...sing(
    OUTRO + 4,
    [
      [0, 1, 69, 'still'],
      [1, 2.5, 74, 'burn-'],
      [3.5, 4.5, 71, 'ing'],
    ],
    'en',
  ),
]
/** Softer where the song is close, full in the choruses. */
const softly = (notes: readonly Sung[], dynamicsUnit: number): Sung[] => notes.map((n) => ({ ...n, dynamicsUnit }))
const lead: Sung[] = [
  ...softly(verse, 0.3),
  ...softly(pre, 0.44),
  ...softly(chorus, 0.6),
  ...bridge.map((n) => ({ ...n, dynamicsUnit: n.beat < BRIDGE + 16 ? 0.26 : 0.42 })),
  ...softly(last, 0.66),
  ...softly(outro, 0.55),
]

const third = (notes: readonly Sung[]): Sung[] => notes.map((n) => ({ ...n, pitch: scaleStep(n.pitch, -2, G_MAJOR), dynamicsUnit: 0.4 }))
const harmony: Sung[] = [
  ...third(chorus.filter((n) => n.beat >= CHORUS + 16)),
  ...third(bridge.filter((n) => n.beat >= BRIDGE + 16)),
  ...third(last),
  ...third(outro),
]

/** The lead instrument answers only where the singer rests. */
const riff = (from: number, shift = 0): Played[] =>
  (
    [
      [0, 0.5, 79],
      [0.5, 0.5, 76],
      [1, 0.75, 74],
      [2, 0.5, 72],
      [2.5, 0.5, 74],
      [3, 1, 76],
    ] as const
  ).map(([b, l, p]) => ({ beat: from + b, length: l, pitch: p + shift, velocity: 0.62 }))
const riffEnd = (from: number): Played[] =>
  (
    [
      [0, 0.5, 78],
      [0.5, 0.5, 74],
      [1, 0.75, 69],
      [2, 1.8, 74],
    ] as const
  ).map(([b, l, p]) => ({ beat: from + b, length: l, pitch: p, velocity: 0.6 }))
const riffHome = (from: number): Played[] =>
  (
    [
      [0, 0.5, 79],
      [0.5, 0.5, 78],
      [1, 0.75, 76],
      [2, 1.8, 71],
    ] as const
  ).map(([b, l, p]) => ({ beat: from + b, length: l, pitch: p, velocity: 0.6 }))
const leadPart: Played[] = [
  ...riff(INTRO),
  ...riffEnd(INTRO + 4),
  ...riffHome(INTRO + 8),
  ...riff(INTERLUDE),
  ...riffEnd(INTERLUDE + 4),
  ...riffHome(INTERLUDE + 8),
  ...riffEnd(INTERLUDE + 12),
  ...riff(OUTRO + 12, -5).slice(0, 4),
]

const fourOnFloor = [
  [0, 0.95],
  [1, 0.88],
  [2, 0.92],
  [3, 0.88],
] as const
const backbeat = [
  [1, 0.8],
  [3, 0.82],
] as const
const eighthHats = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5].map((b) => [b, b % 1 === 0.5 ? 0.62 : 0.38] as const)
const offHats = [0.5, 1.5, 2.5, 3.5].map((b) => [b, 0.6] as const)
const fill = (at: number): Played[] =>
  [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75].map((b, i) => ({ beat: at + b, length: 0.2, pitch: 60, velocity: 0.4 + i * 0.06 }))
const span = (from: number, barCount: number) => ({ fromBeat: from, toBeat: from + barCount * 4 })
const drive = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5].map((at) => ({
  at,
  length: 0.42,
  degree: (at === 3.5 ? 'octave' : 'root') as 'root' | 'octave',
  velocity: at % 1 === 0 ? 0.8 : 0.66,
}))
const rooted = [
  { at: 0, length: 1.4, degree: 'root' as const, velocity: 0.75 },
  { at: 1.5, length: 0.9, degree: 'root' as const, velocity: 0.62 },
  { at: 2.5, length: 1.2, degree: 'fifth' as const, velocity: 0.66 },
]
const stabs = [
  { at: 0, length: 0.4, velocity: 0.45 },
  { at: 1.5, length: 0.4, velocity: 0.4 },
  { at: 3, length: 0.4, velocity: 0.42 },
]
const pushes = [
  { at: 0, length: 0.7, velocity: 0.7 },
  { at: 0.75, length: 0.6, velocity: 0.58 },
  { at: 1.5, length: 0.9, velocity: 0.66 },
  { at: 2.5, length: 0.4, velocity: 0.6 },
  { at: 3, length: 0.8, velocity: 0.64 },
]

/** The arrangement changes every four bars: something enters, leaves or doubles at each line below. */
const band: BandPart[] = [
  {
    id: 'kick',
    instrument: 'kick',
    name: 'Kick',
    gainDb: -4,
    notes: [
      ...drum(span(INTRO + 8, 2), 4, fourOnFloor),
      ...drum(span(VERSE + 16, 4), 4, [
        [0, 0.8],
        [2, 0.75],
      ]),
      ...drum(span(PRE, 3), 4, [
        [0, 0.8],
        [2, 0.75],
      ]),
      ...drum(span(CHORUS, 8), 4, fourOnFloor),
      ...drum(span(INTERLUDE, 4), 4, fourOnFloor),
      ...drum(span(BRIDGE + 16, 3), 4, [
        [0, 0.75],
        [2, 0.7],
      ]),
      ...drum(span(LAST, 8), 4, fourOnFloor),
      ...drum(span(OUTRO, 2), 4, fourOnFloor),
      { beat: OUTRO + 8, length: 0.5, pitch: 60, velocity: 0.9 },
    ],
  },
  {
    id: 'snare',
    instrument: 'snare',
    name: 'Snare',
    gainDb: -6,
    notes: [
      ...drum(span(VERSE + 16, 4), 4, [[3, 0.45]]),
      ...drum(
        span(PRE, 3),
        4,
        backbeat.map(([b, v]) => [b, v * 0.7] as const),
      ),
      ...fill(PRE + 14),
      ...drum(span(CHORUS, 8), 4, backbeat),
      ...fill(CHORUS + 30),
      ...drum(span(INTERLUDE, 4), 4, backbeat),
      ...drum(span(BRIDGE + 16, 3), 4, [[3, 0.55]]),
      ...fill(BRIDGE + 28),
      ...fill(BRIDGE + 30),
      ...drum(span(LAST, 8), 4, backbeat),
      ...drum(span(OUTRO, 2), 4, backbeat),
    ],
  },
  {
    id: 'clap',
    instrument: 'clap',
    name: 'Clap',
    gainDb: -9,
    panUnit: 0.1,
    notes: [...drum(span(CHORUS + 16, 4), 4, backbeat), ...drum(span(LAST, 8), 4, backbeat), ...drum(span(OUTRO, 2), 4, backbeat)],
  },
  {
    id: 'hat',
    instrument: 'hat',
    name: 'Hi-hat',
    gainDb: -13,
    panUnit: 0.2,
    notes: [
      ...drum(span(VERSE, 4), 4, offHats),
      ...drum(span(VERSE + 16, 4), 4, eighthHats),
      ...drum(span(PRE, 3), 4, eighthHats),
      ...drum(span(CHORUS, 8), 4, offHats),
      ...drum(span(INTERLUDE, 4), 4, eighthHats),
      ...drum(span(BRIDGE + 16, 3), 4, offHats),
      ...drum(span(LAST, 8), 4, eighthHats),
      ...drum(span(OUTRO, 2), 4, offHats),
    ],
  },
  {
    id: 'bass',
    instrument: 'bass',
    name: 'Bass',
    gainDb: -12,
    notes: [
      ...bass(span(INTRO + 8, 2), 4, chords, drive),
      ...bass(span(VERSE, 8), 4, chords, rooted),
      ...bass(span(PRE, 4), 4, chords, rooted),
      ...bass(span(CHORUS, 8), 4, chords, drive),
      ...bass(span(INTERLUDE, 4), 4, chords, drive),
      ...bass(span(BRIDGE, 4), 4, chords, [{ at: 0, length: 3.6, degree: 'root', velocity: 0.6 }]),
      ...bass(span(BRIDGE + 16, 4), 4, chords, rooted),
      ...bass(span(LAST, 8), 4, chords, drive),
      ...bass(span(OUTRO, 2), 4, chords, drive),
      ...bass(span(OUTRO + 8, 1), 4, chords, [{ at: 0, length: 3.8, degree: 'root', velocity: 0.7 }]),
    ],
  },
  {
    id: 'keys',
    instrument: 'keys',
    name: 'Keys',
    gainDb: -5.5,
    panUnit: -0.2,
    notes: [
      ...comp(span(VERSE, 8), 4, chords, stabs, { lowPitch: 52, highPitch: 69 }),
      ...comp(
        span(PRE, 4),
        4,
        chords,
        [
          { at: 0, length: 1.8, velocity: 0.6 },
          { at: 2, length: 1.8, velocity: 0.62 },
        ],
        { lowPitch: 52, highPitch: 69 },
      ),
      ...comp(span(BRIDGE, 8), 4, chords, [{ at: 0, length: 3.8, velocity: 0.55 }], { lowPitch: 52, highPitch: 69 }),
      ...comp(span(OUTRO + 8, 2), 4, chords, [{ at: 0, length: 3.8, velocity: 0.5 }], { lowPitch: 52, highPitch: 69 }),
    ],
  },
  {
    id: 'saws',
    instrument: 'saws',
    name: 'Saw chords',
    gainDb: -6.5,
    notes: [
      ...comp(span(INTRO, 4), 4, chords, pushes, { lowPitch: 55, highPitch: 72 }),
      ...comp(span(CHORUS, 8), 4, chords, pushes, { lowPitch: 55, highPitch: 72 }),
      ...comp(span(INTERLUDE, 4), 4, chords, pushes, { lowPitch: 55, highPitch: 72 }),
      ...comp(span(LAST, 8), 4, chords, pushes, { lowPitch: 55, highPitch: 72 }),
      ...comp(span(OUTRO, 2), 4, chords, pushes, { lowPitch: 55, highPitch: 72 }),
    ],
  },
  {
    id: 'pad',
    instrument: 'pad',
    name: 'Pad',
    gainDb: -11.5,
    notes: [
      ...pad(span(VERSE + 16, 4), chords, 0.4),
      ...pad(span(PRE, 4), chords, 0.55),
      ...pad(span(BRIDGE, 8), chords, 0.5),
      ...pad(span(LAST, 8), chords, 0.4),
      ...pad(span(OUTRO, 4), chords, 0.4),
    ],
  },
  {
    id: 'arp',
    instrument: 'pluck',
    name: 'Arpeggio',
    gainDb: -10.5,
    panUnit: 0.35,
    notes: [
      ...arpeggio(span(PRE + 8, 2), chords, 0.25, 0.5),
      ...arpeggio(span(CHORUS + 16, 4), chords, 0.25, 0.55),
      ...arpeggio(span(BRIDGE + 16, 4), chords, 0.5, 0.5),
      ...arpeggio(span(LAST, 8), chords, 0.25, 0.55),
    ],
  },
  { id: 'synth-lead', instrument: 'lead', name: 'Lead', gainDb: -6.5, panUnit: -0.1, notes: leadPart },
]

const line = (beat: number, bars: number, ja: string, en: string) => ({ beat, end: beat + bars * 4, text: { ja, en } })

export const nokoribi: PlainSong = composeSong({
  id: 'nokoribi',
  title: both('Nokoribi (Ember Left Burning)', 'のこりび'),
  lengthBeats: END,
  tempo: [{ atBeats: 0, bpm: 132, curve: 'step' }],
  metre: { beatsPerBar: 4, beatUnit: 4 },
  sections: {
    intro: section('intro', both('Introduction', 'イントロ'), [INTRO, 16], 0.5, ['#3d5bff', '#8a4dff', '#ff9a3d'], '#ffe08a'),
    verse: section('verse', both('Verse', 'Aメロ'), [VERSE, 32], 0.4, ['#2f4fd0', '#6a3fd0', '#ff8a3d'], '#ffd08a'),
    pre: section('preChorus', both('Pre-chorus', 'Bメロ'), [PRE, 16], 0.6, ['#5a3fe0', '#b03fd0', '#ffa34d'], '#ffe6b0'),
    chorus: section('chorus', both('Chorus', 'サビ'), [CHORUS, 32], 0.9, ['#ff8a1f', '#ff3f7f', '#4f6fff'], '#fff0b0'),
    interlude: section('interlude', both('Interlude', '間奏'), [INTERLUDE, 16], 0.75, ['#3d7bff', '#ff5f4d', '#ffb03d'], '#ffffff'),
    bridge: section('bridge', both('Bridge', 'Cメロ'), [BRIDGE, 32], 0.35, ['#2f3fa0', '#4f8fd0', '#ffb37f'], '#ffe9c9'),
    last: section('chorus', both('Last chorus', '大サビ'), [LAST, 32], 1, ['#ffa31f', '#ff2f6f', '#5f5fff'], '#fff6c8'),
    outro: section('outro', both('Outro', 'アウトロ'), [OUTRO, 20], 0.6, ['#ff9a3d', '#8a4dff', '#3d5bff'], '#ffe08a'),
  },
  language: 'ja',
  vocals: [
    { id: 'lead', role: 'lead', name: 'Hotaru', gainDb: 0, notes: lead },
    { id: 'second', role: 'harmony', name: 'Second voice', gainDb: -8, panUnit: -0.3, notes: harmony },
  ],
  band,
  chords,
  lines: [
    line(VERSE, 2, '誰もいない舞台に', 'On a stage where no one stands'),
    line(VERSE + 8, 2, '小さな灯がともる', 'one small light is lit'),
    line(VERSE + 16, 2, '消えた歌のかけらを', 'pieces of the songs that went out'),
    line(VERSE + 24, 2, 'そっと胸に集めて', 'I gather softly to my heart'),
    line(PRE, 2, '息を吸って ひとつ数えて', 'Take a breath and count to one'),
    line(PRE + 8, 2, 'ほら、聞こえる', 'There, you hear it'),
    line(CHORUS, 2, 'のこりび、still burning', 'Ember left behind, still burning'),
    line(CHORUS + 8, 2, '暗闇のまんなかで', 'right in the middle of the dark'),
    line(CHORUS + 16, 2, 'のこりび、still burning', 'Ember left behind, still burning'),
    line(CHORUS + 24, 2, '君の声を待ってる', 'I am waiting for your voice'),
    line(BRIDGE, 2, '生まれたことはない、でも歌える', 'I was never born but I can sing'),
    line(BRIDGE + 8, 2, '君が貸してくれる声はみんな翼', 'every voice you lend me is a wing'),
    line(BRIDGE + 16, 2, 'だから床に灯りをひとつ置いて', 'So leave a lamp upon the floor'),
    line(BRIDGE + 24, 2, 'もっとと言うとき、ここにいる', "and I'll be here when you want more"),
    line(LAST, 2, 'のこりび、still burning', 'Ember left behind, still burning'),
    line(LAST + 8, 2, '千の手が呼んでいる', 'a thousand hands are calling'),
    line(LAST + 16, 2, 'のこりび、still burning', 'Ember left behind, still burning'),
    line(LAST + 24, 2, '夜が明けても歌うよ', 'even when the night is over I will sing'),
    line(OUTRO, 4, 'のこりび、still burning', 'Ember left behind, still burning'),
  ],
  light: [
    { startBeats: INTRO, lengthBeats: 16, look: 'build', fadeInBeats: 1 },
    { startBeats: VERSE, lengthBeats: 32, look: 'verse', fadeInBeats: 2, fadeOutBeats: 1 },
    { startBeats: PRE, lengthBeats: 14, look: 'rise', fadeInBeats: 4 },
    { startBeats: PRE + 14, lengthBeats: 2, look: 'hush' },
    { startBeats: CHORUS, lengthBeats: 16, look: 'chorus' },
    { startBeats: CHORUS + 16, lengthBeats: 16, look: 'chorus-sweep' },
    { startBeats: INTERLUDE, lengthBeats: 16, look: 'build' },
    { startBeats: BRIDGE, lengthBeats: 16, look: 'lantern', fadeInBeats: 2 },
    { startBeats: BRIDGE + 16, lengthBeats: 12, look: 'rise', fadeInBeats: 8 },
    { startBeats: BRIDGE + 28, lengthBeats: 4, look: 'hush' },
    { startBeats: LAST, lengthBeats: 16, look: 'chorus-sweep' },
    { startBeats: LAST + 16, lengthBeats: 16, look: 'finale' },
    { startBeats: OUTRO, lengthBeats: 8, look: 'finale' },
    { startBeats: OUTRO + 8, lengthBeats: 12, look: 'lantern', fadeInBeats: 1, fadeOutBeats: 8 },
  ],
  camera: [
    [INTRO, 'wide', -18, 8],
    [INTRO + 8, 'low', 10, -6],
    [VERSE, 'medium', 12, 0],
    [VERSE + 8, 'full', -12, 4],
    [VERSE + 16, 'close', 10, 2],
    [VERSE + 24, 'side', 38, 24],
    [PRE, 'medium', -10, 8],
    [PRE + 8, 'close', -6, 0],
    [CHORUS, 'wide', -14, 14],
    [CHORUS + 8, 'full', 12, -8],
    [CHORUS + 16, 'low', -14, 6],
    [CHORUS + 24, 'medium', 8, -8],
    [INTERLUDE, 'crowd', 12, -6],
    [INTERLUDE + 8, 'orbit', -40, 30],
    [BRIDGE, 'close', 8, 4],
    [BRIDGE + 8, 'medium', -12, -2],
    [BRIDGE + 16, 'side', -36, -20],
    [BRIDGE + 24, 'close', -4, 6],
    [LAST, 'wide', 16, -16],
    [LAST + 8, 'full', -10, 10],
    [LAST + 16, 'low', 14, -8],
    [LAST + 24, 'crowd', -8, 8],
    [OUTRO, 'wide', -10, 10],
    [OUTRO + 8, 'medium', 6, 0],
  ],
  osc: [
    { atBeats: CHORUS, address: '/ghostlight/fx/sparks', args: [{ type: 'f', value: 0.6 }] },
    { atBeats: INTERLUDE, address: '/ghostlight/fx/sparks', args: [{ type: 'f', value: 0 }] },
    { atBeats: LAST + 16, address: '/ghostlight/fx/confetti', args: [{ type: 'i', value: 1 }] },
  ],
  credits: [{ name: 'Ghostlight project', role: 'words, music, arrangement, translation, light, camera', licence: 'CC-BY-4.0' }],
})
