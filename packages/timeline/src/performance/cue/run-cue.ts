/** Cues acting when they fall due, continuing into the next, firing at their anchors. Every step happens inside the fold, at its own time. */
import type { Edition, EditionSource } from '../../edition.ts'
import { editionNamed } from '../../edition.ts'
import { nextAnchor, takeAnchor } from '../anchor.ts'
import { assertPassed } from '../assert-passed.ts'
import type { CueRun, Performance } from '../performance.ts'
import { elapsedAt } from '../route.ts'
import { actAtMs, armedAfter } from './chain.ts'
import { endOfRun } from './ends.ts'
import { childStart, siblingAfter } from './group.ts'
import { endHold, resumesAtMs } from './hold.ts'
import { kindOf } from './kinds.ts'
import { startCue } from './start-cue.ts'

/** Something the fold does by itself: a cue acts after its pre-wait, a timed hold ends, a cue continues, an anchor is reached. */
export type DueStep =
  | { readonly kind: 'act' | 'end' | 'continue'; readonly runId: string; readonly atMs: number }
  | { readonly kind: 'anchor'; readonly cueId: string; readonly pass: number; readonly elapsedMs: number; readonly atMs: number }

/** The earliest step that waits, or null. Ties go to the run that started first, acting before continuing, anchors last. */
export function nextStep(p: Performance, edition: Edition): DueStep | null {
  let first: DueStep | null = null
  for (const run of p.cues) {
    const step = stepOf(p, edition, run)
    if (step && step.atMs < (first?.atMs ?? Infinity)) first = step
  }
  const anchor = nextAnchor(p, edition)
  if (anchor && anchor.atMs < (first?.atMs ?? Infinity)) return { kind: 'anchor', ...anchor }
  return first
}

function stepOf(p: Performance, edition: Edition, run: CueRun): DueStep | null {
  if (!run.acted) return { kind: 'act', runId: run.runId, atMs: actAtMs(run) }
  const resumeAtMs = resumesAtMs(run)
  const end: DueStep | null = resumeAtMs === null ? null : { kind: 'end', runId: run.runId, atMs: resumeAtMs }
  if (run.continued) return end
  const fromMs = run.continueMode === 'autoContinue' ? actAtMs(run) : endOfRun(p, edition, run)
  const atMs = fromMs + run.postWaitMs
  if (!Number.isFinite(atMs) || (end && end.atMs <= atMs)) return end
  return { kind: 'continue', runId: run.runId, atMs }
}

/** Whether what a run does at a time lies before the locate that put it on. */
export const isPassed = (run: CueRun, atMs: number): boolean => run.assertedUntilMs !== null && atMs < run.assertedUntilMs

const changed = (p: Performance, run: CueRun, change: Partial<CueRun>): Performance => ({
  ...p,
  cues: p.cues.map((other) => (other.runId === run.runId ? { ...other, ...change } : other)),
})

export function takeStep(p: Performance, source: EditionSource, step: DueStep): Performance {
  const edition = editionNamed(source, p.edition)
  if (step.kind === 'anchor') return takeAnchor(p, edition, step)
  const run = p.cues.find((candidate) => candidate.runId === step.runId)!
  switch (step.kind) {
    case 'end':
      return endHold(changed(p, run, { over: true }), edition, run, step.atMs)
    case 'continue':
      return proceed(changed(p, run, { continued: true }), edition, run, step.atMs)
    case 'act':
      return act(p, source, edition, run, step.atMs)
  }
}

/** Starts what comes after a cue: its sibling in a group, else the next armed cue of the list, named r, r.1, r.2 … alike on every node. */
function proceed(p: Performance, edition: Edition, run: CueRun, atMs: number): Performance {
  if (run.parentRunId !== null) {
    const parent = p.cues.find((other) => other.runId === run.parentRunId)
    const next = siblingAfter(p, edition, run.cueId)
    return parent && next !== null ? startCue(p, edition, childStart(edition, parent, { cueId: next, atMs, index: run.index + 1 })) : p
  }
  const next = armedAfter(p, edition, run.cueId)
  if (next === null) return p
  return startCue(p, edition, {
    cueId: next,
    runId: `${run.rootRunId}.${run.index + 1}`,
    rootRunId: run.rootRunId,
    atMs,
    index: run.index + 1,
    parentRunId: null,
    continueMode: null,
    anchoredIn: run.anchoredIn,
    assertedUntilMs: run.assertedUntilMs,
  })
}

function act(p: Performance, source: EditionSource, edition: Edition, run: CueRun, atMs: number): Performance {
  const kind = kindOf(run.action)
  const startedIn = kind.slots !== null && p.segment ? { runId: p.segment.runId, elapsedMs: elapsedAt(p.segment, atMs) } : null
  const change = { acted: true, startedIn, silent: p.muted.includes('osc') }
  const acted: CueRun = { ...run, ...change }
  const state = changed(p, run, change)
  if (isPassed(run, atMs)) {
    const passed = kind.passed(run.action)
    if (passed === 'transport' || (passed === 'edge' && run.catchUp === 'skip')) return state
  }
  const next = kind.act(state, acted, run.action, { atMs, source, edition, start: (q, start) => startCue(q, edition, start) })
  // A segment that begins inside its song is on as if it had been played to there.
  return run.action.kind === 'segment' && next.segment?.runId === run.runId ? assertPassed(next, source, atMs) : next
}
