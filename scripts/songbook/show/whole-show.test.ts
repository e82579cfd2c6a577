/** The demo show given from the first GO to house light, on paper: what stands in shows/first-light, by the rules of the timeline. */
import { lightsAt } from '@ghostlight/light'
import type { Edition } from '@ghostlight/timeline'
import { beforeAll, describe, expect, it } from 'vitest'
import { Evening, firstLight } from './evening.ts'

let edition: Edition
beforeAll(() => {
  edition = firstLight()
})

describe('first light, given by GO alone', () => {
  it('every cue comes in its turn, and at the end a lamp is left burning', () => {
    const evening = new Evening(edition)
    const order: string[] = []
    const go = (expected: string, lengthMs: number) => {
      order.push(evening.standby!)
      expect(evening.standby).toBe(expected)
      evening.give({ command: 'go' })
      evening.pass(lengthMs)
    }
    const lengthOf = (songId: string) => edition.time[songId]!.lengthMs
    go('1', 5000)
    go('2', lengthOf('daisy-bell') + 4000)
    go('3', lengthOf('talk') + 2000)
    go('4', 30_000)
    // The moon is behind her, dimly.
    expect(JSON.stringify(evening.frame().layers ?? [])).toContain('media/moon.png')
    evening.pass(lengthOf('sakura') - 30_000 + 6000)
    expect(JSON.stringify(evening.frame().layers ?? [])).not.toContain('media/moon.png')
    go('5', 30_000)
    expect(evening.frame().segmentId).toBe('waiting')
    // What comes by itself lets standby go on; what stands by is always what happens next.
    go('6', 60_000)
    go('7', lengthOf('nokoribi') - 60_000 + 3000)
    go('8', 12_000)
    go('8.5', 8000)
    const held = evening.frame()
    expect([held.songId, held.sectionId, held.lightUnit]).toEqual(['nokoribi', 'last', 0.2])
    const stands = evening.positionMs
    evening.pass(20_000)
    expect(evening.positionMs).toBe(stands)
    expect(evening.frame().sounds).toHaveLength(1)
    go('8.6', lengthOf('nokoribi') / 4 + 12_000)
    expect(evening.frame().lightUnit).toBe(1)
    go('8.9', 6000)
    go('9', 2000)
    expect(evening.frame().blackout).toBe(true)
    go('10', 8000)
    expect(evening.standby).toBeNull()
    const rest = lightsAt(edition, evening.frame()).filter(({ levelUnit }) => levelUnit > 0)
    expect(rest.length).toBeGreaterThan(0)
    expect(Math.max(...rest.map(({ levelUnit }) => levelUnit))).toBeLessThan(0.2)

    // Spare cues are passed by; of the second confetti there is none.
    const numbers = Object.values(edition.show.cues).map(({ number }) => number)
    expect(numbers.filter((number) => !evening.fired.has(number)).sort()).toEqual(['6.3', '6.3.1', '6.3.2'])
    expect(evening.fired.get('7.1')?.size).toBe(1)
    expect(evening.fired.get('7.5')?.size).toBe(2)
    expect(evening.performance.cues.length).toBeLessThan(20)
  })

  it('the spare vamp goes round until it is told to go on', () => {
    const evening = new Evening(edition)
    evening.give({ command: 'fire', cue: '6' })
    const [startMs, endMs] = [96, 112].map((beat) => edition.time['nokoribi']!.tempo.beatsToMs(beat as never))
    evening.pass(startMs! + 1000)
    evening.give({ command: 'fire', cue: '6.3.1' })
    evening.pass(2.5 * (endMs! - startMs!))
    expect(evening.positionMs).toBeLessThan(endMs!)
    evening.give({ command: 'fire', cue: '6.3.2' })
    evening.pass(3000)
    expect(evening.frame().sectionId).toBe('bridge')
  })

  it('every kind of cue is in it, every name is in two languages, and every note in both', () => {
    const cues = Object.values(edition.show.cues)
    expect(new Set(cues.map(({ action }) => action.kind)).size).toBe(17)
    expect(new Set(cues.flatMap(({ anchor }) => anchor?.kind ?? [])).size).toBe(6)
    for (const { name, notes } of cues) {
      expect(Object.keys(name).sort()).toEqual(['en', 'ja'])
      if (notes !== undefined) expect(notes.split(' / ')).toHaveLength(2)
    }
  })
})
