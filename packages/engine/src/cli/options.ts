/** Options of the command line as values: what was typed, checked, or a `Misuse` that says what the option takes. */
import { resolve } from 'node:path'
import type { ScoreReading, SungLanguage } from './score.ts'

/** One value of an option, even when it was given twice or as a number. */
export const textOf = (value: unknown): string | null => {
  const last = Array.isArray(value) ? value[value.length - 1] : value
  return last === undefined || last === null || last === true ? null : String(last)
}
export const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined && one !== true).map(String)

/** The command line asks for something that cannot be: said without a stack, exit code 2. */
export class Misuse extends Error {}

export function portOf(value: unknown, name: string, otherwise: number): number {
  const text = textOf(value)
  if (text === null) return otherwise
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65533)
    throw new Misuse(`--${name} takes a port from 0 to 65533 (0: any free one); got "${text}".`)
  return port
}

export function numberOf(value: unknown, name: string): number | null {
  const text = textOf(value)
  if (text === null) return null
  const number = Number(text)
  if (!Number.isFinite(number)) throw new Misuse(`--${name} takes a number; got "${text}".`)
  return number
}

/** `1.5:8`: from and to, either may be left out. */
export function spanOf(text: string | null): { readonly from: number; readonly to: number } | null {
  if (text === null) return null
  const match = /^(\d+(?:\.\d+)?)?:(\d+(?:\.\d+)?)?$/.exec(text)
  const [from, to] = [Number(match?.[1] ?? 0), match?.[2] === undefined ? Number.POSITIVE_INFINITY : Number(match[2])]
  if (!match || !(to > from)) throw new Misuse(`--trim takes seconds from and to, as 1.5:8 or 2: or :30; got "${text}".`)
  return { from, to }
}

export const fileOf = (value: unknown): string | null => {
  const text = textOf(value)
  return text === null ? null : resolve(text)
}

export function languageOf(value: unknown): SungLanguage | null {
  const text = textOf(value)
  if (text === null || text === 'ja' || text === 'en' || text === 'es') return text
  throw new Misuse(`--language is ja, en or es; got "${text}".`)
}

export function sampleFormatOf(value: unknown): 16 | 24 | 'float' {
  const text = textOf(value) ?? '24'
  if (text === 'float') return 'float'
  if (text === '16' || text === '24') return text === '16' ? 16 : 24
  throw new Misuse(`--format is 16, 24 or float; got "${text}".`)
}

export function readingOf(options: Readonly<Record<string, unknown>>): ScoreReading {
  const verse = textOf(options.verse)
  if (verse !== null && !/^[1-9]\d?$/.test(verse)) throw new Misuse(`--verse is a number from 1; got "${verse}".`)
  return {
    verse: verse === null ? null : Number(verse),
    repeats: options.asWritten === true ? 'written' : 'played',
    encoding: textOf(options.encoding)?.toLowerCase() ?? null,
  }
}

/** An option as it was typed: a cue number "12.50" or "2.10" is no decimal. */
export function rawOption(argv: readonly string[], name: string): string | null {
  const at = argv.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`))
  if (at < 0) return null
  const [, inline] = /^--[^=]+=(.*)$/.exec(argv[at] ?? '') ?? []
  return inline ?? argv[at + 1] ?? null
}
