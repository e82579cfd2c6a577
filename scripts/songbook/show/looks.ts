/** What the light of the demo show can do. Groups: front (white dimmers), side (RGB left and right), back (RGB behind her), heads (eight moving heads). */
import type { Show } from '@ghostlight/timeline'
import type { Plain } from '../score.ts'

type Looks = Plain<Show>['looks']
type GroupLook = Looks[string]['groups'][string]
type Shape = Omit<GroupLook, 'levelUnit' | 'colour'>

const look = (name: string, groups: Record<string, GroupLook>) => ({ name, groups })
/** Lamps that only shine. */
const wash = (levelUnit: number, colour: string, more: Shape = {}): GroupLook => ({ levelUnit, colour, ...more })
const white = (levelUnit: number): GroupLook => ({ levelUnit })
/** Moving heads: how far up they point, how far they spread, how wide each beam is. */
const heads = (
  [levelUnit, colour]: readonly [number, string],
  [tiltDeg, fanDeg, beamDeg]: readonly [number, number, number],
  more: Shape = {},
): GroupLook => ({ levelUnit, colour, tiltDeg, ...(fanDeg === 0 ? {} : { fanDeg }), beamDeg, ...more })

type Effect = NonNullable<GroupLook['effect']>
const effect = (kind: Effect['kind'], periodBeats: number, depthUnit: number, spreadUnit?: number): Pick<GroupLook, 'effect'> => ({
  effect: { kind, periodBeats, depthUnit, ...(spreadUnit === undefined ? {} : { spreadUnit }) },
})
/** Sweeping heads are spread over the period: what swings out on one side of her is met from the other. */
const move = (kind: NonNullable<GroupLook['movement']>['kind'], periodBeats: number, sizeDeg: number): Pick<GroupLook, 'movement'> => ({
  movement: { kind, periodBeats, sizeDeg, ...(kind === 'sweep' ? { spreadUnit: 1 } : {}) },
})

type Hues = NonNullable<GroupLook['colourEffect']>['colours']
/** Colours that go round in lamps whose level somebody else says: of levels the highest counts, of colours the latest. */
const tint = (kind: NonNullable<GroupLook['colourEffect']>['kind'], periodBeats: number, colours: Hues): GroupLook => ({
  levelUnit: 0,
  colourEffect: { kind, periodBeats, colours },
})

export const looks: Looks = {
  preset: look('Ghost light', {
    front: white(0.12),
    heads: { levelUnit: 0.1, colourPalette: 'lamplight', tiltDeg: -20, beamDeg: 30 },
    back: wash(0.15, '#3a3f8f'),
  }),
  lantern: look('Lantern', {
    front: white(0.3),
    back: wash(0.35, 'section:2'),
    heads: heads([0.4, 'section:0'], [-8, 50, 14], effect('pulse', 6, 0.4, 0.5)),
  }),
  verse: look('Verse', {
    front: white(0.4),
    side: wash(0.45, 'section:1'),
    back: wash(0.4, 'section:2'),
    heads: heads([0.3, 'section:0'], [-4, 40, 18]),
  }),
  'verse-wide': look('Verse, wider', {
    front: white(0.45),
    side: wash(0.6, 'section:1', effect('wave', 6, 0.3, 0.5)),
    back: wash(0.55, 'section:2'),
    heads: heads([0.5, 'section:0'], [10, 70, 14], move('sweep', 12, 10)),
  }),
  waltz: look('Waltz', {
    front: white(0.5),
    side: wash(0.7, 'section:1', effect('chase', 3, 0.7, 1)),
    back: wash(0.8, 'section:0', effect('pulse', 3, 0.35)),
    heads: heads([0.8, 'section:accent'], [2, 50, 9], { ...move('sweep', 6, 14), ...effect('wave', 3, 0.5, 1) }),
  }),
  'waltz-full': look('Waltz, full', {
    front: white(0.6),
    side: wash(0.9, 'section:1', effect('chase', 3, 0.6, 1)),
    back: wash(1, 'section:0', effect('pulse', 3, 0.3)),
    heads: heads([1, 'section:2'], [-2, 70, 8], { ...move('circle', 6, 12), ...effect('wave', 3, 0.35, 1) }),
  }),
  moon: look('Moon', {
    front: white(0.15),
    back: wash(0.4, 'section:0'),
    heads: heads([0.35, 'section:1'], [-14, 20, 22]),
  }),
  petals: look('Petals', {
    front: white(0.35),
    side: wash(0.4, 'section:0'),
    back: wash(0.45, 'section:1', effect('wave', 8, 0.3, 1)),
    heads: heads([0.5, 'section:0'], [0, 50, 20], { ...effect('sparkle', 2, 0.5), ...move('nod', 16, 8) }),
  }),
  mist: look('Mist', {
    front: white(0.3),
    side: wash(0.6, 'section:0'),
    back: wash(0.75, 'section:2', effect('wave', 8, 0.4, 1)),
    heads: heads([0.7, 'section:accent'], [0, 60, 16], move('sweep', 16, 18)),
  }),
  talk: look('Talk', {
    front: white(0.6),
    side: wash(0.25, 'section:1'),
    back: wash(0.25, 'section:2'),
    heads: heads([0.2, 'section:0'], [-10, 30, 24]),
  }),
  waiting: look('Waiting', {
    front: white(0.2),
    back: wash(0.5, 'section:0', effect('pulse', 1, 0.5)),
    side: {
      ...wash(0.35, 'section:1', effect('chase', 4, 0.9, 1)),
      colourEffect: { kind: 'chase', periodBeats: 12, colours: ['section:0', 'section:1', 'section:2'] },
    },
    heads: heads([0.55, 'section:1'], [4, 60, 10], move('circle', 8, 14)),
  }),
  build: look('Build', {
    front: white(0.4),
    side: wash(0.7, 'section:1', effect('chase', 4, 0.9, 1)),
    back: wash(0.8, 'section:0', effect('pulse', 1, 0.5)),
    heads: heads([0.85, 'section:2'], [6, 60, 8], move('sweep', 4, 14)),
  }),
  rise: look('Rise', {
    front: white(0.45),
    side: wash(0.6, 'section:1', effect('wave', 4, 0.5, 1)),
    back: wash(0.7, 'section:0'),
    heads: heads([0.75, 'section:2'], [4, 40, 9], move('nod', 8, 12)),
  }),
  hush: look('Hush', {
    front: white(0.55),
    back: wash(0.1, 'section:2'),
    heads: heads([0, 'section:accent'], [0, 0, 10]),
  }),
  chorus: look('Chorus', {
    front: white(0.6),
    side: wash(0.9, 'section:1', effect('chase', 2, 0.7, 1)),
    back: wash(1, 'section:0', effect('pulse', 1, 0.4)),
    heads: heads([1, 'section:1'], [2, 70, 8], move('circle', 4, 10)),
  }),
  'chorus-sweep': look('Chorus, sweeping', {
    front: white(0.6),
    side: wash(1, 'section:2', effect('chase', 2, 0.7, 1)),
    back: wash(1, 'section:1', effect('wave', 2, 0.5, 1)),
    heads: heads([1, 'section:2'], [-2, 60, 8], { ...move('sweep', 8, 22), ...effect('chase', 4, 0.6, 1) }),
  }),
  finale: look('Finale', {
    front: white(0.75),
    side: wash(1, 'section:accent', effect('chase', 4, 0.5, 1)),
    back: wash(1, 'section:0', effect('pulse', 1, 0.3)),
    heads: heads([0.8, 'section:accent'], [-6, 90, 9], { ...move('circle', 8, 14), ...effect('sparkle', 1, 0.4) }),
  }),
  bow: look('Bow', {
    front: white(0.8),
    side: wash(0.5, '#ffd9a0'),
    back: wash(0.6, '#ffb060'),
    heads: heads([0.6, '#fff2d8'], [-6, 60, 16]),
  }),
  fairground: look('Fairground colours', {
    side: tint('wave', 12, ['#ffd36b', '#ff8fb0', '#6fa0ff']),
    back: tint('wave', 12, ['#ff8fb0', '#6fa0ff', '#ffd36b']),
  }),
  'blossom-air': look('A breath of blossom', {
    side: { levelUnit: 0, colourPalette: 'blossom' },
    back: { levelUnit: 0, colourPalette: 'blossom' },
    heads: { levelUnit: 0, colourPalette: 'blossom', positionPalette: 'overhead' },
  }),
  'petal-colours': look('Petals drifting', {
    side: tint('sparkle', 8, ['section:0', 'section:accent', 'section:1']),
    back: tint('wave', 16, ['section:1', 'section:0', 'section:accent']),
  }),
  glitter: look('Gold', {
    heads: { ...tint('sparkle', 1, ['#ffd36b', '#fff6d8', '#ffa31f']), movement: { kind: 'wave', periodBeats: 8, sizeDeg: 10 } },
  }),
}

/** Colours and positions that looks share by name. */
export const palettes: NonNullable<Plain<Show>['palettes']> = {
  blossom: { kind: 'colour', name: 'Blossom', colour: '#ffb7cf' },
  lamplight: { kind: 'colour', name: 'Lamplight', colour: '2700K' },
  overhead: { kind: 'position', name: 'Over the heads', tiltDeg: 8, fanDeg: 60 },
}
