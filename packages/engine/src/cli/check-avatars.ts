/** Avatar files of a show, looked over: what cannot be shown and what is heavier than it should be, with the numbers. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspectVrm } from '@ghostlight/avatar/import'
import type { Issue, Show } from '@ghostlight/timeline'

/** Files that are not there are left to `checkShow`. */
export function checkAvatars(folder: string, show: Show): readonly Issue[] {
  return Object.entries(show.performers).flatMap(([performerId, { avatar }]) => {
    if (avatar.kind !== 'file') return []
    let bytes: Uint8Array
    try {
      bytes = readFileSync(join(folder, avatar.file))
    } catch {
      return []
    }
    return inspectVrm(bytes).issues.map((issue) => ({
      ...issue,
      path: `show.performers.${performerId}.avatar.file`,
      message: `${avatar.file}: ${issue.message}`,
    }))
  })
}
