import { z } from 'zod'
import { BeatsSchema, ColourSchema, CreditSchema, IdSchema, LengthBeatsSchema, OrderSchema, TextSchema, UnitSchema } from './common.ts'
import { TrackSchema } from './track.ts'

export const TempoPointSchema = z.strictObject({
  atBeats: BeatsSchema.describe('Where this tempo begins, in quarter notes.'),
  bpm: z.number().min(20).max(400).describe('Quarter notes per minute.'),
  curve: z.enum(['step', 'ramp']).describe('ramp: bpm changes in a straight line over beats until the next point.'),
})
export const MetrePointSchema = z.strictObject({
  atBeats: BeatsSchema.describe('Must fall on a bar line.'),
  beatsPerBar: z.number().int().min(1).max(32).describe('Upper figure of the time signature.'),
  beatUnit: z
    .union([z.literal(1), z.literal(2), z.literal(4), z.literal(8), z.literal(16)])
    .describe('Lower figure of the time signature.'),
})
/** What the stage page puts round the performer. Everything in it is drawn, from the section's colours and the music's beats. */
export const ScenerySchema = z.strictObject({
  wall: z
    .enum(['ring', 'bars', 'wheels', 'blossom', 'city', 'sunrise'])
    .optional()
    .describe('What the wall behind the stage shows; a ring of light when nobody says.'),
  air: z
    .enum(['fireflies', 'petals', 'sparks', 'snow'])
    .optional()
    .describe('What is in the air round the performer, in the hall and on projection screens; fireflies when nobody says.'),
})
export const SectionSchema = z.strictObject({
  name: TextSchema.describe('Name by language.'),
  startBeats: BeatsSchema,
  lengthBeats: LengthBeatsSchema,
  kind: z
    .enum(['intro', 'verse', 'preChorus', 'chorus', 'interlude', 'bridge', 'outro', 'talk', 'vamp'])
    .describe('What kind of passage this is.'),
  energyUnit: UnitSchema.describe('How lively it is; dance, lights and camera read it.'),
  colours: z
    .strictObject({ hues: z.tuple([ColourSchema, ColourSchema, ColourSchema]), accent: ColourSchema })
    .describe('The colour script of this section.'),
  scenery: ScenerySchema.optional().describe('Where this section looks different from the song.'),
})
export const VampSchema = z
  .strictObject({ startBeats: BeatsSchema, lengthBeats: LengthBeatsSchema })
  .describe('A passage that repeats until devamp.')

export const SongSchema = z.strictObject({
  $schema: z.string().optional().describe('Where the JSON Schema is, for editors.'),
  schemaVersion: z.literal(1).describe('Version of the format.'),
  id: IdSchema.describe('Also the name of its folder.'),
  title: TextSchema.describe('Title by language.'),
  lengthBeats: LengthBeatsSchema.describe('Length of the song in quarter notes; it ends here.'),
  tempo: z.record(IdSchema, TempoPointSchema).describe('Tempo changes; one must stand at beat 0.'),
  metre: z.record(IdSchema, MetrePointSchema).describe('Time signatures; one must stand at beat 0.'),
  sections: z.record(IdSchema, SectionSchema).describe('Verse, chorus …'),
  vamps: z.record(IdSchema, VampSchema).describe('Passages that repeat until devamp; they must not overlap.'),
  tracks: z.record(IdSchema, TrackSchema).describe('What runs along the song.'),
  scenery: ScenerySchema.optional().describe('The world of the song on the stage page; sections may differ.'),
  credits: z.record(IdSchema, CreditSchema.extend({ order: OrderSchema })).describe('Who made it, and under which licence.'),
})
export type Song = z.infer<typeof SongSchema>
export type TempoPoint = z.infer<typeof TempoPointSchema>
export type MetrePoint = z.infer<typeof MetrePointSchema>
export type Section = z.infer<typeof SectionSchema>
export type Scenery = z.infer<typeof ScenerySchema>
export type Vamp = z.infer<typeof VampSchema>
