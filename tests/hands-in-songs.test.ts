/** Where her hands are over the whole of each demo song, as it is performed. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { placeJoints } from '../packages/avatar/src/index.ts'
import { directsTraffic, handsOnBelly } from '../packages/avatar/src/moves/measure-body.ts'
import { bodyOf } from '../packages/avatar/src/performer/index.ts'
import { createTempoMap, type Decision, type Song } from '../packages/timeline/src/index.ts'
import { concertOf } from '../scripts/performer-view/stretches.ts'

const body = bodyOf('hotaru')
const go: Decision = { kind: 'go', cueId: 'c', runId: 'r', standbyCueId: null }
const hz = 20

it.each(['daisy-bell', 'sakura', 'nokoribi'])('%s: no hands on the belly, and no pose that comes again and again', (id) => {
  const song = JSON.parse(readFileSync(new URL(`../shows/first-light/songs/${id}/song.json`, import.meta.url), 'utf8')) as Song
  const tempo = createTempoMap(Object.values(song.tempo).sort((a, b) => a.atBeats - b.atBeats))
  const poseAt = concertOf(song, [[1000, go]], body, {})
  const places = Array.from({ length: Math.floor((tempo.beatsToMs(song.lengthBeats) / 1000) * hz) }, (_, i) =>
    placeJoints(poseAt(1000 + (i * 1000) / hz), body),
  )
  let run = 0
  places.forEach((one, i) => {
    run = handsOnBelly(one) ? run + 1 : 0
    expect(run / hz, `${(i / hz).toFixed(1)} s`).toBeLessThanOrEqual(0.35)
  })
  // One arm out, the other flat across her: once or twice in a song.
  expect(places.filter(directsTraffic).length / places.length).toBeLessThan(0.08)
})
