import { describe, expect, it } from 'vitest'
import { sampleMotion } from '../motion-clip.ts'
import { bodyOf } from '../performer/index.ts'
import { placeJoints } from '../pose.ts'
import { parseGlbMotion, takesOfGlb } from './gltf-motion.ts'

const body = bodyOf('hotaru')
const options = { loop: false, mirror: false, body }
const turn = (axis: 0 | 1 | 2, deg: number) => {
  const q = [0, 0, 0, Math.cos((deg * Math.PI) / 360)]
  q[axis] = Math.sin((deg * Math.PI) / 360)
  return q
}

/** A figure that faces −X, arms hanging at 60° under the horizontal, bones turned anyhow; two animations of its left arm. */
function glbOf({ rename = (name: string) => name, integers = false } = {}): Uint8Array {
  const nodes: { name: string; children?: number[]; translation?: number[]; rotation?: number[] }[] = []
  const add = (name: string, translation: number[], children: number[] = [], rotation?: number[]) =>
    nodes.push({ name: rename(name), translation, ...(children.length > 0 ? { children } : {}), ...(rotation ? { rotation } : {}) }) - 1
  const leg = (side: string, x: number) =>
    add(`upperleg.${side}`, [x, -0.05, 0], [add(`lowerleg.${side}`, [0, -0.45, 0], [add(`foot.${side}`, [0, -0.4, 0])])])
  const armDeg = 60
  const arm = (side: string, sign: number) => {
    const c = Math.cos((armDeg * Math.PI) / 180)
    const s = Math.sin((armDeg * Math.PI) / 180)
    const along = [sign * c * 0.28, -s * 0.28, 0]
    return add(`upperarm.${side}`, [sign * 0.15, 0.3, 0], [add(`lowerarm.${side}`, along, [add(`hand.${side}`, along)])])
  }
  const left = arm('l', 1)
  const spine = add('spine', [0, 0.1, 0], [left, arm('r', -1), add('head', [0, 0.5, 0])])
  const hips = add('hips', [0, 1, 0], [leg('l', 0.1), leg('r', -0.1), spine])
  add('root', [0, 0, 0], [hips, add('IK-foot.l', [0, 0, 0])], turn(1, -90))

  const times = new Float32Array([0, 1])
  const values = new Float32Array([0, 0, 0, 1, ...turn(2, armDeg)])
  const stored = integers ? Int16Array.from(values, (x) => Math.round(x * 32_767)) : values
  const bin = new Uint8Array(times.byteLength + stored.byteLength)
  bin.set(new Uint8Array(times.buffer), 0)
  bin.set(new Uint8Array(stored.buffer), times.byteLength)
  const animation = (name: string, node: number) => ({
    name,
    channels: [{ sampler: 0, target: { node, path: 'rotation' } }],
    samplers: [{ input: 0, output: 1 }],
  })
  const json = {
    nodes,
    accessors: [
      { bufferView: 0, count: 2, type: 'SCALAR', componentType: 5126 },
      { bufferView: 1, count: 2, type: 'VEC4', componentType: integers ? 5122 : 5126, normalized: integers },
    ],
    bufferViews: [
      { byteOffset: 0, byteLength: 8 },
      { byteOffset: 8, byteLength: stored.byteLength },
    ],
    animations: [animation('Lift', left), animation('Nothing', nodes.length - 2)],
  }
  const text = new TextEncoder().encode(JSON.stringify(json).padEnd(Math.ceil(JSON.stringify(json).length / 4) * 4))
  const out = new Uint8Array(28 + text.length + bin.length)
  const data = new DataView(out.buffer)
  ;[0x46546c67, 2, out.length, text.length, 0x4e4f534a].forEach((n, i) => {
    data.setUint32(i * 4, n, true)
  })
  out.set(text, 20)
  data.setUint32(20 + text.length, bin.length, true)
  data.setUint32(24 + text.length, 0x004e4942, true)
  out.set(bin, 28 + text.length)
  return out
}
const handsAt = (bytes: Uint8Array, ms: number) => {
  const parsed = parseGlbMotion(bytes, 'Lift')
  if (!parsed.ok) throw new Error(parsed.issues[0]!.message)
  return placeJoints(sampleMotion(parsed.value, ms, options), body).atM
}

describe('an animation in a .glb file', () => {
  it('arms that rest hanging hang, and one lifted to the horizontal stands in the T-pose, whichever way the figure faces', () => {
    const before = handsAt(glbOf(), 0)
    expect(before.leftHand[1]).toBeLessThan(body.restM.leftHand[1] - 0.3)
    const after = handsAt(glbOf(), 1000)
    expect(after.leftHand[1]).toBeCloseTo(body.restM.leftHand[1], 2)
    expect(after.leftHand[0]).toBeCloseTo(body.restM.leftHand[0], 2)
    expect(after.rightHand[1]).toBeCloseTo(before.rightHand[1], 6)
  })

  it('reads rotations stored as whole numbers', () => {
    expect(handsAt(glbOf({ integers: true }), 1000).leftHand[1]).toBeCloseTo(body.restM.leftHand[1], 2)
  })

  it('is found by its name, and its fellows are told', () => {
    expect(takesOfGlb(glbOf())).toEqual(['Lift', 'Nothing'])
    const parsed = parseGlbMotion(glbOf(), 'Dance')
    expect(parsed.ok).toBe(false)
    expect(parsed.issues[0]!.message).toContain('Lift, Nothing')
  })

  it.each([
    ['mixamorig:LeftArm', (n: string) => n.replace('upperarm.l', 'mixamorig:LeftArm').replace('lowerarm.l', 'mixamorig:LeftForeArm')],
    ['UpperArm_L', (n: string) => n.replace('upperarm.l', 'UpperArm_L').replace('lowerarm.l', 'LowerArm_L')],
    ['LeftUpperArm', (n: string) => n.replace('upperarm.l', 'LeftUpperArm').replace('lowerarm.l', 'LeftLowerArm')],
  ])('knows the arm as %s', (_, rename) => {
    expect(handsAt(glbOf({ rename }), 1000).leftHand[1]).toBeCloseTo(body.restM.leftHand[1], 2)
  })

  it('is refused with the reason when there is no humanoid, no motion of one, or no GLB', () => {
    for (const [bytes, take, code] of [
      [glbOf({ rename: (n) => `x${n.length}` }), null, 'no-humanoid'],
      [glbOf(), 'Nothing', 'no-tracks'],
      [new Uint8Array(40), null, 'not-a-glb'],
      [glbOf().subarray(0, glbOf().length - 20), 'Lift', 'broken-track'],
    ] as const) {
      const parsed = parseGlbMotion(bytes, take)
      expect(parsed.ok).toBe(false)
      expect(parsed.issues[0]!.code).toBe(code)
    }
  })
})
