/** Importing small scores written in tests. */

import { strToU8 } from 'fflate'
import type { Song } from '../document/song.ts'
import type { VocalTrack } from '../document/track.ts'
import { importScore } from '../format/import-score.ts'
import type { ScoreImport } from '../format/score/score.ts'

export const scoreOptions: ScoreImport = {
  fileName: 'song.musicxml',
  title: null,
  songId: 'song',
  performerId: 'hotaru',
  language: null,
  decode: null,
  encoding: null,
  verse: null,
  repeats: 'played',
}

export function read(
  input: string | Uint8Array,
  more: Partial<ScoreImport> = {},
): { readonly song: Song; readonly codes: readonly string[] } {
  const parsed = importScore(typeof input === 'string' ? strToU8(input) : input, { ...scoreOptions, ...more })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return { song: parsed.value, codes: parsed.issues.map((issue) => issue.code) }
}

/** Why a file is refused: codes and words. */
export function refusal(input: string | Uint8Array, more: Partial<ScoreImport> = {}): string {
  const parsed = importScore(typeof input === 'string' ? strToU8(input) : input, { ...scoreOptions, ...more })
  if (parsed.ok) throw new Error('it was read')
  return parsed.issues.map((issue) => `${issue.code}: ${issue.message}`).join('\n')
}

/** [pitch, start, length, lyric] of a vocal track, in order. */
export function sung(song: Song, id = 'vocal'): readonly (readonly [number, number, number, string])[] {
  const track = song.tracks[id] as VocalTrack
  return Object.values(track.notes).map((note) => [note.pitch, note.startBeats, note.lengthBeats, note.lyric])
}
export const words = (song: Song, id = 'vocal'): readonly string[] => sung(song, id).map(([, , , lyric]) => lyric)
