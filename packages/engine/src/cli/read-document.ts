/** A document of a show folder as JSON, for verbs that change one. */
import { readJson } from '@ghostlight/timeline/format'
import type { FileLayer } from '../store/file-layer.ts'

export type DocumentReading = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string }

/** @returns null when there is no such file; else what is in it, or where it is no JSON. */
export function readDocument(path: string, files: FileLayer): DocumentReading | null {
  const bytes = files.read(path)
  if (bytes === null) return null
  const reading = readJson(bytes.toString('utf8'))
  if (reading.ok) return reading
  return { ok: false, message: `${path}, line ${reading.line}, column ${reading.column}: ${reading.message}.` }
}
