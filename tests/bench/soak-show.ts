/** The show that `bench soak` runs: 500 cues, 200 fixtures of several kinds in 16 universes, an hour of song with light. Data only. */

export const SOAK_CUES = 500
export const SOAK_FIXTURES = 200
export const SOAK_UNIVERSES = 16
const SONG_BEATS = 7200
const BPM = 120

/** Files of the show folder by name. @param port  of the sACN receiver. */
export function soakShow(port: number): Readonly<Record<string, unknown>> {
  const en = (text: string) => ({ en: text })
  const looks = Object.fromEntries(
    Array.from({ length: 12 }, (_, n) => [
      `look-${n}`,
      {
        name: `Look ${n}`,
        groups: {
          heads: {
            levelUnit: 0.8,
            colour: 'section:0',
            fanDeg: 60,
            beamDeg: 10,
            movement: { kind: (['circle', 'wave', 'sparkle', 'chase'] as const)[n % 4], periodBeats: 4 + n, sizeDeg: 15 },
            effect: { kind: 'wave', periodBeats: 4, depthUnit: 0.5, spreadUnit: 1 },
            gobo: n % 3,
            prism: n % 2,
            beamPalette: 'soft',
          },
          wash: {
            levelUnit: 0.7,
            colourPalette: 'warm',
            effect: {
              kind: (['pulse', 'chase', 'sparkle', 'wave'] as const)[n % 4],
              periodBeats: 2,
              depthUnit: 0.6,
              spreadUnit: 1,
              energyUnit: 0.5,
            },
          },
          strips: {
            levelUnit: 1,
            colour: 'section:1',
            effect: { kind: 'chase', periodBeats: 8, depthUnit: 0.9, pixels: true },
            colourEffect: { kind: 'wave', colours: ['section:0', 'section:1', '3200K'], periodBeats: 6, pixels: true },
          },
        },
      },
    ]),
  )
  const strip = {
    name: 'Strip of eight pixels',
    homeBeamDeg: 40,
    slots: [
      { kind: 'dimmer', byte: 0, bytes: 1 },
      ...Array.from({ length: 8 }, (_, cell) =>
        ['red', 'green', 'blue', 'white'].map((kind) => ({ kind, byte: 0, bytes: 1, dimmed: false, cell })),
      ).flat(),
    ],
  }
  const spot = {
    name: 'Spot',
    homeBeamDeg: 12,
    slots: [
      ...(['pan', 'tilt'] as const).flatMap((kind) => [0, 1].map((byte) => ({ kind, byte, bytes: 2, rangeDeg: 540 }))),
      { kind: 'dimmer', byte: 0, bytes: 1 },
      ...(['cyan', 'magenta', 'yellow'] as const).map((kind) => ({ kind, byte: 0, bytes: 1, dimmed: false })),
      { kind: 'zoom', byte: 0, bytes: 1, lowDeg: 5, highDeg: 50 },
      { kind: 'iris', byte: 0, bytes: 1, rest: 255 },
      { kind: 'gobo', open: 0, stops: [20, 40].map((value) => ({ value, name: `Gobo ${value}` })) },
      { kind: 'prism', open: 0, stops: [128] },
      {
        kind: 'switched',
        by: 11,
        cases: [
          { from: 0, to: 127, use: { kind: 'rest', value: 0 } },
          { from: 128, to: 255, use: { kind: 'prismSpeed', still: 0, ranges: [{ from: 1, to: 255, fromUnit: 0.01, toUnit: 1 }] } },
        ],
      },
    ],
  }
  const perUniverse = Math.ceil(SOAK_FIXTURES / SOAK_UNIVERSES)
  const fixtures = Object.fromEntries(
    Array.from({ length: SOAK_FIXTURES }, (_, n) => {
      const group = (['heads', 'wash', 'strips'] as const)[n % 3]!
      return [
        `f${n}`,
        {
          order: String(n).padStart(4, '0'),
          number: n + 1,
          name: `Fixture ${n + 1}`,
          kind: group === 'heads' ? 'movingHead' : 'rgb',
          ...(group === 'strips' ? { profile: 'strip' } : group === 'heads' ? { profile: 'spot' } : {}),
          universe: 1 + Math.floor(n / perUniverse),
          slot: 1 + 36 * (n % perUniverse),
          groups: [group],
          positionM: [(n % 20) - 10, 5, -3],
          aimM: [(n % 20) - 10, 0, 2],
        },
      ]
    }),
  )
  const cues = Object.fromEntries(
    Array.from({ length: SOAK_CUES }, (_, n) => [
      `q${n}`,
      {
        order: String(n).padStart(4, '0'),
        number: String(n + 1),
        name: en(`Cue ${n + 1}`),
        preWaitMs: 0,
        postWaitMs: 0,
        continueMode: 'none',
        armed: true,
        action:
          n === 0
            ? { kind: 'segment', segmentId: 'song' }
            : n % 5 === 0
              ? { kind: 'releaseLooks', fadeMs: 1000 }
              : { kind: 'look', look: `look-${n % 12}`, fadeMs: 700 },
      },
    ]),
  )
  const clips = Object.fromEntries(
    Array.from({ length: SONG_BEATS / 16 }, (_, n) => [
      `c${n}`,
      {
        startBeats: n * 16,
        lengthBeats: 16,
        look: `look-${n % 12}`,
        levelUnit: 1,
        fadeInBeats: 2,
        curves: {
          panDeg: [
            [0, -10],
            [16, 10],
          ],
        },
      },
    ]),
  )
  return {
    'show.json': {
      schemaVersion: 1,
      id: 'soak',
      title: en('Soak'),
      performers: {},
      setlist: { song: { order: 'a', kind: 'song', name: en('An hour'), songId: 'hour', fadeOutMs: 0 } },
      cues,
      looks,
      palettes: {
        warm: { kind: 'colour', name: 'Warm', colour: '#ffb060' },
        soft: { kind: 'beam', name: 'Soft', irisUnit: 0.6, prismSpeedUnit: 0.3 },
      },
      settings: { startLeadMs: 100, goLockOutMs: 0, audienceDelayMs: 2000, panicFadeMs: 1000 },
      credits: {},
    },
    'venue.json': {
      schemaVersion: 1,
      id: 'soak',
      name: 'Soak',
      outputs: {},
      targets: {
        line: {
          kind: 'sacn',
          order: 'a',
          name: 'sACN',
          host: '127.0.0.1',
          port,
          latencyMs: 0,
          universes: Array.from({ length: SOAK_UNIVERSES }, (_, n) => n + 1),
          enabled: true,
        },
      },
      profiles: { strip, spot },
      fixtures,
    },
    'songs/hour/song.json': {
      schemaVersion: 1,
      id: 'hour',
      title: en('An hour'),
      lengthBeats: SONG_BEATS,
      tempo: { t: { atBeats: 0, bpm: BPM, curve: 'step' } },
      metre: { m: { atBeats: 0, beatsPerBar: 4, beatUnit: 4 } },
      sections: {
        s: {
          name: en('Verse'),
          startBeats: 0,
          lengthBeats: SONG_BEATS,
          kind: 'verse',
          energyUnit: 0.6,
          colours: { hues: ['#ff4060', '#40a0ff', '#ffffff'], accent: '#ffe0a0' },
        },
      },
      vamps: {},
      tracks: { light: { kind: 'light', order: 'a', name: 'Light', clips } },
      credits: {},
    },
  }
}
