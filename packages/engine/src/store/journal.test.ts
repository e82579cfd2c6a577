import { describe, expect, it } from 'vitest'
import { createMemoryFiles } from '../test-support/memory-files.ts'
import { openJournal, readJournal } from './journal.ts'

interface Line {
  readonly seq: number
}
const path = '/log.ndjson'
const numbered = (value: unknown, before: readonly Line[]) =>
  (value as Line | undefined)?.seq === before.length + 1 ? (value as Line) : null
function setUp() {
  const files = createMemoryFiles()
  const troubles: (string | null)[] = []
  const journal = openJournal<Line>({ path, files, retryMs: 5, onTrouble: (error) => troubles.push(error?.message ?? null) })
  return { files, troubles, journal, text: () => files.content.get(path)?.toString('utf8') ?? '' }
}

describe('a journal', () => {
  it('has written a line before append returns, and says durable only after the sync', async () => {
    const { files, journal, text } = setUp()
    files.holdSyncs = true
    let durable: boolean | null = null
    const appended = journal.append({ seq: 1 }).then((answer) => {
      durable = answer
    })
    expect(text()).toBe('{"seq":1}\n')
    await Promise.resolve()
    expect(durable).toBe(null)
    await new Promise((resume) => setImmediate(resume))
    files.finishSyncs()
    await appended
    expect(durable).toBe(true)
  })
  it('serves all lines that were written before a sync began with that one sync', async () => {
    const { files, journal } = setUp()
    files.holdSyncs = true
    const answers = [1, 2].map((seq) => journal.append({ seq }))
    await new Promise((resume) => setImmediate(resume))
    answers.push(...[3, 4].map((seq) => journal.append({ seq })))
    files.finishSyncs() // the one for lines 1 and 2
    await answers[0]
    await new Promise((resume) => setImmediate(resume))
    files.finishSyncs() // the one for the rest
    expect(await Promise.all(answers)).toEqual([true, true, true, true])
    expect(files.syncs).toBe(2)
  })
  it('goes on with a full disk: not durable, in order, and whole once there is room', async () => {
    const { files, journal, troubles, text } = setUp()
    await journal.append({ seq: 1 })
    files.roomBytes = 4
    expect(await journal.append({ seq: 2 })).toBe(false)
    expect(await journal.append({ seq: 3 })).toBe(false)
    expect(journal.isDurable()).toBe(false)
    expect(troubles[0]).toContain('only 4 of 10 bytes')
    files.roomBytes = 1000
    expect(await journal.append({ seq: 4 })).toBe(true)
    expect(text()).toBe('{"seq":1}\n{"seq":2}\n{"seq":3}\n{"seq":4}\n')
    expect(journal.isDurable()).toBe(true)
    expect(troubles.at(-1)).toBe(null)
  })
  it('tries again by itself', async () => {
    const { files, journal, troubles, text } = setUp()
    files.roomBytes = 0
    await journal.append({ seq: 1 })
    files.roomBytes = 1000
    while (troubles.at(-1) !== null) await new Promise((resume) => setImmediate(resume))
    expect(text()).toBe('{"seq":1}\n')
  })
  it('keeps every whole line of a torn file and sets the rest aside under a name', () => {
    const files = createMemoryFiles()
    files.content.set(path, Buffer.from('{"seq":1}\n{"seq":2}\n{"se'))
    const { lines, setAside } = readJournal<Line>(path, files, numbered)
    expect(lines).toEqual([{ seq: 1 }, { seq: 2 }])
    expect(setAside).toEqual({ file: `${path}.torn-1`, bytes: 4 })
    expect(files.content.get(path)?.toString()).toBe('{"seq":1}\n{"seq":2}\n')
    expect(readJournal<Line>(path, files, numbered).setAside).toBe(null)
  })
  it('keeps a last line that lost only its end', () => {
    const files = createMemoryFiles()
    files.content.set(path, Buffer.from('{"seq":1}\n{"seq":2}'))
    expect(readJournal<Line>(path, files, numbered)).toEqual({ lines: [{ seq: 1 }, { seq: 2 }], setAside: null, stays: null })
    expect(files.content.get(path)?.toString()).toBe('{"seq":1}\n{"seq":2}\n')
  })
  it('keeps every whole line also where a full disk has no room to set the torn one aside, and goes on behind it', async () => {
    const { files, journal, text } = setUp()
    files.content.set(path, Buffer.from('{"seq":1}\n{"se'))
    files.roomBytes = 0
    const reading = readJournal<Line>(path, files, numbered)
    expect(reading.lines).toEqual([{ seq: 1 }])
    expect(reading.setAside).toBe(null)
    expect(reading.stays).toEqual({ bytes: 4, why: 'ENOSPC: no space left on device' })
    expect(await journal.append({ seq: 2 })).toBe(false)
    files.roomBytes = Number.POSITIVE_INFINITY
    expect(await journal.append({ seq: 3 })).toBe(true)
    expect(text()).toBe('{"seq":1}\n{"se\n{"seq":2}\n{"seq":3}\n')
    expect(readJournal<Line>(path, files, numbered)).toEqual({
      lines: [{ seq: 1 }, { seq: 2 }, { seq: 3 }],
      setAside: { file: `${path}.torn-1`, bytes: 5 },
      stays: null,
    })
  })
  it('never overwrites what was set aside before', () => {
    const files = createMemoryFiles()
    files.content.set(`${path}.torn-1`, Buffer.from('old'))
    files.content.set(path, Buffer.from('\0\0\0\0'))
    expect(readJournal<Line>(path, files, numbered).setAside?.file).toBe(`${path}.torn-2`)
    expect(files.content.get(`${path}.torn-1`)?.toString()).toBe('old')
  })
})
