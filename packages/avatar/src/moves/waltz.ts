import type { HandKey, MoveSheet } from './move.ts'

// Moves in three. The weight falls on one, rises over two, hangs before the next one; arms are carried by the body.

const low: HandKey = { azimuth: 48, elevation: -52, reach: 0.9, palm: [-0.6, -0.3, 0.5], shape: 'graceful', flex: 8 }
const open: HandKey = { azimuth: 84, elevation: 24, reach: 0.95, palm: [0, -0.35, 1], shape: 'graceful', flex: -14, dev: -4 }
const acrossFront: HandKey = { azimuth: -28, elevation: 4, reach: 0.74, palm: [-0.4, -0.7, -0.2], shape: 'graceful', flex: -10 }
const sweepDown: HandKey = { azimuth: 22, elevation: -58, reach: 0.86, palm: [-0.7, 0, -0.4], shape: 'graceful', flex: 6 }

/** Balance to the left, balance to the right; the arms sweep with the body. */
const waltzSway: MoveSheet = {
  name: 'waltz-sway',
  title: { en: 'Waltz sway', ja: 'ワルツの揺れ' },
  kind: 'step',
  metre: 3,
  lengthBeats: 6,
  homeBpm: 160,
  windowBpm: [108, 190],
  energyUnit: 0.5,
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
  hips: [
    [0, { x: 0.1, y: -0.06, yaw: 4, tilt: 2, pitch: 2 }],
    [1.3, { x: 0.2, y: 0.0, yaw: 10, tilt: 6, pitch: 0 }],
    [2.2, { x: 0.17, y: 0.004, yaw: 6, tilt: 3 }],
    [3, { x: -0.1, y: -0.06, yaw: -4, tilt: -2, pitch: 2 }],
    [4.3, { x: -0.2, y: 0.0, yaw: -10, tilt: -6, pitch: 0 }],
    [5.2, { x: -0.17, y: 0.004, yaw: -6, tilt: -3 }],
  ],
  chest: [
    [0, { yaw: -4, pitch: 3, tilt: 2 }],
    [1.2, { yaw: 12, pitch: -5, tilt: -9 }],
    [2.2, { yaw: 9, pitch: -4, tilt: -6 }],
    [3, { yaw: 4, pitch: 3, tilt: -2 }],
    [4.2, { yaw: -12, pitch: -5, tilt: 9 }],
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
    [2.1, { ...open, elevation: 20, azimuth: 88 }],
    [3, sweepDown],
    [4, acrossFront, 'hit'],
    [5.1, { ...acrossFront, elevation: 0, reach: 0.8 }],
  ],
  rightHand: [
    [0, sweepDown],
    [1, acrossFront, 'hit'],
    [2.1, { ...acrossFront, elevation: 0, reach: 0.8 }],
    [3, low],
    [4, open, 'hit'],
    [5.1, { ...open, elevation: 20, azimuth: 88 }],
  ],
}

export const waltzMoves: readonly MoveSheet[] = [waltzSway]
