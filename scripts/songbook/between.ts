/** What happens between the songs: Hotaru speaks, and a groove that waits for GO. */
import { bass, comp, drum, pad } from './band.ts'
import { both, type ChordAt, type PlainSong, type Sung } from './score.ts'
import { composeSong } from './song.ts'
import { section } from './stage-tracks.ts'

/** Syllables with the melody of speech: [lyric, pitch] at an even pace; "," is a short and "." a long rest. */
function speak(
  fromBeat: number,
  text: readonly (readonly [lyric: string, pitch: number, language?: 'ja' | 'en'] | ',' | '.')[],
  language: 'ja' | 'en',
): { readonly notes: Sung[]; readonly endBeat: number } {
  const notes: Sung[] = []
  let beat = fromBeat
  for (const part of text) {
    if (part === ',' || part === '.') {
      const last = notes.at(-1)
      if (last) notes[notes.length - 1] = { ...last, breathAfter: true }
      beat += part === ',' ? 0.5 : 1
    } else {
      notes.push({ beat, length: 0.5, pitch: part[1], lyric: part[0], language: part[2] ?? language })
      beat += 0.5
    }
  }
  return { notes, endBeat: beat }
}

const english = speak(
  2,
  [
    ['Good', 60],
    ['eve-', 62],
    ['ning', 57],
    ',',
    ['I', 59],
    ['am', 58],
    ['ほ', 62, 'ja'],
    ['た', 60, 'ja'],
    ['る', 56, 'ja'],
    '.',
    ['That', 60],
    ['was', 59],
    ['the', 58],
    ['first', 62],
    ['song', 61],
  ],
  'en',
)
const english2 = speak(
  english.endBeat,
  [['a', 58], ['com-', 59], ['pu-', 63], ['ter', 60], ['ev-', 61], ['er', 58], ['sang', 56], '.'],
  'en',
)
const japanese = speak(
  english2.endBeat + 1,
  [
    ['つ', 60],
    ['ぎ', 62],
    ['は', 60],
    ',',
    ['さ', 59],
    ['く', 62],
    ['ら', 62],
    ['の', 61],
    ['う', 60],
    ['た', 59],
    ['で', 57],
    ['す', 55],
    '.',
  ],
  'ja',
)
const talkEnd = Math.ceil((japanese.endBeat + 2) / 4) * 4

export const talk: PlainSong = composeSong({
  id: 'talk',
  title: both('Hotaru speaks', 'MC'),
  lengthBeats: talkEnd,
  tempo: [{ atBeats: 0, bpm: 118, curve: 'step' }],
  metre: { beatsPerBar: 4, beatUnit: 4 },
  sections: { talk: section('talk', both('Talk', 'MC'), [0, talkEnd], 0.2, ['#ffcf9a', '#8f9fff', '#5f6fc0'], '#fff2d8') },
  language: 'en',
  vocals: [{ id: 'lead', role: 'lead', name: 'Hotaru', gainDb: 1, notes: [...english.notes, ...english2.notes, ...japanese.notes] }],
  band: [],
  chords: [],
  lines: [
    {
      beat: 2,
      end: english2.endBeat,
      text: {
        en: 'Good evening, I am Hotaru. That was the first song a computer ever sang.',
        ja: 'こんばんは、ほたるです。いまのは、コンピューターがはじめて歌った歌。',
      },
    },
    { beat: japanese.notes[0]!.beat, end: talkEnd, text: { ja: '次は、桜の歌です。', en: 'Next, a song of cherry blossoms.' } },
  ],
  light: [{ startBeats: 0, lengthBeats: talkEnd, look: 'talk', fadeInBeats: 2 }],
  camera: [
    [0, 'full'],
    [4, 'medium'],
    [Math.floor(japanese.notes[0]!.beat / 4) * 4, 'close'],
  ],
  osc: [],
  credits: [{ name: 'Ghostlight project', role: 'words', licence: 'CC-BY-4.0' }],
})

const LOOP = 32
const chords: ChordAt[] = ['C', 'D', 'Em', 'Bm', 'C', 'D', 'G', 'D'].map((symbol, i) => ({ beat: i * 4, symbol }))
const all = { fromBeat: 0, toBeat: LOOP }
export const waiting: PlainSong = composeSong({
  id: 'waiting',
  title: both('Waiting for you', '待ちあい'),
  lengthBeats: LOOP,
  tempo: [{ atBeats: 0, bpm: 132, curve: 'step' }],
  metre: { beatsPerBar: 4, beatUnit: 4 },
  sections: { vamp: section('interlude', both('Vamp', 'ヴァンプ'), [0, LOOP], 0.35, ['#2f4fd0', '#8a4dff', '#ff9a3d'], '#ffe08a') },
  vamp: { startBeats: 0, lengthBeats: LOOP },
  language: 'ja',
  vocals: [],
  band: [
    {
      id: 'kick',
      instrument: 'kick',
      name: 'Kick',
      gainDb: -8,
      notes: drum(all, 4, [
        [0, 0.8],
        [1, 0.7],
        [2, 0.75],
        [3, 0.7],
      ]),
    },
    {
      id: 'hat',
      instrument: 'hat',
      name: 'Hi-hat',
      gainDb: -16,
      panUnit: 0.2,
      notes: drum({ fromBeat: 16, toBeat: LOOP }, 4, [
        [0.5, 0.55],
        [1.5, 0.55],
        [2.5, 0.55],
        [3.5, 0.55],
      ]),
    },
    {
      id: 'bass',
      instrument: 'bass',
      name: 'Bass',
      gainDb: -12,
      notes: bass(all, 4, chords, [
        { at: 0, length: 1.4, degree: 'root', velocity: 0.7 },
        { at: 1.5, length: 0.9, degree: 'root', velocity: 0.6 },
        { at: 2.5, length: 1.2, degree: 'fifth', velocity: 0.6 },
      ]),
    },
    {
      id: 'keys',
      instrument: 'keys',
      name: 'Keys',
      gainDb: -7,
      panUnit: -0.2,
      notes: comp(
        all,
        4,
        chords,
        [
          { at: 0, length: 0.4, velocity: 0.55 },
          { at: 1.5, length: 0.4, velocity: 0.5 },
          { at: 3, length: 0.4, velocity: 0.5 },
        ],
        { lowPitch: 52, highPitch: 69 },
      ),
    },
    { id: 'pad', instrument: 'pad', name: 'Pad', gainDb: -12, notes: pad(all, chords, 0.4) },
  ],
  chords,
  lines: [],
  light: [{ startBeats: 0, lengthBeats: LOOP, look: 'waiting' }],
  camera: [
    [0, 'wide'],
    [16, 'full'],
  ],
  osc: [],
  credits: [{ name: 'Ghostlight project', role: 'music', licence: 'CC-BY-4.0' }],
})
