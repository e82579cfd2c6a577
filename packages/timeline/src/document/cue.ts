/** The cue list: what GO works on. One kind of action per file under `performance/cue/`. */
import { z } from 'zod'
import { AssetPathSchema, ColourSchema, IdSchema, MsSchema, OrderSchema, TextSchema, UnitSchema } from './common.ts'
import { CameraClipSchema, CatchUpSchema, OscMessageSchema } from './track.ts'

const fadeMs = MsSchema.describe('How long it takes to come in, and to go out when its time is over.')
const lengthMs = MsSchema.optional().describe('How long it stays; until it is released or taken over when absent.')

/** What an output shows in place of, behind or before the performer. */
export const PictureSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('black') }).describe('Black.'),
  z.strictObject({ kind: z.literal('freeze') }).describe('The output keeps its last picture.'),
  z.strictObject({
    kind: z.literal('pattern'),
    pattern: z.enum(['grid', 'bars', 'white', 'focus']).describe('Which test pattern.'),
  }),
  z.strictObject({
    kind: z.literal('media'),
    media: z.enum(['video', 'still']),
    file: AssetPathSchema,
    layer: z.number().int().min(-9).max(9).describe('Below 0 behind the performer, from 0 on before her; higher ones cover lower ones.'),
    durationMs: MsSchema.optional().describe('Length of the video; a video needs it.'),
    offsetMs: MsSchema.optional().describe('Where in the video it begins.'),
    loop: z.boolean().optional().describe('Begins again at its end; otherwise its last picture stands.'),
    levelUnit: UnitSchema.optional().describe('1 when absent.'),
    fit: z.enum(['contain', 'cover', 'stretch']).optional().describe('contain when absent.'),
  }),
])

export const OutputClassSchema = z.enum(['light', 'osc', 'sound', 'picture'])
export const BoundarySchema = z
  .enum(['beat', 'bar', 'section', 'pass'])
  .describe('Where a vamp is left: at the next beat, bar or section inside it, or at the end of the pass.')

/** What a cue does. */
export const CueActionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('segment'),
    segmentId: IdSchema.describe('Segment of the setlist to start.'),
    startBeats: z.number().min(0).optional().describe('Where in the song; 0 when absent.'),
    startSectionId: IdSchema.optional().describe('The section to start at; it moves with the arrangement.'),
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
    kind: z.literal('performer'),
    performerId: IdSchema.describe('Whom it overrides.'),
    move: z.string().optional().describe('A move of the library in place of what the song dances.'),
    mirror: z.boolean().optional().describe('Left and right exchanged.'),
    energyUnit: UnitSchema.optional().describe('How large the movement is; the section says when absent.'),
    expressions: z.record(z.string(), UnitSchema).optional().describe('Faces by name, in place of what the song says of them.'),
    fadeMs,
    lengthMs,
  }),
  z.strictObject({
    kind: z.literal('camera'),
    shot: CameraClipSchema.shape.shot,
    from: CameraClipSchema.shape.from,
    to: CameraClipSchema.shape.to,
    moveMs: z.number().positive().optional().describe('How long the way from `from` to `to` takes; 8000 when absent.'),
    lengthMs,
  }),
  z.strictObject({
    kind: z.literal('output'),
    outputId: IdSchema.optional().describe('A screen of the venue; every screen when absent.'),
    picture: PictureSchema.describe('What it shows.'),
    fadeMs,
    lengthMs,
  }),
  z.strictObject({
    kind: z.literal('sound'),
    file: AssetPathSchema,
    durationMs: z.number().positive().describe('Length of the recording, from its offset on.'),
    offsetMs: MsSchema.optional().describe('Where in the file it begins.'),
    gainDb: z.number().min(-60).max(12).optional().describe('Level; 0, as recorded, when absent.'),
    loop: z.boolean().optional().describe('Begins again at its end, until stopped.'),
    fadeMs: MsSchema.describe('How long it takes to come in.'),
    outputId: IdSchema.optional().describe('A sound output of the venue; the one that sounds when absent.'),
  }),
  z.strictObject({
    kind: z.literal('soundFade'),
    cueId: IdSchema.optional().describe('The sound cue to change; all that sound when absent.'),
    gainDb: z.number().min(-60).max(12).describe('The new level.'),
    fadeMs: MsSchema.describe('How long it takes to get there.'),
  }),
  z.strictObject({
    kind: z.literal('soundStop'),
    cueId: IdSchema.optional().describe('The sound cue to stop; all that sound when absent.'),
    fadeMs: MsSchema.describe('How long it takes to go out.'),
  }),
  z.strictObject({
    kind: z.literal('release'),
    of: z.enum(['looks', 'performers', 'camera', 'outputs', 'sounds', 'all']).describe('What cues have put on and lets go now.'),
    fadeMs: MsSchema.describe('How long it takes to go out.'),
  }),
  z.strictObject({
    kind: z.literal('vamp'),
    sectionId: IdSchema.optional().describe('The section that repeats until devamp; the one that is on when absent.'),
  }),
  z.strictObject({
    kind: z.literal('hold'),
    lengthMs: MsSchema.optional().describe('Resumes by itself after this; until resume when absent.'),
  }),
  z.strictObject({ kind: z.literal('wait'), lengthMs: MsSchema.describe('How long it takes; for chains and groups.') }),
  z.strictObject({
    kind: z.literal('group'),
    mode: z.enum(['together', 'sequence']).describe('Its child cues start all at once, or each when the one before ends.'),
  }),
  z.strictObject({
    kind: z.literal('command'),
    command: z
      .enum([
        'devamp',
        'hold',
        'resume',
        'blackoutOn',
        'blackoutOff',
        'panic',
        'freezeOn',
        'freezeOff',
        'grandMaster',
        'standBy',
        'muteOn',
        'muteOff',
        'arm',
        'disarm',
      ])
      .describe('A verb.'),
    boundary: BoundarySchema.optional().describe('For devamp; pass when absent.'),
    levelUnit: UnitSchema.optional().describe('For grandMaster.'),
    cueId: IdSchema.optional().describe('For standBy, arm and disarm.'),
    outputClass: OutputClassSchema.optional().describe('For muteOn and muteOff.'),
  }),
  z.strictObject({ kind: z.literal('note') }).describe('Only words for the operator.'),
])

const segmentId = IdSchema.describe('Segment of the setlist in which the place lies.')
const everyPass = z.boolean().optional().describe('Inside a vamp: on every pass, not on the first only.')
/** A place in a segment at which a cue fires by itself. */
export const AnchorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('time'), segmentId, positionMs: MsSchema.describe('From the start of the song.'), everyPass }),
  z.strictObject({
    kind: z.literal('bar'),
    segmentId,
    bar: z.number().int().min(1).describe('Bar, from 1.'),
    beat: z.number().min(1).optional().describe('Beat of the bar, from 1, in units of the lower figure of the metre; 1 when absent.'),
    everyPass,
  }),
  z.strictObject({
    kind: z.literal('note'),
    segmentId,
    trackId: IdSchema,
    noteId: IdSchema.describe('A sung note: its syllable.'),
    everyPass,
  }),
  z.strictObject({ kind: z.literal('marker'), segmentId, trackId: IdSchema, markerId: IdSchema, everyPass }),
  z.strictObject({ kind: z.literal('section'), segmentId, sectionId: IdSchema.describe('Its start.'), everyPass }),
  z.strictObject({
    kind: z.literal('beforeEnd'),
    segmentId,
    beats: z.number().positive().describe('Quarter notes before the end of the song.'),
    everyPass,
  }),
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
  groupId: IdSchema.optional().describe('The group cue whose child this is; GO fires it with its group.'),
  anchor: AnchorSchema.optional().describe('Where it fires by itself.'),
  action: CueActionSchema.describe('What the cue does.'),
})
export type Cue = z.infer<typeof CueSchema>
export type CueAction = z.infer<typeof CueActionSchema>
export type CueActionOf<K extends CueAction['kind']> = Extract<CueAction, { kind: K }>
export type Anchor = z.infer<typeof AnchorSchema>
export type Picture = z.infer<typeof PictureSchema>
export type OutputClass = z.infer<typeof OutputClassSchema>
export type Boundary = z.infer<typeof BoundarySchema>
