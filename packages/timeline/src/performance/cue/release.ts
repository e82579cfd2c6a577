import { asState, type CueKind } from './cue-kind.ts'
import { isOf, releaseRuns } from './lasting.ts'

/** Lets go of what cues have put on, of one kind or of all. */
export const release: CueKind<'release'> = {
  lengthMs: (action) => action.fadeMs,
  slots: null,
  staysMs: () => null,
  fadeMs: (action) => action.fadeMs,
  passed: asState,
  act: (p, run, action, { atMs }) => releaseRuns(p, atMs, { fadeMs: action.fadeMs, by: run.rootRunId, which: isOf(action.of) }),
}
