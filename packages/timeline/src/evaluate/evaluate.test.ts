import { describe, expect, it } from 'vitest'
import type { Moment } from '../performance/moment.ts'
import { createDesk } from '../testing/desk.ts'
import { createRandom } from '../testing/random.ts'
import { randomCommand, randomPause } from '../testing/random-presses.ts'
import { randomSong } from '../testing/random-song.ts'
import { editionOf, smallShow, smallSongs, song } from '../testing/small-show.ts'
import { beats } from '../units.ts'
import { evaluate } from './evaluate.ts'
import { evaluatePlainly } from './evaluate-plainly.ts'

const otherPerformer = {
  name: { en: 'Other' },
  singer: { kind: 'builtIn' as const, design: 'low' },
  avatar: { kind: 'builtIn' as const, look: 'other' },
}

describe('evaluate', () => {
  for (const seed of [31, 32, 33, 34, 35, 36, 37, 38, 39, 40]) {
    it(`[evaluate-plainly] the fast form and the plain one give the same frame (seed ${seed})`, () => {
      const random = createRandom(seed)
      const show = smallShow()
      const edition = editionOf(
        { ...show, performers: { ...show.performers, other: otherPerformer } },
        { 'song-one': randomSong(random, 'song-one'), loop: randomSong(random, 'loop'), 'song-two': randomSong(random, 'song-two') },
      )
      const desk = createDesk(edition)
      let at = 0
      let on = 0
      for (let i = 0; i < 150; i++) {
        at += randomPause(random)
        desk.press(at, randomCommand(random))
        for (let k = 0; k < 3; k++) {
          const moment = onGrid(desk.at(at + random.unit() * 3000), random.unit() < 0.5)
          const frame = evaluate(edition, moment)
          expect(frame).toEqual(evaluatePlainly(edition, moment))
          if (frame.songId !== null) on++
        }
      }
      expect(on).toBeGreaterThan(50)

      /** Half of the time exactly on a quarter of a beat, where starts and ends of clips fall. */
      function onGrid(moment: Moment, snap: boolean): Moment {
        const segment = moment.segment
        const tempo = segment && edition.time[segment.songId]?.tempo
        if (!segment || !tempo || !snap) return moment
        const positionMs = tempo.beatsToMs(beats(Math.round(tempo.msToBeats(segment.positionMs) * 4) / 4))
        return { ...moment, segment: { ...segment, positionMs } }
      }
    })
  }

  it('[frame-rest] with nothing on, the frame idles: no song, no sound, cue looks stay, idle time counts', () => {
    const edition = editionOf()
    const desk = createDesk(edition)
    desk.press(0, { command: 'fire', cue: '2' })
    expect(evaluate(edition, desk.at(3000))).toMatchObject({
      segmentId: null,
      songId: null,
      soundUnit: 0,
      pictureUnit: 1,
      idleForMs: 3000,
      barBeat: null,
      pulse: { beatUnit: 0, barUnit: 0 },
      looks: [{ source: 'cue', look: 'warm', levelUnit: 1, phaseBeats: 6 }],
    })
  })

  it('[frame-song] in a song the frame names section, bar, beat, clip, lyric with the next line, and pulses with the bar', () => {
    const songs = smallSongs()
    const one = songs['song-one']!
    const clip = (startBeats: number, lengthBeats: number) => ({ startBeats: beats(startBeats), lengthBeats: beats(lengthBeats) })
    const edition = editionOf(smallShow(), {
      ...songs,
      'song-one': {
        ...one,
        tracks: {
          lead: { kind: 'vocal', order: 'a', name: 'Lead', performerId: 'hotaru', language: 'en', gainDb: 0, role: 'lead', notes: {} },
          dance: {
            kind: 'motion',
            order: 'b',
            name: 'Dance',
            performerId: 'hotaru',
            clips: { a: { ...clip(0, 8), move: 'sway', energyUnit: 0.7 }, b: { ...clip(8, 8), move: 'spin', phaseBeats: 2 } },
          },
          face: {
            kind: 'expression',
            order: 'c',
            name: 'Face',
            performerId: 'hotaru',
            clips: { a: { ...clip(8, 4), expression: 'joy', levelUnit: 0.8, fadeBeats: beats(2) } },
          },
          words: {
            kind: 'lyrics',
            order: 'd',
            name: 'Words',
            lines: { l1: { ...clip(8, 4), text: { en: 'Daisy' } }, l2: { ...clip(13, 2), text: { en: 'Bell' } } },
          },
          light: {
            kind: 'light',
            order: 'e',
            name: 'Light',
            clips: { a: { ...clip(8, 8), look: 'cold', levelUnit: 0.6, fadeInBeats: 2 } },
          },
          cam: { kind: 'camera', order: 'f', name: 'Camera', clips: { a: { ...clip(8, 8), shot: 'close' } } },
        },
      },
    })
    const desk = createDesk(edition)
    desk.press(0, { command: 'go' })
    // 4.6 s in: beat 9 of the song, which is bar 3, beat 2.
    expect(evaluate(edition, desk.at(100 + 4500))).toMatchObject({
      positionMs: 4500,
      positionBeats: 9,
      bpm: 120,
      barBeat: { bar: 3, beat: 2, beatsPerBar: 4, beatUnit: 4 },
      sectionId: 'verse',
      sectionColours: { accent: '#ffffff' },
      performers: {
        hotaru: {
          leadTrackId: 'lead',
          energyUnit: 0.4,
          expressions: { joy: 0.4 },
          motion: {
            previous: { clipId: 'dance/a' },
            current: { clipId: 'dance/b', phaseBeats: 3, startBeats: 8, lengthBeats: 8 },
            next: null,
          },
        },
      },
      lyric: { trackId: 'words', lineId: 'l1', progressUnit: 0.25, next: { text: { en: 'Bell' }, inBeats: 4 } },
      camera: { clipId: 'cam/a', progressUnit: 0.125, sinceMs: 500 },
      looks: [{ source: 'song', look: 'cold', levelUnit: 0.3, phaseBeats: 9 }],
      pulse: { beatUnit: 0, barUnit: 0.25 },
    })
  })

  it('[frame-leaving] what fades out is named beside what is on, its looks below and under its fade', () => {
    const lit = (id: string, look: string) =>
      song(id, 32, {
        tracks: {
          l: { kind: 'light', order: 'a', name: 'L', clips: { a: { startBeats: beats(0), lengthBeats: beats(32), look, levelUnit: 1 } } },
        },
      })
    const edition = editionOf(smallShow(), { ...smallSongs(), 'song-one': lit('song-one', 'warm'), 'song-two': lit('song-two', 'cold') })
    const desk = createDesk(edition)
    desk.press(0, { command: 'go' })
    desk.press(4000, { command: 'fire', cue: '6' })
    const frame = evaluate(edition, desk.at(4350))
    expect(frame).toMatchObject({ songId: 'song-two', leaving: { songId: 'song-one', positionMs: 4250, levelUnit: 0.75 } })
    expect(frame.looks.map((layer) => [layer.look, layer.levelUnit])).toEqual([
      ['warm', 0.75],
      ['cold', 1],
    ]) // prettier-ignore
    expect(frame.looks[0]!.order).toBeLessThan(frame.looks[1]!.order)
  })
})
