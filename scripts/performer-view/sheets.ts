import type { Cell } from './view.ts'

export interface Sheet {
  readonly cells: readonly Cell[]
  readonly cellPx: readonly [number, number]
  readonly columns: number
}

type Pose = Cell['pose']
const black = '#000000'
const grey = '#8a8a8a'

const relaxedFingers = (curl: number): Pose =>
  Object.fromEntries(
    (['left', 'right'] as const).flatMap((side) =>
      ['Index', 'Middle', 'Ring', 'Little'].flatMap((finger, i) =>
        ['Proximal', 'Intermediate', 'Distal'].map((joint) => [
          `${side}${finger}${joint}`,
          [0, 0, (side === 'left' ? -1 : 1) * (curl + i * 3)] as const,
        ]),
      ),
    ),
  )

const armsDown: Pose = {
  leftUpperArm: [0, 0, -72],
  rightUpperArm: [0, 0, 72],
  leftLowerArm: [0, -14, 0],
  rightLowerArm: [0, 14, 0],
  leftShoulder: [0, 0, -4],
  rightShoulder: [0, 0, 4],
  ...relaxedFingers(14),
}
/** Every long bone turned about itself, arms straight out: where cloth winds up. */
const twisted = (deg: number): Pose => ({
  leftUpperArm: [deg, 0, 0],
  rightUpperArm: [deg, 0, 0],
  leftLowerArm: [0, 0, 0],
  leftHand: [deg, 0, 0],
  rightHand: [deg, 0, 0],
  leftUpperLeg: [0, deg / 2, 14],
  rightUpperLeg: [0, -deg / 2, -14],
  leftFoot: [0, deg / 3, 0],
  rightFoot: [0, -deg / 3, 0],
})
/** Weight on one hip, one arm lifted: how she should look when she simply stands there. */
const contrapposto: Pose = {
  hips: [0, 8, 4],
  spine: [0, -3, -4],
  chest: [0, -4, -4],
  neck: [0, 2, 2],
  head: [4, 6, 4],
  leftUpperLeg: [-4, 0, -3],
  rightUpperLeg: [-16, -16, -9],
  rightLowerLeg: [22, 0, 0],
  rightFoot: [-4, 0, 0],
  leftFoot: [4, 0, -1],
  leftShoulder: [0, 0, -3],
  leftUpperArm: [10, 0, -66],
  leftLowerArm: [0, -40, 0],
  rightUpperArm: [0, 30, 52],
  rightLowerArm: [0, 96, 30],
  rightHand: [0, 0, -10],
  ...relaxedFingers(16),
}
const poses: Readonly<Record<string, { pose: Pose; hipsOffsetM?: readonly [number, number, number] }>> = {
  armsDown: { pose: armsDown },
  armsUp: { pose: { leftUpperArm: [0, 0, 68], rightUpperArm: [0, 0, -68], leftShoulder: [0, 0, 16], rightShoulder: [0, 0, -16] } },
  armsFront: {
    pose: {
      leftUpperArm: [0, -84, -8],
      rightUpperArm: [0, 84, 8],
      leftLowerArm: [0, -78, 0],
      rightLowerArm: [0, 70, 0],
      leftShoulder: [0, -14, 0],
      rightShoulder: [0, 14, 0],
    },
  },
  lunge: {
    pose: {
      ...armsDown,
      leftUpperLeg: [-72, 0, 0],
      leftLowerLeg: [78, 0, 0],
      rightUpperLeg: [32, 0, 0],
      rightLowerLeg: [40, 0, 0],
      rightFoot: [10, 0, 0],
      rightToes: [-40, 0, 0],
    },
    hipsOffsetM: [0, -0.26, 0],
  },
  sit: {
    pose: { ...armsDown, leftUpperLeg: [-88, 8, 0], leftLowerLeg: [88, 0, 0], rightUpperLeg: [-88, -8, 0], rightLowerLeg: [88, 0, 0] },
    hipsOffsetM: [0, -0.4, 0],
  },
  deepKnee: {
    pose: {
      ...armsDown,
      spine: [16, 0, 0],
      leftUpperLeg: [-108, 20, 0],
      leftLowerLeg: [128, 0, 0],
      leftFoot: [-24, 0, 0],
      rightUpperLeg: [-108, -20, 0],
      rightLowerLeg: [128, 0, 0],
      rightFoot: [-24, 0, 0],
    },
    hipsOffsetM: [0, -0.48, 0],
  },
  walk: {
    pose: {
      ...armsDown,
      leftUpperLeg: [-26, 0, 0],
      leftLowerLeg: [8, 0, 0],
      rightUpperLeg: [20, 0, 0],
      rightLowerLeg: [24, 0, 0],
      rightFoot: [8, 0, 0],
    },
  },
  crossed: {
    pose: {
      leftUpperArm: [0, -62, -50],
      rightUpperArm: [0, 62, 50],
      leftLowerArm: [0, -108, -10],
      rightLowerArm: [0, 108, 10],
      leftShoulder: [0, -14, 0],
      rightShoulder: [0, 14, 0],
    },
  },
  twistOut: { pose: twisted(90) },
  twistIn: { pose: twisted(-90) },
  splits: {
    pose: { ...armsDown, leftUpperLeg: [-84, 0, 0], rightUpperLeg: [74, 0, 0], leftFoot: [30, 0, 0], rightFoot: [40, 0, 0] },
    hipsOffsetM: [0, -0.72, 0],
  },
  straddle: { pose: { ...armsDown, leftUpperLeg: [0, 0, 62], rightUpperLeg: [0, 0, -62] }, hipsOffsetM: [0, -0.44, 0] },
  kick: { pose: { ...armsDown, rightUpperLeg: [30, 0, 20], rightLowerLeg: [70, 0, 0], leftUpperArm: [0, 0, 40] } },
  stand: { pose: contrapposto },
}

const full = (name: string, azimuthDeg: number, background: string): Cell => ({
  pose: poses[name]!.pose,
  ...(poses[name]!.hipsOffsetM ? { hipsOffsetM: poses[name]!.hipsOffsetM } : {}),
  expressions: {},
  azimuthDeg,
  centreM: [0, 0.88, 0],
  spanM: 1.92,
  background,
})
const near = (name: string, azimuthDeg: number, centreM: Cell['centreM'], spanM: number): Cell => ({
  ...full(name, azimuthDeg, grey),
  centreM,
  spanM,
})
const face = (expressions: Record<string, number>, azimuthDeg = 0, look?: readonly [number, number]): Cell => ({
  pose: armsDown,
  expressions,
  azimuthDeg,
  centreM: [0, 1.545, 0],
  spanM: 0.36,
  background: grey,
  ...(look ? { look } : {}),
})

export const sheets: Readonly<Record<string, Sheet>> = {
  turn: { cells: [0, 40, 90, 180].map((azimuth) => full('armsDown', azimuth, grey)), cellPx: [440, 900], columns: 4 },
  turnBlack: { cells: [0, 40, 90, 180].map((azimuth) => full('stand', azimuth, black)), cellPx: [440, 900], columns: 4 },
  tpose: {
    cells: [
      { pose: {}, expressions: {}, azimuthDeg: 0, centreM: [0, 0.88, 0], spanM: 1.9, background: grey },
      { pose: {}, expressions: {}, azimuthDeg: 180, centreM: [0, 0.88, 0], spanM: 1.9, background: grey },
    ],
    cellPx: [800, 820],
    columns: 2,
  },
  backfaces: {
    cells: [20, 160, 90].map((azimuthDeg) => ({
      pose: armsDown,
      expressions: {},
      azimuthDeg,
      centreM: [0, 0.88, 0] as const,
      spanM: 1.9,
      background: '#202040',
      debug: 'backfaces' as const,
    })),
    cellPx: [500, 900],
    columns: 3,
  },
  face: {
    cells: [face({}, 0), face({}, 35), face({}, 90), face({ blink: 1 }), face({}, -35), face({}, 180)],
    cellPx: [520, 520],
    columns: 3,
  },
  mouths: {
    cells: [
      face({ aa: 1 }),
      face({ ih: 1 }),
      face({ ou: 1 }),
      face({ ee: 1 }),
      face({ oh: 1 }),
      face({ aa: 1 }, 40),
      face({ ou: 1 }, 90),
      face({ aa: 0.5 }),
    ],
    cellPx: [420, 420],
    columns: 4,
  },
  moods: {
    cells: [
      face({ happy: 1 }),
      face({ sad: 1 }),
      face({ surprised: 1 }),
      face({ relaxed: 1 }),
      face({ angry: 1 }),
      face({ happy: 1, aa: 0.8 }),
      face({ blinkLeft: 1, happy: 0.6 }),
      face({}, 0, [35, 0]),
    ],
    cellPx: [420, 420],
    columns: 4,
  },
  stress: {
    cells: ['armsUp', 'armsFront', 'lunge', 'sit', 'deepKnee', 'walk', 'kick', 'stand']
      .flatMap((name) => [full(name, 25, grey)])
      .concat([
        full('armsUp', 160, grey),
        full('armsFront', 60, grey),
        full('lunge', 120, grey),
        full('sit', 150, grey),
        full('deepKnee', 140, grey),
        full('walk', 130, grey),
        full('kick', 140, grey),
        full('armsDown', 140, grey),
      ]),
    cellPx: [330, 560],
    columns: 8,
  },
  bends: {
    cells: [
      near('armsFront', 10, [0, 1.3, 0.1], 0.8),
      near('crossed', 0, [0, 1.25, 0.1], 0.8),
      near('armsUp', 0, [0, 1.42, 0], 0.8),
      near('armsUp', 160, [0, 1.42, 0], 0.8),
      near('twistOut', 0, [0.35, 1.33, 0], 0.8),
      near('twistIn', 0, [0.35, 1.33, 0], 0.8),
      near('deepKnee', 40, [0, 0.5, 0.1], 0.9),
      near('splits', 60, [0, 0.2, 0], 1.2),
      near('straddle', 0, [0, 0.42, 0], 1.1),
      near('lunge', 50, [0, 0.55, 0.1], 0.9),
      near('twistOut', 10, [0, 0.75, 0], 0.8),
      near('twistIn', 10, [0, 0.75, 0], 0.8),
    ],
    cellPx: [480, 480],
    columns: 4,
  },
  bust: {
    cells: [0, 35, 145].map((azimuthDeg) => ({
      pose: armsDown,
      expressions: {},
      azimuthDeg,
      centreM: [0, 1.35, 0] as const,
      spanM: 0.78,
      background: grey,
    })),
    cellPx: [640, 760],
    columns: 3,
  },
  hands: {
    cells: [
      { pose: {}, expressions: {}, azimuthDeg: 0, elevationDeg: 70, centreM: [0.68, 1.335, 0], spanM: 0.3, background: grey },
      { pose: {}, expressions: {}, azimuthDeg: 40, centreM: [0.68, 1.335, 0], spanM: 0.3, background: grey },
      { pose: relaxedFingers(60), expressions: {}, azimuthDeg: 40, centreM: [0.68, 1.335, 0], spanM: 0.3, background: grey },
      { pose: {}, expressions: {}, azimuthDeg: 40, centreM: [0.09, 0.15, 0.05], spanM: 0.5, background: grey },
      { pose: {}, expressions: {}, azimuthDeg: 90, centreM: [0.09, 0.15, 0.05], spanM: 0.5, background: grey },
    ],
    cellPx: [420, 420],
    columns: 5,
  },
  eyes: {
    cells: [
      { ...face({}), centreM: [0, 1.53, 0], spanM: 0.1 },
      { ...face({}, 18), centreM: [-0.02, 1.53, 0.06], spanM: 0.09 },
      { ...face({}, 40), centreM: [0.02, 1.53, 0.06], spanM: 0.1 },
      { ...face({}, -50), centreM: [0, 1.53, 0.06], spanM: 0.12 },
      { ...face({ blink: 0.5 }), centreM: [0, 1.53, 0], spanM: 0.1 },
    ],
    cellPx: [760, 500],
    columns: 2,
  },
  walk: {
    cells: [140, 100].flatMap((azimuthDeg) =>
      [0, 1, 2, 3, 4, 5, 6, 7].map((i) => ({
        ...full('armsDown', azimuthDeg, grey),
        centreM: [0, 0.55, 0] as const,
        spanM: 1.15,
        walkPhase: i / 8,
        settleS: 2,
      })),
    ),
    cellPx: [330, 520],
    columns: 8,
  },
  portrait: {
    cells: [{ ...face({ happy: 0.5 }, 18), pose: contrapposto, background: black, spanM: 0.5, centreM: [0, 1.5, 0] }],
    cellPx: [900, 900],
    columns: 1,
  },
}
