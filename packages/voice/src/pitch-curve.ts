/**
 * The fundamental frequency a singer aims at: steps between notes rounded by portamento with preparation and overshoot, a scoop into the
 * phrase, vibrato that grows late, and the fine wandering no throat is without.
 * Source of the parts: Saitou, Unoki & Akagi 2005 (overshoot, vibrato, preparation, fine fluctuation); sizes tuned down from
 * their operatic voices to a pop voice.
 */
import type { Vibrato } from '@ghostlight/timeline'
import { clamp, pitchToHz, sinTurns, smooth } from './dsp/math.ts'
import { drift, hash32 } from './dsp/random.ts'

/** A note as pitch sees it. */
export interface PitchedNote {
  readonly noteId: string
  /** Vowel onset and end of the note. */
  readonly startMs: number
  readonly endMs: number
  /** MIDI number. */
  readonly pitch: number
  readonly vibrato: Vibrato | null
  readonly portamentoMs: number | null
  /** Where that glide begins, ms from the beat; null: the singer decides. */
  readonly portamentoStartMs: number | null
  /** A prolongation: the voice slides inside one vowel, evenly about the beat. */
  readonly legato: boolean
}

export const curveHopMs = 5

/** 0 → 1 → 0 over [from, to], level at both ends. */
const bump = (t: number, from: number, to: number): number => {
  const x = (t - from) / (to - from)
  return x <= 0 || x >= 1 ? 0 : 16 * x * x * (1 - x) * (1 - x)
}

const between = (seed: number, low: number, high: number): number => low + ((high - low) * (seed >>> 0)) / 4294967296

interface Swing {
  readonly fromMs: number
  readonly toMs: number
  readonly fadeInMs: number
  readonly fadeOutMs: number
  readonly depthCents: number
  readonly rateHz: number
  /** Turns by which it begins later in its swing, and depths by which its middle lies off the note. */
  readonly shift: number
  readonly drift: number
  /** A written swing is as regular as it is written; a singer's own is not clockwork. */
  readonly alive: boolean
}

/** Own vibrato of a note as written, or the one a singer adds to a long note; none on notes under 350 ms. */
function swingOf(note: PitchedNote, seed: number): Swing | null {
  const lengthMs = note.endMs - note.startMs
  const written = note.vibrato
  if (written) {
    const span = lengthMs * written.lengthUnit
    if (span <= 0 || written.depthCents === 0) return null
    return {
      fromMs: note.endMs - span,
      toMs: note.endMs,
      fadeInMs: span * written.fadeInUnit,
      fadeOutMs: span * written.fadeOutUnit,
      depthCents: written.depthCents,
      rateHz: 1000 / written.periodMs,
      shift: written.shiftUnit ?? 0,
      drift: written.driftUnit ?? 0,
      alive: false,
    }
  }
  if (lengthMs < 350) return null
  const delayMs = clamp(lengthMs * 0.4 * between(hash32(seed, note.noteId, 'delay'), 0.9, 1.1), 250, 400)
  return {
    fromMs: note.startMs + delayMs,
    toMs: note.endMs,
    fadeInMs: Math.max(180, Math.min(420, (lengthMs - delayMs) * 0.6)),
    fadeOutMs: Math.min(110, (lengthMs - delayMs) * 0.25),
    depthCents: clamp(16 + (lengthMs - 350) / 45, 16, 40) * between(hash32(seed, note.noteId, 'depth'), 0.85, 1.15),
    rateHz: between(hash32(seed, note.noteId, 'rate'), 5.3, 6),
    shift: 0,
    drift: 0,
    alive: true,
  }
}

/**
 * Fundamental frequency of one phrase.
 *
 * @param notes   N ≥ 1, ascending, not overlapping.
 * @param startMs of the curve; before the first note.
 * @param endMs   of the curve; after the last note.
 * @param seed    of the phrase; another seed is another take.
 * @param drawn   cents added to all of it, on the same grid; null for none.
 * @returns       Hz, length ceil((endMs − startMs) / 5) + 1, continuous also where nothing is voiced.
 */
export function pitchCurve(
  notes: readonly PitchedNote[],
  startMs: number,
  endMs: number,
  seed: number,
  drawn: Float32Array | null,
): Float32Array {
  const count = Math.ceil((endMs - startMs) / curveHopMs) + 1
  const cents = new Float64Array(count)
  const first = notes[0]!
  const last = notes.at(-1)!
  const addOver = (fromMs: number, toMs: number, value: (t: number) => number): void => {
    const a = Math.max(0, Math.ceil((fromMs - startMs) / curveHopMs))
    const b = Math.min(count - 1, Math.floor((toMs - startMs) / curveHopMs))
    for (let i = a; i <= b; i++) cents[i]! += value(startMs + i * curveHopMs)
  }
  for (let n = 1; n < notes.length; n++) {
    const before = notes[n - 1]!
    const note = notes[n]!
    const step = note.pitch - before.pitch
    if (step === 0) continue
    const size = Math.abs(step)
    const sign = step > 0 ? 1 : -1
    const room = Math.min(note.startMs - before.startMs, note.endMs - note.startMs)
    const glideMs = note.portamentoMs ?? Math.min(70 + 5 * size, room * 0.45)
    // Most of the way is made during the consonant, so that the vowel starts nearly in tune.
    const fromMs = note.startMs + (note.portamentoStartMs ?? -glideMs * (note.legato ? 0.55 : 0.68))
    const toMs = fromMs + glideMs
    addOver(fromMs, endMs, (t) => 100 * step * smooth((t - fromMs) / Math.max(1, glideMs)))
    // A glide placed by hand is taken as it is.
    if (room > 160 && note.portamentoStartMs === null) {
      // A short note that prepared as much as a long one would be out of tune as a whole.
      const roomy = clamp((before.endMs - before.startMs - 220) / 400, 0.1, 1)
      const beforeCents = Math.min(24, size * 5) * roomy * between(hash32(seed, note.noteId, 'prepare'), 0.6, 1.2)
      addOver(fromMs - 90, fromMs + glideMs * 0.4, (t) => -sign * beforeCents * bump(t, fromMs - 90, fromMs + glideMs * 0.4))
      const overCents = Math.min(32, size * 6) * between(hash32(seed, note.noteId, 'overshoot'), 0.5, 1.2)
      const overEnd = Math.min(toMs + 100, note.startMs + 140)
      if (overEnd > toMs) addOver(toMs - glideMs * 0.25, overEnd, (t) => sign * overCents * bump(t, toMs - glideMs * 0.25, overEnd))
    }
  }
  for (const note of notes) {
    const swing = swingOf(note, seed)
    if (!swing) continue
    const wander = hash32(seed, note.noteId, 'swing')
    addOver(swing.fromMs, swing.toMs, (t) => {
      const s = (t - swing.fromMs) / 1000
      const fade = smooth((t - swing.fromMs) / Math.max(1, swing.fadeInMs)) * smooth((swing.toMs - t) / Math.max(1, swing.fadeOutMs))
      if (!swing.alive) return swing.depthCents * fade * (sinTurns(swing.rateHz * s + swing.shift) + swing.drift)
      // The rate rises a little along the note and neither rate nor depth is clockwork.
      const turns = swing.rateHz * s * (1 + 0.02 * Math.min(s, 2)) + 0.05 * drift(wander, t, { slowestMs: 700, octaves: 2 })
      return swing.depthCents * fade * (1 + 0.15 * drift(wander + 1, t, { slowestMs: 600, octaves: 2 })) * sinTurns(turns)
    })
  }
  const scoop = between(hash32(seed, 'scoop'), 35, 120)
  const fall = between(hash32(seed, 'fall'), 30, 90)
  addOver(startMs, first.startMs + 120, (t) => -scoop * (1 - smooth((t - first.startMs + 40) / 140)))
  addOver(last.endMs - 15, endMs, (t) => -fall * smooth((t - last.endMs + 15) / 140))
  const hz = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    const t = startMs + i * curveHopMs
    // Fine fluctuation: slow drift within ±3 cents and a quicker one within ±1.5.
    const fine = 3 * drift(seed, t, { slowestMs: 1500, octaves: 3 }) + 1.5 * drift(seed + 17, t, { slowestMs: 140, octaves: 2 })
    hz[i] = pitchToHz(first.pitch + (cents[i]! + fine + (drawn?.[i] ?? 0)) / 100)
  }
  return hz
}
