/**
 * Format versions move by numbered, one-way, pure migrations. A file says its version in `schemaVersion`; one without is version 0,
 * the pre-release shape. Each step takes plain JSON and gives plain JSON; the result of the last is parsed strictly.
 */
import type { Issue } from '../../issue.ts'
import { migrateV0ToV1 } from './v0-to-v1.ts'

export const CURRENT_SCHEMA_VERSION = 1

export type DocumentKind = 'show' | 'song' | 'venue'
type Migration = (document: Readonly<Record<string, unknown>>, kind: DocumentKind) => Record<string, unknown>

/** Index n takes version n to n + 1. */
const migrations: readonly Migration[] = [migrateV0ToV1]

export type Migrated =
  | { readonly ok: true; readonly document: Record<string, unknown>; readonly fromVersion: number }
  | { readonly ok: false; readonly issue: Issue }

export function migrate(input: unknown, kind: DocumentKind): Migrated {
  const fail = (path: string, code: string, message: string): Migrated => ({ ok: false, issue: { path, code, severity: 'error', message } })
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return fail(
      '',
      'wrong-type',
      `a ${kind} is a record {…}; ${Array.isArray(input) ? 'a list' : input === null ? 'null' : typeof input} was given`,
    )
  }
  const record = input as Record<string, unknown>
  const version = record.schemaVersion ?? 0
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0) {
    return fail(
      'schemaVersion',
      'wrong-version',
      `schemaVersion is a whole number, now ${CURRENT_SCHEMA_VERSION}; ${JSON.stringify(version)} was given`,
    )
  }
  if (version > CURRENT_SCHEMA_VERSION) {
    return fail(
      'schemaVersion',
      'newer-version',
      `this ${kind} was written by a newer Ghostlight (format ${version}; this one reads up to ${CURRENT_SCHEMA_VERSION}); update Ghostlight to open it`,
    )
  }
  let document = record
  for (const step of migrations.slice(version)) document = step(document, kind)
  return { ok: true, document, fromVersion: version }
}
