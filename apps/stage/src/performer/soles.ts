/** Where the soles of a posed avatar are, for the light they stand in. */
import type { BodyProportions } from '@ghostlight/avatar'
import type { VRM } from '@pixiv/three-vrm'
import { Vector3 } from 'three'
import type { SolePlace } from '../effects/ground-material.ts'

const ankle = new Vector3()
const ball = new Vector3()

/**
 * Metres on the stage.
 *
 * @param vrm  posed
 */
export function solesOfVrm(vrm: VRM, body: BodyProportions): readonly SolePlace[] {
  return (['left', 'right'] as const).flatMap((side): SolePlace[] => {
    const foot = vrm.humanoid.getRawBoneNode(`${side}Foot`)
    if (!foot) return []
    const rest = body.restM[`${side}Foot`]
    foot.getWorldPosition(ankle)
    const toes = vrm.humanoid.getRawBoneNode(`${side}Toes`)
    if (toes) toes.getWorldPosition(ball)
    else ball.set(ankle.x, ankle.y, ankle.z + body.ballM[2] - rest[2])
    // Heel behind the ankle, toe tip before the ball, in the direction the foot points.
    const [dx, dz] = [ball.x - ankle.x, ball.z - ankle.z]
    const long = Math.max(0.03, Math.hypot(dx, dz))
    const back = Math.abs(body.heelM[2] - rest[2])
    const ahead = Math.abs(body.toeM[2] - body.ballM[2])
    const restBall = toes ? body.restM[`${side}Toes`][1] : rest[1]
    return [
      {
        heelM: [ankle.x - (dx / long) * back * 0.5, ankle.z - (dz / long) * back * 0.5],
        toeM: [ball.x + (dx / long) * ahead * 0.6, ball.z + (dz / long) * ahead * 0.6],
        heightM: Math.max(0, Math.min(ankle.y - rest[1], ball.y - restBall)),
      },
    ]
  })
}
