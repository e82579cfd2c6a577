import { describe, expect, it } from 'vitest'
import { type SampledMotion, sampleMotion } from '../motion-clip.ts'
import { bodyOf } from '../performer/index.ts'
import { placeJoints } from '../pose.ts'
import {
  aboutAxis,
  aboutX,
  aboutY,
  aboutZ,
  angleBetween,
  conjugate,
  identity,
  length,
  multiply,
  normalise,
  type Quaternion,
  rotate,
  subtract,
  type Vector3,
} from '../rotation.ts'
import { jointsByName } from './bone-names.ts'
import { parseBvh } from './bvh.ts'

// One dance, written down as different systems would write it: every file must come out as the same dance.

const body = bodyOf('hotaru')
type Joint = readonly [name: string, parent: number, offset: Vector3]
const joints: readonly Joint[] = [
  ['Hips', -1, [0, 0, 0]],
  ['Spine', 0, [0, 12, 0]],
  ['Chest', 1, [0, 16, 0]],
  ['Neck', 2, [0, 22, 0]],
  ['Head', 3, [0, 9, 0]],
  ['LeftArm', 2, [16, 18, 0]],
  ['LeftForeArm', 5, [26, 0, 0]],
  ['LeftHand', 6, [24, 0, 0]],
  ['RightArm', 2, [-16, 18, 0]],
  ['RightForeArm', 8, [-26, 0, 0]],
  ['RightHand', 9, [-24, 0, 0]],
  ['LeftUpLeg', 0, [9, -5, 0]],
  ['LeftLeg', 11, [0, -40, 0]],
  ['LeftFoot', 12, [0, -40, 0]],
  ['LeftToeBase', 13, [0, -7, 13]],
  ['RightUpLeg', 0, [-9, -5, 0]],
  ['RightLeg', 15, [0, -40, 0]],
  ['RightFoot', 16, [0, -40, 0]],
  ['RightToeBase', 17, [0, -7, 13]],
]
const frames = 60
/** She bends both knees and an elbow, sways and looks ahead. */
function turnOf(name: string, f: number): Quaternion {
  const u = Math.sin((f / frames) * 2 * Math.PI)
  const bend = 0.6 + 0.4 * u
  if (name === 'Hips') return aboutY(0.15 * u)
  if (name === 'Spine') return aboutZ(0.08 * u)
  if (/UpLeg/.test(name)) return aboutX(-bend / 2)
  if (/Leg$/.test(name)) return aboutX(bend)
  if (/Foot/.test(name)) return aboutX(-bend / 2)
  if (name === 'LeftArm') return aboutZ(-0.5 + 0.4 * u)
  if (name === 'RightArm') return aboutZ(0.7 - 0.4 * u)
  if (name === 'LeftForeArm') return aboutY(-0.9 - 0.5 * u)
  if (name === 'RightForeArm') return aboutY(0.8 + 0.4 * u)
  return identity
}
const hipsAt = (f: number): Vector3 => {
  const u = Math.sin((f / frames) * 2 * Math.PI)
  return [3 * u, 12 + 80 * Math.cos((0.6 + 0.4 * u) / 2), 0]
}

const zxy = 'Zrotation Xrotation Yrotation'
const xyz = 'Xrotation Yrotation Zrotation'

interface Writing {
  /** Own axes of a joint: its bones are drawn and turned in them. */
  readonly axes?: (joint: number) => Quaternion
  /** The space of the frames, and of the rest pose, against ours. */
  readonly frameSpace?: Quaternion
  readonly restSpace?: Quaternion
  readonly placeAll?: boolean
  readonly rename?: (name: string) => string
  readonly rotations?: string
  /** One frame of the rest pose before the dance. */
  readonly restFirst?: boolean
}

/** Angles in degrees, in the order of the channels, that make a turn. */
function euler(q: Quaternion, channels: string): Vector3 {
  const [x, y, z] = [rotate(q, [1, 0, 0]), rotate(q, [0, 1, 0]), rotate(q, [0, 0, 1])]
  const asin = (sine: number) => Math.asin(Math.max(-1, Math.min(1, sine)))
  const rad =
    channels === zxy
      ? [Math.atan2(-y[0], y[1]), asin(y[2]), Math.atan2(-x[2], z[2])]
      : [Math.atan2(-z[1], z[2]), asin(z[0]), Math.atan2(-y[0], x[0])]
  return rad.map((angle) => (angle * 180) / Math.PI) as unknown as Vector3
}

function written({
  axes = () => identity,
  frameSpace = identity,
  restSpace = identity,
  placeAll = false,
  rename = (n) => n,
  rotations = zxy,
  restFirst = false,
}: Writing): string {
  const drawn = (j: number): Vector3 => {
    const [, parent, offset] = joints[j]!
    return parent < 0 ? offset : rotate(conjugate(axes(parent)), rotate(restSpace, offset))
  }
  const hierarchy = (j: number): string => {
    const channels = placeAll || j === 0 ? `6 Xposition Yposition Zposition ${rotations}` : `3 ${rotations}`
    const below = joints.flatMap(([, parent], i) => (parent === j ? [hierarchy(i)] : []))
    const inner = below.length > 0 ? below.join('\n') : 'End Site { OFFSET 0 0 0 }'
    return `${j === 0 ? 'ROOT' : 'JOINT'} ${rename(joints[j]![0])} { OFFSET ${drawn(j).join(' ')} CHANNELS ${channels}\n${inner} }`
  }
  // Joints are written with their children, so channels come in that order.
  const order: number[] = []
  const visit = (j: number) => {
    order.push(j)
    joints.forEach(([, parent], i) => {
      if (parent === j) visit(i)
    })
  }
  visit(0)
  const line = (f: number): string =>
    order
      .flatMap((j) => {
        const [name, parent] = joints[j]!
        const own = f < 0 ? identity : turnOf(name, f)
        const within = multiply(restSpace, multiply(own, conjugate(restSpace)))
        const turned =
          parent < 0
            ? multiply(multiply(frameSpace, multiply(own, conjugate(restSpace))), axes(j))
            : multiply(conjugate(axes(parent)), multiply(within, axes(j)))
        const place = j === 0 ? rotate(frameSpace, f < 0 ? [0, 92, 0] : hipsAt(f)) : drawn(j)
        return [...(placeAll || j === 0 ? place : []), ...euler(turned, rotations)]
      })
      .map((x) => x.toFixed(5))
      .join(' ')
  const lines = [...(restFirst ? [line(-1)] : []), ...Array.from({ length: frames }, (_, f) => line(f))]
  return `HIERARCHY\n${hierarchy(0)}\nMOTION\nFrames: ${lines.length}\nFrame Time: 0.033333\n${lines.join('\n')}\n`
}

function read(writing: Writing): SampledMotion {
  const parsed = parseBvh(written(writing))
  if (!parsed.ok) throw new Error(parsed.issues.map((issue) => issue.message).join())
  return parsed.value
}
const plain = read({})

/** Farthest that hand, foot or head is from where the plainly written dance has it, m. */
function apart(motion: SampledMotion): number {
  let worst = 0
  for (let ms = 0; ms < 1900; ms += 130) {
    const [a, b] = [motion, plain].map((one) => placeJoints(sampleMotion(one, ms, { loop: false, mirror: false, body }), body).atM)
    for (const bone of ['head', 'leftHand', 'rightHand', 'leftFoot', 'rightFoot', 'leftLowerArm', 'rightLowerLeg'] as const)
      worst = Math.max(worst, length(subtract(a![bone], b![bone])))
  }
  return worst
}

/** Farthest that a thigh or an arm is turned, twist and all, from how the plainly written dance has it, rad. */
function twisted(motion: SampledMotion): number {
  let worst = 0
  for (let ms = 0; ms < 1900; ms += 130) {
    const [a, b] = [motion, plain].map((one) => placeJoints(sampleMotion(one, ms, { loop: false, mirror: false, body }), body).turned)
    for (const bone of ['leftUpperLeg', 'rightLowerLeg', 'leftUpperArm', 'rightLowerArm'] as const)
      worst = Math.max(worst, angleBetween(a![bone], b![bone]))
  }
  return worst
}

it('the dance as it is meant: upright, towards the hall, feet on the floor, knees to the front', () => {
  const { atM } = placeJoints(sampleMotion(plain, 500, { loop: false, mirror: false, body }), body)
  expect(atM.head[1]).toBeGreaterThan(atM.hips[1] + 0.4)
  expect(atM.leftLowerLeg[2]).toBeGreaterThan(atM.leftFoot[2])
  expect(atM.leftHand[2]).toBeGreaterThan(atM.leftLowerArm[2])
  expect(atM.leftFoot[1]).toBeCloseTo(body.restM.leftFoot[1], 1)
})

describe('the same dance', () => {
  const zUp = aboutX(Math.PI / 2)
  const turnedBy = (j: number): Quaternion =>
    aboutAxis(normalise([Math.sin(j * 7), Math.cos(j * 3), Math.sin(j * 5 + 1)], [1, 0, 0]), 1 + (j % 3))
  it.each<readonly [string, Writing, number]>([
    ['drawn and moved with z up', { frameSpace: zUp, restSpace: zUp }, 0.002],
    ['drawn with y up, moved with z up', { frameSpace: zUp, rotations: xyz }, 0.002],
    ['drawn with z up, moved with y up', { restSpace: zUp }, 0.002],
    ['drawn facing its right', { frameSpace: aboutY(-Math.PI / 2), restSpace: aboutY(-Math.PI / 2) }, 0.002],
    ['captured with its back to the hall', { frameSpace: aboutY(Math.PI) }, 0.03],
    ['captured facing aside', { frameSpace: aboutY(1.5) }, 0.03],
    ['every bone drawn along axes of its own, in no pose at all', { axes: turnedBy }, 0.06],
    ['and with a place for every joint', { axes: turnedBy, placeAll: true }, 0.06],
    ['and with z up', { axes: turnedBy, frameSpace: zUp, placeAll: true }, 0.06],
    ['after one frame of its rest pose', { restFirst: true }, 0.03],
  ])('%s comes out the same', (_, writing, withinM) => {
    expect(apart(read(writing))).toBeLessThan(withinM)
    expect(twisted(read(writing))).toBeLessThan(0.25)
  })

  it('of joints that list a position and leave it at nought keeps its offsets', () => {
    const text = written({ placeAll: true }).split('MOTION')
    const rows = text[1]!.trim().split('\n')
    const empty = rows.map((row, i) =>
      i < 2
        ? row
        : row
            .split(' ')
            .map((x, k) => (k >= 6 && k % 6 < 3 ? '0' : x))
            .join(' '),
    )
    const parsed = parseBvh(`${text[0]}MOTION\n${empty.join('\n')}`)
    if (!parsed.ok) throw new Error('refused')
    expect(apart(parsed.value)).toBeLessThan(0.002)
  })
})

it('a motion that begins towards the hall and turns away is left as it is; where it goes round, she begins towards the hall', () => {
  const text = (from: number, to: number) => {
    const rows = Array.from({ length: 61 }, (_, f) => `0 92 0 0 0 ${from + ((to - from) * f) / 60} ${'0 '.repeat((joints.length - 1) * 3)}`)
    const [head] = written({}).split('MOTION')
    return `${head}MOTION\nFrames: 61\nFrame Time: 0.033333\n${rows.join('\n')}`
  }
  const ahead = (bvh: string, ms: number): Vector3 => {
    const parsed = parseBvh(bvh)
    if (!parsed.ok) throw new Error('refused')
    return rotate(sampleMotion(parsed.value, ms, { loop: false, mirror: false, body }).rotations.hips!, [0, 0, 1])
  }
  expect(ahead(text(0, 180), 0)[2]).toBeGreaterThan(0.99)
  expect(ahead(text(0, 180), 2000)[2]).toBeLessThan(-0.99)
  expect(ahead(text(150, 510), 0)[2]).toBeGreaterThan(0.7)
})

it('a frame in which the capture lost the feet does not move the floor', () => {
  const [head, tail] = written({}).split('MOTION')
  const rows = tail!.trim().split('\n')
  rows[32] = rows[32]!
    .split(' ')
    .map((x, i) => (i === 1 ? String(Number(x) - 40) : x))
    .join(' ')
  const parsed = parseBvh(`${head}MOTION\n${rows.join('\n')}`)
  if (!parsed.ok) throw new Error('refused')
  expect(
    Math.abs(
      sampleMotion(parsed.value, 500, { loop: false, mirror: false, body }).hipsM[1] -
        sampleMotion(plain, 500, { loop: false, mirror: false, body }).hipsM[1],
    ),
  ).toBeLessThan(0.02)
})

describe('bones by the names that others give them', () => {
  const arm = ['Shoulder', 'UpperArm', 'LowerArm', 'Hand', 'IndexProximal']
  const leg = ['UpperLeg', 'LowerLeg', 'Foot', 'Toes']
  it.each<readonly [string, readonly string[], readonly string[]]>([
    [
      'Mixamo',
      ['mixamorig:LeftShoulder', 'mixamorig:LeftArm', 'mixamorig:LeftForeArm', 'mixamorig:LeftHand', 'mixamorig:LeftHandIndex1'],
      ['mixamorig:LeftUpLeg', 'mixamorig:LeftLeg', 'mixamorig:LeftFoot', 'mixamorig:LeftToeBase'],
    ],
    [
      'Mixamo through a sieve',
      ['mixamorigLeftShoulder', 'mixamorigLeftArm', 'mixamorigLeftForeArm', 'mixamorigLeftHand', 'mixamorigLeftHandIndex1'],
      ['mixamorig1LeftUpLeg', 'mixamorig1LeftLeg', 'mixamorig1LeftFoot', 'mixamorig1LeftToeBase'],
    ],
    [
      'Biped',
      ['Bip01 L Clavicle', 'Bip01 L UpperArm', 'Bip01 L Forearm', 'Bip01 L Hand', 'Bip01 L Finger1'],
      ['Bip001_L_Thigh', 'Bip001_L_Calf', 'Bip001_L_Foot', 'Bip001_L_Toe0'],
    ],
    ['Unreal', ['clavicle_l', 'upperarm_l', 'lowerarm_l', 'hand_l', 'index_01_l'], ['thigh_l', 'calf_l', 'foot_l', 'ball_l']],
    [
      'VRoid',
      ['J_Bip_L_Shoulder', 'J_Bip_L_UpperArm', 'J_Bip_L_LowerArm', 'J_Bip_L_Hand', 'J_Bip_L_Index1'],
      ['J_Bip_L_UpperLeg', 'J_Bip_L_LowerLeg', 'J_Bip_L_Foot', 'J_Bip_L_ToeBase'],
    ],
    [
      'Rigify',
      ['DEF-shoulder.L', 'DEF-upper_arm.L', 'DEF-forearm.L', 'DEF-hand.L', 'DEF-f_index.01.L'],
      ['DEF-thigh.L', 'DEF-shin.L', 'DEF-foot.L', 'DEF-toe.L'],
    ],
    ['old BVH', ['LeftCollar', 'LeftShoulder', 'LeftElbow', 'LeftWrist', 'LeftIndex1'], ['LeftHip', 'LeftKnee', 'LeftAnkle', 'LeftToe']],
    ['SMPL', ['L_Collar', 'L_Shoulder', 'L_Elbow', 'L_Wrist', 'L_Index1'], ['L_Hip', 'L_Knee', 'L_Ankle', 'L_Foot']],
    ['Poser', ['lCollar', 'lShldr', 'lForeArm', 'lHand', 'lIndex1'], ['lThigh', 'lShin', 'lFoot', 'lToe']],
    [
      'Character Creator',
      ['CC_Base_L_Clavicle', 'CC_Base_L_Upperarm', 'CC_Base_L_Forearm', 'CC_Base_L_Hand', 'CC_Base_L_Index1'],
      ['CC_Base_L_Thigh', 'CC_Base_L_Calf', 'CC_Base_L_Foot', 'CC_Base_L_ToeBase'],
    ],
    ['Bandai Namco', ['Shoulder_L', 'UpperArm_L', 'LowerArm_L', 'Hand_L', 'Index1_L'], ['UpperLeg_L', 'LowerLeg_L', 'Foot_L', 'Toes_L']],
    ['MakeHuman', ['clavicle.L', 'upperarm.L', 'lowerarm.L', 'wrist.L', 'finger2-1.L'], ['upperleg.L', 'lowerleg.L', 'foot.L', 'toe.L']],
    [
      'Unity',
      ['LeftShoulder', 'LeftUpperArm', 'LeftLowerArm', 'LeftHand', 'Left Index Proximal'],
      ['LeftUpperLeg', 'LeftLowerLeg', 'LeftFoot', 'LeftToes'],
    ],
  ])('%s', (_, arms, legs) => {
    const names = ['Hips', ...arms, ...legs]
    const found = jointsByName(names)
    arm.forEach((part, i) => {
      expect(found.get(`left${part}` as 'leftHand'), part).toBe(1 + i)
    })
    leg.forEach((part, i) => {
      expect(found.get(`left${part}` as 'leftFoot'), part).toBe(1 + arm.length + i)
    })
  })

  it('where nothing lies between trunk and arm, the shoulder is the arm, and of no other bone', () => {
    const found = jointsByName(['Hips', 'LeftShoulder', 'LeftElbow', 'LeftWrist'])
    expect([...found].map(([bone, at]) => `${bone} ${at}`)).toEqual(['hips 0', 'leftUpperArm 1', 'leftLowerArm 2', 'leftHand 3'])
  })

  it('a trunk of any number of joints is a spine, and a chest and an upper chest as far as they go', () => {
    const trunkOf = (...names: string[]) =>
      (['hips', 'spine', 'chest', 'upperChest', 'neck', 'head'] as const).map((bone) => names[jointsByName(names).get(bone) ?? -1] ?? null)
    expect(trunkOf('Hips', 'Chest', 'Neck', 'Head')).toEqual(['Hips', 'Chest', null, null, 'Neck', 'Head'])
    expect(trunkOf('Hips', 'LowerBack', 'Spine', 'Spine1', 'Neck', 'Neck1', 'Head')).toEqual([
      'Hips',
      'LowerBack',
      'Spine',
      'Spine1',
      'Neck',
      'Head',
    ])
    expect(trunkOf('pelvis', 'spine_01', 'spine_02', 'spine_03', 'spine_04', 'spine_05', 'neck_01', 'head')).toEqual([
      'pelvis',
      'spine_01',
      'spine_03',
      'spine_05',
      'neck_01',
      'head',
    ])
    expect(
      trunkOf('DEF-spine', 'DEF-spine.001', 'DEF-spine.002', 'DEF-spine.003', 'DEF-spine.004', 'DEF-spine.005', 'DEF-spine.006'),
    ).toEqual(['DEF-spine', 'DEF-spine.001', 'DEF-spine.002', 'DEF-spine.003', 'DEF-spine.004', 'DEF-spine.006'])
  })

  it('with blanks in them are whole names in a .bvh file', () => {
    const renamed = read({ rename: (name) => `Bip01 ${name.replace(/^(Left|Right)/, (side) => `${side[0]} `)}` })
    expect(apart(renamed)).toBeLessThan(0.002)
    expect(renamed.unmapped).toEqual([])
  })
})

it('a skeleton of an animal or a thing is refused with its joints', () => {
  for (const name of ['Tail', 'Wing', 'Wheel']) {
    const parsed = parseBvh(written({ rename: (joint) => (joint === 'Hips' ? joint : `${name}${joint.length}`) }))
    expect(parsed.ok).toBe(false)
    expect(parsed.issues[0]!.message).toContain(name)
  }
})
