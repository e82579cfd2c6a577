/** The same stretch of the show a little earlier: what springs look back at. */
import { type Edition, type Moment, ms, type SegmentMoment } from '@ghostlight/timeline'

/** A hold stills her, and lets go of her, in a straight line over this long (timeline, `stillUnit`). */
const STILL_MS = 600

/**
 * The unbroken stretch of show time that a moment lies in: its name, and when it began. A hold belongs to the stretch that it stops; going
 * on, locating and the next segment begin another.
 */
export function stretchOf(moment: Moment): { readonly stretch: string; readonly beganAtMs: number } {
  const segment = moment.segment
  if (!segment) return { stretch: '', beganAtMs: 0 }
  const heldForMs = segment.heldForMs ?? 0
  const playedMs = segment.enteredInside && segment.heldForMs === null ? segment.enteredForMs : segment.elapsedMs
  const beganAtMs = moment.atMs - heldForMs - moment.idleForMs - playedMs
  // While held nobody remembers when it was entered; the name must outlast the hold, or hair would start over with it.
  const entered = segment.enteredInside && segment.heldForMs === null ? `@${Math.round(beganAtMs)}` : ''
  return { stretch: `${segment.runId}${entered}`, beganAtMs }
}

/**
 * `moment`, `agoMs` earlier, along the stretch that is playing: a hold gets younger, and before it the position ran; passes of a vamp are
 * gone through backwards; nothing lies before the beginning of the segment. Nothing of the log is consulted, so a fresh page and one that
 * has watched all along look back at the same thing.
 */
export function momentBack(moment: Moment, agoMs: number, edition: Edition): Moment {
  if (agoMs === 0) return moment
  const atMs = ms(moment.atMs - agoMs)
  const segment = moment.segment
  if (!segment) return { ...moment, atMs, idleForMs: ms(Math.max(0, moment.idleForMs - agoMs)), before: beforeBack(moment, agoMs) }
  if (segment.ended) {
    const idleForMs = moment.idleForMs - agoMs
    if (idleForMs >= 0) {
      const stillUnit = segment.stillUnit < 1 ? Math.max(0, segment.stillUnit - agoMs / STILL_MS) : Math.min(1, idleForMs / STILL_MS)
      return { ...moment, atMs, idleForMs: ms(idleForMs), segment: { ...segment, stillUnit } }
    }
    const played = playedBack({ ...segment, stillUnit: 0 }, -idleForMs, edition)
    return { ...moment, atMs, idleForMs: ms(0), segment: { ...played, ended: false }, before: beforeBack(moment, agoMs) }
  }
  const heldForMs = (segment.heldForMs ?? 0) - agoMs
  if (segment.heldForMs !== null && heldForMs >= 0) {
    // Held from its beginning on, it never moved.
    const full = segment.elapsedMs === 0 ? 1 : Math.min(1, heldForMs / STILL_MS)
    const stillUnit = segment.stillUnit < 1 ? Math.max(0, segment.stillUnit - agoMs / STILL_MS) : full
    return { ...moment, atMs, segment: { ...segment, heldForMs: ms(heldForMs), stillUnit }, before: beforeBack(moment, agoMs) }
  }
  const playedMs = segment.heldForMs === null ? agoMs : -heldForMs
  const began = { ...segment, heldForMs: null, stillUnit: segment.heldForMs === null ? segment.stillUnit : 0 }
  return { ...moment, atMs, segment: playedBack(began, playedMs, edition), before: beforeBack(moment, agoMs) }
}

/** What is told of a jump, earlier; nothing before the jump itself. */
function beforeBack({ before }: Moment, agoMs: number): Moment['before'] {
  return before && before.sinceMs >= agoMs ? { ...before, sinceMs: ms(before.sinceMs - agoMs) } : null
}

/** How still she stood: whoever was let go on came out of standing still, whoever was sent elsewhere was not held. */
function stillBack(segment: SegmentMoment, backMs: number, enteredForMs: number): number {
  if (segment.stillUnit > 0) return Math.min(1, segment.stillUnit + backMs / STILL_MS)
  const resumed = segment.enteredInside && Math.abs(segment.elapsedMs - segment.enteredForMs) > 0.5
  return resumed ? Math.max(0, 1 - enteredForMs / STILL_MS) : 0
}

function playedBack(segment: SegmentMoment, agoMs: number, edition: Edition): SegmentMoment {
  // Where it was entered is the end of looking back: what was before is another stretch.
  const back = segment.enteredInside && segment.enteredForMs > 0 ? Math.min(agoMs, segment.enteredForMs) : agoMs
  const elapsedMs = ms(Math.max(0, segment.elapsedMs - back))
  const enteredForMs = ms(Math.max(0, segment.enteredForMs - back))
  let positionMs: number = segment.positionMs - back
  let vamp = segment.vamp
  const time = edition.time[segment.songId]
  const loop = vamp ? edition.songs[segment.songId]?.vamps[vamp.vampId] : undefined
  if (vamp && loop && time) {
    const startMs = time.tempo.beatsToMs(loop.startBeats)
    const lengthMs = time.tempo.beatsToMs((loop.startBeats + loop.lengthBeats) as typeof loop.startBeats) - startMs
    while (vamp.pass > 0 && positionMs < startMs && lengthMs > 0) {
      positionMs += lengthMs
      vamp = { ...vamp, pass: vamp.pass - 1 }
    }
  }
  return {
    ...segment,
    positionMs: ms(Math.max(0, positionMs)),
    elapsedMs,
    enteredForMs,
    vamp,
    stillUnit: stillBack(segment, back, enteredForMs),
  }
}
