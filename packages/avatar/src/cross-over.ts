import { blendPoses } from './blend.ts'
import type { BodyProportions } from './body-proportions.ts'
import { minimumJerk } from './ik.ts'
import { bendLeg, legOf, sides } from './leg.ts'
import { swingHeight } from './moves/footwork.ts'
import type { Pose } from './pose.ts'
import { add, length, lerp, type Quaternion, subtract } from './rotation.ts'

// From one motion into another where one of them is recorded. The body is cross-faded; feet are not, for they would slide: each goes over in
// a step of its own, while the other stands.

/** How long it takes, ms: two steps. */
export const crossOverMs = 520
/** Each foot's part of the way, one after the other. */
const stepLengthUnit = 0.52
/** Nearer than this a foot need not be lifted, m. */
const sameplaceM = 0.012

/**
 * @param unit  0 is `from`, 1 is `to`
 */
export function crossOver(from: Pose, to: Pose, unit: number, body: BodyProportions): Pose {
  if (unit <= 0) return from
  if (unit >= 1) return to
  const pose = blendPoses(from, to, minimumJerk(unit))
  const rotations: Record<string, Quaternion> = { ...pose.rotations }
  // The foot that has the longer way goes first.
  const way = (side: 'left' | 'right') => length(subtract(legOf(to, side, body).ankle, legOf(from, side, body).ankle))
  const leftFirst = way('left') >= way('right')
  for (const side of sides) {
    const begins = (side === 'left') === leftFirst ? 0 : 1 - stepLengthUnit
    const gone = Math.min(1, Math.max(0, (unit - begins) / stepLengthUnit))
    const [old, fresh] = [legOf(from, side, body), legOf(to, side, body)]
    const farM = length(subtract(fresh.ankle, old.ankle))
    const liftM = farM < sameplaceM || gone <= 0 || gone >= 1 ? 0 : Math.min(0.07, 0.03 + farM * 0.15) * swingHeight(gone)
    const own = legOf(pose, side, body)
    const target = add(lerp(old.ankle, fresh.ankle, minimumJerk(gone)), [0, liftM, 0])
    // The foot is turned as it goes over, not while it stands.
    const turned = blendPoses(from, to, minimumJerk(gone))
    const foot = legOf({ ...turned, hipsM: pose.hipsM }, side, body).turned
    bendLeg(rotations, { ...own, turned: { ...own.turned, foot: foot.foot, toes: foot.toes } }, side, own.hip, target, body)
  }
  return { ...pose, rotations }
}
