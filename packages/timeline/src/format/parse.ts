/** Documents enter here as unknown JSON and leave as typed values, or as the list of all their problems. */
import type { z } from 'zod'
import { type Show, ShowSchema } from '../document/show.ts'
import { type Song, SongSchema } from '../document/song.ts'
import { type Venue, VenueSchema } from '../document/venue.ts'
import type { Parsed } from '../issue.ts'
import { explain } from './explain.ts'
import { type DocumentKind, migrate } from './migrations/migrate.ts'

/** @param input  JSON already read; older format versions are brought up to date first. */
export const parseShow = (input: unknown): Parsed<Show> => parseDocument(input, 'show', ShowSchema)
export const parseSong = (input: unknown): Parsed<Song> => parseDocument(input, 'song', SongSchema)
export const parseVenue = (input: unknown): Parsed<Venue> => parseDocument(input, 'venue', VenueSchema)

function parseDocument<T>(input: unknown, kind: DocumentKind, schema: z.ZodType<T>): Parsed<T> {
  const migrated = migrate(input, kind)
  if (!migrated.ok) return { ok: false, issues: [migrated.issue] }
  const result = schema.safeParse(migrated.document)
  if (result.success) return { ok: true, value: result.data, issues: [] }
  return { ok: false, issues: explain(result.error.issues, migrated.document, schema) }
}
