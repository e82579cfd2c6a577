/** What light can do: looks by group of fixtures, and the palettes they share. */
import { z } from 'zod'
import { ColourSchema, IdSchema, UnitSchema } from './common.ts'

const panDeg = z.number().min(-270).max(270).optional()
const tiltDeg = z.number().min(-135).max(135).optional()
const fanDeg = z.number().min(-180).max(180).optional()
const beamDeg = z.number().min(1).max(60).optional()
const strobeHz = z.number().min(0).max(25).optional()
const colour = z.union([ColourSchema, z.enum(['section:0', 'section:1', 'section:2', 'section:accent'])])
const aside = 'Away from where the fixture is aimed.'

export const LookEffectSchema = z.strictObject({
  kind: z.enum(['chase', 'wave', 'sparkle', 'pulse']).describe('Its shape.'),
  periodBeats: z.number().positive().describe('One round, in quarter notes.'),
  depthUnit: UnitSchema.describe('How far it takes the level down.'),
  spreadUnit: UnitSchema.optional().describe('How far apart in phase the fixtures of the group are; 1 spreads them over one period.'),
  energyUnit: UnitSchema.optional().describe(
    "How much the section's energy decides the depth: 0 not at all, 1 in proportion; 0 when not given.",
  ),
  pixels: z.boolean().optional().describe('Each pixel of the fixtures is a place of its own in the group.'),
})
/** What the fixtures of one group do. Colour "section:0".."section:2" or "section:accent" follows the colour script of the song. */
export const GroupLookSchema = z.strictObject({
  levelUnit: UnitSchema,
  colour: colour.optional(),
  panDeg: panDeg.describe(aside),
  tiltDeg: tiltDeg.describe(aside),
  fanDeg: fanDeg.describe('Pan spread over the group.'),
  beamDeg: beamDeg.describe('Full angle of the beam.'),
  strobeHz: strobeHz.describe('Flashes per second of the shutter; 0 or not given: open. Fixtures without one stay lit.'),
  colourPalette: IdSchema.optional().describe('A palette of kind colour, where this says no colour of its own.'),
  positionPalette: IdSchema.optional().describe('A palette of kind position; what this says of its own counts first.'),
  beamPalette: IdSchema.optional().describe('A palette of kind beam; what this says of its own counts first.'),
  effect: LookEffectSchema.optional(),
  movement: z
    .strictObject({ kind: z.enum(['circle', 'sweep', 'nod']), periodBeats: z.number().positive(), sizeDeg: z.number().min(0).max(90) })
    .optional(),
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
    beamDeg: beamDeg.describe('Full angle of the beam.'),
    strobeHz: strobeHz.describe('Flashes per second of the shutter.'),
  }),
])

export type Look = z.infer<typeof LookSchema>
export type GroupLook = z.infer<typeof GroupLookSchema>
export type LookEffect = z.infer<typeof LookEffectSchema>
export type Palette = z.infer<typeof PaletteSchema>
