import { z } from 'zod'
import { BeatsSchema, LengthBeatsSchema, MsSchema, UnitSchema } from './common.ts'

export const VibratoSchema = z.strictObject({
  depthCents: z.number().min(0).max(200),
  periodMs: z.number().min(50).max(500),
  lengthUnit: UnitSchema.describe('Share of the note, from its end, that is in vibrato.'),
  fadeInUnit: UnitSchema,
  fadeOutUnit: UnitSchema,
})

/**
 * One sung note. `lyric` is the syllable as it stands in a score: a trailing hyphen ("Dai-") says the word
 * goes on with the next note; "+" sings the next syllable of the word that began before (prolongs the vowel when none is left);
 * "-" or "ー" prolongs the vowel; "[f ow n]" gives phonemes directly.
 */
export const NoteSchema = z.strictObject({
  startBeats: BeatsSchema,
  lengthBeats: LengthBeatsSchema,
  pitch: z.number().int().min(0).max(127).describe('MIDI note number, C4 = 60.'),
  lyric: z.string(),
  language: z.enum(['ja', 'en', 'es']).optional().describe('When it differs from the track.'),
  dynamicsUnit: UnitSchema.optional().describe('0.5 is the ordinary level.'),
  vibrato: VibratoSchema.optional(),
  portamentoMs: MsSchema.optional(),
  breathAfter: z.boolean().optional(),
})
export type Note = z.infer<typeof NoteSchema>
export type Vibrato = z.infer<typeof VibratoSchema>

/** A note for an instrument. */
export const InstrumentNoteSchema = z.strictObject({
  startBeats: BeatsSchema,
  lengthBeats: LengthBeatsSchema,
  pitch: z.number().int().min(0).max(127).describe('MIDI note number, C4 = 60.'),
  velocityUnit: UnitSchema,
})
export type InstrumentNote = z.infer<typeof InstrumentNoteSchema>
