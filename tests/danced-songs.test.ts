/** Whole songs as they are danced: changes of moves, idle hands and jumps of the music under the same rules as the moves themselves. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { choreograph, type JointPlaces, moves, type Pose, placeJoints } from '../packages/avatar/src/index.ts'
import { clearHand, handsAtFace, outsideSupportM, speedsBetween } from '../packages/avatar/src/moves/measure-body.ts'
import { largestTurn, measureFeet } from '../packages/avatar/src/moves/measure-move.ts'
import { hashUnit } from '../packages/avatar/src/noise.ts'
import { bodyOf } from '../packages/avatar/src/performer/index.ts'
import type { Decision, MotionClip, Song } from '../packages/timeline/src/index.ts'
import { concertOf } from '../scripts/performer-view/stretches.ts'

const body = bodyOf('hotaru')
const songOf = (id: string): Song =>
  JSON.parse(readFileSync(new URL(`../shows/first-light/songs/${id}/song.json`, import.meta.url), 'utf8')) as Song
const beginsMs = 1000
const go: Decision = { kind: 'go', cueId: 'c', runId: 'r', standbyCueId: null }
const locate = (positionMs: number, runId: string): Decision => ({ kind: 'locate', segmentId: 's', positionMs, runId }) as Decision
const clipsOf = (song: Song): MotionClip[] =>
  Object.values(song.tracks)
    .flatMap((track) => (track.kind === 'motion' ? Object.values(track.clips) : []))
    .sort((a, b) => a.startBeats - b.startBeats)
const danced = (song: Song, seed: number): Song =>
  ({
    ...song,
    tracks: { dance: { kind: 'motion', order: 'a', name: 'Dance', performerId: 'hotaru', clips: choreograph(song, { seed }) } },
  }) as unknown as Song

/** Where a beat falls, ms after the song begins; ramps are walked in sixteenths. */
function clockOf(song: Song): (beat: number) => number {
  const points = Object.values(song.tempo).sort((a, b) => a.atBeats - b.atBeats)
  const bpmAt = (beat: number) => {
    const i = Math.max(
      0,
      points.findLastIndex((p) => p.atBeats <= beat + 1e-9),
    )
    const [point, next] = [points[i]!, points[i + 1]]
    return point.curve === 'step' || !next
      ? point.bpm
      : point.bpm + ((next.bpm - point.bpm) * (beat - point.atBeats)) / (next.atBeats - point.atBeats)
  }
  const step = 1 / 16
  const at = [0]
  for (let beat = 0; beat < song.lengthBeats + 1; beat += step) at.push(at.at(-1)! + (60_000 * step) / bpmAt(beat + step / 2))
  return (beat) => at[Math.round(beat / step)]!
}

/** A song of nothing but sections, for the moves alone. */
function plain(bpm: number, beatsPerBar: number, beatUnit: number, sections: readonly (readonly [string, number, number])[]): Song {
  const bar = (beatsPerBar * 4) / beatUnit
  let at = 0
  const laid: Record<string, unknown> = {}
  sections.forEach(([kind, bars, energyUnit], i) => {
    laid[`s${i}`] = {
      name: {},
      startBeats: at,
      lengthBeats: bars * bar,
      kind,
      energyUnit,
      colours: { hues: ['#ffffff', '#ffffff', '#ffffff'], accent: '#ffffff' },
    }
    at += bars * bar
  })
  return {
    ...songOf('daisy-bell'),
    id: `plain-${bpm}-${beatsPerBar}-${beatUnit}`,
    lengthBeats: at,
    tempo: { t: { atBeats: 0, bpm, curve: 'step' } },
    metre: { m: { atBeats: 0, beatsPerBar, beatUnit } },
    sections: laid,
    vamps: {},
    tracks: {},
  } as unknown as Song
}
const long: readonly (readonly [string, number, number])[] = [
  ['intro', 4, 0.4],
  ['verse', 8, 0.4],
  ['chorus', 8, 0.9],
  ['bridge', 4, 0.35],
  ['chorus', 8, 1],
  ['outro', 4, 0.5],
]

interface Case {
  readonly name: string
  readonly song: Song
}
const shipped = ['daisy-bell', 'sakura', 'nokoribi']
const cases: readonly Case[] = [
  ...shipped.map((id): Case => ({ name: id, song: songOf(id) })),
  { name: 'nokoribi by another seed', song: danced(songOf('nokoribi'), 3) },
  { name: 'a fast song in six eighths', song: danced(plain(150, 6, 8, long), 5) },
  { name: 'a song slower than any move', song: danced(plain(48, 4, 4, long.slice(0, 3)), 2) },
]

describe.each(cases)('$name', ({ song }) => {
  const hz = 60
  const beatMs = clockOf(song)
  const poseAt = concertOf(song, [[beginsMs, go]], body, {})
  const lengthMs = beatMs(song.lengthBeats)
  const clips = clipsOf(song)
  const poses = Array.from({ length: Math.floor((lengthMs / 1000) * hz) }, (_, i) => poseAt(beginsMs + (i * 1000) / hz))
  const joints = poses.map((pose) => placeJoints(pose, body))
  const beatOf = (i: number) => {
    const ms = (i * 1000) / hz
    let [low, high] = [0, Math.ceil(song.lengthBeats * 16)]
    while (low < high) {
      const middle = (low + high) >> 1
      if (beatMs(middle / 16) < ms) low = middle + 1
      else high = middle
    }
    return low / 16
  }
  const where = (i: number) => `at beat ${beatOf(i).toFixed(2)} (${clips.findLast((clip) => clip.startBeats <= beatOf(i))?.move})`
  const inJump = (i: number) =>
    clips.some(
      (clip) => moves[clip.move ?? '']?.jumps && beatOf(i) > clip.startBeats - 0.1 && beatOf(i) < clip.startBeats + clip.lengthBeats + 0.6,
    )

  it('feet that stand do not slide 2 cm, none goes through the floor, one always touches unless she jumps', () => {
    const feet = measureFeet(poses, hz, body)
    expect(feet.slideM).toBeLessThan(0.02)
    expect(feet.lowestM).toBeGreaterThan(-0.012)
    // In the picture in which weight goes over, the one foot may still be coming and the other one already leaving.
    const inAir = new Set(feet.airborne)
    const floats = feet.airborne.filter((i) => !inJump(i) && inAir.has(i - 1))
    expect(floats.map(where)).toEqual([])
  })

  it('nothing stands still for more than half a second, no joint turns faster than 45 rad/s', () => {
    const half = hz / 2
    for (let i = 0; i + half < joints.length; i++) {
      const moved = (['leftHand', 'rightHand', 'head', 'hips'] as const).map((bone) =>
        Math.hypot(...([0, 1, 2] as const).map((k) => joints[i + half]!.atM[bone][k] - joints[i]!.atM[bone][k])),
      )
      expect(Math.max(...moved), where(i)).toBeGreaterThan(0.002)
    }
    for (let i = 1; i < poses.length; i++) expect(largestTurn(poses[i - 1]!, poses[i]!).rad * hz, where(i)).toBeLessThan(45)
  })

  it('her mass is over her feet or on its way to the next step: outside for no longer than half a second', () => {
    let run = 0
    joints.forEach((one, i) => {
      run = outsideSupportM(one, body) > 0.03 ? run + 1 : 0
      expect(run / hz, where(i)).toBeLessThanOrEqual(0.5)
    })
  })

  it('hands are before her face in under 2 % of the pictures, on the way from one move to the next, and never in it or at her throat', () => {
    const covered = joints.filter((one) => handsAtFace(one, body).cover > 0.15).length
    expect(covered / joints.length).toBeLessThan(0.02)
    expect(Math.min(...joints.map((one) => handsAtFace(one, body).nearM))).toBeGreaterThan(0)
  })

  it('leading limbs arrive within 40 ms of the accents, and 70 % of these pictures have a hand clear of the torso', () => {
    let clear = 0
    let all = 0
    for (const clip of clips) {
      const move = moves[clip.move ?? '']!
      // Moves outside their window go at half or double time; what is left of the change before rings in the first beat.
      const bpm = 60_000 / (beatMs(clip.startBeats + 1) - beatMs(clip.startBeats))
      if (bpm < move.windowBpm[0] || bpm > move.windowBpm[1]) continue
      const lead = clip.mirror
        ? move.lead.startsWith('left')
          ? move.lead.replace('left', 'right')
          : move.lead.replace('right', 'left')
        : move.lead
      for (let round = 0; round * move.lengthBeats < clip.lengthBeats - 1e-6; round++) {
        for (const accent of move.accents) {
          const into = accent + round * move.lengthBeats - (clip.phaseBeats ?? 0)
          if (into < 1.5 || into > clip.lengthBeats - 0.3) continue
          const atMs = beginsMs + beatMs(Math.round((clip.startBeats + into) * 16) / 16)
          all++
          if (clearHand(placeJoints(poseAt(atMs), body), body)) clear++
          expect
            .soft(nearestRestMs(poseAt, lead as 'leftHand', atMs), `${clip.move} at beat ${clip.startBeats + into}`)
            .toBeLessThanOrEqual(40)
        }
      }
    }
    if (all > 0) expect(clear / all).toBeGreaterThanOrEqual(0.7)
  })

  // Slow dances are restrained throughout and keep one tempo of movement.
  it.skipIf(song.id === 'sakura' || Object.values(song.tempo)[0]!.bpm < 60)(
    'joints move at least 1.4 times as fast in the chorus as in the verse',
    () => {
      const rms = (kind: string) => {
        let [sum, count] = [0, 0]
        for (const section of Object.values(song.sections).filter((one) => one.kind === kind)) {
          const from = Math.ceil((beatMs(section.startBeats) / 1000) * hz)
          const to = Math.min(joints.length - 1, Math.floor((beatMs(section.startBeats + section.lengthBeats) / 1000) * hz))
          for (let i = from; i < to; i++) {
            const speeds = speedsBetween(joints[i]!, joints[i + 1]!, 1 / hz)
            sum += speeds.sum
            count += speeds.count
          }
        }
        return Math.sqrt(sum / count)
      }
      // Whoever wrote no music to them cannot ask for more than the moves of a metre have.
      expect(rms('chorus') / rms('verse')).toBeGreaterThanOrEqual(shipped.includes(song.id) ? 1.4 : 1.2)
    },
  )
})

/** How far from an instant a limb is slowest, turns or rests (under 6 cm/s), ms. */
function nearestRestMs(poseAt: (ms: number) => Pose, bone: 'leftHand', atMs: number): number {
  const stepMs = 4
  const places: JointPlaces['atM'][string & 'leftHand'][] = []
  for (let k = -13; k <= 13; k++) places.push(placeJoints(poseAt(atMs + (k - 0.5) * stepMs), body).atM[bone])
  const speeds = places
    .slice(1)
    .map((p, i) => Math.hypot(p[0] - places[i]![0], p[1] - places[i]![1], p[2] - places[i]![2]) / (stepMs / 1000))
  let nearest = Number.POSITIVE_INFINITY
  speeds.forEach((v, i) => {
    const rests = v < 0.06 || (i > 0 && i < speeds.length - 1 && v <= speeds[i - 1]! && v <= speeds[i + 1]!)
    if (rests) nearest = Math.min(nearest, Math.abs((i - 13) * stepMs))
  })
  return nearest
}

it('when the music jumps twice within a second and a half, no joint goes farther in a picture than in the dance', () => {
  const song = songOf('nokoribi')
  const hz = 60
  const way = (poseAt: (ms: number) => Pose, fromMs: number, toMs: number): number => {
    let farthest = 0
    let last: JointPlaces | null = null
    for (let t = fromMs; t <= toMs; t += 1000 / hz) {
      const now = placeJoints(poseAt(t), body)
      if (last)
        for (const bone of ['hips', 'head', 'leftHand', 'rightHand', 'leftFoot', 'rightFoot', 'leftLowerArm', 'rightLowerArm'] as const)
          farthest = Math.max(farthest, Math.hypot(...([0, 1, 2] as const).map((k) => now.atM[bone][k] - last!.atM[bone][k])))
      last = now
    }
    return farthest
  }
  const started = [beginsMs, go] as const
  const straight = concertOf(song, [started], body, {})
  const usual = way(straight, beginsMs + 1000, beginsMs + 80_000)
  for (let i = 0; i < 10; i++) {
    const at = 9000 + 30_000 * hashUnit(21, i)
    const gap = 80 + (i % 2 === 0 ? 1200 : 350) * hashUnit(22, i)
    const to = [0, 1].map((k) => 80_000 * hashUnit(23 + k, i))
    // A moment is asked of the log as it was then.
    const once = concertOf(song, [started, [at, locate(to[0]!, 'r2')]], body, {})
    const again = concertOf(song, [started, [at, locate(to[0]!, 'r2')], [at + gap, locate(to[1]!, 'r3')]], body, {})
    const twice = (ms: number) => (ms < at ? straight(ms) : ms < at + gap ? once(ms) : again(ms))
    // At the second jump itself she is where the first one had her on the way.
    expect(largestTurn(twice(at + gap - 0.01), twice(at + gap + 0.01)).rad).toBeLessThan(0.02)
    expect(
      way(twice, at - 50, at + gap + 1700),
      `at ${at.toFixed(0)} ms to ${to.map((x) => x.toFixed(0))}, ${gap.toFixed(0)} ms apart`,
    ).toBeLessThanOrEqual(usual * 1.1)
  }
})
