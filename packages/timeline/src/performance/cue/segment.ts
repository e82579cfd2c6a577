import { beats } from '../../units.ts'
import { startSegment } from '../segment-run.ts'
import { asTransport, type CueKind, noTime, nothing } from './cue-kind.ts'

/** Starts a segment of the setlist, at its beginning, a beat or a section. */
export const segment: CueKind<'segment'> = {
  lengthMs: nothing,
  slots: null,
  staysMs: nothing,
  fadeMs: noTime,
  passed: asTransport,
  act: (p, run, action, { atMs, source }) =>
    startSegment(p, source, atMs, {
      segmentId: action.segmentId,
      runId: run.runId,
      startBeats: beats(action.startBeats ?? 0),
      startSectionId: action.startSectionId ?? null,
      positionMs: null,
      held: false,
      fadeMs: null,
    }),
}
