/**
 * What every fixture does at a moment. Looks come as layers: intensity takes the highest (HTP); every other parameter belongs to
 * the layer with the highest `order` that names it, cross-fading with the owner below while that layer fades in or out.
 */
import type { Edition, Frame, GroupLook, LookLayer } from '@ghostlight/timeline'
import { blendRgb, type LinearRgb, linearRgb, WHITE } from './colour.ts'
import { effectGain } from './effect.ts'
import { profileOf } from './fixture.ts'
import { positionOf } from './movement.ts'
import { fixturesInOrder, fixturesOfGroup } from './patch.ts'

/** One fixture, ready for slots or for a beam. */
export interface FixtureState {
  readonly fixtureId: string
  /** Intensity 0–1, grand master and blackout included. */
  readonly levelUnit: number
  /** Colour in linear light, 0–1, not dimmed; white for fixtures without colour. */
  readonly rgb: readonly [number, number, number]
  /** From the direction of `aimM`; positive turns to the fixture's own right. */
  readonly panDeg: number
  /** From the direction of `aimM`; positive is up. */
  readonly tiltDeg: number
  /** Full angle of the beam. */
  readonly beamDeg: number
}

/** What the layers so far ask of one fixture; null: nobody has asked yet. */
interface Asked {
  levelUnit: number
  rgb: LinearRgb | null
  panDeg: number | null
  tiltDeg: number | null
  beamDeg: number | null
}

/** States of all fixtures of the edition's venue, by order key, then id. Fixtures nobody asks for are dark at home. */
export function lightsAt(edition: Edition, frame: Frame): FixtureState[] {
  const asked = new Map<string, Asked>()
  for (const layer of [...frame.looks].sort((a, b) => a.order - b.order)) {
    if (layer.levelUnit > 0) layLayer(edition, frame, layer, asked)
  }
  const masterUnit = frame.blackout ? 0 : clampUnit(frame.lightUnit)
  return fixturesInOrder(edition.venue).map(({ id, fixture }) => {
    const profile = profileOf(edition.venue, fixture)
    const wish = asked.get(id)
    return {
      fixtureId: id,
      levelUnit: clampUnit(wish?.levelUnit ?? 0) * masterUnit,
      rgb: profile.colour ? (wish?.rgb ?? WHITE) : WHITE,
      panDeg: profile.moves ? (wish?.panDeg ?? 0) : 0,
      tiltDeg: profile.moves ? (wish?.tiltDeg ?? 0) : 0,
      beamDeg: wish?.beamDeg ?? profile.homeBeamDeg,
    }
  })
}

function layLayer(edition: Edition, frame: Frame, layer: LookLayer, asked: Map<string, Asked>): void {
  const look = edition.show.looks[layer.look]
  if (!look) return
  // A look may name a fixture through two groups; inside one look the later group wins, as a later layer would.
  for (const group of Object.keys(look.groups).sort()) {
    const groupLook = look.groups[group]!
    const members = fixturesOfGroup(edition.venue, group)
    const rgb = colourOf(groupLook, frame)
    members.forEach(({ id }, index) => {
      const place = { index, count: members.length, seed: `${layer.look}:${group}:${id}` }
      let wish = asked.get(id)
      if (!wish) {
        wish = { levelUnit: 0, rgb: null, panDeg: null, tiltDeg: null, beamDeg: null }
        asked.set(id, wish)
      }
      const gain = groupLook.effect ? effectGain(groupLook.effect, layer.phaseBeats, place) : 1
      wish.levelUnit = Math.max(wish.levelUnit, layer.levelUnit * groupLook.levelUnit * gain)
      const share = clampUnit(layer.presenceUnit)
      if (rgb) wish.rgb = wish.rgb ? blendRgb(wish.rgb, rgb, share) : rgb
      const position = positionOf(groupLook, layer.phaseBeats, place)
      wish.panDeg = blend(wish.panDeg, position.panDeg, share)
      wish.tiltDeg = blend(wish.tiltDeg, position.tiltDeg, share)
      wish.beamDeg = blend(wish.beamDeg, groupLook.beamDeg ?? null, share)
    })
  }
}

function colourOf(look: GroupLook, frame: Frame): LinearRgb | null {
  if (look.colour === undefined) return null
  const script = frame.sectionColours
  switch (look.colour) {
    case 'section:0':
    case 'section:1':
    case 'section:2':
      return script ? linearRgb(script.hues[Number(look.colour.slice(-1)) as 0 | 1 | 2]) : WHITE
    case 'section:accent':
      return script ? linearRgb(script.accent) : WHITE
    default:
      return linearRgb(look.colour)
  }
}

/** From the owner below to this layer's wish. With nobody below there is nothing to come from: a dark head goes straight there. */
function blend(below: number | null, wish: number | null, share: number): number | null {
  if (wish === null) return below
  return below === null ? wish : below + (wish - below) * share
}

const clampUnit = (value: number): number => Math.min(1, Math.max(0, value))
