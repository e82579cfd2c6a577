import { useFrame } from '@react-three/fiber'
import { useMemo, useRef } from 'react'
import type { Group } from 'three'
import { AirAbout } from '../effects/Air.tsx'
import { Glow } from '../effects/Glow.tsx'
import { Trails } from '../effects/Trails.tsx'
import { PictureLayers } from '../layers/PictureLayers.tsx'
import { createOwnCamera } from '../own-camera.ts'
import { KeyLight } from '../performer/KeyLight.tsx'
import { Performers } from '../performer/Performers.tsx'
import { EYE_FIRST } from '../picture-order.ts'
import type { Stage } from '../stage.ts'
import { defaultFraming, frustumOf } from './framing.ts'
import { OutputStage } from './OutputStage.tsx'

/** What goes onto the gauze: the performer life-size, her light, and nothing else. Black is transparent. */
export function ProjectionScene({ stage, smooth }: { readonly stage: Stage; readonly smooth: boolean }) {
  const performers = useRef<Group>(null)
  const effects = useRef<Group>(null)
  useFrame(() => {
    if (performers.current) performers.current.visible = stage.shows('performer')
    if (effects.current) effects.current.visible = stage.shows('effects')
  })
  return (
    <>
      <FixedEye stage={stage} />
      <KeyLight stage={stage} floorUnit={0.78} />
      <group ref={effects}>
        <Glow stage={stage} haloUnit={1} poolUnit={1} />
        <AirAbout stage={stage} count={90} where="gauze" />
        <Trails stage={stage} />
      </group>
      <group ref={performers}>
        <Performers stage={stage} waits={false} />
      </group>
      <PictureLayers stage={stage} />
      <OutputStage stage={stage} smooth={smooth} />
    </>
  )
}

/** The projector does not move: life size, feet on the stage line, whatever the camera track says. */
function FixedEye({ stage }: { readonly stage: Stage }) {
  const own = useMemo(createOwnCamera, [])
  useFrame(({ gl, set, camera }) => {
    if (camera !== own) set({ camera: own })
    const [widthPx, heightPx] = stage.pictureSize(gl.domElement.width, gl.domElement.height)
    const framing = { ...defaultFraming, widthPx, heightPx }
    const { left, right, top, bottom, near, far } = frustumOf(framing)
    own.position.set(0, framing.eyeHeightM, framing.eyeDistanceM)
    own.projectionMatrix.makePerspective(left, right, top, bottom, near, far)
    own.projectionMatrixInverse.copy(own.projectionMatrix).invert()
  }, EYE_FIRST)
  return <primitive object={own} />
}
