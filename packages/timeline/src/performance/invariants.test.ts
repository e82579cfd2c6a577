import { describe, expect, it } from 'vitest'
import { evaluate } from '../evaluate/evaluate.ts'
import { busyShow, busySongs } from '../testing/busy-show.ts'
import { createDesk } from '../testing/desk.ts'
import { createRandom } from '../testing/random.ts'
import { randomCommand, randomPause } from '../testing/random-presses.ts'
import { editionOf } from '../testing/small-show.ts'

/** What holds at every moment, whatever was pressed. */
describe('at every moment', () => {
  for (const seed of [51, 52, 53, 54, 55, 56]) {
    it(`levels lie in 0–1, positions in the song, elapsed time goes forward, pending entries lie ahead (seed ${seed})`, () => {
      const random = createRandom(seed)
      const edition = editionOf(busyShow(), busySongs())
      const desk = createDesk(edition)
      const elapsed = new Map<string, number>()
      const refused = new Set<string>()
      const accepted = new Set<string>()
      let at = 0
      for (let i = 0; i < 300; i++) {
        at += randomPause(random)
        const command = randomCommand(random, 47)
        const before = desk.performance()
        const answer = desk.press(at, command)
        if (answer.ok) accepted.add(command.command)
        else {
          refused.add(answer.reason)
          expect(answer.message).not.toBe('')
          expect(desk.performance()).toBe(before)
        }
        for (const later of [0, random.whole(1, 99), random.whole(100, 5000)]) {
          const moment = desk.at(at + later)
          const frame = evaluate(edition, moment)
          for (const unit of [
            frame.soundUnit,
            frame.pictureUnit,
            frame.lightUnit,
            moment.panicUnit,
            moment.leaving?.levelUnit ?? 0,
            frame.stillUnit ?? 0,
            ...frame.looks.map((layer) => layer.levelUnit),
            ...(frame.layers ?? []).map((layer) => layer.levelUnit),
            ...(frame.sounds ?? []).map((layer) => layer.levelUnit),
            ...Object.values(frame.performers).flatMap((one) => (one.overrides ?? []).map((over) => over.weightUnit)),
          ]) {
            expect(unit).toBeGreaterThanOrEqual(0)
            expect(unit).toBeLessThanOrEqual(1)
          }
          if (moment.segment) {
            expect(moment.segment.positionMs).toBeGreaterThanOrEqual(0)
            expect(moment.segment.positionMs).toBeLessThanOrEqual(edition.time[moment.segment.songId]!.lengthMs)
            // Elapsed time is compared where it cannot be undone: at the present of each press.
            if (later === 0) {
              expect(moment.segment.elapsedMs).toBeGreaterThanOrEqual(elapsed.get(moment.segment.runId) ?? 0)
              elapsed.set(moment.segment.runId, moment.segment.elapsedMs)
            }
          }
          if (moment.standbyCueId !== null) expect(moment.standbyCueId in edition.show.cues).toBe(true)
          expect(new Set(moment.cues.map((cue) => cue.runId)).size).toBe(moment.cues.length)
        }
        // What is due is folded when the next entry is.
        if (answer.ok) for (const entry of desk.performance().pending) expect(entry.atMs).toBeGreaterThan(at)
      }
      expect(accepted.size).toBeGreaterThan(12)
      expect(refused.size).toBeGreaterThan(4)
    })
  }
})
