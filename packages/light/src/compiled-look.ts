/** Looks made ready for a venue: palettes filled in, members found, dice prepared. Worked out once per edition. */
import type { ColourEffect, Edition, GroupLook, LookEffect, Movement, Palette } from '@ghostlight/timeline'
import { type LinearRgb, linearRgb } from './colour.ts'
import { profileOf } from './fixture.ts'
import { fanOf, type Position, turnTowards } from './movement.ts'
import { type Optics, opticsOf } from './optics.ts'
import { fixturesInOrder, fixturesOfGroup } from './patch.ts'
import { hashOf } from './phase.ts'

export interface Member {
  /** Place among all fixtures of the venue. */
  readonly fixture: number
  /** Place in the group, from 0. */
  readonly index: number
  readonly cells: number
  /** Place of its first pixel among all pixels of the group. */
  readonly firstCell: number
  /** For `gainAt`: one per pixel, the first stands for the whole fixture. */
  readonly dice: readonly number[]
  /** Where it points before movements and curves; null: the look leaves the axis to others. */
  readonly panDeg: number | null
  readonly tiltDeg: number | null
}

/** A colour, or one that the section of the song says. */
export type Hue = LinearRgb | { readonly hue: 0 | 1 | 2 | 'accent' }

export interface CompiledGroup {
  readonly levelUnit: number
  readonly colour: Hue | null
  readonly beamDeg: number | null
  readonly strobeHz: number | null
  readonly effect: LookEffect | null
  readonly colourEffect: { readonly effect: ColourEffect; readonly colours: readonly Hue[] } | null
  readonly movement: Movement | null
  readonly optics: Optics | null
  readonly members: readonly Member[]
  /** Pixels of all members. */
  readonly cellCount: number
}

const compiled = new WeakMap<Edition, Map<string, readonly CompiledGroup[]>>()

/** The groups of a look, by name: where one look names a fixture twice, the later group wins. Empty: there is no such look. */
export function compiledLook(edition: Edition, lookId: string): readonly CompiledGroup[] {
  let looks = compiled.get(edition)
  if (looks === undefined) {
    looks = new Map()
    compiled.set(edition, looks)
  }
  let groups = looks.get(lookId)
  if (groups === undefined) {
    const byGroup: Readonly<Record<string, GroupLook>> = Object.hasOwn(edition.show.looks, lookId) ? edition.show.looks[lookId]!.groups : {}
    groups = Object.keys(byGroup)
      .sort()
      .map((group) => compileGroup(edition, { lookId, group, look: byGroup[group]! }))
    looks.set(lookId, groups)
  }
  return groups
}

interface Named {
  readonly lookId: string
  readonly group: string
  readonly look: GroupLook
}

function compileGroup(edition: Edition, { lookId, group, look }: Named): CompiledGroup {
  const { venue } = edition
  const position = paletteOf(edition, look.positionPalette, 'position')
  const beam = paletteOf(edition, look.beamPalette, 'beam')
  const colour = look.colour ?? paletteOf(edition, look.colourPalette, 'colour')?.colour ?? null
  const panDeg = look.panDeg ?? position?.panDeg
  const tiltDeg = look.tiltDeg ?? position?.tiltDeg
  const fanDeg = look.fanDeg ?? position?.fanDeg
  const aimM = position?.aimM ?? null
  const moves = look.movement !== undefined || aimM !== null
  const ownsPan = panDeg !== undefined || fanDeg !== undefined || moves
  const ownsTilt = tiltDeg !== undefined || moves
  const places = new Map(fixturesInOrder(venue).map(({ id }, index) => [id, index]))
  const hung = fixturesOfGroup(venue, group)
  let cellCount = 0
  const members = hung.map(({ id, fixture }, index): Member => {
    const { cells } = profileOf(venue, fixture)
    const aim: Position = aimM === null ? { panDeg: 0, tiltDeg: 0 } : turnTowards(fixture, aimM)
    const firstCell = cellCount
    cellCount += cells
    const seed = `${lookId}:${group}:${id}`
    return {
      fixture: places.get(id)!,
      index,
      cells,
      firstCell,
      dice: Array.from({ length: cells }, (_, cell) => hashOf(cell === 0 ? `${seed}:` : `${seed}.${cell}:`)),
      panDeg: ownsPan ? aim.panDeg + (panDeg ?? 0) + fanOf(fanDeg ?? 0, { index, count: hung.length }) : null,
      tiltDeg: ownsTilt ? aim.tiltDeg + (tiltDeg ?? 0) : null,
    }
  })
  return {
    levelUnit: look.levelUnit,
    colour: colour === null ? null : colourOf(colour),
    beamDeg: look.beamDeg ?? beam?.beamDeg ?? null,
    strobeHz: look.strobeHz ?? beam?.strobeHz ?? null,
    effect: look.effect ?? null,
    colourEffect: look.colourEffect === undefined ? null : { effect: look.colourEffect, colours: look.colourEffect.colours.map(colourOf) },
    movement: look.movement ?? null,
    optics: opticsOf(look, beam),
    members,
    cellCount,
  }
}

/** A palette by its name; null: none is named, or there is none of that kind (`check` says so). */
export function paletteOf<K extends Palette['kind']>(
  { show }: Edition,
  id: string | undefined,
  kind: K,
): Extract<Palette, { kind: K }> | null {
  const found = id !== undefined && Object.hasOwn(show.palettes ?? {}, id) ? show.palettes![id]! : null
  return found?.kind === kind ? (found as Extract<Palette, { kind: K }>) : null
}

function colourOf(colour: string): Hue {
  switch (colour) {
    case 'section:0':
      return { hue: 0 }
    case 'section:1':
      return { hue: 1 }
    case 'section:2':
      return { hue: 2 }
    case 'section:accent':
      return { hue: 'accent' }
    default:
      return linearRgb(colour)
  }
}
