import { arm, but } from './arm-shapes.ts'
import { easy } from './carriage.ts'
import type { MoveSheet } from './move.ts'

// Between and after songs: bows, waves, and the hands of somebody talking to a hall. Any tempo.

const free = { metre: 4, homeBpm: 100, windowBpm: [60, 150], carriage: easy } as const

/** Hand to the heart, one foot behind, and down. */
const bow: MoveSheet = {
  ...free,
  name: 'bow',
  title: { en: 'Bow', ja: 'お辞儀' },
  kind: 'bow',
  lengthBeats: 8,
  energyUnit: 0.4,
  entry: 'both',
  exit: 'both',
  lead: 'rightHand',
  accents: [1],
  groove: null,
  stance: { left: { x: 0.02, z: 0.02, yaw: 12 }, right: { x: 0.02, z: 0, yaw: 14 } },
  steps: [
    { foot: 'right', lift: 0.6, land: 1.3, x: -0.04, z: -0.2, yaw: 22, height: 0.05 },
    { foot: 'right', lift: 6.3, land: 7.1, x: 0.02, z: 0, yaw: 14, height: 0.05 },
  ],
  rightHeel: [
    [0, 0],
    [1.3, 16],
    [2.6, 26],
    [4.6, 26],
    [6.1, 14],
    [7.2, 0],
  ],
  hips: [
    [0, { y: -0.006, x: 0.01, tilt: 2 }],
    [1, { x: 0.05, y: -0.006, z: 0.01, yaw: -4, tilt: 4 }],
    [2.7, { x: 0.03, y: -0.06, z: -0.09, pitch: 30, tilt: 2 }],
    [4.2, { x: 0.03, y: -0.064, z: -0.095, pitch: 33, tilt: 2 }],
    [5.8, { x: 0.05, y: -0.012, z: -0.01, pitch: 4, tilt: 4 }],
    [7.1, { x: 0.0, y: -0.004, tilt: 0 }],
  ],
  chest: [
    [0, { pitch: -2 }],
    [1, { pitch: -8, yaw: 4, tilt: 2 }],
    [2.8, { pitch: 62 }],
    [4.2, { pitch: 66, yaw: -2 }],
    [5.9, { pitch: 2 }],
    [7, { pitch: -5 }],
  ],
  head: [
    [0, { pitch: -2 }],
    [1, { pitch: -6, tilt: 3 }],
    [2.9, { pitch: 32 }],
    [4.3, { pitch: 36 }],
    [6, { pitch: 2 }],
    [7, { pitch: -5, tilt: -4 }],
  ],
  leftHand: [
    [0, arm.hang],
    [1, but(arm.side, { elevation: -6, shape: 'graceful', palm: [0, 0.4, 1] }), 'hit'],
    [2.8, { azimuth: 100, elevation: 4, reach: 0.92, shape: 'graceful', palm: [0, -0.2, 1] }],
    [4.3, { azimuth: 104, elevation: 10, reach: 0.93, shape: 'graceful', palm: [0, -0.2, 1] }],
    [5.9, but(arm.lowSide, { shape: 'graceful' })],
    [7, arm.hang],
  ],
  rightHand: [
    [0, but(arm.lowSide, { azimuth: 60, elevation: -50, reach: 0.9, shape: 'relaxed' })],
    [1, but(arm.heart, { elevation: -30 }), 'hit'],
    [2.8, arm.heart],
    [4.4, but(arm.heart, { elevation: -40 })],
    [5.8, arm.heart],
    [7, but(arm.lowSide, { azimuth: 60, elevation: -54, reach: 0.9, shape: 'relaxed' })],
  ],
}

/** A big wave to the gallery. */
const wave: MoveSheet = {
  ...free,
  name: 'wave',
  title: { en: 'Wave', ja: '手をふる' },
  kind: 'wave',
  lengthBeats: 4,
  energyUnit: 0.5,
  entry: 'left',
  exit: 'left',
  lead: 'rightHand',
  accents: [0, 2],
  groove: { periodBeats: 2, lowBeat: 0, dipM: 0.014, chestDeg: 1.5, nodDeg: 2 },
  stance: { left: { x: 0.05, z: 0, yaw: 12 }, right: { x: 0.07, z: 0.05, yaw: 18 } },
  steps: [],
  rightHeel: [
    [0, 20],
    [2, 12],
  ],
  hips: [
    [0, { x: 0.055, y: 0, yaw: 6, tilt: 6 }],
    [2, { x: 0.07, y: 0, yaw: 2, tilt: 8 }],
  ],
  chest: [
    [0, { tilt: -8, yaw: -4, pitch: -3 }, 'hit'],
    [1, { tilt: -3, yaw: -2, pitch: -4 }, 'hit'],
    [2, { tilt: -8, yaw: -4, pitch: -3 }, 'hit'],
    [3, { tilt: -3, yaw: -2, pitch: -4 }, 'hit'],
  ],
  head: [
    [0, { tilt: 6, yaw: -14, pitch: -6 }],
    [1.5, { tilt: 2, yaw: 4, pitch: -8 }],
    [3, { tilt: 7, yaw: 14, pitch: -5 }],
  ],
  leftHand: [
    [0, arm.onHip],
    [2, but(arm.onHip, { elevation: -74 })],
  ],
  rightHand: [
    [0, { azimuth: 88, elevation: 40, reach: 0.95, palm: [0, 0, 1], shape: 'open', dev: 12 }, 'hit'],
    [1, { azimuth: 5, elevation: 74, reach: 0.94, palm: [0, 0, 1], shape: 'open', dev: -16 }, 'hit'],
    [2, { azimuth: 88, elevation: 42, reach: 0.95, palm: [0, 0, 1], shape: 'open', dev: 12 }, 'hit'],
    [3, { azimuth: 5, elevation: 74, reach: 0.94, palm: [0, 0, 1], shape: 'open', dev: -16 }, 'hit'],
  ],
}

/** Both hands explain, one after the other; weight goes over; a nod. */
const talkOpen: MoveSheet = {
  ...free,
  name: 'talk-open',
  title: { en: 'Talking, open hands', ja: '語りかけ' },
  kind: 'talk',
  lengthBeats: 8,
  energyUnit: 0.3,
  entry: 'left',
  exit: 'right',
  lead: 'rightHand',
  accents: [1, 5],
  groove: { periodBeats: 4, lowBeat: 1, dipM: 0.008, chestDeg: 1.5, nodDeg: 4 },
  stance: { left: { x: 0.04, z: 0.02, yaw: 12 }, right: { x: 0.06, z: 0.05, yaw: 18 } },
  steps: [
    { foot: 'right', lift: 3.2, land: 3.8, x: 0.05, z: 0, yaw: 14, height: 0.03 },
    { foot: 'right', lift: 7.2, land: 7.8, x: 0.06, z: 0.05, yaw: 18, height: 0.03 },
  ],
  rightHeel: [
    [0, 10],
    [2.6, 14],
    [4, 0],
    [6.6, 0],
  ],
  leftHeel: [
    [0, 0],
    [3.6, 0],
    [5, 12],
    [6.6, 2],
  ],
  hips: [
    [0, { x: 0.055, y: -0.002, yaw: 6, tilt: 6 }],
    [2.6, { x: 0.06, y: -0.002, yaw: 2, tilt: 7 }],
    [4.4, { x: -0.05, y: -0.002, yaw: -6, tilt: -6 }],
    [6.4, { x: -0.055, y: -0.002, yaw: -2, tilt: -7 }],
  ],
  chest: [
    [0, { yaw: -4, pitch: 1 }],
    [1, { yaw: -8, pitch: 3, tilt: -2 }, 'hit'],
    [2.8, { yaw: 4, pitch: -2 }],
    [5, { yaw: 8, pitch: 3, tilt: 3 }, 'hit'],
    [6.8, { yaw: 0, pitch: -3 }],
  ],
  head: [
    [0, { yaw: -10, tilt: 3 }],
    [1.4, { yaw: -16, pitch: 4, tilt: 5 }],
    [3, { yaw: 4, pitch: -2 }],
    [5.2, { yaw: 18, pitch: 4, tilt: -5 }],
    [6.8, { yaw: 4, pitch: -3, tilt: -2 }],
  ],
  leftHand: [
    [0, but(arm.guard, { azimuth: 10, elevation: -42, reach: 0.6, shape: 'relaxed' })],
    [1.2, but(arm.offer, { azimuth: 30, elevation: -32, reach: 0.68 })],
    [2.8, but(arm.guard, { azimuth: 6, elevation: -44, reach: 0.58, shape: 'relaxed' })],
    [4.2, but(arm.guard, { azimuth: 20, elevation: -36, reach: 0.6, shape: 'relaxed' })],
    [5, but(arm.offer, { azimuth: 46, elevation: -16, reach: 0.82 }), 'hit'],
    [6.8, but(arm.offer, { azimuth: 34, elevation: -34, reach: 0.66 })],
  ],
  rightHand: [
    [0, but(arm.guard, { azimuth: 16, elevation: -36, reach: 0.58, shape: 'relaxed' })],
    [1, but(arm.offer, { azimuth: 44, elevation: -10, reach: 0.84 }), 'hit'],
    [2.6, but(arm.offer, { azimuth: 26, elevation: -34, reach: 0.64 })],
    [4, but(arm.guard, { azimuth: 26, elevation: -52, reach: 0.7, shape: 'relaxed' })],
    [5, but(arm.heart, { elevation: -32 }), 'hit'],
    [6.6, but(arm.heart, { elevation: -40 })],
    [7.3, but(arm.guard, { azimuth: 10, elevation: -40, shape: 'relaxed' })],
  ],
}

/** Tells of something over there, hand on the hip. */
const talkPoint: MoveSheet = {
  ...free,
  name: 'talk-point',
  title: { en: 'Talking, over there', ja: 'あちらへ' },
  kind: 'talk',
  lengthBeats: 8,
  energyUnit: 0.4,
  entry: 'right',
  exit: 'right',
  lead: 'leftHand',
  accents: [1, 4],
  groove: { periodBeats: 4, lowBeat: 1, dipM: 0.01, chestDeg: 1.5, nodDeg: 5 },
  stance: { left: { x: 0.07, z: 0.06, yaw: 20 }, right: { x: 0.05, z: 0, yaw: 12 } },
  steps: [],
  leftHeel: [
    [0, 14],
    [2, 4],
    [4, 20],
    [6.4, 8],
  ],
  hips: [
    [0, { x: -0.06, y: 0, yaw: -4, tilt: -7 }],
    [1, { x: -0.05, y: 0, yaw: 6, tilt: -5 }, 'hit'],
    [4, { x: -0.065, y: 0, yaw: -6, tilt: -8 }, 'hit'],
    [6.2, { x: -0.05, y: -0.004, yaw: 0, tilt: -5 }],
  ],
  chest: [
    [0, { yaw: 0, tilt: 3 }],
    [1, { yaw: 12, pitch: -3, tilt: 2 }, 'hit'],
    [2.8, { yaw: 8, pitch: 0, tilt: 4 }],
    [4, { yaw: -4, pitch: 5, tilt: 6 }, 'hit'],
    [6, { yaw: -2, pitch: -3, tilt: 3 }],
  ],
  head: [
    [0, { yaw: 0, tilt: -3 }],
    [1, { yaw: 26, pitch: -5 }],
    [2.6, { yaw: 4, pitch: 2, tilt: -5 }],
    [4.2, { yaw: -8, pitch: 6, tilt: -8 }],
    [6, { yaw: -16, pitch: -4, tilt: 4 }],
  ],
  leftHand: [
    [0, but(arm.guard, { azimuth: 12, elevation: -34, shape: 'relaxed' })],
    [1, but(arm.side, { azimuth: 70, elevation: 16, reach: 0.95, shape: 'graceful', palm: [0, 0.6, 1] }), 'hit'],
    [2.7, but(arm.side, { azimuth: 58, elevation: 0, reach: 0.86, shape: 'graceful', palm: [0, 0.6, 1] })],
    [4, but(arm.offer, { azimuth: 12, elevation: -26, reach: 0.62, shape: 'point', palm: [-0.8, 0.4, 0] }), 'hit'],
    [5, but(arm.offer, { azimuth: 18, elevation: -20, reach: 0.68, shape: 'relaxed' })],
    [6.4, but(arm.guard, { azimuth: 30, elevation: -48, reach: 0.72, shape: 'relaxed' })],
  ],
  rightHand: [
    [0, arm.onHip],
    [3, but(arm.onHip, { elevation: -73, reach: 0.67 })],
    [6, but(arm.onHip, { elevation: -75 })],
  ],
}

/** Last picture of a song: weight on one hip, one arm to the lights. */
const finalPose: MoveSheet = {
  ...free,
  name: 'final-pose',
  title: { en: 'Final pose', ja: '決めポーズ' },
  kind: 'pose',
  windowBpm: [50, 200],
  lengthBeats: 8,
  energyUnit: 0.7,
  entry: 'left',
  exit: 'left',
  lead: 'rightHand',
  accents: [1],
  groove: { periodBeats: 4, lowBeat: 0, dipM: 0.016, chestDeg: 3 },
  stance: { left: { x: 0.1, z: 0, yaw: 14 }, right: { x: 0.22, z: 0.08, yaw: 26 } },
  steps: [],
  rightHeel: [
    [0, 14],
    [1, 30, 'hit'],
    [4, 24],
  ],
  hips: [
    [0, { x: 0.04, y: -0.03, yaw: 6, tilt: 3 }],
    [1, { x: 0.1, y: 0.006, yaw: 14, tilt: 9 }, 'hit'],
    [4.5, { x: 0.108, y: 0.006, yaw: 12, tilt: 10 }],
    [7, { x: 0.08, y: -0.006, yaw: 8, tilt: 7 }],
  ],
  chest: [
    [0, { pitch: 5, yaw: 4 }],
    [1, { pitch: -10, yaw: -14, tilt: -9 }, 'hit'],
    [4.5, { pitch: -12, yaw: -11, tilt: -8 }],
    [7, { pitch: -3, yaw: -6, tilt: -5 }],
  ],
  head: [
    [0, { pitch: 8, tilt: -3 }],
    [1.1, { pitch: -13, yaw: -14, tilt: 6 }, 'hit'],
    [4.5, { pitch: -8, yaw: -2, tilt: 8 }],
    [7, { pitch: 0, yaw: 2, tilt: 4 }],
  ],
  leftHand: [
    [0, but(arm.guard, { elevation: -44 })],
    [1, arm.onHip, 'hit'],
    [4.5, but(arm.onHip, { elevation: -74 })],
    [7, but(arm.lowSide, { azimuth: 74, elevation: -40, shape: 'graceful' })],
  ],
  rightHand: [
    [0, but(arm.guard, { azimuth: 46, elevation: -24 })],
    [1, { azimuth: 56, elevation: 66, reach: 0.985, palm: [-0.2, 0.2, 1], shape: 'open', flex: -12 }, { over: 0.8 }],
    [4.5, { azimuth: 64, elevation: 58, reach: 0.98, palm: [-0.2, 0.2, 1], shape: 'graceful', flex: -18 }],
    [7, but(arm.side, { azimuth: 70, elevation: 6, reach: 0.9, shape: 'graceful' })],
  ],
}

export const talkMoves: readonly MoveSheet[] = [bow, wave, talkOpen, talkPoint, finalPose]
