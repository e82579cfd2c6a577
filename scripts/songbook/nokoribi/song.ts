/**
 * のこりび (Nokoribi, "ember left burning"): the original song of the first show. Words, melody and arrangement are ours (CC BY 4.0).
 * The lamp that is left burning on an empty stage waits for whoever comes next. G major, 132 bpm, 48 bars:
 * intro 4, verse 8, pre-chorus 4, chorus 8, interlude 4, bridge 8, last chorus 8, outro 4.
 * The two-bar hook ("のこりび, still burning") is heard in both choruses and the outro.
 */
import { both, type PlainSong } from '../score.ts'
import { composeSong } from '../song.ts'
import { section } from '../stage-tracks.ts'
import { band } from './band.ts'
import { BRIDGE, CHORUS, chords, END, INTERLUDE, INTRO, LAST, OUTRO, PRE, VERSE } from './form.ts'
import { harmony, lead, lines } from './sung.ts'

/** What was left burning flares up. */
const FIRE = { wall: 'sunrise', air: 'sparks' } as const

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
    chorus: section('chorus', both('Chorus', 'サビ'), [CHORUS, 32], 0.9, ['#ff8a1f', '#ff3f7f', '#4f6fff'], '#fff0b0', FIRE),
    interlude: section('interlude', both('Interlude', '間奏'), [INTERLUDE, 16], 0.75, ['#3d7bff', '#ff5f4d', '#ffb03d'], '#ffffff', {
      wall: 'bars',
      air: 'sparks',
    }),
    bridge: section('bridge', both('Bridge', 'Cメロ'), [BRIDGE, 32], 0.35, ['#2f3fa0', '#4f8fd0', '#ffb37f'], '#ffe9c9', { wall: 'ring' }),
    last: section('chorus', both('Last chorus', '大サビ'), [LAST, 32], 1, ['#ffa31f', '#ff2f6f', '#5f5fff'], '#fff6c8', FIRE),
    outro: section('outro', both('Outro', 'アウトロ'), [OUTRO, 20], 0.6, ['#ff9a3d', '#8a4dff', '#3d5bff'], '#ffe08a'),
  },
  scenery: { wall: 'city' },
  language: 'ja',
  vocals: [
    { id: 'lead', role: 'lead', name: 'Hotaru', gainDb: 0, notes: lead },
    { id: 'second', role: 'harmony', name: 'Second voice', gainDb: -8, panUnit: -0.3, notes: harmony },
  ],
  band,
  chords,
  lines,
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
    [INTRO, 'wide'],
    [INTRO + 8, 'low'],
    [VERSE, 'medium'],
    [VERSE + 8, 'full'],
    [VERSE + 16, 'side'],
    [VERSE + 24, 'medium'],
    [PRE, 'full'],
    [PRE + 8, 'close'],
    [CHORUS, 'wide'],
    [CHORUS + 8, 'full'],
    [CHORUS + 16, 'low'],
    [CHORUS + 24, 'medium'],
    [INTERLUDE, 'crowd'],
    [INTERLUDE + 8, 'orbit'],
    [BRIDGE, 'close'],
    [BRIDGE + 8, 'side'],
    [BRIDGE + 16, 'full'],
    [BRIDGE + 24, 'close'],
    [LAST, 'wide'],
    [LAST + 8, 'full'],
    [LAST + 16, 'low'],
    [LAST + 24, 'close'],
    [OUTRO, 'wide'],
    [OUTRO + 8, 'close'],
  ],
  markers: {
    sparks: { atBeats: CHORUS, name: 'Sparks' },
    confetti: { atBeats: LAST + 16, name: 'Confetti' },
  },
  osc: [
    { atBeats: CHORUS, address: '/ghostlight/fx/sparks', args: [{ type: 'f', value: 0.6 }] },
    { atBeats: INTERLUDE, address: '/ghostlight/fx/sparks', args: [{ type: 'f', value: 0 }] },
    { atBeats: LAST + 16, address: '/ghostlight/fx/confetti', args: [{ type: 'i', value: 1 }] },
  ],
  credits: [{ name: 'Ghostlight project', role: 'words, music, arrangement, translation, light, camera', licence: 'CC-BY-4.0' }],
})
