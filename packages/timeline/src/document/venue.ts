import { z } from 'zod'
import { IdSchema, MsSchema, OrderSchema } from './common.ts'

const vec3 = z.tuple([z.number(), z.number(), z.number()])
export const OutputSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('screen'),
    order: OrderSchema,
    name: z.string(),
    widthPx: z.number().int().positive(),
    heightPx: z.number().int().positive(),
    displayLatencyMs: MsSchema,
    mirror: z.boolean(),
    required: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('sound'), order: OrderSchema, name: z.string(), required: z.boolean() }),
])
export const TargetSchema = z.strictObject({
  kind: z.literal('osc'),
  order: OrderSchema,
  name: z.string(),
  host: z.string().min(1),
  port: z.number().int().min(1).max(65535),
  profile: z.enum(['generic']),
  latencyMs: MsSchema.describe('What this target needs from packet to light; packets leave earlier by it.'),
  universes: z.array(z.number().int().min(1).max(63999)).describe('Universes sent to it.'),
  dmxAddress: z.string().optional().describe('Address template in place of /ghostlight/dmx/{universe}/{slot}.'),
  enabled: z.boolean(),
})
export const FixtureSchema = z.strictObject({
  order: OrderSchema,
  number: z.number().int().min(1),
  name: z.string(),
  kind: z.enum(['dimmer', 'rgb', 'movingHead']),
  universe: z.number().int().min(1).max(63999),
  slot: z.number().int().min(1).max(512).describe('First DMX slot.'),
  groups: z.array(IdSchema),
  positionM: vec3.describe(
    "Metres; x to the audience's right, y up, z towards the audience; origin on the stage floor under the performer.",
  ),
  aimM: vec3.describe('The point it looks at with pan and tilt 0.'),
})
export const VenueSchema = z.strictObject({
  $schema: z.string().optional(),
  schemaVersion: z.literal(1),
  id: IdSchema,
  name: z.string(),
  outputs: z.record(IdSchema, OutputSchema),
  targets: z.record(IdSchema, TargetSchema),
  fixtures: z.record(IdSchema, FixtureSchema),
})
export type Venue = z.infer<typeof VenueSchema>
export type VenueOutput = z.infer<typeof OutputSchema>
export type Target = z.infer<typeof TargetSchema>
export type Fixture = z.infer<typeof FixtureSchema>
