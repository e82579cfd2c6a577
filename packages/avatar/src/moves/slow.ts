import { arm, but } from './arm-shapes.ts'
import { gathered } from './carriage.ts'
import type { HandKey, MoveSheet } from './move.ts'

// Slow, restrained phrases after the manner of Japanese dance: low weight, feet that hardly leave the floor, one long line of the
// arm at a time, sleeves and an unseen fan, the look following the hand and coming back to the hall.

const slow = { metre: 4, homeBpm: 76, windowBpm: [52, 104], carriage: gathered } as const

/** Arm held out, as if a long sleeve hung from it. */
const sleeve: HandKey = { azimuth: 62, elevation: 2, reach: 0.92, palm: [-0.2, -1, 0.2], shape: 'blade', flex: -6, elbow: [0.2, -0.2, 0] }
/** A petal lies on it. */
const petal: HandKey = { azimuth: 50, elevation: 8, reach: 0.86, palm: [-0.1, 1, 0.3], shape: 'graceful', flex: -10, elbow: [0.1, -0.5, 0] }
/** On the heart, fingers together. */
const heart: HandKey = { ...arm.heart, elevation: -28, reach: 0.5, shape: 'blade' }
/** Low beside her, the sleeve hanging. */
const beside: HandKey = { azimuth: 64, elevation: -64, reach: 0.92, palm: [-0.8, 0, -0.4], shape: 'blade', elbow: [0.2, 0, -0.3] }
/** Drawn back, low: the end of a long line that begins in the other hand. */
const behind: HandKey = {
  azimuth: 104,
  elevation: -46,
  reach: 0.92,
  palm: [-0.3, -0.6, 0.6],
  shape: 'blade',
  elbow: [0.2, 0, -0.3],
  flex: -8,
}

/** The right sleeve opens, rises before the face like a branch and is drawn away, the left one on the heart; then the left sleeve answers. */
const sleeveArc: MoveSheet = {
  ...slow,
  name: 'sleeve-arc',
  title: { en: 'Sleeve', ja: '袖' },
  kind: 'slow',
  lengthBeats: 8,
  energyUnit: 0.3,
  entry: 'left',
  exit: 'right',
  lead: 'rightHand',
  accents: [2],
  groove: null,
  stance: { left: { x: 0.02, z: 0.02, yaw: 8 }, right: { x: 0.02, z: 0, yaw: 8 } },
  steps: [
    { foot: 'right', lift: 0.5, land: 1.4, x: 0.14, z: 0.02, yaw: 18, height: 0.036 },
    { foot: 'right', lift: 3.7, land: 4.5, x: 0.02, z: 0, yaw: 8, height: 0.036 },
    { foot: 'left', lift: 4.6, land: 5.4, x: 0.14, z: 0.02, yaw: 18, height: 0.036 },
    { foot: 'left', lift: 7.2, land: 8, x: 0.02, z: 0.02, yaw: 8, height: 0.036 },
  ],
  hips: [
    [0, { x: 0.03, y: -0.03, yaw: 6, tilt: 2 }],
    [2, { x: -0.13, y: -0.095, yaw: -18, tilt: -3 }],
    [3.3, { x: -0.04, y: -0.04, yaw: -10, tilt: -1 }],
    [4.4, { x: -0.03, y: -0.03, yaw: -4, tilt: -2 }],
    [6, { x: 0.13, y: -0.1, yaw: 18, tilt: 3 }],
    [7.2, { x: 0.04, y: -0.04, yaw: 10, tilt: 1 }],
  ],
  chest: [
    [0, { yaw: 4, pitch: 4 }],
    [2, { yaw: -12, pitch: -3, tilt: 11 }],
    [3.2, { yaw: -6, pitch: 2, tilt: 3 }],
    [4.3, { yaw: -4, pitch: 5 }],
    [6, { yaw: 12, pitch: -2, tilt: -11 }],
    [7.2, { yaw: 6, pitch: 2, tilt: -3 }],
  ],
  head: [
    [0, { pitch: 9, yaw: 4, tilt: 2 }],
    [1.2, { pitch: 4, yaw: -16, tilt: 4 }],
    [2.4, { pitch: -6, yaw: -24, tilt: 5 }],
    [3.4, { pitch: 0, yaw: 0, tilt: 2 }],
    [4.4, { pitch: 9, yaw: 2, tilt: -3 }],
    [6.2, { pitch: -5, yaw: 24, tilt: -5 }],
    [7.3, { pitch: 0, yaw: 2, tilt: 0 }],
  ],
  leftHand: [
    [0, beside],
    [1, but(heart, { azimuth: 0, elevation: -40, reach: 0.56 })],
    [2, heart, 'hit'],
    [3.3, but(beside, { azimuth: 40, elevation: -44, reach: 0.76 })],
    [4.3, { azimuth: -4, elevation: -32, reach: 0.62, palm: [-0.3, 0.4, -0.8], shape: 'blade' }],
    [5.1, but(sleeve, { azimuth: 30, elevation: 16, reach: 0.74 })],
    [6, but(sleeve, { elevation: 22, reach: 0.95 }), 'hit'],
    [7.1, but(sleeve, { azimuth: 76, elevation: -8 })],
  ],
  rightHand: [
    [0, heart],
    [0.9, but(sleeve, { azimuth: 14, elevation: -14, reach: 0.7 })],
    [2, but(sleeve, { azimuth: 60, elevation: 30, reach: 0.95 }), 'hit'],
    [3, but(sleeve, { azimuth: 4, elevation: 24, reach: 0.74, palm: [-0.4, -0.2, -0.8] })],
    [4, but(sleeve, { azimuth: 40, elevation: -22, reach: 0.8 })],
    [5, but(heart, { azimuth: 0, elevation: -40, reach: 0.56 })],
    [6, heart, 'hit'],
    [7.2, but(heart, { elevation: -34 })],
  ],
}

/** A hand climbs like a branch, opens, and petals fall from it to the floor; the knees give with them. */
const fallingPetals: MoveSheet = {
  ...slow,
  name: 'falling-petals',
  title: { en: 'Falling petals', ja: '花吹雪' },
  kind: 'slow',
  lengthBeats: 8,
  energyUnit: 0.45,
  entry: 'right',
  exit: 'right',
  lead: 'leftHand',
  accents: [2, 6],
  groove: null,
  stance: { left: { x: 0.05, z: 0.08, yaw: 16 }, right: { x: 0.03, z: -0.02, yaw: 12 } },
  steps: [
    { foot: 'left', lift: 0.7, land: 1.6, x: 0.03, z: -0.02, yaw: 10, height: 0.036 },
    { foot: 'left', lift: 3.8, land: 4.8, x: 0.16, z: -0.14, yaw: 26, height: 0.036 },
    { foot: 'left', lift: 6.9, land: 7.9, x: 0.05, z: 0.08, yaw: 16, height: 0.036 },
  ],
  leftHeel: [
    [0, 0],
    [1.6, 0],
    [2.2, 8],
    [3.6, 2],
    [5, 10],
    [6, 24],
    [7, 6],
  ],
  rightHeel: [
    [0, 0],
    [2.2, 8],
    [3.6, 0],
  ],
  hips: [
    [0, { x: -0.03, y: -0.04, yaw: -4, tilt: -2 }],
    [2, { x: -0.07, y: 0.012, yaw: 10, tilt: 1 }, 'hit'],
    [3.4, { x: -0.06, y: -0.008, yaw: 6, tilt: 0 }],
    [4.8, { x: -0.04, y: -0.06, yaw: 12, tilt: -3 }],
    [6, { x: -0.015, y: -0.15, z: -0.02, yaw: 18, tilt: -2, pitch: 6 }],
    [7.1, { x: -0.04, y: -0.07, yaw: 4, tilt: -3 }],
  ],
  chest: [
    [0, { pitch: 5, yaw: -6 }],
    [1.95, { pitch: -10, yaw: 6, tilt: 9 }, 'hit'],
    [3.4, { pitch: -5, yaw: 4, tilt: 2 }],
    [4.8, { pitch: 3, yaw: 8, tilt: -6 }],
    [6, { pitch: 13, yaw: 14, tilt: -9 }],
    [7.1, { pitch: 6, yaw: 0, tilt: -2 }],
  ],
  head: [
    [0, { pitch: 10, tilt: 2 }],
    [2.2, { pitch: -16, yaw: 14, tilt: 3 }],
    [3.4, { pitch: -10, yaw: 18 }],
    [5, { pitch: 5, yaw: 22, tilt: -4 }],
    [6.2, { pitch: 16, yaw: 22, tilt: -6 }],
    [7.3, { pitch: 6, yaw: 4 }],
  ],
  leftHand: [
    [0, { azimuth: 36, elevation: -54, reach: 0.78, palm: [-0.5, 0.8, 0], shape: 'graceful' }],
    [1, { azimuth: 20, elevation: -6, reach: 0.66, palm: [-0.6, 0, -0.8], shape: 'graceful' }],
    [2, { azimuth: 52, elevation: 70, reach: 0.95, palm: [-0.4, 0.6, 0.6], shape: 'graceful', flex: -16 }, 'hit'],
    [3.3, { azimuth: 66, elevation: 56, reach: 0.95, palm: [0, -0.4, 1], shape: 'open', flex: 10 }],
    [4, { azimuth: 72, elevation: 30, reach: 0.93, palm: [0, -1, 0.2], shape: 'graceful', flex: -18 }],
    [4.7, { azimuth: 64, elevation: 6, reach: 0.9, palm: [0, -1, 0.2], shape: 'graceful', flex: 16 }],
    [5.3, { azimuth: 66, elevation: -16, reach: 0.9, palm: [0, -1, 0.2], shape: 'graceful', flex: -18 }],
    [6, { azimuth: 58, elevation: -40, reach: 0.9, palm: [0, -1, 0.3], shape: 'graceful', flex: -10 }, 'hit'],
    [7, { azimuth: 34, elevation: -50, reach: 0.82, palm: [-0.2, 1, 0.2], shape: 'graceful', flex: 6 }],
  ],
  rightHand: [
    [0, heart],
    [1.1, { azimuth: -20, elevation: -22, reach: 0.56, palm: [-0.2, 0.9, 0], shape: 'blade', elbow: [0.4, 0, 0] }],
    [2, { azimuth: -4, elevation: -16, reach: 0.6, palm: [-0.3, 0.9, -0.3], shape: 'blade', elbow: [0.3, 0, 0] }, 'hit'],
    [3.4, { azimuth: 4, elevation: -12, reach: 0.62, palm: [-0.3, 0.9, -0.3], shape: 'blade', elbow: [0.3, 0, 0] }],
    [4.8, { azimuth: 40, elevation: -34, reach: 0.8, palm: [-0.2, 0.8, 0.4], shape: 'graceful' }],
    [6, { azimuth: 74, elevation: -22, reach: 0.92, palm: [0, 0.5, 1], shape: 'graceful', flex: -10 }, 'hit'],
    [7.1, { azimuth: 40, elevation: -46, reach: 0.82, palm: [-0.4, 0, -0.6], shape: 'graceful' }],
  ],
}

/** As if with a fan: one long line from a high hand to a low one, to the left, through the middle, and to the right, walking small steps. */
const fanLine: MoveSheet = {
  ...slow,
  name: 'fan-line',
  title: { en: 'Fan', ja: '扇' },
  kind: 'slow',
  lengthBeats: 8,
  energyUnit: 0.4,
  entry: 'left',
  exit: 'right',
  lead: 'leftHand',
  accents: [2],
  groove: null,
  stance: { left: { x: 0.06, z: 0.02, yaw: 14 }, right: { x: -0.02, z: 0.06, yaw: 4 } },
  steps: [
    { foot: 'left', lift: 0.3, land: 1, x: 0.18, z: 0.03, yaw: 24, height: 0.036 },
    { foot: 'right', lift: 1.15, land: 1.9, x: -0.1, z: 0.08, yaw: -8, height: 0.036 },
    { foot: 'left', lift: 2.9, land: 3.6, x: 0.02, z: 0.02, yaw: 10, height: 0.036 },
    { foot: 'right', lift: 3.7, land: 4.5, x: 0.1, z: 0.02, yaw: 18, height: 0.036 },
    { foot: 'right', lift: 4.55, land: 5.1, x: 0.18, z: 0.03, yaw: 24, height: 0.036 },
    { foot: 'left', lift: 5.15, land: 5.9, x: -0.1, z: 0.08, yaw: -8, height: 0.036 },
    { foot: 'right', lift: 6.6, land: 7.2, x: -0.02, z: 0.06, yaw: 4, height: 0.036 },
    { foot: 'left', lift: 7.3, land: 8, x: 0.06, z: 0.02, yaw: 14, height: 0.036 },
  ],
  hips: [
    [0, { x: 0.0, y: -0.04, yaw: 4 }],
    [2, { x: 0.17, y: -0.1, z: 0.03, yaw: 22, tilt: 3 }],
    [3.2, { x: 0.1, y: -0.045, z: 0.03, yaw: 10, tilt: 0 }],
    [4.2, { x: -0.03, y: -0.04, yaw: -4 }],
    [6, { x: -0.17, y: -0.105, z: 0.03, yaw: -22, tilt: -3 }],
    [7.2, { x: -0.08, y: -0.045, z: 0.03, yaw: -8, tilt: 0 }],
  ],
  chest: [
    [0, { pitch: 6, yaw: -4 }],
    [2, { pitch: -5, yaw: 14, tilt: -13 }],
    [3.2, { pitch: 2, yaw: 6, tilt: -2 }],
    [4.2, { pitch: 6, yaw: 4 }],
    [6, { pitch: -5, yaw: -14, tilt: 13 }],
    [7.2, { pitch: 2, yaw: -6, tilt: 2 }],
  ],
  head: [
    [0, { pitch: 9 }],
    [1.4, { yaw: 28, pitch: 2 }],
    [2.4, { yaw: 8, pitch: -3, tilt: -6 }],
    [4.2, { pitch: 9 }],
    [5.4, { yaw: -28, pitch: 2 }],
    [6.4, { yaw: -8, pitch: -3, tilt: 6 }],
  ],
  leftHand: [
    [0, { azimuth: 10, elevation: -50, reach: 0.78, palm: [-0.4, 0.8, 0], shape: 'blade' }],
    [1, { azimuth: 50, elevation: -10, reach: 0.86, palm: [0, 1, 0.2], shape: 'blade' }],
    [2, { azimuth: 80, elevation: 24, reach: 0.95, palm: [0, 0.5, 1], shape: 'blade', flex: -14 }, 'hit'],
    [3.1, { azimuth: 70, elevation: 10, reach: 0.9, palm: [0, -1, 0.3], shape: 'blade' }],
    [4.1, { azimuth: 14, elevation: -42, reach: 0.74, palm: [-0.5, -0.6, 0.3], shape: 'blade' }],
    [5, but(behind, { azimuth: 70, elevation: -54 })],
    [6, but(behind, { elevation: -29 }), 'hit'],
    [7.1, but(behind, { azimuth: 84, elevation: -54 })],
  ],
  rightHand: [
    [0.1, { azimuth: 14, elevation: -42, reach: 0.74, palm: [-0.5, -0.6, 0.3], shape: 'blade' }],
    [1, but(behind, { azimuth: 70, elevation: -54 })],
    [2, but(behind, { elevation: -29 }), 'hit'],
    [3.1, but(behind, { azimuth: 84, elevation: -54 })],
    [4, { azimuth: 10, elevation: -50, reach: 0.78, palm: [-0.4, 0.8, 0], shape: 'blade' }],
    [5, { azimuth: 50, elevation: -10, reach: 0.86, palm: [0, 1, 0.2], shape: 'blade' }],
    [6, { azimuth: 80, elevation: 24, reach: 0.95, palm: [0, 0.5, 1], shape: 'blade', flex: -14 }, 'hit'],
    [7.1, { azimuth: 70, elevation: 4, reach: 0.9, palm: [0, -1, 0.3], shape: 'blade' }],
  ],
}

/** A hand rises from her side, lets a petal settle on its palm, shows it, and gives it back to the wind. */
export const tenderHand: MoveSheet = {
  ...slow,
  name: 'tender-hand',
  title: { en: 'Tender hand', ja: 'やさしい手' },
  kind: 'slow',
  lengthBeats: 8,
  energyUnit: 0.25,
  entry: 'left',
  exit: 'right',
  lead: 'rightHand',
  accents: [3],
  groove: { periodBeats: 4, lowBeat: 0, dipM: 0.012, chestDeg: 2 },
  stance: { left: { x: 0.05, z: 0.02, yaw: 14 }, right: { x: 0.06, z: 0.05, yaw: 18 } },
  steps: [
    { foot: 'right', lift: 1.2, land: 1.9, x: 0.02, z: 0.16, yaw: 12, height: 0.036 },
    { foot: 'right', lift: 6, land: 6.8, x: 0.06, z: 0.05, yaw: 18, height: 0.036 },
  ],
  leftHeel: [
    [0, 0],
    [3, 14],
    [5.4, 0],
  ],
  rightHeel: [
    [0, 12],
    [1.2, 6],
    [2.2, 0],
    [5, 0],
    [7, 10],
  ],
  hips: [
    [0, { x: 0.08, y: -0.03, yaw: 8, tilt: 4 }],
    [1.2, { x: 0.08, y: -0.05, yaw: 4, tilt: 4 }],
    [3, { x: -0.08, y: -0.012, z: 0.1, yaw: -8, tilt: -4 }],
    [4.6, { x: -0.07, y: -0.02, z: 0.09, yaw: -10, tilt: -4 }],
    [6.2, { x: 0.06, y: -0.012, z: 0.01, yaw: 4, tilt: 5 }],
  ],
  chest: [
    [0, { pitch: 3, yaw: -4, tilt: -3 }],
    [3, { pitch: -4, yaw: 6, tilt: 4 }],
    [4.8, { pitch: -1, yaw: 8, tilt: 5 }],
    [6.4, { pitch: 4, yaw: -6, tilt: -3 }],
  ],
  head: [
    [0, { pitch: 12, tilt: 5, yaw: -6 }],
    [1.6, { pitch: 10, tilt: 2, yaw: -20 }],
    [3.2, { pitch: 4, tilt: -5, yaw: -26 }],
    [5, { pitch: -3, tilt: -7, yaw: -16 }],
    [6.6, { pitch: 10, tilt: 3, yaw: 2 }],
  ],
  leftHand: [
    [0, heart],
    [1.4, but(heart, { elevation: -34 })],
    [3, but(beside, { elevation: -60 }), 'hit'],
    [5, but(beside, { azimuth: 88, elevation: -58 })],
    [6.6, but(heart, { azimuth: 4, elevation: -34, reach: 0.58 })],
  ],
  rightHand: [
    [0, but(petal, { azimuth: 30, elevation: -62, reach: 0.82 })],
    [1.4, but(petal, { azimuth: 34, elevation: -30, reach: 0.72, flex: 14 })],
    [3, petal, 'hit'],
    [4.8, but(petal, { azimuth: 66, elevation: 18, reach: 0.93, flex: -24 })],
    [5.7, but(petal, { azimuth: 74, elevation: -16, reach: 0.92, palm: [0, -1, 0.3], flex: 20 })],
    [6.8, but(petal, { azimuth: 52, elevation: -52, reach: 0.88, palm: [-0.4, -0.4, -0.4], flex: 8 })],
  ],
}

export const slowMoves: readonly MoveSheet[] = [sleeveArc, fallingPetals, fanLine, tenderHand]
