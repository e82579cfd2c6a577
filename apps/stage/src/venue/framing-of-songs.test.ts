import { readFileSync } from 'node:fs'
import { bodyOf } from '@ghostlight/avatar/performer'
import { compileEdition, type Edition, type EditionData } from '@ghostlight/timeline'
import { describe, expect, it, vi } from 'vitest'
import { CAPTION_UNIT } from './camera.ts'
import { SIZES } from './sizes.ts'
import { type Watched, watchCall, watchSong } from './testing-framing.ts'

// The demo songs as they are danced, ten looks a second, through the cameras they bring and through the one that directs songs without.

// Whole songs: seconds on an idle machine, many of them on a busy one.
vi.setConfig({ testTimeout: 180_000 })

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
/** An avatar that somebody brings: the same limbs, another size. */
const sized = <T>(value: T, by: number): T =>
  (typeof value === 'number'
    ? value * by
    : Array.isArray(value)
      ? value.map((one) => sized(one, by))
      : Object.fromEntries(Object.entries(value as object).map(([key, one]) => [key, sized(one, by)]))) as T
const bodyNamed = (look: string) =>
  look === 'tiny' ? sized(bodyOf('hotaru'), 0.8) : look === 'giant' ? sized(bodyOf('hotaru'), 1.2) : bodyOf(look)

/** Every song is looked through once for each body and picture. */
const known = new Map<string, Watched>()
function watched(edition: Edition, id: string, look: string, aspect: number): Watched {
  const key = [edition === own, id, look, aspect].join(' ')
  const made = known.get(key) ?? watchSong(edition, id, bodyNamed(look), aspect)
  known.set(key, made)
  return made
}

const casts = [
  ['the cameras the songs bring', own, 'hotaru', songIds],
  ['the camera of songs without one', directed, 'hotaru', songIds],
  ['an avatar of 1.34 m', own, 'tiny', ['sakura']],
  ['an avatar of 2.02 m', directed, 'giant', ['sakura']],
] as const

describe.each(casts)('%s', (_, edition, look, ids) => {
  it.each([
    ['16:9', 16 / 9],
    ['9:16', 9 / 16],
  ])('at %s: her head and the leading hand stay in the picture, whole, in every size of shot', (_name, aspect) => {
    let [looks, covered] = [0, 0]
    for (const id of ids) {
      for (const [shot, tally] of watched(edition, id, look, aspect).tallies) {
        const where = `${id} ${shot}`
        expect(tally.looks, where).toBeGreaterThan(0)
        expect(tally.headOut, `${where}: head`).toBe(0)
        expect(tally.leadOut / Math.max(1, tally.leads), `${where}: leading hand`).toBeLessThanOrEqual(0.01)
        expect(tally.raisedOut / Math.max(1, tally.raised), `${where}: raised hands`).toBeLessThanOrEqual(0.02)
        expect(tally.cutJoint / tally.looks, `${where}: joints`).toBeLessThanOrEqual(0.02)
        expect(tally.covered / tally.looks, `${where}: face`).toBeLessThanOrEqual(0.12)
        looks += tally.looks
        covered += tally.covered
        const cropsNothing = SIZES[shot].crops[0] === 'feet'
        if (cropsNothing) expect(tally.lowestUnit, `${where}: feet`).toBeGreaterThan(CAPTION_UNIT)
      }
    }
    expect(covered / looks, 'face').toBeLessThanOrEqual(0.02)
  })
})

describe('the camera', () => {
  it.each([
    ['16:9', 16 / 9, 0.44],
    ['9:16', 9 / 16, 0.4],
  ])(
    'moves, at %s, never faster than is pleasant, never stands dead still, and shows her about half as high as a wide picture',
    (_name, aspect, least) => {
      for (const id of songIds) {
        const { motion, still, wideUnit } = watched(own, id, 'hotaru', aspect)
        expect(motion.zoomPerS, id).toBeLessThan(0.2)
        expect(motion.panPerS, id).toBeLessThan(0.2)
        expect(motion.roundDegPerS, id).toBeLessThan(14)
        expect(motion.eyeMps, id).toBeLessThan(1.8)
        expect(motion.eyeMps2, id).toBeLessThan(4)
        expect(still, id).toBeLessThan(0.02)
        expect(wideUnit[0], id).toBeGreaterThan(least)
        expect(wideUnit[1], id).toBeLessThan(0.56)
      }
    },
  )
  it.each([
    ['of its own', own],
    ['directed', directed],
  ])('cuts on bars, goes wide into every chorus and is close on every held note, %s', (_name, edition) => {
    for (const id of songIds) {
      const { cutting } = watched(edition, id, 'hotaru', 16 / 9)
      expect(cutting.offBarMs, id).toBeLessThan(1)
      expect(cutting.wideAtChorus, id).toBe(cutting.choruses)
      expect(cutting.heldClose, id).toBe(cutting.held)
    }
  })
  it('is nearest when it is close, and nearer the shots that cut her than those that show her feet', () => {
    for (const id of songIds) {
      const { tallies } = watched(own, id, 'hotaru', 16 / 9)
      const heightOf = (shot: 'close' | 'medium' | 'full' | 'wide') => tallies.get(shot)!.heightUnit / tallies.get(shot)!.looks
      expect(heightOf('close'), id).toBeGreaterThan(1.3)
      expect(heightOf('medium'), id).toBeGreaterThan(1.05)
      expect(heightOf('full'), id).toBeGreaterThan(0.55)
      expect(heightOf('close'), id).toBeGreaterThan(heightOf('medium'))
    }
  })
  it('holds her bow and her wave when the concert is over', () => {
    for (const aspect of [16 / 9, 9 / 16]) {
      for (const [shot, tally] of watchCall(own, bodyOf('hotaru'), aspect).tallies) {
        expect([tally.headOut, tally.leadOut], shot).toEqual([0, 0])
        expect(tally.raisedOut / Math.max(1, tally.raised), shot).toBeLessThanOrEqual(0.02)
      }
    }
  })
})
