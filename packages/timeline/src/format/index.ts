/** Documents in and out. This door loads zod and the importers; a page that only plays never needs it. */

export { checkShow } from './check/check-show.ts'
export type { CheckOptions } from './check/options.ts'
export { describeFormat } from './describe-format.ts'
export { jsonSchemas } from './json-schema.ts'
export type { LegacyDecoder } from './midi/decode-text.ts'
export type { MidiImport } from './midi/import-midi.ts'
export { importMidi } from './midi/import-midi.ts'
export { CURRENT_SCHEMA_VERSION, migrate } from './migrations/migrate.ts'
export { parseShow, parseSong, parseVenue } from './parse.ts'
