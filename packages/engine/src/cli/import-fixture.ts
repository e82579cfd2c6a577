/** `ghostlight import fixture.json --into show`: a fixture of the Open Fixture Library becomes profiles of the show's venue, one per mode. */
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { importOpenFixtureLibrary } from '@ghostlight/light/import'
import { canonicalJson, type FixtureProfile } from '@ghostlight/timeline'
import { parseVenue } from '@ghostlight/timeline/format'
import { createFileLayer } from '../store/file-layer.ts'
import { readDocument } from './read-document.ts'
import { idFrom } from './score.ts'

export interface FixtureImportOptions {
  readonly into: string
  /** Name of the only mode to take; null: all of them. */
  readonly mode: string | null
  /** Beginning of the ids; null: the name of the fixture. */
  readonly id: string | null
}

/** What a profile can do, in a few words: "9 slots: dimmer, red, green, blue, 2 rest". */
function inWords({ slots }: FixtureProfile): string {
  const counts = new Map<string, number>()
  for (const slot of slots) if (!('byte' in slot) || slot.byte === 0) counts.set(slot.kind, (counts.get(slot.kind) ?? 0) + 1)
  const parts = [...counts].map(([kind, count]) => (count === 1 ? kind : `${count} ${kind}`))
  return `${slots.length} slot${slots.length === 1 ? '' : 's'}: ${parts.join(', ')}`
}

/** @returns exit code */
export function importFixture(file: string, { into, mode, id }: FixtureImportOptions): number {
  const refuse = (...why: readonly string[]): number => {
    for (const line of why) console.error(line)
    console.error('Nothing was imported.')
    return 1
  }
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    return refuse(`${basename(file)} is not valid JSON: ${(error as Error).message.replace(/\s+/g, ' ')}.`)
  }
  const imported = importOpenFixtureLibrary(json)
  if (!imported.ok) return refuse(...imported.issues.map(({ message }) => message))
  const wanted = mode === null ? Object.keys(imported.modes) : [mode].filter((name) => Object.hasOwn(imported.modes, name))
  if (wanted.length === 0) return refuse(`"${imported.name}" has no mode "${mode}"; it has ${Object.keys(imported.modes).join(', ')}.`)
  const files = createFileLayer()
  const path = join(into, 'venue.json')
  const reading = readDocument(path, files)
  if (reading === null) return refuse(`${path} is missing: fixtures hang in a venue.`)
  if (!reading.ok) return refuse(reading.message)
  const venue = parseVenue(reading.value)
  if (!venue.ok) return refuse(...venue.issues.map((issue) => `venue.${issue.path}: ${issue.message}`), 'Mend the venue first.')
  const profiles: Record<string, FixtureProfile> = { ...venue.value.profiles }
  const told: string[] = []
  for (const name of wanted) {
    const stem = idFrom(wanted.length === 1 && id !== null ? id : `${id ?? imported.name} ${name}`)
    let key = stem
    for (let n = 2; Object.hasOwn(profiles, key); n++) {
      // Imported again: the same file takes its own place.
      if (profiles[key]!.name === imported.modes[name]!.name) break
      key = `${stem}-${n}`
    }
    profiles[key] = imported.modes[name]!
    told.push(`  ${key}  ${inWords(imported.modes[name]!)}`)
  }
  const after = parseVenue(JSON.parse(JSON.stringify({ ...venue.value, profiles })))
  if (!after.ok) return refuse(...after.issues.map((issue) => `venue.${issue.path}: ${issue.message}`))
  files.replace(path, canonicalJson(after.value))
  console.log(`${basename(file)} → ${path}, ${wanted.length} profile${wanted.length === 1 ? '' : 's'}:`)
  for (const line of told) console.log(line)
  const ofWanted = imported.issues.filter(
    ({ message }) => wanted.some((name) => message.includes(`mode "${name}"`)) || !message.includes('mode "'),
  )
  for (const { message } of ofWanted) console.log(`  note: ${message}`)
  console.log('  A fixture of the venue uses one by "profile": "<id>".')
  return 0
}
