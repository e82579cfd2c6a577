/** A small running show for tests of outputs: two dimmers and a head, a song with triggers, cues that snap, fade and send. */
import {
  apply,
  compileEdition,
  type Decision,
  type Edition,
  type EditionData,
  type Entry,
  momentAt,
  ms,
  type OscTarget,
  openPerformance,
  type Performance,
  type Target,
} from '@ghostlight/timeline'
import type { ShowSource } from '../output.ts'
import type { Sender } from '../state-address-book.ts'

export const testTarget = (port: number, more: Partial<OscTarget>): OscTarget => ({
  kind: 'osc',
  order: 'a',
  name: 'Desk',
  host: '127.0.0.1',
  port,
  profile: 'generic',
  latencyMs: ms(0),
  universes: [1],
  enabled: true,
  ...more,
})

export const testSender: Sender = { cid: Uint8Array.from({ length: 16 }, (_, i) => i), name: 'Test' }

/** Song "song": 16 beats at 120 bpm (500 ms a beat), trigger /beat/<n> on each beat. Cues: snap, fade (1 s), send (/cue 1), song. */
export function testEdition(targets: Readonly<Record<string, Target>>, hash = 'test'): Edition {
  const name = { en: 'Test' }
  const fixture = (number: number, kind: 'dimmer' | 'movingHead', slot: number) => ({
    order: String(number),
    number,
    name: kind,
    kind,
    universe: 1,
    slot,
    groups: ['all'],
    positionM: [0, 4, 0],
    aimM: [0, 0, 0],
  })
  const actions = {
    snap: { kind: 'look', look: 'full', fadeMs: 0 },
    fade: { kind: 'look', look: 'full', fadeMs: 1000 },
    release: { kind: 'releaseLooks', fadeMs: 0 },
    send: { kind: 'osc', messages: [{ address: '/cue', args: [{ type: 'f', value: 1 }] }] },
    song: { kind: 'segment', segmentId: 'one' },
  }
  const cues = Object.entries(actions).map(([id, action], index) => [
    id,
    { order: String(index), number: String(index + 1), name, preWaitMs: 0, postWaitMs: 0, continueMode: 'none', armed: true, action },
  ])
  const messages = Array.from({ length: 16 }, (_, beat) => [`m${beat}`, { atBeats: beat, address: `/beat/${beat}`, args: [] }])
  const data = {
    formatVersion: 1,
    show: {
      schemaVersion: 1,
      id: 'test',
      title: name,
      performers: {},
      setlist: { one: { order: 'a', kind: 'song', name, songId: 'song', fadeOutMs: 0 } },
      cues: Object.fromEntries(cues),
      looks: {
        full: { name: 'Full', groups: { all: { levelUnit: 1 } } },
        dance: {
          name: 'Dance',
          groups: {
            all: {
              levelUnit: 0.8,
              effect: { kind: 'wave', periodBeats: 1, depthUnit: 1, spreadUnit: 1 },
              movement: { kind: 'circle', periodBeats: 2, sizeDeg: 30 },
            },
          },
        },
      },
      settings: { startLeadMs: 0, goLockOutMs: 0, audienceDelayMs: 2000, panicFadeMs: 0 },
      credits: {},
    },
    songs: {
      song: {
        schemaVersion: 1,
        id: 'song',
        title: name,
        lengthBeats: 16,
        tempo: { t: { atBeats: 0, bpm: 120, curve: 'step' } },
        metre: { m: { atBeats: 0, beatsPerBar: 4, beatUnit: 4 } },
        sections: {},
        vamps: {},
        tracks: {
          light: {
            kind: 'light',
            order: 'b',
            name: 'Light',
            clips: { dance: { startBeats: 4.3, lengthBeats: 8, look: 'dance', levelUnit: 1, fadeInBeats: 1 } },
          },
          osc: { kind: 'osc', order: 'a', name: 'OSC', messages: Object.fromEntries(messages) },
        },
        credits: {},
      },
    },
    venue: {
      schemaVersion: 1,
      id: 'hall',
      name: 'Hall',
      outputs: {},
      targets,
      fixtures: { d1: fixture(1, 'dimmer', 1), d2: fixture(2, 'dimmer', 2), head: fixture(3, 'movingHead', 10) },
    },
    assets: {},
    lexicon: {},
  }
  return compileEdition(data as unknown as EditionData, hash)
}

/** A log that can be added to. */
export class TestLog {
  performance: Performance
  readonly entries: Entry[] = []
  private seq = 0
  private readonly editions: Map<string, Edition>
  private readonly editionOf = (hash: string): Edition => this.editions.get(hash)!

  constructor(edition: Edition) {
    this.editions = new Map([[edition.hash, edition]])
    this.performance = openPerformance()
    this.add(0, { kind: 'open', edition: edition.hash, seed: 1, standbyCueId: null })
  }

  add(atMs: number, decision: Decision): void {
    this.seq++
    const entry = { seq: this.seq, atMs: ms(atMs), acceptedAtMs: ms(atMs), by: 'test', decision }
    this.performance = apply(this.performance, this.editionOf, entry)
    this.entries.push(entry)
  }

  fire(atMs: number, cueId: string): void {
    this.add(atMs, { kind: 'fire', cueId, runId: `run${this.seq + 1}` })
  }

  /** Another edition of the same show comes into force; what plays plays on. */
  adopt(atMs: number, edition: Edition): void {
    this.editions.set(edition.hash, edition)
    const { segment } = momentAt(this.editionOf, this.performance, ms(atMs))
    const carry = segment === null ? null : { positionMs: segment.positionMs, songId: segment.songId }
    this.add(atMs, { kind: 'adopt', edition: edition.hash, at: 'now', standbyCueId: null, carry })
  }

  get source(): ShowSource {
    return { edition: this.editionOf(this.performance.edition), editions: this.editionOf, performance: this.performance }
  }
}
