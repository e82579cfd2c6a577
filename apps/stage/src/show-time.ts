/**
 * What is on at the instant a picture becomes visible. One `StageMoment` is made per drawn frame and everything drawn reads it,
 * so that performer, lights, camera and lyrics can never disagree.
 */
import { type FixtureState, type FlashMemory, lightsAt, limitFlashes } from '@ghostlight/light'
import { type Edition, evaluate, type Frame, type Moment, type Ms, momentAt, ms, type Performance } from '@ghostlight/timeline'
import { presenceAt } from './performer/presence.ts'
import { editionsOf, type ShowSource } from './show-source.ts'

export interface StageMoment {
  /** Show time of this picture. */
  readonly atMs: Ms
  readonly edition: Edition
  readonly performance: Performance
  readonly moment: Moment
  readonly frame: Frame
  readonly lights: readonly FixtureState[]
  /** 0 not there, 1 fully there: materialising, dissolving, fades and blackout. */
  readonly presenceUnit: number
  /** Her presence becomes less, or has become: she dissolves, and does not materialise. */
  readonly leaves: boolean
}

/**
 * @param displayLatencyMs  from handing a picture to the browser until it is light, as measured for this output.
 * @param flashes           on pages that fans watch: the lamps then flash no more than three times a second. null: as the hall has them.
 */
export function stageMomentAt(source: ShowSource, displayLatencyMs: number, flashes: FlashMemory | null): StageMoment | null {
  const inForce = source.edition()
  const performance = source.performance()
  if (!inForce || !performance) return null
  const atMs = ms(source.clock.nowMs() + displayLatencyMs)
  const moment = momentAt(editionsOf(source, inForce), performance, atMs)
  const edition = source.editionOf(moment.edition) ?? inForce
  const frame = evaluate(edition, moment)
  const lights = flashes ? limitFlashes(edition, performance, atMs, flashes) : lightsAt(edition, frame)
  const presence = presenceAt(edition, moment, frame)
  return { atMs, edition, performance, moment, frame, lights, presenceUnit: presence.unit, leaves: presence.leaves }
}
