import { validateBytes } from 'gltf-validator'
import { describe, expect, it } from 'vitest'
import { linearRgb, luminance } from './colour.ts'
import { bodyOf, buildPerformer, lookNamed, performerLooks } from './index.ts'

interface Gltf {
  readonly nodes: readonly {
    readonly name: string
    readonly translation?: readonly [number, number, number]
    readonly children?: readonly number[]
  }[]
  readonly meshes: readonly {
    readonly name: string
    readonly primitives: readonly {
      readonly indices: number
      readonly material: number
      readonly attributes: { readonly POSITION: number }
    }[]
  }[]
  readonly accessors: readonly { readonly count: number; readonly min?: readonly number[]; readonly max?: readonly number[] }[]
  readonly materials: readonly {
    readonly name: string
    readonly extensions: {
      readonly VRMC_materials_mtoon: {
        readonly outlineWidthMode: string
        readonly outlineColorFactor?: readonly number[]
        readonly shadeColorFactor: readonly number[]
      }
    }
  }[]
  readonly extensions: {
    readonly VRMC_vrm: {
      readonly meta: { readonly authors: readonly string[]; readonly licenseUrl: string }
      readonly humanoid: { readonly humanBones: Readonly<Record<string, { readonly node: number }>> }
      readonly expressions: { readonly preset: Readonly<Record<string, { readonly morphTargetBinds: readonly object[] }>> }
      readonly lookAt: { readonly type: string }
    }
    readonly VRMC_springBone: { readonly springs: readonly { readonly name: string; readonly colliderGroups?: readonly number[] }[] }
  }
}

function gltfOf(bytes: Uint8Array): Gltf {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(12, true)
  return JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + length))) as Gltf
}

function worldOf(gltf: Gltf): Map<string, readonly [number, number, number]> {
  const world = new Map<string, readonly [number, number, number]>()
  const parents = new Map(gltf.nodes.flatMap((node, i) => (node.children ?? []).map((child) => [child, i] as const)))
  gltf.nodes.forEach((node, i) => {
    let at: [number, number, number] = [0, 0, 0]
    for (let n: number | undefined = i; n !== undefined; n = parents.get(n)) {
      const t = gltf.nodes[n]!.translation ?? [0, 0, 0]
      at = [at[0] + t[0], at[1] + t[1], at[2] + t[2]]
    }
    world.set(node.name, at)
  })
  return world
}

/** Of the files of all looks, built once. */
const sizes: number[] = []

describe.each(Object.keys(performerLooks))('the performer %s', (name) => {
  const bytes = buildPerformer(name)
  sizes.push(bytes.length)
  const gltf = gltfOf(bytes)
  const body = bodyOf(name)

  it('is valid glTF: the validator finds no error and no warning', async () => {
    const report = await validateBytes(bytes, { ignoredIssues: ['UNSUPPORTED_EXTENSION'], maxIssues: 20 })
    expect(report.issues.messages.filter((message) => message.severity < 2)).toEqual([])
  })

  it('is the same bytes every time', () => {
    expect(Buffer.from(buildPerformer(name)).equals(Buffer.from(bytes))).toBe(true)
  })

  it('keeps its budgets: 80,000 triangles, 25 draw calls with outlines, 5 MB', () => {
    const primitives = gltf.meshes.flatMap((mesh) => mesh.primitives)
    const triangles = primitives.reduce((sum, p) => sum + gltf.accessors[p.indices]!.count / 3, 0)
    const outlined = primitives.filter(
      (p) => gltf.materials[p.material]!.extensions.VRMC_materials_mtoon.outlineWidthMode !== 'none',
    ).length
    expect(triangles).toBeLessThanOrEqual(80_000)
    expect(primitives.length + outlined).toBeLessThanOrEqual(25)
    expect(bytes.length).toBeLessThanOrEqual(5_000_000)
  })

  it('stands with its soles on the floor and its skull at the height of the look', () => {
    const extent = (meshName: string) => {
      const mesh = gltf.meshes.find((m) => m.name === meshName)!
      return gltf.accessors[mesh.primitives[0]!.attributes.POSITION]!
    }
    expect(extent('Boots').min![1]).toBeCloseTo(0, 4)
    expect(extent('Face').max![1]! / body.heightM).toBeGreaterThan(0.97)
    expect(extent('Face').max![1]! / body.heightM).toBeLessThanOrEqual(1)
    expect(body.restM.leftUpperLeg[1] / body.heightM).toBeGreaterThan(0.48)
  })

  it('has every bone of a VRM humanoid where bodyOf says', () => {
    const bones = gltf.extensions.VRMC_vrm.humanoid.humanBones
    const world = worldOf(gltf)
    for (const [bone, rest] of Object.entries(body.restM)) {
      const at = world.get(gltf.nodes[bones[bone]!.node]!.name)!
      for (const axis of [0, 1, 2] as const) expect(at[axis]).toBeCloseTo(rest[axis], 4)
    }
    expect(Object.keys(bones)).toHaveLength(54)
  })

  it('speaks five vowels, blinks either eye and has the moods of VRM, each with something to move', () => {
    const { preset } = gltf.extensions.VRMC_vrm.expressions
    for (const expression of [
      'aa',
      'ih',
      'ou',
      'ee',
      'oh',
      'blink',
      'blinkLeft',
      'blinkRight',
      'happy',
      'sad',
      'relaxed',
      'surprised',
      'angry',
    ]) {
      expect(preset[expression]?.morphTargetBinds.length, expression).toBeGreaterThan(0)
    }
    expect(gltf.extensions.VRMC_vrm.lookAt.type).toBe('bone')
  })

  it('swings hair and coat tails, and the tails know the legs', () => {
    const { springs } = gltf.extensions.VRMC_springBone
    expect(springs.filter((spring) => spring.name.startsWith('hair')).length).toBeGreaterThanOrEqual(3)
    const tails = springs.filter((spring) => spring.name.includes('Tail'))
    expect(tails.length).toBeGreaterThanOrEqual(4)
    for (const tail of tails) expect(tail.colliderGroups?.length).toBeGreaterThan(0)
  })

  it('has a material of its own for what shines, and draws no outline black', () => {
    expect(gltf.materials.map((material) => material.name)).toContain('lights')
    for (const { name: material, extensions } of gltf.materials) {
      const { outlineColorFactor } = extensions.VRMC_materials_mtoon
      if (outlineColorFactor) expect(Math.max(...outlineColorFactor), material).toBeGreaterThan(0.15)
    }
  })

  it('wears cloth that a gauze can show: no large colour under linear luminance 0.2', () => {
    const { palette, hair } = lookNamed(name)
    for (const cell of ['coat', 'lining', 'lapel', 'vest', 'shirt', 'trousers', 'boots', 'bootCuff', 'skin'] as const) {
      expect(luminance(palette[cell]), cell).toBeGreaterThan(0.2)
    }
    for (const colour of [hair.root, hair.middle, hair.tip]) expect(luminance(colour)).toBeGreaterThan(0.2)
  })
})

describe('looks', () => {
  it('an unknown name is refused with the names there are', () => {
    expect(() => buildPerformer('nobody')).toThrow(/nobody.*hotaru/)
  })

  it('differ by more than their name', () => {
    expect(new Set(sizes).size).toBe(Object.keys(performerLooks).length)
  })

  it('another height scales the whole body', () => {
    const tall = bodyOf({ ...lookNamed('hotaru'), heightM: 1.848 })
    const drawn = bodyOf('hotaru')
    expect(tall.restM.leftHand[0] / drawn.restM.leftHand[0]).toBeCloseTo(1.848 / drawn.heightM, 6)
    expect(tall.heightM).toBe(1.848)
  })

  it('a colour that is none is refused', () => {
    expect(() => linearRgb('teal')).toThrow(/teal/)
  })
})
