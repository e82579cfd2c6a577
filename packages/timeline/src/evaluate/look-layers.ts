/** Looks: those of the song's light tracks, and above them those that cues fired. */
import { clampUnit, fadeUnit } from '../curve.ts'
import type { LightClip } from '../document/track.ts'
import type { LookLayer } from '../frame.ts'
import type { CueMoment } from '../performance/moment.ts'
import { FREE_BPM } from './cue-layers.ts'

/** Cue looks lie above every look of a song, in the order they started. */
export const CUE_LOOK_ORDER = 1_000_000
/** Looks of a leaving song lie below those of the song that is on. */
export const LEAVING_LOOK_ORDER = -1_000_000

/** Level of a light clip at a position inside it: straight fades at both ends. */
export function lightClipLevel(clip: LightClip, positionBeats: number): number {
  return clip.levelUnit * lightClipPresence(clip, positionBeats)
}

/** How far a light clip has faded in, whatever its level: 1 between its fades. */
export function lightClipPresence(clip: LightClip, positionBeats: number): number {
  const into = positionBeats - clip.startBeats
  const left = clip.lengthBeats - into
  const fadeIn = clip.fadeInBeats ? clampUnit(into / clip.fadeInBeats) : 1
  const fadeOut = clip.fadeOutBeats ? clampUnit(left / clip.fadeOutBeats) : 1
  return Math.min(fadeIn, fadeOut)
}

/** Layer of a cue's look, or null when it has no look, waits, or has faded out. `positionBeats` null: nothing plays. */
export function cueLookLayer(cue: CueMoment, positionBeats: number | null): LookLayer | null {
  if (cue.action.kind !== 'look' || cue.state === 'preWait' || cue.sinceMs < 0) return null
  const in_ = fadeUnit(cue.sinceMs, cue.action.fadeMs)
  const out = cue.released ? 1 - fadeUnit(cue.released.sinceMs, cue.released.fadeMs) : 1
  if (out <= 0) return null
  return {
    source: 'cue',
    id: cue.runId,
    look: cue.action.look,
    levelUnit: (cue.action.levelUnit ?? 1) * in_ * out,
    presenceUnit: in_ * out,
    phaseBeats: positionBeats ?? (cue.sinceMs * FREE_BPM) / 60_000,
    order: CUE_LOOK_ORDER + cue.startOrder,
  }
}
