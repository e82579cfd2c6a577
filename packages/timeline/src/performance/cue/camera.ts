import { asState, type CueKind } from './cue-kind.ts'
import { takeOver } from './lasting.ts'

/** Overrides the camera of the live page; shots cut. */
export const camera: CueKind<'camera'> = {
  lengthMs: (action) => action.lengthMs ?? 0,
  slots: () => ['camera'],
  staysMs: (action) => action.lengthMs ?? null,
  fadeMs: () => 0,
  passed: asState,
  act: (p, run, _action, { atMs }) => takeOver({ ...p, panic: null }, run, atMs, 0),
}
