import { z } from 'zod'
import { IdSchema, MsSchema, OrderSchema } from './common.ts'
import { FixtureProfileSchema } from './fixture-profile.ts'
import { TimecodeSettingsSchema } from './timecode.ts'

const vec3 = z.tuple([z.number(), z.number(), z.number()])
const pointPx = z.tuple([z.number(), z.number()])
const trim = z.number().min(0).max(2)
/** What a projector needs beyond its size; everything may be left out. Points are pixels of the raster from its top left corner. */
const screenAdjustments = {
  rotationDeg: z
    .union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)])
    .optional()
    .describe('The picture is turned clockwise by this, for a projector that hangs on its side or upside down.'),
  shows: z
    .array(z.enum(['performer', 'effects', 'lyrics']))
    .min(1)
    .optional()
    .describe('What this screen shows; performer and effects when not given.'),
  cornersPx: z
    .strictObject({ topLeft: pointPx, topRight: pointPx, bottomRight: pointPx, bottomLeft: pointPx })
    .optional()
    .describe('Where the four corners of the picture come to lie, in pixels of the raster; its own corners when not given.'),
  maskPx: z
    .array(pointPx)
    .min(3)
    .max(16)
    .optional()
    .describe('Corners of the part that is lit, in order; everything outside stays black. All of it when not given.'),
  blackLiftUnit: z
    .number()
    .min(0)
    .max(0.25)
    .optional()
    .describe("Raises black to this share of the signal, to match a neighbour's glow; 0 when not given."),
  brightnessUnit: trim.optional().describe('Multiplies the picture; 1 when not given.'),
  colourTrim: z.tuple([trim, trim, trim]).optional().describe('Multiplies red, green and blue; 1, 1, 1 when not given.'),
}
export const OutputSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('screen'),
    order: OrderSchema,
    name: z.string().describe('Name for people.'),
    widthPx: z.number().int().positive(),
    heightPx: z.number().int().positive(),
    displayLatencyMs: MsSchema.describe('From drawing to visible; frames are drawn for later by it.'),
    mirror: z.boolean().describe('Left and right exchanged, for projection from behind.'),
    ...screenAdjustments,
    required: z.boolean().describe('An edition is adopted only once this output has what it needs.'),
  }),
  z.strictObject({
    kind: z.literal('sound'),
    order: OrderSchema,
    name: z.string().describe('Name for people.'),
    required: z.boolean().describe('An edition is adopted only once this output has what it needs.'),
  }),
])
/** What targets of every kind have in common. */
const everyTarget = {
  order: OrderSchema,
  name: z.string().describe('Name for people.'),
  latencyMs: MsSchema.describe('What this target needs from packet to light; packets leave earlier by it.'),
  universes: z.array(z.number().int().min(1).max(63999)).describe('Universes sent to it.'),
  enabled: z.boolean().describe('Nothing is sent to a target that is not enabled.'),
}
const portSchema = z.number().int().min(1).max(65535)
const universeOffsetSchema = z
  .number()
  .int()
  .min(-63999)
  .max(63999)
  .optional()
  .describe('Added to our universe number on the wire: −1 for a node that counts from 0.')
export const OscTargetSchema = z.strictObject({
  kind: z.literal('osc'),
  ...everyTarget,
  host: z.string().min(1).describe('Address or host name.'),
  port: portSchema.describe('UDP or TCP port.'),
  profile: z.enum(['generic', 'eos', 'grandMa3', 'magicQ', 'qlcPlus']).describe('How this desk wants its messages.'),
  transport: z
    .enum(['udp', 'tcpLength', 'tcpSlip'])
    .optional()
    .describe('UDP when not given; over TCP with the length before each packet (Eos port 3032) or SLIP (Eos port 3037).'),
  prefix: z
    .string()
    .regex(/^[^\s/#*,?[\]{}]*$/, 'a prefix is one part of an OSC address, without "/"')
    .optional()
    .describe('grandMA3: the prefix of its OSC set-up.'),
  bundles: z.boolean().optional().describe('Each message of a cue leaves as an OSC bundle; only for desks that take bundles.'),
  levels: z
    .boolean()
    .optional()
    .describe('Intensities go to the channels that have the numbers of our fixtures; when not given, only to generic targets.'),
  dmxAddress: z.string().optional().describe('Address template in place of /ghostlight/dmx/{universe}/{slot}.'),
})
export const SacnTargetSchema = z.strictObject({
  kind: z.literal('sacn'),
  ...everyTarget,
  host: z.string().min(1).describe('Address or host name; "multicast" for the group of each universe, 239.255.x.y.'),
  port: portSchema.describe('UDP port; 5568 by the standard.'),
  priority: z.number().int().min(0).max(200).optional().describe('Which source wins at the receiver, 0 to 200; 100 when not given.'),
  interface: z.string().optional().describe('Own IP address of the network card that multicast leaves by.'),
  universeOffset: universeOffsetSchema,
})
export const ArtnetTargetSchema = z.strictObject({
  kind: z.literal('artnet'),
  ...everyTarget,
  host: z.string().min(1).describe('Address or host name of the node, or a broadcast address such as 2.255.255.255.'),
  port: portSchema.describe('UDP port; 6454 by the standard.'),
  universeOffset: universeOffsetSchema,
})
export const TargetSchema = z.discriminatedUnion('kind', [OscTargetSchema, SacnTargetSchema, ArtnetTargetSchema])
export const FixtureSchema = z.strictObject({
  order: OrderSchema,
  number: z.number().int().min(1).describe('Fixture number, as on the desk.'),
  name: z.string().describe('Name for people.'),
  kind: z.enum(['dimmer', 'rgb', 'movingHead']).describe('1, 3 and 9 slots, unless a profile says otherwise.'),
  profile: IdSchema.optional().describe('A profile of this venue: its slots take the place of those of `kind`.'),
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
  profiles: z.record(IdSchema, FixtureProfileSchema).optional().describe('What the slots of other fixtures do, by id.'),
  fixtures: z.record(IdSchema, FixtureSchema).describe('What hangs where, and its patch.'),
  timecode: TimecodeSettingsSchema.optional().describe('Timecode to and from others.'),
})
export type Venue = z.infer<typeof VenueSchema>
export type VenueOutput = z.infer<typeof OutputSchema>
export type Target = z.infer<typeof TargetSchema>
export type OscTarget = z.infer<typeof OscTargetSchema>
export type SacnTarget = z.infer<typeof SacnTargetSchema>
export type ArtnetTarget = z.infer<typeof ArtnetTargetSchema>
export type Fixture = z.infer<typeof FixtureSchema>
