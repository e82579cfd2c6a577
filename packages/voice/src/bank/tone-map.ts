/** Which recordings are meant for which pitch: prefix.map of UTAU, or `subbanks` of OpenUtau's character.yaml. */
import type { Issue } from '@ghostlight/timeline'

/** Words put round an alias for a range of pitches. */
export interface ToneRange {
  /** MIDI numbers, both included. */
  readonly lowest: number
  readonly highest: number
  readonly prefix: string
  readonly suffix: string
}

const steps: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 }

/** "C#4" or "Db4" as a MIDI number (C4 = 60); null for anything else. */
export function toneOf(name: string): number | null {
  const [, letter, sign, octave] = /^([A-G])([#♯b♭]?)(-?\d)$/i.exec(name.trim()) ?? []
  if (letter === undefined) return null
  const shift = sign === '#' || sign === '♯' ? 1 : sign === 'b' || sign === '♭' ? -1 : 0
  return steps[letter.toUpperCase()]! + shift + 12 * (Number(octave) + 1)
}

/** prefix.map: "C4⇥prefix⇥suffix", a line for each semitone. */
export function parsePrefixMap(text: string, file: string): { readonly tones: readonly ToneRange[]; readonly issues: readonly Issue[] } {
  const tones: ToneRange[] = []
  const issues: Issue[] = []
  text.split(/\r\n|\n|\r/).forEach((row, index) => {
    const bare = row.replace(/^\uFEFF/, '')
    if (bare.trim() === '') return
    const [name, prefix, suffix] = bare.split('\t')
    const tone = toneOf(name ?? '')
    if (tone === null) {
      issues.push({
        path: `${file}:${index + 1}`,
        code: 'prefix-map',
        severity: 'warning',
        message: `"${(name ?? '').slice(0, 20)}" is no pitch such as C4; the line is skipped`,
      })
      return
    }
    tones.push({ lowest: tone, highest: tone, prefix: (prefix ?? '').trim(), suffix: (suffix ?? '').trim() })
  })
  return { tones: joined(tones), issues }
}

/** "C1-B3" or "C4" as a range. */
export function toneRange(text: string): { lowest: number; highest: number } | null {
  const [, low, high] = /^\s*([A-G][#♯b♭]?-?\d)\s*(?:[-–~]\s*([A-G][#♯b♭]?-?\d))?\s*$/i.exec(text) ?? []
  const lowest = low === undefined ? null : toneOf(low)
  const highest = high === undefined ? lowest : toneOf(high)
  return lowest === null || highest === null ? null : { lowest: Math.min(lowest, highest), highest: Math.max(lowest, highest) }
}

/** Neighbouring semitones with the same words are one range. */
function joined(tones: readonly ToneRange[]): ToneRange[] {
  const out: ToneRange[] = []
  for (const tone of [...tones].sort((a, b) => a.lowest - b.lowest)) {
    const last = out.at(-1)
    if (last && last.highest + 1 === tone.lowest && last.prefix === tone.prefix && last.suffix === tone.suffix)
      out[out.length - 1] = { ...last, highest: tone.highest }
    else out.push(tone)
  }
  return out
}
