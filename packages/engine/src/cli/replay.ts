/** `ghostlight replay <log>`: a performance read back from its journal: every entry, and what it led to. */
import { basename, dirname, join } from 'node:path'
import {
  apply,
  compileEdition,
  type Edition,
  type EditionData,
  type Entry,
  type Moment,
  momentAt,
  openPerformance,
} from '@ghostlight/timeline'
import { createFileLayer } from '../store/file-layer.ts'

const clock = (atMs: number) => {
  const seconds = Math.floor(atMs / 1000)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${String(Math.floor(atMs) % 1000).padStart(3, '0')}`
}

function wordsFor(entry: Entry, edition: Edition | null): string {
  const { kind, ...rest } = entry.decision
  const cue = 'cueId' in rest && typeof rest.cueId === 'string' ? edition?.show.cues[rest.cueId] : undefined
  return cue === undefined ? `${kind} ${JSON.stringify(rest)}` : `${kind} cue ${cue.number}`
}

function stateOf(moment: Moment): string {
  const { segment } = moment
  if (segment === null) return 'nothing on'
  const held = segment.heldForMs === null ? '' : ', held'
  return `${segment.segmentId} at ${(segment.positionMs / 1000).toFixed(3)} s${held}${segment.ended ? ', ended' : ''}`
}

/** @param log `…/.ghostlight/performances/<id>/log.ndjson`, or its folder. The journal is only read, never mended. */
export function replay(log: string, { json }: { readonly json: boolean }): number {
  const files = createFileLayer()
  const path = basename(log).endsWith('.ndjson') ? log : join(log, 'log.ndjson')
  const bytes = files.read(path)
  if (bytes === null) {
    console.error(`There is no log at ${path}.`)
    return 1
  }
  const cache = join(dirname(dirname(dirname(path))), 'cache')
  const editions = new Map<string, Edition | null>()
  const editionOf = (hash: string): Edition | null => {
    if (!editions.has(hash)) {
      const text = files.read(join(cache, `${hash}.json`))?.toString('utf8')
      editions.set(hash, text === undefined ? null : compileEdition(JSON.parse(text) as EditionData, hash))
    }
    return editions.get(hash) ?? null
  }
  let performance = openPerformance()
  const replayed: { entry: Entry; state: string }[] = []
  for (const [index, line] of bytes.toString('utf8').split('\n').entries()) {
    if (line === '') continue
    try {
      const entry = JSON.parse(line) as Entry
      performance = apply(performance, editionOf, entry)
      const known = editionOf(performance.edition)
      replayed.push({ entry, state: known === null ? 'its edition is gone' : stateOf(momentAt(editionOf, performance, entry.atMs)) })
      if (!json)
        console.log(
          `${String(entry.seq).padStart(5)}  ${clock(entry.atMs)}  ${entry.by.padEnd(24)}  ${wordsFor(entry, known)}  → ${replayed.at(-1)?.state}`,
        )
    } catch (error) {
      console.error(`line ${index + 1}: ${(error as Error).message}`)
      return 1
    }
  }
  if (json) console.log(JSON.stringify({ entries: replayed, performance }, null, 2))
  else console.log(`${replayed.length} entries.`)
  return 0
}
