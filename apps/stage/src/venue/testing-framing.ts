/** How a song looks through a camera, ten looks a second: for the tests of framing and `npm run bench framing`. */
import { type BodyProportions, CURTAIN_CALL_MS } from '@ghostlight/avatar'
import { type Edition, evaluate, momentAt, ms } from '@ghostlight/timeline'
import { closedSince } from '../performer/presence.ts'
import { songAlone } from '../render/song-alone.ts'
import type { Shot, View } from './camera.ts'
import { HELD_MS } from './direct.ts'
import { movedM } from './framing.ts'
import { inPicture } from './in-picture.ts'
import { Operator } from './operator.ts'
import { isOverFace } from './plan-shot.ts'
import { type Company, companyOf, STEP_MS } from './rehearsal.ts'
import { shotsOf } from './shots.ts'
import type { Stance } from './stance.ts'
import { far, sub, unit, type V } from './vector.ts'

/** A hand that moves leads; one that hangs does not. */
const LEADS_MPS = 0.4
/** A joint this near to the edge, of the picture's height, is cut through. */
const CUT_UNIT = 0.02

export interface Look {
  readonly atMs: number
  /** Another one is a cut. */
  readonly id: string
  readonly shot: Shot
  readonly view: View
  readonly company: Company
}

export interface Tally {
  looks: number
  headOut: number
  leads: number
  leadOut: number
  /** Hands above the waist, moving or not. */
  raised: number
  raisedOut: number
  covered: number
  /** The lower edge runs through knee, ankle or neck, or the edge through a hand. */
  cutJoint: number
  cutHand: number
  /** Sums, for means. */
  heightUnit: number
  emptyUnit: number
  lowestUnit: number
}

export const emptyTally = (): Tally => ({
  looks: 0,
  headOut: 0,
  leads: 0,
  leadOut: 0,
  raised: 0,
  raisedOut: 0,
  covered: 0,
  cutJoint: 0,
  cutHand: 0,
  heightUnit: 0,
  emptyUnit: 0,
  lowestUnit: 1,
})

/** Counts a look; `before` is the company a tenth of a second earlier. Judged is who fills the shot: the first of the company. */
export function tallyLook(tally: Tally, { view, company }: Look, before: Company, aspect: number): void {
  const stance = company[0]!
  const was = before[0]!
  const seen = (at: V) => inPicture(view, aspect, at)
  const isOut = (at: V) => seen(at).some((place) => Math.abs(place) > 1)
  tally.looks++
  if (isOut(stance.crownM) || isOut(stance.chinM)) tally.headOut++
  const speeds = ([0, 1] as const).map((side) => movedM(stance, was, side) / (STEP_MS / 1000))
  const leading = speeds[0]! > speeds[1]! ? 0 : 1
  const isHandOut = ({ wristM, tipM }: Stance['hands'][number]) => isOut(wristM) || isOut(tipM)
  if (speeds[leading]! > LEADS_MPS) {
    tally.leads++
    if (isHandOut(stance.hands[leading])) tally.leadOut++
  }
  for (const hand of stance.hands) {
    if (Math.max(hand.wristM[1], hand.tipM[1]) > 0.65 * stance.heightM) {
      tally.raised++
      if (isHandOut(hand)) tally.raisedOut++
    }
    if (isOut(hand.wristM) !== isOut(hand.tipM)) tally.cutHand++
  }
  const toEye = unit(sub(view.eyeM, stance.faceM))
  if (stance.hands.some((hand) => isOverFace(stance.faceM, [hand.wristM, hand.tipM], toEye, stance.heightM))) tally.covered++
  const joints = [...stance.kneesM, ...stance.anklesM, stance.chinM]
  if (joints.some((joint) => Math.abs(seen(joint)[1] + 1) < 2 * CUT_UNIT)) tally.cutJoint++
  const feet = stance.toesM.map(([x, , z]) => seen([x, 0, z])[1])
  const top = Math.max(...[stance.crownM, ...stance.hands.map(({ tipM }) => tipM)].map((at) => seen(at)[1]))
  tally.heightUnit += (seen(stance.crownM)[1] - Math.min(...feet)) / 2
  tally.emptyUnit += (1 - top) / 2
  tally.lowestUnit = Math.min(tally.lowestUnit, (Math.min(...feet) + 1) / 2)
}

export interface Motion {
  /** Greatest change of the picture's height and place at her, shares of the picture's height a second. */
  zoomPerS: number
  panPerS: number
  /** Way of the eye, m/s, and round her, degrees/s. */
  eyeMps: number
  roundDegPerS: number
  /** Change of the eye's speed, m/s². */
  eyeMps2: number
}

export const noMotion = (): Motion => ({ zoomPerS: 0, panPerS: 0, eyeMps: 0, roundDegPerS: 0, eyeMps2: 0 })

/** Greatest speeds within one shot, from looks in a row. */
export function noteMotion(motion: Motion, looks: readonly Look[]): void {
  const perS = 1000 / STEP_MS
  const pictureM = ({ eyeM, lookM, fovDeg }: View) => 2 * far(eyeM, lookM) * Math.tan((fovDeg * Math.PI) / 360)
  for (let at = 1; at < looks.length; at++) {
    const [a, b] = [looks[at - 1]!, looks[at]!]
    if (a.id !== b.id) continue
    const heightM = pictureM(b.view)
    motion.zoomPerS = Math.max(motion.zoomPerS, (Math.abs(heightM - pictureM(a.view)) / heightM) * perS)
    motion.panPerS = Math.max(motion.panPerS, (far(a.view.lookM, b.view.lookM) / heightM) * perS)
    motion.eyeMps = Math.max(motion.eyeMps, far(a.view.eyeM, b.view.eyeM) * perS)
    const round = ({ eyeM, lookM }: View) => Math.atan2(eyeM[0] - lookM[0], eyeM[2] - lookM[2])
    motion.roundDegPerS = Math.max(motion.roundDegPerS, (Math.abs(round(b.view) - round(a.view)) * 180 * perS) / Math.PI)
    const c = looks[at + 1]
    if (!c || c.id !== b.id) continue
    const bend = [0, 1, 2].map((axis) => a.view.eyeM[axis]! - 2 * b.view.eyeM[axis]! + c.view.eyeM[axis]!)
    motion.eyeMps2 = Math.max(motion.eyeMps2, Math.hypot(...bend) * perS * perS)
  }
}

export interface Cutting {
  cuts: number
  /** Farthest from a bar line, ms. */
  offBarMs: number
  choruses: number
  wideAtChorus: number
  /** Held notes (as long as the camera cares for), and those seen close. */
  held: number
  heldClose: number
}

/** How the cuts of a song fall on its music. @param shotAt the shot at a time of the song. */
export function cuttingOf(
  edition: Edition,
  songId: string,
  looksAt: (atMs: number) => { readonly id: string; readonly shot: Shot },
  cutsMs: readonly number[],
): Cutting {
  const song = edition.songs[songId]!
  const time = edition.time[songId]!
  const bars: number[] = []
  for (let bar = 1; time.barStart(bar) < time.lengthBeats; bar++) bars.push(time.tempo.beatsToMs(time.barStart(bar)))
  const cutting: Cutting = { cuts: cutsMs.length, offBarMs: 0, choruses: 0, wideAtChorus: 0, held: 0, heldClose: 0 }
  for (const at of cutsMs) cutting.offBarMs = Math.max(cutting.offBarMs, Math.min(...bars.map((bar) => Math.abs(bar - at))))
  for (const section of Object.values(song.sections)) {
    if (section.kind !== 'chorus') continue
    cutting.choruses++
    if (looksAt(time.tempo.beatsToMs(section.startBeats as never) + 1).shot === 'wide') cutting.wideAtChorus++
  }
  for (const track of Object.values(song.tracks)) {
    if (track.kind !== 'vocal' || track.role !== 'lead') continue
    for (const { startBeats, lengthBeats } of Object.values(track.notes)) {
      const from = time.tempo.beatsToMs(startBeats as never)
      const to = time.tempo.beatsToMs((startBeats + lengthBeats) as never)
      if (to - from < HELD_MS) continue
      cutting.held++
      if (looksAt(ms((from + to) / 2)).shot === 'close') cutting.heldClose++
    }
  }
  return cutting
}

export interface Watched {
  readonly tallies: ReadonlyMap<Shot, Tally>
  readonly motion: Motion
  /** Share of looks at which the eye hardly moves (under 1 cm/s). */
  readonly still: number
  readonly cutting: Cutting
  /** Least and greatest share of the picture's height that she fills in wide shots, but for the first two bars. */
  readonly wideUnit: readonly [number, number]
}

export function addTally(a: Tally, b: Tally): Tally {
  const sum = Object.fromEntries(Object.entries(a).map(([key, value]) => [key, value + b[key as keyof Tally]])) as unknown as Tally
  return { ...sum, lowestUnit: Math.min(a.lowestUnit, b.lowestUnit) }
}

/** A whole song through the camera of the hall. */
export function watchSong(edition: Edition, songId: string, body: BodyProportions, aspect: number): Watched {
  return watch(edition, songId, body, aspect, 0, edition.time[songId]!.lengthMs)
}

/** Her curtain call after the last song, until she begins to vanish. */
export function watchCall(edition: Edition, body: BodyProportions, aspect: number): Watched {
  const songId = edition.show.setlist[edition.segmentOrder.at(-1)!]!.songId
  const { lengthMs } = edition.time[songId]!
  return watch(edition, songId, body, aspect, lengthMs, lengthMs + CURTAIN_CALL_MS + 1500)
}

function watch(edition: Edition, songId: string, body: BodyProportions, aspect: number, fromMs: number, toMs: number): Watched {
  const cast = { name: `${body.heightM}`, members: [{ performerId: Object.keys(edition.show.performers)[0]!, xM: 0, body, motions: {} }] }
  const operator = new Operator()
  const performance = songAlone(edition, songId)
  const tallies = new Map<Shot, Tally>()
  const looks: Look[] = []
  const wide: number[] = []
  const opensMs = Math.max(0, ...shotsOf(edition, songId).map((shot) => shot.opensMs))
  const sightAt = (atMs: number) => {
    const moment = momentAt(edition, performance, ms(atMs))
    return { moment, ...operator.sight({ edition, moment, frame: evaluate(edition, moment) }, cast, aspect, false) }
  }
  for (let atMs = fromMs; atMs < toMs; atMs += STEP_MS) {
    const { moment, id, shot, view } = sightAt(atMs)
    const look = { atMs, id, shot, view, company: companyOf(edition, moment, cast, closedSince(edition, moment)) }
    const tally = tallies.get(shot) ?? emptyTally()
    tallies.set(shot, tally)
    const heightBefore = tally.heightUnit
    tallyLook(tally, look, looks.at(-1)?.company ?? look.company, aspect)
    if (shot === 'wide' && atMs > opensMs) wide.push(tally.heightUnit - heightBefore)
    looks.push(look)
  }
  const motion = noMotion()
  noteMotion(motion, looks)
  const stills = looks.filter((look, at) => at > 0 && far(look.view.eyeM, looks[at - 1]!.view.eyeM) < 0.001).length
  const cutsMs = fromMs === 0 ? shotsOf(edition, songId).map((shot) => shot.fromMs) : []
  return {
    tallies,
    motion,
    still: stills / looks.length,
    cutting: cuttingOf(edition, songId, sightAt, cutsMs),
    wideUnit: [Math.min(...wide), Math.max(...wide)],
  }
}
