/** Assembles a song document from its parts, so that every demo song has the same tracks in the same order. */
import type { OscArg, Scenery, Text } from '@ghostlight/timeline'
import {
  type BandPart,
  bandNotes,
  type ChordAt,
  keyed,
  type Plain,
  type PlainSection,
  type PlainSong,
  type PlainTrack,
  type Sung,
  vocalNotes,
} from './score.ts'
import { cameraTrack, chordTrack, type LightPlan, lightTrack, lyricTrack, type Shot } from './stage-tracks.ts'
import { yieldToVoice } from './yield-to-voice.ts'

export interface SongParts {
  readonly id: string
  readonly title: Text
  readonly lengthBeats: number
  readonly tempo: readonly { readonly atBeats: number; readonly bpm: number; readonly curve: 'step' | 'ramp' }[]
  readonly metre: { readonly beatsPerBar: number; readonly beatUnit: 1 | 2 | 4 | 8 | 16 }
  readonly sections: Record<string, PlainSection>
  /** The world it plays in; sections may differ. */
  readonly scenery?: Scenery
  readonly vamp?: { readonly startBeats: number; readonly lengthBeats: number }
  readonly language: 'ja' | 'en'
  readonly vocals: readonly {
    readonly id: string
    readonly role: 'lead' | 'harmony'
    readonly name: string
    readonly gainDb: number
    readonly panUnit?: number
    readonly notes: readonly Sung[]
  }[]
  readonly band: readonly BandPart[]
  readonly chords: readonly ChordAt[]
  readonly lines: readonly { readonly beat: number; readonly end: number; readonly text: Record<string, string> }[]
  readonly light: readonly LightPlan[]
  readonly camera: readonly (readonly [beat: number, shot: Shot, from?: number, to?: number])[]
  /** Places with a name, by id; cues can be anchored to them. */
  readonly markers?: Readonly<Record<string, { readonly atBeats: number; readonly name: string }>>
  readonly osc: readonly {
    readonly atBeats: number
    readonly address: string
    readonly args: readonly Plain<OscArg>[]
    readonly everyPass?: boolean
  }[]
  readonly credits: readonly { readonly name: string; readonly role: string; readonly licence: string; readonly source?: string }[]
}

export const PERFORMER = 'hotaru'

export function composeSong(parts: SongParts): PlainSong {
  const tracks: Record<string, PlainTrack> = {}
  parts.vocals.forEach((v, i) => {
    tracks[v.id] = {
      kind: 'vocal',
      order: `a${i}`,
      name: v.name,
      performerId: PERFORMER,
      language: parts.language,
      gainDb: v.gainDb,
      ...(v.panUnit === undefined ? {} : { panUnit: v.panUnit }),
      role: v.role,
      notes: vocalNotes(v.notes),
    } as PlainTrack
  })
  const lead = parts.vocals.filter((v) => v.role === 'lead').flatMap((v) => v.notes)
  parts.band.forEach((b, i) => {
    tracks[b.id] = {
      kind: 'instrument',
      order: `d${i}`,
      name: b.name,
      instrument: b.instrument,
      gainDb: b.gainDb,
      ...(b.panUnit === undefined ? {} : { panUnit: b.panUnit }),
      notes: bandNotes(yieldToVoice(b.instrument, b.notes, lead)),
    } as PlainTrack
  })
  if (parts.lines.length > 0) tracks['words'] = lyricTrack(parts.lines)
  tracks['light'] = lightTrack('l', 'Light', parts.light)
  tracks['camera'] = cameraTrack(parts.lengthBeats, parts.camera)
  if (parts.markers) tracks['marks'] = { kind: 'marker', order: 'n', name: 'Marks', markers: { ...parts.markers } } as PlainTrack
  if (parts.osc.length > 0) {
    tracks['triggers'] = {
      kind: 'osc',
      order: 'o',
      name: 'Triggers',
      messages: keyed(
        't',
        parts.osc.map((m) => ({ ...m, args: [...m.args] })),
      ),
    } as PlainTrack
  }
  if (parts.chords.length > 0) tracks['chords'] = chordTrack(parts.chords)
  return {
    schemaVersion: 1,
    id: parts.id,
    title: { ...parts.title },
    lengthBeats: parts.lengthBeats,
    tempo: keyed('t', parts.tempo),
    metre: { m001: { atBeats: 0, ...parts.metre } },
    sections: parts.sections,
    ...(parts.scenery ? { scenery: parts.scenery } : {}),
    vamps: parts.vamp ? { loop: parts.vamp } : {},
    tracks,
    credits: keyed(
      'c',
      parts.credits.map((c, i) => ({ order: `a${i}`, ...c })),
    ),
  } as PlainSong
}
