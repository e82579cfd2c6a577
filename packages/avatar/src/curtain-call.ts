import { beats, type Frame, type MotionClip, type MotionLayer, type MotionOverride, ms, type PerformerFrame } from '@ghostlight/timeline'

// The concert is over and she is still there: she catches her breath, bows, waves to the gallery, and stands looking until she is
// gone. Written as clips on a clock of their own, so that changes into and out of them are those of any dance.

const bpm = 100
const beatMs = 60_000 / bpm
/** Beats after the end of the last song. */
const calls = [
  { atBeats: 3.5, lengthBeats: 8, move: 'bow' },
  { atBeats: 11.5, lengthBeats: 8, move: 'wave' },
] as const

/** When bow and wave begin, ms after the end of the last song: cameras cut there. */
export const CURTAIN_CALL_AT_MS = calls.map(({ atBeats }) => atBeats * beatMs)

/** When the last of it is over, ms after the end of the last song: whoever makes her vanish waits for this. */
export const CURTAIN_CALL_MS = (calls[1].atBeats + calls[1].lengthBeats) * beatMs

/**
 * The frame of a curtain call `closedForMs` after the end of the last song, or null while she has not yet begun to bow.
 * Until then she comes to rest as after any song.
 */
export function curtainCall(
  performer: PerformerFrame,
  frame: Frame,
  closedForMs: number,
): { frame: Frame; performer: PerformerFrame } | null {
  const positionBeats = closedForMs / beatMs
  if (positionBeats < calls[0].atBeats) return null
  const layers = calls.map(layerOf)
  const on = layers.findIndex((layer) => layer.startBeats <= positionBeats && positionBeats < layer.startBeats + layer.lengthBeats)
  const own: PerformerFrame = {
    ...performer,
    ...(performer.overrides ? { overrides: performer.overrides.map((o) => rebased(o, positionBeats - frame.positionBeats)) } : {}),
    expressions: { joy: 0.45 },
    motion: { current: layers[on] ?? null, previous: (on < 0 ? layers.at(-1) : layers[on - 1]) ?? null, next: null },
  }
  const positionMs = ms(closedForMs)
  return {
    performer: own,
    frame: {
      ...frame,
      positionMs,
      elapsedMs: positionMs,
      positionBeats: beats(positionBeats),
      bpm,
      heldForMs: null,
      enteredForMs: null,
      idleForMs: ms(0),
      stillUnit: 0,
      before: null,
    },
  }
}

/** What cues lay over her keeps its phase on the clock of the call. */
const rebased = (o: MotionOverride, byBeats: number): MotionOverride => ({
  ...o,
  layer: { ...o.layer, startBeats: o.layer.startBeats + byBeats },
})

const clips = calls.map(
  (call): MotionClip => ({ startBeats: beats(call.atBeats), lengthBeats: beats(call.lengthBeats), move: call.move, energyUnit: 0.5 }),
)
const layerOf = (_: unknown, i: number): MotionLayer => {
  const clip = clips[i]!
  return { clipId: `curtain-${i}`, clip, startBeats: clip.startBeats, lengthBeats: clip.lengthBeats, phaseBeats: 0 }
}
