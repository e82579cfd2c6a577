/** What a page says about itself comes from a network: checked before it is shown to anybody or decides anything. */
import { z } from 'zod'
import type { OutputReport } from '../protocol/index.ts'

const mostEditions = 8
const mostTroubles = 8
const mostMissing = 8
const ReportSchema = z.object({
  output: z.string().max(200).nullable(),
  picture: z.enum(['drawing', 'slow', 'waiting', 'lost']),
  fps: z.number().min(0).max(1000),
  frameMs: z.number().min(0).max(60_000).optional(),
  missedFrames: z.number().min(0),
  sound: z.enum(['silent', 'locked', 'speaking', 'faulty']),
  soundErrorMs: z.number().nullable(),
  syncErrorMs: z.number().min(0).nullable(),
  loadedUnit: z.number().min(0).max(1),
  missing: z
    .array(z.object({ kind: z.enum(['avatar', 'song', 'file']), name: z.string().max(200), loadedUnit: z.number().min(0).max(1) }))
    .max(mostMissing)
    .optional(),
  editionsReady: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .max(mostEditions)
    .optional(),
  draftLoadedUnit: z.number().min(0).max(1).optional(),
  troubles: z.array(z.string().max(500)).max(mostTroubles).optional(),
})

/** A report, with nothing in it but what a report has; or what is wrong with it. */
export function parseReport(value: unknown): OutputReport | { readonly wrong: string } {
  const parsed = ReportSchema.safeParse(value)
  if (!parsed.success)
    return { wrong: parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'report'}: ${message}`).join('; ') }
  const { frameMs, missing, editionsReady, draftLoadedUnit, troubles, ...report } = parsed.data
  return {
    ...report,
    ...(frameMs === undefined ? {} : { frameMs }),
    ...(missing === undefined ? {} : { missing }),
    ...(editionsReady === undefined ? {} : { editionsReady }),
    ...(draftLoadedUnit === undefined ? {} : { draftLoadedUnit }),
    ...(troubles === undefined ? {} : { troubles }),
  }
}
