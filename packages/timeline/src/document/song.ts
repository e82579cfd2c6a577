import { z } from 'zod'
import { BeatsSchema, ColourSchema, CreditSchema, IdSchema, LengthBeatsSchema, OrderSchema, TextSchema, UnitSchema } from './common.ts'
import { TrackSchema } from './track.ts'

export const TempoPointSchema = z.strictObject({
  atBeats: BeatsSchema,
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
export const SectionSchema = z.strictObject({
  name: TextSchema,
  startBeats: BeatsSchema,
  lengthBeats: LengthBeatsSchema,
  kind: z.enum(['intro', 'verse', 'preChorus', 'chorus', 'interlude', 'bridge', 'outro', 'talk', 'vamp']),
  energyUnit: UnitSchema,
  colours: z
    .strictObject({ hues: z.tuple([ColourSchema, ColourSchema, ColourSchema]), accent: ColourSchema })
    .describe('The colour script of this section.'),
})
export const VampSchema = z
  .strictObject({ startBeats: BeatsSchema, lengthBeats: LengthBeatsSchema })
  .describe('A passage that repeats until devamp.')

export const SongSchema = z.strictObject({
  $schema: z.string().optional(),
  schemaVersion: z.literal(1),
  id: IdSchema,
  title: TextSchema,
  lengthBeats: LengthBeatsSchema,
  tempo: z.record(IdSchema, TempoPointSchema),
  metre: z.record(IdSchema, MetrePointSchema),
  sections: z.record(IdSchema, SectionSchema),
  vamps: z.record(IdSchema, VampSchema),
  tracks: z.record(IdSchema, TrackSchema),
  credits: z.record(IdSchema, CreditSchema.extend({ order: OrderSchema })),
})
export type Song = z.infer<typeof SongSchema>
export type TempoPoint = z.infer<typeof TempoPointSchema>
export type MetrePoint = z.infer<typeof MetrePointSchema>
export type Section = z.infer<typeof SectionSchema>
export type Vamp = z.infer<typeof VampSchema>
