import { describe, expect, it } from 'vitest'
import { buildPerformer } from '../performer/index.ts'
import { avatarBudget, inspectVrm } from './index.ts'

type Json = Record<string, unknown> & { extensions: { VRMC_vrm: { humanoid: { humanBones: Record<string, { node: number }> } } } }
const whole = buildPerformer('hotaru')

/** The same file with another table of contents. */
function changed(change: (json: Json) => void, bytes = whole): Uint8Array {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(12, true)
  const json = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + length))) as Json
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
const codes = (bytes: Uint8Array) => inspectVrm(bytes).issues.map(({ code, severity }) => `${severity} ${code}`)

it('our own performer keeps to the budget, and is counted as the page counts it', () => {
  const looked = inspectVrm(whole)
  expect(looked.ok).toBe(true)
  expect(looked.issues).toEqual([])
  expect(looked.value).toMatchObject({ version: '1.0', name: 'Hotaru', missingBones: [], over: [] })
  expect(looked.value!.load.drawCalls).toBe(20)
  expect(looked.value!.load.triangles).toBeGreaterThan(60_000)
  expect(looked.value!.load.textureBytes).toBeGreaterThan(1_000_000)
})

describe('a file that cannot be shown is refused with the reason', () => {
  it.each([
    ['is empty', new Uint8Array(0), 'not-a-vrm'],
    ['is something else', new TextEncoder().encode('HIERARCHY\nROOT Hips\n{ OFFSET 0 0 0 }'), 'not-a-vrm'],
    ['is cut off', whole.slice(0, 100_000), 'cut-off'],
    ['has a broken table of contents', Uint8Array.from(whole, (b, i) => (i === 40 ? 0 : b)), 'broken'],
    ['has no humanoid', changed((json) => Reflect.deleteProperty(json, 'extensions')), 'no-humanoid'],
    [
      'lacks bones',
      changed((json) => {
        delete json.extensions.VRMC_vrm.humanoid.humanBones.head
      }),
      'missing-bones',
    ],
    [
      'has two bones in one',
      changed((json) => {
        const { humanBones } = json.extensions.VRMC_vrm.humanoid
        humanBones.leftHand = humanBones.leftLowerArm!
      }),
      'shared-bones',
    ],
    [
      'has bones that lead nowhere',
      changed((json) => {
        json.extensions.VRMC_vrm.humanoid.humanBones.head = { node: 9999 }
      }),
      'broken',
    ],
    ['is packed by Draco', changed((json) => Object.assign(json, { extensionsRequired: ['KHR_draco_mesh_compression'] })), 'compressed'],
    [
      'names Draco without calling for it',
      changed((json) => Object.assign(json, { extensionsUsed: ['KHR_draco_mesh_compression'] })),
      'compressed',
    ],
    ['is packed by meshopt', changed((json) => Object.assign(json, { extensionsRequired: ['EXT_meshopt_compression'] })), 'compressed'],
    ['has KTX2 pictures', changed((json) => Object.assign(json, { extensionsRequired: ['KHR_texture_basisu'] })), 'compressed'],
    ['needs what nobody knows', changed((json) => Object.assign(json, { extensionsRequired: ['ACME_hair'] })), 'unknown-extension'],
    ['lies in pieces', changed((json) => Object.assign(json, { buffers: [{ uri: 'other.bin', byteLength: 4 }] })), 'in-pieces'],
    ['has nothing to see', changed((json) => Object.assign(json, { meshes: [] })), 'nothing-to-see'],
  ] as const)('%s', (_, bytes, code) => {
    expect(inspectVrm(bytes).ok).toBe(false)
    expect(codes(bytes)).toContain(`error ${code}`)
  })

  it('says all reasons at once, in words that tell what to do', () => {
    const bytes = changed((json) => {
      Object.assign(json, { extensionsRequired: ['KHR_draco_mesh_compression'] })
      delete json.extensions.VRMC_vrm.humanoid.humanBones.hips
    })
    const { issues } = inspectVrm(bytes)
    expect(issues).toHaveLength(2)
    expect(issues[0]!.message).toContain('export it again without mesh compression')
    expect(issues[1]!.message).toContain('hips')
  })
})

it('a heavy file is taken, with a warning and its numbers for each thing that is too much', () => {
  const heavy = changed((json) => {
    const nodes = json.nodes as { mesh?: number }[]
    const mesh = nodes.find((node) => node.mesh !== undefined)!.mesh!
    for (let i = 0; i < 40; i++) nodes.push({ mesh })
  })
  const looked = inspectVrm(heavy)
  expect(looked.ok).toBe(true)
  expect(looked.value!.over).toEqual(['triangles', 'drawCalls'])
  expect(looked.issues.map((issue) => issue.severity)).toEqual(['warning', 'warning'])
  expect(looked.issues[0]!.message).toContain(String(looked.value!.load.triangles))
  expect(looked.issues[0]!.message).toContain(String(avatarBudget.triangles))
})
