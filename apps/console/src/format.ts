/** Numbers into the words an operator reads at arm's length. Everything here is pure; languages arrive as BCP 47 tags. */
import type { BarBeat, Text } from '@ghostlight/timeline'

const two = (value: number): string => String(value).padStart(2, '0')

/** Position in a song, "m:ss"; never negative, whole seconds rounded down so that the display does not run ahead of the music. */
export function formatPosition(positionMs: number): string {
  const whole = Math.max(0, Math.floor(positionMs / 1000))
  return `${Math.floor(whole / 60)}:${two(whole % 60)}`
}

/** Time left, "m:ss", rounded up so that 0:00 means over. */
export function formatRemaining(remainingMs: number): string {
  return formatPosition(Math.ceil(Math.max(0, remainingMs) / 1000) * 1000)
}

/** Time since the opening of the performance, "h:mm:ss". */
export function formatPerformanceTime(atMs: number): string {
  const whole = Math.max(0, Math.floor(atMs / 1000))
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
}

/** "12.3": bar and whole beat. */
export function formatBarBeat(at: BarBeat): string {
  return `${at.bar}.${Math.floor(at.beat + 1e-6)}`
}

/** A wait of a cue: "0.5 s", "12 s"; empty when there is none. */
export function formatWait(waitMs: number, language: string): string {
  if (waitMs <= 0) return ''
  const unit = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(waitMs / 1000)
  return `${unit} s`
}

/** "+3.2 ms", "−0.4 ms"; a dash when it is not known. */
export function formatSignedMs(value: number | null, language: string): string {
  if (value === null) return '–'
  const digits = Math.abs(value) < 10 ? 1 : 0
  return `${new Intl.NumberFormat(language, { signDisplay: 'exceptZero', maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value)} ms`
}

/** "3.2 ms"; a dash when it is not known. */
export function formatMs(value: number | null, language: string): string {
  if (value === null) return '–'
  const digits = Math.abs(value) < 10 ? 1 : 0
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value)} ms`
}

/** 0–1 as "85 %" in the manner of the language. */
export function formatPercent(unit: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(unit)
}

/** Time of day with seconds, 24 hours. */
export function formatTimeOfDay(date: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(date)
}

/** Words of the document in the language of the page, else English, else whatever there is. */
export function wordsIn(text: Text | undefined, language: string): string {
  if (text === undefined) return ''
  return text[language] ?? text.en ?? Object.values(text)[0] ?? ''
}

const pitchNames = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B']
/** MIDI note number to scientific pitch, C4 = 60. */
export function formatPitch(pitch: number): string {
  return `${pitchNames[((pitch % 12) + 12) % 12]}${Math.floor(pitch / 12) - 1}`
}

/**
 * A note of a cue is one text. Crews that speak two languages write both, " / " between them: then the operator reads theirs.
 *
 * @returns `shown` in the language of the page, the whole text when it is in one language only; `other`: what is left, null when nothing is.
 */
export function noteIn(text: string | undefined, language: string): { readonly shown: string; readonly other: string | null } {
  const whole = text ?? ''
  const parts = whole.split(/\s+\/\s+/u)
  const japanese = parts.filter(isJapanese)
  const rest = parts.filter((part) => !isJapanese(part))
  if (japanese.length === 0 || rest.length === 0) return { shown: whole, other: null }
  const [mine, theirs] = language.startsWith('ja') ? [japanese, rest] : [rest, japanese]
  return { shown: mine.join(' / '), other: theirs.join(' / ') }
}
const isJapanese = (text: string): boolean => /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text)
