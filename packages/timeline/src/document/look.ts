/** What light can do: looks by group of fixtures, and the palettes they share. */
import { z } from 'zod'
import { ColourSchema, IdSchema, UnitSchema } from './common.ts'

const panDeg = z.number().min(-270).max(270).optional()
const tiltDeg = z.number().min(-135).max(135).optional()
const fanDeg = z.number().min(-180).max(180).optional()
const beamDeg = z.number().min(1).max(60).optional()
const strobeHz = z.number().min(0).max(25).optional()
const colour = z.union([
  ColourSchema,
  z.enum(['section:0', 'section:1', 'section:2', 'section:accent']),
  z.string().regex(/^([2-9]\d{3}|1\d{4})K$/, 'a colour temperature is written "2000K" to "19999K"'),
])
const aside = 'Away from where the fixture is aimed.'
const speed = (what: string) =>
  z.number().min(-1).max(1).optional().describe(`How fast ${what} turns: 0 not at all, 1 as fast as it can, below 0 the other way round.`)
/** What shapes a beam. Fixtures that lack a part of it leave it out. */
const beam = {
  beamDeg: beamDeg.describe('Full angle of the beam.'),
  strobeHz: strobeHz.describe('Flashes per second of the shutter; 0 or not given: open. Fixtures without one stay lit.'),
  irisUnit: UnitSchema.optional().describe('How far the iris is open; 1 when nothing says otherwise.'),
  focusUnit: UnitSchema.optional().describe('Where it is sharp: 0 near, 1 far.'),
  frostUnit: UnitSchema.optional().describe('How soft its edge is.'),
  uvUnit: UnitSchema.optional().describe('Ultraviolet beside the colour.'),
  gobo: z
    .union([z.number().int().min(0).max(99), z.string().min(1)])
    .optional()
    .describe('Which gobo: its number on the fixture, from 1, or a part of its name; 0: none.'),
  goboSpeedUnit: speed('the gobo'),
  prism: z.number().int().min(0).max(9).optional().describe('Which prism of the fixture, from 1; 0: none.'),
  prismSpeedUnit: speed('the prism'),
}
const periodBeats = z.number().positive().describe('One round, in quarter notes.')
const spreadUnit = UnitSchema.optional().describe('How far apart in phase the fixtures of the group are; 1 spreads them over one period.')
const pixels = z.boolean().optional().describe('Each pixel of the fixtures is a place of its own in the group.')

/** An effect on the level. */
export const LookEffectSchema = z.strictObject({
  kind: z.enum(['chase', 'wave', 'sparkle', 'pulse']).describe('Its shape.'),
  periodBeats,
  depthUnit: UnitSchema.describe('How far it takes the level down.'),
  spreadUnit,
  energyUnit: UnitSchema.optional().describe(
    "How much the section's energy decides the depth: 0 not at all, 1 in proportion; 0 when not given.",
  ),
  pixels,
})
/** An effect on the colour. */
export const ColourEffectSchema = z.strictObject({
  kind: z
    .enum(['chase', 'wave', 'sparkle', 'pulse'])
    .describe(
      'chase: the colours step along the group; wave: they flow along it; sparkle: each fixture draws one anew every period; pulse: the second, third … in turn on the beat, falling back to the first.',
    ),
  colours: z.array(colour).min(2).max(8).describe('The colours it goes round.'),
  periodBeats,
  spreadUnit,
  pixels,
})
/** An effect on the position, added to where the look points. */
export const MovementSchema = z.strictObject({
  kind: z
    .enum(['circle', 'sweep', 'nod', 'wave', 'chase', 'sparkle'])
    .describe(
      'circle, sweep (pan) and nod (tilt) go on all the time; wave: a nod that travels along the group; chase: one head after the other dips and comes back; sparkle: every head goes to a place of its own each period.',
    ),
  periodBeats,
  sizeDeg: z.number().min(0).max(90).describe('How far it goes to either side.'),
  spreadUnit: spreadUnit.describe(
    'How far apart in phase the heads of the group are; wave and chase spread over one period when it is not given, the others move together.',
  ),
})
/**
 * What the fixtures of one group do. Colour "section:0".."section:2" or "section:accent" follows the colour script of the song,
 * "3200K" is white light of that colour temperature.
 */
export const GroupLookSchema = z.strictObject({
  levelUnit: UnitSchema,
  colour: colour.optional(),
  panDeg: panDeg.describe(aside),
  tiltDeg: tiltDeg.describe(aside),
  fanDeg: fanDeg.describe('Pan spread over the group.'),
  ...beam,
  colourPalette: IdSchema.optional().describe('A palette of kind colour, where this says no colour of its own.'),
  positionPalette: IdSchema.optional().describe('A palette of kind position; what this says of its own counts first.'),
  beamPalette: IdSchema.optional().describe('A palette of kind beam; what this says of its own counts first.'),
  effect: LookEffectSchema.optional(),
  colourEffect: ColourEffectSchema.optional(),
  movement: MovementSchema.optional(),
})
export const LookSchema = z.strictObject({
  name: z.string().describe('Name for people.'),
  groups: z.record(IdSchema, GroupLookSchema).describe('What each group of fixtures does, by group name of the venue.'),
})

/** A colour, position or beam with a name, for any number of looks: change it here and it changes in all of them. */
export const PaletteSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('colour'), name: z.string().describe('Name for people.'), colour }),
  z.strictObject({
    kind: z.literal('position'),
    name: z.string().describe('Name for people.'),
    aimM: z
      .tuple([z.number(), z.number(), z.number()])
      .optional()
      .describe('A point that all heads look at, metres as in the venue: the same in every hall. Pan and tilt count from there.'),
    panDeg: panDeg.describe(aside),
    tiltDeg: tiltDeg.describe(aside),
    fanDeg: fanDeg.describe('Pan spread over the group.'),
  }),
  z.strictObject({
    kind: z.literal('beam'),
    name: z.string().describe('Name for people.'),
    ...beam,
  }),
])

export type Look = z.infer<typeof LookSchema>
export type GroupLook = z.infer<typeof GroupLookSchema>
export type LookEffect = z.infer<typeof LookEffectSchema>
export type ColourEffect = z.infer<typeof ColourEffectSchema>
export type Movement = z.infer<typeof MovementSchema>
export type Palette = z.infer<typeof PaletteSchema>
