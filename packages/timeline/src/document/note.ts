import { z } from 'zod'
import { BeatsSchema, LengthBeatsSchema, MsSchema, UnitSchema } from './common.ts'

export const VibratoSchema = z.strictObject({
  depthCents: z.number().min(0).max(200).describe('How far up and down the pitch swings.'),
  periodMs: z.number().min(50).max(500).describe('One swing; 180 is usual.'),
  lengthUnit: UnitSchema.describe('Share of the note, from its end, that is in vibrato.'),
  fadeInUnit: UnitSchema.describe('Share of the vibrato in which it grows.'),
  fadeOutUnit: UnitSchema.describe('Share of the vibrato in which it dies away.'),
  shiftUnit: UnitSchema.optional().describe('Where in its swing it begins: 0.25 at the top; 0 when absent.'),
  driftUnit: z.number().min(-1).max(1).optional().describe('How far its middle lies off the note, in depths; 0 when absent.'),
})

/**
 * One sung note. `lyric` is the syllable as it stands in a score: a trailing hyphen ("Dai-") says the word
 * goes on with the next note; "+" sings the next syllable of the word that began before (prolongs the vowel when none is left);
 * "-" or "ー" prolongs the vowel; "[f ow n]" gives phonemes directly, "[br]" is a breath.
 */
export const NoteSchema = z.strictObject({
  startBeats: BeatsSchema,
  lengthBeats: LengthBeatsSchema,
  pitch: z.number().int().min(0).max(127).describe('MIDI note number, C4 = 60.'),
  lyric: z
    .string()
    .describe(
      'Syllable: "Dai-" goes on in the next note, "+" sings the next syllable of the word before, "-" prolongs the vowel, "[f ow n]" gives phonemes, "[br]" is a breath.',
    ),
  reading: z.string().min(1).optional().describe('How the lyric is read where its spelling does not tell: kana for kanji.'),
  language: z.enum(['ja', 'en', 'es']).optional().describe('When it differs from the track.'),
  dynamicsUnit: UnitSchema.optional().describe('0.5 is the ordinary level.'),
  vibrato: VibratoSchema.optional().describe('When absent the singer decides.'),
  portamentoMs: MsSchema.optional().describe('How long the pitch takes to glide in from the note before.'),
  portamentoStartMs: z
    .number()
    .min(-2000)
    .max(2000)
    .optional()
    .describe('Where that glide begins, from the start of the note; before it when negative. When absent the singer decides.'),
  articulation: z
    .enum(['legato', 'staccato', 'accent', 'glottal'])
    .optional()
    .describe('legato slides in, staccato is short, accent is struck, glottal begins with a closed throat.'),
  timing: z
    .record(z.string().regex(/^\d{1,2}$/, 'the number of a phoneme in its note, 0 for the first'), z.number().min(-2000).max(60000))
    .optional()
    .describe('Where phonemes moved by hand begin, in milliseconds from the start of the note, by their number in the note (0 first).'),
  breathAfter: z.boolean().optional().describe('The phrase ends here with a breath.'),
})
export type Note = z.infer<typeof NoteSchema>
export type Vibrato = z.infer<typeof VibratoSchema>

/** A note for an instrument. */
export const InstrumentNoteSchema = z.strictObject({
  startBeats: BeatsSchema,
  lengthBeats: LengthBeatsSchema,
  pitch: z.number().int().min(0).max(127).describe('MIDI note number, C4 = 60.'),
  velocityUnit: UnitSchema.describe('How hard it is struck.'),
})
export type InstrumentNote = z.infer<typeof InstrumentNoteSchema>
