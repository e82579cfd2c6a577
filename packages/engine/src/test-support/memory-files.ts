/**
 * A file layer in memory, for tests: its disk can fill up, its syncs can be held back, and it can be cut off after any operation, by the
 * end of the process (`content` stands as it is) or by a power cut (`afterPowerCut`: what was synced, under the names that were synced).
 */
import type { FileLayer } from '../store/file-layer.ts'

export interface MemoryFiles extends FileLayer {
  /** By path, as a process sees it; what is put here is on the disk too. */
  readonly content: { get(path: string): Buffer | undefined; set(path: string, bytes: Buffer): void; keys(): Iterable<string> }
  /** Bytes that still fit; Infinity at first. */
  roomBytes: number
  /** While true, syncs wait for `finishSyncs`. */
  holdSyncs: boolean
  finishSyncs(): void
  syncs: number
  /** Turns of the event loop that the next sync takes; 1 at first. */
  syncTurns: () => number
  /** Operations that change something, so far. */
  operations: number
  /** After so many operations the process is no more: every later one throws `Gone`, no sync answers. */
  endsAfter: number
  /** What a machine finds that lost its power now. */
  afterPowerCut(): Map<string, Buffer>
}
const later = (turns: number, act: () => void): void => void setImmediate(() => (turns <= 1 ? act() : later(turns - 1, act)))

export class Gone extends Error {}

interface File {
  bytes: Buffer
  /** How much of it is on the disk for certain. */
  syncedBytes: number
}

export function createMemoryFiles(): MemoryFiles {
  const names = new Map<string, File>()
  /** The same as the disk has it. */
  let keptNames = new Map<string, File>()
  const keepNames = () => {
    keptNames = new Map(names)
  }
  const open = new Map<number, File>()
  const waiting: (() => void)[] = []
  let nextFd = 3
  const full = () => Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
  /** Counts an operation; the one that is too many does not happen. */
  const step = () => {
    if (files.operations >= files.endsAfter) throw new Gone('the process has ended')
    files.operations += 1
  }
  const synced = (work: () => void, done: (error: null) => void) => {
    const finish = () => {
      if (files.operations >= files.endsAfter) return
      files.operations += 1
      work()
      done(null)
    }
    files.syncs += 1
    if (files.holdSyncs) waiting.push(finish)
    else later(files.syncTurns(), finish)
  }
  /** Opened files are made on the disk at once: what matters here is what stands in them. */
  const fileAt = (path: string): File => {
    const known = names.get(path)
    if (known !== undefined) return known
    const file: File = { bytes: Buffer.alloc(0), syncedBytes: 0 }
    names.set(path, file)
    keptNames.set(path, file)
    return file
  }
  const handle = (file: File): number => {
    open.set(nextFd, file)
    return nextFd++
  }
  const files: MemoryFiles = {
    content: {
      get: (path) => names.get(path)?.bytes,
      keys: () => names.keys(),
      set(path, bytes) {
        names.set(path, { bytes, syncedBytes: bytes.length })
        keepNames()
      },
    },
    roomBytes: Number.POSITIVE_INFINITY,
    holdSyncs: false,
    syncs: 0,
    syncTurns: () => 1,
    operations: 0,
    endsAfter: Number.POSITIVE_INFINITY,
    finishSyncs() {
      for (const done of waiting.splice(0)) done()
    },
    afterPowerCut: () => new Map([...keptNames].map(([path, file]) => [path, Buffer.from(file.bytes.subarray(0, file.syncedBytes))])),
    makeFolder: () => undefined,
    read: (path) => names.get(path)?.bytes ?? null,
    replace(path, bytes) {
      step()
      if (bytes.length > files.roomBytes) throw full()
      files.content.set(path, Buffer.from(bytes as string))
    },
    openForAppend: (path) => handle(fileAt(path)),
    openAnew(path) {
      step()
      names.delete(path)
      return handle(fileAt(path))
    },
    openForUpdate: (path) => files.openForAppend(path),
    write(fd, bytes, at) {
      step()
      const file = open.get(fd)!
      const fits = Math.min(bytes.length, files.roomBytes)
      if (fits === 0) throw full()
      files.roomBytes -= fits
      const written = bytes.subarray(0, fits)
      file.bytes = at === null ? Buffer.concat([file.bytes, written]) : Buffer.from(written)
      return fits
    },
    truncate(fd, lengthBytes) {
      step()
      const file = open.get(fd)!
      file.bytes = file.bytes.subarray(0, lengthBytes)
      file.syncedBytes = Math.min(file.syncedBytes, lengthBytes)
    },
    dataSync(fd, done) {
      const file = open.get(fd)!
      const lengthBytes = file.bytes.length
      synced(() => {
        file.syncedBytes = Math.max(file.syncedBytes, Math.min(lengthBytes, file.bytes.length))
      }, done)
    },
    rename(from, to) {
      step()
      const file = names.get(from)
      if (file === undefined) throw new Error(`ENOENT: ${from}`)
      names.delete(from)
      names.set(to, file)
    },
    folderSync: (_path, done) => synced(keepNames, done),
    remove(path) {
      step()
      names.delete(path)
    },
    close: (fd) => void open.delete(fd),
  }
  return files
}
