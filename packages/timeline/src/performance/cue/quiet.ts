/** Kinds that change nothing in the fold: a note for the operator, a wait, messages (which the plan sends). */
import type { CueAction } from '../../document/cue.ts'
import { asEdge, asState, type CueKind, noTime, nothing } from './cue-kind.ts'

const quiet = { slots: null, staysMs: nothing, fadeMs: noTime, act: (p) => p } as const satisfies Partial<CueKind<CueAction['kind']>>

export const note: CueKind<'note'> = { ...quiet, lengthMs: noTime, passed: asState }
export const wait: CueKind<'wait'> = { ...quiet, lengthMs: (action) => action.lengthMs, passed: asState }
export const osc: CueKind<'osc'> = { ...quiet, lengthMs: noTime, passed: asEdge }
