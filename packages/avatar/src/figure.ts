import { aboutAxis, add, cross, dot, length, normalise, rotate, scale, subtract, type Vector3 } from './rotation.ts'

/**
 * A figure is what a dancer thinks in: where the weight is, how the chest turns, where the hands and feet go. Poses are solved
 * from it at the very end (`solve-pose.ts`), so blending, inertia, mirroring and lag all work on these numbers and feet stay put.
 *
 * It is a flat Float64Array of `figureSize` channels. Lateral numbers of hands and feet count outwards from the midline, so
 * mirroring swaps sides. Lengths are for a body whose hips rest at `referenceHipsM`; other bodies scale them.
 */
export type Figure = Float64Array

/** Height of the resting hips for which lengths are written. */
export const referenceHipsM = 0.955

/** First channel of each block. */
export const at = {
  /** x y z (m, towards her left, up, forward, relative to rest), yaw (to her left), pitch (forward), tilt (left hip up), degrees. */
  hips: 0,
  /** yaw relative to the hips; pitch and tilt relative to upright; degrees. */
  chest: 6,
  /** yaw relative to the audience, pitch (down), tilt (left ear up); degrees. */
  head: 9,
  leftHand: 12,
  rightHand: 33,
  leftFoot: 54,
  rightFoot: 60,
} as const
export const figureSize = 66

/** Offsets inside a hand's block. */
export const hand = {
  /** Wrist from the shoulder joint in arm lengths: outward, up, forward. */
  reach: 0,
  /** Added to the natural direction of the elbow: outward, up, forward. */
  pole: 3,
  /** Roll of the forearm, degrees: 0 thumb towards the bend, −85 palm towards the bend, +80 back of the hand. */
  turn: 6,
  /** Wrist towards the palm, towards the thumb; degrees. */
  flex: 7,
  dev: 8,
  /** Shoulder up and forward beyond what the arm asks for, degrees. */
  shrug: 9,
  press: 10,
  /** Curl 0–1 of thumb, index, middle, ring, little; spread 0–1. */
  curls: 11,
  spread: 16,
  /** 1: the reach is in the frame of the hips instead of the chest. */
  onHips: 17,
  /** How the hand trails its path (outward, up, forward), arm lengths. Filled in while sampling. */
  drag: 18,
} as const
export const handSize = 21

/** Offsets inside a foot's block. */
export const foot = {
  /** Ball of the foot from its rest: outward, forward; m. */
  x: 0,
  z: 1,
  /** Sole above the floor, m. */
  up: 2,
  /** Outward turn, degrees. */
  yaw: 3,
  /** Heel raised about the ball, toes raised about the heel; degrees. */
  heel: 4,
  toe: 5,
} as const
export const footSize = 6

/** Channels that change sign in a mirror. */
const lateral = [0, 3, 5, 6, 8, 9, 11] as const
/** Channels that are angles round the vertical and may differ by whole turns. */
const wrapping = [3, 6, 9, at.leftFoot + foot.yaw, at.rightFoot + foot.yaw] as const

export function mirrorFigure(figure: Figure): Figure {
  const out = Float64Array.from(figure)
  for (const c of lateral) out[c] = -figure[c]!
  out.set(figure.subarray(at.rightHand, at.rightHand + handSize), at.leftHand)
  out.set(figure.subarray(at.leftHand, at.leftHand + handSize), at.rightHand)
  out.set(figure.subarray(at.rightFoot, at.rightFoot + footSize), at.leftFoot)
  out.set(figure.subarray(at.leftFoot, at.leftFoot + footSize), at.rightFoot)
  return out
}

/** Nearest angle to 0 that differs by whole turns, degrees. */
export const wrapDeg = (deg: number): number => deg - 360 * Math.round(deg / 360)

/** b − a, yaws by the short way. */
export function figureDifference(a: Figure, b: Figure): Figure {
  const out = new Float64Array(figureSize)
  for (let c = 0; c < figureSize; c++) out[c] = b[c]! - a[c]!
  for (const c of wrapping) out[c] = wrapDeg(out[c]!)
  return out
}

/** a + (b − a) · t: yaws by the short way, hands along arcs round their shoulders so that none cuts through the body. */
export function blendFigures(a: Figure, b: Figure, t: number): Figure {
  const out = figureDifference(a, b)
  for (let c = 0; c < figureSize; c++) out[c] = a[c]! + out[c]! * t
  for (const c of [at.leftHand, at.rightHand]) {
    const from = reachAt(a, c)
    const to = reachAt(b, c)
    const arc = arcBetween(from, to, slantBetween(from, to))
    setReach(out, c, turnedReach(from, scale(arc, t), length(from) + (length(to) - length(from)) * t))
  }
  return out
}

/** Wrist from the shoulder of the hand whose block begins at `c`. */
export const reachAt = (figure: Figure, c: number): Vector3 => [figure[c]!, figure[c + 1]!, figure[c + 2]!]

export function setReach(figure: Figure, c: number, v: Vector3): void {
  figure[c] = v[0]
  figure[c + 1] = v[1]
  figure[c + 2] = v[2]
}

/**
 * Rotation vector (axis × radians) that turns the direction of a into that of b.
 *
 * @param slantRad  0 goes the short way, along a great circle; otherwise the axis leans towards the middle of a and b by this angle, so
 *                  that the way is a wider cone (see `slantBetween`)
 */
export function arcBetween(a: Vector3, b: Vector3, slantRad: number): Vector3 {
  const u = normalise(a, [0, -1, 0])
  const v = normalise(b, [0, -1, 0])
  const square = cross(u, v)
  const sin = length(square)
  const great = sin < 1e-6 ? normalise(cross(u, [0.7, 0, 0.7]), [1, 0, 0]) : scale(square, 1 / sin)
  if (slantRad === 0) return scale(great, Math.atan2(sin, dot(u, v)))
  // Every axis in the plane between a and b, as far from the one as from the other, turns a into b.
  const middle = normalise(add(u, v), cross(great, u))
  const axis = add(scale(great, Math.cos(slantRad)), scale(middle, Math.sin(slantRad)))
  const flat = (w: Vector3) => subtract(w, scale(axis, dot(axis, w)))
  const from = flat(u)
  const to = flat(v)
  return scale(axis, Math.atan2(dot(axis, cross(from, to)), dot(from, to)))
}

const slants = [0, 0.45, -0.45, 0.9, -0.9, 1.25, -1.25] as const

/**
 * The slant by which an arm goes from a to b as shoulders do: 0 unless a wide arc would lead behind the back or through the neck; then
 * the one whose middle lies before her and to the side.
 */
export function slantBetween(a: Vector3, b: Vector3): number {
  const u = normalise(a, [0, -1, 0])
  const middleOf = (slant: number): Vector3 => {
    const arc = arcBetween(a, b, slant)
    const angle = length(arc)
    return angle < 1e-9 ? u : rotate(aboutAxis(scale(arc, 1 / angle), angle / 2), u)
  }
  const short = middleOf(0)
  if (length(arcBetween(a, b, 0)) < 1.5 || (short[2] > -0.15 && short[0] > -0.5)) return 0
  let best = 0
  let most = Number.NEGATIVE_INFINITY
  for (const slant of slants) {
    const m = middleOf(slant)
    const score = m[2] + 0.7 * m[0] - 0.2 * Math.abs(slant)
    if (score > most) {
      most = score
      best = slant
    }
  }
  return best
}

/** v turned by a rotation vector and set to a length, arm lengths. */
export function turnedReach(v: Vector3, arc: Vector3, lengthUnit: number): Vector3 {
  const angle = length(arc)
  const turned = angle < 1e-9 ? v : rotate(aboutAxis(scale(arc, 1 / angle), angle), v)
  return scale(normalise(turned, [0, -1, 0]), lengthUnit)
}
