/** One look laid over those below it: its level (HTP), its colour, position and beam (LTP), with its effects at this instant. */
import type { Edition, Frame, LookLayer } from '@ghostlight/timeline'
import { type Asked, blendInto } from './asked.ts'
import { type DrawnValues, drawnAt, NOTHING_DRAWN } from './clip-curves.ts'
import { type LinearRgb, linearRgb, WHITE } from './colour.ts'
import { changesPerRound, colourAt } from './colour-effect.ts'
import { type CompiledGroup, compiledLook, type Hue, type Member } from './compiled-look.ts'
import { type Cell, gainAt } from './effect.ts'
import { swingOf } from './movement.ts'
import { overlaid } from './optics.ts'

/** Flashes a second that an effect may have while strobing is off (WCAG 2.3.1). */
const CALM_HZ = 3
/** Where no section says how lively it is. */
const ORDINARY_ENERGY_UNIT = 0.5

/** @param calm  strobing is off: fast effects run slower. */
export function layLayer(edition: Edition, frame: Frame, layer: LookLayer, asked: Asked, calm: boolean): void {
  const groups = compiledLook(edition, layer.look)
  if (groups.length === 0) return
  const drawn = drawnOf(edition, frame, layer)
  const share = Math.min(1, Math.max(0, layer.presenceUnit))
  for (const group of groups) {
    const rgb = drawn.rgb ?? (group.colour === null ? null : hueOf(group.colour, frame))
    const beamDeg = drawn.beamDeg ?? group.beamDeg
    const strobeHz = drawn.strobeHz ?? group.strobeHz
    const base = layer.levelUnit * drawn.levelUnit * group.levelUnit
    const { effect, movement, optics } = group
    const pace = { phaseBeats: layer.phaseBeats, bpm: frame.bpm, calm }
    const rounds = effect === null ? 0 : roundsOf(effect.periodBeats, 1, pace)
    const flow = drawn.rgb === null ? flowOf(group, frame, pace) : null
    const depthUnit = effect === null ? 0 : depthOf(effect, edition, frame)
    for (const member of group.members) {
      const i = member.fixture
      if (optics !== null) asked.optics[i] = overlaid(asked.optics[i]!, optics, { shareUnit: share, isLit: asked.level[i]! > 0 })
      place.depthUnit = depthUnit
      layLevel(asked, group, member, base, rounds)
      if (flow !== null) layFlow(asked, group, member, flow, share)
      else if (rgb !== null) layColour(asked, i, rgb, share)
      const swing = movement === null ? null : swingOf(movement, layer.phaseBeats, headOf(group, member))
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

/** Points at a pixel of a member, or at the whole of it. */
function pointAt(group: CompiledGroup, member: Member, cell: number | null): Cell {
  place.index = cell === null ? member.index : member.firstCell + cell
  place.count = cell === null ? group.members.length : group.cellCount
  place.dice = member.dice[cell ?? 0]!
  return place
}

const headOf = (group: CompiledGroup, member: Member): Cell => pointAt(group, member, null)

function layLevel({ profiles, firstCell, level, cells }: Asked, group: CompiledGroup, member: Member, base: number, rounds: number): void {
  const { effect } = group
  const i = member.fixture
  const first = firstCell[i]!
  if (effect?.pixels === true) {
    for (let cell = 0; cell < member.cells; cell++) {
      const unit = base * gainAt(effect, rounds, pointAt(group, member, cell))
      cells[first + cell] = Math.max(cells[first + cell]!, unit)
      level[i] = Math.max(level[i]!, unit)
    }
    return
  }
  const unit = effect === null ? base : base * gainAt(effect, rounds, pointAt(group, member, null))
  for (let cell = 0; cell < profiles[i]!.cells; cell++) cells[first + cell] = Math.max(cells[first + cell]!, unit)
  level[i] = Math.max(level[i]!, unit)
}

/** The colours that go round in a group at this instant. */
interface Flow {
  readonly effect: NonNullable<CompiledGroup['colourEffect']>['effect']
  readonly colours: readonly LinearRgb[]
  readonly rounds: number
}

function flowOf({ colourEffect }: CompiledGroup, frame: Frame, pace: Pace): Flow | null {
  if (colourEffect === null) return null
  const { effect, colours } = colourEffect
  return { effect, colours: colours.map((hue) => hueOf(hue, frame)), rounds: roundsOf(effect.periodBeats, changesPerRound(effect), pace) }
}

function layFlow(asked: Asked, group: CompiledGroup, member: Member, { effect, colours, rounds }: Flow, share: number): void {
  const i = member.fixture
  if (effect.pixels !== true || member.cells === 1) {
    const cell = effect.pixels === true ? 0 : null
    layColour(asked, i, colourAt(effect, colours, rounds, pointAt(group, member, cell)), share)
    return
  }
  const first = asked.firstCell[i]! * 3
  if (asked.dappled[i] === 0) {
    for (let cell = 0; cell < member.cells; cell++)
      asked.cellColours.set([asked.red[i]!, asked.green[i]!, asked.blue[i]!], first + cell * 3)
    asked.dappled[i] = 1
  }
  for (let cell = 0; cell < member.cells; cell++) {
    const rgb = colourAt(effect, colours, rounds, pointAt(group, member, cell))
    for (let part = 0; part < 3; part++) blendInto(asked.cellColours, first + cell * 3 + part, rgb[part as 0 | 1 | 2], share)
  }
}

/** One colour for all of a fixture. */
function layColour(asked: Asked, i: number, rgb: LinearRgb, share: number): void {
  blendInto(asked.red, i, rgb[0], share)
  blendInto(asked.green, i, rgb[1], share)
  blendInto(asked.blue, i, rgb[2], share)
  if (asked.dappled[i] === 0) return
  const first = asked.firstCell[i]! * 3
  const end = first + asked.profiles[i]!.cells * 3
  for (let at = first; at < end; at++) blendInto(asked.cellColours, at, rgb[((at - first) % 3) as 0 | 1 | 2], share)
}

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

function hueOf(hue: Hue, { sectionColours }: Frame): LinearRgb {
  if (!('hue' in hue)) return hue
  if (sectionColours === null) return WHITE
  return linearRgb(hue.hue === 'accent' ? sectionColours.accent : sectionColours.hues[hue.hue])
}

interface Pace {
  readonly phaseBeats: number
  readonly bpm: number
  readonly calm: boolean
}

/** Rounds of an effect since beat 0; while strobing is off a fast one runs at a whole fraction of its speed, still on the beat. */
function roundsOf(periodBeats: number, flashesPerRound: number, { phaseBeats, bpm, calm }: Pace): number {
  const slower = calm ? Math.max(1, Math.ceil(((bpm / 60 / periodBeats) * flashesPerRound) / CALM_HZ - 1e-9)) : 1
  return phaseBeats / (periodBeats * slower)
}

function depthOf(effect: NonNullable<CompiledGroup['effect']>, { songs }: Edition, { songId, sectionId }: Frame): number {
  const shareUnit = effect.energyUnit ?? 0
  if (shareUnit === 0) return effect.depthUnit
  const section = songId === null || sectionId === null ? undefined : songs[songId]?.sections[sectionId]
  return effect.depthUnit * (1 - shareUnit + shareUnit * (section?.energyUnit ?? ORDINARY_ENERGY_UNIT))
}
