import { asState, type CueKind } from './cue-kind.ts'
import { takeOver } from './lasting.ts'

/** Overrides what a performer dances or how she looks. A move occupies her body, each expression its own place in her face. */
export const performer: CueKind<'performer'> = {
  lengthMs: (action) => action.lengthMs ?? action.fadeMs,
  slots: ({ performerId, move, expressions }) => [
    ...(move === undefined ? [] : [`${performerId}/move`]),
    ...Object.keys(expressions ?? {}).map((name) => `${performerId}/face/${name}`),
  ],
  staysMs: (action) => action.lengthMs ?? null,
  fadeMs: (action) => action.fadeMs,
  passed: asState,
  act: (p, run, action, { atMs }) => takeOver({ ...p, panic: null }, run, atMs, action.fadeMs),
}
