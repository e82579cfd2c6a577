import type { Venue } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import type { ConnectionInfo, OutputReport } from '../protocol/index.ts'
import { readinessFor, whatIsMissing } from './draft-readiness.ts'

const hash = 'a'.repeat(64)
const report: OutputReport = {
  output: 'gauze',
  picture: 'drawing',
  fps: 60,
  missedFrames: 0,
  sound: 'speaking',
  soundErrorMs: 0.5,
  syncErrorMs: 0.2,
  loadedUnit: 1,
  editionsReady: [hash],
}
const edition = {
  hash,
  outputs: {
    gauze: { kind: 'screen', order: 'a', name: 'Gauze', required: true },
    sound: { kind: 'sound', order: 'b', name: 'House sound', required: true },
    foyer: { kind: 'screen', order: 'c', name: 'Foyer', required: false },
  },
} as unknown as { readonly hash: string; readonly outputs: Venue['outputs'] }
const page = (output: string | null, editionsReady: readonly string[] | null, speaks = false): ConnectionInfo => ({
  clientId: `${output}`,
  kind: 'stage',
  role: 'stage',
  name: 'page',
  output,
  speaks,
  rttMs: null,
  report: editionsReady === null ? null : { ...report, editionsReady },
})
const states = (...pages: ConnectionInfo[]) => readinessFor(edition, pages).map(({ state }) => state)

describe('readiness for an edition', () => {
  it('asks for every required output, and for no other', () => {
    expect(readinessFor(edition, []).map(({ outputId }) => outputId)).toEqual(['gauze', 'sound'])
    expect(states()).toEqual(['notConnected', 'notConnected'])
  })
  it('a screen is ready when all of its pages have the edition', () => {
    expect(states(page('gauze', [hash]))[0]).toBe('ready')
    expect(states(page('gauze', ['b'.repeat(64)]))[0]).toBe('loading')
    expect(states(page('gauze', null))[0]).toBe('loading')
    expect(states(page('gauze', [hash]), page('gauze', []))[0]).toBe('loading')
  })
  it('the page that speaks fills the sound output, whatever screen it is on', () => {
    expect(states(page('gauze', [hash], true))).toEqual(['ready', 'ready'])
    expect(states(page('gauze', [hash]))).toEqual(['ready', 'notConnected'])
    expect(states(page('gauze', [hash]), page('sound', []))).toEqual(['ready', 'loading'])
  })
  it('a refusal names each output and says what it lacks', () => {
    const missing = whatIsMissing(readinessFor(edition, [page('gauze', [])]))
    expect(missing?.message).toContain('loading the new edition: "Gauze"; required and not connected: "House sound"')
    expect(missing?.values).toEqual({ loading: 'Gauze', absent: 'House sound' })
    expect(whatIsMissing(readinessFor(edition, [page('gauze', [hash], true)]))).toBeNull()
  })
})
