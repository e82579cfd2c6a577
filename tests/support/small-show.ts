/** A show that is small enough to understand at a glance, written into a folder: four cues, one song with a trigger on every beat, one vamp. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson } from '@ghostlight/timeline'

export interface SmallShowOptions {
  /** UDP port of the one OSC target on loopback; null: it is disabled. */
  readonly oscTargetPort: number | null
  readonly goLockOutMs?: number
}
/** 120 bpm, 32 bars of four: a trigger each half second for 64 s. */
export const smallSong = { bpm: 120, beatMs: 500, lengthBeats: 128, lengthMs: 64_000 } as const

const text = (en: string) => ({ en })

/** The documents, for tests that want to break them first. */
export function smallShow({ oscTargetPort, goLockOutMs = 0 }: SmallShowOptions) {
  const cue = { preWaitMs: 0, postWaitMs: 0, continueMode: 'none', armed: true }
  const triggers = Object.fromEntries(
    Array.from({ length: smallSong.lengthBeats }, (_, beat) => [
      `beat-${beat}`,
      { atBeats: beat, address: `/song/beat/${beat}`, args: [{ type: 'i', value: beat }] },
    ]),
  )
  const clips = Object.fromEntries(
    Array.from({ length: 16 }, (_, i) => [
      `clip-${i}`,
      { startBeats: i * 8, lengthBeats: 8, look: i % 2 === 0 ? 'warm' : 'cold', levelUnit: 1 },
    ]),
  )
  return {
    show: {
      schemaVersion: 1,
      id: 'small',
      title: text('Small show'),
      performers: {},
      setlist: {
        first: { order: 'a', kind: 'song', name: text('First song'), songId: 'first', fadeOutMs: 500 },
        waiting: { order: 'b', kind: 'vamp', name: text('Waiting'), songId: 'waiting', fadeOutMs: 500 },
      },
      cues: {
        warm: { ...cue, order: 'a', number: '1', name: text('Warm'), action: { kind: 'look', look: 'warm', fadeMs: 0 } },
        hello: {
          ...cue,
          order: 'b',
          number: '2',
          name: text('Hello'),
          action: { kind: 'osc', messages: [{ address: '/hello', args: [{ type: 'i', value: 2 }] }] },
        },
        song: { ...cue, order: 'c', number: '3', name: text('Song'), action: { kind: 'segment', segmentId: 'first' } },
        vamp: { ...cue, order: 'd', number: '4', name: text('Vamp'), action: { kind: 'segment', segmentId: 'waiting' } },
      },
      looks: {
        warm: { name: 'Warm', groups: { all: { levelUnit: 1, colour: '#ff8040' } } },
        cold: { name: 'Cold', groups: { all: { levelUnit: 0.5, colour: '#4080ff' } } },
      },
      settings: { startLeadMs: 100, goLockOutMs, audienceDelayMs: 2000, panicFadeMs: 1000 },
      credits: {},
    },
    venue: {
      schemaVersion: 1,
      id: 'room',
      name: 'Room',
      outputs: {
        screen: {
          kind: 'screen',
          order: 'a',
          name: 'Screen',
          widthPx: 640,
          heightPx: 360,
          displayLatencyMs: 0,
          mirror: false,
          required: true,
        },
        speakers: { kind: 'sound', order: 'b', name: 'Speakers', required: true },
      },
      targets: {
        desk: {
          kind: 'osc',
          order: 'a',
          name: 'Desk',
          host: '127.0.0.1',
          port: oscTargetPort ?? 9,
          profile: 'generic',
          latencyMs: 0,
          universes: [1],
          enabled: oscTargetPort !== null,
        },
      },
      fixtures: {
        lamp: {
          order: 'a',
          number: 1,
          name: 'Lamp',
          kind: 'rgb',
          universe: 1,
          slot: 1,
          groups: ['all'],
          positionM: [0, 4, 2],
          aimM: [0, 0, 0],
        },
      },
    },
    songs: {
      first: {
        schemaVersion: 1,
        id: 'first',
        title: text('First song'),
        lengthBeats: smallSong.lengthBeats,
        tempo: { start: { atBeats: 0, bpm: smallSong.bpm, curve: 'step' } },
        metre: { start: { atBeats: 0, beatsPerBar: 4, beatUnit: 4 } },
        sections: {},
        vamps: {},
        tracks: {
          triggers: { kind: 'osc', order: 'a', name: 'Triggers', messages: triggers },
          light: { kind: 'light', order: 'b', name: 'Light', clips },
        },
        credits: {},
      },
      waiting: {
        schemaVersion: 1,
        id: 'waiting',
        title: text('Waiting'),
        lengthBeats: 12,
        tempo: { start: { atBeats: 0, bpm: smallSong.bpm, curve: 'step' } },
        metre: { start: { atBeats: 0, beatsPerBar: 4, beatUnit: 4 } },
        sections: {},
        vamps: { round: { startBeats: 4, lengthBeats: 4 } },
        tracks: {},
        credits: {},
      },
    },
  }
}

export function writeShowFolder(
  folder: string,
  documents: { readonly show: unknown; readonly venue: unknown; readonly songs: Readonly<Record<string, unknown>> },
): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'show.json'), canonicalJson(documents.show))
  writeFileSync(join(folder, 'venue.json'), canonicalJson(documents.venue))
  for (const [id, song] of Object.entries(documents.songs)) {
    mkdirSync(join(folder, 'songs', id), { recursive: true })
    writeFileSync(join(folder, 'songs', id, 'song.json'), canonicalJson(song))
  }
}
