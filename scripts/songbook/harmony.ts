/** Chords by symbol, and voicings that move as little as possible from one chord to the next. */

const ROOTS: Readonly<Record<string, number>> = {
  C: 0,
  'C#': 1,
  Db: 1,
  D: 2,
  'D#': 3,
  Eb: 3,
  E: 4,
  F: 5,
  'F#': 6,
  Gb: 6,
  G: 7,
  'G#': 8,
  Ab: 8,
  A: 9,
  'A#': 10,
  Bb: 10,
  B: 11,
}
const QUALITIES: Readonly<Record<string, readonly number[]>> = {
  '': [0, 4, 7],
  m: [0, 3, 7],
  '7': [0, 4, 7, 10],
  maj7: [0, 4, 7, 11],
  m7: [0, 3, 7, 10],
  sus4: [0, 5, 7],
  sus2: [0, 2, 7],
  add9: [0, 4, 7, 14],
  '+': [0, 4, 8],
  '5': [0, 7],
}

export interface Chord {
  readonly rootPitchClass: number
  /** Pitch class of the lowest note ("D/F#" has F#). */
  readonly bassPitchClass: number
  /** Pitch classes, root first. */
  readonly pitchClasses: readonly number[]
}

/** @throws Error when the symbol is not in the table above. */
export function parseChord(symbol: string): Chord {
  const [body = '', over] = symbol.split('/')
  const match = /^([A-G][#b]?)(.*)$/.exec(body)
  const root = match ? ROOTS[match[1]!] : undefined
  const intervals = match ? QUALITIES[match[2]!] : undefined
  if (root === undefined || intervals === undefined) throw new Error(`chord "${symbol}" is not in the table`)
  const bass = over === undefined ? root : ROOTS[over]
  if (bass === undefined) throw new Error(`bass note of chord "${symbol}" is not in the table`)
  return { rootPitchClass: root, bassPitchClass: bass, pitchClasses: intervals.map((i) => (root + i) % 12) }
}

/** Lowest pitch of a class at or above `floorPitch`. */
export function pitchAbove(pitchClass: number, floorPitch: number): number {
  return floorPitch + ((((pitchClass - floorPitch) % 12) + 12) % 12)
}

/**
 * A close voicing inside [lowPitch, highPitch] whose notes move least from `previous`.
 * Without a previous voicing the one nearest the middle of the range is taken.
 */
export function voiceChord(
  chord: Chord,
  previous: readonly number[] | null,
  range: { readonly lowPitch: number; readonly highPitch: number },
): number[] {
  const classes = chord.pitchClasses
  let best: number[] = []
  let bestCost = Number.POSITIVE_INFINITY
  for (let inversion = 0; inversion < classes.length; inversion++) {
    for (let floor = range.lowPitch; floor < range.highPitch; floor += 12) {
      const voicing: number[] = []
      let at = floor
      for (let i = 0; i < classes.length; i++) {
        at = pitchAbove(classes[(inversion + i) % classes.length]!, at)
        voicing.push(at)
        at += 1
      }
      if (voicing[0]! < range.lowPitch || voicing.at(-1)! > range.highPitch) continue
      const middle = (range.lowPitch + range.highPitch) / 2
      const cost = previous
        ? voicing.reduce((sum, pitch) => sum + Math.min(...previous.map((p) => Math.abs(p - pitch))), 0)
        : Math.abs(voicing.reduce((a, b) => a + b, 0) / voicing.length - middle)
      if (cost < bestCost) {
        bestCost = cost
        best = voicing
      }
    }
  }
  return best
}

/** The note `steps` scale steps from `pitch` (scale pitch classes ascending from any root); pitches outside the scale go to the nearest below first. */
export function scaleStep(pitch: number, steps: number, scale: readonly number[]): number {
  const inScale = (p: number) => scale.includes(((p % 12) + 12) % 12)
  let at = pitch
  while (!inScale(at)) at -= 1
  const direction = Math.sign(steps)
  for (let left = Math.abs(steps); left > 0; left--) {
    do at += direction
    while (!inScale(at))
  }
  return at
}
