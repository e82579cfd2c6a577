/** What falls due in a stretch of performance time: the plan that output threads work off. */
import type { OscMessage } from '../document/track.ts'
import { type Edition, type EditionSource, editionNamed } from '../edition.ts'
import { countBelow } from '../evaluate/span-index.ts'
import type { EdgeItem, Plan } from '../plan.ts'
import { type Ms, ms } from '../units.ts'
import { nextChangeAtMs, settle } from './apply.ts'
import { actAtMs } from './cue/chain.ts'
import { isPassed } from './cue/run-cue.ts'
import type { Performance, SegmentRun } from './performance.ts'
import { atMsOfElapsed, elapsedAt, placeAt, routeOf, songIdOf } from './route.ts'
import { stretchesOf } from './spans.ts'

/**
 * Edges due in [fromMs, toMs), ascending.
 *
 * The performance is played forward: pending entries take effect, cues act and continue, each at its time; between two such changes the
 * running segment's triggers are read off its route. Stretches are measured in unrolled time by one formula, so that consecutive plans
 * cut at any instant hold every edge exactly once. A leaving segment fires nothing more, and nothing is sent while messages are muted.
 */
export function schedule(source: EditionSource, performance: Performance, fromMs: Ms, toMs: Ms): Plan {
  const items: EdgeItem[] = []
  const seen = new Set<string>()
  const add = (item: EdgeItem) => {
    if (seen.has(item.id)) return
    seen.add(item.id)
    items.push(item)
  }
  const isInside = (dueMs: number) => dueMs >= fromMs && dueMs < toMs
  let state = settle(performance, source, fromMs, { through: false })
  let at: number = fromMs
  while (at < toMs) {
    // All that happens at this very instant comes first; then nothing changes until `until`.
    state = settle(state, source, at, { through: true })
    addActed(state, isInside, add)
    const until = Math.min(toMs, nextChangeAtMs(state, source))
    if (state.segment && !state.muted.includes('osc')) addTriggers(editionNamed(source, state.edition), state.segment, at, until, add)
    at = until
  }
  items.sort((a, b) => a.dueMs - b.dueMs)
  return { epoch: performance.epoch, seq: performance.seq, fromMs, toMs, items }
}

/** Messages of cues that have acted, and triggers fired by hand. The fold remembers seconds of both: most are asked no further than their time. */
function addActed(p: Performance, isInside: (dueMs: number) => boolean, add: (item: EdgeItem) => void): void {
  for (const run of p.cues) {
    if (!isInside(actAtMs(run))) continue
    if (run.action.kind !== 'osc' || !run.acted || run.silent || isPassed(run, actAtMs(run))) continue
    run.action.messages.forEach((message, index) => {
      const source = { cueId: run.cueId, songId: null, offsetMs: run.preWaitMs }
      add(edgeItem(`${run.runId}:${index}`, actAtMs(run), message, run.catchUp, source))
    })
  }
  for (const fired of p.firedEdges) {
    if (!isInside(fired.atMs)) continue
    const source = { cueId: fired.cueId, songId: fired.songId, offsetMs: ms(0) }
    add(edgeItem(`${fired.edgeId}!${fired.seq}`, fired.atMs, fired.message, 'skip', source))
  }
}

function addTriggers(edition: Edition, run: SegmentRun, fromMs: number, untilMs: number, add: (item: EdgeItem) => void): void {
  // Held at `fromMs` already: the position stands, and what lies at it fires when it moves on.
  if (run.heldAtMs !== null) return
  eachTrigger(edition, run, elapsedAt(run, fromMs), elapsedAt(run, untilMs), (item) => add(item))
}

/** Triggers of a run in unrolled time [from, to), first passes only unless every pass counts. */
export function eachTrigger(
  edition: Edition,
  run: SegmentRun,
  fromElapsedMs: number,
  toElapsedMs: number,
  each: (item: EdgeItem) => void,
): void {
  const songId = songIdOf(edition, run)
  const index = edition.index[songId]
  if (!index || index.triggers.length === 0) return
  for (const leg of routeOf(edition, run)) {
    const from = Math.max(fromElapsedMs, leg.elapsedMs)
    const to = Math.min(toElapsedMs, leg.elapsedMs + leg.lengthMs)
    if (from >= to) continue
    for (const { elapsedMs, positionMs, endPositionMs, pass } of stretchesOf(leg, from, to)) {
      for (let i = countBelow(index.triggerMs, positionMs); i < index.triggers.length && index.triggerMs[i]! < endPositionMs; i++) {
        const trigger = index.triggers[i]!
        if (pass > 0 && !trigger.everyPass) continue
        const ofPass = leg.kind === 'vamp' && trigger.everyPass ? `:${pass}` : ''
        const dueMs = atMsOfElapsed(run, elapsedMs + (trigger.positionMs - positionMs))
        const source = { cueId: null, songId, offsetMs: ms(trigger.positionMs) }
        each(edgeItem(`${run.runId}:${trigger.messageId}${ofPass}`, dueMs, trigger.message, trigger.catchUp, source))
      }
    }
  }
}

/** Messages of anchored cues that a locate has passed over: those it has put on, and for one inside the same segment not those sent before. */
function passedCues(p: Performance, beforeRun: SegmentRun | null, atMs: number): EdgeItem[] {
  const run = p.segment
  if (!run || run.runId === beforeRun?.runId) return []
  const items: EdgeItem[] = []
  const isSent = (cueId: string) => beforeRun?.segmentId === run.segmentId && beforeRun.spentAnchors.includes(cueId)
  for (const cue of p.cues) {
    if (cue.action.kind !== 'osc' || cue.anchoredIn !== run.runId || !cue.acted || !isPassed(cue, actAtMs(cue)) || isSent(cue.cueId))
      continue
    cue.action.messages.forEach((message, index) => {
      const source = { cueId: cue.cueId, songId: null, offsetMs: cue.preWaitMs }
      items.push(edgeItem(`${cue.runId}:${index}`, atMs, message, cue.catchUp, source))
    })
  }
  return items
}

function edgeItem(id: string, dueMs: number, message: OscMessage, catchUp: EdgeItem['catchUp'], source: EdgeItem['source']): EdgeItem {
  return {
    kind: 'edge',
    id,
    dueMs: ms(dueMs),
    targetId: message.targetId ?? null,
    address: message.address,
    args: message.args,
    catchUp,
    source,
  }
}

export interface PassedEdges {
  /** To be sent now, in order: `all`, and of `latest` the last one per target and address. */
  readonly send: readonly EdgeItem[]
  /** Not sent; listed for the operator with a Fire button. */
  readonly skipped: readonly EdgeItem[]
}

/**
 * Edges that were passed over without being sent, and what their `catchUp` says.
 *
 * After a restart: `before` is the state at the last instant whose edges are known to be sent, and [fromMs, toMs) the gap.
 * At a locate: `before` and `after` are the states on both sides of the entry and fromMs = toMs its atMs; passed over is what lies
 * between the old position and the new one (from the start of the song when another segment ran, or none); backwards nothing is.
 */
export function passedEdges(source: EditionSource, before: Performance | null, after: Performance, fromMs: Ms, toMs: Ms): PassedEdges {
  const passed: EdgeItem[] = before && toMs > fromMs ? [...schedule(source, before, fromMs, toMs).items] : []
  const state = settle(after, source, toMs, { through: true })
  const run = state.segment
  const beforeRun = before ? settle(before, source, toMs, { through: false }).segment : null
  if (run && run.runId !== beforeRun?.runId && run.startPositionMs > 0) {
    const edition = editionNamed(source, after.edition)
    const same = beforeRun?.segmentId === run.segmentId ? beforeRun : null
    const oldPositionMs = same ? placeAt(routeOf(edition, same), same, elapsedAt(same, toMs)).positionMs : 0
    const index = edition.index[songIdOf(edition, run)]
    for (const trigger of index?.triggers ?? []) {
      if (trigger.positionMs < oldPositionMs || trigger.positionMs >= run.startPositionMs) continue
      const origin = { cueId: null, songId: songIdOf(edition, run), offsetMs: ms(trigger.positionMs) }
      passed.push(edgeItem(`${run.runId}:${trigger.messageId}`, toMs, trigger.message, trigger.catchUp, origin))
    }
  }
  passed.push(...passedCues(state, beforeRun, toMs))
  const lastOf = new Map<string, EdgeItem>()
  for (const item of passed) if (item.catchUp === 'latest') lastOf.set(`${item.targetId ?? ''} ${item.address}`, item)
  const isSent = (item: EdgeItem) => item.catchUp === 'all' || lastOf.get(`${item.targetId ?? ''} ${item.address}`) === item
  return { send: passed.filter(isSent), skipped: passed.filter((item) => !isSent(item)) }
}
