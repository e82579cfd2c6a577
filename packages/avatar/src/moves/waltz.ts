import { arm, but } from './arm-shapes.ts'
import { axial, lilting } from './carriage.ts'
import type { HandKey, MoveSheet } from './move.ts'
import { type TurnTimes, turnHips, turnSteps } from './travelling-turn.ts'

// Moves in three. The weight falls on one, rises over two, hangs before the next one; arms are carried by the body.

const three = { metre: 3, homeBpm: 160, windowBpm: [108, 196], carriage: lilting } as const

const low: HandKey = { azimuth: 48, elevation: -52, reach: 0.9, palm: [-0.6, -0.3, 0.5], shape: 'graceful', flex: 8 }
const open: HandKey = { azimuth: 84, elevation: 24, reach: 0.95, palm: [0, -0.35, 1], shape: 'graceful', flex: -14, dev: -4 }
/** Carried after the body: low and behind. */
const trails: HandKey = { azimuth: 112, elevation: -30, reach: 0.9, palm: [-0.2, -0.6, 0.7], shape: 'graceful', flex: -10 }
const sweepDown: HandKey = { azimuth: 22, elevation: -58, reach: 0.86, palm: [-0.7, 0, -0.4], shape: 'graceful', flex: 6 }
/** High above the head and outside it: quietly danced it comes down beside the head and not upon it. */
const crown: HandKey = {
  azimuth: 76,
  elevation: 68,
  reach: 0.985,
  palm: [-0.3, 0.1, 1],
  shape: 'graceful',
  flex: -6,
  elbow: [0.3, 0, -0.1],
}

/** Balance to the left, balance to the right; the arms sweep with the body. */
export const waltzSway: MoveSheet = {
  ...three,
  name: 'waltz-sway',
  title: { en: 'Waltz sway', ja: 'ワルツの揺れ' },
  kind: 'step',
  lengthBeats: 6,
  energyUnit: 0.6,
  entry: 'left',
  exit: 'right',
  lead: 'leftHand',
  accents: [1],
  groove: null,
  stance: { left: { x: 0.2, z: 0.02, yaw: 14 }, right: { x: 0.2, z: 0.02, yaw: 14 } },
  steps: [
    { foot: 'right', lift: 0.45, land: 1.05, x: -0.17, z: -0.02, yaw: 12, height: 0.04 },
    { foot: 'right', lift: 2.35, land: 3, x: 0.2, z: 0.02, yaw: 14, height: 0.045 },
    { foot: 'left', lift: 3.45, land: 4.05, x: -0.17, z: -0.02, yaw: 12, height: 0.04 },
    { foot: 'left', lift: 5.35, land: 6, x: 0.2, z: 0.02, yaw: 14, height: 0.045 },
  ],
  leftHeel: [
    [0, 0],
    [0.5, 0],
    [1.6, 18],
    [2.5, 6],
    [3, 0],
    [4.1, 6],
    [4.8, 16],
    [5.6, 4],
  ],
  rightHeel: [
    [0, 0],
    [1.1, 6],
    [1.8, 16],
    [2.6, 4],
    [3.5, 0],
    [4.6, 18],
    [5.5, 6],
  ],
  // Risen on the balls of her feet she is over them.
  hips: [
    [0, { x: 0.1, y: -0.05, yaw: 4, tilt: 2, pitch: 2 }],
    [1.05, { x: 0.185, y: 0.02, z: 0.05, yaw: 10, tilt: 6, pitch: 0 }],
    [2.2, { x: 0.155, y: 0.02, z: 0.06, yaw: 6, tilt: 3 }],
    [3, { x: -0.1, y: -0.05, yaw: -4, tilt: -2, pitch: 2 }],
    [4.05, { x: -0.185, y: 0.02, z: 0.05, yaw: -10, tilt: -6, pitch: 0 }],
    [5.2, { x: -0.155, y: 0.02, z: 0.06, yaw: -6, tilt: -3 }],
  ],
  chest: [
    [0, { yaw: -4, pitch: 3, tilt: 2 }],
    [0.95, { yaw: 12, pitch: -5, tilt: -9 }],
    [2.2, { yaw: 9, pitch: -4, tilt: -6 }],
    [3, { yaw: 4, pitch: 3, tilt: -2 }],
    [3.95, { yaw: -12, pitch: -5, tilt: 9 }],
    [5.2, { yaw: -9, pitch: -4, tilt: 6 }],
  ],
  head: [
    [0, { pitch: 5 }],
    [1.3, { yaw: 12, pitch: -3, tilt: -5 }],
    [3, { pitch: 5 }],
    [4.3, { yaw: -12, pitch: -3, tilt: 5 }],
  ],
  leftHand: [
    [0, low],
    [1, open, 'hit'],
    [2.1, but(open, { elevation: 18, azimuth: 88 })],
    [3, sweepDown],
    [4, trails, 'hit'],
    [5.1, but(trails, { elevation: -42, azimuth: 104 })],
  ],
  rightHand: [
    [0, sweepDown],
    [1, trails, 'hit'],
    [2.1, but(trails, { elevation: -42, azimuth: 104 })],
    [3, low],
    [4, open, 'hit'],
    [5.1, but(open, { elevation: 18, azimuth: 88 })],
  ],
}

/** Steps towards the hall offering one hand, a tail of the coat in the other, and back into a small curtsy. */
export const waltzOffer: MoveSheet = {
  ...three,
  name: 'waltz-offer',
  title: { en: 'Waltz offer', ja: '差し出すワルツ' },
  kind: 'step',
  lengthBeats: 6,
  energyUnit: 0.4,
  entry: 'left',
  exit: 'left',
  lead: 'rightHand',
  accents: [1],
  groove: null,
  stance: { left: { x: 0, z: 0.2, yaw: 10 }, right: { x: 0.03, z: -0.02, yaw: 14 } },
  steps: [
    { foot: 'right', lift: 0.4, land: 1.1, x: 0.03, z: 0.16, yaw: 12, height: 0.035 },
    { foot: 'right', lift: 2.3, land: 3, x: 0.03, z: -0.1, yaw: 14, height: 0.035 },
    { foot: 'left', lift: 3.3, land: 4, x: 0.03, z: -0.06, yaw: 12, height: 0.035 },
    { foot: 'right', lift: 4.35, land: 4.95, x: 0.03, z: -0.02, yaw: 14, height: 0.025 },
    { foot: 'left', lift: 5.3, land: 6, x: 0, z: 0.2, yaw: 10, height: 0.04, landing: 'heel' },
  ],
  leftHeel: [
    [0, 0],
    [1.6, 14],
    [2.6, 2],
    [4, 0],
    [4.8, 10],
  ],
  rightHeel: [
    [0, 0],
    [1.2, 4],
    [1.8, 14],
    [2.5, 0],
    [4.9, 8],
    [5.6, 14],
  ],
  hips: [
    [0, { x: 0.03, y: -0.035, z: 0.1, yaw: -8, tilt: 2, pitch: 2 }],
    [1, { x: 0.04, y: 0.016, z: 0.2, yaw: 4, tilt: 4 }],
    [2.2, { x: -0.01, y: 0.01, z: 0.14, yaw: 2 }],
    [3, { x: -0.05, y: -0.035, z: -0.04, yaw: 8, tilt: -3 }],
    [4, { x: 0.04, y: -0.075, z: -0.07, yaw: -10, tilt: 4, pitch: 4 }],
    [5.2, { x: -0.04, y: 0.004, z: 0.0, yaw: -6, tilt: -5 }],
  ],
  chest: [
    [0, { pitch: 5, yaw: 6 }],
    [0.92, { pitch: -7, yaw: -2, tilt: -2 }],
    [2.3, { pitch: -3 }],
    [3.2, { pitch: 7, yaw: -8, tilt: 4 }],
    [3.95, { pitch: 5, yaw: 10, tilt: -9 }],
  ],
  head: [
    [0, { pitch: 6 }],
    [1.3, { pitch: -5, tilt: 5, yaw: 4 }],
    [3, { pitch: 7, yaw: -6, tilt: -5 }],
    [4.4, { pitch: 6, yaw: 4, tilt: 11 }],
  ],
  leftHand: [
    [0, but(arm.coatTail, { elevation: -62, reach: 0.8 })],
    [1.1, arm.coatTail, 'hit'],
    [2.3, but(arm.coatTail, { azimuth: 90, elevation: -50 })],
    [3.2, but(low, { azimuth: 60, elevation: -44, reach: 0.74 })],
    [4.1, but(open, { elevation: 6, azimuth: 96 }), 'hit'],
    [5.2, but(low, { azimuth: 80, elevation: -40, reach: 0.84 })],
  ],
  rightHand: [
    [0, but(low, { azimuth: 6, elevation: -22, reach: 0.66, palm: [-0.5, 0.6, 0] })],
    [1, but(arm.offer, { azimuth: 50, elevation: 22, reach: 0.96 }), 'hit'],
    [2.2, but(arm.offer, { azimuth: 58, elevation: 30, reach: 0.94, flex: -20 })],
    [3.2, but(low, { azimuth: 22, elevation: -10, reach: 0.7 })],
    [4, but(arm.coatTail, { elevation: -50 }), 'hit'],
    [5.2, but(arm.coatTail, { azimuth: 70, elevation: -60, reach: 0.8 })],
  ],
}

/** One foot crosses before the other and points; one arm crowns the head, the other opens: left, then right. */
const waltzCrown: MoveSheet = {
  ...three,
  name: 'waltz-crown',
  title: { en: 'Waltz crown', ja: 'ワルツの冠' },
  kind: 'pose',
  lengthBeats: 6,
  energyUnit: 0.65,
  entry: 'left',
  exit: 'right',
  lead: 'rightHand',
  accents: [1],
  groove: null,
  stance: { left: { x: 0.14, z: 0, yaw: 16 }, right: { x: 0.16, z: 0, yaw: 14 } },
  steps: [
    { foot: 'right', lift: 0.3, land: 1, x: -0.2, z: 0.14, yaw: 4, height: 0.05 },
    { foot: 'right', lift: 2.3, land: 3, x: 0.14, z: 0, yaw: 16, height: 0.05 },
    { foot: 'left', lift: 3.3, land: 4, x: -0.2, z: 0.14, yaw: 4, height: 0.05 },
    { foot: 'left', lift: 5.3, land: 6, x: 0.14, z: 0, yaw: 16, height: 0.05 },
    { foot: 'right', lift: 5.05, land: 5.28, x: 0.16, z: 0, yaw: 14, height: 0.012 },
  ],
  leftHeel: [
    [0, 0],
    [1.4, 10],
    [2.5, 0],
    [3, 2],
    [4, 26, 'hit'],
    [5.1, 30],
  ],
  rightHeel: [
    [0, 2],
    [1, 26, 'hit'],
    [2.1, 30],
    [3, 0],
    [4.4, 10],
    [5, 0],
  ],
  hips: [
    [0, { x: 0.06, y: -0.045, yaw: -4, tilt: 2 }],
    [1, { x: 0.17, y: 0.012, yaw: 12, tilt: 8 }],
    [2.1, { x: 0.16, y: 0.006, yaw: 10, tilt: 6 }],
    [3, { x: -0.06, y: -0.045, yaw: 4, tilt: -2 }],
    [4, { x: -0.17, y: 0.012, yaw: -12, tilt: -8 }],
    [5.1, { x: -0.16, y: 0.006, yaw: -10, tilt: -6 }],
  ],
  chest: [
    [0, { pitch: 4, yaw: 6 }],
    [0.92, { pitch: -7, yaw: -8, tilt: -12 }],
    [2.1, { pitch: -5, yaw: -5, tilt: -9 }],
    [3, { pitch: 4, yaw: -6 }],
    [3.92, { pitch: -7, yaw: 8, tilt: 12 }],
    [5.1, { pitch: -5, yaw: 5, tilt: 9 }],
  ],
  head: [
    [0, { pitch: 5 }],
    [1.2, { yaw: 20, pitch: -4, tilt: -4 }],
    [2.1, { yaw: 16, pitch: -2, tilt: -2 }],
    [3, { pitch: 5 }],
    [4.2, { yaw: -20, pitch: -4, tilt: 4 }],
    [5.1, { yaw: -16, pitch: -2, tilt: 2 }],
  ],
  leftHand: [
    [0, low],
    [1, but(open, { elevation: 4 }), 'hit'],
    [2.1, but(open, { elevation: 0, azimuth: 92 })],
    [3, but(low, { azimuth: 66, elevation: -30 })],
    [4, crown, 'hit'],
    [5.05, but(crown, { azimuth: 84, elevation: 62 })],
  ],
  rightHand: [
    [0, but(low, { azimuth: 66, elevation: -30 })],
    [1, crown, 'hit'],
    [2.05, but(crown, { azimuth: 84, elevation: 62 })],
    [3, low],
    [4, but(open, { elevation: 4 }), 'hit'],
    [5.1, but(open, { elevation: 0, azimuth: 92 })],
  ],
}

const turnTimes: TurnTimes = { lands: [1.3, 2.2, 3.1, 3.9], halfBeats: 6, swing: 0.62 }

/** Waltzes round to the left over two bars and back over two, coat flying. */
const waltzTurn: MoveSheet = {
  ...three,
  carriage: axial,
  name: 'waltz-turn',
  title: { en: 'Waltz turn', ja: 'ワルツターン' },
  kind: 'turn',
  lengthBeats: 12,
  energyUnit: 0.7,
  entry: 'right',
  exit: 'right',
  lead: 'leftHand',
  accents: [4],
  groove: null,
  stance: { left: { x: 0.008, z: 0, yaw: 10 }, right: { x: 0.008, z: 0, yaw: 10 } },
  steps: turnSteps(turnTimes),
  hips: turnHips(turnTimes, 0.03),
  chest: [
    [0, { yaw: -14 }],
    [0.9, { yaw: 14, pitch: -3, tilt: 4 }],
    [2.4, { yaw: 6, pitch: -5 }],
    [3.9, { yaw: 8, pitch: -8, tilt: -10 }],
    [5, { yaw: 4, tilt: -5 }],
    [6, { yaw: 14 }],
    [6.9, { yaw: -14, pitch: -3, tilt: -4 }],
    [8.4, { yaw: -6, pitch: -5 }],
    [9.9, { yaw: -8, pitch: -8, tilt: 10 }],
    [11, { yaw: -4, tilt: 5 }],
  ],
  head: [
    [0, { pitch: 2 }],
    [4, { yaw: 14, pitch: -6, tilt: -6 }],
    [6, { pitch: 2 }],
    [10, { yaw: -14, pitch: -6, tilt: 6 }],
  ],
  leftHand: [
    [0, but(low, { azimuth: 10 })],
    [0.95, but(open, { elevation: 10 })],
    [2.3, but(open, { azimuth: 66, elevation: -14, reach: 0.88 })],
    [4, but(open, { elevation: 44, reach: 0.97 }), 'hit'],
    [5.1, but(open, { elevation: 20 })],
    [6.1, but(open, { elevation: -22, reach: 0.9 })],
    [8, but(open, { azimuth: 70, elevation: -14, reach: 0.88 })],
    [10, but(open, { elevation: -20, reach: 0.93 }), 'hit'],
    [11.1, but(low, { azimuth: 56, elevation: -46 })],
  ],
  rightHand: [
    [0.1, but(open, { elevation: -22, reach: 0.9 })],
    [2, but(open, { azimuth: 70, elevation: -14, reach: 0.88 })],
    [4, but(open, { elevation: -20, reach: 0.93 }), 'hit'],
    [5.1, but(low, { azimuth: 56, elevation: -46 })],
    [6, but(low, { azimuth: 10 })],
    [6.95, but(open, { elevation: 10 })],
    [8.3, but(open, { azimuth: 66, elevation: -14, reach: 0.88 })],
    [10, but(open, { elevation: 44, reach: 0.97 }), 'hit'],
    [11.1, but(open, { elevation: 20 })],
  ],
}

export const waltzMoves: readonly MoveSheet[] = [waltzSway, waltzOffer, waltzCrown, waltzTurn]
