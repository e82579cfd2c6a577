/**
 * What cues put on and what stays: looks, overrides of performer, camera and outputs, sounds. Each stays until it is released, its time is
 * over, panic or undo, or until a later cue of its kind that covers everything it occupies takes over: then the two cross-fade over the
 * later one's fade. One that covers only some leaves the earlier one on beneath it and gives back what it took.
 */
import type { CueActionOf } from '../../document/cue.ts'
import { ms } from '../../units.ts'
import type { CueRun, Performance } from '../performance.ts'

export const isLasting = (run: CueRun): boolean => run.slots !== null

/** When it was let go, or went out by itself; null while it is on. */
export function wentOutAtMs(run: CueRun, atMs: number): number | null {
  if (run.releasedAtMs !== null) return run.releasedAtMs
  return run.staysUntilMs !== null && run.staysUntilMs <= atMs ? run.staysUntilMs : null
}

export const isOn = (run: CueRun, atMs: number): boolean => isLasting(run) && run.acted && wentOutAtMs(run, atMs) === null

/** Fade with which it goes, or went, out. */
export function outFadeMs(run: CueRun): number {
  if (run.releasedAtMs !== null) return run.releaseFadeMs
  // A recording that is over has nothing left to fade.
  return run.action.kind === 'sound' ? 0 : run.fadeMs
}

export const released = (run: CueRun, atMs: number, fadeMs: number, by: string | null): CueRun => ({
  ...run,
  releasedAtMs: ms(atMs),
  releaseFadeMs: ms(fadeMs),
  releasedBy: by,
})

/** Lets go of everything that is on and that `which` names. */
export function releaseRuns(
  p: Performance,
  atMs: number,
  { fadeMs, by, which }: { readonly fadeMs: number; readonly by: string | null; readonly which: (run: CueRun) => boolean },
): Performance {
  return { ...p, cues: p.cues.map((run) => (isOn(run, atMs) && which(run) ? released(run, atMs, fadeMs, by) : run)) }
}

const KINDS: Readonly<Record<CueActionOf<'release'>['of'], readonly string[]>> = {
  looks: ['look'],
  performers: ['performer'],
  camera: ['camera'],
  outputs: ['output'],
  sounds: ['sound'],
  all: ['look', 'performer', 'camera', 'output', 'sound'],
}
export const isOf =
  (of: CueActionOf<'release'>['of']) =>
  (run: CueRun): boolean =>
    KINDS[of].includes(run.action.kind)

/** What `taker` covers wholly goes out over its fade. */
export function takeOver(p: Performance, taker: CueRun, atMs: number, fadeMs: number): Performance {
  const { slots } = taker
  if (slots === null || slots.length === 0) return p
  const covered = (run: CueRun) =>
    run.runId !== taker.runId && run.action.kind === taker.action.kind && run.slots!.every((slot) => slots.includes(slot))
  return releaseRuns(p, atMs, { fadeMs, by: taker.rootRunId, which: covered })
}

/** Gives back what cues of these roots had released; not to those that `except` names, which go with them. */
export function giveBack(p: Performance, roots: ReadonlySet<string>, except: (run: CueRun) => boolean): Performance {
  const isBack = (run: CueRun) => run.releasedBy !== null && roots.has(run.releasedBy) && !except(run)
  return {
    ...p,
    cues: p.cues.map((run) => (isBack(run) ? { ...run, releasedAtMs: null, releaseFadeMs: ms(0), releasedBy: null } : run)),
  }
}
