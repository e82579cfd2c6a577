import { describe, expect, it } from 'vitest'
import { sampleMotion } from '../motion-clip.ts'
import { measureFeet } from '../moves/measure-move.ts'
import { bodyOf } from '../performer/index.ts'
import { placeJoints } from '../pose.ts'
import { parseMotion } from './motion-file.ts'
import { parseVmd } from './vmd.ts'

const body = bodyOf('hotaru')
const options = { loop: false, mirror: false, body }
/** Names in these tests are written as UTF-16 pairs of bytes: the reader must not care how they are decoded. */
const decode = (bytes: Uint8Array) => {
  let text = ''
  for (let i = 0; i + 1 < bytes.length; i += 2) text += String.fromCharCode((bytes[i]! << 8) | bytes[i + 1]!)
  return text
}
const encode = (text: string, length: number): number[] => {
  const bytes = [...text].flatMap((c) => [c.charCodeAt(0) >> 8, c.charCodeAt(0) & 255])
  return [...bytes, ...Array(Math.max(0, length - bytes.length)).fill(0)].slice(0, length)
}

interface Key {
  readonly bone: string
  readonly frame: number
  readonly at?: readonly [number, number, number]
  readonly turn?: readonly [number, number, number, number]
  readonly ease?: readonly [number, number, number, number]
}
function vmdOf(keys: readonly Key[], faces: readonly { name: string; frame: number; weight: number }[] = []): Uint8Array {
  const out: number[] = []
  const u32 = (n: number) => out.push(n & 255, (n >> 8) & 255, (n >> 16) & 255, (n >> 24) & 255)
  const f32 = (n: number) => out.push(...new Uint8Array(Float32Array.of(n).buffer))
  const head = 'Vocaloid Motion Data 0002'
  for (let i = 0; i < 30; i++) out.push(i < head.length ? head.charCodeAt(i) : 0)
  out.push(...Array(20).fill(0))
  u32(keys.length)
  for (const { bone, frame, at = [0, 0, 0], turn = [0, 0, 0, 1], ease = [20, 20, 107, 107] } of keys) {
    out.push(...encode(bone, 15))
    u32(frame)
    for (const n of [...at, ...turn]) f32(n)
    for (let i = 0; i < 64; i++) out.push(i < 16 ? ease[i >> 2]! : 0)
  }
  u32(faces.length)
  for (const { name, frame, weight } of faces) {
    out.push(...encode(name, 15))
    u32(frame)
    f32(weight)
  }
  u32(0)
  return Uint8Array.from(out)
}
const motionOf = (bytes: Uint8Array) => {
  const parsed = parseVmd(bytes, decode)
  if (!parsed.ok) throw new Error(parsed.issues[0]!.message)
  return parsed.value
}
const places = (bytes: Uint8Array, ms: number) => placeJoints(sampleMotion(motionOf(bytes), ms, options), body).atM

describe('a .vmd file', () => {
  const ikAtRest = ['左足ＩＫ', '右足ＩＫ'].map((bone): Key => ({ bone, frame: 0 }))

  it('arms without keys hang as the model rests, lowered by 37°', () => {
    const at = places(vmdOf([{ bone: 'センター', frame: 0 }]), 0)
    for (const side of ['left', 'right'] as const) {
      const down = at[`${side}UpperArm`][1] - at[`${side}LowerArm`][1]
      const out = Math.abs(at[`${side}LowerArm`][0] - at[`${side}UpperArm`][0])
      expect((Math.atan2(down, out) * 180) / Math.PI).toBeCloseTo(37, 0)
    }
  })

  it('an arm turned back by 37° about the axis she looks along stands in the T-pose', () => {
    const half = (37 * Math.PI) / 360
    // In the left-handed space of MMD a turn about z that lifts the left arm is positive, as in ours.
    const at = places(vmdOf([{ bone: '左腕', frame: 0, turn: [0, 0, Math.sin(half), Math.cos(half)] }]), 0)
    expect(at.leftHand[1]).toBeCloseTo(body.restM.leftHand[1], 2)
    expect(at.rightHand[1]).toBeLessThan(body.restM.rightHand[1] - 0.25)
  })

  it('feet led by IK stay on the floor and do not slide while the centre sinks and sways', () => {
    const keys: Key[] = [
      ...ikAtRest,
      { bone: 'センター', frame: 0 },
      { bone: 'センター', frame: 15, at: [0.8, -2.2, 0.3] },
      { bone: 'センター', frame: 30, at: [-0.8, -0.6, 0] },
    ]
    const motion = motionOf(vmdOf(keys))
    const poses = Array.from({ length: 60 }, (_, i) => sampleMotion(motion, (i * 1000) / 60, options))
    const feet = poses.map((pose) => placeJoints(pose, body).atM.leftFoot)
    const spread = (k: 0 | 1 | 2) => Math.max(...feet.map((f) => f[k])) - Math.min(...feet.map((f) => f[k]))
    // Her legs are not those of the model the feet were written for; a centimetre is what that costs.
    expect(spread(0)).toBeLessThan(0.03)
    expect(spread(1)).toBeLessThan(0.03)
    expect(spread(2)).toBeLessThan(0.03)
    expect(measureFeet(poses, 60, body).airborne.length).toBeLessThan(6)
    const knee = placeJoints(poses[30]!, body)
    expect(knee.atM.leftLowerLeg[2]).toBeGreaterThan(knee.atM.leftUpperLeg[2] + 0.05)
  })

  it('legs are bent by their IK itself: knees give as the centre sinks, before any foot is held to the floor', () => {
    const keys: Key[] = [...ikAtRest, { bone: 'センター', frame: 0 }, { bone: 'センター', frame: 30, at: [0.5, -2.2, 0] }]
    const { rotations, frames } = motionOf(vmdOf(keys))
    const kneeDeg = (side: 'left' | 'right', frame: number) => {
      const q = rotations[`${side}LowerLeg`]!.subarray(frame * 4, frame * 4 + 4)
      return (2 * Math.atan2(Math.hypot(q[0]!, q[1]!, q[2]!), q[3]!) * 180) / Math.PI
    }
    for (const side of ['left', 'right'] as const) {
      expect(kneeDeg(side, 0)).toBeLessThan(15)
      expect(kneeDeg(side, frames - 1)).toBeGreaterThan(60)
    }
  })

  it('a left hand that turns is her left hand', () => {
    const half = Math.PI / 6
    const { rotations } = motionOf(vmdOf([{ bone: '左手首', frame: 0, turn: [0, 0, Math.sin(half), Math.cos(half)] }]))
    expect(Math.abs(rotations.leftHand![3]!)).toBeCloseTo(Math.cos(half), 3)
    expect(Math.abs(rotations.rightHand?.[3] ?? 1)).toBeCloseTo(1, 6)
  })

  it('a foot whose IK target goes forward steps forward: her front is the model’s −Z', () => {
    const at = places(vmdOf([...ikAtRest, { bone: '左足ＩＫ', frame: 10, at: [0, 1, -4] }]), 400)
    expect(at.leftFoot[2]).toBeGreaterThan(at.rightFoot[2] + 0.2)
    expect(at.leftFoot[1]).toBeGreaterThan(at.rightFoot[1] + 0.04)
  })

  it('heights scale with the hips of the body that wears it', () => {
    const pose = sampleMotion(motionOf(vmdOf([{ bone: 'センター', frame: 0, at: [0, -1.16, 0] }])), 0, options)
    expect(pose.hipsM[1]).toBeCloseTo(-0.1 * body.hipsHeightM, 3)
  })

  it('eases as its Bézier handles say', () => {
    const keys = (ease: Key['ease']): Key[] => [
      { bone: 'センター', frame: 0 },
      { bone: 'センター', frame: 30, at: [0, 2, 0], ...(ease ? { ease } : {}) },
    ]
    const half = (ease: Key['ease']) => sampleMotion(motionOf(vmdOf(keys(ease))), 500, options).hipsM[1]
    expect(half([127, 0, 127, 0])).toBeLessThan(half([20, 20, 107, 107]) * 0.6)
    expect(half([0, 127, 0, 127])).toBeGreaterThan(half([20, 20, 107, 107]) * 1.4)
  })

  it('faces become expressions, the strongest of those that mean the same', () => {
    const motion = motionOf(
      vmdOf(
        [],
        [
          { name: 'あ', frame: 0, weight: 0 },
          { name: 'あ', frame: 30, weight: 1 },
          { name: 'にこり', frame: 0, weight: 0.4 },
          { name: '笑い', frame: 0, weight: 0.7 },
          { name: '涙', frame: 0, weight: 1 },
        ],
      ),
    )
    const { expressions } = sampleMotion(motion, 500, options)
    expect(expressions.aa).toBeCloseTo(0.5, 2)
    expect(expressions.happy).toBeCloseTo(0.7, 3)
    expect(motion.unmapped).toEqual(['涙'])
  })

  it('is refused with the reason when it is cut off, something else, or moves nobody', () => {
    const whole = vmdOf([{ bone: 'センター', frame: 0 }])
    for (const [bytes, code] of [
      [whole.subarray(0, 100), 'cut-off'],
      [whole.subarray(0, 20), 'cut-off'],
      [new Uint8Array(80), 'not-a-vmd'],
      [vmdOf([{ bone: '前髪', frame: 0 }]), 'no-tracks'],
      [vmdOf([{ bone: 'センター', frame: 4_000_000 }]), 'too-long'],
    ] as const) {
      const parsed = parseVmd(bytes, decode)
      expect(parsed.ok).toBe(false)
      expect(parsed.issues[0]!.code).toBe(code)
    }
  })
})

it('a file whose name no importer knows is refused with the names of those that are known', () => {
  const parsed = parseMotion('dance.fbx', new Uint8Array(9), { utf8: decode, shiftJis: decode }, null)
  expect(parsed.ok).toBe(false)
  expect(parsed.issues[0]!.message).toContain('.vmd')
})
