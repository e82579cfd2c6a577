/** What each DMX slot of a kind of fixture does. */
import { z } from 'zod'
import { ColourSchema } from './common.ts'

const bytes = {
  byte: z.number().int().min(0).max(2).describe('Which byte of the parameter this slot carries: 0 is the coarse one.'),
  bytes: z.number().int().min(1).max(3).describe('How many slots the parameter has in all: 1 for 8 bits, 2 for 16, 3 for 24.'),
}
const dmxValue = z.number().int().min(0).max(255)
const range = {
  range: z.tuple([dmxValue, dmxValue]).optional().describe('Coarse values for nothing and for all; 0 and 255 when not given.'),
}
const cell = {
  cell: z.number().int().min(0).max(511).optional().describe('Which pixel of the fixture, from 0; not given: all of it.'),
}
const strobeRanges = z
  .array(
    z.strictObject({
      from: dmxValue.describe('Value of the rate lowHz.'),
      to: dmxValue.describe('Value of the rate highHz.'),
      lowHz: z.number().positive(),
      highHz: z.number().positive(),
    }),
  )
  .min(1)
  .describe('Where it strobes; the range that reaches the rate is used, else the nearest.')
const speedUnit = z.number().min(-1).max(1)

/** A slot that always does the same. */
export const PlainSlotUseSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('dimmer'),
    ...bytes,
    ...range,
    ...cell,
    underMaster: z.boolean().optional().describe('Another slot dims all of the fixture: this one has only the share of its pixel.'),
    strobe: strobeRanges.optional().describe('The same slot strobes, at full.'),
  }),
  z.strictObject({
    kind: z.enum([
      ...['red', 'green', 'blue', 'white', 'warmWhite', 'coldWhite', 'amber', 'lime', 'indigo'],
      ...['uv', 'cyan', 'magenta', 'yellow'],
    ] as const),
    ...bytes,
    ...range,
    ...cell,
    dimmed: z.boolean().describe('The fixture has no dimmer of its own: intensity is multiplied in here.'),
  }),
  z.strictObject({
    kind: z.enum(['pan', 'tilt']),
    ...bytes,
    rangeDeg: z.number().positive().describe('From end to end; 0 degrees is the middle.'),
    inverted: z.boolean().optional().describe('Higher values turn the other way.'),
  }),
  z.strictObject({
    kind: z.literal('zoom'),
    ...bytes,
    lowDeg: z.number().positive().describe('Full beam angle at value 0.'),
    highDeg: z.number().positive().describe('Full beam angle at the highest value.'),
  }),
  z.strictObject({
    kind: z.enum(['iris', 'focus', 'frost']),
    ...bytes,
    range: z
      .tuple([dmxValue, dmxValue])
      .optional()
      .describe('Coarse values: iris closed and open, focus near and far, frost out and in; 0 and 255 when not given.'),
    rest: dmxValue.describe('Where it stays while no look asks for it.'),
  }),
  z.strictObject({
    kind: z.literal('colourTemperature'),
    ...bytes,
    range: z.tuple([dmxValue, dmxValue]).optional().describe('Coarse values of lowK and highK; 0 and 255 when not given.'),
    lowK: z.number().positive(),
    highK: z.number().positive(),
  }),
  z.strictObject({
    kind: z.literal('colourWheel'),
    stops: z
      .array(
        z.strictObject({
          value: dmxValue,
          colour: ColourSchema,
          split: z
            .boolean()
            .optional()
            .describe('Half of one colour and half of the next: taken only when clearly nearer than any whole one.'),
        }),
      )
      .min(1)
      .describe('Fixed colours; the nearest is chosen.'),
  }),
  z.strictObject({
    kind: z.literal('gobo'),
    open: dmxValue.describe('Where no gobo is in the beam.'),
    stops: z
      .array(z.strictObject({ value: dmxValue, name: z.string() }))
      .min(1)
      .describe('Its gobos in order; looks ask for them by number, from 1, or by name.'),
    after: z.number().int().min(1).optional().describe('How many gobos the wheels before it have: its numbers go on from there.'),
  }),
  z.strictObject({
    kind: z.literal('prism'),
    open: dmxValue.describe('Where no prism is in the beam.'),
    stops: z.array(dmxValue).min(1).describe('Its prisms in order; looks ask for them by number, from 1.'),
  }),
  z.strictObject({
    kind: z.enum(['goboSpeed', 'prismSpeed']),
    still: dmxValue.describe('Where nothing turns.'),
    ranges: z
      .array(z.strictObject({ from: dmxValue, to: dmxValue, fromUnit: speedUnit, toUnit: speedUnit }))
      .min(1)
      .describe('Where it turns: -1 fastest against the clock, 1 fastest with it.'),
  }),
  z.strictObject({
    kind: z.literal('strobe'),
    open: dmxValue.describe('Where the shutter is open and does not strobe.'),
    ranges: strobeRanges,
  }),
  z.strictObject({ kind: z.literal('rest'), value: dmxValue.describe('Where a parameter that looks do not use stays.') }),
])
/** A slot of a fixture. */
export const SlotUseSchema = z.discriminatedUnion('kind', [
  ...PlainSlotUseSchema.options,
  z.strictObject({
    kind: z.literal('switched'),
    by: z.number().int().min(0).max(511).describe('The slot of this fixture, from 0, whose value decides what this one does.'),
    cases: z
      .array(z.strictObject({ from: dmxValue, to: dmxValue, use: PlainSlotUseSchema.describe('What it does then.') }))
      .min(1)
      .describe('By the coarse value of that slot; outside all of them this one is 0.'),
  }),
])
export const FixtureProfileSchema = z.strictObject({
  name: z.string().describe('Maker, model and mode, for people.'),
  slots: z.array(SlotUseSchema).min(1).max(512).describe('What each slot does, from the first on.'),
  homeBeamDeg: z.number().positive().max(180).describe('Full beam angle when no look says otherwise.'),
})
export type FixtureProfile = z.infer<typeof FixtureProfileSchema>
export type SlotUse = z.infer<typeof SlotUseSchema>
export type PlainSlotUse = z.infer<typeof PlainSlotUseSchema>
