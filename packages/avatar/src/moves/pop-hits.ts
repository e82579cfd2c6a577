import { arm, but } from './arm-shapes.ts'
import type { MoveSheet } from './move.ts'

// Moves in four for choruses: big shapes of the arms, wide of the body, that hit the accents and read from the last row.

const four = { metre: 4, homeBpm: 132, windowBpm: [92, 176] } as const

/** Points to the gallery, then to somebody far down the row. */
const pointUp: MoveSheet = {
  ...four,
  name: 'point-up',
  title: { en: 'Point to the sky', ja: '空を指す' },
  kind: 'point',
  lengthBeats: 4,
  energyUnit: 0.75,
  entry: 'right',
  exit: 'left',
  lead: 'rightHand',
  accents: [0, 2],
  groove: { periodBeats: 1, lowBeat: 0, dipM: 0.032, chestDeg: 2, nodDeg: 3, sharp: 1.5 },
  stance: { left: { x: 0.1, z: 0, yaw: 20 }, right: { x: 0.24, z: 0, yaw: 12 } },
  steps: [
    { foot: 'right', lift: 1.45, land: 2, x: 0.02, z: 0.16, yaw: 8, height: 0.06, landing: 'heel' },
    { foot: 'right', lift: 3.45, land: 4, x: 0.24, z: 0, yaw: 12, height: 0.06 },
  ],
  leftHeel: [
    [0, 26, 'hit'],
    [1, 14],
    [1.9, 0, 'hit'],
    [2.8, 20],
    [3.4, 0, 'hit'],
  ],
  hips: [
    [0, { x: -0.15, y: 0.004, yaw: -10, tilt: -8 }, 'hit'],
    [1, { x: -0.11, y: -0.005, yaw: -4, tilt: -3 }],
    [2, { x: 0.0, y: -0.005, z: 0.09, yaw: 12, tilt: 2, pitch: 2 }, 'hit'],
    [3.2, { x: 0.07, y: -0.013, z: 0.02, yaw: 6, tilt: 6 }],
  ],
  chest: [
    [0, { yaw: -14, pitch: -9, tilt: 11 }, 'hit'],
    [1, { yaw: -9, pitch: -4, tilt: 7 }],
    [2, { yaw: 16, pitch: 7, tilt: -2 }, 'hit'],
    [3.1, { yaw: 6, pitch: 3, tilt: -9 }],
  ],
  head: [
    [0, { yaw: -26, pitch: -14, tilt: 4 }, 'hit'],
    [1, { yaw: -16, pitch: -8 }],
    [2, { yaw: 2, pitch: 1, tilt: -7 }, 'hit'],
    [3.1, { yaw: 8, pitch: 4, tilt: -5 }],
  ],
  leftHand: [
    [0, arm.onHip, 'hit'],
    [1, but(arm.onHip, { elevation: -74 })],
    [2, but(arm.lowSide, { azimuth: 112, elevation: -38 }), 'hit'],
    [3.2, but(arm.guard, { azimuth: 50, elevation: -52, reach: 0.7 })],
  ],
  rightHand: [
    [0, but(arm.high, { azimuth: 74, elevation: 50, reach: 0.985, shape: 'point', palm: [-0.3, -1, 0.4], flex: -4 }), { over: 0.6 }],
    [1.05, but(arm.high, { azimuth: 76, elevation: 40, reach: 0.96, shape: 'point', palm: [-0.3, -1, 0.4] })],
    [2, { azimuth: 66, elevation: 8, reach: 0.98, palm: [-0.4, -0.9, 0.3], shape: 'point', flex: -4 }, { over: 0.65 }],
    [3.2, but(arm.guard, { azimuth: 10, elevation: -46, reach: 0.6 })],
  ],
}

/** Both arms overhead from side to side, as if the whole hall were holding lights. */
const lightSway: MoveSheet = {
  ...four,
  name: 'light-sway',
  title: { en: 'Sway of lights', ja: '光のゆれ' },
  kind: 'arms',
  lengthBeats: 4,
  energyUnit: 0.8,
  entry: 'left',
  exit: 'right',
  lead: 'leftHand',
  accents: [0, 2],
  groove: { periodBeats: 1, lowBeat: 0, dipM: 0.03, chestDeg: 2, nodDeg: 3, sharp: 1.3 },
  stance: { left: { x: 0.24, z: 0, yaw: 16 }, right: { x: 0.24, z: 0, yaw: 16 } },
  steps: [
    { foot: 'right', lift: 0.5, land: 1, x: -0.08, z: 0, yaw: 14, height: 0.05 },
    { foot: 'right', lift: 1.45, land: 2, x: 0.24, z: 0, yaw: 16, height: 0.06 },
    { foot: 'left', lift: 2.5, land: 3, x: -0.08, z: 0, yaw: 14, height: 0.05 },
    { foot: 'left', lift: 3.45, land: 4, x: 0.24, z: 0, yaw: 16, height: 0.06 },
  ],
  hips: [
    [0, { x: 0.13, y: -0.005, yaw: 4, tilt: 5 }],
    [0.8, { x: 0.2, y: 0.006, yaw: 2, tilt: 8 }],
    [2, { x: -0.13, y: -0.005, yaw: -4, tilt: -5 }],
    [2.8, { x: -0.2, y: 0.006, yaw: -2, tilt: -8 }],
  ],
  chest: [
    [0, { yaw: 5, pitch: -7, tilt: -15 }, 'hit'],
    [1, { yaw: 3, pitch: -2, tilt: -7 }],
    [2, { yaw: -5, pitch: -7, tilt: 15 }, 'hit'],
    [3, { yaw: -3, pitch: -2, tilt: 7 }],
  ],
  head: [
    [0, { yaw: 10, pitch: -8, tilt: -8 }, 'hit'],
    [1, { yaw: 4, pitch: -2, tilt: -2 }],
    [2, { yaw: -10, pitch: -8, tilt: 8 }, 'hit'],
    [3, { yaw: -4, pitch: -2, tilt: 2 }],
  ],
  leftHand: [
    [0, { azimuth: 84, elevation: 48, reach: 0.97, palm: [-0.2, 0.2, 1], shape: 'open', flex: -10 }, 'hit'],
    [1, { azimuth: 72, elevation: 56, reach: 0.97, palm: [-0.3, 0, 1], shape: 'graceful', flex: 14 }],
    [2, { azimuth: -60, elevation: 72, reach: 0.95, palm: [-0.4, 0, 1], shape: 'open', elbow: [0.6, 0, 0.5] }, 'hit'],
    [3, { azimuth: 10, elevation: 74, reach: 0.88, palm: [-0.4, 0, 1], shape: 'open', elbow: [0.4, 0, 0.2] }],
  ],
  rightHand: [
    [0, { azimuth: -60, elevation: 72, reach: 0.95, palm: [-0.4, 0, 1], shape: 'open', elbow: [0.6, 0, 0.5] }, 'hit'],
    [1, { azimuth: 10, elevation: 74, reach: 0.88, palm: [-0.4, 0, 1], shape: 'open', elbow: [0.4, 0, 0.2] }],
    [2, { azimuth: 84, elevation: 48, reach: 0.97, palm: [-0.2, 0.2, 1], shape: 'open', flex: -10 }, 'hit'],
    [3, { azimuth: 72, elevation: 58, reach: 0.97, palm: [-0.3, 0, 1], shape: 'graceful', flex: 14 }],
  ],
}

/** Folds together low, bursts open on two, and drives one fist up on four: the hook. */
const burst: MoveSheet = {
  ...four,
  name: 'burst',
  title: { en: 'Burst', ja: 'はじける' },
  kind: 'pose',
  lengthBeats: 4,
  energyUnit: 0.9,
  entry: 'both',
  exit: 'left',
  lead: 'rightHand',
  accents: [1, 3],
  groove: { periodBeats: 2, lowBeat: 0, dipM: 0.02, sharp: 2, nodDeg: 2 },
  stance: { left: { x: 0.08, z: 0, yaw: 16 }, right: { x: 0.06, z: 0, yaw: 14 } },
  steps: [
    { foot: 'right', lift: 0.45, land: 1, x: 0.32, z: -0.02, yaw: 20, height: 0.07 },
    { foot: 'right', lift: 2.4, land: 2.95, x: 0.06, z: 0, yaw: 14, height: 0.05 },
    { foot: 'left', lift: 3.45, land: 3.95, height: 0.06, through: [0.03, 0.05] },
  ],
  leftHeel: [
    [0, 0],
    [1, 24, 'hit'],
    [2.2, 6],
    [3, 0, 'hit'],
  ],
  rightHeel: [
    [0, 0],
    [2.2, 4],
    [3, 34, 'hit'],
    [3.7, 0, 'hit'],
  ],
  hips: [
    [0, { x: 0.03, y: -0.09, pitch: 9, yaw: 4 }, 'hit'],
    [1, { x: -0.15, y: -0.013, yaw: -8, tilt: -6, pitch: -3 }, 'hit'],
    [1.9, { x: -0.11, y: -0.05, yaw: -3, tilt: -3 }],
    [3, { x: 0.09, y: 0.006, yaw: 10, tilt: 8 }, 'hit'],
  ],
  chest: [
    [0, { pitch: 20, yaw: 5 }, 'hit'],
    [1, { pitch: -12, yaw: -8, tilt: 8 }, 'hit'],
    [2, { pitch: -4, yaw: -2, tilt: 3 }],
    [3, { pitch: -8, yaw: 12, tilt: -10 }, 'hit'],
  ],
  head: [
    [0, { pitch: 20 }, 'hit'],
    [1, { pitch: -13, yaw: -10, tilt: -4 }, 'hit'],
    [2, { pitch: -2 }],
    [3, { pitch: -9, yaw: 8, tilt: -6 }, 'hit'],
  ],
  leftHand: [
    [0, { azimuth: -30, elevation: -34, reach: 0.56, palm: [-0.3, 0, -1], shape: 'fist', elbow: [0.7, 0.2, 0] }, 'hit'],
    [1, but(arm.high, { elevation: 38 }), { over: 0.55 }],
    [2.1, but(arm.side, { elevation: 20, reach: 0.9 })],
    [3, arm.onHip, 'hit'],
  ],
  rightHand: [
    [0, { azimuth: -36, elevation: -24, reach: 0.58, palm: [-0.3, 0, -1], shape: 'fist', elbow: [0.7, 0.3, 0] }, 'hit'],
    [1, but(arm.high, { elevation: 44 }), { over: 0.55 }],
    [2.1, { azimuth: 40, elevation: -18, reach: 0.5, shape: 'fist', palm: [-1, 0, 0.2], elbow: [0.4, -0.3, -0.4] }],
    [3, { azimuth: 50, elevation: 80, reach: 0.975, palm: [-1, 0, 0.3], shape: 'fist' }, { over: 0.6 }],
    [3.5, { azimuth: 68, elevation: -4, reach: 0.76, palm: [-1, 0, 0.3], shape: 'fist', elbow: [0.5, 0.2, 0] }],
  ],
}

/** Winds up, jumps on four and lands wide on one. */
const starJump: MoveSheet = {
  ...four,
  name: 'star-jump',
  title: { en: 'Star jump', ja: 'スタージャンプ' },
  kind: 'jump',
  lengthBeats: 4,
  energyUnit: 0.95,
  entry: 'both',
  exit: 'both',
  lead: 'rightHand',
  accents: [0, 2],
  groove: null,
  stance: { left: { x: 0.15, z: 0, yaw: 18 }, right: { x: 0.15, z: 0, yaw: 18 } },
  steps: [],
  jumps: [{ lift: 3.3, land: 4, tuck: { foot: 'left', up: 0.2, back: 0.16 } }],
  leftHeel: [
    [0, 6],
    [0.15, 0, 'hit'],
    [1, 26, 'hit'],
    [2, 0, 'hit'],
    [3, 0],
    [3.3, 40],
    [3.7, 32],
  ],
  rightHeel: [
    [0, 6],
    [0.15, 0, 'hit'],
    [1, 0, 'hit'],
    [2, 26, 'hit'],
    [3, 0],
    [3.3, 40],
    [3.7, 32],
  ],
  hips: [
    [0, { y: -0.05 }],
    [0.3, { y: -0.115, pitch: 5 }],
    [1, { x: -0.08, y: -0.04, tilt: -6, yaw: -6 }, 'hit'],
    [2, { x: 0.08, y: -0.04, tilt: 6, yaw: 6 }, 'hit'],
    [2.85, { y: -0.14, pitch: 12 }, 'hit'],
    [3.3, { y: 0.015 }],
    [3.65, { y: 0.015, pitch: -3 }],
  ],
  chest: [
    [0, { pitch: 0 }],
    [0.3, { pitch: 12 }],
    [1, { tilt: 8, yaw: -10, pitch: -3 }, 'hit'],
    [2, { tilt: -8, yaw: 10, pitch: -3 }, 'hit'],
    [2.85, { pitch: 20 }, 'hit'],
    [3.6, { pitch: -11 }],
  ],
  head: [
    [0.2, { pitch: 6 }],
    [1, { yaw: -12, tilt: -4 }],
    [2, { yaw: 12, tilt: 4 }],
    [2.85, { pitch: 8 }],
    [3.6, { pitch: -12 }],
  ],
  leftHand: [
    [0, but(arm.high, { elevation: 44, azimuth: 60 }), 'hit'],
    [1, but(arm.guard, { azimuth: 20, elevation: -22 }), 'hit'],
    [2, but(arm.side, { elevation: -14, reach: 0.9 }), 'hit'],
    [2.85, { azimuth: 122, elevation: -50, reach: 0.9, shape: 'fist', palm: [-1, 0, 0] }, 'hit'],
    [3.55, but(arm.high, { elevation: 58 })],
  ],
  rightHand: [
    [0, but(arm.side, { elevation: -26 }), 'hit'],
    [1, but(arm.side, { elevation: -14, reach: 0.9 }), 'hit'],
    [2, but(arm.guard, { azimuth: 20, elevation: -22 }), 'hit'],
    [2.85, { azimuth: 122, elevation: -50, reach: 0.9, shape: 'fist', palm: [-1, 0, 0] }, 'hit'],
    [3.55, but(arm.high, { elevation: 58 })],
  ],
}

export const popHits: readonly MoveSheet[] = [pointUp, lightSway, burst, starJump]
