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

/**
 * What the light would do to people in the hall and to the picture: the show is played through, so it is not asked at every edit. Also of
 * documents in which something is wrong, as far as they can be played.
 */
function lightIssues(documents: Documents, { areWhole }: { readonly areWhole: boolean }): readonly Issue[] {
  try {
    return checkLight(compileEdition({ formatVersion: 1, ...documents, assets: {}, lexicon: {} }, 'check'))
  } catch (error) {
    if (areWhole) throw error
    const message = 'The light could not be played through while these problems stand: ask again when they are mended.'
    return [{ path: '', code: 'light-not-checked', severity: 'warning', message }]
  }
}

/** @returns exit code: 1 when there are errors. */
export function check(folder: string, { venue, json }: { readonly venue: string | null; readonly json: boolean }): number {
  const { documents, issues: read } = readShow(folder, venue, createFileLayer())
  const avatars = documents === null ? [] : checkAvatars(folder, documents.show)
  const light = documents === null ? [] : lightIssues(documents, { areWhole: !isBroken(read) })
  const issues = [...read, ...avatars, ...light]
  if (json) console.log(JSON.stringify(issues, null, 2))
  else printIssues(issues, folder)
  return isBroken(issues) ? 1 : 0
}
