import { z } from 'zod'
import { AssetPathSchema, CreditSchema, IdSchema, MsSchema, OrderSchema, TextSchema } from './common.ts'
import { CueSchema } from './cue.ts'
import { DictionarySchema } from './dictionary.ts'
import { LookSchema, PaletteSchema } from './look.ts'

export const PerformerSchema = z.strictObject({
  name: TextSchema.describe('Name by language.'),
  singer: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('builtIn'), design: z.string().describe('Name of a built-in voice.') }),
      z.strictObject({
        kind: z.literal('bank'),
        folder: AssetPathSchema.describe('Folder of an UTAU voicebank inside the show folder.'),
        creditId: IdSchema.optional().describe('Credit of the show that names who recorded the bank, and its licence.'),
      }),
    ])
    .describe('Whose voice.'),
  avatar: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('builtIn'), look: z.string().describe('Name of a built-in look.') }),
    z.strictObject({ kind: z.literal('file'), file: AssetPathSchema }),
  ]),
})

/** One stretch of the setlist. Every kind plays a song document; they differ in how the console shows and ends them. */
export const SegmentSchema = z.strictObject({
  order: OrderSchema,
  kind: z.enum(['song', 'mc', 'vamp']).describe('A segment of kind vamp loops; as a whole when its song marks no vamp.'),
  name: TextSchema.describe('Name by language.'),
  songId: IdSchema.describe('The song document it plays.'),
  fadeOutMs: MsSchema.describe('How long it takes to leave when another segment starts before the end.'),
  plannedMs: MsSchema.optional().describe('How long it is planned to take, for talks and vamps; the length of its song when absent.'),
})

export const ShowSchema = z.strictObject({
  $schema: z.string().optional().describe('Where the JSON Schema is, for editors.'),
  schemaVersion: z.literal(1).describe('Version of the format.'),
  id: IdSchema,
  title: TextSchema.describe('Title by language.'),
  performers: z.record(IdSchema, PerformerSchema).describe('Who is on stage: a singer and an avatar together.'),
  setlist: z.record(IdSchema, SegmentSchema).describe('Songs, talks and vamps in running order.'),
  cues: z.record(IdSchema, CueSchema).describe('The cue list.'),
  looks: z.record(IdSchema, LookSchema).describe('What light can do, by fixture group.'),
  palettes: z.record(IdSchema, PaletteSchema).optional().describe('Colours, positions and beams that looks share, by id.'),
  settings: z.strictObject({
    startLeadMs: MsSchema.describe('How far ahead sound and picture starts are logged; 100 is usual.'),
    goLockOutMs: z.number().min(0).max(2000).describe('A second GO within this is refused.'),
    audienceDelayMs: MsSchema.describe('How far the live page runs behind.'),
    panicFadeMs: MsSchema.describe('How long panic takes to fade everything out.'),
  }),
  dictionary: DictionarySchema.optional(),
  use: z
    .strictObject({
      commercial: z.boolean().optional().describe('Somebody is paid, or pays.'),
      streamed: z.boolean().optional().describe('It is sent out of the hall, live or recorded.'),
      adapted: z.boolean().optional().describe('What others made is changed: arranged, cut, translated.'),
    })
    .optional()
    .describe('What is planned with the show; licences that forbid it are named by check.'),
  credits: z.record(IdSchema, CreditSchema.extend({ order: OrderSchema })).describe('Who made the show, and under which licence.'),
})
export type Show = z.infer<typeof ShowSchema>
export type Performer = z.infer<typeof PerformerSchema>
export type Segment = z.infer<typeof SegmentSchema>
