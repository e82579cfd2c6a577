import { z } from 'zod'
import { AssetPathSchema, ColourSchema, CreditSchema, IdSchema, MsSchema, OrderSchema, TextSchema, UnitSchema } from './common.ts'
import { CatchUpSchema, OscMessageSchema } from './track.ts'

export const PerformerSchema = z.strictObject({
  name: TextSchema,
  singer: z.strictObject({ kind: z.literal('builtIn'), design: z.string() }),
  avatar: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('builtIn'), look: z.string() }),
    z.strictObject({ kind: z.literal('file'), file: AssetPathSchema }),
  ]),
})

/** One stretch of the setlist. Every kind plays a song document; they differ in how the console shows and ends them. */
export const SegmentSchema = z.strictObject({
  order: OrderSchema,
  kind: z.enum(['song', 'mc', 'vamp']),
  name: TextSchema,
  songId: IdSchema,
  fadeOutMs: MsSchema.describe('How long it takes to leave when another segment starts before the end.'),
})

export const LookEffectSchema = z.strictObject({
  kind: z.enum(['chase', 'wave', 'sparkle', 'pulse']),
  periodBeats: z.number().positive(),
  depthUnit: UnitSchema,
  spreadUnit: UnitSchema.optional().describe('How far apart in phase the fixtures of the group are; 1 spreads them over one period.'),
})
/** What the fixtures of one group do. Colour "section:0".."section:2" or "section:accent" follows the colour script of the song. */
export const GroupLookSchema = z.strictObject({
  levelUnit: UnitSchema,
  colour: z.union([ColourSchema, z.enum(['section:0', 'section:1', 'section:2', 'section:accent'])]).optional(),
  panDeg: z.number().min(-270).max(270).optional(),
  tiltDeg: z.number().min(-135).max(135).optional(),
  fanDeg: z.number().min(-180).max(180).optional().describe('Pan spread over the group.'),
  beamDeg: z.number().min(1).max(60).optional(),
  effect: LookEffectSchema.optional(),
  movement: z
    .strictObject({ kind: z.enum(['circle', 'sweep', 'nod']), periodBeats: z.number().positive(), sizeDeg: z.number().min(0).max(90) })
    .optional(),
})
export const LookSchema = z.strictObject({ name: z.string(), groups: z.record(IdSchema, GroupLookSchema) })

/** What a cue does. One file per kind under `performance/cue/`. */
export const CueActionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('segment'), segmentId: IdSchema, startBeats: z.number().min(0).optional() }),
  z.strictObject({ kind: z.literal('look'), look: IdSchema, fadeMs: MsSchema, levelUnit: UnitSchema.optional() }),
  z.strictObject({ kind: z.literal('releaseLooks'), fadeMs: MsSchema }),
  z.strictObject({ kind: z.literal('osc'), messages: z.array(OscMessageSchema).min(1) }),
  z.strictObject({ kind: z.literal('command'), command: z.enum(['devamp', 'hold', 'resume', 'blackoutOn', 'blackoutOff', 'panic']) }),
  z.strictObject({ kind: z.literal('note') }).describe('Only words for the operator.'),
])
export const CueSchema = z.strictObject({
  order: OrderSchema,
  number: z.string().regex(/^\d+(\.\d+)*$/, 'a cue number is digits with points, such as "12.5"'),
  name: TextSchema,
  notes: z.string().optional(),
  colour: ColourSchema.optional(),
  preWaitMs: MsSchema,
  postWaitMs: MsSchema,
  continueMode: z.enum(['none', 'autoContinue', 'autoFollow']),
  armed: z.boolean(),
  catchUp: CatchUpSchema.optional(),
  action: CueActionSchema,
})

export const ShowSchema = z.strictObject({
  $schema: z.string().optional(),
  schemaVersion: z.literal(1),
  id: IdSchema,
  title: TextSchema,
  performers: z.record(IdSchema, PerformerSchema),
  setlist: z.record(IdSchema, SegmentSchema),
  cues: z.record(IdSchema, CueSchema),
  looks: z.record(IdSchema, LookSchema),
  settings: z.strictObject({
    startLeadMs: MsSchema.describe('How far ahead sound and picture starts are logged; 100 is usual.'),
    goLockOutMs: z.number().min(0).max(2000),
    audienceDelayMs: MsSchema,
    panicFadeMs: MsSchema,
  }),
  credits: z.record(IdSchema, CreditSchema.extend({ order: OrderSchema })),
})
export type Show = z.infer<typeof ShowSchema>
export type Performer = z.infer<typeof PerformerSchema>
export type Segment = z.infer<typeof SegmentSchema>
export type Look = z.infer<typeof LookSchema>
export type GroupLook = z.infer<typeof GroupLookSchema>
export type LookEffect = z.infer<typeof LookEffectSchema>
export type Cue = z.infer<typeof CueSchema>
export type CueAction = z.infer<typeof CueActionSchema>
