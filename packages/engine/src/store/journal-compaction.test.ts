/** A journal that is made short while it is written: whatever happens at whatever instant, nothing that was said to be durable is lost. */
import { createRandom } from '@ghostlight/timeline/testing'
import { describe, expect, it } from 'vitest'
import { createMemoryFiles, Gone, type MemoryFiles } from '../test-support/memory-files.ts'
import { openJournal, readJournal } from './journal.ts'

/** "everything up to here", or one number more. */
type Line = { readonly upTo: number } | { readonly n: number }
const path = '/sent.ndjson'
const accept = (value: unknown): Line | null => {
  const line = value as { upTo?: unknown; n?: unknown } | undefined
  return typeof line?.upTo === 'number' || typeof line?.n === 'number' ? (value as Line) : null
}
/** The highest number that a journal holds without a gap; throws when there is one. */
function readUpTo(files: MemoryFiles): number {
  let last = 0
  for (const line of readJournal(path, files, accept).lines) {
    if ('upTo' in line) last = line.upTo
    else if (line.n === last + 1) last = line.n
    else if (line.n > last) throw new Error(`${line.n} comes after ${last}`)
  }
  return last
}
const turn = () => new Promise((resume) => setImmediate(resume))

interface Course {
  readonly files: MemoryFiles
  /** Numbers that were handed to the system, and those of which durability was promised. */
  appended: number
  durable: number
  compactions: number
}
/** Appends and compactions in a random order, until it is done or the process has ended. */
async function run(seed: number, endsAfter: number, roomBytes = Number.POSITIVE_INFINITY): Promise<Course> {
  const random = createRandom(seed)
  const files = createMemoryFiles()
  files.roomBytes = roomBytes
  files.endsAfter = endsAfter
  const disk = createRandom(seed + 100)
  files.syncTurns = () => disk.whole(1, 6)
  const course: Course = { files, appended: 0, durable: 0, compactions: 0 }
  const journal = openJournal<Line>({ path, files, retryMs: 1e9, onTrouble: () => undefined })
  try {
    for (let step = 0; step < 24; step++) {
      if (random.unit() < 0.25) {
        if (journal.compact(() => [{ upTo: course.appended }]) !== null) course.compactions += 1
      } else {
        const n = course.appended + 1
        const written = journal.append({ n })
        // A process that ended inside `append` has not handed the line over.
        if (files.operations < endsAfter) course.appended = n
        void written.then((durable) => {
          if (durable) course.durable = Math.max(course.durable, n)
        })
      }
      if (random.unit() < 0.5) await turn()
    }
    for (let wait = 0; wait < 60; wait++) await turn()
  } catch (error) {
    if (!(error instanceof Gone)) throw error
  }
  return course
}
/** The files as a new process finds them. */
function found(content: ReadonlyMap<string, Buffer>): MemoryFiles {
  const files = createMemoryFiles()
  for (const [name, bytes] of content) files.content.set(name, bytes)
  return files
}
const left = (files: MemoryFiles) => new Map([...files.content.keys()].map((name) => [name, files.content.get(name)!]))

describe('a journal that is made short', () => {
  it('says the same in fewer bytes, also what was appended meanwhile, and goes on', async () => {
    const files = createMemoryFiles()
    const journal = openJournal<Line>({ path, files, retryMs: 5, onTrouble: () => undefined })
    for (let n = 1; n <= 50; n++) await journal.append({ n })
    const before = journal.sizeBytes()
    journal.compact(() => [{ upTo: 50 }])
    const meanwhile = journal.append({ n: 51 })
    expect(files.content.get(path)?.length).toBeGreaterThan(before) // the old one stands until the new one is sure
    expect(await meanwhile).toBe(true)
    await journal.append({ n: 52 })
    while (journal.sizeBytes() > 100) await turn()
    expect(files.content.get(path)?.toString()).toBe('{"upTo":50}\n{"n":51}\n{"n":52}\n')
    expect(await journal.append({ n: 53 })).toBe(true)
    await journal.close()
    expect(readUpTo(files)).toBe(53)
    expect([...files.content.keys()]).toEqual([path])
  })
  it.each([1, 2, 3, 4, 5, 6])(
    'ended by kill −9 after any of its steps it holds every line that was handed over (seed %i)',
    async (seed) => {
      const whole = await run(seed, Number.POSITIVE_INFINITY)
      expect(whole.compactions).toBeGreaterThan(0)
      expect(readUpTo(whole.files)).toBe(whole.appended)
      for (let step = 0; step <= whole.files.operations; step++) {
        const course = await run(seed, step)
        const upTo = readUpTo(found(left(course.files)))
        expect(upTo, `step ${step}`).toBeGreaterThanOrEqual(course.appended)
        expect(upTo, `step ${step}`).toBeLessThanOrEqual(course.appended + 1)
      }
    },
  )
  it.each([1, 2, 3, 4, 5, 6])(
    'cut off from its power after any step it holds every line that was called durable (seed %i)',
    async (seed) => {
      const whole = await run(seed, Number.POSITIVE_INFINITY)
      expect(whole.durable).toBe(whole.appended)
      for (let step = 0; step <= whole.files.operations; step++) {
        const course = await run(seed, step)
        expect(readUpTo(found(course.files.afterPowerCut())), `step ${step}`).toBeGreaterThanOrEqual(course.durable)
      }
    },
  )
  it.each([30, 60, 90, 150, 220, 300])('with room for %i bytes it holds every line that was called durable', async (roomBytes) => {
    for (let seed = 1; seed <= 10; seed++) {
      const { files, durable } = await run(seed, Number.POSITIVE_INFINITY, roomBytes)
      expect(readUpTo(found(left(files))), `seed ${seed}`).toBeGreaterThanOrEqual(durable)
      expect(readUpTo(found(files.afterPowerCut())), `seed ${seed}`).toBeGreaterThanOrEqual(durable)
    }
  })
})
