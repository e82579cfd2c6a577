import type { Picture } from '../../document/cue.ts'
import type { Edition } from '../../edition.ts'
import { asState, type CueKind } from './cue-kind.ts'
import { takeOver } from './lasting.ts'

/** Screens an output cue speaks to: the one it names, or every screen of the venue. */
export const screensOf = (edition: Edition, outputId: string | undefined): readonly string[] =>
  outputId !== undefined ? [outputId] : Object.keys(edition.venue.outputs).filter((id) => edition.venue.outputs[id]!.kind === 'screen')

const placeOf = (picture: Picture): string => (picture.kind === 'media' ? `media/${picture.layer}` : picture.kind)

/** What screens show instead of, behind or before the performer. It occupies one layer of each screen it speaks to. */
export const output: CueKind<'output'> = {
  lengthMs: (action) => action.lengthMs ?? action.fadeMs,
  slots: (action, _cueId, edition) => screensOf(edition, action.outputId).map((id) => `${id}/${placeOf(action.picture)}`),
  staysMs: (action) => action.lengthMs ?? null,
  fadeMs: (action) => action.fadeMs,
  passed: asState,
  act: (p, run, action, { atMs }) => takeOver({ ...p, panic: null }, run, atMs, action.fadeMs),
}
