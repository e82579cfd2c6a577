/**
 * A Frame names clips, notes and curves with their phase; never poses or DMX slots.
 * Stage and engine compose it with avatar, voice and light.
 */

import type { CameraClip, MotionClip } from './document/track.ts'
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
export interface PerformerFrame {
  readonly performerId: string
  /** The clip under the position, the one before and the one after (for inertialised or anticipated changes). */
  readonly motion: { readonly current: MotionLayer | null; readonly previous: MotionLayer | null; readonly next: MotionLayer | null }
  /** Weights 0–1 by expression name, from the expression tracks. */
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
  /** Milliseconds since nothing at all is on (for the idle performer); 0 while a segment plays. */
  readonly idleForMs: Ms
  /** Sound and picture of the segment: 0–1 through fades, panic and blackout (blackout leaves sound at 1). */
  readonly soundUnit: number
  readonly pictureUnit: number
  readonly lightUnit: number
  readonly performers: Readonly<Record<string, PerformerFrame>>
  readonly lyric: LyricFrame | null
  readonly camera: { readonly clip: CameraClip; readonly clipId: string; readonly progressUnit: number; readonly sinceMs: Ms } | null
  readonly looks: readonly LookLayer[]
  /** Beats since the last light or music accent, for costume lights: phase of the beat 0–1 and of the bar 0–1. */
  readonly pulse: { readonly beatUnit: number; readonly barUnit: number }
  readonly blackout: boolean
  readonly frozen: readonly string[]
}
