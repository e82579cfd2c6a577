/** The demo show around the songs: setlist, cue list, looks, performers, and the venue it ships with. */
import type { Show, Venue } from '@ghostlight/timeline'
import { both, keyed, type Plain } from './score.ts'

type PlainShow = Plain<Show>
type GroupLook = PlainShow['looks'][string]['groups'][string]
const look = (name: string, groups: Record<string, GroupLook>) => ({ name, groups })

/** Groups: front (white dimmers), side (RGB left and right), back (RGB behind her), heads (eight moving heads). */
const looks: PlainShow['looks'] = {
  preset: look('Ghost light', {
    front: { levelUnit: 0.12 },
    heads: { levelUnit: 0.1, colour: '#ffd9a0', tiltDeg: -20, beamDeg: 30 },
    back: { levelUnit: 0.15, colour: '#3a3f8f' },
  }),
  lantern: look('Lantern', {
    front: { levelUnit: 0.3 },
    back: { levelUnit: 0.35, colour: 'section:2' },
    heads: {
      levelUnit: 0.4,
      colour: 'section:0',
      tiltDeg: -8,
      fanDeg: 50,
      beamDeg: 14,
      effect: { kind: 'pulse', periodBeats: 6, depthUnit: 0.4, spreadUnit: 0.5 },
    },
  }),
  verse: look('Verse', {
    front: { levelUnit: 0.4 },
    side: { levelUnit: 0.45, colour: 'section:1' },
    back: { levelUnit: 0.4, colour: 'section:2' },
    heads: { levelUnit: 0.3, colour: 'section:0', tiltDeg: -4, fanDeg: 40, beamDeg: 18 },
  }),
  'verse-wide': look('Verse, wider', {
    front: { levelUnit: 0.45 },
    side: { levelUnit: 0.6, colour: 'section:1', effect: { kind: 'wave', periodBeats: 6, depthUnit: 0.3, spreadUnit: 0.5 } },
    back: { levelUnit: 0.55, colour: 'section:2' },
    heads: {
      levelUnit: 0.5,
      colour: 'section:0',
      tiltDeg: 10,
      fanDeg: 70,
      beamDeg: 14,
      movement: { kind: 'sweep', periodBeats: 12, sizeDeg: 10 },
    },
  }),
  waltz: look('Waltz', {
    front: { levelUnit: 0.5 },
    side: { levelUnit: 0.7, colour: 'section:1', effect: { kind: 'chase', periodBeats: 3, depthUnit: 0.7, spreadUnit: 1 } },
    back: { levelUnit: 0.8, colour: 'section:0', effect: { kind: 'pulse', periodBeats: 3, depthUnit: 0.35 } },
    heads: {
      levelUnit: 0.8,
      colour: 'section:accent',
      tiltDeg: 2,
      fanDeg: 50,
      beamDeg: 9,
      movement: { kind: 'sweep', periodBeats: 6, sizeDeg: 14 },
      effect: { kind: 'wave', periodBeats: 3, depthUnit: 0.5, spreadUnit: 1 },
    },
  }),
  'waltz-full': look('Waltz, full', {
    front: { levelUnit: 0.6 },
    side: { levelUnit: 0.9, colour: 'section:1', effect: { kind: 'chase', periodBeats: 3, depthUnit: 0.6, spreadUnit: 1 } },
    back: { levelUnit: 1, colour: 'section:0', effect: { kind: 'pulse', periodBeats: 3, depthUnit: 0.3 } },
    heads: {
      levelUnit: 1,
      colour: 'section:2',
      tiltDeg: -2,
      fanDeg: 70,
      beamDeg: 8,
      movement: { kind: 'circle', periodBeats: 6, sizeDeg: 12 },
      effect: { kind: 'wave', periodBeats: 3, depthUnit: 0.35, spreadUnit: 1 },
    },
  }),
  moon: look('Moon', {
    front: { levelUnit: 0.15 },
    back: { levelUnit: 0.4, colour: 'section:0' },
    heads: { levelUnit: 0.35, colour: 'section:1', tiltDeg: -14, fanDeg: 20, beamDeg: 22 },
  }),
  petals: look('Petals', {
    front: { levelUnit: 0.35 },
    side: { levelUnit: 0.4, colour: 'section:0' },
    back: { levelUnit: 0.45, colour: 'section:1', effect: { kind: 'wave', periodBeats: 8, depthUnit: 0.3, spreadUnit: 1 } },
    heads: {
      levelUnit: 0.5,
      colour: 'section:0',
      tiltDeg: 0,
      fanDeg: 50,
      beamDeg: 20,
      effect: { kind: 'sparkle', periodBeats: 2, depthUnit: 0.5 },
      movement: { kind: 'nod', periodBeats: 16, sizeDeg: 8 },
    },
  }),
  mist: look('Mist', {
    front: { levelUnit: 0.3 },
    side: { levelUnit: 0.6, colour: 'section:0' },
    back: { levelUnit: 0.75, colour: 'section:2', effect: { kind: 'wave', periodBeats: 8, depthUnit: 0.4, spreadUnit: 1 } },
    heads: {
      levelUnit: 0.7,
      colour: 'section:accent',
      tiltDeg: 0,
      fanDeg: 60,
      beamDeg: 16,
      movement: { kind: 'sweep', periodBeats: 16, sizeDeg: 18 },
    },
  }),
  talk: look('Talk', {
    front: { levelUnit: 0.6 },
    side: { levelUnit: 0.25, colour: 'section:1' },
    back: { levelUnit: 0.25, colour: 'section:2' },
    heads: { levelUnit: 0.2, colour: 'section:0', tiltDeg: -10, fanDeg: 30, beamDeg: 24 },
  }),
  waiting: look('Waiting', {
    front: { levelUnit: 0.2 },
    back: { levelUnit: 0.5, colour: 'section:0', effect: { kind: 'pulse', periodBeats: 1, depthUnit: 0.5 } },
    side: { levelUnit: 0.35, colour: 'section:1', effect: { kind: 'chase', periodBeats: 4, depthUnit: 0.9, spreadUnit: 1 } },
    heads: {
      levelUnit: 0.55,
      colour: 'section:1',
      tiltDeg: 4,
      fanDeg: 60,
      beamDeg: 10,
      movement: { kind: 'circle', periodBeats: 8, sizeDeg: 14 },
    },
  }),
  build: look('Build', {
    front: { levelUnit: 0.4 },
    side: { levelUnit: 0.7, colour: 'section:1', effect: { kind: 'chase', periodBeats: 4, depthUnit: 0.9, spreadUnit: 1 } },
    back: { levelUnit: 0.8, colour: 'section:0', effect: { kind: 'pulse', periodBeats: 1, depthUnit: 0.5 } },
    heads: {
      levelUnit: 0.85,
      colour: 'section:2',
      tiltDeg: 6,
      fanDeg: 60,
      beamDeg: 8,
      movement: { kind: 'sweep', periodBeats: 4, sizeDeg: 14 },
    },
  }),
  rise: look('Rise', {
    front: { levelUnit: 0.45 },
    side: { levelUnit: 0.6, colour: 'section:1', effect: { kind: 'wave', periodBeats: 4, depthUnit: 0.5, spreadUnit: 1 } },
    back: { levelUnit: 0.7, colour: 'section:0' },
    heads: {
      levelUnit: 0.75,
      colour: 'section:2',
      tiltDeg: 4,
      fanDeg: 40,
      beamDeg: 9,
      movement: { kind: 'nod', periodBeats: 8, sizeDeg: 12 },
    },
  }),
  hush: look('Hush', {
    front: { levelUnit: 0.55 },
    back: { levelUnit: 0.1, colour: 'section:2' },
    heads: { levelUnit: 0, colour: 'section:accent', tiltDeg: 0, beamDeg: 10 },
  }),
  chorus: look('Chorus', {
    front: { levelUnit: 0.6 },
    side: { levelUnit: 0.9, colour: 'section:1', effect: { kind: 'chase', periodBeats: 2, depthUnit: 0.7, spreadUnit: 1 } },
    back: { levelUnit: 1, colour: 'section:0', effect: { kind: 'pulse', periodBeats: 1, depthUnit: 0.4 } },
    heads: {
      levelUnit: 1,
      colour: 'section:1',
      tiltDeg: 2,
      fanDeg: 70,
      beamDeg: 8,
      movement: { kind: 'circle', periodBeats: 4, sizeDeg: 10 },
    },
  }),
  'chorus-sweep': look('Chorus, sweeping', {
    front: { levelUnit: 0.6 },
    side: { levelUnit: 1, colour: 'section:2', effect: { kind: 'chase', periodBeats: 2, depthUnit: 0.7, spreadUnit: 1 } },
    back: { levelUnit: 1, colour: 'section:1', effect: { kind: 'wave', periodBeats: 2, depthUnit: 0.5, spreadUnit: 1 } },
    heads: {
      levelUnit: 1,
      colour: 'section:2',
      tiltDeg: -2,
      fanDeg: 60,
      beamDeg: 8,
      movement: { kind: 'sweep', periodBeats: 8, sizeDeg: 22 },
      effect: { kind: 'chase', periodBeats: 4, depthUnit: 0.6, spreadUnit: 1 },
    },
  }),
  finale: look('Finale', {
    front: { levelUnit: 0.75 },
    side: { levelUnit: 1, colour: 'section:accent', effect: { kind: 'chase', periodBeats: 4, depthUnit: 0.5, spreadUnit: 1 } },
    back: { levelUnit: 1, colour: 'section:0', effect: { kind: 'pulse', periodBeats: 1, depthUnit: 0.3 } },
    heads: {
      levelUnit: 0.8,
      colour: 'section:accent',
      tiltDeg: -6,
      fanDeg: 90,
      beamDeg: 9,
      movement: { kind: 'circle', periodBeats: 8, sizeDeg: 14 },
      effect: { kind: 'sparkle', periodBeats: 1, depthUnit: 0.4 },
    },
  }),
  bow: look('Bow', {
    front: { levelUnit: 0.8 },
    side: { levelUnit: 0.5, colour: '#ffd9a0' },
    back: { levelUnit: 0.6, colour: '#ffb060' },
    heads: { levelUnit: 0.6, colour: '#fff2d8', tiltDeg: -6, fanDeg: 60, beamDeg: 16 },
  }),
}

type PlainCue = PlainShow['cues'][string]
const cue = (
  number: string,
  name: { en: string; ja: string },
  action: PlainCue['action'],
  more: Partial<Pick<PlainCue, 'notes' | 'colour' | 'postWaitMs' | 'continueMode' | 'preWaitMs'>> = {},
): Omit<PlainCue, 'order'> => ({
  number,
  name,
  preWaitMs: 0,
  postWaitMs: 0,
  continueMode: 'none',
  armed: true,
  action,
  ...more,
})
const cueList = [
  cue(
    '1',
    both('House to half, ghost light on', '客電半分、ゴーストライト点灯'),
    { kind: 'look', look: 'preset', fadeMs: 3000 },
    { notes: 'Doors are closed. Wait for front of house.', colour: '#80bafb' },
  ),
  cue(
    '2',
    both('Daisy Bell', 'デイジー・ベル'),
    { kind: 'segment', segmentId: 'daisy' },
    { notes: 'Eight bars of celesta, then she sings.', colour: '#ffd36b', continueMode: 'autoContinue', postWaitMs: 0 },
  ),
  cue('2.5', both('Ghost light out', 'ゴーストライト消灯'), { kind: 'releaseLooks', fadeMs: 2000 }),
  cue('3', both('Hotaru speaks', 'MC'), { kind: 'segment', segmentId: 'talk' }, { notes: 'On applause.', colour: '#8f9fff' }),
  cue(
    '4',
    both('Sakura Sakura', 'さくらさくら'),
    { kind: 'segment', segmentId: 'sakura' },
    { notes: 'Quiet. Hold the room.', colour: '#ffb7cf' },
  ),
  cue(
    '5',
    both('Waiting for you (vamp)', '待ちあい(ヴァンプ)'),
    { kind: 'segment', segmentId: 'waiting' },
    { notes: 'Loops until the next GO. Let them clap.', colour: '#8a4dff' },
  ),
  cue('6', both('Nokoribi', 'のこりび'), { kind: 'segment', segmentId: 'nokoribi' }, { notes: 'Last song.', colour: '#ff8a1f' }),
  cue(
    '7',
    both('Confetti ready', '紙吹雪スタンバイ'),
    { kind: 'osc', messages: [{ address: '/ghostlight/fx/confetti/arm', args: [{ type: 'i', value: 1 }] }] },
    { notes: 'Before the last chorus.' },
  ),
  cue('8', both('Bow', 'カーテンコール'), { kind: 'look', look: 'bow', fadeMs: 1500 }, { colour: '#7cedbe' }),
  cue('9', both('Goodnight: blackout', '終演 暗転'), { kind: 'command', command: 'blackoutOn' }, { notes: 'When she has gone.' }),
]

export const show: PlainShow = {
  $schema: '../../docs/schema/show.schema.json',
  schemaVersion: 1,
  id: 'first-light',
  title: both('First Light', 'ファースト・ライト'),
  performers: {
    hotaru: { name: both('Hotaru', 'ほたる'), singer: { kind: 'builtIn', design: 'hotaru' }, avatar: { kind: 'builtIn', look: 'hotaru' } },
  },
  setlist: {
    daisy: { order: 'a', kind: 'song', name: both('Daisy Bell', 'デイジー・ベル'), songId: 'daisy-bell', fadeOutMs: 1500 },
    talk: { order: 'b', kind: 'mc', name: both('Hotaru speaks', 'MC'), songId: 'talk', fadeOutMs: 500 },
    sakura: { order: 'c', kind: 'song', name: both('Sakura Sakura', 'さくらさくら'), songId: 'sakura', fadeOutMs: 2000 },
    waiting: { order: 'd', kind: 'vamp', name: both('Waiting for you', '待ちあい'), songId: 'waiting', fadeOutMs: 400 },
    nokoribi: { order: 'e', kind: 'song', name: both('Nokoribi', 'のこりび'), songId: 'nokoribi', fadeOutMs: 1500 },
  },
  cues: keyed(
    'q',
    cueList.map((c, i) => ({ order: String.fromCharCode(97 + i), ...c })),
  ),
  looks,
  settings: { startLeadMs: 100, goLockOutMs: 600, audienceDelayMs: 2000, panicFadeMs: 1500 },
  credits: {
    c001: { order: 'a', name: 'Ghostlight project', role: 'show, performer, voice, light', licence: 'CC-BY-4.0' },
    c002: { order: 'b', name: 'Harry Dacre (1857–1922)', role: 'words and music of Daisy Bell', licence: 'public domain' },
    c003: { order: 'c', name: 'Traditional (Japan)', role: 'Sakura Sakura', licence: 'public domain' },
  },
}

type PlainVenue = Plain<Venue>
type PlainFixture = PlainVenue['fixtures'][string]
const fixtures: Record<string, PlainFixture> = {}
let number = 1
let slot = 1
const hang = (
  kind: PlainFixture['kind'],
  slots: number,
  group: string,
  name: string,
  positionM: [number, number, number],
  aimM: [number, number, number],
) => {
  const id = `${group}-${Object.keys(fixtures).filter((k) => k.startsWith(group)).length + 1}`
  fixtures[id] = { order: `f${String(number).padStart(2, '0')}`, number, name, kind, universe: 1, slot, groups: [group], positionM, aimM }
  number += 1
  slot += slots
}
for (const x of [-3, -1, 1, 3]) hang('dimmer', 1, 'front', `Front ${x < 0 ? 'left' : 'right'}`, [x, 5, 6], [x * 0.8, 0, 3.4])
for (const [i, z] of [-0.6, -2.2].entries())
  for (const side of [-1, 1]) hang('rgb', 3, 'side', `Side ${side < 0 ? 'left' : 'right'} ${i + 1}`, [side * 4.6, 2.4, z], [0, 1.2, 0])
for (const x of [-3.6, -1.2, 1.2, 3.6]) hang('rgb', 3, 'back', 'Back wash', [x, 4.6, -3.4], [x * 0.4, 0.4, 0.5])
for (const x of [-4.2, -3, -1.8, -0.6, 0.6, 1.8, 3, 4.2]) hang('movingHead', 9, 'heads', 'Moving head', [x, 5, -3], [x * 0.6, 0, 3.5])

export const venue: PlainVenue = {
  $schema: '../../docs/schema/venue.schema.json',
  schemaVersion: 1,
  id: 'living-room',
  name: 'Any room with a projector',
  outputs: {
    gauze: { order: 'a', kind: 'screen', name: 'Gauze', widthPx: 1920, heightPx: 1080, displayLatencyMs: 0, mirror: false, required: true },
    sound: { order: 'b', kind: 'sound', name: 'House sound', required: true },
  },
  targets: {
    desk: {
      order: 'a',
      kind: 'osc',
      name: 'Lighting desk',
      host: '127.0.0.1',
      port: 7770,
      profile: 'generic',
      latencyMs: 0,
      universes: [1],
      enabled: false,
    },
  },
  fixtures,
}
