/** What looks ask of the fixtures of a venue while they are laid over each other, in rows of numbers that are used again. */
import type { Edition } from '@ghostlight/timeline'
import { type KnownProfile, profileOf } from './fixture.ts'
import type { Optics } from './optics.ts'
import { fixturesInOrder } from './patch.ts'

/** What the layers so far ask of each fixture; NaN: nobody has asked. One set per venue, overwritten by each call of `askedOf`. */
export interface Asked {
  readonly profiles: readonly KnownProfile[]
  readonly level: Float64Array
  readonly red: Float64Array
  readonly green: Float64Array
  readonly blue: Float64Array
  readonly pan: Float64Array
  readonly tilt: Float64Array
  readonly beam: Float64Array
  readonly strobe: Float64Array
  /** Levels of the pixels of all fixtures. */
  readonly cells: Float64Array
  readonly firstCell: readonly number[]
  /** Red, green and blue of the pixels of all fixtures; they count where `dappled` says so. */
  readonly cellColours: Float64Array
  readonly dappled: Uint8Array
  readonly optics: (Optics | null)[]
}

const scratch = new WeakMap<Edition['venue'], Asked>()

/** Nobody asks anything yet. */
export function askedOf(venue: Edition['venue']): Asked {
  let asked = scratch.get(venue)
  if (asked === undefined) {
    const profiles = fixturesInOrder(venue).map(({ fixture }) => profileOf(venue, fixture))
    const row = () => new Float64Array(profiles.length)
    let cells = 0
    const firstCell = profiles.map((profile) => {
      cells += profile.cells
      return cells - profile.cells
    })
    asked = {
      ...{ profiles, firstCell, level: row(), red: row(), green: row(), blue: row() },
      ...{ pan: row(), tilt: row(), beam: row(), strobe: row(), cells: new Float64Array(cells) },
      ...{ cellColours: new Float64Array(cells * 3), dappled: new Uint8Array(profiles.length) },
      optics: Array.from({ length: profiles.length }, () => null),
    }
    scratch.set(venue, asked)
  }
  asked.level.fill(0)
  asked.cells.fill(0)
  asked.dappled.fill(0)
  asked.optics.fill(null)
  for (const row of [asked.red, asked.green, asked.blue, asked.pan, asked.tilt, asked.beam, asked.strobe]) row.fill(Number.NaN)
  return asked
}

/** From the owner below to this wish. With nobody below there is nothing to come from: a dark head goes straight there. */
export function blendInto(row: Float64Array, i: number, wish: number, share: number): void {
  const below = row[i]!
  row[i] = Number.isNaN(below) ? wish : below + (wish - below) * share
}
