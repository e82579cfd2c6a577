import { bodyOf } from '@ghostlight/avatar/performer'
import { type VRM, VRMHumanoid } from '@pixiv/three-vrm'
import { Group, Object3D } from 'three'
import { expect, it } from 'vitest'
import { createGroundMaterial, MOST_SOLES, placeSoles } from '../effects/ground-material.ts'
import { solesOfVrm } from './soles.ts'

const body = bodyOf('hotaru')

/** Two feet of the built-in performer, nothing above them. */
function feet(liftM: number, turnRad: number): VRM {
  const scene = new Group()
  const nodes: Record<string, { node: Object3D }> = {}
  for (const side of ['left', 'right'] as const) {
    const [foot, toes] = [new Object3D(), new Object3D()]
    const [a, b] = [body.restM[`${side}Foot`], body.restM[`${side}Toes`]]
    foot.position.set(a[0], a[1] + (side === 'left' ? liftM : 0), a[2])
    foot.rotation.y = turnRad
    toes.position.set(b[0] - a[0], b[1] - a[1], b[2] - a[2])
    scene.add(foot)
    foot.add(toes)
    nodes[`${side}Foot`] = { node: foot }
    nodes[`${side}Toes`] = { node: toes }
  }
  return { scene, humanoid: new VRMHumanoid(nodes as never) } as unknown as VRM
}

it('soles lie where the feet stand, heel behind toe, and know how high they are', () => {
  const [left, right] = solesOfVrm(feet(0.12, 0), body)
  expect(left!.heightM).toBeCloseTo(0.12)
  expect(right!.heightM).toBeCloseTo(0)
  expect(left!.heelM[0]).toBeGreaterThan(0)
  expect(right!.toeM[1]).toBeGreaterThan(right!.heelM[1] + 0.12)
})

it('a turned foot shades the floor in the direction it points', () => {
  const [, right] = solesOfVrm(feet(0, Math.PI / 2), body)
  expect(right!.toeM[0] - right!.heelM[0]).toBeGreaterThan(0.12)
})

it('soles that are gone shade nothing, and one too many is left out', () => {
  const material = createGroundMaterial()
  const sole = { heelM: [0, 0], toeM: [0, 0.2], heightM: 0 } as const
  placeSoles(
    material,
    Array.from({ length: MOST_SOLES + 2 }, () => sole),
  )
  expect(material.uniforms.uHeights.value).toEqual(Array.from({ length: MOST_SOLES }, () => 0))
  placeSoles(material, [sole])
  expect(material.uniforms.uHeights.value.slice(1).every((height) => height > 1)).toBe(true)
})
