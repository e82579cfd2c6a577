/**
 * oto.ini: one line a sample, "file.wav=alias,offset,consonant,cutoff,preutterance,overlap", milliseconds; anything may be left out.
 * The format is UTAU's (Ameya 2008); it is described by its readers only.
 */
import type { Issue } from '@ghostlight/timeline'

export interface OtoLine {
  /** File that says so, and the line in it from 1. */
  readonly file: string
  readonly line: number
  /** Recording, as written; beside the oto.ini. */
  readonly wav: string
  readonly alias: string
  readonly offsetMs: number
  /** From the offset: what is never stretched. */
  readonly consonantMs: number
  /** Blank at the end; negative: from the offset to the end of what is used. */
  readonly cutoffMs: number
  readonly preutteranceMs: number
  readonly overlapMs: number
}

const fields = ['offset', 'consonant', 'cutoff', 'preutterance', 'overlap'] as const

/** @param file path of the oto.ini inside the bank, for messages. */
export function parseOto(text: string, file: string): { readonly lines: readonly OtoLine[]; readonly issues: readonly Issue[] } {
  const lines: OtoLine[] = []
  const issues: Issue[] = []
  const say = (line: number, code: string, message: string): void => {
    issues.push({ path: `${file}:${line}`, code, severity: 'warning', message })
  }
  text.split(/\r\n|\n|\r/).forEach((row, index) => {
    const number = index + 1
    const bare = row.replace(/^\uFEFF/, '').trim()
    if (bare === '' || bare.startsWith('#') || bare.startsWith(';') || /^\[.*\]$/.test(bare)) return
    const at = bare.indexOf('=')
    if (at <= 0) {
      say(
        number,
        'oto-line',
        `"${shortened(bare)}" is no line of an oto.ini ("file.wav=alias,offset,consonant,cutoff,preutterance,overlap"); it is skipped`,
      )
      return
    }
    const wav = bare.slice(0, at).trim()
    // An alias may hold commas; the numbers are the last five fields.
    const parts = bare.slice(at + 1).split(',')
    const numbers = parts.length >= 6 ? parts.slice(-5) : parts.slice(1)
    const alias = (parts.length > 6 ? parts.slice(0, -5).join(',') : (parts[0] ?? '')).trim()
    const values = fields.map((name, i) => {
      const written = (numbers[i] ?? '').trim()
      if (written === '') return 0
      const value = Number(written)
      if (Number.isFinite(value) && Math.abs(value) < 1e7) return value
      say(number, 'oto-number', `${name} of "${shortened(alias || wav)}" is "${shortened(written)}", which is no number; 0 is taken`)
      return 0
    })
    lines.push({
      file,
      line: number,
      wav,
      alias: alias === '' ? wav.replace(/\.[^.]*$/, '') : alias,
      offsetMs: values[0]!,
      consonantMs: values[1]!,
      cutoffMs: values[2]!,
      preutteranceMs: values[3]!,
      overlapMs: values[4]!,
    })
  })
  return { lines, issues }
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)

/** Whether nobody set the times by hand: three of them are alike on nearly every line. */
export function isUnset(lines: readonly OtoLine[]): boolean {
  if (lines.length < 8) return false
  const counts = new Map<string, number>()
  for (const line of lines) {
    const key = `${line.consonantMs},${line.preutteranceMs},${line.overlapMs}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  // A VCV bank made to a metronome has one set of times too, but its offsets go through the recordings.
  const offsets = new Set(lines.map((line) => line.offsetMs))
  return Math.max(...counts.values()) > lines.length * 0.8 && offsets.size < lines.length * 0.2
}
