/** のこりび: what the band plays. */
import { arpeggio, bass, comp, drum, pad } from '../band.ts'
import type { BandPart, Played } from '../score.ts'
import { BRIDGE, CHORUS, chords, INTERLUDE, INTRO, LAST, OUTRO, PRE, VERSE } from './form.ts'

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
export const band: BandPart[] = [
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
