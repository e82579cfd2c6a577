/** Planned against actual: where the show stands against its plan, and when what is still to come is expected. */
import { type Edition, type EditionSource, editionNamed } from '../edition.ts'
import { type Ms, ms } from '../units.ts'
import { settle } from './apply.ts'
import { actAtMs, armedAfter } from './cue/chain.ts'
import { kindOf } from './cue/kinds.ts'
import type { Performance } from './performance.ts'
import { endAtMs, hasEnded } from './route.ts'
import { positionToAtMs } from './spans.ts'

export interface SegmentPlan {
  readonly segmentId: string
  readonly state: 'done' | 'on' | 'coming'
  readonly lengthMs: Ms
  /** Where the plan has it: the first segment that was started at its actual start, the others one after the other. null before the show. */
  readonly plannedAtMs: Ms | null
  /** When it started; for what comes, when it is expected to. null before the show. */
  readonly expectedAtMs: Ms | null
}
export interface CuePlan {
  readonly cueId: string
  /** null: nobody can know, it waits for a hand, or for a vamp that nobody has left. */
  readonly expectedAtMs: Ms | null
  readonly inMs: Ms | null
  /** It fires by itself: at its anchor, or because a cue before it continues. */
  readonly byItself: boolean
}
export interface PlanAhead {
  /** How far what is still to come is behind the plan; negative when ahead. 0 before the show. */
  readonly overrunMs: number
  readonly segments: readonly SegmentPlan[]
  /** Armed cues from the standby on, and those anchored in the segment that is on. */
  readonly cues: readonly CuePlan[]
}

/** How long a segment is planned to take. */
const plannedLengthMs = (edition: Edition, segmentId: string): number => {
  const segment = edition.show.setlist[segmentId]!
  return segment.plannedMs ?? edition.time[segment.songId]?.lengthMs ?? 0
}

/**
 * The rest of the show as it looks now. Segments that have been started keep their times; the one that is on is expected to end when its
 * music does, or, while a vamp or a hold leaves that open, after its planned length, but not before now; what comes follows without a gap.
 */
export function planAhead(source: EditionSource, performance: Performance, nowMs: Ms): PlanAhead {
  const p = settle(performance, source, nowMs, { through: true })
  const edition = editionNamed(source, p.edition)
  const segments = segmentPlans(p, edition, nowMs)
  const next = segments.find((segment) => segment.state === 'coming')
  const overrunMs = next?.plannedAtMs != null && next.expectedAtMs !== null ? next.expectedAtMs - next.plannedAtMs : 0
  return { overrunMs, segments, cues: cuePlans(p, source, edition, segments, nowMs) }
}

function segmentPlans(p: Performance, edition: Edition, nowMs: number): SegmentPlan[] {
  const run = p.segment
  const order = edition.segmentOrder
  const starts = order.filter((id) => Object.hasOwn(p.segmentStarts, id)).map((id) => ({ id, atMs: p.segmentStarts[id]! }))
  const first = starts.reduce<{ id: string; atMs: number } | null>((least, one) => (least && least.atMs <= one.atMs ? least : one), null)
  const at = run ? order.indexOf(run.segmentId) : -1
  // Without a segment on, what comes begins after the last one that was started.
  const last = starts.reduce<{ id: string; atMs: number } | null>((most, one) => (most && most.atMs > one.atMs ? most : one), null)
  const here = at >= 0 ? at : last ? order.indexOf(last.id) : -1
  let planned = 0
  if (first) for (const id of order.slice(0, order.indexOf(first.id))) planned -= plannedLengthMs(edition, id)
  let expected: number = nowMs
  return order.map((segmentId, index) => {
    const lengthMs = plannedLengthMs(edition, segmentId)
    const plannedAtMs = first && planned >= 0 ? ms(first.atMs + planned) : null
    planned += lengthMs
    const startedAtMs = Object.hasOwn(p.segmentStarts, segmentId) ? p.segmentStarts[segmentId]! : null
    if (index === here && run) {
      const endMs = endAtMs(edition, run)
      expected = Math.max(nowMs, Number.isFinite(endMs) ? endMs : (startedAtMs ?? nowMs) + lengthMs)
      return {
        segmentId,
        state: hasEnded(edition, run, nowMs) ? 'done' : 'on',
        lengthMs: ms(lengthMs),
        plannedAtMs,
        expectedAtMs: startedAtMs,
      }
    }
    if (index <= here) return { segmentId, state: 'done', lengthMs: ms(lengthMs), plannedAtMs, expectedAtMs: startedAtMs }
    const expectedAtMs = first ? ms(expected) : null
    expected += lengthMs
    return { segmentId, state: 'coming', lengthMs: ms(lengthMs), plannedAtMs, expectedAtMs }
  })
}

function cuePlans(p: Performance, source: EditionSource, edition: Edition, segments: readonly SegmentPlan[], nowMs: Ms): CuePlan[] {
  const plan = (cueId: string, at: number | null, byItself: boolean): CuePlan => {
    const known = at === null || !Number.isFinite(at) ? null : Math.max(nowMs, at)
    return { cueId, expectedAtMs: known === null ? null : ms(known), inMs: known === null ? null : ms(known - nowMs), byItself }
  }
  const isComing = (segmentId: string) =>
    segments.find((one) => one.segmentId === segmentId && one.state === 'coming')?.expectedAtMs ?? null
  const anchoredAt = (cueId: string): number | null | undefined => {
    const anchor = edition.show.cues[cueId]!.anchor
    const point = anchor && edition.anchors[anchor.segmentId]?.find((one) => one.cueId === cueId)
    if (!anchor || !point) return undefined
    if (p.segment?.segmentId === anchor.segmentId) {
      if (p.segment.spentAnchors.includes(cueId)) return undefined
      const at = positionToAtMs(source, p, ms(point.positionMs), nowMs)
      return at !== null && at >= nowMs ? at : at === null ? null : undefined
    }
    const start = isComing(anchor.segmentId)
    return start === null ? undefined : start + point.positionMs
  }
  const plans: CuePlan[] = []
  const done = new Set<string>()
  const add = (cuePlan: CuePlan) => {
    if (done.has(cuePlan.cueId)) return
    done.add(cuePlan.cueId)
    plans.push(cuePlan)
  }
  for (const { cueId } of p.segment ? (edition.anchors[p.segment.segmentId] ?? []) : []) {
    const at = anchoredAt(cueId)
    if (at !== undefined && (p.armed[cueId] ?? edition.show.cues[cueId]!.armed)) add(plan(cueId, at, true))
  }
  for (const run of p.cues) if (!run.acted) add(plan(run.cueId, actAtMs(run), true))
  let before: { readonly atMs: number; readonly follows: boolean } | null = null
  for (let id = p.standbyCueId; id !== null; id = armedAfter(p, edition, id)) {
    const cue = edition.show.cues[id]
    if (!cue) break
    const anchored = anchoredAt(id)
    const own = anchored ?? (cue.action.kind === 'segment' ? isComing(cue.action.segmentId) : null)
    const at: number | null = before?.follows ? before.atMs : own === null ? null : own
    add(plan(id, at, before?.follows === true || anchored !== undefined))
    before = followOf(edition, cue, at)
  }
  return plans
}

/** When the cue after one starts, if that one continues by itself at a known time. */
function followOf(edition: Edition, cue: Edition['show']['cues'][string], at: number | null): { atMs: number; follows: boolean } | null {
  if (cue.continueMode === 'none' || at === null) return null
  const { action } = cue
  const lengthMs =
    cue.continueMode === 'autoContinue'
      ? 0
      : action.kind === 'segment'
        ? plannedLengthMs(edition, action.segmentId)
        : kindOf(action).lengthMs(action)
  return lengthMs === null ? null : { atMs: at + cue.preWaitMs + lengthMs + cue.postWaitMs, follows: true }
}
