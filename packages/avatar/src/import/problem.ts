import type { Issue, Parsed } from '@ghostlight/timeline'
import type { SampledMotion } from '../motion-clip.ts'

/** One reason why a file is refused. */
export const problem = (code: string, message: string): Issue => ({ path: '', code, severity: 'error', message })

/** For files whose parts do not fit together. */
export const damaged = problem(
  'damaged',
  'the file is damaged: what its parts say of each other does not fit together; export or copy it again',
)

/**
 * Reads a file whose parts may be anything: lists that are none, numbers that lead nowhere. What a reader stumbles over, and what comes out
 * as no number, is a damaged file.
 */
export function readOrRefuse(read: () => Parsed<SampledMotion>): Parsed<SampledMotion> {
  const parsed = orElse(read, { ok: false, issues: [damaged] })
  if (!parsed.ok) return parsed
  const { rotations, hipsM, hipsHeightM, expressions } = parsed.value
  const numbers = [...Object.values(rotations), hipsM, [hipsHeightM], ...Object.values(expressions ?? {})]
  return numbers.every((list) => list.every(Number.isFinite)) ? parsed : { ok: false, issues: [damaged] }
}

/** What `read` gives, or `otherwise` where it stumbles over what is not there or not of its kind. */
export function orElse<T>(read: () => T, otherwise: T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return otherwise
    throw error
  }
}
