/**
 * Writes shows/first-light from the songbook: node scripts/run-ts.mjs scripts/songbook/write-show.ts
 * The JSON files are the show; this script is how the demo show was arranged, kept so that it can be arranged again.
 * Audio tracks (rendered stems) that are in a song file stay as they are.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { canonicalJson } from '@ghostlight/timeline'
import { talk, waiting } from './between.ts'
import { daisyBell } from './daisy-bell.ts'
import { danced } from './dance.ts'
import { nokoribi } from './nokoribi/song.ts'
import { sakura } from './sakura.ts'
import type { PlainSong } from './score.ts'
import { show } from './show/show.ts'
import { venue } from './show/venue.ts'

const root = 'shows/first-light'
const songs: readonly PlainSong[] = [daisyBell, talk, sakura, waiting, nokoribi]

export async function main(): Promise<number> {
  for (const composed of songs) {
    const song = danced(composed, 7)
    const folder = `${root}/songs/${song.id}`
    const file = `${folder}/song.json`
    mkdirSync(folder, { recursive: true })
    const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PlainSong) : null
    const audio = Object.fromEntries(Object.entries(before?.tracks ?? {}).filter(([, track]) => track.kind === 'audio'))
    writeFileSync(
      file,
      canonicalJson({ ...song, $schema: '../../../../docs/schema/song.schema.json', tracks: { ...song.tracks, ...audio } }),
    )
  }
  writeFileSync(`${root}/show.json`, canonicalJson(show))
  writeFileSync(`${root}/venue.json`, canonicalJson(venue))
  console.log(`wrote ${songs.length} songs, show and venue under ${root}`)
  return 0
}
