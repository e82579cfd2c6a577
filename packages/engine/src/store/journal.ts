/**
 * An append-only file of JSON lines that outlives the process and the power.
 *
 * `append` hands a line to the operating system at once and returns a promise of its durability: one fdatasync serves
 * every line that was written before it began (group commit). The disk never gates a cue: a line that cannot be written waits
 * in memory, in order, and is tried again with the next line and once a second; until then `append` resolves to false.
 * Reading takes every whole line; what a power cut tore is set aside in a file of its own, never thrown away.
 */
import type { FileLayer } from './file-layer.ts'

const newlineByte = 10

export interface Journal<Line> {
  /** Written before this returns, unless the disk refuses. Resolves to true once it is on the disk. */
  append(line: Line): Promise<boolean>
  /** false while lines wait for a disk that refuses them. */
  isDurable(): boolean
  /** Writes what waits, syncs and closes. */
  close(): Promise<void>
}

export interface JournalOptions {
  readonly path: string
  readonly files: FileLayer
  /** null: all is well again. */
  readonly onTrouble: (error: Error | null) => void
  readonly retryMs: number
}

export function openJournal<Line>({ path, files, onTrouble, retryMs }: JournalOptions): Journal<Line> {
  let fd: number | null = null
  /** Bytes of whole lines in the file; anything beyond is a torn write. */
  let goodBytes = 0
  let torn = false
  let backlog: Uint8Array[] = []
  let waiters: ((durable: boolean) => void)[] = []
  let syncing = false
  let trouble: Error | null = null
  let retry: ReturnType<typeof setTimeout> | null = null
  let closed = false
  let soon: NodeJS.Immediate | null = null

  function setTrouble(error: Error | null): void {
    const before = trouble
    trouble = error
    if (error === null ? before !== null : before?.message !== error.message) onTrouble(error)
    if (error !== null && retry === null && !closed) {
      retry = setTimeout(() => {
        retry = null
        if (!closed && flush()) commit()
      }, retryMs)
    }
  }

  function open(): number {
    if (fd === null) {
      const bytes = files.read(path)
      goodBytes = bytes?.length ?? 0
      fd = files.openForAppend(path)
      // A torn tail that could not be set aside stays a line of its own; the next reading moves it out.
      if (bytes !== null && goodBytes > 0 && bytes[goodBytes - 1] !== newlineByte) backlog.unshift(Buffer.from('\n'))
    }
    return fd
  }

  /** Writes the backlog in order. */
  function flush(): boolean {
    try {
      const file = open()
      if (torn) {
        files.truncate(file, goodBytes)
        torn = false
      }
      for (let next = backlog[0]; next !== undefined; next = backlog[0]) {
        torn = true
        const written = files.write(file, next, null)
        if (written < next.length) throw new Error(`only ${written} of ${next.length} bytes could be written`)
        torn = false
        goodBytes += written
        backlog.shift()
      }
      return true
    } catch (error) {
      setTrouble(error as Error)
      return false
    }
  }

  function commit(): void {
    if (syncing || fd === null) return
    syncing = true
    const served = waiters
    waiters = []
    files.dataSync(fd, (error) => {
      syncing = false
      setTrouble(error ?? (backlog.length > 0 ? trouble : null))
      for (const settle of served) settle(error === null)
      if (waiters.length > 0) commit()
    })
  }

  /** Acting comes first: waking a thread for the disk costs what a packet costs. */
  function commitSoon(): void {
    soon ??= setImmediate(() => {
      soon = null
      commit()
    })
  }

  return {
    append(line) {
      backlog.push(Buffer.from(`${JSON.stringify(line)}\n`))
      if (!flush()) return Promise.resolve(false)
      return new Promise((settle) => {
        waiters.push(settle)
        commitSoon()
      })
    },
    isDurable: () => trouble === null,
    async close() {
      closed = true
      if (retry !== null) clearTimeout(retry)
      if (soon !== null) clearImmediate(soon)
      flush()
      commit()
      while (syncing) await new Promise((resume) => setTimeout(resume, 1))
      const file = fd
      if (file === null) return
      fd = null
      await new Promise<void>((done) => files.dataSync(file, () => done()))
      files.close(file)
      backlog = []
    },
  }
}

export interface JournalReading<Line> {
  readonly lines: readonly Line[]
  /** What could not be read, and the file it was put into; null when all was well. */
  readonly setAside: { readonly file: string; readonly bytes: number } | null
  /** What should have been set aside, when the disk refuses: it stays in the journal, and is left out of `lines`; null otherwise. */
  readonly stays: { readonly bytes: number; readonly why: string } | null
}

/**
 * Reads a journal and mends it: lines that `accept` takes stay; torn or foreign ones are moved to `<path>.torn-<n>`.
 *
 * @param accept  the line as a value, or null; called in order, so that it can insist on unbroken numbers.
 */
export function readJournal<Line>(
  path: string,
  files: FileLayer,
  accept: (value: unknown, before: readonly Line[]) => Line | null,
): JournalReading<Line> {
  const bytes = files.read(path)
  if (bytes === null || bytes.length === 0) return { lines: [], setAside: null, stays: null }
  const lines: Line[] = []
  const good: Buffer[] = []
  const bad: Buffer[] = []
  let mended = false
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(newlineByte, start)
    const end = newline < 0 ? bytes.length : newline + 1
    const raw = bytes.subarray(start, end)
    const line = accept(parsed(raw), lines)
    if (line === null) bad.push(raw)
    else {
      lines.push(line)
      good.push(newline < 0 ? Buffer.concat([raw, Buffer.from('\n')]) : raw) // whole but for its end: nothing is lost
      if (newline < 0) mended = true
    }
    start = end
  }
  const tornBytes = Buffer.concat(bad)
  try {
    if (mended && bad.length === 0) files.replace(path, Buffer.concat(good))
    if (bad.length === 0) return { lines, setAside: null, stays: null }
    let n = 1
    while (files.read(`${path}.torn-${n}`) !== null) n += 1
    const aside = `${path}.torn-${n}`
    files.replace(aside, tornBytes)
    files.replace(path, Buffer.concat(good))
    return { lines, setAside: { file: aside, bytes: tornBytes.length }, stays: null }
  } catch (error) {
    // A full disk tears a line, and then has no room for it elsewhere: what is whole counts all the same.
    return { lines, setAside: null, stays: bad.length === 0 ? null : { bytes: tornBytes.length, why: (error as Error).message } }
  }
}

function parsed(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'))
  } catch {
    return undefined
  }
}
