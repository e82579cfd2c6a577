import type { Issue } from '@ghostlight/timeline'

/** One reason why a motion file is refused. */
export const problem = (code: string, message: string): Issue => ({ path: '', code, severity: 'error', message })
