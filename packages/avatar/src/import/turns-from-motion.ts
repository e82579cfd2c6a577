import { type HumanoidBone, humanoidParent } from '../humanoid.ts'
import {
  aboutY,
  conjugate,
  cross,
  dot,
  fromAxes,
  identity,
  length,
  multiply,
  normalise,
  type Quaternion,
  rotate,
  scale,
  shortestArc,
  subtract,
  type Vector3,
} from '../rotation.ts'
import { between, type Joints } from './rest-pose.ts'

// A skeleton whose rest pose is no pose tells by its movement how its bones lie in the body: hips lie across between the thighs, a knee
// bends one way only, an elbow too. Over many frames that says what turn takes each bone of the T-pose into the bone of the file; what
// nothing tells of (neck, hands) is straight on average.

/** One instant of the file, upright: where each joint is and how far it is turned. */
export interface Instant {
  readonly at: readonly Vector3[]
  readonly turned: readonly Quaternion[]
}

/** A limb must bend by this much before it tells how it is twisted (sine of 12°). */
const tellingBend = 0.2

/** Mean of turns that lie close together, weighted. */
function meanTurn(turns: readonly (readonly [Quaternion, number])[]): Quaternion | null {
  const sum = [0, 0, 0, 0]
  for (const [q, weight] of turns) {
    const sign = sum[0]! * q[0] + sum[1]! * q[1] + sum[2]! * q[2] + sum[3]! * q[3] < 0 ? -weight : weight
    for (let i = 0; i < 4; i++) sum[i] = sum[i]! + q[i]! * sign
  }
  const l = Math.hypot(...sum)
  return l < 1e-6 ? null : (sum.map((x) => x / l) as unknown as Quaternion)
}

/** The turn that takes x across and y along `up` as well as it can. */
function across(left: Vector3, right: Vector3, up: Vector3): Quaternion | null {
  const x = normalise(subtract(left, right), [0, 0, 0])
  const y = normalise(subtract(up, scale(x, dot(up, x))), [0, 0, 0])
  return length(x) < 0.5 || length(y) < 0.5 ? null : fromAxes(x, y, cross(x, y))
}

/** The turn that takes one direction and an axis at right angles to it into another pair. */
function pairTurn(from: readonly [Vector3, Vector3], to: readonly [Vector3, Vector3]): Quaternion {
  const basis = ([along, axis]: readonly [Vector3, Vector3]) => fromAxes(along, axis, cross(along, axis))
  return multiply(basis(to), conjugate(basis(from)))
}

/** @param instants  of the whole motion, upright (+Y), some of them */
export function turnsFromMotion(joint: Joints, instants: readonly Instant[]): Map<HumanoidBone, Quaternion> {
  const turns = new Map<HumanoidBone, Quaternion>()
  const at = (bone: HumanoidBone, { at: places }: Instant): Vector3 | null => (joint.has(bone) ? places[joint.get(bone)!]! : null)
  /** Settles a bone by what it is at each instant in the body's own terms. */
  const settle = (bone: HumanoidBone, is: (instant: Instant) => readonly [Quaternion, number] | null): void => {
    const i = joint.get(bone)
    if (i === undefined || turns.has(bone)) return
    const mean = meanTurn(
      instants.flatMap((instant) => {
        const found = is(instant)
        return found ? [[multiply(conjugate(instant.turned[i]!), found[0]), found[1]] as const] : []
      }),
    )
    if (mean) turns.set(bone, mean)
  }
  const bodyTurn = (bone: HumanoidBone, instant: Instant): Quaternion => {
    let above: HumanoidBone | null = bone
    while (above && !turns.has(above)) above = humanoidParent[above]
    return above ? multiply(instant.turned[joint.get(above)!]!, turns.get(above)!) : identity
  }
  /** Straight on average: as what it hangs on. */
  const follow = (bone: HumanoidBone) => settle(bone, (instant) => [bodyTurn(humanoidParent[bone] ?? 'hips', instant), 1])

  const trunk = (['upperChest', 'chest', 'spine'] as const).filter((bone) => joint.has(bone))
  settle('hips', (instant) => {
    const [left, right, spine] = [at('leftUpperLeg', instant), at('rightUpperLeg', instant), at(trunk.at(-1) ?? 'head', instant)]
    const found = left && right && spine ? across(left, right, subtract(spine, between(left, right))) : null
    return found && [found, 1]
  })
  // The trunk's top lies across between the arms; what is under it takes its part of the way.
  trunk.forEach((bone, i) => {
    settle(bone, (instant) => {
      const [left, right, low] = [at('leftUpperArm', instant), at('rightUpperArm', instant), at('hips', instant)]
      const head = at('neck', instant) ?? at('head', instant)
      const found =
        left && right && head && low ? across(left, right, subtract(head, i === 0 && trunk.length > 1 ? at(bone, instant)! : low)) : null
      return i === 0 && found ? [found, 1] : [bodyTurn('hips', instant), 1]
    })
  })
  for (const side of ['left', 'right'] as const) {
    follow(`${side}Shoulder`)
    const out: Vector3 = side === 'left' ? [1, 0, 0] : [-1, 0, 0]
    limb(side, ['UpperLeg', 'LowerLeg', 'Foot'], [0, -1, 0], [1, 0, 0])
    limb(side, ['UpperArm', 'LowerArm', 'Hand'], out, [0, side === 'left' ? -1 : 1, 0])
    settle(`${side}Foot`, (instant) => {
      const [ankle, toes] = [at(`${side}Foot`, instant), at(`${side}Toes`, instant)]
      if (!ankle || !toes) return [bodyTurn(`${side}LowerLeg`, instant), 1]
      // Where the foot is low it lies flat, and points where the toes are.
      const way = subtract(toes, ankle)
      const low = Math.min(...instants.map((one) => at(`${side}Foot`, one)![1]))
      return [aboutY(Math.atan2(way[0], way[2])), Math.exp(-Math.max(0, ankle[1] - low) / (0.3 * length(way) + 1e-9))]
    })
  }
  for (const bone of joint.keys()) follow(bone)
  return turns

  /** Two bones and the hinge between them. */
  function limb(
    side: 'left' | 'right',
    [upper, lower, end]: readonly ['UpperLeg', 'LowerLeg', 'Foot'] | readonly ['UpperArm', 'LowerArm', 'Hand'],
    along: Vector3,
    hinge: Vector3,
  ): void {
    for (const part of [upper, lower]) {
      settle(`${side}${part}`, (instant) => {
        const points = [upper, lower, end].map((name) => at(`${side}${name}`, instant))
        if (points.some((point) => point === null)) return null
        const [a, b, c] = points as [Vector3, Vector3, Vector3]
        const [one, two] = [normalise(subtract(b, a), along), normalise(subtract(c, b), along)]
        const axis = cross(one, two)
        const own = part === upper ? one : two
        if (length(axis) < tellingBend)
          return [multiply(shortestArc(rotate(bodyTurn('hips', instant), along), own), bodyTurn('hips', instant)), 1e-3]
        return [pairTurn([along, hinge], [own, normalise(axis, hinge)]), length(axis)]
      })
    }
  }
}
