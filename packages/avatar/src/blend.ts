import type { HumanoidBone } from './humanoid.ts'
import type { Pose } from './pose.ts'
import { identity, lerp, type Quaternion, slerp } from './rotation.ts'

/**
 * Between two poses, every joint by its shortest way. For recorded motions, which have no figure; moves are changed by inertia
 * (`inertia.ts`), because cross-fading legs slides feet.
 *
 * @param t  0 is a, 1 is b
 */
export function blendPoses(a: Pose, b: Pose, t: number): Pose {
  if (t <= 0) return a
  if (t >= 1) return b
  const rotations: Partial<Record<HumanoidBone, Quaternion>> = {}
  for (const bone of new Set([...Object.keys(a.rotations), ...Object.keys(b.rotations)]) as Set<HumanoidBone>) {
    rotations[bone] = slerp(a.rotations[bone] ?? identity, b.rotations[bone] ?? identity, t)
  }
  const expressions: Record<string, number> = {}
  for (const name of new Set([...Object.keys(a.expressions), ...Object.keys(b.expressions)])) {
    expressions[name] = (a.expressions[name] ?? 0) * (1 - t) + (b.expressions[name] ?? 0) * t
  }
  const look = b.lookAt ?? a.lookAt
  return { hipsM: lerp(a.hipsM, b.hipsM, t), rotations, expressions, ...(look ? { lookAt: look } : {}) }
}

/** `over` laid on `base` for the bones named, at a weight 0–1: arms of one motion on the legs of another. */
export function layerPose(base: Pose, over: Pose, bones: ReadonlySet<HumanoidBone>, weightUnit: number): Pose {
  const rotations = { ...base.rotations }
  for (const bone of bones) {
    const top = over.rotations[bone]
    if (top) rotations[bone] = slerp(base.rotations[bone] ?? identity, top, weightUnit)
  }
  return { ...base, rotations }
}
