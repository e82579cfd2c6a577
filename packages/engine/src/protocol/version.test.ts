/** What a version of the protocol stands for. When this does not compile or does not hold, read "Versions" in docs/protocol.md. */
import type { Decision } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import type { CrewToServer, ServerToClient } from './events.ts'
import { PROTOCOL_VERSION } from './hello.ts'

/** Every kind of decision of this version: a page folds each of them, or shows something else than the hall. */
const decisions: Readonly<Record<Decision['kind'], true>> = {
  open: true,
  epoch: true,
  go: true,
  fire: true,
  standBy: true,
  hold: true,
  resume: true,
  devamp: true,
  vamp: true,
  locate: true,
  blackout: true,
  freeze: true,
  panic: true,
  undoLastGo: true,
  grandMaster: true,
  mute: true,
  strobe: true,
  showLock: true,
  arm: true,
  take: true,
  release: true,
  releaseCues: true,
  adopt: true,
  fireEdge: true,
}
const events: Readonly<Record<keyof CrewToServer | keyof ServerToClient, true>> = {
  hello: true,
  ping_clock: true,
  resumeSince: true,
  command: true,
  edit: true,
  undo: true,
  redo: true,
  report: true,
  timecode: true,
  speak: true,
  acknowledgeFault: true,
  entry: true,
  edition: true,
  draft: true,
  status: true,
  speaks: true,
  restart: true,
}

describe('the version of the protocol', () => {
  it('is raised with every kind of decision that is added: 24 of them are version 2', () => {
    expect([PROTOCOL_VERSION, Object.keys(decisions).length]).toEqual([2, 24])
  })
  it('is raised with every event that goes or changes its answer: version 2 has these', () => {
    expect(Object.keys(events).sort().join(' ')).toBe(
      'acknowledgeFault command draft edit edition entry hello ping_clock redo report restart resumeSince speak speaks status timecode undo',
    )
  })
})
