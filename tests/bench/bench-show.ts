/** The show that `bench cues` runs: a chain of cues that each send one message, and a song with triggers and moving light. Data only. */

export const CHAIN_LENGTH = 40
export const CHAIN_STEP_MS = 100
export const SONG_STEP_MS = 250
/** Fire this one for the chain, that one for the song. */
export const CHAIN_CUE = '1'
export const SONG_CUE = '900'
/** The first of the singles: one message at once each, nothing after it; GO takes them one after the other. */
export const FIRST_SINGLE = 1001

/**
 * Files of the show folder by name.
 *
 * @param songTriggers  how many triggers the song has, one each SONG_STEP_MS.
 * @param singles       how many cues there are to say GO to.
 */
export function benchShow(
  outPort: number,
  { songTriggers, singles }: { readonly songTriggers: number; readonly singles: number },
): Readonly<Record<string, unknown>> {
  const en = (text: string) => ({ en: text })
  const cue = (index: number, action: unknown, more: object) => ({
    order: String(index).padStart(4, '0'),
    number: String(index),
    name: en(`Cue ${index}`),
    preWaitMs: 0,
    postWaitMs: 0,
    continueMode: 'none',
    armed: true,
    action,
    ...more,
  })
  const chain = Array.from({ length: CHAIN_LENGTH }, (_, n) => [
    `chain-${n}`,
    cue(
      n + 1,
      { kind: 'osc', messages: [{ address: '/bench/cue', args: [{ type: 'i', value: n }] }] },
      n + 1 < CHAIN_LENGTH ? { continueMode: 'autoContinue', postWaitMs: CHAIN_STEP_MS } : {},
    ),
  ])
  const standing = Array.from({ length: singles }, (_, n) => [
    `single-${n}`,
    cue(FIRST_SINGLE + n, { kind: 'osc', messages: [{ address: '/bench/single', args: [{ type: 'i', value: n }] }] }, {}),
  ])
  // 120 bpm: half a second a beat.
  const lengthBeats = Math.ceil((songTriggers * SONG_STEP_MS) / 500) + 4
  const triggers = Array.from({ length: songTriggers }, (_, n) => [
    `t${n}`,
    { atBeats: (n * SONG_STEP_MS) / 500, address: '/bench/song', args: [{ type: 'i', value: n }] },
  ])
  const fixtures = Array.from({ length: 12 }, (_, n) => [
    `lamp-${n}`,
    {
      order: String(n).padStart(2, '0'),
      number: n + 1,
      name: `Lamp ${n + 1}`,
      kind: 'rgb',
      universe: 1,
      slot: 1 + 3 * n,
      groups: ['lamps'],
      positionM: [n - 6, 4, -2],
      aimM: [n - 6, 0, 2],
    },
  ])
  return {
    'show.json': {
      schemaVersion: 1,
      id: 'bench',
      title: en('Bench'),
      performers: {},
      setlist: { song: { order: 'a', kind: 'song', name: en('Bench song'), songId: 'bench-song', fadeOutMs: 0 } },
      cues: {
        ...Object.fromEntries(chain),
        ...Object.fromEntries(standing),
        song: cue(Number(SONG_CUE), { kind: 'segment', segmentId: 'song' }, {}),
      },
      looks: {
        chase: {
          name: 'Chase',
          groups: { lamps: { levelUnit: 1, colour: '#ff8040', effect: { kind: 'chase', periodBeats: 4, depthUnit: 1, spreadUnit: 1 } } },
        },
      },
      // No lead at all, so that the song's GO is as immediate as the chain's.
      settings: { startLeadMs: 0, goLockOutMs: 0, audienceDelayMs: 2000, panicFadeMs: 100 },
      credits: {},
    },
    'songs/bench-song/song.json': {
      schemaVersion: 1,
      id: 'bench-song',
      title: en('Bench song'),
      lengthBeats,
      tempo: { t: { atBeats: 0, bpm: 120, curve: 'step' } },
      metre: { m: { atBeats: 0, beatsPerBar: 4, beatUnit: 4 } },
      sections: {},
      vamps: {},
      tracks: {
        light: {
          kind: 'light',
          order: 'a',
          name: 'Light',
          clips: { chase: { startBeats: 0, lengthBeats, look: 'chase', levelUnit: 1 } },
        },
        osc: { kind: 'osc', order: 'b', name: 'OSC', messages: Object.fromEntries(triggers) },
      },
      credits: {},
    },
    'venue.json': {
      schemaVersion: 1,
      id: 'bench',
      name: 'Bench',
      outputs: {},
      targets: {
        desk: {
          kind: 'osc',
          order: 'a',
          name: 'Recorder',
          host: '127.0.0.1',
          port: outPort,
          profile: 'generic',
          latencyMs: 0,
          universes: [1],
          enabled: true,
        },
      },
      fixtures: Object.fromEntries(fixtures),
    },
  }
}
