/**
 * A Frame names clips, notes and curves with their phase; never poses or DMX slots.
 * Stage and engine compose it with avatar, voice and light.
 */

import type { OutputClass, Picture } from './document/cue.ts'
import type { CameraClip, MotionClip } from './document/track.ts'
import type { Taken } from './performance/performance.ts'
import type { BarBeat } from './song-time.ts'
import type { Beats, Ms } from './units.ts'

export interface MotionLayer {
  readonly clipId: string
  readonly clip: MotionClip
  /** Quarter notes since the clip began (plus its own phaseBeats). */
  readonly phaseBeats: number
  readonly startBeats: number
  /** Quarter notes of the clip's length. */
  readonly lengthBeats: number
}
/** A move that a cue lays over what the song dances. */
export interface MotionOverride {
  readonly runId: string
  /** As a clip of the song: `startBeats` on the beats of `frame.positionBeats`, at `frame.bpm` (120 where nothing is on). */
  readonly layer: MotionLayer
  /** 0–1, a straight line over the cue's fades; falls to 0 while the music is held. Ease it as you blend. */
  readonly weightUnit: number
}
export interface PerformerFrame {
  readonly performerId: string
  /** The clip under the position, the one before and the one after (for inertialised or anticipated changes). */
  readonly motion: { readonly current: MotionLayer | null; readonly previous: MotionLayer | null; readonly next: MotionLayer | null }
  /** Moves that cues lay over it, the lowest first; blend each over the result so far. */
  readonly overrides?: readonly MotionOverride[]
  /** Weights 0–1 by expression name, from the expression tracks and, over them, from cues. */
  readonly expressions: Readonly<Record<string, number>>
  /** Vocal track id whose notes move the mouth, if any. */
  readonly leadTrackId: string | null
  readonly energyUnit: number
}
/** One look with how strongly it is present. Intensity is HTP over layers; other parameters go to the layer with the highest `order`. */
export interface LookLayer {
  readonly source: 'song' | 'cue'
  readonly id: string
  readonly look: string
  readonly levelUnit: number
  /** How far it has faded in, whatever its level: 1 when fully there. Colour and position cross-fade by it. */
  readonly presenceUnit: number
  /** Quarter notes that phase-lock effects: position in the song, or beats since the cue at 120 bpm when nothing plays. */
  readonly phaseBeats: number
  readonly order: number
}
export interface LyricFrame {
  readonly trackId: string
  readonly lineId: string
  readonly text: Readonly<Record<string, string>>
  readonly progressUnit: number
  readonly next: { readonly text: Readonly<Record<string, string>>; readonly inBeats: number } | null
}
/** The segment that another one, or panic, is replacing: it plays on under its fade. */
export interface LeavingFrame {
  readonly segmentId: string
  readonly songId: string
  readonly runId: string
  readonly positionMs: Ms
  readonly elapsedMs: Ms
  readonly levelUnit: number
}
/** What was on before the music last jumped (another segment, a locate, a vamp that came round or was left in mid-pass). */
export interface BeforeFrame {
  readonly sinceMs: Ms
  /** The whole frame at the instant of the jump; its own `before` tells of a jump that was recent then. */
  readonly frame: Frame
}
export interface CameraFrame {
  readonly clip: CameraClip
  /** Of a clip "<track>/<clip>", of a cue its run. */
  readonly clipId: string
  readonly progressUnit: number
  readonly sinceMs: Ms
}
/** A picture that a cue has put on screens. */
export interface PictureLayer {
  readonly runId: string
  readonly outputIds: readonly string[]
  readonly picture: Exclude<Picture, { readonly kind: 'freeze' }>
  /** With its fades; 0 in a blackout and while pictures are muted. */
  readonly levelUnit: number
  readonly sinceMs: Ms
  /** Where in the video; null for what does not run. */
  readonly mediaMs: Ms | null
  /** Behind the performer. */
  readonly behind: boolean
  /** Layers come in this order, from back to front. */
  readonly order: number
}
/** A sound that a cue has started, or will when its pre-wait is over (then `startsAtMs` lies ahead). */
export interface SoundLayer {
  readonly runId: string
  readonly cueId: string
  readonly file: string
  /** null: the output that sounds. */
  readonly outputId: string | null
  /** Performance time at which it begins at `offsetMs` of its file. */
  readonly startsAtMs: Ms
  /** Where in the file it is now. */
  readonly mediaMs: Ms
  readonly offsetMs: Ms
  readonly durationMs: Ms
  readonly loop: boolean
  readonly gainDb: number
  /** Its fades, 0–1, over the gain; 0 while sound is muted. */
  readonly levelUnit: number
}
export interface Frame {
  readonly atMs: Ms
  /** What is on; while nothing is on, what still fades out. */
  readonly segmentId: string | null
  readonly songId: string | null
  /** What fades out beside it. */
  readonly leaving: LeavingFrame | null
  readonly positionMs: Ms
  readonly positionBeats: Beats
  readonly elapsedMs: Ms
  readonly bpm: number
  readonly barBeat: BarBeat | null
  readonly sectionId: string | null
  readonly sectionColours: { readonly hues: readonly [string, string, string]; readonly accent: string } | null
  readonly heldForMs: Ms | null
  /** Since the music came in inside the song, by resume or locate (the performer comes out of her idle); null when it began at its beginning, or is held. */
  readonly enteredForMs?: Ms | null
  /** 0 dancing to 1 standing still: straight lines over 600 ms at hold, resume and the end, without a jump however they follow on each other. */
  readonly stillUnit?: number
  /** For 1.5 s after the music jumped: what to blend out of. */
  readonly before?: BeforeFrame | null
  /** Milliseconds since nothing at all is on (for the idle performer); 0 while a segment plays. */
  readonly idleForMs: Ms
  /** Sound and picture of the segment: 0–1 through fades, panic and blackout (blackout leaves sound at 1). */
  readonly soundUnit: number
  readonly pictureUnit: number
  readonly lightUnit: number
  readonly performers: Readonly<Record<string, PerformerFrame>>
  readonly lyric: LyricFrame | null
  readonly camera: CameraFrame | null
  readonly looks: readonly LookLayer[]
  /** Beats since the last light or music accent, for costume lights: phase of the beat 0–1 and of the bar 0–1. */
  readonly pulse: { readonly beatUnit: number; readonly barUnit: number }
  readonly blackout: boolean
  readonly frozen: readonly string[]
  /** Pictures that cues have put on screens, from back to front. */
  readonly layers?: readonly PictureLayer[]
  readonly sounds?: readonly SoundLayer[]
  /** Classes of output that are silent for a rehearsal; the levels above know it already. */
  readonly muted?: readonly OutputClass[]
  /** What operators have taken by hand. */
  readonly taken?: readonly Taken[]
  /** false: an operator has stopped all strobing; light then opens its shutters and slows effects that flash too fast. */
  readonly strobe?: boolean
}
