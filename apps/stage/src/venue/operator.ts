/**
 * Who holds the camera of the hall. What it shows is a function of the moment alone: every shot is planned from the rehearsal of its song, so
 * a page that has just opened, a rendering and one that watched all along show the same picture. Plans are kept, and the next one is made
 * little by little while the one before is on.
 */
import { CURTAIN_CALL_MS } from '@ghostlight/avatar'
import { type Edition, type Frame, type Moment, ms } from '@ghostlight/timeline'
import { clampUnit, mix, smoothUnit } from '../ease.ts'
import { closedSince } from '../performer/presence.ts'
import { callShots, RESTS_AFTER_MS } from './call-shots.ts'
import type { View } from './camera.ts'
import { planShot, type ShotPlan } from './plan-shot.ts'
import { type Cast, type Company, companyOf, rehearse, STEP_MS } from './rehearsal.ts'
import { isOfCue, type PlannedShot, shotAt, shotsOf } from './shots.ts'
import { reaching, standing } from './stance.ts'

/** How long the camera takes from one place to another where the music has jumped within a shot. */
const JUMP_MS = 1100
/** Steps of planning ahead with each picture. */
const AHEAD = 2
/** Plans that are kept: other sizes of the window, both ways of moving. */
const MOST_PLANS = 200
const MOST_SONGS = 2
/** Steps either way over which her place is taken where nothing is planned. */
const PLACE_STEPS = 14

export interface Sight {
  /** Another one is a cut. */
  readonly id: string
  readonly shot: PlannedShot['shot']
  readonly view: View
}

interface Asked {
  readonly edition: Edition
  readonly moment: Moment
  readonly frame: Frame
}

/** One song in one cast: its shots, and how everybody stands. */
interface Known {
  readonly song: unknown
  /** Of the cast, and of the seed of the performance. */
  readonly name: string
  readonly plans: Map<string, ShotPlan>
  readonly shots: readonly PlannedShot[]
  readonly calls: readonly PlannedShot[]
  readonly at: (shot: PlannedShot, step: number) => Company
}

export class Operator {
  /** The song that is on and the one before it, by their ids. */
  #known = new Map<string, Known>()
  /** Of shots that no song has. */
  #strange = new Map<string, ShotPlan>()
  #ahead: { readonly key: string; readonly making: Generator<undefined, ShotPlan> } | null = null

  /**
   * @param aspect  width / height of the picture.
   * @param still   for whoever wants less motion: cuts, and nothing between them.
   */
  sight(asked: Asked | null, cast: Cast, aspect: number, still: boolean): Sight {
    const songId = asked?.frame.songId ?? null
    if (!asked || songId === null || !asked.edition.songs[songId]) return this.#rest(asked?.frame ?? null, cast, aspect, still)
    const { edition, moment, frame } = asked
    const known = this.#songOf(edition, songId, cast, moment)
    if (isOfCue(frame, known.shots)) return this.#ofCue(frame, known, cast, aspect, still)
    const [shot, atMs] = shotNow(edition, moment, frame, known)
    if (!shot) return this.#rest(frame, cast, aspect, still)
    let view = this.#plan(shot, known, aspect, still).viewAt(atMs)
    const then = frame.before?.frame
    if (then && !still && then.songId === songId && frame.before!.sinceMs < JUMP_MS) {
      const [was, wasAtMs] = shotNow(edition, moment, then, known)
      const sinceMs = frame.before!.sinceMs
      if (was?.id === shot.id)
        view = between(this.#plan(was, known, aspect, still).viewAt(wasAtMs + sinceMs), view, smoothUnit(sinceMs / JUMP_MS))
    }
    const strange = Math.max(
      0,
      ...Object.values(frame.performers).flatMap(({ overrides }) => (overrides ?? []).map((one) => one.weightUnit)),
    )
    if (strange > 0) view = between(view, this.#wider(shot, frame, known, cast, aspect, still), smoothUnit(strange))
    this.#prepare(shot, known, aspect, still)
    return { id: shot.id, shot: shot.shot, view }
  }

  #songOf(edition: Edition, songId: string, cast: Cast, moment: Moment): Known {
    const song = edition.songs[songId]
    const name = `${cast.name} ${moment.seed}`
    const made = this.#known.get(songId)
    if (made && made.song === song && made.name === name) return made
    this.#known.delete(songId)
    for (const [id] of this.#known) if (this.#known.size >= MOST_SONGS) this.#known.delete(id)
    this.#ahead = null
    const shots = shotsOf(edition, songId)
    const rehearsal = rehearse(edition, songId, cast, moment.seed)
    const called = new Map<number, Company>()
    const known: Known = {
      song,
      name,
      plans: new Map(),
      shots,
      calls: callShots(songId, shots.length),
      at: (shot, step) => {
        const company = shot.clock === 'song' ? rehearsal.at(step) : calledAt(step)
        return ofOne(company, cast, shot.performerId)
      },
    }
    const calledAt = (step: number): Company => {
      const inside = Math.max(0, Math.min(step, Math.ceil(CURTAIN_CALL_MS / STEP_MS)))
      let company = called.get(inside)
      if (!company) {
        company = companyOf(edition, endedMoment(moment, rehearsal.lengthMs, inside * STEP_MS), cast, inside * STEP_MS)
        called.set(inside, company)
      }
      return company
    }
    this.#known.set(songId, known)
    return known
  }

  #plan(shot: PlannedShot, known: Known, aspect: number, still: boolean): ShotPlan {
    const key = keyOf(shot, aspect, still)
    const plan = known.plans.get(key)
    if (plan) return plan
    const making = this.#ahead?.key === key ? this.#ahead.making : this.#making(shot, known, aspect, still)
    return keep(known.plans, key, finished(making))
  }

  #making(shot: PlannedShot, known: Known, aspect: number, still: boolean): Generator<undefined, ShotPlan> {
    return planShot({ shot, aspect, still, at: (step) => known.at(shot, step) })
  }

  /** A little of the shot to come. */
  #prepare(shot: PlannedShot, known: Known, aspect: number, still: boolean): void {
    const all = [...known.shots, ...known.calls]
    const next = all[all.findIndex(({ id }) => id === shot.id) + 1]
    if (!next) return
    const key = keyOf(next, aspect, still)
    if (known.plans.has(key)) return
    if (this.#ahead?.key !== key) this.#ahead = { key, making: this.#making(next, known, aspect, still) }
    for (let count = 0; count < AHEAD; count++) {
      const step = this.#ahead.making.next()
      if (!step.done) continue
      keep(known.plans, key, step.value)
      this.#ahead = null
      return
    }
  }

  /** Nothing is on: the hall, slowly. */
  #rest(frame: Frame | null, cast: Cast, aspect: number, still: boolean): Sight {
    const company = cast.members.length > 0 ? cast.members.map(({ xM, body }) => standing(xM, body.heightM)) : [standing(0)]
    const shot: PlannedShot = { ...STRANGE, id: '', shot: 'wide', fromDeg: -7, toDeg: 7, toMs: 1000 }
    const plan = this.#strangePlan(shot, company, cast, aspect, still)
    return { id: '', shot: 'wide', view: plan.viewAt(500 + 500 * Math.sin((frame?.atMs ?? 0) / 14_000)) }
  }

  /** What a cue asks for, of a dance that nobody has planned: with room for arms wherever they go. */
  #ofCue(frame: Frame, known: Known, cast: Cast, aspect: number, still: boolean): Sight {
    const camera = frame.camera!
    const { shot, from, to } = camera.clip
    const asked: PlannedShot = {
      ...STRANGE,
      id: `cue ${camera.clipId}`,
      shot,
      fromDeg: from ?? null,
      toDeg: to ?? from ?? null,
      toMs: 4000,
    }
    const plan = this.#strangePlan(asked, companyReaching(cast), cast, aspect, still)
    const atMs = 4000 * clampUnit(camera.progressUnit)
    return { id: asked.id, shot, view: movedBy(plan.viewAt(atMs), placeAt(frame, known)) }
  }

  /** The same shot with room for arms wherever they go, as a cue may send them. */
  #wider(shot: PlannedShot, frame: Frame, known: Known, cast: Cast, aspect: number, still: boolean): View {
    const strange: PlannedShot = { ...STRANGE, id: `wider ${shot.shot}`, shot: shot.shot, fromDeg: 0, toDeg: 0, toMs: 4000 }
    return movedBy(this.#strangePlan(strange, companyReaching(cast), cast, aspect, still).viewAt(2000), placeAt(frame, known))
  }

  #strangePlan(shot: PlannedShot, company: Company, cast: Cast, aspect: number, still: boolean): ShotPlan {
    const key = `${keyOf(shot, aspect, still)} ${cast.name} ${shot.fromDeg} ${shot.toDeg}`
    return this.#strange.get(key) ?? keep(this.#strange, key, finished(planShot({ shot, aspect, still, at: () => company })))
  }
}

function keep(plans: Map<string, ShotPlan>, key: string, plan: ShotPlan): ShotPlan {
  if (plans.size >= MOST_PLANS) plans.clear()
  plans.set(key, plan)
  return plan
}

function finished(making: Generator<undefined, ShotPlan>): ShotPlan {
  for (;;) {
    const { done, value } = making.next()
    if (done) return value
  }
}

/** A shot that no song has. */
const STRANGE = { fromMs: 0, clock: 'song', energyUnit: 0.3, opensMs: 0, order: 0, performerId: null } as const

const keyOf = (shot: PlannedShot, aspect: number, still: boolean) => `${shot.id} ${aspect.toFixed(4)} ${still}`

const companyReaching = ({ members }: Cast): Company =>
  members.length > 0 ? members.map(({ xM, body }) => reaching(xM, body.heightM)) : [reaching(0)]

function ofOne(company: Company, { members }: Cast, performerId: string | null): Company {
  if (company.length === 0) return [standing(0)]
  const at = members.findIndex((member) => member.performerId === performerId)
  return performerId === null || company.length === 1 || at < 0 ? company : [company[at]!]
}

/** Which shot a frame is in, and where on its clock. */
function shotNow(edition: Edition, moment: Moment, frame: Frame, { shots, calls }: Known): readonly [PlannedShot | null, number] {
  if (frame.idleForMs <= 0) return [shotAt(shots, frame.positionMs), frame.positionMs]
  const closedForMs = closedSince(edition, moment)
  if (closedForMs !== null) {
    const call = shotAt(calls, closedForMs)
    if (call) return [call, closedForMs]
  }
  return closedForMs === null && frame.idleForMs > RESTS_AFTER_MS ? [null, 0] : [shots.at(-1) ?? null, frame.positionMs]
}

/** The moment so long after the last song. */
function endedMoment(moment: Moment, lengthMs: number, sinceMs: number): Moment {
  const positionMs = ms(lengthMs)
  const ended = { positionMs, elapsedMs: positionMs, vamp: null, heldForMs: null, ended: true, enteredInside: false, levelUnit: 1 }
  const segment = moment.segment && { ...moment.segment, ...ended, enteredForMs: positionMs, stillUnit: clampUnit(sinceMs / 600) }
  return { ...moment, atMs: ms(lengthMs + sinceMs), segment, leaving: null, before: null, idleForMs: ms(sinceMs), cues: [] }
}

/** Where on the floor everybody is about now, by the rehearsal. */
function placeAt(frame: Frame, known: Known): readonly [number, number] {
  const now = frame.positionMs / STEP_MS
  let [x, z, total] = [0, 0, 0]
  for (let step = Math.ceil(now - PLACE_STEPS); step <= now + PLACE_STEPS; step++) {
    const weight = 1 + Math.cos((Math.PI * (step - now)) / PLACE_STEPS)
    for (const { hipsM } of known.at(WHOLE, step)) {
      x += weight * hipsM[0]
      z += weight * hipsM[2]
      total += weight
    }
  }
  return [x / total, z / total]
}
const WHOLE: PlannedShot = { ...STRANGE, id: 'whole', shot: 'wide', fromDeg: null, toDeg: null, toMs: 0 }

const movedBy = ({ eyeM, lookM, fovDeg }: View, [x, z]: readonly [number, number]): View => ({
  eyeM: [eyeM[0] + x, eyeM[1], eyeM[2] + z],
  lookM: [lookM[0] + x, lookM[1], lookM[2] + z],
  fovDeg,
})

function between(a: View, b: View, t: number): View {
  const point = (p: View['eyeM'], q: View['eyeM']): View['eyeM'] => [mix(p[0], q[0], t), mix(p[1], q[1], t), mix(p[2], q[2], t)]
  return { eyeM: point(a.eyeM, b.eyeM), lookM: point(a.lookM, b.lookM), fovDeg: mix(a.fovDeg, b.fovDeg, t) }
}
