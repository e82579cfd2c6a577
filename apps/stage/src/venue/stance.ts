/** What a camera must know of a body at an instant: where head, hands, knees and feet are, and which way she faces. */
import { type BodyProportions, type Pose, placeJoints } from '@ghostlight/avatar'
import { add, turn, type V } from './vector.ts'

export interface Hand {
  readonly shoulderM: V
  readonly wristM: V
  readonly tipM: V
}

export interface Stance {
  readonly hipsM: V
  /** Top of the hair. */
  readonly crownM: V
  readonly chinM: V
  /** Middle of the face, on its surface. */
  readonly faceM: V
  /** Where face and chest look. */
  readonly faceAhead: V
  readonly chestAhead: V
  /** Left, right. */
  readonly hands: readonly [Hand, Hand]
  readonly kneesM: readonly [V, V]
  readonly anklesM: readonly [V, V]
  /** Tips of the feet. */
  readonly toesM: readonly [V, V]
  /** Height of the body at rest. */
  readonly heightM: number
}

/** Hair above the crown of the skull, share of the body's height. */
const HAIR_UNIT = 0.035

/** @param xM  where she stands on the stage, metres to the audience's right of its middle. */
export function stanceOf(pose: Pose, body: BodyProportions, xM: number): Stance {
  const { atM, turned } = placeJoints(pose, body)
  const there = ([x, y, z]: V): V => [x + xM, y, z]
  const height = body.heightM
  const onHead = (up: number, ahead: number): V => there(add(atM.head, turn(turned.head, [0, up, ahead])))
  const skull = height - body.restM.head[1]
  const hand = (side: 'left' | 'right'): Hand => {
    const wrist = atM[`${side}Hand`]
    const along = turn(turned[`${side}Hand`], [side === 'left' ? body.handM : -body.handM, 0, 0])
    const middle = atM[`${side}MiddleDistal`]
    // Avatars without fingers have all of them in the wrist.
    const hasFingers = Math.hypot(middle[0] - wrist[0], middle[1] - wrist[1], middle[2] - wrist[2]) > 0.3 * body.handM
    const tip = hasFingers ? add(middle, turn(turned[`${side}MiddleDistal`], [side === 'left' ? 0.025 : -0.025, 0, 0])) : add(wrist, along)
    return { shoulderM: there(atM[`${side}UpperArm`]), wristM: there(wrist), tipM: there(tip) }
  }
  return {
    hipsM: there(atM.hips),
    crownM: onHead(skull + HAIR_UNIT * height, 0),
    chinM: onHead(0.06 * skull, 0.3 * skull),
    faceM: onHead(0.36 * skull, 0.36 * skull),
    faceAhead: turn(turned.head, [0, 0, 1]),
    chestAhead: turn(turned.upperChest, [0, 0, 1]),
    hands: [hand('left'), hand('right')],
    kneesM: [there(atM.leftLowerLeg), there(atM.rightLowerLeg)],
    anklesM: [there(atM.leftFoot), there(atM.rightFoot)],
    toesM: [there(atM.leftToes), there(atM.rightToes)],
    heightM: height,
  }
}

/** Somebody who stands there, of whom no more is known. */
export function standing(xM: number, heightM = 1.68): Stance {
  const at = (x: number, y: number, z: number): V => [xM + x * heightM, y * heightM, z * heightM]
  const hand = (side: 1 | -1): Hand => ({
    shoulderM: at(0.08 * side, 0.79, 0),
    wristM: at(0.12 * side, 0.51, 0.02),
    tipM: at(0.12 * side, 0.42, 0.03),
  })
  return {
    hipsM: at(0, 0.57, 0),
    crownM: at(0, 1 + HAIR_UNIT, 0),
    chinM: at(0, 0.87, 0.04),
    faceM: at(0, 0.91, 0.05),
    faceAhead: [0, 0, 1],
    chestAhead: [0, 0, 1],
    hands: [hand(1), hand(-1)],
    kneesM: [at(0.05, 0.3, 0), at(-0.05, 0.3, 0)],
    anklesM: [at(0.05, 0.07, -0.01), at(-0.05, 0.07, -0.01)],
    toesM: [at(0.06, 0, 0.07), at(-0.06, 0, 0.07)],
    heightM,
  }
}

/** Somebody whose hands are as far out as hands go in a dance: what may be asked of her at any moment. */
export function reaching(xM: number, heightM = 1.68): Stance {
  const stands = standing(xM, heightM)
  const hand = (side: 1 | -1): Hand => ({
    shoulderM: stands.hands[side === 1 ? 0 : 1].shoulderM,
    wristM: [xM + 0.37 * side * heightM, 0.8 * heightM, 0.1 * heightM],
    tipM: [xM + 0.47 * side * heightM, (side === 1 ? 0.8 : 1.22) * heightM, 0.1 * heightM],
  })
  return { ...stands, hands: [hand(1), hand(-1)] }
}
