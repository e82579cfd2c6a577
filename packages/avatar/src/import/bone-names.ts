import { type HumanoidBone, humanoidBones } from '../humanoid.ts'

// What others call the bones of a humanoid: capture systems (CMU, Bandai Namco, Rokoko, Xsens), Mixamo, Poser and DAZ, 3ds Max Biped,
// Unreal, Unity, VRoid, Rigify, MakeHuman, Character Creator. Some names say for certain what they are; "shoulder", "foot", "leg" and "hip"
// depend on what else there is.

/** Parts of a side, without prefix, in lower case. */
const sided: Readonly<Record<string, string>> = {
  collar: 'Shoulder',
  clavicle: 'Shoulder',
  shoulder: 'shoulder',
  arm: 'UpperArm',
  uparm: 'UpperArm',
  upperarm: 'UpperArm',
  shldr: 'UpperArm',
  forearm: 'LowerArm',
  lowarm: 'LowerArm',
  lowerarm: 'LowerArm',
  elbow: 'LowerArm',
  hand: 'Hand',
  wrist: 'wrist',
  upleg: 'UpperLeg',
  upperleg: 'UpperLeg',
  thigh: 'UpperLeg',
  hip: 'hip',
  leg: 'leg',
  lowleg: 'LowerLeg',
  lowerleg: 'LowerLeg',
  shin: 'LowerLeg',
  calf: 'LowerLeg',
  knee: 'LowerLeg',
  foot: 'foot',
  ankle: 'ankle',
  toebase: 'Toes',
  toe: 'Toes',
  toe0: 'Toes',
  toes: 'Toes',
  ball: 'Toes',
}

/** What makers put before their names. */
const makers = /^(?:mixamorig\d*_?|bip\d*[\s_]+|j_bip_(?:c_)?|valvebiped\.bip\d*_|(?:def-)?f_|def-|cc_base_)/

/** Side before the part, side after it, and where each stands in the match. */
const forms = [
  [/^(left|right)(.+)$/, 1, 2],
  [/^(.+?)(left|right)$/, 2, 1],
  [/^(.+)([lr])$/, 2, 1],
  [/^([lr])(.+)$/, 1, 2],
] as const

const fingerNames: Readonly<Record<string, string>> = {
  thumb: 'Thumb',
  index: 'Index',
  middle: 'Middle',
  mid: 'Middle',
  ring: 'Ring',
  pinky: 'Little',
  little: 'Little',
}
const fingersInOrder = ['Thumb', 'Index', 'Middle', 'Ring', 'Little']
const phalanges = (finger: string) => (finger === 'Thumb' ? ['Metacarpal', 'Proximal', 'Distal'] : ['Proximal', 'Intermediate', 'Distal'])

/** Part of a side: an arm or a leg, or a finger's joint by its number or name (`handindex2`, `pinky01`, `indexproximal`). */
function partOf(text: string): string | undefined {
  if (Object.hasOwn(sided, text)) return sided[text]
  const named =
    /^(?:hand)?(thumb|index|middle|mid|ring|pinky|little)(?:finger)?(?:0?([123])|(metacarpal|proximal|intermediate|distal))$/.exec(text)
  if (named) {
    const finger = fingerNames[named[1]!]!
    if (named[2]) return finger + phalanges(finger)[Number(named[2]) - 1]
    // Unity counts a thumb as it counts a finger.
    const unity = ['proximal', 'intermediate', 'distal'].indexOf(named[3]!)
    return unity < 0 ? finger + phalanges(finger)[0] : finger + phalanges(finger)[unity]
  }
  const makeHuman = /^finger([1-5])-([123])$/.exec(text)
  if (makeHuman)
    return fingersInOrder[Number(makeHuman[1]) - 1]! + phalanges(fingersInOrder[Number(makeHuman[1]) - 1]!)[Number(makeHuman[2]) - 1]
  const biped = /^finger([0-4])([12]?)$/.exec(text)
  if (biped) return fingersInOrder[Number(biped[1])]! + phalanges(fingersInOrder[Number(biped[1])]!)[Number(biped[2] || 0)]
  return undefined
}

/** What a name claims to be: a bone, `trunk`, or a part that depends on its neighbours (`leftshoulder`), or null. */
function claimOf(name: string): string | null {
  const bare = name.replace(/^.*:/, '').toLowerCase().replace(makers, '')
  const plain = bare.replace(/[\s_.]|(?<!\d)-|-(?!\d)/g, '')
  if (/^(?:hips?|pelvis)$/.test(plain)) return 'hips'
  if (/^(?:spine\d*|lowerback|abdomen|waist|torso|thorax|(?:upper)?chest\d*)$/.test(plain)) return 'trunk'
  if (/^neck(?:twist)?(?:0?1)?$/.test(plain)) return 'neck'
  if (plain === 'head') return 'head'
  for (const [pattern, sideAt, partAt] of forms) {
    const match = pattern.exec(plain)
    const part = match ? partOf(match[partAt]!) : undefined
    if (part) return `${match![sideAt]!.startsWith('l') ? 'left' : 'right'}${part}`
  }
  return null
}

/**
 * Which joint has each bone, found by name. Of two that claim one it is the one nearer the root.
 *
 * @param depth  of each joint under its root; joints that stand before their children need none
 */
export function jointsByName(names: readonly string[], depth?: readonly number[]): Map<HumanoidBone, number> {
  const order = names.map((_, i) => i)
  if (depth) order.sort((a, b) => depth[a]! - depth[b]! || a - b)
  const claims = new Map<string, number>()
  const trunk: number[] = []
  for (const i of order) {
    const claim = claimOf(names[i]!)
    if (claim === 'trunk') trunk.push(i)
    else if (claim && !claims.has(claim)) claims.set(claim, i)
  }
  // Rigify begins its trunk with the hips and ends it with neck and head.
  if (!claims.has('hips') && !claims.has('neck') && trunk.length >= 5) {
    claims.set('hips', trunk.shift()!)
    claims.set('head', trunk.pop()!)
    claims.set('neck', trunk.splice(3)[0] ?? trunk.pop()!)
  }
  const joint = new Map<string, number>()
  const give = (bone: string, ...by: (string | undefined)[]) => {
    const found = by.find((claim) => claim !== undefined && claims.has(claim))
    if (found !== undefined) joint.set(bone, claims.get(found)!)
  }
  for (const bone of humanoidBones) give(bone, bone)
  const [first, ...rest] = trunk
  if (first !== undefined) joint.set('spine', first)
  if (rest.length > 0) joint.set('chest', rest[rest.length === 1 ? 0 : (rest.length - 1) >> 1]!)
  if (rest.length > 1) joint.set('upperChest', rest.at(-1)!)
  for (const side of ['left', 'right'] as const) {
    const has = (part: string) => claims.has(side + part)
    give(`${side}Shoulder`, `${side}Shoulder`, has('UpperArm') ? `${side}shoulder` : undefined)
    give(`${side}UpperArm`, `${side}UpperArm`, `${side}shoulder`)
    give(`${side}Hand`, `${side}Hand`, `${side}wrist`)
    give(`${side}UpperLeg`, `${side}UpperLeg`, `${side}hip`, has('LowerLeg') ? `${side}leg` : undefined)
    give(`${side}LowerLeg`, `${side}LowerLeg`, `${side}leg`)
    give(`${side}Foot`, `${side}ankle`, `${side}foot`)
    give(`${side}Toes`, `${side}Toes`, has('ankle') ? `${side}foot` : undefined)
  }
  return new Map(humanoidBones.filter((bone) => joint.has(bone)).map((bone) => [bone, joint.get(bone)!]))
}
