import type { Frame, PerformerFrame, Song } from '@ghostlight/timeline'
import { afterEach, expect, it, vi } from 'vitest'
import { choreograph } from './moves/choreograph.ts'
import { feelings } from './moves/feelings.ts'
import { bodyOf, buildPerformer } from './performer/index.ts'
import { performerPoseAt } from './performer-pose.ts'

// The lint refuses clocks and chance by name; here nobody asks for them while she is built, choreographed and posed.

afterEach(() => vi.restoreAllMocks())

const song = {
  id: 'a-song',
  lengthBeats: 64,
  tempo: { t: { atBeats: 0, bpm: 132, curve: 'step' } },
  metre: { m: { atBeats: 0, beatsPerBar: 4, beatUnit: 4 } },
  sections: {
    a: { name: {}, kind: 'verse', startBeats: 0, lengthBeats: 32, energyUnit: 0.4, colours: {} },
    b: { name: {}, kind: 'chorus', startBeats: 32, lengthBeats: 32, energyUnit: 0.9, colours: {} },
  },
  vamps: {},
  tracks: {},
} as unknown as Song

it('neither the clock nor chance is asked, and the same question has the same answer', () => {
  const asked = [vi.spyOn(Date, 'now'), vi.spyOn(performance, 'now'), vi.spyOn(Math, 'random')]
  const body = bodyOf('hotaru')
  const clips = Object.entries(choreograph(song, { seed: 3 }))
  const layer = (index: number) => {
    const [clipId, clip] = clips[index]!
    return { clipId, clip, startBeats: clip.startBeats, lengthBeats: clip.lengthBeats, phaseBeats: 0 }
  }
  const poses = () =>
    [0, 1].map((index) => {
      const positionBeats = layer(index).startBeats + 0.3
      const performer = {
        performerId: 'hotaru',
        motion: { current: layer(index), previous: index > 0 ? layer(index - 1) : null, next: layer(index + 1) },
        expressions: { joy: 0.5 },
        leadTrackId: null,
        energyUnit: 0.5,
      } as unknown as PerformerFrame
      const ms = (positionBeats * 60_000) / 132
      const times = { atMs: ms, positionMs: ms, elapsedMs: ms, positionBeats, bpm: 132, heldForMs: null, enteredForMs: null, idleForMs: 0 }
      const frame = { ...times, lyric: null, pulse: { beatUnit: 0.3, barUnit: 0.1 } } as unknown as Frame
      return performerPoseAt({ performer, frame, mouth: null, seed: 2, body })
    })
  expect(poses()).toEqual(poses())
  expect(feelings(song)).toEqual(feelings(song))
  expect(buildPerformer('hotaru').length).toBeGreaterThan(1_000_000)
  for (const spy of asked) expect(spy).not.toHaveBeenCalled()
})
