/** The folded state of a performance: a snapshot one can start from, plus the entries that are not due yet. Plain JSON. */
import type { CueAction, OutputClass } from '../document/cue.ts'
import type { OscMessage } from '../document/track.ts'
import type { Ms } from '../units.ts'
import { ms } from '../units.ts'
import type { Entry } from './entry.ts'

export interface SegmentRun {
  readonly segmentId: string
  readonly songId: string
  readonly runId: string
  /** The edition it was started in, or carried into. */
  readonly edition: string
  /** Performance time at which `anchorElapsedMs` holds. */
  readonly anchorAtMs: Ms
  /** Unrolled musical time at the anchor. */
  readonly anchorElapsedMs: Ms
  /** Position in the song at which this run began (locate). */
  readonly startPositionMs: Ms
  /** Unrolled musical time at `startPositionMs`: 0, or what had passed when another edition was adopted. */
  readonly startElapsedMs: Ms
  /** Pass of the vamp that `startPositionMs` lies in; 0 unless an edition was adopted inside a vamp. */
  readonly startPass: number
  readonly heldAtMs: Ms | null
  /** vampId → last pass (0-based) that is played. */
  readonly devamps: Readonly<Record<string, number>>
  /** vampId → unrolled time at which it is left in mid-pass; without one it is left at the end of its last pass. */
  readonly exits: Readonly<Record<string, Ms>>
  /** Sections that were made to repeat while it ran. */
  readonly loops: readonly string[]
  /** How far it has come along its anchors: unrolled time, and the cue of the last one there. */
  readonly anchoredTo: { readonly elapsedMs: number; readonly cueId: string | null }
  /** Anchored cues that were fired in this run, by hand too: they do not fire again. */
  readonly spentAnchors: readonly string[]
  /** How far the performer stood still at the anchor: 0 dancing, 1 idle. */
  readonly stillUnit: number
  /** Set when it was ended by another segment, panic or stop. */
  readonly leftAtMs: Ms | null
  readonly fadeOutMs: Ms
}
export interface CueRun {
  readonly cueId: string
  readonly runId: string
  /** The run that GO or fire started; its own runId, or the head of its chain. */
  readonly rootRunId: string
  /** The group run whose child it is. */
  readonly parentRunId: string | null
  /** Its number in its chain (0: the head), or among the children of its group (from 1). */
  readonly index: number
  /** The segment run whose anchor fired it, or the cue it follows. */
  readonly anchoredIn: string | null
  /** Put on by a locate past its anchor: what it did before this instant triggered nothing. */
  readonly assertedUntilMs: Ms | null
  readonly action: CueAction
  readonly preWaitMs: Ms
  readonly postWaitMs: Ms
  readonly continueMode: 'none' | 'autoContinue' | 'autoFollow'
  readonly catchUp: 'skip' | 'latest' | 'all'
  readonly atMs: Ms
  readonly startOrder: number
  /** Its action has been taken (pre-wait is over). */
  readonly acted: boolean
  /** It acted while messages were muted: its own are not sent, then or later. */
  readonly silent: boolean
  /** Nothing of it comes by itself any more; false while a hold of set length has not resumed. */
  readonly over: boolean
  /** The cue after it in its chain has been started, or there is none to start. */
  readonly continued: boolean
  /** For what stays on: what it occupies, as the edition had it (fixture groups, a layer of a screen, a face). null: leaves nothing on. */
  readonly slots: readonly string[] | null
  /** For a segment cue: the run of the segment it waits for (a locate inside the segment hands it on). */
  readonly segmentRunId: string | null
  /** For what stays on: where in which segment run it began, if one was on. */
  readonly startedIn: { readonly runId: string; readonly elapsedMs: number } | null
  /** When it goes out by itself; null: not. */
  readonly staysUntilMs: Ms | null
  /** For what stays on: fade with which it comes in, takes over and is undone. */
  readonly fadeMs: Ms
  /** For a sound: the last change of level. */
  readonly gain: { readonly fromDb: number; readonly toDb: number; readonly atMs: Ms; readonly fadeMs: number } | null
  readonly releasedAtMs: Ms | null
  readonly releaseFadeMs: Ms
  /** Root run of the cue that released it; undoing that one brings it back. */
  readonly releasedBy: string | null
}
/** What an operator has taken by hand: it is as they set it, whatever cues and songs say. Fields that are not given stay with the show. */
export type Taken =
  | {
      readonly kind: 'fixture'
      readonly fixtureId: string
      readonly levelUnit?: number
      /** sRGB "#rrggbb". */
      readonly colour?: string
      readonly panDeg?: number
      readonly tiltDeg?: number
      readonly beamDeg?: number
      /** Flashes a second of its shutter. */
      readonly strobeHz?: number
      /** Grand master and blackout leave it alone. */
      readonly parked?: boolean
    }
  | { readonly kind: 'output'; readonly outputId: string; readonly levelUnit: number }
  /** One DMX slot, raw. */
  | { readonly kind: 'channel'; readonly universe: number; readonly slot: number; readonly value: number }

/** Names a fixture, an output or a channel among what is taken. */
export const takenKey = (taken: Taken | TakenName): string =>
  taken.kind === 'fixture'
    ? `fixture:${taken.fixtureId}`
    : taken.kind === 'output'
      ? `output:${taken.outputId}`
      : `channel:${taken.universe}/${taken.slot}`
export type TakenName =
  | { readonly kind: 'fixture'; readonly fixtureId: string }
  | { readonly kind: 'output'; readonly outputId: string }
  | { readonly kind: 'channel'; readonly universe: number; readonly slot: number }

/** Muted classes after one more is muted, or one less. */
export const mutedAfter = (muted: readonly OutputClass[], name: OutputClass, on: boolean): readonly OutputClass[] => [
  ...muted.filter((other) => other !== name),
  ...(on ? [name] : []),
]

export interface FiredEdge {
  readonly edgeId: string
  readonly seq: number
  readonly atMs: Ms
  readonly message: OscMessage
  readonly cueId: string | null
  readonly songId: string | null
}
/** What was on when the music jumped, and when that was. */
export interface HandOver {
  readonly run: SegmentRun
  readonly atMs: Ms
  /** The jump before it, where that was still of interest: she was on her way from there. At most two deep. */
  readonly earlier?: Omit<HandOver, 'earlier'>
}

export interface Performance {
  readonly seq: number
  readonly epoch: number
  readonly edition: string
  /** Edition to use from the next segment on. */
  readonly nextEdition: string | null
  readonly seed: number
  readonly standbyCueId: string | null
  readonly segment: SegmentRun | null
  readonly leaving: SegmentRun | null
  /** Since when no segment has been on. */
  readonly idleSinceAtMs: Ms
  /** What was on when the music last jumped (another segment, a locate, an undo) and when that was. */
  readonly handOver: HandOver | null
  /** When each segment was last started, by id. */
  readonly segmentStarts: Readonly<Record<string, Ms>>
  readonly cues: readonly CueRun[]
  /** Cue runs started so far. */
  readonly runCount: number
  readonly blackout: boolean
  readonly frozen: readonly string[]
  readonly grandMasterUnit: number
  /** Classes of output that are silent for a rehearsal. */
  readonly muted: readonly OutputClass[]
  /** false: an operator has stopped all strobing. */
  readonly strobe: boolean
  /** true: nobody edits the draft. */
  readonly showLocked: boolean
  /** In the order in which they were taken. */
  readonly taken: readonly Taken[]
  /** Cues that operators have armed (true) or disarmed (false) during the show. */
  readonly armed: Readonly<Record<string, boolean>>
  readonly panic: { readonly atMs: Ms; readonly fadeMs: Ms } | null
  readonly lastGo: { readonly runId: string; readonly cueId: string; readonly atMs: Ms; readonly acceptedAtMs: Ms } | null
  readonly askResume: boolean
  readonly firedEdges: readonly FiredEdge[]
  /** Accepted entries not yet due, by (atMs, seq). */
  readonly pending: readonly Entry[]
}

/** A performance before any entry: seq 0. The first entry is `open`. */
export function openPerformance(): Performance {
  return {
    seq: 0,
    epoch: 0,
    edition: '',
    nextEdition: null,
    seed: 0,
    standbyCueId: null,
    segment: null,
    leaving: null,
    idleSinceAtMs: ms(0),
    handOver: null,
    segmentStarts: {},
    cues: [],
    runCount: 0,
    blackout: false,
    frozen: [],
    grandMasterUnit: 1,
    muted: [],
    strobe: true,
    showLocked: false,
    taken: [],
    armed: {},
    panic: null,
    lastGo: null,
    askResume: false,
    firedEdges: [],
    pending: [],
  }
}
