/** A position or direction in metres: +X is the performer's left, +Y up, +Z where she faces (glTF and VRM 1.0). */
export type Vector3M = readonly [number, number, number]

type Side = 'left' | 'right'
type Finger = 'Index' | 'Middle' | 'Ring' | 'Little'

/** Humanoid bones the built-in performers have, named as in VRM 1.0 (all but `jaw`, which the mouth's morph targets replace). */
export type BodyBone =
  | 'hips'
  | 'spine'
  | 'chest'
  | 'upperChest'
  | 'neck'
  | 'head'
  | `${Side}Eye`
  | `${Side}Shoulder`
  | `${Side}UpperArm`
  | `${Side}LowerArm`
  | `${Side}Hand`
  | `${Side}UpperLeg`
  | `${Side}LowerLeg`
  | `${Side}Foot`
  | `${Side}Toes`
  | `${Side}Thumb${'Metacarpal' | 'Proximal' | 'Distal'}`
  | `${Side}${Finger}${'Proximal' | 'Intermediate' | 'Distal'}`

/**
 * What movement must know of a body: where its joints rest and how much room it takes.
 *
 * All positions are world positions of the T-pose (arms along ±X, palms down, soles on y = 0), in metres.
 */
export interface BodyProportions {
  /** Rest position of each bone. */
  readonly restM: Readonly<Record<BodyBone, Vector3M>>
  /** Crown of the skull above the floor, hair not counted. */
  readonly heightM: number
  /** Height of the hips bone above the floor. */
  readonly hipsHeightM: number
  readonly upperArmM: number
  readonly lowerArmM: number
  /** Wrist to the tip of the middle finger. */
  readonly handM: number
  readonly upperLegM: number
  readonly lowerLegM: number
  /** Between the two upper-arm joints. */
  readonly shoulderWidthM: number
  /** Between the two upper-leg joints. */
  readonly hipWidthM: number
  /** Contact points of the left sole (mirror x for the right), on y = 0: heel, ball (below the toes joint) and tip of the boot. */
  readonly heelM: Vector3M
  readonly ballM: Vector3M
  readonly toeM: Vector3M
  /** Half the width of the sole at the ball. */
  readonly soleHalfWidthM: number
  /** Ankle joint above the floor: what foot placement subtracts to keep the sole on it. */
  readonly ankleHeightM: number
  /** Clothed radii for keeping hands out of the body. Torso radii are ellipses `[x, z]` at the height of the named bone. */
  readonly radiiM: {
    readonly hips: readonly [number, number]
    readonly waist: readonly [number, number]
    readonly chest: readonly [number, number]
    readonly head: number
    readonly upperArm: number
    readonly lowerArm: number
    readonly hand: number
    readonly upperLeg: number
    readonly lowerLeg: number
  }
}
