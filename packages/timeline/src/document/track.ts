/** What runs along a song. One kind per department; times in beats. */
import { z } from 'zod'
import {
  AssetPathSchema,
  BeatsSchema,
  ColourSchema,
  IdSchema,
  LengthBeatsSchema,
  MsSchema,
  OrderSchema,
  TextSchema,
  UnitSchema,
} from './common.ts'
import { InstrumentNoteSchema, NoteSchema } from './note.ts'

const track = { order: OrderSchema, name: z.string().describe('Name for people.') }
const span = { startBeats: BeatsSchema, lengthBeats: LengthBeatsSchema }
const gainDb = z.number().min(-60).max(12).describe('Level; 0 leaves it as it is.')
const panUnit = z.number().min(-1).max(1).describe('-1 left, 1 right; 0 when absent.')

export const CatchUpSchema = z
  .enum(['skip', 'latest', 'all'])
  .describe('What happens after a locate or restart to triggers that were passed over.')

const curve = (low: number, high: number, meaning: string) =>
  z
    .array(z.tuple([BeatsSchema, z.number().min(low).max(high)]))
    .min(1)
    .optional()
    .describe(`${meaning} [beat, value] in order of beats; straight lines between them, level before the first and after the last.`)

/** How a track is sung, drawn along it. Each curve rests at its neutral value when absent: 0, and 1 for voicing. */
export const VocalCurvesSchema = z.strictObject({
  pitchCents: curve(-2400, 2400, 'Added to the pitch the singer makes of the notes, in cents.'),
  dynamicsDb: curve(-24, 12, 'Louder or softer than the singer would be; louder is also brighter.'),
  breathinessUnit: curve(-1, 1, '-1 clear to 1 breathy.'),
  tensionUnit: curve(-1, 1, '-1 relaxed to 1 pressed.'),
  genderUnit: curve(-1, 1, 'Size of the throat: -1 small and light to 1 large and dark.'),
  voicingUnit: curve(0, 1, '1 is sung, 0 whispered.'),
  brightnessUnit: curve(-1, 1, '-1 dull to 1 bright.'),
})
export type VocalCurves = z.infer<typeof VocalCurvesSchema>

export const VocalTrackSchema = z.strictObject({
  kind: z.literal('vocal'),
  ...track,
  performerId: IdSchema.describe('Who sings.'),
  language: z.enum(['ja', 'en', 'es']).describe('Language of the words; a note may differ.'),
  gainDb,
  panUnit: panUnit.optional(),
  role: z.enum(['lead', 'harmony']).describe('The lead moves the mouth.'),
  curves: VocalCurvesSchema.optional().describe('Expression drawn along the track.'),
  notes: z.record(IdSchema, NoteSchema),
})
export const InstrumentTrackSchema = z.strictObject({
  kind: z.literal('instrument'),
  ...track,
  instrument: z.string().describe('Name of an instrument of the band: kick, snare, hat, bass, piano, pad, lead, koto …'),
  gainDb,
  panUnit: panUnit.optional(),
  notes: z.record(IdSchema, InstrumentNoteSchema),
})
export const AudioClipSchema = z.strictObject({
  startBeats: BeatsSchema,
  file: AssetPathSchema,
  offsetMs: MsSchema.optional().describe('Where in the file the clip begins.'),
  durationMs: MsSchema.describe('How long it sounds.'),
})
export const AudioTrackSchema = z.strictObject({
  kind: z.literal('audio'),
  ...track,
  gainDb,
  stemOf: z.array(IdSchema).optional().describe('Instrument tracks that this recording was rendered from.'),
  clips: z.record(IdSchema, AudioClipSchema),
})
export const MotionClipSchema = z.strictObject({
  ...span,
  move: z.string().optional().describe('Name of a move of the library.'),
  file: AssetPathSchema.optional().describe('A motion file (.vrma, .bvh, .glb, .vmd) instead of a move.'),
  take: z.string().optional().describe('Which animation of a .glb; its first when absent.'),
  part: z
    .enum(['whole', 'upperBody'])
    .optional()
    .describe('upperBody: the file moves arms, chest and head, the move of the same clip the legs.'),
  fromMs: MsSchema.optional().describe('Where in the file the clip begins.'),
  toMs: MsSchema.optional().describe('Where in the file it ends; the end of the file when absent.'),
  loop: z
    .boolean()
    .optional()
    .describe('The file starts over when it ends before the clip; true when absent, else it keeps its last pose.'),
  marks: z
    .array(z.tuple([z.number().describe('Quarter notes from the start of the clip.'), z.number().describe('Milliseconds in the file.')]))
    .min(2)
    .optional()
    .describe('Warps the file to the music: these instants of it fall on these beats.'),
  mirror: z.boolean().optional().describe('Left and right exchanged.'),
  energyUnit: UnitSchema.optional().describe('How large the movement is; the section says when absent.'),
  phaseBeats: z.number().optional().describe('Beat of the move at which the clip begins.'),
})
export const MotionTrackSchema = z.strictObject({
  kind: z.literal('motion'),
  ...track,
  performerId: IdSchema,
  clips: z.record(IdSchema, MotionClipSchema),
})
export const ExpressionClipSchema = z.strictObject({
  ...span,
  expression: z.string().describe('Name of a facial expression: joy, sorrow, surprised, relaxed …'),
  levelUnit: UnitSchema,
  fadeBeats: LengthBeatsSchema.optional().describe('Fade at both ends, in quarter notes.'),
})
export const ExpressionTrackSchema = z.strictObject({
  kind: z.literal('expression'),
  ...track,
  performerId: IdSchema,
  clips: z.record(IdSchema, ExpressionClipSchema),
})
export const CameraClipSchema = z.strictObject({
  ...span,
  shot: z.enum(['wide', 'full', 'medium', 'close', 'low', 'side', 'crowd', 'orbit']).describe('How the performer is seen.'),
  from: z.number().min(-180).max(180).optional().describe('Degrees round the performer at the start; 0 is the front.'),
  to: z.number().min(-180).max(180).optional().describe('Degrees round the performer at the end.'),
})
export const CameraTrackSchema = z.strictObject({ kind: z.literal('camera'), ...track, clips: z.record(IdSchema, CameraClipSchema) })
const lightCurve = (low: number, high: number, meaning: string) =>
  z
    .array(z.tuple([z.number().min(0), z.number().min(low).max(high)]))
    .min(1)
    .optional()
    .describe(`${meaning} [beats from the start of the clip, value], ascending; straight lines between them.`)
/** What of a look is drawn along a clip. */
export const LightCurvesSchema = z.strictObject({
  levelUnit: lightCurve(0, 1, 'Multiplies the level.'),
  panDeg: lightCurve(-270, 270, 'Added to the pan of the look.'),
  tiltDeg: lightCurve(-135, 135, 'Added to the tilt of the look.'),
  beamDeg: lightCurve(1, 60, 'In place of the beam of the look.'),
  strobeHz: lightCurve(0, 25, 'In place of the strobe of the look.'),
  colour: z
    .array(z.tuple([z.number().min(0), ColourSchema]))
    .min(1)
    .optional()
    .describe(
      'In place of the colours of the look: [beats from the start of the clip, colour], ascending; straight lines in linear light.',
    ),
})
export const LightClipSchema = z.strictObject({
  ...span,
  look: IdSchema.describe('A look of the show.'),
  levelUnit: UnitSchema,
  curves: LightCurvesSchema.optional(),
  fadeInBeats: z.number().min(0).optional().describe('Quarter notes it takes to come in.'),
  fadeOutBeats: z.number().min(0).optional().describe('Quarter notes it takes to go out.'),
})
export const LightTrackSchema = z.strictObject({ kind: z.literal('light'), ...track, clips: z.record(IdSchema, LightClipSchema) })
export const OscArgSchema = z.union([
  z.strictObject({ type: z.literal('i'), value: z.number().int() }),
  z.strictObject({ type: z.literal('f'), value: z.number() }),
  z.strictObject({ type: z.literal('s'), value: z.string() }),
])
export const OscMessageSchema = z.strictObject({
  targetId: IdSchema.optional().describe('OSC target of the venue; every OSC target when left out.'),
  address: z.string().regex(/^\/[^\s#*,?[\]{}]*$/, 'an OSC address begins with "/" and has no spaces or pattern characters'),
  args: z.array(OscArgSchema).describe('Typed arguments: i whole number, f number, s text.'),
})
export const OscTrackSchema = z.strictObject({
  kind: z.literal('osc'),
  ...track,
  messages: z.record(
    IdSchema,
    OscMessageSchema.extend({
      atBeats: BeatsSchema,
      everyPass: z.boolean().optional().describe('Inside a vamp: on every pass, not on the first only.'),
      catchUp: CatchUpSchema.optional(),
    }),
  ),
})
export const MarkerTrackSchema = z.strictObject({
  kind: z.literal('marker'),
  ...track,
  markers: z.record(IdSchema, z.strictObject({ atBeats: BeatsSchema, name: z.string(), colour: ColourSchema.optional() })),
})
export const LyricTrackSchema = z.strictObject({
  kind: z.literal('lyrics'),
  ...track,
  lines: z.record(IdSchema, z.strictObject({ ...span, text: TextSchema.describe('The sung line and its translations by language.') })),
})
export const ChordTrackSchema = z.strictObject({
  kind: z.literal('chords'),
  ...track,
  chords: z.record(IdSchema, z.strictObject({ atBeats: BeatsSchema, symbol: z.string() })),
})

export const TrackSchema = z.discriminatedUnion('kind', [
  VocalTrackSchema,
  InstrumentTrackSchema,
  AudioTrackSchema,
  MotionTrackSchema,
  ExpressionTrackSchema,
  CameraTrackSchema,
  LightTrackSchema,
  OscTrackSchema,
  MarkerTrackSchema,
  LyricTrackSchema,
  ChordTrackSchema,
])
export type Track = z.infer<typeof TrackSchema>
export type VocalTrack = z.infer<typeof VocalTrackSchema>
export type InstrumentTrack = z.infer<typeof InstrumentTrackSchema>
export type AudioTrack = z.infer<typeof AudioTrackSchema>
export type MotionTrack = z.infer<typeof MotionTrackSchema>
export type ExpressionTrack = z.infer<typeof ExpressionTrackSchema>
export type CameraTrack = z.infer<typeof CameraTrackSchema>
export type LightTrack = z.infer<typeof LightTrackSchema>
export type OscTrack = z.infer<typeof OscTrackSchema>
export type LyricTrack = z.infer<typeof LyricTrackSchema>
export type MotionClip = z.infer<typeof MotionClipSchema>
export type AudioClip = z.infer<typeof AudioClipSchema>
export type CameraClip = z.infer<typeof CameraClipSchema>
export type LightClip = z.infer<typeof LightClipSchema>
export type LightCurves = z.infer<typeof LightCurvesSchema>
export type OscMessage = z.infer<typeof OscMessageSchema>
export type OscArg = z.infer<typeof OscArgSchema>
export type CatchUp = z.infer<typeof CatchUpSchema>
