/** Light, camera, lyric, marker and chord tracks that every song lays out in the same way, from its sections and lines. */
import type { Scenery } from '@ghostlight/timeline'
import { type ChordAt, keyed, onGrid, type PlainSection, type PlainTrack } from './score.ts'

export interface LightPlan {
  readonly startBeats: number
  readonly lengthBeats: number
  readonly look: string
  readonly levelUnit?: number
  readonly fadeInBeats?: number
  readonly fadeOutBeats?: number
}

/** Looks one after the other. Where the next one fades in, the one before stays under it until it is there: light goes over, not out and on. */
export function lightTrack(order: string, name: string, clips: readonly LightPlan[]): PlainTrack {
  return {
    kind: 'light',
    order,
    name,
    clips: keyed(
      'l',
      clips.map((c, i) => {
        const next = clips[i + 1]
        const overBeats = next !== undefined && next.startBeats === c.startBeats + c.lengthBeats ? (next.fadeInBeats ?? 0) : 0
        return {
          startBeats: c.startBeats,
          lengthBeats: c.lengthBeats + overBeats,
          look: c.look,
          levelUnit: c.levelUnit ?? 1,
          fadeInBeats: c.fadeInBeats ?? 0,
          fadeOutBeats: overBeats > 0 ? overBeats : (c.fadeOutBeats ?? 0),
        }
      }),
    ),
  } as PlainTrack
}

export type Shot = 'wide' | 'full' | 'medium' | 'close' | 'low' | 'side' | 'crowd' | 'orbit'

/** Cuts at the given beats; each shot lasts until the next, the last until `endBeats`. `from`, `to` are degrees round the performer. */
export function cameraTrack(
  endBeats: number,
  shots: readonly (readonly [beat: number, shot: Shot, from?: number, to?: number])[],
): PlainTrack {
  return {
    kind: 'camera',
    order: 'm',
    name: 'Camera',
    clips: keyed(
      'c',
      shots.map(([beat, shot, from, to], i) => ({
        startBeats: beat,
        lengthBeats: (shots[i + 1]?.[0] ?? endBeats) - beat,
        shot,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      })),
    ),
  } as PlainTrack
}

export function lyricTrack(
  lines: readonly { readonly beat: number; readonly end: number; readonly text: Record<string, string> }[],
): PlainTrack {
  return {
    kind: 'lyrics',
    order: 'k',
    name: 'Lyrics',
    lines: keyed(
      'w',
      lines.map((l) => ({ startBeats: l.beat, lengthBeats: l.end - l.beat, text: l.text })),
    ),
  } as PlainTrack
}

export function chordTrack(chords: readonly ChordAt[]): PlainTrack {
  return {
    kind: 'chords',
    order: 'q',
    name: 'Chords',
    chords: keyed(
      'h',
      chords.map((c) => ({ atBeats: onGrid(c.beat), symbol: c.symbol })),
    ),
  } as PlainTrack
}

export function section(
  kind: PlainSection['kind'],
  name: { en: string; ja: string },
  span: readonly [start: number, length: number],
  energyUnit: number,
  hues: [string, string, string],
  accent: string,
  scenery?: Scenery,
): PlainSection {
  return {
    kind,
    name,
    startBeats: span[0],
    lengthBeats: span[1],
    energyUnit,
    colours: { hues, accent },
    ...(scenery ? { scenery } : {}),
  }
}
