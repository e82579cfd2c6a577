import { ms } from '../../units.ts'
import type { CueRun } from '../performance.ts'
import { asState, type CueKind } from './cue-kind.ts'
import { isOn, releaseRuns, takeOver } from './lasting.ts'

/** Plays a recording. The same cue again takes over from itself. */
export const sound: CueKind<'sound'> = {
  lengthMs: (action) => (action.loop ? null : action.durationMs),
  slots: (_action, cueId) => [cueId],
  staysMs: (action) => (action.loop ? null : action.durationMs),
  fadeMs: (action) => action.fadeMs,
  passed: asState,
  act: (p, run, action, { atMs }) => takeOver({ ...p, panic: null }, run, atMs, action.fadeMs),
}

/** Level of a sound cue at a time, before its own fades: a straight line in decibels towards the last level asked for. */
export function gainDbAt(run: CueRun, atMs: number): number {
  const own = run.action.kind === 'sound' ? (run.action.gainDb ?? 0) : 0
  if (run.gain === null) return own
  const { fromDb, toDb, atMs: fromAtMs, fadeMs } = run.gain
  return atMs >= fromAtMs + fadeMs ? toDb : fromDb + ((toDb - fromDb) * (atMs - fromAtMs)) / fadeMs
}

const isSound =
  (cueId: string | undefined) =>
  (run: CueRun): boolean =>
    run.action.kind === 'sound' && (cueId === undefined || run.cueId === cueId)

/** Brings sound cues that are on to another level. */
export const soundFade: CueKind<'soundFade'> = {
  lengthMs: (action) => action.fadeMs,
  slots: null,
  staysMs: () => null,
  fadeMs: (action) => action.fadeMs,
  passed: asState,
  act: (p, _run, action, { atMs }) => ({
    ...p,
    cues: p.cues.map((run) =>
      isOn(run, atMs) && isSound(action.cueId)(run)
        ? { ...run, gain: { fromDb: gainDbAt(run, atMs), toDb: action.gainDb, atMs: ms(atMs), fadeMs: action.fadeMs } }
        : run,
    ),
  }),
}

/** Fades sound cues out and stops them. */
export const soundStop: CueKind<'soundStop'> = {
  lengthMs: (action) => action.fadeMs,
  slots: null,
  staysMs: () => null,
  fadeMs: (action) => action.fadeMs,
  passed: asState,
  act: (p, run, action, { atMs }) => releaseRuns(p, atMs, { fadeMs: action.fadeMs, by: run.rootRunId, which: isSound(action.cueId) }),
}
