import type { ConnectionInfo, OutputReport, ShowStatus } from '@ghostlight/engine/protocol'
import type { Venue } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { concernsBeforeGo } from './readiness.ts'

const report: OutputReport = {
  output: 'gauze',
  picture: 'drawing',
  fps: 60,
  missedFrames: 0,
  sound: 'speaking',
  soundErrorMs: 1,
  syncErrorMs: 0.5,
  loadedUnit: 1,
}
const page = (more: Partial<ConnectionInfo>, told: Partial<OutputReport> = {}): ConnectionInfo => ({
  clientId: 'c',
  kind: 'stage',
  role: 'stage',
  name: 'Gauze',
  output: 'gauze',
  speaks: true,
  rttMs: 1,
  report: { ...report, ...told },
  ...more,
})
const status = (connections: readonly ConnectionInfo[], more: Partial<ShowStatus> = {}): ShowStatus => ({
  performanceId: 'p',
  epoch: 1,
  seq: 1,
  showAtMs: 0,
  connections,
  audience: 0,
  targets: [],
  faults: [],
  durable: true,
  outputThread: { priority: 'normal', lateP50Ms: null, lateP99Ms: null },
  draft: { draftEdition: 'd', label: null, author: null, canUndo: false, canRedo: false },
  interruptedForMs: null,
  ...more,
})
const venue: Venue = {
  schemaVersion: 1,
  id: 'hall',
  name: 'Hall',
  outputs: {
    gauze: {
      kind: 'screen',
      order: 'a',
      name: 'Gauze',
      widthPx: 1920,
      heightPx: 1080,
      displayLatencyMs: 0 as never,
      mirror: false,
      required: true,
    },
  },
  targets: {},
  fixtures: {},
}
const kinds = (of: ShowStatus): string[] => concernsBeforeGo(of, venue).map((concern) => concern.kind)

describe('what to know before GO', () => {
  it('nothing is said when the required screen draws, one page speaks and everything is loaded', () => {
    expect(kinds(status([page({})]))).toEqual([])
  })
  it('a locked sound is named with its page, before anything else', () => {
    expect(concernsBeforeGo(status([page({}, { sound: 'locked', loadedUnit: 0.4 })]), venue)[0]).toEqual({
      kind: 'soundLocked',
      page: 'Gauze',
    })
  })
  it('no speaking page and no page for a required screen are said', () => {
    expect(kinds(status([]))).toEqual(['nobodySpeaks', 'outputMissing'])
  })
  it('a console or a preview that speaks is no sound output', () => {
    expect(kinds(status([page({ speaks: false }), page({ kind: 'preview' })]))).toEqual(['nobodySpeaks'])
  })
  it('what a page waits for before GO is named, and how much of it is there', () => {
    const missing = [{ kind: 'avatar' as const, name: 'hotaru.vrm', loadedUnit: 0.4 }]
    expect(concernsBeforeGo(status([page({}, { loadedUnit: 0.7, missing })]), venue)).toEqual([
      { kind: 'notLoaded', page: 'Gauze', loadedUnit: 0.7, missing },
    ])
  })
  it('a target that is down and a log that cannot be saved are said', () => {
    const target = { id: 't', name: 'Desk', address: 'x', state: 'down' as const, sent: 0, failed: 3 }
    expect(kinds(status([page({})], { durable: false, targets: [target] }))).toEqual(['notDurable', 'targetDown'])
  })
})
