import { useFrame } from '@react-three/fiber'
import { useRef } from 'react'
import { type AmbientLight, Color, type DirectionalLight } from 'three'
import { clampUnit } from '../ease.ts'
import type { Stage } from '../stage.ts'

/** White × π is full light for MToon since three r155 (physically based light units). */
const FULL = Math.PI
const tint = new Color()
const white = new Color(1, 1, 1)

/**
 * The light on her face and clothes. She is made of light herself, so it never falls below `floorUnit` while she is there; the front
 * lamps of the show raise it and the side and back lamps tint it. It comes from a side, so that she keeps a shaded one: white cloth lit from
 * the front alone is a hole in the picture.
 */
export function KeyLight({ stage, floorUnit }: { readonly stage: Stage; readonly floorUnit: number }) {
  const key = useRef<DirectionalLight>(null)
  const fill = useRef<AmbientLight>(null)
  useFrame(() => {
    if (!key.current || !fill.current) return
    const { front, left, right } = stage.falling
    const frontUnit = clampUnit((front.r + front.g + front.b) / 3)
    const level = floorUnit + (1 - floorUnit) * frontUnit
    tint.copy(left).add(right)
    const strength = Math.max(tint.r, tint.g, tint.b)
    if (strength > 0) tint.multiplyScalar(1 / strength)
    else tint.copy(white)
    key.current.color.copy(white).lerp(tint, 0.22 * Math.min(1, strength))
    key.current.intensity = FULL * 0.74 * level
    fill.current.color.copy(tint).lerp(stage.colours.hues[1], 0.4)
    fill.current.intensity = FULL * 0.13 * level
  })
  return (
    <>
      <directionalLight ref={key} position={[1.7, 2.2, 2.4]} />
      <ambientLight ref={fill} />
    </>
  )
}
