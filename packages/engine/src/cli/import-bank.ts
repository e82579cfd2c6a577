/** `ghostlight import <voicebank folder> --into <show>`: a performer of the show sings with it, and its credit and terms stand in the show. */
import { copyFileSync, existsSync, lstatSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { type Credit, canonicalJson, inOrder, type Show } from '@ghostlight/timeline'
import { parseShow, readJson } from '@ghostlight/timeline/format'
import type { Voicebank } from '@ghostlight/voice/bank-import'
import { createFileLayer } from '../store/file-layer.ts'
import { openBankFolder, readBank } from '../vocals/bank-folder.ts'
import { createProgress } from './progress.ts'
import { idFrom, printScoreIssues } from './score.ts'

export interface BankImportOptions {
  readonly into: string
  /** Name of its folder under voices/ and of its credit; null: the name of the folder. */
  readonly id: string | null
  /** Performer id in the show; null: its first one. */
  readonly performer: string | null
  /** The recordings become part of the show folder; else they stay where they are and the show has a link. */
  readonly copy: boolean
}

const longestNote = 1200

/** Licences that a readme may name in so many words; anything else is for a person to read. */
const licences: readonly (readonly [RegExp, string])[] = [
  [/\bCC0\b/i, 'CC0-1.0'],
  [/\bCC[ -]BY[ -]NC[ -]SA[ -]?4(\.0)?/i, 'CC-BY-NC-SA-4.0'],
  [/\bCC[ -]BY[ -]NC[ -]?4(\.0)?/i, 'CC-BY-NC-4.0'],
  [/\bCC[ -]BY[ -]SA[ -]?4(\.0)?/i, 'CC-BY-SA-4.0'],
  [/\bCC[ -]BY[ -]?4(\.0)?/i, 'CC-BY-4.0'],
]

/** Who recorded it and on what terms, in the words of the bank; nothing is made up that it does not say. */
function creditOf(bank: Voicebank, folder: string): Credit {
  const terms = bank.terms
  const text = terms?.text.replace(/^\uFEFF/, '').trim() ?? ''
  const named = licences.find(([pattern]) => pattern.test(text))?.[1]
  const licence = named ?? (terms === null ? 'not stated by the voicebank' : `terms in ${folder}/${terms.path}`)
  const about = [
    `UTAU voicebank “${bank.name}”`,
    ...(bank.voice !== null ? [`voice: ${bank.voice}`] : []),
    ...(bank.author !== null ? [`by ${bank.author}`] : []),
  ].join(', ')
  const short = text.length > longestNote ? `${text.slice(0, longestNote)} … (the rest is in ${folder}/${terms?.path})` : text
  return {
    name: bank.voice ?? bank.author ?? bank.name,
    role: 'voice',
    licence,
    ...(bank.web !== null ? { source: bank.web } : {}),
    note: short === '' ? about : `${about}. Its terms: ${short}`,
  }
}

/** The show's path of the bank; null: somewhere else on this machine. */
function insideOf(show: string, folder: string): string | null {
  const path = relative(realpathSync(show), realpathSync(folder))
  return path === '' || path.startsWith('..') || path.includes(':') ? null : path.split(sep).join('/')
}

/** Brings the bank under the show folder. @returns why not, or null. */
function bring(from: string, to: string, copy: boolean): string | null {
  const files = createFileLayer()
  if (lstatSync(to, { throwIfNoEntry: false }) !== undefined) {
    if (!copy && existsSync(to) && realpathSync(to) === realpathSync(from)) return null
    return `There is a ${to} already. Choose another name: --id.`
  }
  files.makeFolder(dirname(to))
  if (!copy) {
    symlinkSync(realpathSync(from), to, 'junction')
    return null
  }
  // Beside its place until it is whole: a bank takes a while, and half of one would look like a bank.
  const beside = `${to}.new`
  rmSync(beside, { recursive: true, force: true })
  const { paths } = openBankFolder(from)
  const progress = createProgress(process.stderr, () => performance.now())
  paths.forEach((path, index) => {
    files.makeFolder(dirname(join(beside, path)))
    copyFileSync(join(from, path), join(beside, path))
    progress.show(`copying ${basename(from)}`, index + 1, paths.length, 'files')
  })
  progress.clear()
  renameSync(beside, to)
  return null
}

/** @returns exit code */
export function importBank(folder: string, options: BankImportOptions): number {
  const refuse = (...why: readonly string[]): number => {
    for (const line of why) console.error(line)
    console.error('Nothing was imported.')
    return 1
  }
  const files = createFileLayer()
  const showPath = join(options.into, 'show.json')
  const bytes = files.read(showPath)
  if (bytes === null) return refuse(`${options.into} is no show: it has no show.json. Import a song first; that makes one.`)
  const reading = readJson(bytes.toString('utf8'))
  const parsed = reading.ok ? parseShow(reading.value) : null
  if (!parsed?.ok) {
    if (parsed !== null) printScoreIssues(parsed.issues)
    return refuse(`${showPath} cannot be read: mend the show first.`)
  }
  const show = parsed.value
  const performerId = options.performer ?? Object.keys(show.performers).sort()[0] ?? ''
  const performer = show.performers[performerId]
  if (performer === undefined)
    return refuse(`The show has no performer "${performerId}"; it has ${Object.keys(show.performers).join(', ') || 'none'}.`)
  const bank = readBank(folder, openBankFolder(folder))
  printScoreIssues(bank.issues)
  if (bank.samples.size === 0) return refuse(`${folder} is no voicebank: nothing in it can be sung.`)

  const id = idFrom(options.id ?? basename(folder))
  const inside = insideOf(options.into, folder)
  const path = inside ?? `voices/${id}`
  const problem = inside === null ? bring(folder, join(options.into, path), options.copy) : null
  if (problem !== null) return refuse(problem)

  const creditId = `voice-${id}`
  const credit = creditOf(bank, path)
  const order =
    show.credits[creditId]?.order ??
    `${
      inOrder(show.credits)
        .map((one) => show.credits[one]!.order)
        .at(-1) ?? ''
    }n`
  const after: Show = {
    ...show,
    performers: { ...show.performers, [performerId]: { ...performer, singer: { kind: 'bank', folder: path, creditId } } },
    credits: { ...show.credits, [creditId]: { ...credit, order } },
  }
  files.replace(showPath, canonicalJson(after))
  console.log(`${bank.name} (${bank.style.toUpperCase()}, ${bank.samples.size} samples) → ${path}; ${performerId} sings with it.`)
  if (inside === null)
    console.log(
      options.copy
        ? '  Its files were copied into the show.'
        : `  Nothing was copied: ${path} is a link to ${realpathSync(folder)}. To take the show elsewhere, import with --copy.`,
    )
  console.log(`  Credit "${creditId}": ${credit.name}; licence: ${credit.licence}.`)
  if (bank.terms === null) console.log('  The voicebank has no readme with terms of use: ask who recorded it before you perform.')
  return 0
}
