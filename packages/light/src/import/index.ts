export type { ImportedFixture } from './open-fixture-library.ts'
export { importOpenFixtureLibrary } from './open-fixture-library.ts'
