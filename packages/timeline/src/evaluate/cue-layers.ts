/** What cues lay over a song: overrides of performers and camera, pictures on screens, sounds. Evaluated purely from the moment. */
import { clampUnit, fadeUnit, lerp } from '../curve.ts'
import type { CueActionOf, Picture } from '../document/cue.ts'
import type { CameraClip, MotionClip } from '../document/track.ts'
import type { Edition } from '../edition.ts'
import type { CameraFrame, MotionOverride, PictureLayer, SoundLayer } from '../frame.ts'
import { screensOf } from '../performance/cue/output.ts'
import type { CueMoment, Moment, SegmentMoment } from '../performance/moment.ts'
import { beats, ms } from '../units.ts'

/** Where no song gives a beat, moves and effects of cues run at this tempo. */
export const FREE_BPM = 120
/** A clip that nobody has given an end; long past any show. */
const ENDLESS_BEATS = 1_000_000
const CAMERA_MOVE_MS = 8000
/** From back to front before the performer: media by their layers, then patterns, then black. */
const PATTERN_ORDER = 100
const BLACK_ORDER = 101

/** How far a cue is on, 0–1: straight fades in and out. 0 while it waits. */
function presenceOf(cue: CueMoment, fadeMs: number): number {
  if (cue.state === 'preWait' || cue.sinceMs < 0) return 0
  const out = cue.released ? 1 - fadeUnit(cue.released.sinceMs, cue.released.fadeMs) : 1
  return fadeUnit(cue.sinceMs, fadeMs) * out
}

/** Where on the beats of what is on a cue began: constant while the music runs, so that a move stays locked to it. */
function startBeatsOf(edition: Edition, cue: CueMoment, on: SegmentMoment | null, moment: Moment): { startBeats: number; bpm: number } {
  const tempo = on ? edition.time[on.songId]?.tempo : undefined
  if (!on || !tempo) return { startBeats: -(Math.max(0, cue.sinceMs) * FREE_BPM) / 60_000, bpm: FREE_BPM }
  const sinceMs = cue.startedIn?.runId === on.runId ? on.elapsedMs - cue.startedIn.elapsedMs : on.elapsedMs
  const bpm = tempo.bpmAt(tempo.msToBeats(on.positionMs))
  // After the end of the music the beat goes on by itself.
  const idleBeats = on.ended ? (moment.idleForMs * bpm) / 60_000 : 0
  return { startBeats: tempo.msToBeats(ms(on.positionMs - sinceMs)) - idleBeats, bpm }
}

/** Overrides of a performer's motion, the earliest first: each lies over those before it. */
export function motionOverrides(
  edition: Edition,
  moment: Moment,
  on: SegmentMoment | null,
  performerId: string,
  positionBeats: number,
): MotionOverride[] {
  const found: MotionOverride[] = []
  for (const cue of moment.cues) {
    const { action } = cue
    if (action.kind !== 'performer' || action.performerId !== performerId || action.move === undefined) continue
    // Held music holds the dance; she stands as she does without an override.
    const still = on !== null && !on.ended ? on.stillUnit : 0
    const weightUnit = presenceOf(cue, action.fadeMs) * (1 - still)
    if (weightUnit <= 0) continue
    const { startBeats } = startBeatsOf(edition, cue, on, moment)
    const clip: MotionClip = {
      startBeats: beats(startBeats),
      lengthBeats: beats(ENDLESS_BEATS),
      move: action.move,
      ...(action.mirror === undefined ? {} : { mirror: action.mirror }),
      ...(action.energyUnit === undefined ? {} : { energyUnit: action.energyUnit }),
    }
    found.push({
      runId: cue.runId,
      weightUnit,
      layer: { clipId: cue.runId, clip, phaseBeats: positionBeats - startBeats, startBeats, lengthBeats: ENDLESS_BEATS },
    })
  }
  return found
}

/** Faces that cues ask for, laid over those of the song. */
export function withFaces(
  moment: Moment,
  performerId: string,
  expressions: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  let laid: Record<string, number> | null = null
  for (const cue of moment.cues) {
    const { action } = cue
    if (action.kind !== 'performer' || action.performerId !== performerId || action.expressions === undefined) continue
    const presence = presenceOf(cue, action.fadeMs)
    if (presence <= 0) continue
    laid ??= { ...expressions }
    for (const [name, level] of Object.entries(action.expressions)) laid[name] = lerp(laid[name] ?? 0, level, presence)
  }
  return laid ?? expressions
}

/** The camera that a cue asks for, or null: the latest that is on. */
export function cameraOverride(edition: Edition, moment: Moment, on: SegmentMoment | null): CameraFrame | null {
  const cue = moment.cues.findLast((one) => one.action.kind === 'camera' && one.state === 'running' && one.sinceMs >= 0 && !one.released)
  if (!cue) return null
  const action = cue.action as CueActionOf<'camera'>
  const moveMs = action.moveMs ?? CAMERA_MOVE_MS
  const { startBeats, bpm } = startBeatsOf(edition, cue, on, moment)
  const clip: CameraClip = {
    startBeats: beats(startBeats),
    lengthBeats: beats((moveMs * bpm) / 60_000),
    shot: action.shot,
    ...(action.from === undefined ? {} : { from: action.from }),
    ...(action.to === undefined ? {} : { to: action.to }),
  }
  return { clip, clipId: cue.runId, progressUnit: clampUnit(cue.sinceMs / moveMs), sinceMs: cue.sinceMs }
}

const orderOf = (picture: Picture): number =>
  picture.kind === 'media' ? picture.layer : picture.kind === 'pattern' ? PATTERN_ORDER : BLACK_ORDER

/** Pictures that cues have put on screens, from back to front. */
export function pictureLayers(edition: Edition, moment: Moment): PictureLayer[] {
  const found: PictureLayer[] = []
  const isDark = moment.blackout || moment.muted.includes('picture')
  for (const cue of moment.cues) {
    const { action } = cue
    if (action.kind !== 'output' || action.picture.kind === 'freeze') continue
    const { picture } = action
    const presence = presenceOf(cue, action.fadeMs)
    if (presence <= 0) continue
    const level = picture.kind === 'media' ? (picture.levelUnit ?? 1) : 1
    found.push({
      runId: cue.runId,
      outputIds: screensOf(edition, action.outputId),
      picture,
      levelUnit: isDark && picture.kind !== 'black' ? 0 : level * presence,
      sinceMs: cue.sinceMs,
      mediaMs: picture.kind === 'media' && picture.media === 'video' ? ms(mediaPosition(picture, cue.sinceMs)) : null,
      behind: picture.kind === 'media' && picture.layer < 0,
      order: orderOf(picture),
    })
  }
  return found.sort((a, b) => a.order - b.order)
}

interface Media {
  readonly offsetMs?: number | undefined
  readonly durationMs?: number | undefined
  readonly loop?: boolean | undefined
}
/** Where in its file a recording is, so long after it began: round in a loop, else standing at its end. */
function mediaPosition({ offsetMs = 0, durationMs = Infinity, loop = false }: Media, sinceMs: number): number {
  const into = Math.max(0, sinceMs)
  return offsetMs + (loop && Number.isFinite(durationMs) && durationMs > 0 ? into % durationMs : Math.min(into, durationMs))
}

/** Sounds that cues have started, and those in their pre-wait, which a desk may make ready. */
export function soundLayers(moment: Moment): SoundLayer[] {
  const found: SoundLayer[] = []
  const isMuted = moment.muted.includes('sound')
  for (const cue of moment.cues) {
    const { action } = cue
    if (action.kind !== 'sound' || cue.state === 'done') continue
    const { file, durationMs, outputId } = action
    found.push({
      runId: cue.runId,
      cueId: cue.cueId,
      file,
      outputId: outputId ?? null,
      startsAtMs: ms(moment.atMs - cue.sinceMs),
      mediaMs: ms(mediaPosition(action, cue.sinceMs)),
      offsetMs: ms(action.offsetMs ?? 0),
      durationMs: ms(durationMs),
      loop: action.loop ?? false,
      gainDb: cue.gainDb,
      levelUnit: isMuted ? 0 : presenceOf(cue, action.fadeMs),
    })
  }
  return found
}
