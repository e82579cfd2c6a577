import type { Issue } from '../../issue.ts'
import { nearestWord } from '../nearest-word.ts'

/** Collects what a check finds. Paths are written as "songs/daisy-bell.tracks.lead.notes.n12". */
export interface Report {
  readonly issues: Issue[]
  error(path: string, code: string, message: string): void
  warning(path: string, code: string, message: string): void
}

export function createReport(): Report {
  const issues: Issue[] = []
  return {
    issues,
    error: (path, code, message) => void issues.push({ path, code, severity: 'error', message }),
    warning: (path, code, message) => void issues.push({ path, code, severity: 'warning', message }),
  }
}

/** 'there is no look "wram"; did you mean "warm"?', or what there is. */
export function noSuch(what: string, given: string, known: readonly string[]): string {
  const hint = nearestWord(given, known)
  if (hint) return `there is no ${what} "${given}"; did you mean "${hint}"?`
  if (known.length === 0) return `there is no ${what} "${given}"; none is defined`
  const some = known.slice(0, 8).map((id) => `"${id}"`)
  return `there is no ${what} "${given}"; there ${known.length === 1 ? 'is' : 'are'} ${some.join(', ')}${known.length > 8 ? ' …' : ''}`
}

/** Bar and beat for people, "bar 12, beat 3.5". */
export const barText = ({ bar, beat }: { readonly bar: number; readonly beat: number }): string =>
  `bar ${bar}, beat ${Number(beat.toFixed(3))}`
