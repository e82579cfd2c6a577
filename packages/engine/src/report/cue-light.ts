/**
 * When the light of a cue left. The output thread tells when the first packet of each instant was handed to the kernel; a cue that changes
 * light is given the first one that was due when it acted, or at the next points of the light grid where it fades in from nothing.
 */
import type { CueRun } from '@ghostlight/timeline'
import type { LightSent } from '../outputs/index.ts'

export interface CueLit {
  readonly runId: string
  readonly sentMs: number
  readonly lateMs: number
}

const lightKinds: ReadonlySet<string> = new Set(['look', 'release', 'releaseLooks', 'segment'])
/** Two points of the grid of 44 Hz. */
const withinMs = 50
/** A plan that a GO asks for begins right after it. */
const slackMs = 1
const remembered = 1000

/** @param runs  cue runs of now, those that are over among them for a few seconds. */
export function createCueLight(
  runs: () => readonly CueRun[],
  note: (lit: readonly CueLit[]) => void,
): (sent: readonly LightSent[]) => void {
  const done = new Set<string>()
  return (sent) => {
    const lit: CueLit[] = []
    for (const run of runs()) {
      if (!run.acted || !lightKinds.has(run.action.kind) || done.has(run.runId)) continue
      const actedMs = run.atMs + run.preWaitMs
      const first = sent.find(({ dueMs }) => dueMs >= actedMs - slackMs && dueMs <= actedMs + withinMs)
      if (first === undefined) continue
      done.add(run.runId)
      lit.push({ runId: run.runId, sentMs: first.sentAtMs, lateMs: first.sentAtMs - first.sendAtMs })
    }
    for (const oldest of done) {
      if (done.size <= remembered) break
      done.delete(oldest)
    }
    if (lit.length > 0) note(lit)
  }
}
