import { z } from 'zod'
import { IdSchema, MsSchema, OrderSchema } from './common.ts'

const vec3 = z.tuple([z.number(), z.number(), z.number()])
export const OutputSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('screen'),
    order: OrderSchema,
    name: z.string().describe('Name for people.'),
    widthPx: z.number().int().positive(),
    heightPx: z.number().int().positive(),
    displayLatencyMs: MsSchema.describe('From drawing to visible; frames are drawn for later by it.'),
    mirror: z.boolean().describe('Left and right exchanged, for projection from behind.'),
    required: z.boolean().describe('An edition is adopted only once this output has what it needs.'),
  }),
  z.strictObject({
    kind: z.literal('sound'),
    order: OrderSchema,
    name: z.string().describe('Name for people.'),
    required: z.boolean().describe('An edition is adopted only once this output has what it needs.'),
  }),
])
export const TargetSchema = z.strictObject({
  kind: z.literal('osc'),
  order: OrderSchema,
  name: z.string().describe('Name for people.'),
  host: z.string().min(1).describe('Address or host name.'),
  port: z.number().int().min(1).max(65535).describe('UDP port.'),
  profile: z.enum(['generic']).describe('How this desk wants its messages.'),
  latencyMs: MsSchema.describe('What this target needs from packet to light; packets leave earlier by it.'),
  universes: z.array(z.number().int().min(1).max(63999)).describe('Universes sent to it.'),
  dmxAddress: z.string().optional().describe('Address template in place of /ghostlight/dmx/{universe}/{slot}.'),
  enabled: z.boolean().describe('Nothing is sent to a target that is not enabled.'),
})
export const FixtureSchema = z.strictObject({
  order: OrderSchema,
  number: z.number().int().min(1).describe('Fixture number, as on the desk.'),
  name: z.string().describe('Name for people.'),
  kind: z.enum(['dimmer', 'rgb', 'movingHead']).describe('1, 3 and 9 slots.'),
  universe: z.number().int().min(1).max(63999).describe('DMX universe.'),
  slot: z.number().int().min(1).max(512).describe('First DMX slot.'),
  groups: z.array(IdSchema).describe('Groups it belongs to; looks speak to groups.'),
  positionM: vec3.describe(
    "Metres; x to the audience's right, y up, z towards the audience; origin on the stage floor under the performer.",
  ),
  aimM: vec3.describe('The point it looks at with pan and tilt 0.'),
})
export const VenueSchema = z.strictObject({
  $schema: z.string().optional().describe('Where the JSON Schema is, for editors.'),
  schemaVersion: z.literal(1).describe('Version of the format.'),
  id: IdSchema,
  name: z.string().describe('Name for people.'),
  outputs: z.record(IdSchema, OutputSchema).describe('Screens and sound.'),
  targets: z.record(IdSchema, TargetSchema).describe('Where light data is sent.'),
  fixtures: z.record(IdSchema, FixtureSchema).describe('What hangs where, and its patch.'),
})
export type Venue = z.infer<typeof VenueSchema>
export type VenueOutput = z.infer<typeof OutputSchema>
export type Target = z.infer<typeof TargetSchema>
export type Fixture = z.infer<typeof FixtureSchema>
