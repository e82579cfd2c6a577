/** `ghostlight import mine.vrm --into show`: an avatar file becomes the body of a performer of the show. */
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { inspectVrm } from '@ghostlight/avatar/import'
import { canonicalJson } from '@ghostlight/timeline'
import { parseShow } from '@ghostlight/timeline/format'
import { createFileLayer } from '../store/file-layer.ts'
import { readDocument } from './read-document.ts'
import { printScoreIssues } from './score.ts'

/** @returns exit code */
export function importAvatar(file: string, { into, performer }: { readonly into: string; readonly performer: string | null }): number {
  const files = createFileLayer()
  const refuse = (why: string): number => {
    console.error(why)
    console.error('Nothing was imported.')
    return 1
  }
  const reading = readDocument(join(into, 'show.json'), files)
  if (reading === null) return refuse(`${into} holds no show; import a score into it first, or name another folder.`)
  if (!reading.ok) return refuse(reading.message)
  const parsed = parseShow(reading.value)
  if (!parsed.ok) {
    printScoreIssues(parsed.issues)
    return refuse('Mend the show first.')
  }
  const show = parsed.value
  const performerId = performer ?? Object.keys(show.performers).sort()[0]
  const own = performerId === undefined ? undefined : show.performers[performerId]
  if (performerId === undefined || own === undefined)
    return refuse(`The show has no performer "${performerId ?? ''}"; it has ${Object.keys(show.performers).join(', ') || 'none'}.`)
  if (!existsSync(file)) return refuse(`There is no file ${file}.`)
  const bytes = new Uint8Array(readFileSync(file))
  const looked = inspectVrm(bytes)
  if (!looked.ok) return refuse(`${basename(file)}: ${looked.issues.map((issue) => issue.message).join('; ')}`)
  const path = `avatars/${basename(file)}`
  const after = parseShow(
    JSON.parse(
      JSON.stringify({ ...show, performers: { ...show.performers, [performerId]: { ...own, avatar: { kind: 'file', file: path } } } }),
    ),
  )
  if (!after.ok) {
    printScoreIssues(after.issues)
    return refuse('The show would not be valid with it.')
  }
  files.makeFolder(join(into, 'avatars'))
  files.replace(join(into, path), bytes)
  files.replace(join(into, 'show.json'), canonicalJson(after.value))
  const { version, name, authors, load } = looked.value
  console.log(`${basename(file)} → ${path}, the body of "${performerId}"`)
  console.log(`  VRM ${version}${name === '' ? '' : `, "${name}"`}${authors.length > 0 ? ` by ${authors.join(', ')}` : ''}.`)
  console.log(
    `  ${load.triangles} triangles, ${load.drawCalls} draw calls with outlines, ${(load.bytes / 1e6).toFixed(1)} MB, ${load.bones} bones, ${(load.textureBytes / 1e6).toFixed(1)} MB of pictures in graphics memory.`,
  )
  for (const issue of looked.issues) console.log(`  ! ${issue.message}`)
  return 0
}
