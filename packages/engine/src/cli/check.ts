/** `ghostlight check <show>`: all problems, in words; also what `serve` says when it refuses. */
import type { Issue } from '@ghostlight/timeline'
import { createFileLayer } from '../store/file-layer.ts'
import { isBroken, readShow, wordsOf } from '../store/show-store.ts'

export function printIssues(issues: readonly Issue[], folder: string): void {
  const errors = issues.filter((issue) => issue.severity === 'error').length
  for (const line of wordsOf(issues)) console.log(line)
  const warnings = issues.length - errors
  const count = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`
  console.log(issues.length === 0 ? `${folder}: no problems.` : `${folder}: ${count(errors, 'error')}, ${count(warnings, 'warning')}.`)
}

/** @returns exit code: 1 when there are errors. */
export function check(folder: string, { venue, json }: { readonly venue: string | null; readonly json: boolean }): number {
  const { issues } = readShow(folder, venue, createFileLayer())
  if (json) console.log(JSON.stringify(issues, null, 2))
  else printIssues(issues, folder)
  return isBroken(issues) ? 1 : 0
}
