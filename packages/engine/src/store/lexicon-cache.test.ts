import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Song } from '@ghostlight/timeline'
import { lexiconFor, lexiconOf } from '@ghostlight/voice/lexicon'
import { expect, it } from 'vitest'
import { createMemoryFiles } from '../test-support/memory-files.ts'
import { createLexiconCache } from './lexicon-cache.ts'

const shows = join(import.meta.dirname, '../../../../shows/first-light/songs')
const song = (id: string) => JSON.parse(readFileSync(join(shows, id, 'song.json'), 'utf8')) as Song

it('gives what the dictionary gives, and loads it only for words it has not met before, in this life or an earlier one', async () => {
  const files = createMemoryFiles()
  let loads = 0
  const open = () =>
    createLexiconCache('/cache', files, async () => {
      loads += 1
      return lexiconOf
    })
  const sung = song('daisy-bell')
  const first = open()
  expect(await first.lexiconFor([sung])).toEqual(lexiconFor([sung]))
  await first.lexiconFor([sung])
  expect(loads).toBe(1)
  expect(Object.keys(await first.lexiconFor([])).length).toBe(0)
  expect(await open().lexiconFor([sung])).toEqual(lexiconFor([sung]))
  expect(loads).toBe(1)
  for (const path of files.content.keys()) files.content.set(path, Buffer.from('{"tor'))
  expect(await open().lexiconFor([sung])).toEqual(lexiconFor([sung]))
  expect(loads).toBe(2)
})
