/** Beams for the stage: where light comes from, where it goes, and how it looks. */
import type { Fixture } from '@ghostlight/timeline'
import { fixtureProfiles } from './fixture.ts'
import type { FixtureState } from './lights-at.ts'

type Vec3 = readonly [number, number, number]

export interface Beam {
  /** Metres, in the venue's axes: x to the audience's right, y up, z towards the audience. */
  readonly originM: Vec3
  /** Length 1. */
  readonly directionUnit: Vec3
  /** Full cone angle, the iris included. */
  readonly angleDeg: number
  /** Linear light, 0–1, not dimmed. */
  readonly rgb: Vec3
  readonly levelUnit: number
}

/**
 * Pan turns about the fixture's own upright axis, tilt about its own horizontal one, both counted from the line to `aimM`;
 * positive pan is to the right of someone looking along the beam, positive tilt is up.
 */
export function beamOf(fixture: Fixture, state: FixtureState): Beam {
  const { forward, right, up } = beamAxes(fixture)
  // `lightsAt` leaves both at 0 where the profile of a venue cannot move.
  const moves = fixture.profile !== undefined || fixtureProfiles[fixture.kind].moves
  const pan = moves ? (state.panDeg * Math.PI) / 180 : 0
  const tilt = moves ? (state.tiltDeg * Math.PI) / 180 : 0
  const ahead = Math.cos(tilt) * Math.cos(pan)
  const aside = Math.cos(tilt) * Math.sin(pan)
  const above = Math.sin(tilt)
  return {
    originM: fixture.positionM,
    directionUnit: [
      forward[0] * ahead + right[0] * aside + up[0] * above,
      forward[1] * ahead + right[1] * aside + up[1] * above,
      forward[2] * ahead + right[2] * aside + up[2] * above,
    ],
    // Closed as far as they go most irises leave a tenth.
    angleDeg: state.beamDeg * Math.max(0.1, state.optics?.irisUnit ?? 1),
    rgb: state.rgb,
    levelUnit: state.levelUnit,
  }
}

/** Along the beam at pan and tilt 0, to the right of someone looking along it, and up; each of length 1. */
export function beamAxes({ positionM, aimM }: Fixture): { readonly forward: Vec3; readonly right: Vec3; readonly up: Vec3 } {
  const forward = direction(positionM, aimM)
  // Straight up or down has no "right": take the audience's (a head over the stage, seen from the front).
  const level = Math.hypot(forward[0], forward[2])
  const right: Vec3 = level > 1e-6 ? [-forward[2] / level, 0, forward[0] / level] : [1, 0, 0]
  return { forward, right, up: cross(right, forward) }
}

/** Unit vector from one point to another; straight down when they are the same point. */
function direction(from: Vec3, to: Vec3): Vec3 {
  const [x, y, z] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]]
  const length = Math.hypot(x, y, z)
  return length > 1e-9 ? [x / length, y / length, z / length] : [0, -1, 0]
}

const cross = (a: Vec3, b: Vec3): Vec3 => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
