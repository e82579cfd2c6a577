import { type BodyBone, type BodyProportions, humanoidBones, type Pose, performerPoseAt, type SampledMotion } from '@ghostlight/avatar'
import { evaluate, type Frame, type Moment, type PerformerFrame } from '@ghostlight/timeline'
import { type VRM, VRMUtils } from '@pixiv/three-vrm'
import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo, useState } from 'react'
import { Group, Vector3 } from 'three'
import { THEN_HER } from '../picture-order.ts'
import type { StageMoment } from '../show-time.ts'
import type { Stage } from '../stage.ts'
import { applyPose, settleBones, settleFace } from './apply-pose.ts'
import { bodyOfVrm } from './body-of-vrm.ts'
import { Costume } from './costume.ts'
import { Embers } from './embers.ts'
import { loadVrm } from './load-vrm.ts'
import { momentBack, stretchOf } from './momentary.ts'
import { metresPerPixel } from './outline.ts'
import { isThere, passageAt } from './passage.ts'
import { closedSince } from './presence.ts'
import { ScanRing } from './scan-ring.ts'
import { solesOfVrm } from './soles.ts'
import { Springs } from './springs.ts'

interface Dressed {
  readonly vrm: VRM
  readonly body: BodyProportions
  readonly springs: Springs | null
  readonly costume: Costume
  readonly embers: Embers
  /** Their places in the picture being drawn; written anew for each. */
  readonly hands: readonly [Vector3, Vector3]
}

export interface PerformerProps {
  readonly stage: Stage
  /** Recorded motions, as far as they are loaded. */
  readonly motions: Readonly<Record<string, SampledMotion>>
  readonly performerId: string
  /** Address of the avatar. */
  readonly url: string
  /** Metres to the audience's right of the middle. */
  readonly xM: number
  /** Stands there and idles also while nothing is on. */
  readonly waits: boolean
}

/** One performer: an avatar, posed, dressed and lit by the moment being drawn. */
export function Performer({ stage, motions, performerId, url, xM, waits }: PerformerProps) {
  const [dressed, setDressed] = useState<Dressed | null>(null)
  const group = useMemo(() => new Group(), [])
  const ring = useMemo(() => new ScanRing(), [])

  useEffect(() => {
    group.add(ring.mesh)
    return () => ring.dispose()
  }, [group, ring])
  useEffect(() => {
    let gone = false
    let vrm: VRM | null = null
    loadVrm(url).then(
      (loaded) => {
        if (gone) {
          VRMUtils.deepDispose(loaded.scene)
          return
        }
        vrm = loaded
        const body = bodyOfVrm(loaded, bodyBones)
        group.add(loaded.scene)
        stage.faces.set(performerId, (expression) => loaded.expressionManager?.getValue(expression) ?? 0)
        stage.faults.delete(performerId)
        const springs = loaded.springBoneManager ? new Springs(loaded.springBoneManager, loaded.scene) : null
        const costume = new Costume(loaded, body.heightM * HAIR)
        setDressed({ vrm: loaded, body, springs, costume, embers: new Embers(loaded.scene), hands: [new Vector3(), new Vector3()] })
      },
      (error: unknown) =>
        stage.faults.set(performerId, `${performerId} cannot be shown: ${error instanceof Error ? error.message : String(error)}`),
    )
    return () => {
      gone = true
      stage.standing.delete(performerId)
      stage.hands.delete(performerId)
      stage.soles.delete(performerId)
      stage.faces.delete(performerId)
      setDressed(null)
      if (vrm) {
        group.remove(vrm.scene)
        VRMUtils.deepDispose(vrm.scene)
      }
    }
  }, [stage, performerId, url, group])
  // Only now is she what the next picture draws.
  useEffect(() => {
    if (!dressed) return
    stage.loaded.add(performerId)
    stage.bodies.set(performerId, { performerId, xM, body: dressed.body, motions })
    return () => {
      stage.loaded.delete(performerId)
      stage.bodies.delete(performerId)
    }
  }, [stage, performerId, dressed, xM, motions])

  useFrame(({ camera, gl }) => {
    const now = stage.now
    const presence = now ? (waits && !now.moment.segment ? 1 : now.presenceUnit) : 0
    group.visible = dressed !== null && presence > 0
    if (!dressed || !now || !group.visible) {
      stage.soles.delete(performerId)
      stage.hands.delete(performerId)
      return
    }
    const hipsM = pose(stage, dressed, performerId, now, motions)
    stage.standing.set(performerId, { xM: xM + hipsM[0], zM: hipsM[2] })
    const heightM = dressed.body.heightM * HAIR
    const passage = passageAt(presence, now.leaves, heightM)
    // What is not there yet, or any more, shades no floor and leaves no light in the air.
    stage.soles.set(performerId, isThere(passage, 0) ? solesOfVrm(dressed.vrm, dressed.body) : [])
    if (passage.way === 0) stage.hands.set(performerId, placeHands(dressed.vrm, dressed.hands))
    else stage.hands.delete(performerId)
    const energy = now.frame.performers[performerId]?.energyUnit ?? 0.2
    dressed.costume.update(stage.colours, stage.falling, now.frame.pulse.beatUnit, energy, passage)
    dressed.embers.update(passage, [xM + hipsM[0], hipsM[2]], now.atMs, stage.colours.accent)
    ring.update(passage, [hipsM[0], hipsM[2]], heightM, stage.colours.accent)
    const [parallel, projection] = [camera.projectionMatrix.elements[15] === 1, camera.projectionMatrix.elements[5] ?? 1]
    chest.set(xM + hipsM[0], dressed.body.heightM * 0.75, hipsM[2])
    const farM = chest.distanceTo(camera.getWorldPosition(eye))
    dressed.costume.fitOutlines(metresPerPixel(projection, parallel, farM, gl.domElement.height))
  }, THEN_HER)

  return <primitive object={group} position={[xM, 0, 0]} />
}

function placeHands({ humanoid }: VRM, hands: Dressed['hands']): Dressed['hands'] {
  for (const [index, bone] of (['leftHand', 'rightHand'] as const).entries()) {
    const node = humanoid.getRawBoneNode(bone)
    if (node) hands[index]!.setFromMatrixPosition(node.matrixWorld)
  }
  return hands
}

/** Hair stands this much higher than her crown. */
const HAIR = 1.05
const chest = new Vector3()
const eye = new Vector3()

const bodyBones = humanoidBones.filter((bone): bone is BodyBone => bone !== 'jaw')

/** @returns how far her hips are from where they rest, metres. */
function pose(
  stage: Stage,
  { vrm, body, springs }: Dressed,
  performerId: string,
  now: StageMoment,
  motions: Readonly<Record<string, SampledMotion>>,
): Pose['hipsM'] {
  const show = (moment: Moment, frame: Frame) => {
    const performer = frame.performers[performerId] ?? idler(performerId)
    const mouth =
      frame.songId !== null && performer.leadTrackId !== null && frame.heldForMs === null
        ? stage.plans.mouth(now.edition, frame.songId, performer.leadTrackId, frame.positionMs)
        : null
    const made = performerPoseAt({
      performer,
      frame,
      mouth,
      seed: moment.seed,
      body,
      motions,
      closedForMs: closedSince(now.edition, moment),
    })
    applyPose(vrm, made)
    settleBones(vrm)
    return made.hipsM
  }
  if (springs) {
    const { stretch, beganAtMs } = stretchOf(now.moment)
    springs.advance(now.atMs, stretch, beganAtMs, (agoMs) => {
      const moment = momentBack(now.moment, agoMs, now.edition)
      show(moment, evaluate(now.edition, moment))
    })
  }
  const hipsM = show(now.moment, now.frame)
  settleFace(vrm)
  return hipsM
}

/** Nobody asks anything of her: she breathes, looks about, shifts her weight. */
const idler = (performerId: string): PerformerFrame => ({
  performerId,
  motion: { current: null, previous: null, next: null },
  expressions: {},
  leadTrackId: null,
  energyUnit: 0.2,
})
