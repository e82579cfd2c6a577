/** What timecode a venue gives to others, and what it takes from them. */
import { z } from 'zod'

export const TimecodeSettingsSchema = z.strictObject({
  rate: z.enum(['23.976', '24', '25', '29.97df', '29.97', '30']).describe('Frames a second; "29.97df" is drop frame.'),
  ltc: z
    .strictObject({
      channel: z
        .number()
        .int()
        .min(1)
        .max(32)
        .describe('Channel of the sound device that carries it, from 1. With 1 or 2 the music goes in mono to the other one.'),
      levelDb: z.number().min(-40).max(0).optional().describe('Peak level; −6 dBFS when not given.'),
    })
    .optional()
    .describe('Linear timecode as sound, from the page that speaks.'),
  mtc: z
    .strictObject({ port: z.string().min(1).describe('Part of the name of the MIDI port.') })
    .optional()
    .describe('MIDI timecode, from the page that speaks.'),
  chase: z
    .strictObject({
      offsetMs: z.number().optional().describe('Added to what comes in.'),
      freewheelMs: z.number().min(0).max(60_000).optional().describe('How long the show runs on without timecode; 1000 when not given.'),
    })
    .optional()
    .describe('Segments start, jump and hold by incoming timecode.'),
})
export type TimecodeSettings = z.infer<typeof TimecodeSettingsSchema>
