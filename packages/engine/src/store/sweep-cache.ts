/** Keeps `<show>/.ghostlight/cache` small: every edit leaves an edition there, every new version of the avatar's maker an avatar. */
import { readdirSync, statSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { lexiconHash, makerHash } from './maker-hash.ts'

/** More than an evening of editing; old performances whose edition is gone can still be read, not replayed. */
const keptEditions = 50
/** Analysed voicebanks: made again from kept frames in a second. */
const keptVoices = 8

/**
 * Trouble is no reason not to run a show: what cannot be removed stays.
 *
 * @param needed hashes of every edition that the log of the performance in progress names: without one of them it could not be continued.
 */
export function sweepCache(folder: string, needed: ReadonlySet<string>): void {
  try {
    const names = readdirSync(folder)
    const stale = names.filter((name) => /^avatar-.*\.vrm$/.test(name) && !name.endsWith(`-${makerHash}.vrm`))
    stale.push(...names.filter((name) => /^lexicon-.*\.json$/.test(name) && name !== `lexicon-${lexiconHash}.json`))
    const latestFirst = (some: readonly string[]): readonly string[] =>
      some
        .map((name) => ({ name, mtimeMs: statSync(join(folder, name)).mtimeMs }))
        .sort((a, b) => b.mtimeMs - a.mtimeMs)
        .map(({ name }) => name)
    const editions = names.filter((name) => /^[0-9a-f]{64}\.json$/.test(name) && !needed.has(name.slice(0, -'.json'.length)))
    const voices = names.filter((name) => /^[0-9a-f]{64}\.voice$/.test(name))
    for (const name of [...stale, ...latestFirst(editions).slice(keptEditions), ...latestFirst(voices).slice(keptVoices)])
      unlinkSync(join(folder, name))
  } catch {
    // Read-only, or gone meanwhile.
  }
}
