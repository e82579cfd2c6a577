/** A moment: what is on right now, as plain data. `evaluate(edition, moment)` turns it into a Frame. */
import type { CueAction, OutputClass } from '../document/cue.ts'
import type { Ms } from '../units.ts'
import type { Taken } from './performance.ts'

export interface SegmentMoment {
  readonly segmentId: string
  readonly songId: string
  readonly runId: string
  /** Position in the song, inside [0, lengthMs]; inside a vamp it comes round again with each pass. */
  readonly positionMs: Ms
  /** Milliseconds of musical time since this run started, vamps unrolled; never jumps back. Seeds and beat effects that must not repeat read this. */
  readonly elapsedMs: Ms
  /** The vamp the position is in, and which pass (0-based). */
  readonly vamp: { readonly vampId: string; readonly pass: number; readonly leavingAfterPass: number | null } | null
  /** null while running; else how long it has been held. */
  readonly heldForMs: Ms | null
  /** The song is over; the last position stands. */
  readonly ended: boolean
  /** Since it last began to sound here: start, locate, resume. Runs on while it plays; 0 while held. */
  readonly enteredForMs: Ms
  /** It entered in mid-song (locate, resume), so sound comes in over 30 ms. */
  readonly enteredInside: boolean
  /** 1 running; falls to 0 over the fade after another segment took over or panic. */
  readonly levelUnit: number
  /** 0 dancing to 1 standing still: a straight line over 600 ms after a hold, a resume or the end, however they follow on each other. */
  readonly stillUnit: number
}

/** What was on before the music last jumped: another segment, a locate, an undo, a vamp that came round or was left in mid-pass. */
export interface MomentBefore {
  /** As it was at the instant of the jump; its levels do not fade. */
  readonly segment: SegmentMoment
  readonly idleForMs: Ms
  /** Since the jump; unrolled musical time for vamps, else as the clock runs. */
  readonly sinceMs: Ms
  /** The jump before that one, seen from its instant, where it was still recent then. */
  readonly before?: MomentBefore
}

export interface CueMoment {
  readonly cueId: string
  readonly runId: string
  /** The definition it was fired with; a running cue keeps it when another edition is adopted. */
  readonly action: CueAction
  readonly preWaitMs: Ms
  /** Since its start, after pre-wait; negative while in pre-wait. */
  readonly sinceMs: Ms
  /** Order of start among all cue runs; LTP reads it. */
  readonly startOrder: number
  readonly state: 'preWait' | 'running' | 'done'
  /** null, or how long ago a releaseLooks/undo let go of it and over which fade. */
  readonly released: { readonly sinceMs: Ms; readonly fadeMs: Ms } | null
  /** For what stays on: where it began, in which run of a segment, if one was on. */
  readonly startedIn: { readonly runId: string; readonly elapsedMs: number } | null
  /** Of a sound: its level now, before its fades. */
  readonly gainDb: number
}

export interface Moment {
  readonly atMs: Ms
  /** Hash of the edition in force at this moment. */
  readonly edition: string
  readonly seq: number
  readonly epoch: number
  readonly seed: number
  /** What the next GO fires; an accepted GO that is not yet due has already moved it on. */
  readonly standbyCueId: string | null
  readonly segment: SegmentMoment | null
  /** The segment that is fading out, if any. */
  readonly leaving: SegmentMoment | null
  /** Milliseconds since nothing has been on; 0 while a segment plays or is held. */
  readonly idleForMs: Ms
  /** For 1.5 s after a jump of the music; else null. */
  readonly before: MomentBefore | null
  readonly cues: readonly CueMoment[]
  readonly blackout: boolean
  /** Output ids; "*" means all. Freeze cues count. */
  readonly frozen: readonly string[]
  readonly grandMasterUnit: number
  /** Classes of output that are silent for a rehearsal. */
  readonly muted: readonly OutputClass[]
  /** false: an operator has stopped all strobing. */
  readonly strobe: boolean
  /** What operators have taken by hand, in the order of taking. */
  readonly taken: readonly Taken[]
  /** Cues armed (true) or disarmed (false) during the show, where that differs from nothing being said. */
  readonly armed: Readonly<Record<string, boolean>>
  /** 1, or falling to 0 after panic. */
  readonly panicUnit: number
  /** The engine came up held after a restart and asks "resume here or catch up?". */
  readonly askResume: boolean
}
