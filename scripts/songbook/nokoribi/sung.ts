/** のこりび: words and melody, the second voice a third below, and the lines that fans read along. */
import { scaleStep } from '../harmony.ts'
import type { Sung } from '../score.ts'
import { BRIDGE, CHORUS, G_MAJOR, LAST, OUTRO, PRE, VERSE } from './form.ts'

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
export const lead: Sung[] = [
  ...softly(verse, 0.3),
  ...softly(pre, 0.44),
  ...softly(chorus, 0.6),
  ...bridge.map((n) => ({ ...n, dynamicsUnit: n.beat < BRIDGE + 16 ? 0.26 : 0.42 })),
  ...softly(last, 0.66),
  ...softly(outro, 0.55),
]

const third = (notes: readonly Sung[]): Sung[] => notes.map((n) => ({ ...n, pitch: scaleStep(n.pitch, -2, G_MAJOR), dynamicsUnit: 0.4 }))
export const harmony: Sung[] = [
  ...third(chorus.filter((n) => n.beat >= CHORUS + 16)),
  ...third(bridge.filter((n) => n.beat >= BRIDGE + 16)),
  ...third(last),
  ...third(outro),
]

const line = (beat: number, bars: number, ja: string, en: string) => ({ beat, end: beat + bars * 4, text: { ja, en } })
export const lines = [
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
]
