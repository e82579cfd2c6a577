/**
 * An append-only file of JSON lines that outlives the process and the power.
 *
 * `append` hands a line to the operating system at once and returns a promise of its durability: one fdatasync serves
 * every line that was written before it began (group commit). The disk never gates a cue: a line that cannot be written waits
 * in memory, in order, and is tried again with the next line and once a second; until then `append` resolves to false.
 * Reading takes every whole line; what a power cut tore is set aside in a file of its own, never thrown away.
 *
 * A journal that has grown is made short by `compact`: a copy grows beside it, gets what is appended meanwhile too, is synced, and takes
 * its place in one step. At every instant the name leads to a whole journal, and nothing is called durable that either of them lacks.
 */
import type { FileLayer } from './file-layer.ts'

const newlineByte = 10

export interface Journal<Line> {
  /** Written before this returns, unless the disk refuses. Resolves to true once it is on the disk. */
  append(line: Line): Promise<boolean>
  /** false while lines wait for a disk that refuses them. */
  isDurable(): boolean
  /** Bytes of the file; 0 when it cannot be opened. */
  sizeBytes(): number
  /**
   * Replaces everything that was appended so far by these lines, which must say the same. The main thread writes them and goes on; the
   * disk takes its time, and the copy takes over in the first lull between two lines that lasts as long as a sync. Nothing happens, and
   * nobody is asked for lines, while the disk refuses some or a copy is under way.
   *
   * @returns bytes of the copy; null: there is none.
   */
  compact(lines: () => readonly Line[]): number | null
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

/** A shorter copy on its way to the journal's place. */
interface Copy {
  readonly fd: number
  bytes: number
  /** Something was appended since its last sync began. */
  stale: boolean
}

const lineBytes = (line: unknown): Buffer => Buffer.from(`${JSON.stringify(line)}\n`)

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
  let copy: Copy | null = null
  /** The copy whose sync has not answered yet, also when it was abandoned meanwhile. */
  let copying: Copy | null = null
  /** Of journals that were replaced while they were being synced. */
  const retired: number[] = []
  /** The new journal stands under its name, but a power cut could still bring the old one back. */
  let nameIsSure = true
  const whenNameIsSure: (() => void)[] = []
  const copyPath = `${path}.compact`

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
        if (copy !== null) extendCopy(copy, next)
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
      for (const old of retired.splice(0)) files.close(old)
      const answer = () => {
        syncing = false
        setTrouble(error ?? (backlog.length > 0 ? trouble : null))
        for (const settle of served) settle(error === null)
        if (waiters.length > 0) commit()
      }
      if (nameIsSure) answer()
      else whenNameIsSure.push(answer)
    })
  }

  function writeToCopy(to: Copy, bytes: Uint8Array): void {
    const written = files.write(to.fd, bytes, null)
    if (written < bytes.length) throw new Error(`only ${written} of ${bytes.length} bytes could be written`)
    to.bytes += written
    to.stale = true
  }
  function extendCopy(to: Copy, bytes: Uint8Array): void {
    try {
      writeToCopy(to, bytes)
    } catch {
      abandonCopy() // no room for both: the journal stays as long as it is
    }
  }
  function abandonCopy(): void {
    copy = null
    try {
      files.remove(copyPath) // its handle is closed when its sync answers
    } catch {
      // It is emptied before it is used again.
    }
  }

  function syncCopy(syncingCopy: Copy): void {
    syncingCopy.stale = false
    files.dataSync(syncingCopy.fd, (error) => {
      if (copy === syncingCopy && error === null && syncingCopy.stale) return syncCopy(syncingCopy)
      if (copy === syncingCopy && error === null && putInPlace(syncingCopy)) return
      if (copy === syncingCopy) abandonCopy()
      files.close(syncingCopy.fd)
      if (copying === syncingCopy) copying = null
    })
  }

  function putInPlace(next: Copy): boolean {
    try {
      files.rename(copyPath, path)
    } catch {
      return false
    }
    if (fd !== null) {
      if (syncing) retired.push(fd)
      else files.close(fd)
    }
    fd = next.fd
    goodBytes = next.bytes
    torn = false
    copy = null
    copying = null
    nameIsSure = false
    files.folderSync(path, (error) => {
      if (error !== null) setTrouble(error)
      nameIsSure = true
      for (const go of whenNameIsSure.splice(0)) go()
    })
    return true
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
      backlog.push(lineBytes(line))
      if (!flush()) return Promise.resolve(false)
      return new Promise((settle) => {
        waiters.push(settle)
        commitSoon()
      })
    },
    isDurable: () => trouble === null,
    sizeBytes() {
      try {
        open()
      } catch {
        // The next line says so.
      }
      return goodBytes
    },
    compact(lines) {
      if (copying !== null || trouble !== null || backlog.length > 0 || torn || closed) return null
      let made: Copy | null = null
      try {
        open()
        made = { fd: files.openAnew(copyPath), bytes: 0, stale: true }
        writeToCopy(made, Buffer.concat(lines().map(lineBytes)))
      } catch {
        if (made !== null) files.close(made.fd)
        abandonCopy()
        return null
      }
      copy = made
      copying = made
      syncCopy(made)
      return made.bytes
    },
    async close() {
      closed = true
      if (retry !== null) clearTimeout(retry)
      if (soon !== null) clearImmediate(soon)
      flush()
      commit()
      while (syncing || copying !== null || !nameIsSure) await new Promise((resume) => setTimeout(resume, 1))
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
