/** The voicebanks of a show as assets: for each performer who sings with one, the part of it that the songs need. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Show, Song } from '@ghostlight/timeline'
import { analysisVersion, voiceFileVersion } from '@ghostlight/voice/bank-import'
import { isBankFolder, stampOf } from './bank-folder.ts'
import { voiceInThread } from './bank-task.ts'
import type { TrackToSing } from './bank-voice.ts'

/** Every vocal track of a performer, in the order of songs and tracks. */
export function tracksOf(performerId: string, songs: Readonly<Record<string, Song>>): readonly TrackToSing[] {
  return Object.keys(songs)
    .sort()
    .flatMap((songId) => {
      const song = songs[songId]!
      const tempo = Object.values(song.tempo).sort((a, b) => a.atBeats - b.atBeats)
      return Object.keys(song.tracks)
        .sort()
        .flatMap((trackId) => {
          const track = song.tracks[trackId]!
          return track.kind === 'vocal' && track.performerId === performerId ? [{ track, tempo }] : []
        })
    })
}

export interface BankAssets {
  /** @returns the voice file; null when the folder is missing or no voicebank (`check` says so). */
  voiceOf(performerId: string, show: Show, songs: Readonly<Record<string, Song>>): Promise<Uint8Array | null>
}

export function createBankAssets(showFolder: string, { cacheFolder }: { readonly cacheFolder: string | null }): BankAssets {
  /** The last voice of each performer; null: it could not be made. */
  const made = new Map<string, { readonly key: string; readonly bytes: Uint8Array | null }>()
  return {
    async voiceOf(performerId, show, songs) {
      const singer = show.performers[performerId]?.singer
      if (singer?.kind !== 'bank') return null
      const folder = join(showFolder, singer.folder)
      if (!isBankFolder(folder)) return null
      const tracks = tracksOf(performerId, songs)
      const key = createHash('sha256')
        .update(`${analysisVersion} ${voiceFileVersion} ${stampOf(folder)} ${JSON.stringify(tracks)}`)
        .digest('hex')
      const before = made.get(performerId)
      if (before?.key === key) return before.bytes
      const voices = cacheFolder === null ? null : join(cacheFolder, 'voices')
      let saidMs = performance.now()
      try {
        const bytes = await voiceInThread({ folder, tracks, cacheFolder: voices }, (done, of) => {
          if (performance.now() - saidMs < 2000) return
          saidMs = performance.now()
          console.error(`  … reading the voicebank ${singer.folder}: ${done} of ${of} recordings`)
        })
        made.set(performerId, { key, bytes })
        return bytes
      } catch (error) {
        console.error(`The voicebank ${singer.folder} cannot be used: ${(error as Error).message}`)
        made.set(performerId, { key, bytes: null })
        return null
      }
    },
  }
}
