/** A song's vocals as a USTX 0.6 project, which OpenUtau 0.1 and later open; singers and phonemizers are chosen there. */
import { stringify } from 'yaml'
import type { Song } from '../../document/song.ts'
import type { VocalTrack } from '../../document/track.ts'
import { inOrder } from '../../order.ts'
import { createSongTime } from '../../song-time.ts'
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
    expressions: {},
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
      curves: [],
    })),
    wave_parts: [],
  })
}

/** OpenUtau wants the whole word on its first note, "+" where the next syllable is sung and "+~" where the vowel is held. */
function notesOf(track: VocalTrack) {
  const sung = sungNotes(track)
  return sung.map(({ note, syllable, kind, joins, goesOn }, index) => {
    let lyric = syllable
    if (kind === 'held') lyric = '+~'
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
      pitch: {
        data: [
          { x: -40, y: 0, shape: 'io' },
          { x: 40, y: 0, shape: 'io' },
        ],
        snap_first: true,
      },
      vibrato: {
        length: (vibrato?.lengthUnit ?? 0) * 100,
        period: vibrato?.periodMs ?? 175,
        depth: vibrato?.depthCents ?? 25,
        in: (vibrato?.fadeInUnit ?? 0.1) * 100,
        out: (vibrato?.fadeOutUnit ?? 0.1) * 100,
        shift: 0,
        drift: 0,
      },
      phoneme_expressions: [],
      phoneme_overrides: [],
    }
  })
}
