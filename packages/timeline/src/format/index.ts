/** Documents in and out. This door loads zod and the importers; a page that only plays never needs it. */

export { checkShow } from './check/check-show.ts'
export type { CheckOptions } from './check/options.ts'
export { describeFormat } from './describe-format.ts'
export { importScore } from './import-score.ts'
export { jsonSchemas } from './json-schema.ts'
export { CURRENT_SCHEMA_VERSION, migrate } from './migrations/migrate.ts'
export { parseShow, parseSong, parseVenue } from './parse.ts'
export type { ScoreImport } from './score/score.ts'
export type { TextDecode } from './text/decode-text.ts'
