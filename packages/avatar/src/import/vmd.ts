import type { Parsed } from '@ghostlight/timeline'
import type { HumanoidBone } from '../humanoid.ts'
import { solveTwoBones } from '../ik.ts'
import type { SampledMotion } from '../motion-clip.ts'
import {
  aboutZ,
  add,
  conjugate,
  cross,
  degToRad,
  fromAxes,
  identity,
  length,
  multiply,
  type Quaternion,
  rotate,
  scale,
  subtract,
  type Vector3,
} from '../rotation.ts'
import { problem } from './problem.ts'
import { boneAt, faceAt, ikOn, readVmd, type VmdFile, vmdHz } from './vmd-file.ts'
import { boneOfMmd, expressionOf, mmdArmDeg, mmdRest, readBones, sidedBones } from './vmd-names.ts'

// VMD (MikuMikuDance). A file says how named bones turn from the rest of whatever model wears it: arms lowered (an A-pose), feet led by IK
// targets. Legs are solved here on a body of ordinary MMD proportions; what comes out are joint rotations of the T-pose like those of any
// other motion, scaled by the height of the hips.

/** A .vmd file → a motion, or what is wrong with it. @param shiftJis  decodes a name */
export function parseVmd(bytes: Uint8Array, shiftJis: (bytes: Uint8Array) => string): Parsed<SampledMotion> {
  const read = readVmd(bytes, shiftJis)
  if (!read.ok) return read
  const file = read.value
  const known = [...file.bones.keys()].filter((name) => readBones.has(name))
  const faces = [...file.faces.keys()].filter((name) => Object.hasOwn(expressionOf, name))
  if (known.length === 0 && faces.length === 0) {
    const camera = file.cameraKeys > 0 ? ` (it moves the camera: ${file.cameraKeys} keys)` : ''
    const others = [...file.bones.keys()].slice(0, 6).join(', ')
    return {
      ok: false,
      issues: [
        problem('no-tracks', `no bone and no face of a humanoid moves in this file${camera}${others ? `; it moves ${others}` : ''}`),
      ],
    }
  }
  return { ok: true, value: bake(file), issues: [] }
}

type Placed = { readonly turned: Quaternion; readonly at: Vector3 }
const sides = [
  ['left', '左'],
  ['right', '右'],
] as const

function bake(file: VmdFile): SampledMotion {
  const { frames } = file
  const rotations: Partial<Record<HumanoidBone, Float32Array>> = {}
  const write = (bone: HumanoidBone, frame: number, q: Quaternion) => {
    rotations[bone] ??= Float32Array.from({ length: frames * 4 }, (_, i) => (i % 4 === 3 ? 1 : 0))
    rotations[bone].set(q, frame * 4)
  }
  const hipsM = new Float32Array(frames * 3)
  const of = (name: string, frame: number) => boneAt(file.bones.get(name), frame)
  const child = (parent: Placed, rest: Vector3, parentRest: Vector3, name: string, frame: number): Placed => {
    const own = of(name, frame)
    return {
      turned: multiply(parent.turned, own.turned),
      at: add(parent.at, rotate(parent.turned, add(subtract(rest, parentRest), own.atM))),
    }
  }
  for (let f = 0; f < frames; f++) {
    const world: Placed = { turned: identity, at: [0, 0, 0] }
    const root = child(world, mmdRest.root, [0, 0, 0], '全ての親', f)
    const centre = child(root, mmdRest.centre, mmdRest.root, 'センター', f)
    const groove = child(centre, mmdRest.groove, mmdRest.centre, 'グルーブ', f)
    const waist = child(groove, mmdRest.waist, mmdRest.groove, '腰', f)
    const lower = of('下半身', f).turned
    const hips: Placed = { turned: multiply(waist.turned, lower), at: waist.at }
    write('hips', f, hips.turned)
    hipsM.set(subtract(hips.at, mmdRest.waist), f * 3)
    write('spine', f, multiply(conjugate(lower), of('上半身', f).turned))
    for (const name of ['上半身2', '首', '頭']) if (file.bones.has(name)) write(boneOfMmd(name)!, f, of(name, f).turned)
    for (const [side, kanji] of sides) {
      writeArm(side, kanji, f, of, write)
      writeLeg(side, kanji, f, file, of, hips, root, write)
    }
  }
  const expressions: Record<string, Float32Array> = {}
  for (const [face, keys] of file.faces) {
    const name = Object.hasOwn(expressionOf, face) ? expressionOf[face]! : null
    if (!name) continue
    expressions[name] ??= new Float32Array(frames)
    const weights = expressions[name]
    for (let f = 0; f < frames; f++) weights[f] = Math.max(weights[f]!, Math.min(1, Math.max(0, faceAt(keys, f))))
  }
  const unmapped = [
    ...[...file.bones.keys()].filter((name) => !readBones.has(name)),
    ...[...file.faces.keys()].filter((name) => !Object.hasOwn(expressionOf, name)),
    ...(file.cameraKeys > 0 ? [`camera (${file.cameraKeys} keys)`] : []),
  ]
  return { frameMs: 1000 / vmdHz, frames, rotations, hipsM, hipsHeightM: mmdRest.waist[1], expressions, unmapped }
}

type Read = (name: string, frame: number) => { readonly atM: Vector3; readonly turned: Quaternion }
type Write = (bone: HumanoidBone, frame: number, q: Quaternion) => void

/** Arms rest lowered: everything from the upper arm on is turned by that angle, in and out again. */
function writeArm(side: 'left' | 'right', kanji: string, frame: number, of: Read, write: Write): void {
  const lowered = aboutZ((side === 'left' ? -1 : 1) * mmdArmDeg * degToRad)
  const raised = conjugate(lowered)
  write(`${side}Shoulder`, frame, multiply(of(`${kanji}肩P`, frame).turned, of(`${kanji}肩`, frame).turned))
  write(`${side}UpperArm`, frame, multiply(multiply(of(`${kanji}腕`, frame).turned, of(`${kanji}腕捩`, frame).turned), lowered))
  const within = (q: Quaternion) => multiply(raised, multiply(q, lowered))
  write(`${side}LowerArm`, frame, within(multiply(of(`${kanji}ひじ`, frame).turned, of(`${kanji}手捩`, frame).turned)))
  for (const name of Object.keys(sidedBones)) {
    const bone = boneOfMmd(kanji + name)!
    if (!/Shoulder|UpperArm|LowerArm/.test(bone)) write(bone, frame, within(of(kanji + name, frame).turned))
  }
}

function writeLeg(
  side: 'left' | 'right',
  kanji: string,
  frame: number,
  file: VmdFile,
  of: Read,
  hips: Placed,
  root: Placed,
  write: Write,
): void {
  const sign = side === 'left' ? 1 : -1
  const rest = (v: Vector3): Vector3 => [v[0] * sign, v[1], v[2]]
  const [legRest, kneeRest, ankleRest] = [rest(mmdRest.leg), rest(mmdRest.knee), rest(mmdRest.ankle)]
  // "D" bones add to the bone they double.
  const thighOwn = multiply(of(`${kanji}足`, frame).turned, of(`${kanji}足D`, frame).turned)
  const kneeOwn = multiply(of(`${kanji}ひざ`, frame).turned, of(`${kanji}ひざD`, frame).turned)
  const footOwn = multiply(of(`${kanji}足首`, frame).turned, of(`${kanji}足首D`, frame).turned)
  const target = `${kanji}足ＩＫ`
  if (!file.bones.has(target) || !ikOn(file, target, frame)) {
    write(`${side}UpperLeg`, frame, thighOwn)
    write(`${side}LowerLeg`, frame, kneeOwn)
    write(`${side}Foot`, frame, footOwn)
    return
  }
  const parent = of(`${kanji}足IK親`, frame)
  const ik = of(target, frame)
  const parentTurned = multiply(root.turned, parent.turned)
  const groundRest: Vector3 = [ankleRest[0], 0, ankleRest[2]]
  const parentAt = add(root.at, rotate(root.turned, add(groundRest, parent.atM)))
  const goal = add(parentAt, rotate(parentTurned, add(subtract(ankleRest, groundRest), ik.atM)))
  const joint = add(hips.at, rotate(hips.turned, subtract(legRest, mmdRest.waist)))
  // The knee looks where the thigh's own keys turn it; the solver of MMD bends it from there.
  const thighPlain = multiply(hips.turned, thighOwn)
  const pole = rotate(thighPlain, [0, 0, 1])
  const bones = solveTwoBones(joint, goal, pole, {
    upperM: length(subtract(kneeRest, legRest)),
    lowerM: length(subtract(ankleRest, kneeRest)),
  })
  const side3 = scale(bones.hinge, -1)
  const thigh = turnTo(side3, bones.upper, subtract(kneeRest, legRest))
  const shin = turnTo(side3, bones.lower, subtract(ankleRest, kneeRest))
  write(`${side}UpperLeg`, frame, multiply(conjugate(hips.turned), thigh))
  write(`${side}LowerLeg`, frame, multiply(conjugate(thigh), shin))
  // The foot keeps to its target: the toe's IK holds it there in MMD.
  const foot = multiply(multiply(parentTurned, ik.turned), footOwn)
  write(`${side}Foot`, frame, multiply(conjugate(shin), foot))
}

/** World turn of a leg bone that lies along `direction` with its knee hinge along `x`, from its rest. */
function turnTo(x: Vector3, direction: Vector3, restBone: Vector3): Quaternion {
  const along = scale(restBone, 1 / length(restBone))
  const restX: Vector3 = [1, 0, 0]
  const flatX = subtract(restX, scale(along, along[0]))
  const unitX = scale(flatX, 1 / length(flatX))
  const rest = fromAxes(unitX, scale(along, -1), cross(unitX, scale(along, -1)))
  const now = fromAxes(x, scale(direction, -1), cross(x, scale(direction, -1)))
  return multiply(now, conjugate(rest))
}
