import { z } from 'zod'
import { AssetPathSchema, ColourSchema, CreditSchema, IdSchema, MsSchema, OrderSchema, TextSchema, UnitSchema } from './common.ts'
import { CatchUpSchema, OscMessageSchema } from './track.ts'

export const PerformerSchema = z.strictObject({
  name: TextSchema.describe('Name by language.'),
  singer: z.strictObject({ kind: z.literal('builtIn'), design: z.string().describe('Name of a built-in voice.') }).describe('Whose voice.'),
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
})

export const LookEffectSchema = z.strictObject({
  kind: z.enum(['chase', 'wave', 'sparkle', 'pulse']).describe('Its shape.'),
  periodBeats: z.number().positive().describe('One round, in quarter notes.'),
  depthUnit: UnitSchema.describe('How far it takes the level down.'),
  spreadUnit: UnitSchema.optional().describe('How far apart in phase the fixtures of the group are; 1 spreads them over one period.'),
})
/** What the fixtures of one group do. Colour "section:0".."section:2" or "section:accent" follows the colour script of the song. */
export const GroupLookSchema = z.strictObject({
  levelUnit: UnitSchema,
  colour: z.union([ColourSchema, z.enum(['section:0', 'section:1', 'section:2', 'section:accent'])]).optional(),
  panDeg: z.number().min(-270).max(270).optional().describe('Away from where the fixture is aimed.'),
  tiltDeg: z.number().min(-135).max(135).optional().describe('Away from where the fixture is aimed.'),
  fanDeg: z.number().min(-180).max(180).optional().describe('Pan spread over the group.'),
  beamDeg: z.number().min(1).max(60).optional().describe('Full angle of the beam.'),
  effect: LookEffectSchema.optional(),
  movement: z
    .strictObject({ kind: z.enum(['circle', 'sweep', 'nod']), periodBeats: z.number().positive(), sizeDeg: z.number().min(0).max(90) })
    .optional(),
})
export const LookSchema = z.strictObject({
  name: z.string().describe('Name for people.'),
  groups: z.record(IdSchema, GroupLookSchema).describe('What each group of fixtures does, by group name of the venue.'),
})

/** What a cue does. One file per kind under `performance/cue/`. */
export const CueActionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('segment'),
    segmentId: IdSchema.describe('Segment of the setlist to start.'),
    startBeats: z.number().min(0).optional().describe('Where in the song; 0 when absent.'),
  }),
  z.strictObject({
    kind: z.literal('look'),
    look: IdSchema.describe('A look of the show; it stays until released or taken over.'),
    fadeMs: MsSchema.describe('How long it takes to come in.'),
    levelUnit: UnitSchema.optional().describe('1 when absent.'),
  }),
  z.strictObject({ kind: z.literal('releaseLooks'), fadeMs: MsSchema.describe('How long all cue looks take to go out.') }),
  z.strictObject({ kind: z.literal('osc'), messages: z.array(OscMessageSchema).min(1).describe('Sent at once, in this order.') }),
  z.strictObject({
    kind: z.literal('command'),
    command: z.enum(['devamp', 'hold', 'resume', 'blackoutOn', 'blackoutOff', 'panic']).describe('A verb.'),
  }),
  z.strictObject({ kind: z.literal('note') }).describe('Only words for the operator.'),
])
export const CueSchema = z.strictObject({
  order: OrderSchema,
  number: z
    .string()
    .regex(/^\d+(\.\d+)*$/, 'a cue number is digits with points, such as "12.5"')
    .describe('Number, such as "12.5"; each only once.'),
  name: TextSchema.describe('Name by language.'),
  notes: z.string().optional().describe('For the operator only; never sent to the audience.'),
  colour: ColourSchema.optional(),
  preWaitMs: MsSchema.describe('Delay before the cue acts.'),
  postWaitMs: MsSchema.describe('Delay before it continues.'),
  continueMode: z
    .enum(['none', 'autoContinue', 'autoFollow'])
    .describe('autoContinue starts the next cue when this one starts, autoFollow when it ends; both after the post-wait.'),
  armed: z.boolean().describe('A disarmed cue is skipped.'),
  catchUp: CatchUpSchema.optional(),
  action: CueActionSchema.describe('What the cue does.'),
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
  settings: z.strictObject({
    startLeadMs: MsSchema.describe('How far ahead sound and picture starts are logged; 100 is usual.'),
    goLockOutMs: z.number().min(0).max(2000).describe('A second GO within this is refused.'),
    audienceDelayMs: MsSchema.describe('How far the live page runs behind.'),
    panicFadeMs: MsSchema.describe('How long panic takes to fade everything out.'),
  }),
  credits: z.record(IdSchema, CreditSchema.extend({ order: OrderSchema })).describe('Who made the show, and under which licence.'),
})
export type Show = z.infer<typeof ShowSchema>
export type Performer = z.infer<typeof PerformerSchema>
export type Segment = z.infer<typeof SegmentSchema>
export type Look = z.infer<typeof LookSchema>
export type GroupLook = z.infer<typeof GroupLookSchema>
export type LookEffect = z.infer<typeof LookEffectSchema>
export type Cue = z.infer<typeof CueSchema>
export type CueAction = z.infer<typeof CueActionSchema>
