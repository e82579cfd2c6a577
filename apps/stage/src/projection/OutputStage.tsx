import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import type { Stage } from '../stage.ts'
import { OutputPass } from './output-pass.ts'

/** Takes the drawing of the scene over from fiber, so that it can go through the output pass. */
export function OutputStage({ stage, smooth }: { readonly stage: Stage; readonly smooth: boolean }) {
  const pass = useMemo(() => new OutputPass(), [])
  useEffect(() => () => pass.dispose(), [pass])
  useFrame(({ gl, scene, camera }) => {
    if (!stage.dry) pass.draw(gl, scene, camera, stage.passInput(smooth), stage.overlay)
  }, 1)
  return null
}
