import { arm, but } from './arm-shapes.ts'
import type { HandKey, MoveSheet } from './move.ts'
import { reachGather } from './pop-more.ts'
import { hipGroove, sideStep } from './pop-steps.ts'
import { tenderHand } from './slow.ts'
import { waltzOffer, waltzSway } from './waltz.ts'

// Signs: hands that say something near face, heart and hip, on feet that other moves have taught. A song takes one of them as its own
// and comes back to it in every chorus; between wide shapes they bring the eye home to her face.

/** Beside the cheek and a palm's width from it, elbow down: the hall sees her whole face. */
const cheek: HandKey = { azimuth: 78, elevation: 8, reach: 0.44, palm: [-1, 0.1, -0.2], shape: 'graceful', elbow: [0.2, -1, 0], flex: 14 }
/** Under the other elbow. */
const prop: HandKey = { azimuth: -24, elevation: -34, reach: 0.52, palm: [-0.2, 0.9, 0], shape: 'blade', elbow: [0.4, 0, 0] }
const handlebar: HandKey = {
  azimuth: -2,
  elevation: -22,
  reach: 0.72,
  palm: [-0.1, -1, 0],
  shape: 'fist',
  elbow: [0.3, -0.1, 0],
  flex: -12,
}
const bell: HandKey = { azimuth: 44, elevation: 40, reach: 0.56, palm: [-0.4, 0, 1], shape: 'point', elbow: [0.4, -0.5, 0] }
const fistOnHeart: HandKey = { ...arm.heart, shape: 'fist', elevation: -26, reach: 0.46 }
/** A flame in both hands, well before her: the left bears it, the right shelters it. */
const bears: HandKey = { azimuth: -16, elevation: -30, reach: 0.7, palm: [-0.1, 1, 0], shape: 'cup', elbow: [0.6, -0.2, 0] }
const shelters: HandKey = { azimuth: -8, elevation: -8, reach: 0.68, palm: [-0.5, -0.7, 0.4], shape: 'cup', elbow: [0.7, 0.2, 0] }
const atTheEye: HandKey = { azimuth: 48, elevation: 28, reach: 0.5, palm: [0, 0, 1], shape: 'peace', elbow: [0.3, -0.9, -0.2], dev: 6 }
/** Behind the ear, to hear better. */
const atTheEar: HandKey = { azimuth: 88, elevation: 26, reach: 0.46, palm: [-0.3, 0, 1], shape: 'cup', elbow: [0.5, -0.6, -0.5], flex: -6 }

/** Thinks of somebody, cheek in hand; then the hand asks the hall. */
const waltzCheek: MoveSheet = {
  ...waltzSway,
  name: 'waltz-cheek',
  title: { en: 'Cheek in hand', ja: '頬に手' },
  followsMs: { elbow: 34, wrist: 108, fingers: 135 },
  kind: 'groove',
  energyUnit: 0.4,
  lead: 'rightHand',
  accents: [4],
  head: [
    [0, { pitch: 5 }],
    [1.3, { yaw: -7, pitch: 3, tilt: -9 }],
    [2.4, { yaw: -9, pitch: 1, tilt: -7 }],
    [4.2, { yaw: 8, pitch: -5, tilt: 8 }],
    [5.2, { yaw: 4, pitch: 0, tilt: 5 }],
  ],
  leftHand: [
    [0, but(prop, { elevation: -50, reach: 0.62 })],
    [1, prop, 'hit'],
    [2.3, but(prop, { elevation: -30 })],
    [4, arm.onHip, 'hit'],
    [5.2, but(arm.onHip, { elevation: -74 })],
  ],
  rightHand: [
    [0, but(arm.guard, { azimuth: 6, elevation: -30, shape: 'graceful' })],
    [1, cheek, 'hit'],
    [2.3, but(cheek, { elevation: 2, azimuth: 48 })],
    [3.1, but(cheek, { azimuth: 34, elevation: -16, reach: 0.52 })],
    [4, but(arm.offer, { azimuth: 52, elevation: 34, reach: 0.95, flex: -24 }), { over: 0.7 }],
    [5.1, but(arm.offer, { azimuth: 62, elevation: 10, reach: 0.84 })],
  ],
}

/** Rides off with somebody: hands on a handlebar, one rings its bell. */
const waltzRide: MoveSheet = {
  ...waltzOffer,
  name: 'waltz-ride',
  title: { en: 'Bicycle', ja: '自転車' },
  followsMs: { elbow: 38, wrist: 86, fingers: 118 },
  kind: 'pose',
  energyUnit: 0.7,
  lead: 'rightHand',
  accents: [4],
  groove: { periodBeats: 1, lowBeat: 0, dipM: 0.05, chestDeg: 4, nodDeg: 4, sharp: 1.2, handUnit: 0.05 },
  hips: [
    [0, { x: 0.03, y: -0.03, z: 0.1, yaw: -8, tilt: 2, pitch: 2 }],
    [1.2, { x: 0.05, y: 0.006, z: 0.2, yaw: 6, tilt: 4 }],
    [2.2, { x: -0.01, y: 0.0, z: 0.14, yaw: 2 }],
    [3, { x: -0.05, y: -0.03, z: -0.04, yaw: 8, tilt: -3 }],
    [3.95, { x: 0.04, y: 0.006, z: -0.07, yaw: -6, tilt: 4 }],
    [5.2, { x: -0.04, y: -0.006, z: 0.0, yaw: -6, tilt: -5 }],
  ],
  chest: [
    [0, { pitch: 6, yaw: 6, tilt: 6 }],
    [1.1, { pitch: 3, yaw: -10, tilt: -9 }],
    [2.3, { pitch: 5, yaw: -4, tilt: -3 }],
    [3.2, { pitch: 8, yaw: 8, tilt: 8 }],
    [3.92, { pitch: -3, yaw: 2, tilt: 10 }],
    [5.2, { pitch: 3, yaw: 0, tilt: 2 }],
  ],
  head: [
    [0, { pitch: 3 }],
    [1.3, { pitch: -2, tilt: 6, yaw: 10 }],
    [3, { pitch: 2, tilt: -3 }],
    [4.2, { pitch: -7, yaw: -10, tilt: -8 }],
    [5.3, { pitch: 0 }],
  ],
  leftHand: [
    [0, handlebar],
    [1, but(handlebar, { elevation: -32, reach: 0.66 }), 'hit'],
    [2.2, but(handlebar, { elevation: -24 })],
    [3, but(handlebar, { elevation: -14, reach: 0.76 })],
    [4, but(handlebar, { elevation: -28, azimuth: 4 }), 'hit'],
    [5.2, but(handlebar, { elevation: -20 })],
  ],
  rightHand: [
    [0, but(handlebar, { elevation: -26 })],
    [1, but(handlebar, { elevation: -10, reach: 0.76 }), 'hit'],
    [2.2, but(handlebar, { elevation: -18 })],
    [3, but(handlebar, { elevation: -30, reach: 0.62 })],
    [4.0, bell, { over: 0.9 }],
    [4.6, but(bell, { azimuth: 54, dev: -12 })],
    [5.3, but(handlebar, { azimuth: 6, elevation: -10, reach: 0.6 })],
  ],
}

/** Two beats of the heart, and it is thrown to the hall. */
const heartThrow: MoveSheet = {
  ...sideStep,
  name: 'heart-throw',
  title: { en: 'Thrown heart', ja: '胸から投げる' },
  kind: 'arms',
  energyUnit: 0.8,
  lead: 'rightHand',
  accents: [2],
  chest: [
    [0, { yaw: 6, tilt: -5, pitch: 8 }, 'hit'],
    [0.5, { yaw: 2, pitch: 2 }],
    [1, { yaw: 8, tilt: -3, pitch: 9 }, 'hit'],
    [2, { yaw: 18, tilt: 6, pitch: -6 }, 'hit'],
    [3, { yaw: 8, tilt: 0, pitch: 2 }],
  ],
  head: [
    [0, { pitch: 8, tilt: 4 }, 'hit'],
    [1, { pitch: 6, tilt: 2 }],
    [2, { pitch: -6, yaw: -6, tilt: -5 }, 'hit'],
    [3, { pitch: 1, yaw: 4 }],
  ],
  leftHand: [
    [0, arm.onHip, 'hit'],
    [1, but(arm.onHip, { elevation: -74 })],
    [2, but(arm.lowSide, { azimuth: 118, elevation: -40, reach: 0.9, shape: 'fist' }), 'hit'],
    [3.2, but(arm.onHip, { elevation: -72 })],
  ],
  rightHand: [
    [0, fistOnHeart, 'hit'],
    [0.5, but(fistOnHeart, { azimuth: 2, elevation: -12, reach: 0.56 })],
    [1, fistOnHeart, 'hit'],
    [2, { azimuth: 60, elevation: 16, reach: 0.98, palm: [-0.3, 0.5, 1], shape: 'open', flex: -10 }, { over: 0.6 }],
    [3.1, { azimuth: 52, elevation: -6, reach: 0.82, palm: [-0.5, 0.2, 0.6], shape: 'soft' }],
  ],
}

/** A small flame is carried before her, thrown to the lights with the whole body behind it, and caught again in a fist. */
const emberCup: MoveSheet = {
  ...reachGather,
  name: 'ember-cup',
  title: { en: 'Ember', ja: 'のこりび' },
  kind: 'pose',
  energyUnit: 0.85,
  lead: 'rightHand',
  accents: [4],
  groove: { periodBeats: 1, lowBeat: 0, dipM: 0.022, chestDeg: 2, nodDeg: 2, sharp: 1.3 },
  stance: { left: { x: 0.08, z: 0, yaw: 16 }, right: { x: 0.24, z: 0.07, yaw: 20 } },
  steps: [
    { foot: 'right', lift: 3.1, land: 3.9, x: 0.18, z: -0.16, yaw: 30, height: 0.06 },
    { foot: 'right', lift: 7.2, land: 8, x: 0.24, z: 0.07, yaw: 20, height: 0.06 },
  ],
  leftHeel: [[0, 0]],
  rightHeel: [[0, 0]],
  hips: [
    [0, { x: -0.1, y: -0.06, z: 0.03, yaw: 8, pitch: 4 }, 'hit'],
    [2, { x: 0.02, y: -0.05, z: 0.02, yaw: -2, pitch: 2 }],
    [3.1, { x: 0.11, y: -0.05, z: 0, yaw: -8 }],
    [4, { x: 0.13, y: 0.004, z: 0.01, yaw: -14, tilt: 3, pitch: -3 }, 'hit'],
    [6, { x: -0.12, y: -0.05, z: -0.07, yaw: 12, tilt: -3 }, 'hit'],
    [7.2, { x: 0.08, y: -0.04, z: -0.02, yaw: 8 }],
  ],
  chest: [
    [0, { yaw: 6, pitch: 10, tilt: 4 }, 'hit'],
    [2, { yaw: 0, pitch: 2, tilt: -4 }],
    [3.1, { yaw: 10, pitch: 8, tilt: -6 }],
    [4, { yaw: -12, pitch: -12, tilt: -10 }, 'hit'],
    [6, { yaw: 14, pitch: 4, tilt: 8 }, 'hit'],
    [7.2, { yaw: 4, pitch: 8 }],
  ],
  head: [
    [0, { pitch: 15, yaw: 2 }, 'hit'],
    [2, { pitch: 2, tilt: -5 }],
    [3.1, { pitch: 8, tilt: 2 }],
    [4, { pitch: -16, yaw: -16, tilt: 5 }, 'hit'],
    [6, { pitch: -2, yaw: 4, tilt: -8 }, 'hit'],
    [7.2, { pitch: 10 }],
  ],
  leftHand: [
    [0, bears, 'hit'],
    [1, but(bears, { elevation: -26 })],
    [2.4, but(bears, { elevation: -20, reach: 0.72 })],
    [4, but(arm.lowSide, { azimuth: 106, elevation: -34, reach: 0.96, shape: 'open' }), 'hit'],
    [6, but(arm.side, { azimuth: 92, elevation: 4, reach: 0.93, shape: 'soft' }), 'hit'],
    [7.1, but(bears, { elevation: -44, reach: 0.66 })],
  ],
  rightHand: [
    [0, shelters, 'hit'],
    [1, but(shelters, { elevation: -3, azimuth: -2 })],
    [2.4, but(shelters, { elevation: 0, azimuth: 10 })],
    [3.3, { azimuth: 56, elevation: -24, reach: 0.7, palm: [-0.5, 0.2, 0.4], shape: 'soft' }],
    [3.98, { azimuth: 54, elevation: 66, reach: 0.98, palm: [-0.3, 0.3, 1], shape: 'open', flex: -12 }, 'hit'],
    [5, { azimuth: 60, elevation: 56, reach: 0.95, palm: [-0.3, 0.3, 1], shape: 'graceful', flex: 8 }],
    [6, { azimuth: 56, elevation: 22, reach: 0.6, palm: [-0.8, 0, -0.5], shape: 'fist', elbow: [0.3, -0.9, -0.3], flex: 6 }, 'hit'],
    [7.1, but(shelters, { elevation: -22, reach: 0.66 })],
  ],
}

/** Two fingers at the eye, then flicked to somebody far up; the other hand stays on the hip. */
const eyeSign: MoveSheet = {
  ...hipGroove,
  name: 'eye-sign',
  title: { en: 'Sign at the eye', ja: '目もとのサイン' },
  followsMs: { elbow: 37, wrist: 86, fingers: 116 },
  kind: 'pose',
  energyUnit: 0.75,
  lead: 'rightHand',
  accents: [1, 3],
  chest: [
    [0, { yaw: -4, tilt: -4, pitch: 4 }],
    [1, { yaw: 14, tilt: 8, pitch: -3 }, 'hit'],
    [2, { yaw: 6, tilt: -2, pitch: 3 }],
    [3, { yaw: -12, tilt: 10, pitch: -6 }, 'hit'],
  ],
  head: [
    [0, { pitch: 3 }],
    [1, { yaw: -2, tilt: -12, pitch: -1 }, 'hit'],
    [2, { tilt: -4, pitch: 2 }],
    [3, { yaw: -12, tilt: -6, pitch: -7 }, 'hit'],
  ],
  leftHand: [
    [0, but(arm.onHip, { elevation: -74 })],
    [1, arm.onHip, 'hit'],
    [3, but(arm.onHip, { elevation: -78 }), 'hit'],
  ],
  rightHand: [
    [0, but(arm.guard, { azimuth: 10, elevation: -18 })],
    [1, atTheEye, { over: 0.55 }],
    [2, but(atTheEye, { azimuth: 52, elevation: 20, reach: 0.52 })],
    [3, { azimuth: 34, elevation: 40, reach: 0.94, palm: [-0.3, -0.2, 1], shape: 'peace', flex: -6 }, { over: 0.55 }],
  ],
}

/** Listens, a hand behind her ear, leaning towards it; then that hand shows where it came from. */
const listen: MoveSheet = {
  ...hipGroove,
  name: 'listen',
  title: { en: 'Listen', ja: '耳をすます' },
  kind: 'point',
  followsMs: { elbow: 34, wrist: 112, fingers: 130 },
  energyUnit: 0.6,
  lead: 'rightHand',
  accents: [1, 3],
  groove: { periodBeats: 1, lowBeat: 0, dipM: 0.02, chestDeg: 2, nodDeg: 2, sharp: 1.3 },
  stance: { left: { x: 0.12, z: 0, yaw: 16 }, right: { x: 0.24, z: 0.04, yaw: 20 } },
  leftHeel: [[0, 0]],
  rightHeel: [[0, 0]],
  hips: [
    [0, { x: 0.02, y: -0.03, yaw: -2 }],
    [1, { x: -0.2, y: -0.05, yaw: -14, tilt: -2 }, 'hit'],
    [2, { x: -0.1, y: -0.05, yaw: -6 }],
    [3, { x: 0.17, y: -0.02, yaw: 10, tilt: 3 }, 'hit'],
  ],
  chest: [
    [0, { yaw: 4, pitch: 4 }],
    [1, { yaw: 12, tilt: -6, pitch: 6 }, 'hit'],
    [2, { yaw: 6, pitch: 6 }],
    [3, { yaw: -16, tilt: -6, pitch: -6 }, 'hit'],
  ],
  head: [
    [0, { pitch: 4 }],
    [1, { yaw: 16, tilt: -12, pitch: 4 }, 'hit'],
    [2, { yaw: 10, tilt: -6, pitch: 4 }],
    [3, { yaw: -18, tilt: 4, pitch: -7 }, 'hit'],
  ],
  leftHand: [
    [0, but(arm.guard, { azimuth: 40, elevation: -50, reach: 0.7 })],
    [1, but(arm.lowSide, { azimuth: 92, elevation: -48, reach: 0.9, shape: 'relaxed' }), 'hit'],
    [2, but(arm.lowSide, { azimuth: 80, elevation: -54, reach: 0.86, shape: 'relaxed' })],
    [3, arm.onHip, 'hit'],
  ],
  rightHand: [
    [0, but(arm.guard, { azimuth: 40, elevation: -36, reach: 0.62 })],
    [1, atTheEar, { over: 0.6 }],
    [2, but(atTheEar, { elevation: 16, reach: 0.5 })],
    [3, { azimuth: 72, elevation: 30, reach: 0.97, palm: [-0.3, -0.7, 0.8], shape: 'open', flex: -26 }, { over: 0.55 }],
  ],
}

/** Hands part before her like a screen that is drawn: one to the sky, one to the earth, and her eyes go along all that lies between. */
const lookFar: MoveSheet = {
  ...tenderHand,
  name: 'look-far',
  title: { en: 'As far as the eye travels', ja: '見渡す' },
  followsMs: { elbow: 30, wrist: 80, fingers: 115 },
  hips: [
    [0, { x: 0.05, y: -0.03, yaw: 8, tilt: 3 }],
    [1.2, { x: 0.05, y: -0.05, yaw: 4, tilt: 3 }],
    [3, { x: -0.04, y: -0.01, z: 0.09, yaw: 8, tilt: -3 }],
    [4.6, { x: -0.03, y: -0.02, z: 0.08, yaw: -8, tilt: -3 }],
    [6.2, { x: 0.05, y: -0.04, z: 0.01, yaw: 2, tilt: 4 }],
  ],
  energyUnit: 0.35,
  lead: 'rightHand',
  accents: [3],
  chest: [
    [0, { pitch: 6, yaw: -4 }],
    [1.4, { pitch: 8, yaw: 2, tilt: -3 }],
    [3, { pitch: -7, yaw: -6, tilt: -9 }, 'hit'],
    [4.8, { pitch: -4, yaw: 8, tilt: -6 }],
    [6.4, { pitch: 5, yaw: -4, tilt: 2 }],
  ],
  head: [
    [0, { pitch: 12, tilt: 3 }],
    [1.6, { pitch: 8, yaw: -6 }],
    [3.2, { pitch: -6, yaw: -24, tilt: 5 }],
    [5.2, { pitch: 2, yaw: 24, tilt: -4 }],
    [6.8, { pitch: 10, yaw: 4, tilt: 2 }],
  ],
  leftHand: [
    [0, arm.clasps],
    [1.5, but(arm.clasps, { elevation: -8, reach: 0.58 })],
    [3, { azimuth: 70, elevation: -38, reach: 0.92, palm: [0.1, -0.5, 0.9], shape: 'blade', flex: -16 }, 'hit'],
    [4.8, { azimuth: 76, elevation: -24, reach: 0.93, palm: [0.1, -0.8, 0.6], shape: 'blade', flex: 8 }],
    [6.6, { azimuth: 44, elevation: -40, reach: 0.78, palm: [-0.4, 0.2, -0.9], shape: 'blade', elbow: [0.4, 0, 0] }],
  ],
  rightHand: [
    [0, arm.clasped],
    [1.4, but(arm.clasped, { elevation: -14, reach: 0.54 })],
    [2.1, { azimuth: 46, elevation: 4, reach: 0.68, palm: [0.3, 0, 0.8], shape: 'blade', elbow: [0.4, -0.2, 0] }],
    [2.97, { azimuth: 64, elevation: 46, reach: 0.96, palm: [0.1, 0.3, 1], shape: 'blade', flex: -18 }, 'hit'],
    [4.8, { azimuth: 74, elevation: 32, reach: 0.95, palm: [0, -0.9, 0.5], shape: 'blade', flex: 10 }],
    [6.6, { azimuth: 34, elevation: -34, reach: 0.8, palm: [-0.4, -0.4, -0.5], shape: 'graceful' }],
  ],
}

export const signs: readonly MoveSheet[] = [waltzCheek, waltzRide, heartThrow, emberCup, eyeSign, listen, lookFar]

/** Signs that want a bright face and loud music. */
export const merry: readonly string[] = [eyeSign.name, waltzRide.name]

/** Words of a line (in the languages of our songs) that a sign shows. */
export const shownBy: Readonly<Record<string, RegExp>> = {
  'waltz-cheek': /loves me|hard to tell|answer|dream|longing|夢|返事|見当がつかない/i,
  'waltz-ride': /bicycle|ride|自転車/i,
  'heart-throw': /heart|love|calling|胸|愛|呼んで/i,
  'ember-cup': /ember|lamp|small light|のこりび|灯り|灯が/i,
  'eye-sign': /look at|want more|見て|もっと/i,
  listen: /hear it|listen|聞こえ|耳/i,
  'look-far': /as far as|sky|see them|見渡す|空|見に/i,
}
