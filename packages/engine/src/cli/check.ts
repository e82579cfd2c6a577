/** `ghostlight check <show>`: all problems, in words; also what `serve` says when it refuses. */
import { checkLight } from '@ghostlight/light'
import { compileEdition, type Issue } from '@ghostlight/timeline'
import type { Documents } from '../store/edition-library.ts'
import { createFileLayer } from '../store/file-layer.ts'
import { isBroken, readShow, wordsOf } from '../store/show-store.ts'
import { checkAvatars } from './check-avatars.ts'

export function printIssues(issues: readonly Issue[], folder: string): void {
  const errors = issues.filter((issue) => issue.severity === 'error').length
  for (const line of wordsOf(issues)) console.log(line)
  const warnings = issues.length - errors
  const count = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`
  console.log(issues.length === 0 ? `${folder}: no problems.` : `${folder}: ${count(errors, 'error')}, ${count(warnings, 'warning')}.`)
}

/** What the light would do to people in the hall and to the picture: the show is played through, so it is not asked at every edit. */
function lightIssues(documents: Documents): readonly Issue[] {
  return checkLight(compileEdition({ formatVersion: 1, ...documents, assets: {}, lexicon: {} }, 'check'))
}

/** @returns exit code: 1 when there are errors. */
export function check(folder: string, { venue, json }: { readonly venue: string | null; readonly json: boolean }): number {
  const { documents, issues: read } = readShow(folder, venue, createFileLayer())
  const avatars = documents === null ? [] : checkAvatars(folder, documents.show)
  const issues = documents === null || isBroken(read) ? [...read, ...avatars] : [...read, ...avatars, ...lightIssues(documents)]
  if (json) console.log(JSON.stringify(issues, null, 2))
  else printIssues(issues, folder)
  return isBroken(issues) ? 1 : 0
}
