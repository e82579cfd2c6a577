import type { Influences } from './mesh.ts'
import { smoothstep, type V3 } from './vector.ts'

// Which bones a point of the body follows: a smooth field over the T-pose of the drawing. Body and cloth ask the same field, so
// a coat moves as the body below it does. Blends are wide (3–5 rings) where a joint bends far.

/** Splits one coordinate among a chain of bones: `bounds[i]` lies between bone i and bone i + 1, `blur` is half the blend. */
export function alongChain(
  bones: readonly string[],
  bounds: readonly (readonly [at: number, blur: number])[],
  x: number,
): [string, number][] {
  let above = 1
  return bones.map((bone, i) => {
    const bound = bounds[i]
    const next = bound ? smoothstep(bound[0] - bound[1], bound[0] + bound[1], x) : 0
    const weight = Math.max(0, above - Math.min(next, above))
    above = Math.min(next, above)
    return [bone, weight]
  })
}

export const sideOf = (x: number): 'left' | 'right' => (x < 0 ? 'right' : 'left')

/** Torso from hips to the base of the neck, with shoulders drawn along by the arms. */
export function torsoInfluences(p: V3): Influences {
  const [x, y] = p
  const spread = Math.abs(x)
  const chain = alongChain(
    ['hips', 'spine', 'chest', 'upperChest', 'neck'],
    [
      [1.03, 0.045],
      [1.115, 0.05],
      [1.215, 0.05],
      [1.385, 0.03],
    ],
    y,
  )
  const shoulder = smoothstep(0.045, 0.125, spread) * smoothstep(1.2, 1.32, y) * 0.85
  const arm = smoothstep(0.095, 0.18, spread) * smoothstep(1.19, 1.3, y) * 0.8
  const side = sideOf(x)
  const rest = 1 - Math.max(shoulder, arm)
  const out: [string, number][] = chain.map(([bone, weight]) => [bone, weight * rest])
  out.push([`${side}Shoulder`, Math.max(0, shoulder - arm)], [`${side}HalfShoulder`, arm])
  return out
}

/** Arm along ±x from the shoulder to the wrist; shoulder and elbow bend in two halves. */
export function armInfluences(p: V3): Influences {
  const side = sideOf(p[0])
  const x = Math.abs(p[0])
  const low = smoothstep(0.03, -0.05, p[1] - 1.335)
  return alongChain(
    ['upperChest', `${side}Shoulder`, `${side}HalfShoulder`, `${side}UpperArm`, `${side}HalfElbow`, `${side}LowerArm`, `${side}Hand`],
    [
      [0.085 + 0.02 * low, 0.025],
      [0.116 + 0.008 * low, 0.032],
      [0.178 + 0.008 * low, 0.04],
      [0.354, 0.03],
      [0.418, 0.03],
      [0.606, 0.02],
    ],
    x,
  )
}

/** Hips and legs down to the toes. */
export function legInfluences(p: V3): Influences {
  const [x, y, z] = p
  const toLeft = smoothstep(-0.035, 0.035, x)
  const spread = Math.min(1, Math.abs(x) / 0.09)
  // The inside of the thigh stays with the hips a little longer: that keeps the crotch whole in a lunge.
  const top = 0.905 - 0.025 * (1 - spread)
  const chain = alongChain(
    ['spine', 'hips', 'HalfHip', 'UpperLeg', 'HalfKnee', 'LowerLeg', 'Foot'],
    [
      [-1.03, 0.045],
      [-top - 0.028, 0.038],
      [-top + 0.045, 0.045],
      [-0.54, 0.032],
      [-0.47, 0.032],
      [-0.118, 0.035],
    ],
    -y,
  )
  const toes = smoothstep(0.085, 0.115, z) * smoothstep(0.1, 0.07, y)
  const out: [string, number][] = []
  for (const [bone, weight] of chain) {
    if (weight <= 0) continue
    if (bone === 'spine' || bone === 'hips') out.push([bone, weight])
    else if (bone === 'Foot') {
      for (const [side, share] of [
        ['left', toLeft],
        ['right', 1 - toLeft],
      ] as const) {
        out.push([`${side}Foot`, weight * share * (1 - toes)], [`${side}Toes`, weight * share * toes])
      }
    } else out.push([`left${bone}`, weight * toLeft], [`right${bone}`, weight * (1 - toLeft)])
  }
  return out
}
