/**
 * The frame of a shot, for each tenth of a second of it: how high the picture is at her place, and where its middle and lower edge are.
 * It knows the whole shot beforehand, so it draws back before a hand goes out and comes nearer after it is in, never quickly. What must be
 * seen lies inside by the way the paths are made (`heldAbove`).
 */
import type { Company } from './rehearsal.ts'
import { CROP_UNIT, type Crop } from './sizes.ts'
import { heldAbove, heldBelow, softened } from './smooth-path.ts'
import type { Stance } from './stance.ts'
import { dot, far, sub, type V } from './vector.ts'

/** A hand that moves faster than this is looked at, m/s. */
const MOVES_MPS = 0.33
/** A hand above this, of her height, is held there for somebody to see. */
const SHOWN_UNIT = 0.62
/** Free room round her, shares of the picture: over the hair, beside the head, round a hand, under the feet (the words of the song). */
const ROOM = { hair: 0.075, head: 0.07, hand: 0.045, feet: 0.155 }
/** Radius of head and fist, of her height. */
const HEAD_UNIT = 0.075
const FIST_UNIT = 0.02
/** How far the lower edge may sink under the line of mid-thigh, metres: the knee is far yet. */
const SLACK_M = 0.045
/** More of the picture than this stays not empty over her in a cut shot, on the mean and ever. */
const MOST_EMPTY = [0.2, 0.32] as const

/** Axes of the picture: to the right in it, up in it, and from her to the eye. */
export interface Axes {
  readonly right: V
  readonly up: V
  readonly toEye: V
}

/** @param roundDeg round her, 0 in front, to the audience's right positive. @param upDeg over the level. */
export function axesOf(roundDeg: number, upDeg: number): Axes {
  const [b, e] = [(roundDeg * Math.PI) / 180, (upDeg * Math.PI) / 180]
  return {
    right: [Math.cos(b), 0, -Math.sin(b)],
    up: [-Math.sin(b) * Math.sin(e), Math.cos(e), -Math.cos(b) * Math.sin(e)],
    toEye: [Math.sin(b) * Math.cos(e), Math.sin(e), Math.cos(b) * Math.cos(e)],
  }
}

/** What happens in a shot, step by step, and from where it is seen. */
export interface Scene {
  /** Everybody who must be in the picture. */
  readonly companies: readonly Company[]
  /** Whether each hand of each performer is to be seen. */
  readonly shown: readonly (readonly (readonly [boolean, boolean])[])[]
  readonly axes: readonly Axes[]
  /** Least height of the picture, metres. */
  readonly leastM: readonly number[]
  readonly aspect: number
  readonly fovDeg: number
  readonly anchorM: V
}

export interface Framing {
  readonly crop: Crop
  /** Height of the picture at her place, metres. */
  readonly heightM: readonly number[]
  /** Its middle, to the right of the anchor, and its lower edge over the anchor, metres along the axes. */
  readonly acrossM: readonly number[]
  readonly bottomM: readonly number[]
  /** Mean share of the picture that is empty over her for no reason. */
  readonly emptyUnit: number
  /** Everything lies inside, and not too much is empty. */
  readonly fits: boolean
}

/** How far a hand has come between two stances, beside what the body took it along. */
export function movedM(now: Stance, then: Stance, side: 0 | 1): number {
  return far(sub(now.hands[side].wristM, now.hipsM), sub(then.hands[side].wristM, then.hipsM))
}

/** Which hands are to be seen at each step: those that move, and those held up. `companies` begin and end one step outside. */
export function shownHands(companies: readonly Company[]): Scene['shown'] {
  return companies.slice(1, -1).map((company, at) =>
    company.map((stance, who) => {
      const [before, after] = [companies[at]?.[who] ?? stance, companies[at + 2]?.[who] ?? stance]
      const isShown = (side: 0 | 1) => {
        const hand = stance.hands[side]
        const moved = Math.max(movedM(stance, before, side), movedM(stance, after, side))
        return moved > MOVES_MPS / 10 || Math.max(hand.wristM[1], hand.tipM[1]) > SHOWN_UNIT * stance.heightM
      }
      return [isShown(0), isShown(1)] as const
    }),
  )
}

interface Extent {
  left: number
  right: number
  top: number
  bottom: number
}

/** What the picture must hold at a step, with free room, as seen from a frame that is nearly the right one. */
function extentAt(scene: Scene, step: number, crop: Crop, heightM: number, acrossM: number, middleM: number): Extent {
  const { right, up, toEye } = scene.axes[step]!
  const awayM = heightM / 2 / Math.tan((scene.fovDeg * Math.PI) / 360)
  const widthM = heightM * scene.aspect
  const extent = { left: Infinity, right: -Infinity, top: -Infinity, bottom: Infinity }
  const hold = (pointM: V, radiusM: number, besideM: number, overM: number, underM: number) => {
    const from = sub(pointM, scene.anchorM)
    // What is nearer to the eye stands farther from the middle of the picture.
    const nearer = awayM / Math.max(0.3 * awayM, awayM - dot(from, toEye))
    const x = acrossM + (dot(from, right) - acrossM) * nearer
    const y = middleM + (dot(from, up) - middleM) * nearer
    extent.left = Math.min(extent.left, x - radiusM - besideM)
    extent.right = Math.max(extent.right, x + radiusM + besideM)
    extent.top = Math.max(extent.top, y + radiusM + overM)
    extent.bottom = Math.min(extent.bottom, y - radiusM - underM)
  }
  scene.companies[step]!.forEach((stance, who) => {
    const tall = stance.heightM
    const besideHeadM = ROOM.head * Math.min(widthM, heightM)
    const besideHandM = ROOM.hand * Math.min(widthM, heightM)
    hold(stance.crownM, 0, besideHeadM, ROOM.hair * heightM, 0)
    hold(stance.chinM, 0, besideHeadM, 0, 0)
    hold(stance.faceM, HEAD_UNIT * tall, besideHeadM, 0, 0)
    stance.hands.forEach((hand, side) => {
      if (!scene.shown[step]![who]![side]) return
      for (const at of [hand.wristM, hand.tipM]) hold(at, FIST_UNIT * tall, besideHandM, ROOM.hand * heightM, 0.5 * ROOM.hand * heightM)
    })
    if (crop !== 'feet') return
    for (const [x, , z] of [...stance.toesM, ...stance.anklesM]) hold([x, 0, z], 0, 0, 0, ROOM.feet * heightM)
  })
  return extent
}

/** Where a cut shot cuts her: by hips and knees as they are, so that it stays off the joints when she bends. */
function cutM(scene: Scene, crop: Exclude<Crop, 'feet'>): number[] {
  return scene.companies.map((company, step) => {
    const { up } = scene.axes[step]!
    const lines = company.map((stance) => {
      const neckM = dot(sub(stance.chinM, scene.anchorM), up)
      const hipsM = dot(sub(stance.hipsM, scene.anchorM), up)
      const kneeM = Math.max(...stance.kneesM.map((knee) => dot(sub(knee, scene.anchorM), up)))
      if (crop === 'thigh') return Math.max(kneeM + 0.1 * (hipsM - kneeM), kneeM + ((CROP_UNIT.thigh - 0.3) / 0.27) * (hipsM - kneeM))
      return hipsM + ((CROP_UNIT[crop] - 0.57) / 0.31) * (neckM - hipsM)
    })
    return Math.min(...lines)
  })
}

const evened = (values: readonly number[]): number[] => values.map(() => values.reduce((sum, value) => sum + value, 0) / values.length)

/** @param half  steps either way that a movement of the camera takes at least; Infinity holds it still. */
export function frameScene(scene: Scene, crop: Crop, half: number, rounds: number): Framing {
  const steps = scene.companies.length
  const reach = Math.min(half, steps)
  const bodyM = scene.companies.map((company, step) => {
    const { right } = scene.axes[step]!
    const places = company.flatMap(({ hipsM, faceM }) => [hipsM, faceM])
    return places.reduce((sum, at) => sum + dot(sub(at, scene.anchorM), right), 0) / places.length
  })
  const calmed = (values: readonly number[], least: number) =>
    half >= steps ? evened(values) : softened(values, Math.min(Math.max(half, least), steps))
  const wishM = calmed(bodyM, 15)
  const lineAt = (line: Exclude<Crop, 'feet'>) => calmed(cutM(scene, line), 20)
  const cut = crop === 'feet' ? null : lineAt(crop)
  // A hand that goes low takes the edge with it, as far as mid-thigh.
  const lowest = crop === 'feet' ? null : lineAt('thigh')
  let heightM: number[] = [...scene.leastM]
  let acrossM: number[] = [...wishM]
  let bottomM: number[] = cut ? [...cut] : scene.leastM.map((least) => -ROOM.feet * least)
  let emptyUnit = 0
  let fits = true
  for (let round = 0; round < rounds; round++) {
    const extents = heightM.map((height, step) => extentAt(scene, step, crop, height, acrossM[step]!, bottomM[step]! + height / 2))
    const top = heldAbove(
      extents.map((extent) => extent.top),
      reach,
    )
    const right = heldAbove(
      extents.map((extent) => extent.right),
      reach,
    )
    const left = heldBelow(
      extents.map((extent) => extent.left),
      reach,
    )
    const low = heldBelow(
      extents.map((extent, step) => (cut ? Math.min(cut[step]!, extent.bottom) : extent.bottom)),
      reach,
    )
    const least = softened(scene.leastM, Math.min(reach, 10))
    heightM = top.map((y, step) => Math.max(least[step]!, y - low[step]!, (right[step]! - left[step]!) / scene.aspect))
    // What is more than she needs goes over and under her where her feet are seen; over her in a cut shot.
    bottomM = cut ? low : heightM.map((height, step) => low[step]! - 0.4 * (height - (top[step]! - low[step]!)))
    acrossM = heightM.map((height, step) => {
      const halfM = (height * scene.aspect) / 2
      return Math.min(left[step]! + halfM, Math.max(right[step]! - halfM, wishM[step]!))
    })
    const empty = cut ? heightM.map((height, step) => (bottomM[step]! + height - top[step]!) / height) : [0]
    emptyUnit = empty.reduce((sum, share) => sum + share, 0) / empty.length
    fits =
      !cut || (emptyUnit <= MOST_EMPTY[0] && Math.max(...empty) <= MOST_EMPTY[1] && low.every((y, step) => y >= lowest![step]! - SLACK_M))
  }
  return { crop, heightM: softened(heightM, 3), acrossM: softened(acrossM, 3), bottomM: softened(bottomM, 3), emptyUnit, fits }
}
