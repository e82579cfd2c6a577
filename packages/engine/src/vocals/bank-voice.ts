/** A voicebank as a voice for certain tracks: what they sing is looked up, analysed and cut out; what the bank lacks is named. */
import { createTempoMap, type Issue, type TempoPoint, type VocalTrack } from '@ghostlight/timeline'
import { planVocal, type VocalPlan } from '@ghostlight/voice'
import { type BankShelf, type BankVoice, layUnits, type MissingAlias } from '@ghostlight/voice/bank'
import { makeVoice, type Voicebank } from '@ghostlight/voice/bank-import'
import type { FileLayer } from '../store/file-layer.ts'
import { createFrameShelf, openBankFolder, readBank } from './bank-folder.ts'

/** A track and the tempo of its song, in order. */
export interface TrackToSing {
  readonly track: VocalTrack
  readonly tempo: readonly TempoPoint[]
}

/** Aliases that plans need of a bank, and what it lacks. */
export function neededAliases(
  plans: readonly VocalPlan[],
  bank: BankShelf,
): { readonly aliases: ReadonlySet<string>; readonly missing: readonly MissingAlias[] } {
  const aliases = new Set<string>()
  const missing = new Map<string, MissingAlias>()
  // Another take may lie on the other side of a border between two pitches of the bank.
  const shifts = bank.tones.length > 1 ? [0, -1, 1] : [0]
  for (const plan of plans) {
    for (const phrase of plan.phrases) {
      for (const shift of shifts) {
        const hz = shift === 0 ? phrase.f0.hz : phrase.f0.hz.map((f0) => f0 * 2 ** (shift / 12))
        const laid = layUnits({ ...phrase, f0: { ...phrase.f0, hz } }, bank)
        for (const unit of laid.units) if (unit.alias !== null) aliases.add(unit.alias)
        if (shift === 0) for (const one of laid.missing) missing.set(`${one.wanted} ${one.used}`, one)
      }
    }
  }
  return { aliases, missing: [...missing.values()] }
}

/**
 * A bank whose samples are named in another way than banks are read here sings nothing, or nearly: better refused than silent in a show.
 *
 * @returns what to say; null when it can sing most of what is asked.
 */
export function foreignNames(bank: Voicebank, needed: ReturnType<typeof neededAliases>): string | null {
  const holes = needed.missing.filter(({ used }) => used === null).map(({ wanted }) => wanted)
  if (holes.length === 0 || holes.length < needed.aliases.size) return null
  const names = [...bank.samples.keys()]
  const some = [0.2, 0.4, 0.6, 0.8].map((share) => `"${names[Math.floor(names.length * share)]}"`)
  return `the voicebank “${bank.name}” has nothing for ${holes.slice(0, 6).join(', ')}${holes.length > 6 ? ' …' : ''}: its samples are called ${[...new Set(some)].join(', ')}. Banks of the kinds CV, VCV and CVVC in kana or romaji and ARPAsing can sing here`
}

const named = 12

/** "missing aliases: a ふ (- ふ), …": one warning for a bank. */
export function missingWords(path: string, missing: readonly MissingAlias[]): readonly Issue[] {
  if (missing.length === 0) return []
  const list = missing.slice(0, named).map(({ wanted, used }) => (used === null ? `${wanted} (nothing)` : `${wanted} (${used})`))
  const more = missing.length > named ? ` and ${missing.length - named} more` : ''
  return [
    {
      path,
      code: 'missing-aliases',
      severity: 'warning',
      message: `missing aliases, the nearest is used: ${list.join(', ')}${more}`,
    },
  ]
}

export const plansOf = (tracks: readonly TrackToSing[], lexicon: Readonly<Record<string, string>>): readonly VocalPlan[] =>
  tracks.map(({ track, tempo }) => planVocal(track, createTempoMap(tempo), { lexicon, seed: 1 }))

/**
 * Slow the first time: analysing takes about a fifth of the length of the recordings that are needed.
 * @throws NodeJS.ErrnoException when there is no such folder, Error when hardly anything in it can be sung
 */
export function bankVoice(
  folder: string,
  plans: readonly VocalPlan[],
  {
    cacheFolder,
    files,
    onProgress,
  }: { readonly cacheFolder: string | null; readonly files: FileLayer; readonly onProgress: (done: number, of: number) => void },
): { readonly voice: BankVoice; readonly issues: readonly Issue[] } {
  const inside = openBankFolder(folder)
  const bank = readBank(folder, inside)
  const needed = neededAliases(plans, bank)
  const foreign = bank.samples.size > 0 ? foreignNames(bank, needed) : null
  if (foreign !== null) throw new Error(`${foreign[0]!.toUpperCase()}${foreign.slice(1)}.`)
  const made = makeVoice(bank, inside, { only: needed.aliases, ...createFrameShelf(cacheFolder, files), onProgress })
  if (made.voice.samples.size === 0 && needed.aliases.size > 0) throw new Error(`Nothing in the voicebank ${folder} can be sung.`)
  if (bank.samples.size === 0) throw new Error(`${folder} is no voicebank: it has no oto.ini with recordings beside it.`)
  return { voice: made.voice, issues: [...bank.issues, ...made.issues, ...missingWords(bank.name, needed.missing)] }
}
