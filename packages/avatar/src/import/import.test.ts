import { describe, expect, it } from 'vitest'
import { motionLengthMs, sampleMotion, trimMotion, warpToBeats } from '../motion-clip.ts'
import { hashUnit } from '../noise.ts'
import { bodyOf } from '../performer/index.ts'
import { placeJoints } from '../pose.ts'
import { aboutY, aboutZ, angleBetween } from '../rotation.ts'
import { parseBvh } from './bvh.ts'
import { parseGlbMotion, takesOfGlb } from './gltf-motion.ts'
import { inspectVrm } from './inspect-vrm.ts'
import { parseVrma } from './vrma.ts'

const body = bodyOf('hotaru')
const options = { loop: false, mirror: false, body }

/** A GLB of one animated hips and one arm that rests turned. */
function vrmaOf(): Uint8Array {
  const floats = [
    0,
    1,
    /* hips turn */ 0,
    0,
    0,
    1,
    ...aboutY(0.5),
    /* hips place */ 0,
    0.8,
    0,
    0,
    0.9,
    0.1,
    /* arm */ ...aboutZ(-0.7),
    ...aboutZ(-1.2),
  ]
  const bin = new Uint8Array(new Float32Array(floats).buffer)
  const view = (byteOffset: number, byteLength: number) => ({ buffer: 0, byteOffset, byteLength })
  const accessor = (bufferView: number, count: number, type: string) => ({ bufferView, count, type, componentType: 5126 })
  const json = {
    asset: { version: '2.0' },
    nodes: [
      { name: 'J_Hips', translation: [0, 0.8, 0], children: [1] },
      { name: 'J_Arm', rotation: aboutZ(-0.7), translation: [0.2, 0.4, 0] },
    ],
    buffers: [{ byteLength: bin.length }],
    bufferViews: [view(0, 8), view(8, 32), view(40, 24), view(64, 32)],
    accessors: [accessor(0, 2, 'SCALAR'), accessor(1, 2, 'VEC4'), accessor(2, 2, 'VEC3'), accessor(3, 2, 'VEC4')],
    animations: [
      {
        channels: [
          { sampler: 0, target: { node: 0, path: 'rotation' } },
          { sampler: 1, target: { node: 0, path: 'translation' } },
          { sampler: 2, target: { node: 1, path: 'rotation' } },
        ],
        samplers: [1, 2, 3].map((output) => ({ input: 0, output, interpolation: 'LINEAR' })),
      },
    ],
    extensions: {
      VRMC_vrm_animation: {
        specVersion: '1.0',
        humanoid: { humanBones: { hips: { node: 0 }, leftUpperArm: { node: 1 }, tail: { node: 1 } } },
      },
    },
  }
  let text = JSON.stringify(json)
  while (text.length % 4) text += ' '
  const out = new Uint8Array(12 + 8 + text.length + 8 + bin.length)
  const data = new DataView(out.buffer)
  data.setUint32(0, 0x46546c67, true)
  data.setUint32(4, 2, true)
  data.setUint32(8, out.length, true)
  data.setUint32(12, text.length, true)
  data.setUint32(16, 0x4e4f534a, true)
  out.set(new TextEncoder().encode(text), 20)
  data.setUint32(20 + text.length, bin.length, true)
  data.setUint32(24 + text.length, 0x004e4942, true)
  out.set(bin, 28 + text.length)
  return out
}

/** The same file with another table of contents. */
function retold(bytes: Uint8Array, change: (json: { nodes: Record<string, unknown>[] }) => void): Uint8Array {
  const length = new DataView(bytes.buffer).getUint32(12, true)
  const json = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + length))) as { nodes: Record<string, unknown>[] }
  change(json)
  const text = new TextEncoder().encode(JSON.stringify(json))
  const padded = (text.length + 3) & ~3
  const out = new Uint8Array(20 + padded + bytes.length - 20 - length).fill(32)
  out.set(bytes.subarray(0, 20))
  out.set(text, 20)
  out.set(bytes.subarray(20 + length), 20 + padded)
  new DataView(out.buffer).setUint32(8, out.length, true)
  new DataView(out.buffer).setUint32(12, padded, true)
  return out
}

/** Arms rest hanging at 45°, the figure faces +Z, centimetres; the left arm is lifted to the horizontal in the second frame. */
const bvh = `HIERARCHY
ROOT Hips
{ OFFSET 0 0 0 CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
  JOINT LeftUpLeg { OFFSET 9 -5 0 CHANNELS 3 Zrotation Xrotation Yrotation
    JOINT LeftLeg { OFFSET 0 -40 0 CHANNELS 3 Zrotation Xrotation Yrotation
      JOINT LeftFoot { OFFSET 0 -40 0 CHANNELS 3 Zrotation Xrotation Yrotation End Site { OFFSET 0 0 12 } } } }
  JOINT RightUpLeg { OFFSET -9 -5 0 CHANNELS 3 Zrotation Xrotation Yrotation
    JOINT RightLeg { OFFSET 0 -40 0 CHANNELS 3 Zrotation Xrotation Yrotation
      JOINT RightFoot { OFFSET 0 -40 0 CHANNELS 3 Zrotation Xrotation Yrotation End Site { OFFSET 0 0 12 } } } }
  JOINT Spine { OFFSET 0 20 0 CHANNELS 3 Zrotation Xrotation Yrotation
    JOINT LeftArm { OFFSET 15 25 0 CHANNELS 3 Zrotation Xrotation Yrotation
      JOINT LeftForeArm { OFFSET 17 -17 0 CHANNELS 3 Zrotation Xrotation Yrotation
        JOINT LeftHand { OFFSET 17 -17 0 CHANNELS 3 Zrotation Xrotation Yrotation
          JOINT Gizmo { OFFSET 1 0 0 CHANNELS 3 Zrotation Xrotation Yrotation End Site { OFFSET 1 0 0 } } } } } }
}
MOTION
Frames: 2
Frame Time: 0.5
${[0, 85, 0, ...Array(36).fill(0)].join(' ')}
${[10, 85, 0, ...Array(24).fill(0), 45, ...Array(11).fill(0)].join(' ')}
`

describe('a .vrma file', () => {
  it('loses its own rest pose and keeps how far it turns', () => {
    const parsed = parseVrma(vrmaOf())
    if (!parsed.ok) throw new Error(parsed.issues[0]!.message)
    const motion = parsed.value
    expect(motionLengthMs(motion)).toBeCloseTo(1000)
    expect(motion.unmapped).toEqual(['tail'])
    const first = sampleMotion(motion, 0, options)
    expect(angleBetween(first.rotations.leftUpperArm!, [0, 0, 0, 1])).toBeLessThan(1e-3)
    const last = sampleMotion(motion, 1000, options)
    expect(angleBetween(last.rotations.hips!, aboutY(0.5))).toBeLessThan(1e-3)
    expect(angleBetween(last.rotations.leftUpperArm!, aboutZ(-0.5))).toBeLessThan(1e-3)
    expect(last.hipsM[1]).toBeCloseTo((0.1 * body.hipsHeightM) / 0.8, 3)
  })

  it('is refused with the reason when it is cut off, no GLB, or names no humanoid', () => {
    for (const bytes of [new Uint8Array(3), new Uint8Array(64), vrmaOf().subarray(0, 400), vrmaOf().subarray(0, vrmaOf().length - 40)]) {
      const parsed = parseVrma(bytes)
      expect(parsed.ok).toBe(false)
      expect(parsed.issues[0]!.message.length).toBeGreaterThan(10)
    }
  })
})

it('a .vrma whose skeleton stands under a node of another size moves as far as it is drawn', () => {
  // Hips rest at 0.4 + 0.5 × 0.8 and rise by 0.5 × 0.1.
  const change = (json: { nodes: Record<string, unknown>[] }) =>
    json.nodes.push({ name: 'Armature', translation: [0, 0.4, 0], scale: [0.5, 0.5, 0.5], children: [0] })
  const hipsOf = (bytes: Uint8Array) => {
    const parsed = parseVrma(bytes)
    if (!parsed.ok) throw new Error(parsed.issues[0]!.message)
    return sampleMotion(parsed.value, 1000, options).hipsM[1]
  }
  expect(hipsOf(retold(vrmaOf(), change))).toBeCloseTo((0.05 / 0.8) * body.hipsHeightM, 5)
})

it('whatever a damaged table of contents says, the file is taken or refused with a reason (300 cases, seed 5)', () => {
  const wrong = [null, -1, 1e9, 'x', {}, [], 3.5, true]
  const random = (n: number) => hashUnit(5, n)
  let [taken, refused] = [0, 0]
  for (let i = 0; i < 300; i++) {
    const bytes = retold(vrmaOf(), (json) => {
      let at = json as unknown as Record<string, unknown>
      for (let depth = 0; depth < 8; depth++) {
        const keys = Object.keys(at)
        const key = keys[Math.floor(random(i * 31 + depth) * keys.length)]
        if (key === undefined) return
        const below = at[key]
        if (typeof below !== 'object' || below === null || random(i * 31 + 20 + depth) < 0.25) {
          at[key] = wrong[Math.floor(random(i * 31 + 11) * wrong.length)]
          return
        }
        at = below as Record<string, unknown>
      }
    })
    for (const parsed of [parseVrma(bytes), parseGlbMotion(bytes, null)]) {
      if (parsed.ok) taken++
      else refused += Number(parsed.issues[0]!.message.length > 10)
    }
    expect(inspectVrm(bytes).ok).toBe(false)
    expect(Array.isArray(takesOfGlb(bytes))).toBe(true)
  }
  expect(taken + refused).toBe(600)
  expect(Math.min(taken, refused)).toBeGreaterThan(30)
})

describe('a .bvh file', () => {
  const parsed = parseBvh(bvh)
  if (!parsed.ok) throw new Error(parsed.issues[0]!.message)
  const motion = parsed.value

  it('arms that rest lowered hang lowered, and lifted to the horizontal stand in the T-pose', () => {
    const lowered = placeJoints(sampleMotion(motion, 0, options), body).atM
    expect(lowered.leftHand[1]).toBeLessThan(body.restM.leftHand[1] - 0.25)
    const lifted = placeJoints(sampleMotion(motion, 500, options), body).atM
    expect(lifted.leftHand[1]).toBeCloseTo(body.restM.leftHand[1], 2)
  })

  it('hips move in proportion to the body, whatever the unit of the file', () => {
    expect(sampleMotion(motion, 500, options).hipsM[0]).toBeCloseTo((10 / 85) * body.hipsHeightM, 3)
  })

  it('stands on the floor it was recorded on, however high that lay', () => {
    const raised = parseBvh(bvh.replaceAll(/^(\d+) 85 0 /gm, '$1 115 0 '))
    if (!raised.ok) throw new Error('refused')
    expect([...raised.value.hipsM]).toEqual([...motion.hipsM])
    expect(motion.hipsM[1]).toBeCloseTo(0)
  })

  it('whose joints list positions that are all nought is drawn by its offsets', () => {
    const six = 'CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation'
    const [head, tail] = bvh.replaceAll('CHANNELS 3 Zrotation Xrotation Yrotation', six).split('MOTION')
    const rows = tail!.trim().split('\n')
    const wide = rows.slice(2).map((row) => {
      const numbers = row.split(' ')
      return numbers.map((x, k) => (k >= 6 && k % 3 === 0 ? `0 0 0 ${x}` : x)).join(' ')
    })
    const listed = parseBvh(`${head}MOTION\n${[...rows.slice(0, 2), ...wide].join('\n')}`)
    if (!listed.ok) throw new Error(listed.issues[0]!.message)
    expect([...listed.value.hipsM]).toEqual([...motion.hipsM])
  })

  it('lists the joints that no bone was found for', () => {
    expect(motion.unmapped).toEqual(['Gizmo'])
  })

  it('is refused with the reason when numbers are missing or it is something else', () => {
    for (const text of ['', 'HIERARCHY', bvh.slice(0, bvh.length - 40), bvh.replace('OFFSET 9', 'OFFSET nine')]) {
      const parsed = parseBvh(text)
      expect(parsed.ok).toBe(false)
    }
  })
})

it('a motion is trimmed, looped, mirrored and warped to beats', () => {
  const parsed = parseBvh(bvh)
  if (!parsed.ok) throw new Error('refused')
  expect(trimMotion(parsed.value, 500, 500).frames).toBe(1)
  expect(sampleMotion(parsed.value, 750, { ...options, loop: true }).hipsM[0]).toBeCloseTo(
    sampleMotion(parsed.value, 250, options).hipsM[0],
  )
  expect(sampleMotion(parsed.value, 500, { ...options, mirror: true }).hipsM[0]).toBeCloseTo(
    -sampleMotion(parsed.value, 500, options).hipsM[0],
  )
  const marks = [
    [0, 100],
    [4, 2100],
    [8, 3100],
  ] as const
  expect(warpToBeats(marks, 2)).toBe(1100)
  expect(warpToBeats(marks, 6)).toBe(2600)
  expect(warpToBeats(marks, 9)).toBe(3350)
})
