import { describe, expect, it } from 'vitest'
import { compileEdition, publicEditionData } from './compile-edition.ts'
import type { EditionData } from './edition.ts'
import { evaluate } from './evaluate/evaluate.ts'
import { apply } from './performance/apply.ts'
import { momentAt } from './performance/moment-at.ts'
import { openPerformance } from './performance/performance.ts'
import { busySongs } from './testing/busy-show.ts'
import { createDesk } from './testing/desk.ts'
import { cue, emptyVenue, smallShow } from './testing/small-show.ts'
import { beats, ms } from './units.ts'

const message = { targetId: 'desk', address: '/secret/address', args: [{ type: 's' as const, value: 'secret-argument' }] }
const one = busySongs()['song-one']!
const data: EditionData = {
  formatVersion: 1,
  show: {
    ...smallShow(),
    cues: {
      song: cue('a', '1', { kind: 'segment', segmentId: 'one' }, { notes: 'secret-note' }),
      desk: cue(
        'b',
        '2',
        { kind: 'osc', messages: [message] },
        {
          anchor: { kind: 'time', segmentId: 'one', positionMs: ms(1000) },
          continueMode: 'autoFollow',
          catchUp: 'latest',
          postWaitMs: ms(500),
          notes: 'secret-note',
        },
      ),
      warm: cue('c', '3', { kind: 'look', look: 'warm', fadeMs: ms(300) }),
    },
  },
  songs: {
    ...busySongs(),
    'song-one': {
      ...one,
      tracks: {
        ...one.tracks,
        secret: {
          kind: 'osc',
          order: 'z',
          name: 'secret-track',
          messages: { x: { ...message, atBeats: beats(1), everyPass: false, catchUp: 'skip' } },
        },
      },
    },
  },
  venue: {
    ...emptyVenue,
    fixtures: { par: { ...emptyVenue.fixtures.par!, universe: 4711, slot: 321 } },
    timecode: { rate: '25', mtc: { port: 'secret-port' }, chase: {} },
  },
  assets: {},
  lexicon: {},
}

describe('the edition that fans get', () => {
  const shown = publicEditionData(data)

  it('carries no notes, no hosts, no patch, no messages for desks and no ports', () => {
    const text = JSON.stringify(shown)
    for (const secret of ['secret', '192.0.2.', '4711', '321', '7770']) expect(text).not.toContain(secret)
  })

  it('the same log gives the same frames, with cues that sent messages as notes', () => {
    const [full, open] = [compileEdition(data, 'full'), compileEdition(shown, 'full')]
    const desk = createDesk(full)
    desk.press(0, { command: 'go' })
    desk.press(2500, { command: 'hold' })
    desk.press(4000, { command: 'resume' })
    desk.press(6000, { command: 'locate', positionMs: 1200 })
    const folded = desk.log.reduce((performance, entry) => apply(performance, open, entry), openPerformance())
    for (let atMs = 6000; atMs < 16_000; atMs += 333)
      expect(evaluate(open, momentAt(open, folded, ms(atMs)))).toEqual(evaluate(full, desk.at(atMs)))
  })
})
