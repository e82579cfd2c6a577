import type { Fixture } from '../../document/venue.ts'

export interface CheckOptions {
  /** Paths inside the show folder that exist; null or absent: files are not looked at. */
  readonly filesPresent?: ReadonlySet<string> | null
  /** Names that other packages own; a kind that is left out is not checked. */
  readonly known?: {
    readonly instruments?: readonly string[]
    readonly moves?: readonly string[]
    readonly expressions?: readonly string[]
    readonly singers?: readonly string[]
    readonly avatarLooks?: readonly string[]
  }
  /** DMX slots each kind of fixture takes. */
  readonly footprints?: Readonly<Record<Fixture['kind'], number>>
}
