import { useFrame } from '@react-three/fiber'
import { useMemo } from 'react'
import { Fireflies } from '../effects/Fireflies.tsx'
import { Glow } from '../effects/Glow.tsx'
import { createOwnCamera } from '../own-camera.ts'
import { KeyLight } from '../performer/KeyLight.tsx'
import { Performers } from '../performer/Performers.tsx'
import type { Stage } from '../stage.ts'
import { defaultFraming, frustumOf } from './framing.ts'

/** What goes onto the gauze: the performer life-size, her light, and nothing else. Black is transparent. */
export function ProjectionScene({ stage }: { readonly stage: Stage }) {
  return (
    <>
      <FixedEye />
      <KeyLight stage={stage} floorUnit={0.78} />
      <Glow stage={stage} haloUnit={1} poolUnit={1} />
      <Fireflies stage={stage} count={90} always={false} />
      <Performers stage={stage} waits={false} />
    </>
  )
}

/** The projector does not move: life size, feet on the stage line, whatever the camera track says. */
function FixedEye() {
  const own = useMemo(createOwnCamera, [])
  useFrame(({ gl, set, camera }) => {
    if (camera !== own) set({ camera: own })
    const framing = { ...defaultFraming, widthPx: gl.domElement.width, heightPx: gl.domElement.height }
    const { left, right, top, bottom, near, far } = frustumOf(framing)
    own.position.set(0, framing.eyeHeightM, framing.eyeDistanceM)
    own.projectionMatrix.makePerspective(left, right, top, bottom, near, far)
    own.projectionMatrixInverse.copy(own.projectionMatrix).invert()
  })
  return <primitive object={own} />
}
