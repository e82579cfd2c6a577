import type { Parsed } from '@ghostlight/timeline'
import { identity, type Quaternion, slerp, type Vector3 } from '../rotation.ts'
import { problem } from './problem.ts'

// The records of a VMD file ("Vocaloid Motion Data 0002"): bone keys with Bézier eases, faces, camera, whether leg IK is on. All little
// endian; names in Shift-JIS with a fixed length. Positions and rotations are turned from MMD's left-handed space, in which a model faces
// −Z, into ours.

/** Frames per second of every VMD file. */
export const vmdHz = 30

interface Key {
  readonly frame: number
  readonly atM: Vector3
  readonly turned: Quaternion
  /** Per x, y, z, rotation: the two handles of the ease that leads *to* this key, 0–1. */
  readonly ease: readonly (readonly [number, number, number, number])[]
}
export interface Channel {
  readonly keys: readonly Key[]
}
export interface VmdFile {
  readonly bones: ReadonlyMap<string, Channel>
  readonly faces: ReadonlyMap<string, readonly { readonly frame: number; readonly weight: number }[]>
  readonly cameraKeys: number
  /** By bone name: when its IK is on or off. */
  readonly ik: ReadonlyMap<string, readonly { readonly frame: number; readonly on: boolean }[]>
  readonly frames: number
}

const boneBytes = 111
const faceBytes = 23
const cameraBytes = 61
const mostFrames = 3600 * vmdHz

/** @param shiftJis  decodes a name; the pure packages know no text decoder */
export function readVmd(bytes: Uint8Array, shiftJis: (bytes: Uint8Array) => string): Parsed<VmdFile> {
  const refuse = (code: string, message: string): Parsed<VmdFile> => ({ ok: false, issues: [problem(code, message)] })
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const magic = String.fromCharCode(...bytes.subarray(0, 25))
  if (!magic.startsWith('Vocaloid Motion Data')) return refuse('not-a-vmd', 'a VMD file begins with "Vocaloid Motion Data"')
  let at = magic.startsWith('Vocaloid Motion Data 0002') ? 50 : 40
  const name = (from: number, length: number): string => {
    const field = bytes.subarray(from, from + length)
    const end = field.indexOf(0)
    return shiftJis(end < 0 ? field : field.subarray(0, end))
  }
  /** Number of records that follow, or null when they do not all fit in the file. */
  const records = (size: number): number | null => {
    if (at + 4 > bytes.byteLength) return 0
    const count = view.getUint32(at, true)
    at += 4
    return at + count * size <= bytes.byteLength ? count : null
  }
  const cut = (what: string) => refuse('cut-off', `the file ends in the middle of its ${what}`)
  if (at + 4 > bytes.byteLength) return cut('header')

  const bones = new Map<string, { keys: Key[] }>()
  let last = 0
  const boneCount = records(boneBytes)
  if (boneCount === null) return cut('bones')
  for (let i = 0; i < boneCount; i++, at += boneBytes) {
    const key = boneKey(view, at)
    if (key.frame > mostFrames) return refuse('too-long', `a key lies at ${Math.round(key.frame / vmdHz)} s; at most an hour is taken`)
    if (![...key.atM, ...key.turned].every(Number.isFinite)) return refuse('bad-number', `key ${i} of the bones is no number`)
    last = Math.max(last, key.frame)
    const bone = name(at, 15)
    const channel = bones.get(bone)
    if (channel) channel.keys.push(key)
    else bones.set(bone, { keys: [key] })
  }
  const faces = new Map<string, { frame: number; weight: number }[]>()
  const faceCount = records(faceBytes)
  if (faceCount === null) return cut('faces')
  for (let i = 0; i < faceCount; i++, at += faceBytes) {
    const face = name(at, 15)
    const frame = view.getUint32(at + 15, true)
    if (frame > mostFrames) continue
    const weight = view.getFloat32(at + 19, true)
    last = Math.max(last, frame)
    faces.set(face, [...(faces.get(face) ?? []), { frame, weight: Number.isFinite(weight) ? weight : 0 }])
  }
  const cameraKeys = records(cameraBytes)
  if (cameraKeys === null) return cut('camera')
  at += cameraKeys * cameraBytes
  // Light (28 bytes each) and self shadow (9) are of no use to us; old files end before.
  for (const size of [28, 9]) at += (records(size) ?? 0) * size
  const ik = readIk(view, bytes, at, name)
  for (const channel of bones.values()) channel.keys.sort((a, b) => a.frame - b.frame)
  for (const keys of faces.values()) keys.sort((a, b) => a.frame - b.frame)
  return { ok: true, value: { bones, faces, cameraKeys, ik, frames: last + 1 }, issues: [] }
}

function boneKey(view: DataView, at: number): Key {
  const float = (k: number) => view.getFloat32(at + 19 + 4 * k, true)
  // Reflection in z: positions change the sign of z, rotations those of x and y.
  const turned: Quaternion = [-float(3), -float(4), float(5), float(6)]
  const l = Math.hypot(...turned)
  const byte = (k: number) => Math.min(127, view.getUint8(at + 47 + k)) / 127
  return {
    frame: view.getUint32(at + 15, true),
    atM: [float(0), float(1), -float(2)],
    turned: l > 1e-6 ? [turned[0] / l, turned[1] / l, turned[2] / l, turned[3] / l] : identity,
    ease: [0, 1, 2, 3].map((c) => [byte(c), byte(c + 4), byte(c + 8), byte(c + 12)] as const),
  }
}

function readIk(view: DataView, bytes: Uint8Array, from: number, name: (from: number, length: number) => string): VmdFile['ik'] {
  const ik = new Map<string, { frame: number; on: boolean }[]>()
  if (from + 4 > bytes.byteLength) return ik
  let at = from + 4
  for (let i = view.getUint32(from, true); i > 0 && at + 9 <= bytes.byteLength; i--) {
    const frame = view.getUint32(at, true)
    const count = view.getUint32(at + 5, true)
    at += 9
    for (let k = 0; k < count && at + 21 <= bytes.byteLength; k++, at += 21) {
      const bone = name(at, 20)
      ik.set(bone, [...(ik.get(bone) ?? []), { frame, on: view.getUint8(at + 20) !== 0 }])
    }
  }
  return ik
}

/** Index of the key at or before a frame; −1 before the first. */
function keyBefore(keys: readonly { readonly frame: number }[], frame: number): number {
  let low = 0
  let high = keys.length
  while (low < high) {
    const mid = (low + high) >> 1
    if (keys[mid]!.frame <= frame) low = mid + 1
    else high = mid
  }
  return low - 1
}

/** Place and turn of a bone at a frame, relative to its rest. */
export function boneAt(channel: Channel | undefined, frame: number): { atM: Vector3; turned: Quaternion } {
  const keys = channel?.keys ?? []
  const i = keyBefore(keys, frame)
  const a = keys[Math.max(0, i)]
  if (!a) return { atM: [0, 0, 0], turned: identity }
  const b = keys[i + 1]
  if (i < 0 || !b) return a
  const u = (frame - a.frame) / (b.frame - a.frame)
  const at = (c: 0 | 1 | 2) => a.atM[c] + (b.atM[c] - a.atM[c]) * eased(b.ease[c]!, u)
  return { atM: [at(0), at(1), at(2)], turned: slerp(a.turned, b.turned, eased(b.ease[3]!, u)) }
}

/** Weight of a face at a frame: straight lines between keys. */
export function faceAt(keys: readonly { readonly frame: number; readonly weight: number }[], frame: number): number {
  const i = keyBefore(keys, frame)
  const a = keys[Math.max(0, i)]
  const b = keys[i + 1]
  if (!a) return 0
  if (i < 0 || !b) return a.weight
  return a.weight + ((b.weight - a.weight) * (frame - a.frame)) / (b.frame - a.frame)
}

/** Whether the IK of a bone is on: as the last switch says, on when there is none. */
export function ikOn(file: VmdFile, bone: string, frame: number): boolean {
  const switches = file.ik.get(bone)
  if (!switches) return true
  return switches[keyBefore(switches, frame)]?.on ?? true
}

/** Cubic Bézier from (0, 0) to (1, 1) with two handles, at x = u. Twenty halvings: 1e-6. */
function eased([x1, y1, x2, y2]: readonly [number, number, number, number], u: number): number {
  if (x1 === y1 && x2 === y2) return u
  let low = 0
  let high = 1
  for (let i = 0; i < 20; i++) {
    const t = (low + high) / 2
    const x = 3 * (1 - t) * (1 - t) * t * x1 + 3 * (1 - t) * t * t * x2 + t * t * t
    if (x < u) low = t
    else high = t
  }
  const t = (low + high) / 2
  return 3 * (1 - t) * (1 - t) * t * y1 + 3 * (1 - t) * t * t * y2 + t * t * t
}
