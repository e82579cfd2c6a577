import { at, blendFigures, type Figure, foot, footSize, hand, handSize } from './figure.ts'
import { minimumJerk, smoothstep } from './ik.ts'
import type { Steps } from './inertia.ts'
import { swingHeight } from './moves/footwork.ts'
import { hashUnit, wander } from './noise.ts'
import { stanceCount, standing } from './stances.ts'

// Standing in character. Every few seconds, at irregular intervals, she changes how she stands: one foot takes a small step in, hips
// go over, shoulders and arms follow one after the other, the other foot is let go. Between, breath, a glance into the hall, a
// shift of the weight. By the clock of the performance, not by beats, so it goes on while the music is held.

/** About how long one breath takes, ms. */
const breathMs = 4300
/** About how often she changes how she stands, ms; the intervals are 0.4 to 1.6 times as long. */
const stanceMs = 6800
/** How long she looks at one place of the hall, on average, ms. */
const glanceMs = 3400

/** Count of the event under way, ms since it began and until the next; events begin once per `slotMs`, each somewhere in the first part of its own slot. */
function since(atMs: number, slotMs: number, seed: number, spread: number): { n: number; ms: number; nextMs: number } {
  const begins = (k: number) => (k + spread * hashUnit(seed, k)) * slotMs
  const slot = Math.floor(atMs / slotMs)
  const n = begins(slot) <= atMs ? slot : slot - 1
  return { n, ms: atMs - begins(n), nextMs: begins(n + 1) - atMs }
}

/** Chest and shoulders rise with the breath: 0 out, 1 in. In is quicker than out, with a rest after it; no breath is as deep as the last. */
export function breathUnit(atMs: number): number {
  const n = Math.floor(atMs / breathMs)
  const u = atMs / breathMs - n
  const deep = 0.75 + 0.25 * hashUnit(191, n)
  return deep * smoothstep(0, 0.38, u) * (1 - smoothstep(0.42, 0.92, u))
}

/** How she stands after the n-th change: side of the weight and which stance; never the same stance twice running. */
function stanceAt(n: number, seed: number): { left: boolean; figure: Figure } {
  const left = n % 2 === 0
  const stride = 2 + Math.floor(hashUnit(seed + 13, 0) * 2)
  const first = Math.floor(hashUnit(seed + 14, 0) * stanceCount)
  const index = (((n * stride + first) % stanceCount) + stanceCount) % stanceCount
  return { left, figure: (left ? standing.left : standing.right)[index]! }
}

/** Part of a change that is done `ms` after it began, for a part of the body that starts late and takes its time. */
const done = (ms: number, lateMs: number, takesMs: number): number => minimumJerk((ms - lateMs) / takesMs)

/** Where she looks: degrees to her left and down, from straight ahead. The eyes are there first, the head comes after. */
export interface Glance {
  readonly eyes: { readonly yawDeg: number; readonly pitchDeg: number }
  readonly head: { readonly yawDeg: number; readonly pitchDeg: number }
}

/** Somewhere in the hall, every third time or so straight into the camera. */
function placeOf(n: number, seed: number): { yawDeg: number; pitchDeg: number } {
  if (hashUnit(seed + 93, n) < 0.36) return { yawDeg: 0, pitchDeg: 1 }
  const side = hashUnit(seed + 94, n) * 2 - 1
  return { yawDeg: 34 * side, pitchDeg: -4 + 12 * hashUnit(seed + 95, n) - 5 * Math.abs(side) }
}

export function glanceAt(atMs: number, seed: number): Glance {
  const { n, ms } = since(atMs, glanceMs, seed + 92, 0.75)
  const from = placeOf(n - 1, seed)
  const to = placeOf(n, seed)
  const along = (t: number) => ({
    yawDeg: from.yawDeg + (to.yawDeg - from.yawDeg) * t,
    pitchDeg: from.pitchDeg + (to.pitchDeg - from.pitchDeg) * t,
  })
  // Small quick changes while she looks: eyes are never fixed.
  const tiny = { yawDeg: 2.2 * wander(seed + 96, atMs / 420), pitchDeg: 1.2 * wander(seed + 97, atMs / 510) }
  const eyes = along(smoothstep(0, 70, ms))
  return { eyes: { yawDeg: eyes.yawDeg + tiny.yawDeg, pitchDeg: eyes.pitchDeg + tiny.pitchDeg }, head: along(done(ms, 60, 620)) }
}

/** How much she smiles at the hall, 0–1, and how much her brows are raised: both come and go with her glances. */
export function idleMood(atMs: number, seed: number): { smileUnit: number; browUnit: number } {
  const { n, ms } = since(atMs, glanceMs, seed + 92, 0.75)
  const of = (k: number) => 0.42 + 0.4 * hashUnit(seed + 98, k)
  const w = done(ms, 200, 900)
  const lift = hashUnit(seed + 99, n) > 0.45 ? smoothstep(60, 320, ms) * (1 - smoothstep(900, 1900, ms)) : 0
  return { smileUnit: of(n - 1) + (of(n) - of(n - 1)) * w + 0.06 * wander(seed + 100, atMs / 1500), browUnit: 0.5 * lift }
}

/**
 * The figure of the idle performer.
 *
 * @param atMs  any clock that runs on; the same instant gives the same figure
 */
export function idleFigure(atMs: number, seed: number): Figure {
  const { n, ms } = since(atMs, stanceMs, seed + 12, 0.6)
  const before = stanceAt(n - 1, seed)
  const now = stanceAt(n, seed)
  const f = changing(before, now, ms / slowness(n, seed))
  liven(f, atMs, seed)
  return f
}

/** When her feet step in a change, ms after it began (times how slow it is): the one that takes the weight, then the other. */
const stepsMs = { taking: [0, 420], leaving: [1180, 1640] } as const
const slowness = (n: number, seed: number): number => 1 + 0.25 * hashUnit(seed + 15, n)

/** The steps of the changes about an instant, in units of `unitMs` from it: feet that have to move anyway wait for these. */
export function idleSteps(atMs: number, seed: number, unitMs: number): Steps {
  const left: { lift: number; land: number; height: number }[] = []
  const right: typeof left = []
  const { n, ms, nextMs } = since(atMs, stanceMs, seed + 12, 0.6)
  for (const [k, began] of [
    [n, -ms],
    [n + 1, nextMs],
  ] as const) {
    const slow = slowness(k, seed)
    const takesLeft = k % 2 === 0
    for (const [part, list] of [
      ['taking', takesLeft ? left : right],
      ['leaving', takesLeft ? right : left],
    ] as const) {
      const [lift, land] = stepsMs[part]
      list.push({ lift: (began + lift * slow) / unitMs, land: (began + land * slow) / unitMs, height: 0.03 })
    }
  }
  return { lengthBeats: 1e6, left, right }
}

/** From one stance to the next, which bears the weight on the other side; `t` ms after it began. */
function changing(before: { left: boolean; figure: Figure }, now: { left: boolean; figure: Figure }, t: number): Figure {
  if (t > 2600) return Float64Array.from(now.figure)
  const hips = done(t, 240, 1050)
  const f = blendFigures(before.figure, now.figure, hips)
  const mix = (from: number, count: number, w: number) => {
    for (let c = from; c < from + count; c++) f[c] = before.figure[c]! + (now.figure[c]! - before.figure[c]!) * w
  }
  mix(at.chest, 3, done(t, 330, 1150))
  mix(at.head, 3, done(t, 180, 900))
  // One arm goes with the weight, the other finds its place after it.
  const arms = now.left ? [at.leftHand, at.rightHand] : [at.rightHand, at.leftHand]
  arms.forEach((c, i) => {
    const whole = blendFigures(before.figure, now.figure, done(t, 360 + i * 330, 1150))
    f.set(whole.subarray(c, c + handSize), c)
  })
  // The foot that is to bear the weight steps in before the hips arrive, the other is let go after they have.
  const [taking, leaving] = now.left ? [at.leftFoot, at.rightFoot] : [at.rightFoot, at.leftFoot]
  stepTo(f, before.figure, now.figure, taking, t / stepsMs.taking[1])
  stepTo(f, before.figure, now.figure, leaving, (t - stepsMs.leaving[0]) / (stepsMs.leaving[1] - stepsMs.leaving[0]))
  // Knees give a little as the weight goes over.
  f[1] = f[1]! - 0.012 * smoothstep(150, 700, t) * (1 - smoothstep(700, 1500, t))
  return f
}

/** One foot, `u` of its small step done. */
function stepTo(f: Figure, from: Figure, to: Figure, c: number, u: number): void {
  const w = minimumJerk((u - 0.1) / 0.8)
  for (let i = 0; i < footSize; i++) f[c + i] = from[c + i]! + (to[c + i]! - from[c + i]!) * w
  const wayM = Math.hypot(to[c + foot.x]! - from[c + foot.x]!, to[c + foot.z]! - from[c + foot.z]!)
  const bump = u > 0 && u < 1 ? swingHeight(u) : 0
  f[c + foot.up] = f[c + foot.up]! + Math.min(0.035, 0.02 + 0.15 * wayM) * bump
  f[c + foot.heel] = f[c + foot.heel]! + 7 * bump
}

/** Breath, looking about, the small motions of somebody who balances on two legs. */
function liven(f: Figure, atMs: number, seed: number): void {
  const slow = (n: number, periodMs: number) => wander(seed + n, atMs / periodMs)
  const breath = breathUnit(atMs)
  f[0] = f[0]! + 0.007 * slow(1, 1900)
  f[1] = f[1]! + 0.003 * breath
  f[2] = f[2]! + 0.006 * slow(2, 2100)
  f[3] = f[3]! + 2 * slow(3, 2900)
  f[6] = f[6]! + 3 * slow(4, 2600)
  f[7] = f[7]! - 2.4 * breath + 1.2 * slow(5, 2300)
  f[8] = f[8]! + 1.4 * slow(6, 2500)
  const { head } = glanceAt(atMs, seed)
  f[9] = f[9]! + 0.62 * head.yawDeg
  f[10] = f[10]! + 0.55 * head.pitchDeg + 1.5 * slow(8, 1700)
  f[11] = f[11]! - 0.1 * head.yawDeg + 1.6 * slow(9, 2200)
  f[6] = f[6]! + 0.12 * head.yawDeg
  for (const [c, own] of [
    [at.leftHand, seed + 31],
    [at.rightHand, seed + 41],
  ] as const) {
    f[c + hand.reach] = f[c + hand.reach]! + 0.01 * wander(own, atMs / 1500)
    f[c + hand.reach + 1] = f[c + hand.reach + 1]! + 0.01 * breath
    f[c + hand.reach + 2] = f[c + hand.reach + 2]! + 0.012 * wander(own + 1, atMs / 1300)
    f[c + hand.flex] = f[c + hand.flex]! + 4 * wander(own + 2, atMs / 1200)
    f[c + hand.shrug] = f[c + hand.shrug]! + 3.4 * breath
    for (let i = 0; i < 5; i++) f[c + hand.curls + i] = Math.max(0, f[c + hand.curls + i]! + 0.07 * wander(own + 3 + i, atMs / 1100))
  }
}
