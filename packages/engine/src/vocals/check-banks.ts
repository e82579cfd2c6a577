/** What is wrong with the voicebanks of a show, and what they lack for its songs: before the show, not in it. */
import { join } from 'node:path'
import type { Issue, Show, Song } from '@ghostlight/timeline'
import { tracksOf } from './bank-assets.ts'
import { isBankFolder, openBankFolder, readBank } from './bank-folder.ts'
import { foreignNames, missingWords, neededAliases, plansOf } from './bank-voice.ts'

/** Only text is read; recordings are not listened to. */
export function checkBanks(showFolder: string, show: Show, songs: Readonly<Record<string, Song>>): readonly Issue[] {
  return Object.entries(show.performers).flatMap(([performerId, { singer }]): readonly Issue[] => {
    if (singer.kind !== 'bank') return []
    const path = `show.performers.${performerId}.singer.folder`
    const folder = join(showFolder, singer.folder)
    if (!isBankFolder(folder))
      return [{ path, code: 'missing-voicebank', severity: 'error', message: `there is no folder "${singer.folder}" in the show` }]
    const bank = readBank(folder, openBankFolder(folder))
    const inside = bank.issues.map((issue) => ({ ...issue, path: issue.path === '' ? path : `${singer.folder}/${issue.path}` }))
    if (bank.samples.size === 0) return inside
    // English goes by its spelling rules here: near enough to say which sounds a bank lacks.
    const needed = neededAliases(plansOf(tracksOf(performerId, songs), {}), bank)
    const foreign = foreignNames(bank, needed)
    if (foreign !== null) return [...inside, { path, code: 'foreign-voicebank', severity: 'error', message: foreign }]
    return [...inside, ...missingWords(path, needed.missing)]
  })
}
