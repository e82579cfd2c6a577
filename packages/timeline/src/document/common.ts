/** Shapes that every part of the document shares: ids, order, words in several languages, credits. */
import { z } from 'zod'

export const BeatsSchema = z.number().min(0).brand<'Beats'>().describe('Position in quarter notes from the start of the song.')
export const LengthBeatsSchema = z.number().positive().brand<'Beats'>().describe('Length in quarter notes, more than 0.')
export const MsSchema = z.number().min(0).brand<'Ms'>().describe('Milliseconds.')
export const UnitSchema = z.number().min(0).max(1).describe('Level from 0 to 1.')
export const ColourSchema = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, 'a colour is written "#rrggbb"')
  .describe('sRGB colour "#rrggbb".')
export const IdSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]*$/, 'an id has letters, digits and hyphens only')
  .describe('Id: letters, digits and hyphens.')
/** Fractional order key; entries are shown sorted by it as plain strings, then by id. */
export const OrderSchema = z.string().min(1).describe('Order key: entries are sorted by this text.')
/** The same words in several languages, keyed by BCP 47 tag: {"en": "…", "ja": "…"}. */
export const TextSchema = z.record(z.string(), z.string()).describe('The same words by language, such as {"en": "…", "ja": "…"}.')
export const AssetPathSchema = z
  .string()
  .regex(/^(?!\/)(?!.*\.\.)[^\\]+$/, 'a path inside the show folder, without ".."')
  .describe('Path of a file inside the show folder.')

export const CreditSchema = z.strictObject({
  name: z.string().min(1).describe('Who.'),
  role: z.string().min(1).describe('What this person did: words, music, arrangement, voice, motion, model …'),
  licence: z.string().min(1).describe('SPDX identifier or "public domain".'),
  source: z.string().optional().describe('Where it comes from: a URL, a print, a year.'),
  note: z.string().optional().describe('Anything else that should be said.'),
})
export type Text = z.infer<typeof TextSchema>
export type Credit = z.infer<typeof CreditSchema>
