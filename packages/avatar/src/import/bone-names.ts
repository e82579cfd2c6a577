import type { HumanoidBone } from '../humanoid.ts'

// What others call the bones of a humanoid.

/** Names that capture systems give their joints, without prefix, in lower case → humanoid bones (left side; right is the same). */
const sided: Readonly<Record<string, string>> = {
  collar: 'Shoulder',
  clavicle: 'Shoulder',
  shoulder: 'Shoulder',
  arm: 'UpperArm',
  uparm: 'UpperArm',
  upperarm: 'UpperArm',
  forearm: 'LowerArm',
  lowarm: 'LowerArm',
  lowerarm: 'LowerArm',
  elbow: 'LowerArm',
  hand: 'Hand',
  wrist: 'Hand',
  upleg: 'UpperLeg',
  upperleg: 'UpperLeg',
  thigh: 'UpperLeg',
  hip: 'UpperLeg',
  leg: 'LowerLeg',
  lowleg: 'LowerLeg',
  lowerleg: 'LowerLeg',
  shin: 'LowerLeg',
  knee: 'LowerLeg',
  foot: 'Foot',
  ankle: 'Foot',
  toebase: 'Toes',
  toe: 'Toes',
  toes: 'Toes',
}
const middle: Readonly<Record<string, HumanoidBone>> = {
  hips: 'hips',
  hip: 'hips',
  pelvis: 'hips',
  spine: 'spine',
  abdomen: 'spine',
  lowerback: 'spine',
  spine1: 'chest',
  spine01: 'chest',
  spine02: 'upperChest',
  chest: 'chest',
  spine2: 'upperChest',
  chest2: 'upperChest',
  upperchest: 'upperChest',
  neck: 'neck',
  head: 'head',
}

/** Side before the part, side after it, and where each stands in the match. */
const forms = [
  [/^(left|right)(.+)$/, 1, 2],
  [/^(.+?)(left|right)$/, 2, 1],
  [/^(.+)([lr])$/, 2, 1],
  [/^([lr])(.+)$/, 1, 2],
] as const

const fingers: Readonly<Record<string, readonly string[]>> = {
  Thumb: ['Metacarpal', 'Proximal', 'Distal'],
  Index: ['Proximal', 'Intermediate', 'Distal'],
  Middle: ['Proximal', 'Intermediate', 'Distal'],
  Ring: ['Proximal', 'Intermediate', 'Distal'],
  Little: ['Proximal', 'Intermediate', 'Distal'],
}

/** Part of a side: an arm or a leg, or a finger's joint by its number (`handindex2`, `pinky01`). */
function partOf(text: string): string | undefined {
  if (Object.hasOwn(sided, text)) return sided[text]
  const match = /^(?:hand)?(thumb|index|middle|ring|pinky|little)(?:finger)?0?([123])$/.exec(text)
  if (!match) return undefined
  const finger = match[1] === 'pinky' ? 'Little' : `${match[1]![0]!.toUpperCase()}${match[1]!.slice(1)}`
  return `${finger}${fingers[finger]![Number(match[2]) - 1]}`
}

/** The bone a joint of this name moves (prefixes, separators, `_l` and `.R` endings are understood), or null. */
export function boneOf(name: string): HumanoidBone | null {
  const plain = name
    .replace(/^.*:/, '')
    .toLowerCase()
    .replace(/[\s_.-]/g, '')
  if (Object.hasOwn(middle, plain)) return middle[plain]!
  for (const [pattern, sideAt, partAt] of forms) {
    const match = pattern.exec(plain)
    const part = match ? partOf(match[partAt]!) : undefined
    if (part) return `${match![sideAt]!.startsWith('l') ? 'left' : 'right'}${part}` as HumanoidBone
  }
  return null
}
