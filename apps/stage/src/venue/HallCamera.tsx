import { useFrame } from '@react-three/fiber'
import { useMemo } from 'react'
import { createOwnCamera } from '../own-camera.ts'
import { EYE_FIRST } from '../picture-order.ts'
import type { Stage } from '../stage.ts'
import { held } from './camera.ts'
import { Operator } from './operator.ts'

/** The camera of the show: cuts where its clips begin, moves gently inside them. */
export function HallCamera({ stage }: { readonly stage: Stage }) {
  const own = useMemo(createOwnCamera, [])
  const operator = useMemo(() => new Operator(), [])
  const calm = useMemo(() => matchMedia('(prefers-reduced-motion: reduce)'), [])
  useFrame(({ gl, set, camera }) => {
    if (camera !== own) set({ camera: own })
    const aspect = gl.domElement.width / Math.max(1, gl.domElement.height)
    const still = calm.matches
    const { view } = operator.sight(stage.now, stage.cast(), aspect, still)
    const { eyeM, lookM, fovDeg } = held(view, still ? 0 : (stage.now?.frame.atMs ?? 0))
    own.position.set(...eyeM)
    own.lookAt(...lookM)
    if (own.fov !== fovDeg || own.aspect !== aspect) {
      own.fov = fovDeg
      own.aspect = aspect
      own.updateProjectionMatrix()
    }
  }, EYE_FIRST)
  return <primitive object={own} />
}
