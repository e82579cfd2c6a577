import { arm, but } from './arm-shapes.ts'
import type { MoveSheet } from './move.ts'

// Moves in four for what comes before a chorus and after it: a kick that travels nowhere, and an arm phrase between her and the hall.

const four = { metre: 4, homeBpm: 132, windowBpm: [92, 176] } as const

/** Kicks from the hip, right and left, arms swinging against the legs, chest leaning away. */
const swingKick: MoveSheet = {
  ...four,
  name: 'swing-kick',
  title: { en: 'Swing kick', ja: 'スウィングキック' },
  kind: 'step',
  lengthBeats: 4,
  energyUnit: 0.65,
  entry: 'left',
  exit: 'left',
  lead: 'rightFoot',
  accents: [0],
  groove: { periodBeats: 1, lowBeat: 0.5, dipM: 0.026, chestDeg: 2, nodDeg: 3, sharp: 1.3 },
  stance: { left: { x: 0.03, z: 0, yaw: 12 }, right: { x: 0.03, z: 0.02, yaw: 12 } },
  steps: [
    { foot: 'left', lift: 1.55, land: 2.45, height: 0.26, through: [0.1, 0.36], landing: 'ball' },
    { foot: 'right', lift: 3.55, land: 4.45, height: 0.26, through: [0.1, 0.36], landing: 'ball' },
  ],
  hips: [
    [0, { x: 0.1, y: 0.0, z: -0.03, yaw: -10, tilt: -4, pitch: -5 }, 'hit'],
    [1, { x: 0.02, y: -0.03, z: 0, yaw: 0, tilt: 0, pitch: 2 }],
    [2, { x: -0.1, y: 0.0, z: -0.03, yaw: 10, tilt: 4, pitch: -5 }, 'hit'],
    [3, { x: -0.02, y: -0.03, z: 0, yaw: 0, tilt: 0, pitch: 2 }],
  ],
  chest: [
    [0, { yaw: 20, pitch: -8, tilt: 7 }, 'hit'],
    [1, { yaw: 4, pitch: 6 }],
    [2, { yaw: -20, pitch: -8, tilt: -7 }, 'hit'],
    [3, { yaw: -4, pitch: 6 }],
  ],
  head: [
    [0, { yaw: -8, pitch: -6, tilt: -6 }, 'hit'],
    [1, { pitch: 4 }],
    [2, { yaw: 8, pitch: -6, tilt: 6 }, 'hit'],
    [3, { pitch: 4 }],
  ],
  leftHand: [
    [0, { azimuth: 20, elevation: 6, reach: 0.9, palm: [-0.6, -0.7, 0.2], shape: 'open' }, 'hit'],
    [1, but(arm.guard, { azimuth: 40, elevation: -48, reach: 0.66 })],
    [2, { azimuth: 118, elevation: -22, reach: 0.92, palm: [-0.2, -0.9, 0], shape: 'open' }, 'hit'],
    [3, but(arm.guard, { azimuth: 44, elevation: -46, reach: 0.66 })],
  ],
  rightHand: [
    [0, { azimuth: 118, elevation: -22, reach: 0.92, palm: [-0.2, -0.9, 0], shape: 'open' }, 'hit'],
    [1, but(arm.guard, { azimuth: 44, elevation: -46, reach: 0.66 })],
    [2, { azimuth: 20, elevation: 6, reach: 0.9, palm: [-0.6, -0.7, 0.2], shape: 'open' }, 'hit'],
    [3, but(arm.guard, { azimuth: 40, elevation: -48, reach: 0.66 })],
  ],
}

/** Steps towards the hall with one hand held out high, catches what comes back and closes her fist on it. */
export const reachGather: MoveSheet = {
  ...four,
  followsMs: { elbow: 44, wrist: 112, fingers: 135 },
  name: 'reach-gather',
  title: { en: 'Reach and gather', ja: '手をのばす' },
  kind: 'arms',
  lengthBeats: 8,
  energyUnit: 0.55,
  entry: 'right',
  exit: 'left',
  lead: 'rightHand',
  accents: [0, 4],
  groove: { periodBeats: 2, lowBeat: 0, dipM: 0.022, chestDeg: 2, nodDeg: 2 },
  stance: { left: { x: 0.05, z: -0.03, yaw: 20 }, right: { x: 0.05, z: 0.2, yaw: 6 } },
  steps: [
    { foot: 'right', lift: 3.1, land: 3.9, x: 0.06, z: -0.04, yaw: 20, height: 0.05 },
    { foot: 'right', lift: 7.2, land: 8, x: 0.05, z: 0.2, yaw: 6, height: 0.06, landing: 'heel' },
  ],
  leftHeel: [
    [0, 22, 'hit'],
    [2.2, 18],
    [3.4, 0],
    [6.8, 0],
  ],
  rightHeel: [
    [0, 0],
    [3.6, 0],
    [4.6, 12],
    [6.8, 10],
  ],
  hips: [
    [0, { x: -0.04, y: -0.02, z: 0.12, yaw: 14, tilt: -4, pitch: 3 }, 'hit'],
    [2, { x: -0.05, y: -0.012, z: 0.13, yaw: 16, tilt: -5, pitch: 2 }],
    [4, { x: 0.07, y: -0.03, z: -0.03, yaw: -12, tilt: 6, pitch: 2 }, 'hit'],
    [6.4, { x: 0.075, y: -0.012, z: -0.02, yaw: -8, tilt: 7 }],
  ],
  chest: [
    [0, { yaw: 14, pitch: -4, tilt: 5 }, 'hit'],
    [2, { yaw: 17, pitch: -7, tilt: 7 }],
    [4, { yaw: -8, pitch: 10, tilt: -4 }, 'hit'],
    [6.2, { yaw: -5, pitch: 1, tilt: -5 }],
  ],
  head: [
    [0, { yaw: -6, pitch: -8, tilt: 4 }, 'hit'],
    [2, { yaw: -10, pitch: -12, tilt: 6 }],
    [4.1, { yaw: 4, pitch: 14, tilt: -7 }, 'hit'],
    [6.2, { yaw: 2, pitch: -2, tilt: -4 }],
  ],
  leftHand: [
    [0, but(arm.lowSide, { azimuth: 96, elevation: -36, reach: 0.93, shape: 'graceful' }), 'hit'],
    [2, but(arm.lowSide, { azimuth: 92, elevation: -26, reach: 0.94, shape: 'graceful' })],
    [4.2, but(arm.lowSide, { azimuth: 110, elevation: -52, reach: 0.84, shape: 'fist' }), 'hit'],
    [6.4, but(arm.lowSide, { azimuth: 84, elevation: -58, reach: 0.88, shape: 'soft' })],
  ],
  rightHand: [
    [0, { azimuth: 62, elevation: 36, reach: 0.985, palm: [-0.2, 0.5, 1], shape: 'open', flex: -14 }, { over: 0.8 }],
    [2, { azimuth: 58, elevation: 46, reach: 0.985, palm: [-0.3, 0.6, 0.8], shape: 'graceful', flex: -18 }],
    [3, { azimuth: 50, elevation: 27, reach: 0.84, palm: [-0.4, 0.6, -0.2], shape: 'soft' }],
    [
      3.96,
      { azimuth: 46, elevation: -24, reach: 0.54, palm: [-0.6, 0.1, -0.8], shape: 'fist', elbow: [0.3, -0.6, -0.3], flex: 34 },
      { over: 0.7 },
    ],
    [6.4, { azimuth: 26, elevation: -48, reach: 0.74, palm: [-0.6, 0.4, -0.4], shape: 'soft' }],
    [7.3, { azimuth: 56, elevation: -24, reach: 0.8, palm: [-0.5, 0.2, 0.3], shape: 'soft' }],
  ],
}

export const popMore: readonly MoveSheet[] = [swingKick, reachGather]
