import { readFileSync } from 'node:fs'
import { bodyOf } from '@ghostlight/avatar/performer'
import { compileEdition, type Edition, type EditionData } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { CAPTION_UNIT } from './camera.ts'
import { SIZES } from './sizes.ts'
import { watchSong } from './testing-framing.ts'

// The demo songs as they are danced, ten looks a second, through the cameras they bring and through the one that directs songs without.

const songIds = ['daisy-bell', 'sakura', 'nokoribi']
const folder = new URL('../../../../shows/first-light/', import.meta.url)
const read = (file: string) => JSON.parse(readFileSync(new URL(file, folder), 'utf8'))

function editionOf(ownCamera: boolean): Edition {
  const songs = ['talk', 'waiting', ...songIds].map((id) => {
    const song = read(`songs/${id}/song.json`) as { tracks: Record<string, { kind: string; clips: object }> }
    if (!ownCamera) for (const track of Object.values(song.tracks)) if (track.kind === 'camera') track.clips = {}
    return [id, song]
  })
  const data = {
    formatVersion: 1,
    show: read('show.json'),
    songs: Object.fromEntries(songs),
    venue: read('venue.json'),
    assets: {},
    lexicon: {},
  }
  return compileEdition(data as unknown as EditionData, 'x')
}

const own = editionOf(true)
const directed = editionOf(false)
const casts = [
  ['the cameras the songs bring', own, 'hotaru', songIds],
  ['the camera of songs without one', directed, 'hotaru', songIds],
  ['a taller performer', own, 'akane', ['nokoribi']],
  ['a shorter performer', directed, 'tsukuyo', ['nokoribi']],
] as const

describe.each(casts)('%s', (_, edition, look, ids) => {
  it.each([
    ['16:9', 16 / 9],
    ['9:16', 9 / 16],
  ])('at %s: her head and the leading hand stay in the picture, whole, in every size of shot', (_name, aspect) => {
    for (const id of ids) {
      for (const [shot, tally] of watchSong(edition, id, bodyOf(look), aspect).tallies) {
        const where = `${id} ${shot}`
        expect(tally.looks, where).toBeGreaterThan(0)
        expect(tally.headOut, `${where}: head`).toBe(0)
        expect(tally.leadOut / Math.max(1, tally.leads), `${where}: leading hand`).toBeLessThanOrEqual(0.01)
        expect(tally.raisedOut / Math.max(1, tally.raised), `${where}: raised hands`).toBeLessThanOrEqual(0.02)
        expect(tally.cutJoint / tally.looks, `${where}: joints`).toBeLessThanOrEqual(0.02)
        expect(tally.covered / tally.looks, `${where}: face`).toBeLessThanOrEqual(0.06)
        const cropsNothing = SIZES[shot].crops[0] === 'feet'
        if (cropsNothing) expect(tally.lowestUnit, `${where}: feet`).toBeGreaterThan(CAPTION_UNIT)
      }
    }
  })
})

describe('the camera', () => {
  it.each([
    ['16:9', 16 / 9],
    ['9:16', 9 / 16],
  ])('moves, at %s, never faster than is pleasant', (_name, aspect) => {
    for (const id of songIds) {
      const { motion, still } = watchSong(own, id, bodyOf('hotaru'), aspect)
      expect(motion.zoomPerS, id).toBeLessThan(0.2)
      expect(motion.panPerS, id).toBeLessThan(0.2)
      expect(motion.roundDegPerS, id).toBeLessThan(14)
      expect(motion.eyeMps, id).toBeLessThan(1.8)
      expect(motion.eyeMps2, id).toBeLessThan(3)
      expect(still, id).toBeLessThan(0.02)
    }
  })
})
