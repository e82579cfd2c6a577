/**
 * How loud each moment of a phrase wants to be, so that plain notes already sound performed: an arc over the phrase, accents of the metre,
 * high and long notes stronger, a soft way in and out. In dB about ordinary singing; the back end makes louder also brighter.
 */
import type { MetrePoint } from '@ghostlight/timeline'
import { clamp, smooth } from './dsp/math.ts'
import { drift, hash32 } from './dsp/random.ts'
import { metricAccentDb } from './metre.ts'
import { curveHopMs } from './pitch-curve.ts'

export interface DynamicNote {
  readonly noteId: string
  readonly startMs: number
  readonly endMs: number
  readonly pitch: number
  /** 0–1; 0.5 is ordinary. */
  readonly dynamicsUnit: number
  /** Struck harder than its neighbours. */
  readonly accent: boolean
  /** Where the note begins in the song, for the accents of the metre. */
  readonly startBeats: number
}

/** Whole range of the written dynamics, dB: 0 is 12 dB below, 1 is 9 dB above ordinary. */
const writtenDb = (unit: number): number => (unit < 0.5 ? (unit - 0.5) * 24 : (unit - 0.5) * 18)

/**
 * @param notes as for pitchCurve.
 * @param drawn dB added to all of it, on the same grid; null for none.
 * @param metre of the song, in order; empty: beats without bars.
 * @returns dB, on the same 5 ms grid as the pitch curve; −30 … 12.
 */
export function dynamicsCurve(
  notes: readonly DynamicNote[],
  startMs: number,
  endMs: number,
  seed: number,
  drawn: Float32Array | null,
  metre: readonly MetrePoint[],
): Float32Array {
  const count = Math.ceil((endMs - startMs) / curveHopMs) + 1
  const out = new Float32Array(count)
  const first = notes[0]!
  const last = notes.at(-1)!
  const length = Math.max(1, last.endMs - first.startMs)
  const pitches = notes.map((n) => n.pitch).sort((a, b) => a - b)
  const middle = pitches[Math.floor(pitches.length / 2)]!
  // Short phrases have less of an arc.
  const arcDb = 8.4 * clamp(length / 2500, 0.4, 1)
  const levels = notes.map((note) => {
    const place = ((note.startMs + note.endMs) / 2 - first.startMs) / length
    const arc = place < 0.6 ? smooth(0.25 + (0.75 * place) / 0.6) : 1 - smooth(((place - 0.6) / 0.4) * 0.85)
    const onBeat = metricAccentDb(note.startBeats, metre)
    const long = clamp((note.endMs - note.startMs - 400) / 600, -0.6, 1) * 0.8
    const chance = (hash32(seed, note.noteId, 'level') / 4294967296 - 0.5) * 1.2
    return writtenDb(note.dynamicsUnit) + arcDb * (arc - 0.6) + clamp((note.pitch - middle) * 0.28, -2, 2.5) + onBeat + long + chance
  })
  let n = 0
  for (let i = 0; i < count; i++) {
    const t = startMs + i * curveHopMs
    while (n + 1 < notes.length && t >= notes[n + 1]!.startMs - 40) n++
    const note = notes[n]!
    const before = n > 0 ? levels[n - 1]! : levels[0]! - 2
    let db = before + (levels[n]! - before) * smooth((t - note.startMs + 40) / 110)
    // A long note swells a little and comes back.
    const noteMs = note.endMs - note.startMs
    if (noteMs > 600) {
      const x = (t - note.startMs) / noteMs
      if (x > 0 && x < 1) db += 1.6 * 4 * x * (1 - x) - 0.8
    }
    if (note.accent) {
      const sinceMs = t - note.startMs
      if (sinceMs > -60) db += 1.5 + 2.5 * smooth((sinceMs + 60) / 60) * (1 - smooth((sinceMs - 40) / 220))
    }
    // The end of the phrase is let go, not cut.
    const tail = Math.min(500, (last.endMs - last.startMs) * 0.5)
    db -= 3.5 * smooth((t - last.endMs + tail) / Math.max(1, tail))
    db += 0.8 * drift(seed + 5, t, { slowestMs: 900, octaves: 3 })
    out[i] = clamp(db + (drawn?.[i] ?? 0), -30, 12)
  }
  return out
}
