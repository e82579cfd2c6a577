/** The desks Ghostlight knows, by the name that stands in a venue file. */
import type { OscTarget } from '@ghostlight/timeline'
import { eosProfile } from './eos.ts'
import { genericProfile } from './generic.ts'
import { grandMa3Profile } from './grandma3.ts'
import { magicQProfile } from './magicq.ts'
import type { OscProfile } from './profile.ts'
import { qlcPlusProfile } from './qlcplus.ts'

export const profiles: Readonly<Record<OscTarget['profile'], OscProfile>> = {
  generic: genericProfile,
  eos: eosProfile,
  grandMa3: grandMa3Profile,
  magicQ: magicQProfile,
  qlcPlus: qlcPlusProfile,
}
