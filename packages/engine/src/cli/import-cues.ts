/** `ghostlight import cues.csv --into show`: what was edited in a spreadsheet comes back into the cue list. All of it, or nothing. */
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { canonicalJson } from '@ghostlight/timeline'
import { parseShow } from '@ghostlight/timeline/format'
import { createFileLayer } from '../store/file-layer.ts'
import { readCueCsv } from './cue-table.ts'
import { doesOf } from './cues.ts'
import { openShow } from './open-show.ts'

/** @returns exit code */
export async function importCues(file: string, into: string): Promise<number> {
  const edition = await openShow(into, null)
  if (edition === null) {
    console.error('Nothing was imported: mend the show first.')
    return 1
  }
  const { cues, changed, problems, remarks } = readCueCsv(edition, readFileSync(file, 'utf8'), (id) => doesOf(edition, id))
  for (const remark of remarks) console.log(remark)
  if (problems.length > 0) {
    for (const problem of problems) console.error(problem)
    console.error(`Nothing was imported: ${problems.length} problem${problems.length === 1 ? '' : 's'}.`)
    return 1
  }
  const after = parseShow(JSON.parse(JSON.stringify({ ...edition.show, cues })))
  if (!after.ok) {
    for (const { path, message } of after.issues) console.error(`${path}: ${message}`)
    console.error('Nothing was imported.')
    return 1
  }
  if (changed > 0) createFileLayer().replace(join(into, 'show.json'), canonicalJson(after.value))
  console.log(`${basename(file)} → ${join(into, 'show.json')}: ${changed} change${changed === 1 ? '' : 's'}.`)
  return 0
}
