import { asState, type CueKind } from './cue-kind.ts'
import { isOf, releaseRuns, takeOver } from './lasting.ts'

/** A look; it occupies the fixture groups it touches. A look that the edition does not have touches none. */
export const look: CueKind<'look'> = {
  lengthMs: (action) => action.fadeMs,
  slots: (action, _cueId, edition) => Object.keys(edition.show.looks[action.look]?.groups ?? {}),
  staysMs: () => null,
  fadeMs: (action) => action.fadeMs,
  passed: asState,
  act: (p, run, action, { atMs }) => takeOver({ ...p, panic: null }, run, atMs, action.fadeMs),
}

/** All cue looks go out. */
export const releaseLooks: CueKind<'releaseLooks'> = {
  lengthMs: (action) => action.fadeMs,
  slots: null,
  staysMs: () => null,
  fadeMs: (action) => action.fadeMs,
  passed: asState,
  act: (p, run, action, { atMs }) => releaseRuns(p, atMs, { fadeMs: action.fadeMs, by: run.rootRunId, which: isOf('looks') }),
}
