/** A song's vocals as a USTX 0.6 project, which OpenUtau 0.1 and later open; singers and phonemizers are chosen there. */
import { stringify } from 'yaml'
import type { Song } from '../../document/song.ts'
import type { VocalTrack } from '../../document/track.ts'
import { inOrder } from '../../order.ts'
import { createSongTime } from '../../song-time.ts'
import type { CurveName } from '../score/editor-curves.ts'
import { sungNotes } from './sung-words.ts'

const TICKS_PER_BEAT = 480
const tickOf = (atBeats: number): number => Math.round(atBeats * TICKS_PER_BEAT)

const PHONEMIZERS: Readonly<Record<VocalTrack['language'], string>> = {
  ja: 'OpenUtau.Plugin.Builtin.JapaneseVCVPhonemizer',
  en: 'OpenUtau.Plugin.Builtin.ArpasingPhonemizer',
  es: 'OpenUtau.Plugin.Builtin.SpanishVCCVPhonemizer',
}

export function exportUstx(song: Song): string {
  const time = createSongTime(song)
  const vocals = inOrder(song.tracks).flatMap((id) => {
    const track = song.tracks[id]
    return track?.kind === 'vocal' ? [track] : []
  })
  const tempos = Object.values(song.tempo)
    .sort((a, b) => a.atBeats - b.atBeats)
    .map(({ atBeats, bpm }) => ({ position: tickOf(atBeats), bpm }))
  const signatures = Object.values(song.metre)
    .sort((a, b) => a.atBeats - b.atBeats)
    .map(({ atBeats, beatsPerBar, beatUnit }) => ({
      bar_position: time.barBeatAt(atBeats).bar - 1,
      beat_per_bar: beatsPerBar,
      beat_unit: beatUnit,
    }))
  return stringify({
    name: Object.values(song.title)[0] ?? song.id,
    comment: '',
    output_dir: 'Vocal',
    cache_dir: 'UCache',
    ustx_version: '0.6',
    resolution: TICKS_PER_BEAT,
    bpm: tempos[0]?.bpm ?? 120,
    beat_per_bar: signatures[0]?.beat_per_bar ?? 4,
    beat_unit: signatures[0]?.beat_unit ?? 4,
    expressions: EXPRESSIONS,
    time_signatures: signatures,
    tempos,
    tracks: vocals.map((track) => ({
      track_name: track.name,
      singer: '',
      phonemizer: PHONEMIZERS[track.language],
      mute: false,
      solo: false,
      volume: track.gainDb,
    })),
    voice_parts: vocals.map((track, index) => ({
      name: track.name,
      comment: '',
      track_no: index,
      position: 0,
      duration: tickOf(song.lengthBeats),
      notes: notesOf(track),
      curves: curvesOf(track),
    })),
    wave_parts: [],
  })
}

/** The glide into a note: OpenUtau's own unless one was placed by hand. */
function glideOf(note: VocalTrack['notes'][string]) {
  const length = note.portamentoMs ?? 80
  const start = note.portamentoStartMs ?? (note.portamentoMs === undefined ? -40 : -0.68 * length)
  return [
    { x: start, y: 0, shape: 'io' },
    { x: start + length, y: 0, shape: 'io' },
  ]
}

/** Curves by OpenUtau's abbreviation: ours, one of our units in theirs, and what they rest at. Brightness has none there and keeps a name of its own. */
const CURVES: readonly (readonly [abbr: string, name: CurveName, scale: number, low: number, high: number, neutral: number])[] = [
  ['pitd', 'pitchCents', 1, -1200, 1200, 0],
  ['dyn', 'dynamicsDb', 10, -240, 120, 0],
  ['brec', 'breathinessUnit', 100, -100, 100, 0],
  ['tenc', 'tensionUnit', 100, -100, 100, 0],
  ['genc', 'genderUnit', 100, -100, 100, 0],
  ['voic', 'voicingUnit', 100, 0, 100, 100],
  ['bric', 'brightnessUnit', 100, -100, 100, 0],
]
const EXPRESSIONS = Object.fromEntries(
  CURVES.map(([abbr, name, , min, max, neutral]) => [
    abbr,
    { name: name.replace(/[A-Z].*$/, ' (curve)'), abbr, type: 'Curve', min, max, default_value: neutral, is_flag: false, flag: '' },
  ]),
)
/** OpenUtau draws its curves in steps of five ticks. */
const CURVE_TICKS = 5

/** Whole numbers on a grid of five ticks between the first and the last point; OpenUtau rests before and after. */
function curvesOf(track: VocalTrack) {
  return CURVES.flatMap(([abbr, name, scale, low, high, neutral]) => {
    const points = track.curves?.[name]
    const last = Math.max(0, ...Object.values(track.notes).map((note) => tickOf(note.startBeats + note.lengthBeats)))
    if (!points || points.length === 0) return []
    const snapped = (at: number): number => Math.round(tickOf(at) / CURVE_TICKS) * CURVE_TICKS
    // A curve that holds beyond its points is held to the ends of the part.
    const ends: [number, number][] = [[0, points[0]![1]], ...points.map(([at, value]): [number, number] => [snapped(at), value])]
    if (last > ends.at(-1)![0]) ends.push([last, ends.at(-1)![1]])
    const xs: number[] = []
    const ys: number[] = []
    for (const [at, value] of ends) {
      const y = Math.round(Math.min(high, Math.max(low, value * scale)))
      const lastX = xs.at(-1)
      if (lastX === at && ys.at(-1) === y) continue
      // A step keeps its first value one grid line earlier.
      if (lastX === at && at - (xs.at(-2) ?? -CURVE_TICKS) > CURVE_TICKS && at > 0) xs[xs.length - 1] = at - CURVE_TICKS
      else if (lastX === at) {
        ys[ys.length - 1] = y
        continue
      }
      xs.push(at)
      ys.push(y)
    }
    return ys.some((y) => y !== neutral) ? [{ xs, ys, abbr }] : []
  })
}

/** OpenUtau wants the whole word on its first note, "+" where the next syllable is sung and "+~" where the vowel is held. */
function notesOf(track: VocalTrack) {
  const sung = sungNotes(track)
  return sung.map(({ note, syllable, kind, joins, goesOn }, index) => {
    let lyric = syllable
    if (kind === 'breath') lyric = 'br'
    else if (kind === 'held') lyric = '+~'
    else if (kind === 'nextSyllable' || joins) lyric = '+'
    else if (goesOn) {
      for (const later of sung.slice(index + 1)) {
        if (later.kind === 'syllable' && !later.joins) break
        if (later.kind === 'syllable') lyric += later.syllable
      }
    }
    const vibrato = note.vibrato
    return {
      position: tickOf(note.startBeats),
      duration: Math.max(1, tickOf(note.startBeats + note.lengthBeats) - tickOf(note.startBeats)),
      tone: note.pitch,
      lyric,
      pitch: { data: glideOf(note), snap_first: true },
      vibrato: {
        length: (vibrato?.lengthUnit ?? 0) * 100,
        period: vibrato?.periodMs ?? 175,
        depth: vibrato?.depthCents ?? 25,
        in: (vibrato?.fadeInUnit ?? 0.1) * 100,
        out: (vibrato?.fadeOutUnit ?? 0.1) * 100,
        shift: (vibrato?.shiftUnit ?? 0) * 100,
        drift: (vibrato?.driftUnit ?? 0) * 100,
      },
      phoneme_expressions: [],
      phoneme_overrides: [],
    }
  })
}
