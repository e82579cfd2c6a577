/**
 * A song gone through before it is played: how the performers stand at every tenth of a second of it. The camera's operator has been at the
 * rehearsal and knows what is coming. Poses are worked out where they are asked for, once.
 */
import { type BodyProportions, performerPoseAt, type SampledMotion } from '@ghostlight/avatar'
import { type Edition, evaluate, type Moment, momentAt, ms } from '@ghostlight/timeline'
import { songAlone } from '../render/song-alone.ts'
import { type Stance, stanceOf } from './stance.ts'

/** Distance of two looks at her. */
export const STEP_MS = 100

/** Who stands where, in what body. */
export interface CastMember {
  readonly performerId: string
  /** Metres to the audience's right of the middle. */
  readonly xM: number
  readonly body: BodyProportions
  /** Recorded motions, as far as they are loaded. */
  readonly motions: Readonly<Record<string, SampledMotion>>
}

export interface Cast {
  /** Another one is another cast. */
  readonly name: string
  readonly members: readonly CastMember[]
}

/** Everybody at one instant, in the order of the cast. */
export type Company = readonly Stance[]

export interface Rehearsal {
  readonly lengthMs: number
  /** Everybody at a tenth of a second of the song, or of the curtain call; within the song, whatever is asked for. */
  at(step: number): Company
}

/**
 * @param remembers how many tenths of a second are kept; a shot and the next one are looked at together.
 * @throws Error when the setlist has no such song.
 */
export function rehearse(edition: Edition, songId: string, cast: Cast, seed: number, remembers = 400): Rehearsal {
  const alone = momentAt(edition, songAlone(edition, songId), ms(0))
  const lengthMs = edition.time[songId]!.lengthMs
  const known = new Map<number, Company>()
  const last = Math.ceil(lengthMs / STEP_MS)
  const companyAt = (step: number): Company => {
    const positionMs = ms(Math.min(lengthMs, step * STEP_MS))
    const played = { positionMs, elapsedMs: positionMs, enteredForMs: positionMs, vamp: null, heldForMs: null, stillUnit: 0 }
    const segment = { ...alone.segment!, ...played, enteredInside: false, ended: false }
    return companyOf(edition, { ...alone, seed, atMs: positionMs, segment, before: null, idleForMs: ms(0) }, cast, null)
  }
  return {
    lengthMs,
    at(step) {
      const inside = Math.max(0, Math.min(last, step))
      let company = known.get(inside)
      if (!company) {
        company = companyAt(inside)
        for (const [first] of known) if (known.size >= remembers) known.delete(first)
        known.set(inside, company)
      }
      return company
    },
  }
}

/** Everybody at a moment. */
export function companyOf(edition: Edition, moment: Moment, { members }: Cast, closedForMs: number | null): Company {
  const frame = evaluate(edition, moment)
  return members.flatMap(({ performerId, xM, body, motions }) => {
    const performer = frame.performers[performerId]
    if (!performer) return []
    return [stanceOf(performerPoseAt({ performer, frame, mouth: null, seed: moment.seed, body, motions, closedForMs }), body, xM)]
  })
}
