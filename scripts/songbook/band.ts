/** Accompaniment patterns over a list of chords: the band of the demo songs. All of them are written for this project. */
import { parseChord, pitchAbove, voiceChord } from './harmony.ts'
import { type ChordAt, chordAt, type Played } from './score.ts'

export interface Stretch {
  readonly fromBeat: number
  readonly toBeat: number
}

/** Repeats a one-bar drum pattern. `hits` are [beat in bar, velocity]. */
export function drum(
  stretch: Stretch,
  barBeats: number,
  hits: readonly (readonly [number, number])[],
  pitch = 60,
  length = 0.25,
): Played[] {
  const out: Played[] = []
  for (let bar = stretch.fromBeat; bar < stretch.toBeat - 1e-9; bar += barBeats) {
    for (const [beat, velocity] of hits) if (bar + beat < stretch.toBeat - 1e-9) out.push({ beat: bar + beat, length, pitch, velocity })
  }
  return out
}

/** Bass notes at the given beats of each bar; `degree` 'root' or 'fifth' of the chord in force. Kept inside an octave from `floorPitch`. */
export function bass(
  stretch: Stretch,
  barBeats: number,
  chords: readonly ChordAt[],
  hits: readonly {
    readonly at: number
    readonly length: number
    readonly degree: 'root' | 'fifth' | 'octave'
    readonly velocity: number
  }[],
  floorPitch = 33,
): Played[] {
  const out: Played[] = []
  for (let bar = stretch.fromBeat; bar < stretch.toBeat - 1e-9; bar += barBeats) {
    for (const hit of hits) {
      const beat = bar + hit.at
      if (beat >= stretch.toBeat - 1e-9) continue
      const chord = parseChord(chordAt(chords, beat).symbol)
      const root = pitchAbove(chord.bassPitchClass, floorPitch)
      const fifth = pitchAbove(chord.pitchClasses[chord.pitchClasses.length > 2 ? 2 : 1]!, floorPitch)
      out.push({
        beat,
        length: hit.length,
        pitch: hit.degree === 'root' ? root : hit.degree === 'fifth' ? fifth : root + 12,
        velocity: hit.velocity,
      })
    }
  }
  return out
}

/** Chords struck at the given beats of each bar in nearest voicings. */
export function comp(
  stretch: Stretch,
  barBeats: number,
  chords: readonly ChordAt[],
  hits: readonly { readonly at: number; readonly length: number; readonly velocity: number }[],
  range = { lowPitch: 50, highPitch: 70 },
): Played[] {
  const out: Played[] = []
  let previous: number[] | null = null
  for (let bar = stretch.fromBeat; bar < stretch.toBeat - 1e-9; bar += barBeats) {
    for (const hit of hits) {
      const beat = bar + hit.at
      if (beat >= stretch.toBeat - 1e-9) continue
      const voicing: number[] = voiceChord(parseChord(chordAt(chords, beat).symbol), previous, range)
      previous = voicing
      for (const pitch of voicing) out.push({ beat, length: hit.length, pitch, velocity: hit.velocity })
    }
  }
  return out
}

/** Held chords, one per change of harmony. */
export function pad(stretch: Stretch, chords: readonly ChordAt[], velocity: number, range = { lowPitch: 52, highPitch: 72 }): Played[] {
  const changes = [stretch.fromBeat, ...chords.map((c) => c.beat).filter((b) => b > stretch.fromBeat && b < stretch.toBeat), stretch.toBeat]
  const out: Played[] = []
  let previous: number[] | null = null
  for (let i = 0; i + 1 < changes.length; i++) {
    const voicing: number[] = voiceChord(parseChord(chordAt(chords, changes[i]!).symbol), previous, range)
    previous = voicing
    for (const pitch of voicing) out.push({ beat: changes[i]!, length: changes[i + 1]! - changes[i]!, pitch, velocity })
  }
  return out
}

/** Broken chords: chord tones upwards and down again in steps of `stepBeats`. */
export function arpeggio(
  stretch: Stretch,
  chords: readonly ChordAt[],
  stepBeats: number,
  velocity: number,
  range = { lowPitch: 60, highPitch: 80 },
): Played[] {
  const out: Played[] = []
  let step = 0
  for (let beat = stretch.fromBeat; beat < stretch.toBeat - 1e-9; beat += stepBeats) {
    const chord = parseChord(chordAt(chords, beat).symbol)
    const tones: number[] = []
    for (let pitch = range.lowPitch; pitch <= range.highPitch; pitch++) if (chord.pitchClasses.includes(pitch % 12)) tones.push(pitch)
    const turn = Math.max(1, 2 * tones.length - 2)
    const k = step % turn
    const pitch = tones[k < tones.length ? k : turn - k]!
    out.push({ beat, length: stepBeats * 0.9, pitch, velocity: velocity * (step % 4 === 0 ? 1 : 0.82) })
    step += 1
  }
  return out
}
