import { parseShow, parseVenue } from '@ghostlight/timeline/format'
import { expect, it } from 'vitest'
import { createMemoryFiles } from '../test-support/memory-files.ts'
import type { AssetStore } from './asset-store.ts'
import { createEditionLibrary } from './edition-library.ts'
import { createEditionMaker } from './make-edition.ts'

const settings = { startLeadMs: 100, goLockOutMs: 600, audienceDelayMs: 2000, panicFadeMs: 1000 }
const documents = (title: string) => {
  const show = parseShow({
    schemaVersion: 1,
    id: 'x',
    title: { en: title },
    performers: {},
    setlist: {},
    cues: {},
    looks: {},
    settings,
    credits: {},
  })
  const venue = parseVenue({ schemaVersion: 1, id: 'v', name: 'V', outputs: {}, targets: {}, fixtures: {} })
  if (!show.ok || !venue.ok) throw new Error('the test show is wrong')
  return { show: show.value, venue: venue.value, songs: {} }
}
const assets: AssetStore = { assetsOf: async () => ({}), find: () => null, all: () => new Map(), learn: () => undefined }

it('an edition that a full disk refused stays in memory however many edits follow; so does the one that is asked for', async () => {
  const files = createMemoryFiles()
  const library = createEditionLibrary('/cache', files)
  const maker = createEditionMaker('/cache', assets, files)
  const make = async (title: string) => {
    const made = await maker.make(documents(title))
    library.put(made)
    return library.get(made.hash)!.edition
  }
  const inForce = await make('in force')
  files.roomBytes = 0
  const refused = await make('refused')
  files.roomBytes = Number.POSITIVE_INFINITY
  const write = files.replace
  files.replace = (path, bytes) => {
    if (path.includes(refused.hash)) throw new Error('ENOSPC')
    write(path, bytes)
  }
  for (let n = 0; n < 80; n++) {
    await make(`edit ${n}`)
    expect(library.get(inForce.hash)?.edition).toBe(inForce)
  }
  expect(library.get(refused.hash)?.edition).toBe(refused)
})
