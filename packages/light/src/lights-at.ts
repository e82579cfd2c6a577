/**
 * What every fixture does at a moment. Looks come as layers: intensity takes the highest (HTP); every other parameter belongs to
 * the layer with the highest `order` that names it, cross-fading with the owner below while that layer fades in or out (LTP).
 * Above them lies what the operator has taken by hand.
 */
import type { Edition, Frame, LookLayer } from '@ghostlight/timeline'
import { type DrawnValues, drawnAt, NOTHING_DRAWN } from './clip-curves.ts'
import { type LinearRgb, linearRgb, WHITE } from './colour.ts'
import { type CompiledGroup, compiledLook } from './compiled-look.ts'
import { type Cell, gainAt } from './effect.ts'
import { type KnownProfile, profileOf } from './fixture.ts'
import { swingOf } from './movement.ts'
import { fixturesInOrder } from './patch.ts'

/** One fixture, ready for slots or for a beam. */
export interface FixtureState {
  readonly fixtureId: string
  /** Intensity 0–1, grand master and blackout included; of a fixture with pixels that of its brightest. */
  readonly levelUnit: number
  /** Colour in linear light, 0–1, not dimmed; white for fixtures without colour. */
  readonly rgb: readonly [number, number, number]
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
}

/** What an operator has taken of a fixture: it stays so whatever looks say, until it is given back. */
export interface TakenFixture {
  readonly levelUnit?: number | undefined
  /** "#rrggbb". */
  readonly colour?: string | undefined
  readonly panDeg?: number | undefined
  readonly tiltDeg?: number | undefined
  readonly beamDeg?: number | undefined
  readonly strobeHz?: number | undefined
  /** Grand master and blackout leave it alone too, as on a desk. */
  readonly parked?: boolean | undefined
}

/** Flashes a second that an effect may have while strobing is off (WCAG 2.3.1). */
const CALM_HZ = 3
/** Where no section says how lively it is. */
const ORDINARY_ENERGY_UNIT = 0.5

/** What the layers so far ask of each fixture; NaN: nobody has asked. One set per venue, overwritten by each call. */
interface Asked {
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
}

const scratch = new WeakMap<Edition['venue'], Asked>()

function askedOf(venue: Edition['venue']): Asked {
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
    }
    scratch.set(venue, asked)
  }
  asked.level.fill(0)
  asked.cells.fill(0)
  for (const row of [asked.red, asked.green, asked.blue, asked.pan, asked.tilt, asked.beam, asked.strobe]) row.fill(Number.NaN)
  return asked
}

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
    return {
      fixtureId: id,
      levelUnit: clampUnit(taken?.levelUnit ?? asked.level[i]!) * (taken?.parked === true ? 1 : masterUnit),
      rgb: profile.colour ? colourOf(asked, i, taken) : WHITE,
      panDeg: profile.moves ? (taken?.panDeg ?? orElse(asked.pan[i]!, 0)) : 0,
      tiltDeg: profile.moves ? (taken?.tiltDeg ?? orElse(asked.tilt[i]!, 0)) : 0,
      beamDeg: taken?.beamDeg ?? orElse(asked.beam[i]!, profile.homeBeamDeg),
      ...(strobeHz > 0 ? { strobeHz } : null),
      ...(cellUnits === null ? null : { cellUnits }),
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

function layLayer(edition: Edition, frame: Frame, layer: LookLayer, asked: Asked, calm: boolean): void {
  const groups = compiledLook(edition, layer.look)
  if (groups.length === 0) return
  const drawn = drawnOf(edition, frame, layer)
  const share = clampUnit(layer.presenceUnit)
  const { profiles, firstCell, level, cells } = asked
  for (const group of groups) {
    const rgb = drawn.rgb ?? hueOf(group.colour, frame)
    const swing = group.movement === null ? null : swingOf(group.movement, layer.phaseBeats)
    const beamDeg = drawn.beamDeg ?? group.beamDeg
    const strobeHz = drawn.strobeHz ?? group.strobeHz
    const base = layer.levelUnit * drawn.levelUnit * group.levelUnit
    const { effect } = group
    const rounds = effect === null ? 0 : roundsOf(effect.periodBeats, layer.phaseBeats, frame.bpm, calm)
    place.depthUnit = effect === null ? 0 : depthOf(effect, edition, frame)
    place.count = effect?.pixels === true ? group.cellCount : group.members.length
    for (const member of group.members) {
      const i = member.fixture
      const first = firstCell[i]!
      if (effect?.pixels === true && member.cells > 1) {
        let brightest = 0
        for (let cell = 0; cell < member.cells; cell++) {
          place.index = member.firstCell + cell
          place.dice = member.dice[cell]!
          const unit = base * gainAt(effect, rounds, place)
          cells[first + cell] = Math.max(cells[first + cell]!, unit)
          brightest = Math.max(brightest, unit)
        }
        level[i] = Math.max(level[i]!, brightest)
      } else {
        place.index = effect?.pixels === true ? member.firstCell : member.index
        place.dice = member.dice[0]!
        const unit = effect === null ? base : base * gainAt(effect, rounds, place)
        for (let cell = 0; cell < profiles[i]!.cells; cell++) cells[first + cell] = Math.max(cells[first + cell]!, unit)
        level[i] = Math.max(level[i]!, unit)
      }
      if (rgb !== null) {
        blendInto(asked.red, i, rgb[0], share)
        blendInto(asked.green, i, rgb[1], share)
        blendInto(asked.blue, i, rgb[2], share)
      }
      if (member.panDeg !== null || drawn.panDeg !== 0)
        blendInto(asked.pan, i, (member.panDeg ?? 0) + (swing?.panDeg ?? 0) + drawn.panDeg, share)
      if (member.tiltDeg !== null || drawn.tiltDeg !== 0)
        blendInto(asked.tilt, i, (member.tiltDeg ?? 0) + (swing?.tiltDeg ?? 0) + drawn.tiltDeg, share)
      if (beamDeg !== null) blendInto(asked.beam, i, beamDeg, share)
      // A rate between two rates would be a third one: it changes at once.
      if (strobeHz !== null) asked.strobe[i] = strobeHz
    }
  }
}

/** The place that is being asked about; overwritten for each. */
const place: Cell = { depthUnit: 0, index: 0, count: 0, dice: 0 }

/** What is drawn along the clip that this layer is. */
function drawnOf({ songs }: Edition, { songId, leaving }: Frame, layer: LookLayer): DrawnValues {
  if (layer.source !== 'song') return NOTHING_DRAWN
  // Layers of a song that is leaving lie below those of the one that is on.
  const song = songs[(layer.order < 0 ? leaving?.songId : songId) ?? '']
  const cut = layer.id.indexOf('/')
  const track = song?.tracks[layer.id.slice(0, cut)]
  const clip = track?.kind === 'light' ? track.clips[layer.id.slice(cut + 1)] : undefined
  return clip?.curves === undefined ? NOTHING_DRAWN : drawnAt(clip.curves, layer.phaseBeats - clip.startBeats)
}

function hueOf(colour: CompiledGroup['colour'], { sectionColours }: Frame): LinearRgb | null {
  if (colour === null || !('hue' in colour)) return colour
  if (sectionColours === null) return WHITE
  return linearRgb(colour.hue === 'accent' ? sectionColours.accent : sectionColours.hues[colour.hue])
}

/** Rounds of an effect since beat 0; while strobing is off a fast one runs at a whole fraction of its speed, still on the beat. */
function roundsOf(periodBeats: number, phaseBeats: number, bpm: number, calm: boolean): number {
  const slower = calm ? Math.max(1, Math.ceil(bpm / 60 / periodBeats / CALM_HZ - 1e-9)) : 1
  return phaseBeats / (periodBeats * slower)
}

function depthOf(effect: NonNullable<CompiledGroup['effect']>, { songs }: Edition, { songId, sectionId }: Frame): number {
  const shareUnit = effect.energyUnit ?? 0
  if (shareUnit === 0) return effect.depthUnit
  const section = songId === null || sectionId === null ? undefined : songs[songId]?.sections[sectionId]
  return effect.depthUnit * (1 - shareUnit + shareUnit * (section?.energyUnit ?? ORDINARY_ENERGY_UNIT))
}

/** From the owner below to this wish. With nobody below there is nothing to come from: a dark head goes straight there. */
function blendInto(row: Float64Array, i: number, wish: number, share: number): void {
  const below = row[i]!
  row[i] = Number.isNaN(below) ? wish : below + (wish - below) * share
}

function colourOf({ red, green, blue }: Asked, i: number, taken: TakenFixture | undefined): LinearRgb {
  if (taken?.colour !== undefined) return linearRgb(taken.colour)
  return Number.isNaN(red[i]!) ? WHITE : [red[i]!, green[i]!, blue[i]!]
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
