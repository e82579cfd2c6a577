import type { ShowStatus } from '@ghostlight/engine/protocol'
import type { Edition } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { type LightPlayed, lineCheck, overall } from './line-check.ts'

const edition = {
  hash: 'e1',
  venue: {
    outputs: {
      gauze: { kind: 'screen', order: 'a', name: 'Gauze', required: true },
      house: { kind: 'sound', order: 'b', name: 'House', required: true },
    },
  },
} as unknown as Edition
const page = {
  clientId: 's1',
  kind: 'stage',
  role: 'stage',
  name: 'Gauze page',
  output: 'gauze',
  speaks: true,
  rttMs: 1,
  report: {
    output: 'gauze',
    picture: 'drawing',
    fps: 60,
    missedFrames: 0,
    sound: 'speaking',
    soundErrorMs: 1,
    syncErrorMs: 0.5,
    loadedUnit: 1,
  },
}
const status = (more: object): ShowStatus =>
  ({
    connections: [page],
    targets: [{ id: 'desk', name: 'Desk', address: '10.0.0.9:8000', state: 'cannotKnow', sent: 5, failed: 0 }],
    faults: [],
    durable: true,
    outputThread: { priority: 'realtime', lateP50Ms: 0.1, lateP99Ms: 0.4 },
    mainThread: { priority: 'realtime' },
    ...more,
  }) as unknown as ShowStatus
const own = { live: true, errorMs: 0.3 }
const light = { findings: [], nameOf: (text: Readonly<Record<string, string>>) => text['en'] ?? '' }
const grades = (more: object) =>
  Object.fromEntries(lineCheck(status(more), edition, 'e1', { own, light }).map(({ id, grade }) => [id, grade]))

describe('line check', () => {
  it('is good where everything answers; what cannot be known is said, and counts until somebody has looked', () => {
    const lines = lineCheck(status({}), edition, 'e1', { own, light })
    const unknown = lines.filter(({ grade }) => grade === 'unknown').map(({ id }) => id)
    expect(unknown).toEqual(['targets-desk', 'machine-disk', 'machine-sleep'])
    expect(lines.every(({ grade }) => grade === 'good' || grade === 'unknown')).toBe(true)
    expect(overall(lines, new Set())).toBe('unknown')
    expect(overall(lines, new Set(unknown))).toBe('good')
  })

  it('is bad where a required output has no page, nobody speaks, a target is down or the log is not saved', () => {
    const found = grades({
      connections: [],
      targets: [{ id: 'desk', name: 'Desk', address: '10.0.0.9:8000', state: 'down', sent: 5, failed: 5 }],
      durable: false,
    })
    for (const id of ['outputs-gauze', 'sound-house', 'assets-none', 'targets-desk', 'machine-log'])
      expect([id, found[id]]).toEqual([id, 'bad'])
  })

  it('warns of slow pictures, clocks that are apart, normal priority and a draft that is not on air', () => {
    const report = { ...page.report, picture: 'slow', fps: 3, syncErrorMs: 12 }
    const lines = lineCheck(
      status({
        connections: [{ ...page, report }],
        outputThread: { priority: 'normal', lateP50Ms: null, lateP99Ms: null },
        mainThread: { priority: 'normal' },
      }),
      edition,
      'e2',
      { own, light },
    )
    const warned = lines.filter(({ grade }) => grade === 'warn').map(({ id }) => id)
    expect(warned).toEqual(['outputs-gauze', 'clocks-s1', 'machine-priority', 'machine-main-priority', 'machine-edition'])
  })

  it('flashes and glare of the whole show are named with the song or cue and the place; until it is played through nobody knows', () => {
    const show = { setlist: { one: { name: { en: 'Daisy Bell' } } }, cues: { q1: { name: { en: 'Bow' } } } }
    const check = (findings: LightPlayed['findings']) =>
      lineCheck(status({}), { ...edition, show } as unknown as Edition, 'e1', { own, light: { ...light, findings } }).filter(
        ({ group }) => group === 'light',
      )
    expect(check(null)).toMatchObject([{ grade: 'unknown', finding: { kind: 'lightPlaying' } }])
    expect(check([])).toMatchObject([{ grade: 'good', finding: { kind: 'lightCalm' } }])
    expect(
      check([
        { segmentId: 'one', kind: 'flashes', group: 'front', red: true, perSecond: 5, startMs: 65_000, endMs: 66_000 },
        { cueId: 'q1', kind: 'washOut', fixtureIds: ['a'], luminance: 0.8, totalMs: 100, startMs: 0, endMs: 50 },
      ]),
    ).toMatchObject([
      { name: 'Daisy Bell', grade: 'warn', finding: { kind: 'redFlashes', perSecond: 5, startMs: 65_000 } },
      { name: 'Bow', grade: 'warn', finding: { kind: 'washOut', startMs: 0 } },
    ])
  })
})
