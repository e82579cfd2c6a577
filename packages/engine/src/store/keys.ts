/** Keys of a show that is open to the network. They stay the same over restarts, so that a bookmarked page goes on working. */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync } from 'node:fs'
import type { ClientKind, Role } from '../protocol/index.ts'
import type { FileLayer } from './file-layer.ts'

export interface Keys {
  readonly operator: string
  readonly author: string
  readonly stage: string
}

const newKey = () => randomBytes(16).toString('base64url')

export function loadKeys(path: string, files: FileLayer): Keys {
  try {
    const found = JSON.parse(files.read(path)?.toString('utf8') ?? '{}') as Partial<Keys>
    if (found.operator && found.author && found.stage) return { operator: found.operator, author: found.author, stage: found.stage }
  } catch {
    // Unreadable: new ones are made, and printed like the old ones were.
  }
  const keys = { operator: newKey(), author: newKey(), stage: newKey() }
  try {
    files.replace(path, JSON.stringify(keys))
    chmodSync(path, 0o600)
  } catch {
    // Cannot be kept: these keys are good for this start.
  }
  return keys
}

function isSame(given: string, key: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(key)
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * Which role a page gets. Without keys (loopback) its kind decides: consoles operate, stages report.
 *
 * @returns null when the key is wrong or missing.
 */
export function roleOf(kind: ClientKind | 'http', key: string | null, keys: Keys | null): Role | null {
  if (kind === 'live') return 'audience'
  const wished: Role = kind === 'console' || kind === 'http' ? 'operator' : 'stage'
  if (keys === null) return wished
  if (key === null) return null
  // An operator's key opens stages too: the crew carries one key through the hall.
  if (isSame(key, keys.operator)) return wished
  if (isSame(key, keys.author)) return wished === 'operator' ? 'author' : 'stage'
  return isSame(key, keys.stage) && wished === 'stage' ? 'stage' : null
}
