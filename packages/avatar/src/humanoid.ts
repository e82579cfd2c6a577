import type { BodyBone } from './body-proportions.ts'

/** Every bone of a VRM 1.0 humanoid. Bodies may lack the optional ones (VRM 1.0 specification, `VRMC_vrm.humanoid`). */
export type HumanoidBone = BodyBone | 'jaw'

type Half = readonly (readonly [bone: string, parent: string])[]

const half: Half = [
  ['Eye', 'head'],
  ['Shoulder', 'upperChest'],
  ['UpperArm', '*Shoulder'],
  ['LowerArm', '*UpperArm'],
  ['Hand', '*LowerArm'],
  ['ThumbMetacarpal', '*Hand'],
  ['ThumbProximal', '*ThumbMetacarpal'],
  ['ThumbDistal', '*ThumbProximal'],
  ...['Index', 'Middle', 'Ring', 'Little'].flatMap(
    (finger): Half => [
      [`${finger}Proximal`, '*Hand'],
      [`${finger}Intermediate`, `*${finger}Proximal`],
      [`${finger}Distal`, `*${finger}Intermediate`],
    ],
  ),
  ['UpperLeg', 'hips'],
  ['LowerLeg', '*UpperLeg'],
  ['Foot', '*LowerLeg'],
  ['Toes', '*Foot'],
]

/** Parent of each bone in the humanoid hierarchy; parents are listed before their children. */
export const humanoidParent: Readonly<Record<HumanoidBone, HumanoidBone | null>> = (() => {
  const parents: Record<string, string | null> = {
    hips: null,
    spine: 'hips',
    chest: 'spine',
    upperChest: 'chest',
    neck: 'upperChest',
    head: 'neck',
    jaw: 'head',
  }
  for (const side of ['left', 'right']) {
    for (const [bone, parent] of half) parents[side + bone] = parent.replace('*', side)
  }
  return parents as Record<HumanoidBone, HumanoidBone | null>
})()

/** All bones, parents first. */
export const humanoidBones = Object.keys(humanoidParent) as readonly HumanoidBone[]

/** The same bone on the other side; midline bones are their own mirror. */
export function mirrorBone(bone: HumanoidBone): HumanoidBone {
  if (bone.startsWith('left')) return `right${bone.slice(4)}` as HumanoidBone
  if (bone.startsWith('right')) return `left${bone.slice(5)}` as HumanoidBone
  return bone
}
