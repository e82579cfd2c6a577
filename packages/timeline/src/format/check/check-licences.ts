/** Whether the licences of a show allow what is planned with it. Words of licences are read, not law: an error says what to ask about. */
import type { Credit } from '../../document/common.ts'
import type { Show } from '../../document/show.ts'
import type { Song } from '../../document/song.ts'
import type { Report } from './report.ts'

type Use = NonNullable<Show['use']>

/** What a licence does not allow. SPDX names of Creative Commons carry NC and ND; the words are what people write where there is no such name. */
const FORBIDS: readonly { readonly use: keyof Use; readonly words: RegExp; readonly why: string }[] = [
  { use: 'commercial', words: /(^|[-\s])NC([-\s]|$)|non-?commercial|personal use|private use/i, why: 'does not allow commercial use' },
  { use: 'adapted', words: /(^|[-\s])ND([-\s]|$)|no-?deriv/i, why: 'does not allow changed versions' },
  { use: 'streamed', words: /no[-\s]?stream|no[-\s]?broadcast|live only|personal use|private use/i, why: 'does not allow streaming' },
]
const NO_LICENCE = /^(unlicensed|unknown|none|proprietary|all rights reserved)\b/i

export function checkLicences(report: Report, show: Show, songs: Readonly<Record<string, Song>>): void {
  const { use } = show
  if (!use) return
  const check = (path: string, credit: Credit) => {
    for (const { use: what, words, why } of FORBIDS) {
      if (use[what] && words.test(credit.licence))
        report.error(path, 'licence-forbids', `"${credit.licence}" of ${credit.name} (${credit.role}) ${why}, which the show plans`)
    }
    if (NO_LICENCE.test(credit.licence) && Object.values(use).some(Boolean))
      report.error(path, 'licence-forbids', `"${credit.licence}" of ${credit.name} (${credit.role}) allows nothing; ask for a licence`)
  }
  for (const [id, credit] of Object.entries(show.credits)) check(`show.credits.${id}.licence`, credit)
  for (const [songId, song] of Object.entries(songs)) {
    for (const [id, credit] of Object.entries(song.credits)) check(`songs/${songId}.credits.${id}.licence`, credit)
  }
}
