/**
 * Format 0 → 1. Format 0 was the pre-release shape: no `schemaVersion`, collections as lists whose entries carry their own `id`
 * (notes, clips, messages, tempo, cues, setlist …), and running order given by place in the list. Format 1 keys collections by id and
 * orders them by text, so that two authors never fight over a place in a list. Entries without an id get "<first letter><n>".
 */

const LISTS = new Set([
  'tempo',
  'metre',
  'sections',
  'vamps',
  'tracks',
  'credits',
  'notes',
  'clips',
  'messages',
  'markers',
  'lines',
  'chords',
  'performers',
  'setlist',
  'cues',
  'looks',
  'outputs',
  'targets',
  'fixtures',
]) // prettier-ignore
/** Collections whose entries are put in order by an `order` text in format 1. */
const ORDERED = new Set(['tracks', 'credits', 'setlist', 'cues', 'outputs', 'targets', 'fixtures'])

export function migrateV0ToV1(document: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...(keyed(document, true) as Record<string, unknown>), schemaVersion: 1 }
}

/** @param isCollectionHolder  false inside an OSC message of a cue, whose `messages` stay a list. */
function keyed(value: unknown, isCollectionHolder: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => keyed(item, isCollectionHolder))
  if (typeof value !== 'object' || value === null) return value
  const result: Record<string, unknown> = {}
  for (const [key, member] of Object.entries(value)) {
    if (isCollectionHolder && LISTS.has(key) && Array.isArray(member)) result[key] = recordOf(key, member)
    else result[key] = keyed(member, key !== 'action')
  }
  return result
}

function recordOf(collection: string, list: readonly unknown[]): Record<string, unknown> {
  const record: Record<string, unknown> = {}
  list.forEach((item, index) => {
    if (typeof item !== 'object' || item === null) {
      record[`${collection.slice(0, 1)}${index + 1}`] = item
      return
    }
    const { id, ...rest } = item as Record<string, unknown>
    const name = typeof id === 'string' && !Object.hasOwn(record, id) ? id : `${collection.slice(0, 1)}${index + 1}`
    const ordered = ORDERED.has(collection) && !('order' in rest) ? { ...rest, order: orderText(index) } : rest
    record[name] = keyed(ordered, true)
  })
  return record
}

/** "a001", "a002" …: sorts as the list did, with room for a thousand. */
const orderText = (index: number): string => `a${String(index + 1).padStart(3, '0')}`
