import { applyEdit, type Edit, emptyHistory, type History, recordEdit } from '@ghostlight/timeline'
import { createRandom } from '@ghostlight/timeline/testing'
import { describe, expect, it } from 'vitest'
import type { Documents } from '../store/edition-library.ts'
import { openJournal, readJournal } from '../store/journal.ts'
import { createMemoryFiles, Gone, type MemoryFiles } from '../test-support/memory-files.ts'
import { documentsHash } from './draft-maker.ts'
import { acceptEditLine, type EditLine, restore, shortened } from './edit-lines.ts'

const path = '/edits.ndjson'
const start = { show: { title: { en: '0' } }, venue: {}, songs: {} } as unknown as Documents
const titleOf = (documents: Documents) => documents.show.title.en
const retitle = (from: string, to: string): Edit => ({
  id: to,
  label: to,
  author: Number(to) % 2 === 0 ? 'Aki' : 'Bo',
  forward: [{ path: ['show', 'title', 'en'], value: to }],
  backward: [{ path: ['show', 'title', 'en'], value: from }],
})
const turn = () => new Promise((resume) => setImmediate(resume))

/** A desk that edits, saves and makes its journal short in a random order, until it is done or the process has ended. */
async function run(seed: number, endsAfter: number) {
  const random = createRandom(seed)
  const files = createMemoryFiles()
  const disk = createRandom(seed + 50)
  files.syncTurns = () => disk.whole(1, 4)
  const journal = openJournal<EditLine>({ path, files, retryMs: 1e9, onTrouble: () => undefined })
  let [documents, saved, history, handed, durable]: [Documents, Documents, History, number, number] = [start, start, emptyHistory, 0, 0]
  void journal.append({ kind: 'base', hash: documentsHash(start) })
  await turn()
  files.endsAfter = files.operations + endsAfter
  try {
    // A journal swallows what a disk throws; a process that has ended does nothing more.
    for (let step = 0; step < 20 && files.operations < files.endsAfter; step++) {
      if (random.unit() < 0.65) {
        const n = handed + 1
        const edit = retitle(String(handed), String(n))
        documents = applyEdit(documents, edit)
        history = recordEdit(history, edit)
        const written = journal.append({ kind: 'edit', edit, hash: documentsHash(documents) })
        if (files.operations < files.endsAfter) handed = n
        void written.then((sure) => {
          if (sure) durable = Math.max(durable, n)
        })
      } else {
        // What `save` puts into the folder is there at once: a power cut is looked at by itself.
        files.content.set('/show.json', Buffer.from(JSON.stringify(documents)))
        saved = documents
        void journal.append({ kind: 'saved', hash: documentsHash(documents) })
        journal.compact(() => [{ kind: 'base', hash: documentsHash(documents), history, made: {} }])
      }
      if (random.unit() < 0.6) await turn()
    }
    for (let wait = 0; wait < 40; wait++) await turn()
  } catch (error) {
    if (!(error instanceof Gone)) throw error
  }
  return { files, saved: () => saved, handed: () => handed, durable: () => durable }
}
/** What the next life makes of it. */
function opened(files: MemoryFiles, inFolder: Documents) {
  const restored = restore(inFolder, readJournal(path, files, acceptEditLine).lines)
  return { title: Number(titleOf(restored.documents)), restored }
}

describe('edits after a crash', () => {
  it.each([1, 2, 3, 4, 5])('ended by kill −9 at any step, no edit that was handed over is lost (seed %i)', async (seed) => {
    const whole = await run(seed, Number.POSITIVE_INFINITY)
    for (let step = 0; step <= whole.files.operations; step++) {
      const { files, saved, handed } = await run(seed, step)
      files.endsAfter = Number.POSITIVE_INFINITY
      const { title, restored } = opened(files, saved())
      expect(restored.lost, `step ${step}`).toBe(false)
      expect(title, `step ${step}`).toBeGreaterThanOrEqual(handed())
      expect(restored.edits.history.items.length, `step ${step}`).toBe(title)
    }
  })
  it.each([1, 2, 3, 4, 5])('cut off from its power at any step, no edit that was acknowledged is lost (seed %i)', async (seed) => {
    const whole = await run(seed, Number.POSITIVE_INFINITY)
    for (let step = 0; step <= whole.files.operations; step++) {
      const { files, saved, durable } = await run(seed, step)
      const found = createMemoryFiles()
      for (const [name, bytes] of files.afterPowerCut()) found.content.set(name, bytes)
      const { title, restored } = opened(found, saved())
      expect(title, `step ${step}`).toBeGreaterThanOrEqual(durable())
      expect(restored.edits.history.items.length, `step ${step}`).toBeLessThanOrEqual(title)
    }
  })
})

describe('a long history', () => {
  it('names the newest edits, and of the others who made how many', () => {
    let history = emptyHistory
    for (let n = 1; n <= 30; n++) history = recordEdit(history, retitle(String(n - 1), String(n)))
    const short = shortened({ history, made: { Aki: 5 } }, 10)
    expect(short.history.items.map(({ edit }) => edit.id)).toEqual(Array.from({ length: 10 }, (_, n) => String(21 + n)))
    expect(short.made).toEqual({ Aki: 15, Bo: 10 })
    expect(shortened(short, 10)).toEqual(short)
  })
})
