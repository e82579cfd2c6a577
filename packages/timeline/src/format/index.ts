/** Documents in and out. This door loads zod and the importers; a page that only plays never needs it. */
export type { CheckOptions } from './check/check-show.ts'
export { checkShow } from './check/check-show.ts'
export { jsonSchemas } from './json-schema.ts'
export { CURRENT_SCHEMA_VERSION, migrate } from './migrations/migrate.ts'
export { parseShow, parseSong, parseVenue } from './parse.ts'
