/** What is wrong with one cue, and at which field. Loaded with Edit mode only: it brings the checks of the format along. */
import type { Issue } from '@ghostlight/timeline'
import { checkShow, parseShow } from '@ghostlight/timeline/format'
import type { DraftBody } from '../pending-edits.ts'

export interface CueIssue extends Issue {
  readonly cueId: string
  /** Path inside the cue: "number", "action.fadeMs". */
  readonly field: string
}

/** All that parsing and checking say about cues, by cue. */
export function cueIssues(body: DraftBody): readonly CueIssue[] {
  const parsed = parseShow(body.show)
  const issues = parsed.ok ? checkShow(parsed.value, body.songs, body.venue) : parsed.issues
  return issues.flatMap((issue) => {
    const [, cueId, field] = /^(?:show\.)?cues\.([^.]+)\.?(.*)$/.exec(issue.path) ?? []
    return cueId === undefined ? [] : [{ ...issue, cueId, field: field ?? '' }]
  })
}

/** Errors of the draft after an edit that were not there before. */
export function newErrors(before: readonly CueIssue[], after: readonly CueIssue[]): readonly CueIssue[] {
  const known = new Set(before.map(({ path, code }) => `${path} ${code}`))
  return after.filter((issue) => issue.severity === 'error' && !known.has(`${issue.path} ${issue.code}`))
}
