import { vampSection } from '../segment-run.ts'
import { asTransport, type CueKind, noTime, nothing } from './cue-kind.ts'

/** Makes a section of the running song repeat until devamp; where it cannot, it does nothing. */
export const vamp: CueKind<'vamp'> = {
  lengthMs: noTime,
  slots: null,
  staysMs: nothing,
  fadeMs: noTime,
  passed: asTransport,
  act: (p, _run, action, { atMs, edition }) => vampSection(p, edition, atMs, action.sectionId ?? null),
}
