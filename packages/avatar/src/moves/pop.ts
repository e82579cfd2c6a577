import type { HandKey, MoveSheet } from './move.ts'

// Moves in four for fast, bright songs: the hips start, the arms hit the accents wide of the body, the knees never stop.

const guard: HandKey = { azimuth: 20, elevation: -38, reach: 0.55, shape: 'soft' }
const sideHit: HandKey = { azimuth: 82, elevation: 12, reach: 0.97, palm: [0, 0.1, 1], shape: 'open', flex: -10 }
const chestIn: HandKey = { azimuth: -18, elevation: -12, reach: 0.46, palm: [-0.3, 0, -1], shape: 'soft', elbow: [0.7, 0.5, 0] }

/** Step to the side and close, both ways; the arm on the way opens on the step. */
const sideStep: MoveSheet = {
  name: 'side-step',
  title: { en: 'Side step', ja: 'サイドステップ' },
  kind: 'step',
  metre: 4,
  lengthBeats: 4,
  homeBpm: 132,
  windowBpm: [96, 168],
  energyUnit: 0.6,
  entry: 'left',
  exit: 'right',
  lead: 'leftHand',
  accents: [0],
  groove: { periodBeats: 1, lowBeat: 0, dipM: 0.03, chestDeg: 3, nodDeg: 4, sharp: 1.4, handUnit: 0.02 },
  stance: { left: { x: 0.2, z: 0, yaw: 12 }, right: { x: 0.2, z: 0, yaw: 12 } },
  steps: [
    { foot: 'right', lift: 0.5, land: 1, x: -0.14, z: 0, yaw: 10, height: 0.05 },
    { foot: 'right', lift: 1.45, land: 2, x: 0.2, z: 0, yaw: 12, height: 0.06 },
    { foot: 'left', lift: 2.5, land: 3, x: -0.14, z: 0, yaw: 10, height: 0.05 },
    { foot: 'left', lift: 3.45, land: 4, x: 0.2, z: 0, yaw: 12, height: 0.06 },
  ],
  hips: [
    [0, { x: 0.11, y: -0.035, yaw: 6, tilt: 4 }],
    [0.85, { x: 0.17, y: -0.02, yaw: 2, tilt: 6 }],
    [1.5, { x: 0.1, y: -0.025, yaw: -3, tilt: 0 }],
    [2, { x: -0.11, y: -0.035, yaw: -6, tilt: -4 }],
    [2.85, { x: -0.17, y: -0.02, yaw: -2, tilt: -6 }],
    [3.5, { x: -0.1, y: -0.025, yaw: 3, tilt: 0 }],
  ],
  chest: [
    [0, { yaw: 12, tilt: -7 }, 'hit'],
    [1, { yaw: -6, tilt: 3 }],
    [2, { yaw: -12, tilt: 7 }, 'hit'],
    [3, { yaw: 6, tilt: -3 }],
  ],
  head: [
    [0, { yaw: 16, tilt: -5 }, 'hit'],
    [1, { yaw: 0, tilt: 3 }],
    [2, { yaw: -16, tilt: 5 }, 'hit'],
    [3, { yaw: 0, tilt: -3 }],
  ],
  leftHand: [
    [0, sideHit, { over: 0.6 }],
    [1, { ...guard, azimuth: 30 }],
    [2, chestIn, 'hit'],
    [3, guard],
  ],
  rightHand: [
    [0, chestIn, 'hit'],
    [1, guard],
    [2, sideHit, { over: 0.6 }],
    [3, { ...guard, azimuth: 30 }],
  ],
}

export const popMoves: readonly MoveSheet[] = [sideStep]
