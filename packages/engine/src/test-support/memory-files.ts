/** A file layer in memory, whose disk can fill up and whose syncs can be held back. For tests. */
import type { FileLayer } from '../store/file-layer.ts'

export interface MemoryFiles extends FileLayer {
  readonly content: Map<string, Buffer>
  /** Bytes that still fit; Infinity at first. */
  roomBytes: number
  /** While true, syncs wait for `finishSyncs`. */
  holdSyncs: boolean
  finishSyncs(): void
  syncs: number
}

export function createMemoryFiles(): MemoryFiles {
  const content = new Map<string, Buffer>()
  const open = new Map<number, string>()
  let waiting: (() => void)[] = []
  let nextFd = 3
  const full = () => Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
  const files: MemoryFiles = {
    content,
    roomBytes: Number.POSITIVE_INFINITY,
    holdSyncs: false,
    syncs: 0,
    finishSyncs() {
      for (const done of waiting.splice(0)) done()
    },
    makeFolder: () => undefined,
    read: (path) => content.get(path) ?? null,
    replace(path, bytes) {
      if (bytes.length > files.roomBytes) throw full()
      content.set(path, Buffer.from(bytes as string))
    },
    openForAppend(path) {
      if (!content.has(path)) content.set(path, Buffer.alloc(0))
      open.set(nextFd, path)
      return nextFd++
    },
    openForUpdate: (path) => files.openForAppend(path),
    write(fd, bytes, at) {
      const path = open.get(fd)!
      const fits = Math.min(bytes.length, files.roomBytes)
      if (fits === 0) throw full()
      files.roomBytes -= fits
      const before = content.get(path)!
      content.set(path, at === null ? Buffer.concat([before, bytes.subarray(0, fits)]) : Buffer.from(bytes.subarray(0, fits)))
      return fits
    },
    truncate(fd, lengthBytes) {
      const path = open.get(fd)!
      content.set(path, content.get(path)!.subarray(0, lengthBytes))
    },
    dataSync(_fd, done) {
      files.syncs += 1
      if (files.holdSyncs) waiting.push(() => done(null))
      else setImmediate(() => done(null))
    },
    close: (fd) => void open.delete(fd),
  }
  waiting = []
  return files
}
