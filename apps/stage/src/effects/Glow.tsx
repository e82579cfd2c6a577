import { useFrame } from '@react-three/fiber'
import { useMemo, useRef } from 'react'
import type { Group, Mesh } from 'three'
import { beatDecay } from '../ease.ts'
import type { Stage } from '../stage.ts'
import { createGlowMaterial } from './glow-material.ts'
import { createGroundMaterial, placeSoles } from './ground-material.ts'

/** Half width of the halo behind her and of the pool of light at her feet: beyond them the gauze stays black. */
export const HALO_RADIUS_M = 0.8
export const POOL_RADIUS_M = 0.95

/** The light she stands in: a halo behind her and a pool at her feet that her soles shade, in the colours of the section, breathing with the beat. */
export function Glow({ stage, haloUnit, poolUnit }: { readonly stage: Stage; readonly haloUnit: number; readonly poolUnit: number }) {
  const group = useRef<Group>(null)
  const halo = useRef<Mesh>(null)
  const pool = useRef<Mesh>(null)
  const haloMaterial = useMemo(() => createGlowMaterial(1.8), [])
  const poolMaterial = useMemo(createGroundMaterial, [])
  useFrame(() => {
    const { xM, zM } = stage.middleM()
    group.current?.position.set(xM, 0, zM)
    const now = stage.now
    const presence = now?.presenceUnit ?? 0
    const beat = now ? beatDecay(now.frame.pulse.beatUnit) : 0
    haloMaterial.uniforms.uColour.value.copy(stage.colours.hues[0]).lerp(stage.colours.hues[1], 0.4)
    haloMaterial.uniforms.uLevel.value = haloUnit * presence * (0.022 + 0.02 * beat)
    poolMaterial.uniforms.uColour.value.copy(stage.colours.accent).lerp(stage.colours.hues[0], 0.35)
    poolMaterial.uniforms.uLevel.value = presence * poolUnit * (0.3 + 0.06 * beat)
    poolMaterial.uniforms.uShade.value = presence
    if (halo.current) halo.current.visible = haloMaterial.uniforms.uLevel.value > 0
    if (pool.current) pool.current.visible = presence > 0
  })
  return (
    <group ref={group}>
      <mesh ref={halo} position={[0, 1.0, -0.6]} scale={[HALO_RADIUS_M, HALO_RADIUS_M * 1.25, 1]} material={haloMaterial} renderOrder={-2}>
        <planeGeometry args={[2, 2]} />
      </mesh>
      <mesh
        ref={pool}
        position={[0, 0.012, 0]}
        rotation={[-Math.PI / 2, 0, 0]}
        scale={POOL_RADIUS_M}
        material={poolMaterial}
        renderOrder={-1}
        // Only now has everybody been posed: asked any earlier, soles would be where they were a picture ago.
        onBeforeRender={() => placeSoles(poolMaterial, [...stage.soles.values()].flat())}
      >
        <planeGeometry args={[2, 2]} />
      </mesh>
    </group>
  )
}
