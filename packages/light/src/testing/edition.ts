/** A small edition for tests: twelve fixtures of three kinds, a song of 16 beats at 120 bpm, whatever looks and clips a test wants. */
import {
  type Cue,
  compileEdition,
  type Edition,
  type EditionData,
  type Fixture,
  type Frame,
  type GroupLook,
  type LookLayer,
  ms,
  type OscTrack,
} from '@ghostlight/timeline'

export interface TestShow {
  readonly looks: Readonly<Record<string, Readonly<Record<string, GroupLook>>>>
  readonly clips?: readonly {
    readonly startBeats: number
    readonly lengthBeats: number
    readonly look: string
    readonly levelUnit: number
    readonly fadeInBeats?: number
  }[]
  readonly cues?: Readonly<Record<string, Pick<Cue, 'action'> & Partial<Cue>>>
  readonly messages?: OscTrack['messages']
}

const fixture = (index: number, kind: Fixture['kind'], universe: number, slot: number, group: string): [string, Fixture] => [
  `${kind}-${index + 1}`,
  {
    order: `${group}${String(index).padStart(2, '0')}`,
    number: index + 1 + (kind === 'rgb' ? 10 : kind === 'movingHead' ? 20 : 0),
    name: kind,
    kind,
    universe,
    slot,
    groups: [group, 'all'],
    positionM: [index - 1.5, 4, -2],
    aimM: [index - 1.5, 0, 3],
  },
]

/** Four dimmers (universe 1, slots 1–4), four RGB (universe 1 from slot 11), four moving heads (universe 2 from slot 1). */
export const testFixtures: Readonly<Record<string, Fixture>> = Object.fromEntries([
  ...[0, 1, 2, 3].map((i) => fixture(i, 'dimmer', 1, 1 + i, 'front')),
  ...[0, 1, 2, 3].map((i) => fixture(i, 'rgb', 1, 11 + 3 * i, 'side')),
  ...[0, 1, 2, 3].map((i) => fixture(i, 'movingHead', 2, 1 + 9 * i, 'heads')),
])

export function testEdition(show: TestShow): Edition {
  const text = (en: string) => ({ en })
  // Written as plain JSON, the way files come; branded units hold by construction.
  const data = {
    formatVersion: 1,
    show: {
      schemaVersion: 1,
      id: 'test',
      title: text('Test'),
      performers: {},
      setlist: { one: { order: 'a', kind: 'song', name: text('One'), songId: 'song', fadeOutMs: 0 } },
      cues: Object.fromEntries(
        Object.entries(show.cues ?? {}).map(([id, cue], index) => [
          id,
          {
            order: String(index).padStart(3, '0'),
            number: String(index + 1),
            name: text(id),
            preWaitMs: 0,
            postWaitMs: 0,
            continueMode: 'none',
            armed: true,
            ...cue,
          },
        ]),
      ),
      looks: Object.fromEntries(Object.entries(show.looks).map(([id, groups]) => [id, { name: id, groups }])),
      settings: { startLeadMs: 0, goLockOutMs: 0, audienceDelayMs: 2000, panicFadeMs: 1000 },
      credits: {},
    },
    songs: {
      song: {
        schemaVersion: 1,
        id: 'song',
        title: text('Song'),
        lengthBeats: 16,
        tempo: { t: { atBeats: 0, bpm: 120, curve: 'step' } },
        metre: { m: { atBeats: 0, beatsPerBar: 4, beatUnit: 4 } },
        sections: {
          s: {
            name: text('Verse'),
            startBeats: 0,
            lengthBeats: 16,
            kind: 'verse',
            energyUnit: 0.5,
            colours: { hues: ['#ff0000', '#00ff00', '#0000ff'], accent: '#808080' },
          },
        },
        vamps: {},
        tracks: {
          light: {
            kind: 'light',
            order: 'a',
            name: 'Light',
            clips: Object.fromEntries((show.clips ?? []).map((clip, index) => [`c${index}`, clip])),
          },
          osc: { kind: 'osc', order: 'b', name: 'OSC', messages: show.messages ?? {} },
        },
        credits: {},
      },
    },
    venue: { schemaVersion: 1, id: 'hall', name: 'Hall', outputs: {}, targets: {}, fixtures: testFixtures },
    assets: {},
    lexicon: {},
  }
  return compileEdition(data as unknown as EditionData, 'test')
}

/** A frame in which only light matters. */
export function testFrame(looks: readonly Partial<LookLayer>[], more: Partial<Frame>): Frame {
  const frame = {
    atMs: ms(0),
    sectionColours: { hues: ['#ff0000', '#00ff00', '#0000ff'], accent: '#808080' },
    lightUnit: 1,
    blackout: false,
    looks: looks.map((layer, index) => ({
      source: 'cue',
      id: `l${index}`,
      look: '',
      levelUnit: 1,
      presenceUnit: layer.levelUnit ?? 1,
      phaseBeats: 0,
      order: index,
      ...layer,
    })),
    ...more,
  }
  return frame as unknown as Frame
}
