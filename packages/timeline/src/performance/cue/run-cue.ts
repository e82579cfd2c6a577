/** Starting cues, taking their action when it falls due, continuing into the next. Every step happens inside the fold, at its own time. */
import type { Edition, EditionSource } from '../../edition.ts'
import { editionNamed } from '../../edition.ts'
import { ms } from '../../units.ts'
import type { CueRun, Performance } from '../performance.ts'
import { endAtMs } from '../route.ts'
import { devampChoice, devampSegment, holdSegment, resumeSegment, startSegment } from '../segment-run.ts'
import { panicAll } from '../stop.ts'
import { actAtMs, armedAfter, cueLengthMs } from './chain.ts'
import { releaseLooks, takeOver } from './look.ts'
import { dropWaiting } from './waiting.ts'

/** Starts a cue: its clock runs from `atMs`, its action follows after the pre-wait. An unknown cue changes nothing. */
export function startCue(
  p: Performance,
  edition: Edition,
  start: { readonly cueId: string; readonly runId: string; readonly rootRunId: string; readonly atMs: number },
): Performance {
  const cue = edition.show.cues[start.cueId]
  if (!cue || p.cues.some((run) => run.runId === start.runId)) return p
  const look = cue.action.kind === 'look' ? edition.show.looks[cue.action.look] : undefined
  const run: CueRun = {
    cueId: start.cueId,
    runId: start.runId,
    rootRunId: start.rootRunId,
    action: cue.action,
    preWaitMs: cue.preWaitMs,
    postWaitMs: cue.postWaitMs,
    continueMode: cue.continueMode,
    catchUp: cue.catchUp ?? 'skip',
    atMs: ms(start.atMs),
    startOrder: p.runCount + 1,
    acted: false,
    continued: cue.continueMode === 'none',
    groups: look ? Object.keys(look.groups) : [],
    segmentRunId: cue.action.kind === 'segment' ? start.runId : null,
    releasedAtMs: null,
    releaseFadeMs: ms(0),
    releasedBy: null,
  }
  return { ...p, runCount: run.startOrder, cues: [...p.cues, run] }
}

/** Something the fold does by itself: a cue acts after its pre-wait, or continues into the next one. */
export interface DueStep {
  readonly kind: 'act' | 'continue'
  readonly runId: string
  readonly atMs: number
}

/** The earliest step that waits, or null. Ties go to the run that started first, acting before continuing. */
export function nextStep(p: Performance, edition: Edition): DueStep | null {
  let first: DueStep | null = null
  for (const run of p.cues) {
    const step = stepOf(p, edition, run)
    if (step && step.atMs < (first?.atMs ?? Infinity)) first = step
  }
  return first
}

function stepOf(p: Performance, edition: Edition, run: CueRun): DueStep | null {
  if (!run.acted) return { kind: 'act', runId: run.runId, atMs: actAtMs(run) }
  if (run.continued) return null
  if (run.continueMode === 'autoContinue') return { kind: 'continue', runId: run.runId, atMs: actAtMs(run) + run.postWaitMs }
  const lengthMs = cueLengthMs(run.action)
  if (lengthMs !== null) return { kind: 'continue', runId: run.runId, atMs: actAtMs(run) + lengthMs + run.postWaitMs }
  if (p.segment?.runId !== run.segmentRunId) return null
  const atMs = endAtMs(edition, p.segment!) + run.postWaitMs
  return Number.isFinite(atMs) ? { kind: 'continue', runId: run.runId, atMs } : null
}

export function takeStep(p: Performance, source: EditionSource, step: DueStep): Performance {
  const run = p.cues.find((candidate) => candidate.runId === step.runId)!
  const edition = editionNamed(source, p.edition)
  if (step.kind === 'continue') {
    const marked = { ...p, cues: p.cues.map((other) => (other === run ? { ...run, continued: true } : other)) }
    const next = armedAfter(edition, run.cueId)
    if (next === null) return marked
    return startCue(marked, edition, { cueId: next, runId: nextRunId(run), rootRunId: run.rootRunId, atMs: step.atMs })
  }
  const acted = { ...run, acted: true }
  return act({ ...p, cues: p.cues.map((other) => (other === run ? acted : other)) }, source, acted, step.atMs)
}

/** "r", "r.1", "r.2" …: every node names the cues of a chain alike. */
function nextRunId(run: CueRun): string {
  const index = run.runId === run.rootRunId ? 0 : Number(run.runId.slice(run.rootRunId.length + 1))
  return `${run.rootRunId}.${index + 1}`
}

function act(p: Performance, source: EditionSource, run: CueRun, atMs: number): Performance {
  const { action } = run
  switch (action.kind) {
    case 'segment':
      return startSegment(p, source, atMs, {
        segmentId: action.segmentId,
        runId: run.runId,
        startBeats: action.startBeats ?? 0,
        positionMs: null,
        held: false,
        fadeMs: null,
      })
    case 'look':
      return takeOver({ ...p, panic: null }, run, atMs)
    case 'releaseLooks':
      return releaseLooks(p, atMs, action.fadeMs, run.rootRunId)
    case 'command':
      return command(p, editionNamed(source, p.edition), run, atMs)
    case 'osc':
    case 'note':
      return p
  }
}

/** A verb inside the cue list does what the same verb would do now; where it would be refused it does nothing. */
function command(p: Performance, edition: Edition, run: CueRun, atMs: number): Performance {
  if (run.action.kind !== 'command') return p
  switch (run.action.command) {
    case 'devamp': {
      const choice = p.segment && devampChoice(edition, p.segment, atMs)
      return choice ? devampSegment(p, choice.vampId, choice.lastPass) : p
    }
    case 'hold':
      return holdSegment(dropWaiting(p, run.rootRunId), edition, atMs)
    case 'resume':
      return resumeSegment(p, atMs)
    case 'blackoutOn':
      return { ...p, blackout: true }
    case 'blackoutOff':
      return { ...p, blackout: false }
    case 'panic':
      return panicAll(p, edition, atMs, p.panic !== null ? 0 : edition.show.settings.panicFadeMs)
  }
}
