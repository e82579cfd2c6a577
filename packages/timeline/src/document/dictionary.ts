import { z } from 'zod'

/** How words are sung that no dictionary has or that this show wants otherwise; by language, then by word in lower case. */
export const DictionarySchema = z
  .strictObject({
    en: z.record(z.string(), z.string()).optional().describe('English: ARPAbet with or without stress, such as "HH OW1 T AA0 R UW0".'),
    ja: z.record(z.string(), z.string()).optional().describe('Japanese: the reading in kana.'),
    es: z.record(z.string(), z.string()).optional().describe('Spanish: a spelling that sounds so.'),
  })
  .describe('The singers’ own dictionary: word to pronunciation.')
export type Dictionary = z.infer<typeof DictionarySchema>
