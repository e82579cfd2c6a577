import { mutedAfter } from '../performance.ts'
import { devampChoice, devampSegment, holdSegment, resumeSegment } from '../segment-run.ts'
import { panicAll } from '../stop.ts'
import { type CueKind, noTime, nothing } from './cue-kind.ts'
import { dropWaiting } from './waiting.ts'

/** A verb inside the cue list does what the same verb would do now; where it would be refused it does nothing. */
export const command: CueKind<'command'> = {
  lengthMs: noTime,
  slots: null,
  staysMs: nothing,
  fadeMs: noTime,
  passed: (action) => (['devamp', 'hold', 'resume', 'panic', 'standBy'].includes(action.command) ? 'transport' : 'edge'),
  act: (p, run, action, { atMs, edition }) => {
    switch (action.command) {
      case 'devamp': {
        const choice = p.segment && devampChoice(edition, p.segment, atMs, action.boundary ?? 'pass')
        return choice ? devampSegment(p, choice) : p
      }
      case 'hold':
        return holdSegment(dropWaiting(p, run.rootRunId), edition, atMs)
      case 'resume':
        return resumeSegment(p, edition, atMs)
      case 'blackoutOn':
        return { ...p, blackout: true }
      case 'blackoutOff':
        return { ...p, blackout: false }
      case 'freezeOn':
        return { ...p, frozen: ['*'] }
      case 'freezeOff':
        return { ...p, frozen: [] }
      case 'panic':
        return panicAll(p, edition, atMs, p.panic !== null ? 0 : edition.show.settings.panicFadeMs)
      case 'grandMaster':
        return action.levelUnit === undefined ? p : { ...p, grandMasterUnit: action.levelUnit }
      case 'standBy':
        return action.cueId !== undefined && Object.hasOwn(edition.show.cues, action.cueId) ? { ...p, standbyCueId: action.cueId } : p
      case 'muteOn':
      case 'muteOff':
        return action.outputClass === undefined ? p : { ...p, muted: mutedAfter(p.muted, action.outputClass, action.command === 'muteOn') }
      case 'arm':
      case 'disarm':
        return action.cueId === undefined ? p : { ...p, armed: { ...p.armed, [action.cueId]: action.command === 'arm' } }
    }
  },
}
