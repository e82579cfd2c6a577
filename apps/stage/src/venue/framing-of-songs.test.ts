import { readFileSync } from 'node:fs'
import { performerPoseAt, placeJoints, type Vector3M } from '@ghostlight/avatar'
import { bodyOf } from '@ghostlight/avatar/performer'
import { compileEdition, type Edition, type EditionData, evaluate, momentAt, ms } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { songAlone } from '../render/song-alone.ts'
import { CAPTION_UNIT, type Shot, shotOf, viewOf } from './camera.ts'
import { directedShot } from './direct.ts'
import { Follower } from './follower.ts'
import { inPicture } from './in-picture.ts'

// The demo songs as they are danced, ten looks a second, through the cameras they bring and through the one that directs songs without.

const STEP_MS = 100
/** A hand that moves leads; one that hangs does not. */
const LEADS_MPS = 0.4
const songIds = ['daisy-bell', 'sakura', 'nokoribi']
const folder = new URL('../../../../shows/first-light/', import.meta.url)
const read = (file: string) => JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
const body = bodyOf('hotaru')

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

interface Count {
  looks: number
  leads: number
  headOut: number
  handOut: number
  /** Lowest place of her feet in the picture, 0 its lower edge. */
  lowestUnit: number
}

function watch(edition: Edition, aspect: number): Map<Shot, Count> {
  const counts = new Map<Shot, Count>()
  for (const songId of songIds) {
    const performance = songAlone(edition, songId)
    const follower = new Follower()
    let before: Readonly<Record<'leftHand' | 'rightHand', Vector3M>> | null = null
    for (let atMs = 0; atMs < edition.time[songId]!.lengthMs; atMs += STEP_MS) {
      const frame = evaluate(edition, momentAt(edition, performance, ms(atMs)))
      const pose = performerPoseAt({
        performer: frame.performers['hotaru']!,
        frame,
        mouth: null,
        seed: 1,
        body,
        motions: {},
        closedForMs: null,
      })
      const { atM } = placeJoints(pose, body)
      const shot = shotOf(frame, directedShot(edition, frame))
      const view = viewOf(shot, aspect, atMs)
      const middle = follower.at({ xM: pose.hipsM[0], zM: pose.hipsM[2] }, atMs, shot.id)
      const seen = ([x, y, z]: Vector3M) => inPicture(view, aspect, [x - middle.xM, y, z - middle.zM])
      const isOut = (at: Vector3M) => seen(at).some((unit) => Math.abs(unit) > 1)
      const speed = (hand: 'leftHand' | 'rightHand') =>
        Math.hypot(...atM[hand].map((value, axis) => value - (before ?? atM)[hand][axis]!)) / (STEP_MS / 1000)
      const hand = speed('leftHand') > speed('rightHand') ? 'leftHand' : 'rightHand'
      const count = counts.get(shot.shot) ?? { looks: 0, leads: 0, headOut: 0, handOut: 0, lowestUnit: 1 }
      counts.set(shot.shot, count)
      count.looks++
      const [x, y, z] = atM.head
      if (isOut([x, y + 0.02, z]) || isOut([x, y + 0.22, z])) count.headOut++
      if (speed(hand) > LEADS_MPS) {
        count.leads++
        if (isOut(atM[hand])) count.handOut++
      }
      for (const toes of [atM.leftToes, atM.rightToes])
        count.lowestUnit = Math.min(count.lowestUnit, (seen([toes[0], 0, toes[2]])[1] + 1) / 2)
      before = atM
    }
  }
  return counts
}

describe.each([
  ['the cameras the songs bring', true],
  ['the camera of songs without one', false],
])('%s', (_, ownCamera) => {
  const edition = editionOf(ownCamera)
  it.each([
    ['16:9', 16 / 9, 0.85],
    ['9:16', 9 / 16, 0.7],
  ])(
    'at %s: her head never leaves the picture, the leading hand hardly ever, and the words do not lie over her feet',
    (_name, aspect, closeShare) => {
      for (const [shot, { looks, leads, headOut, handOut, lowestUnit }] of watch(edition, aspect)) {
        expect(looks, shot).toBeGreaterThan(0)
        expect(headOut, `${shot}: head`).toBe(0)
        // A close-up is of the face.
        expect(1 - handOut / leads, `${shot}: hand`).toBeGreaterThanOrEqual(shot === 'close' ? closeShare : 0.97)
        if (['wide', 'full', 'low', 'crowd', 'orbit'].includes(shot)) expect(lowestUnit, `${shot}: feet`).toBeGreaterThan(CAPTION_UNIT)
      }
    },
  )
})
