/** The desks Ghostlight knows, by the name that stands in a venue file. */
import type { OscTarget } from '@ghostlight/timeline'
import { genericProfile } from './generic.ts'
import type { OscProfile } from './profile.ts'

export const profiles: Readonly<Record<OscTarget['profile'], OscProfile>> = { generic: genericProfile }
