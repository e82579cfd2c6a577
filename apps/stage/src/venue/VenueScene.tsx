import { useFrame } from '@react-three/fiber'
import { useMemo } from 'react'
import { Fireflies } from '../effects/Fireflies.tsx'
import { Glow } from '../effects/Glow.tsx'
import { Trails } from '../effects/Trails.tsx'
import { PictureLayers } from '../layers/PictureLayers.tsx'
import { createOwnCamera } from '../own-camera.ts'
import { KeyLight } from '../performer/KeyLight.tsx'
import { Performers } from '../performer/Performers.tsx'
import type { Stage } from '../stage.ts'
import { Backdrop } from './Backdrop.tsx'
import { Beams } from './Beams.tsx'
import { Crowd } from './Crowd.tsx'
import { type CameraMoment, shotOf, viewOf } from './camera.ts'
import { directedShot } from './direct.ts'
import { Follower } from './follower.ts'
import { Hall } from './Hall.tsx'

export interface VenueSceneProps {
  readonly stage: Stage
  /** low: the console's preview and weak phones. */
  readonly detail: 'high' | 'low'
}

/** The concert as somebody in the room sees it: stage, lamps and their beams in the haze, the crowd, and her. */
export function VenueScene({ stage, detail }: VenueSceneProps) {
  return (
    <>
      <CrowdEye stage={stage} />
      <KeyLight stage={stage} floorUnit={0.7} />
      <Hall stage={stage} />
      <Backdrop stage={stage} />
      <Beams stage={stage} />
      <Glow stage={stage} haloUnit={0.5} poolUnit={0.35} />
      <Fireflies stage={stage} count={detail === 'high' ? 110 : 50} always={false} />
      <Performers stage={stage} waits />
      <Trails stage={stage} />
      <PictureLayers stage={stage} />
      <Crowd stage={stage} rows={detail === 'high' ? 15 : 7} />
    </>
  )
}

const NOTHING_ON: CameraMoment = { id: '', shot: 'wide', fromDeg: 0, toDeg: 0, progressUnit: 0 }

/** The camera of the show: cuts where its clips begin, moves gently inside them. */
function CrowdEye({ stage }: { readonly stage: Stage }) {
  const own = useMemo(createOwnCamera, [])
  const follow = useMemo(() => new Follower(), [])
  const calm = useMemo(() => matchMedia('(prefers-reduced-motion: reduce)'), [])
  useFrame(({ gl, set, camera }) => {
    if (camera !== own) set({ camera: own })
    const frame = stage.now?.frame
    const moment = frame ? shotOf(frame, directedShot(stage.now!.edition, frame)) : NOTHING_ON
    const aspect = gl.domElement.width / Math.max(1, gl.domElement.height)
    const { eyeM, lookM, fovDeg } = viewOf(
      calm.matches ? { ...moment, progressUnit: 0.5 } : moment,
      aspect,
      calm.matches ? 0 : (frame?.atMs ?? 0),
    )
    const { xM, zM } = follow.at(stage.middleM(), frame?.atMs ?? 0, `${moment.shot} ${moment.id}`)
    own.position.set(eyeM[0] + xM, eyeM[1], eyeM[2] + zM)
    own.lookAt(lookM[0] + xM, lookM[1], lookM[2] + zM)
    if (own.fov !== fovDeg || own.aspect !== aspect) {
      own.fov = fovDeg
      own.aspect = aspect
      own.updateProjectionMatrix()
    }
  })
  return <primitive object={own} />
}
