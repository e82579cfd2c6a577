/**
 * What every fixture does at a moment. Looks come as layers: intensity takes the highest (HTP); every other parameter belongs to
 * the layer with the highest `order` that names it, cross-fading with the owner below while that layer fades in or out (LTP).
 * Above them lies what the operator has taken by hand.
 */
import type { Edition, Frame, LookLayer, Taken } from '@ghostlight/timeline'
import { type Asked, askedOf } from './asked.ts'
import { type LinearRgb, linearRgb, WHITE } from './colour.ts'
import { layLayer } from './lay-layer.ts'
import type { Optics } from './optics.ts'
import { fixturesInOrder } from './patch.ts'

/** One fixture, ready for slots or for a beam. */
export interface FixtureState {
  readonly fixtureId: string
  /** Intensity 0–1, grand master and blackout included; of a fixture with pixels that of its brightest. */
  readonly levelUnit: number
  /** Colour in linear light, 0–1, not dimmed; white for fixtures without colour. Of a fixture with pixels of several colours what they add up to. */
  readonly rgb: LinearRgb
  /** From the direction of `aimM`; positive turns to the fixture's own right. */
  readonly panDeg: number
  /** From the direction of `aimM`; positive is up. */
  readonly tiltDeg: number
  /** Full angle of the beam. */
  readonly beamDeg: number
  /** Flashes per second of its shutter; not there: open. */
  readonly strobeHz?: number
  /** Each pixel's share of the level, 0–1; not there: all alike. */
  readonly cellUnits?: readonly number[]
  /** Each pixel's colour, linear, not dimmed; not there: all have `rgb`. */
  readonly cellRgb?: readonly LinearRgb[]
  /** Iris, gobo, prism and so on; not there: nobody asks, they rest. */
  readonly optics?: Optics
}

/** What an operator has taken of a fixture: it stays so whatever looks say, until it is given back. */
export type TakenFixture = Omit<Extract<Taken, { kind: 'fixture' }>, 'kind' | 'fixtureId'>

/**
 * States of all fixtures of the edition's venue, by order key, then id. Fixtures nobody asks for are dark at home.
 * While the frame says that strobing is off, shutters stay open, and effects that would flash more than three times a second run at
 * a whole fraction of their speed.
 */
export function lightsAt(edition: Edition, frame: Frame): FixtureState[] {
  const asked = askedOf(edition.venue)
  const calm = frame.strobe === false
  const hands = takenOf(frame)
  for (const layer of inOrder(frame.looks)) {
    if (layer.levelUnit > 0) layLayer(edition, frame, layer, asked, calm)
  }
  const masterUnit = frame.blackout ? 0 : clampUnit(frame.lightUnit)
  return fixturesInOrder(edition.venue).map(({ id }, i): FixtureState => {
    const profile = asked.profiles[i]!
    const taken = hands?.get(id)
    const strobeHz = calm ? 0 : (taken?.strobeHz ?? asked.strobe[i]!)
    const cellUnits = taken?.levelUnit === undefined ? sharesOf(asked, i) : null
    const cellRgb = profile.colour && taken?.colour === undefined && asked.dappled[i] === 1 ? cellColoursOf(asked, i) : null
    const optics = asked.optics[i]!
    return {
      fixtureId: id,
      levelUnit: clampUnit(taken?.levelUnit ?? asked.level[i]!) * (taken?.parked === true ? 1 : masterUnit),
      rgb: cellRgb !== null ? meanOf(cellRgb, cellUnits) : profile.colour ? colourOf(asked, i, taken) : WHITE,
      panDeg: profile.moves ? (taken?.panDeg ?? orElse(asked.pan[i]!, 0)) : 0,
      tiltDeg: profile.moves ? (taken?.tiltDeg ?? orElse(asked.tilt[i]!, 0)) : 0,
      beamDeg: taken?.beamDeg ?? orElse(asked.beam[i]!, profile.homeBeamDeg),
      ...(strobeHz > 0 ? { strobeHz } : null),
      ...(cellUnits === null ? null : { cellUnits }),
      ...(cellRgb === null || isPlain(cellRgb) ? null : { cellRgb }),
      ...(optics === null ? null : { optics }),
    }
  })
}

/** Null when nothing is taken, as nearly always. */
function takenOf({ taken }: Frame): ReadonlyMap<string, TakenFixture> | null {
  if (taken === undefined || taken.length === 0) return null
  return new Map(taken.flatMap((one) => (one.kind === 'fixture' ? [[one.fixtureId, one] as const] : [])))
}

function inOrder(looks: readonly LookLayer[]): readonly LookLayer[] {
  for (let i = 1; i < looks.length; i++) if (looks[i - 1]!.order > looks[i]!.order) return [...looks].sort((a, b) => a.order - b.order)
  return looks
}

function colourOf({ red, green, blue }: Asked, i: number, taken: TakenFixture | undefined): LinearRgb {
  if (taken?.colour !== undefined) return linearRgb(taken.colour)
  return Number.isNaN(red[i]!) ? WHITE : [red[i]!, green[i]!, blue[i]!]
}

/** Each pixel's colour. */
function cellColoursOf({ profiles, cellColours, firstCell }: Asked, i: number): readonly LinearRgb[] {
  const first = firstCell[i]! * 3
  return Array.from({ length: profiles[i]!.cells }, (_, cell): LinearRgb => {
    const at = first + cell * 3
    return Number.isNaN(cellColours[at]!) ? WHITE : [cellColours[at]!, cellColours[at + 1]!, cellColours[at + 2]!]
  })
}

const isPlain = ([one, ...others]: readonly LinearRgb[]): boolean =>
  others.every((rgb) => rgb[0] === one![0] && rgb[1] === one![1] && rgb[2] === one![2])

/** What pixels of several colours add up to, each by the light it gives. */
function meanOf(colours: readonly LinearRgb[], units: readonly number[] | null): LinearRgb {
  let [red, green, blue, sum] = [0, 0, 0, 0]
  for (const [cell, rgb] of colours.entries()) {
    const unit = units?.[cell] ?? 1
    red += rgb[0] * unit
    green += rgb[1] * unit
    blue += rgb[2] * unit
    sum += unit
  }
  return sum > 0 ? [red / sum, green / sum, blue / sum] : colours[0]!
}

/** Null where all pixels are alike. */
function sharesOf({ profiles, cells, firstCell, level }: Asked, i: number): readonly number[] | null {
  const count = profiles[i]!.cells
  const top = level[i]!
  if (count === 1 || top === 0) return null
  const first = firstCell[i]!
  let alike = true
  for (let cell = 0; cell < count; cell++) if (cells[first + cell] !== top) alike = false
  return alike ? null : Array.from({ length: count }, (_, cell) => cells[first + cell]! / top)
}

const orElse = (value: number, otherwise: number): number => (Number.isNaN(value) ? otherwise : value)
const clampUnit = (value: number): number => Math.min(1, Math.max(0, value))
