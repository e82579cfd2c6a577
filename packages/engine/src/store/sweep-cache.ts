/** Keeps `<show>/.ghostlight/cache` small: every edit leaves an edition there, every new version of the avatar's maker an avatar. */
import { readdirSync, statSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { lexiconHash, makerHash } from './maker-hash.ts'

/** More than an evening of editing; old performances whose edition is gone can still be read, not replayed. */
const keptEditions = 50

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
    const editions = names
      .filter((name) => /^[0-9a-f]{64}\.json$/.test(name) && !needed.has(name.slice(0, -'.json'.length)))
      .map((name) => ({ name, mtimeMs: statSync(join(folder, name)).mtimeMs }))
      .sort((a, b) => b.mtimeMs - a.mtimeMs)
    for (const name of [...stale, ...editions.slice(keptEditions).map((edition) => edition.name)]) unlinkSync(join(folder, name))
  } catch {
    // Read-only, or gone meanwhile.
  }
}
