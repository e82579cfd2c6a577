/** The few file operations that must not surprise a show. A layer of its own, so that tests can make each of them fail. */
import {
  close,
  closeSync,
  fdatasync,
  fsync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  open,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

export interface FileLayer {
  makeFolder(path: string): void
  /** null when there is no such file. */
  read(path: string): Buffer | null
  /** Replaces the file in one step: either the old or the new bytes are there, whatever happens, and the new ones once this returns. */
  replace(path: string, bytes: string | Uint8Array): void
  openForAppend(path: string): number
  /** Empty, for appending. */
  openAnew(path: string): number
  openForUpdate(path: string): number
  /** @returns bytes written, perhaps fewer than given. `at`: null appends. */
  write(fd: number, bytes: Uint8Array, at: number | null): number
  truncate(fd: number, lengthBytes: number): void
  dataSync(fd: number, done: (error: Error | null) => void): void
  /** Takes the place of what is there, in one step; a power cut may bring the old file back until `folderSync` is done. */
  rename(from: string, to: string): void
  /** What was renamed beside this file stays so. */
  folderSync(path: string, done: (error: Error | null) => void): void
  /** Nothing happens when it is not there. */
  remove(path: string): void
  close(fd: number): void
}

/** Windows keeps its folders by itself, and opens none as a file. */
const foldersAreFiles = process.platform !== 'win32'

function syncFolderNow(path: string): void {
  if (!foldersAreFiles) return
  const fd = openSync(dirname(path), 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

export function createFileLayer(): FileLayer {
  return {
    makeFolder: (path) => void mkdirSync(path, { recursive: true }),
    read(path) {
      try {
        return readFileSync(path)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },
    replace(path, bytes) {
      const beside = `${path}.${process.pid}.new`
      try {
        writeFileSync(beside, bytes, { flush: true })
        renameSync(beside, path)
        syncFolderNow(path)
      } catch (error) {
        rmSync(beside, { force: true }) // half a file on a full disk
        throw error
      }
    },
    openForAppend: (path) => openSync(path, 'a'),
    openAnew(path) {
      rmSync(path, { force: true })
      return openSync(path, 'a')
    },
    openForUpdate(path) {
      try {
        return openSync(path, 'r+')
      } catch {
        return openSync(path, 'w+')
      }
    },
    write: (fd, bytes, at) => writeSync(fd, bytes, 0, bytes.length, at),
    truncate: (fd, lengthBytes) => ftruncateSync(fd, lengthBytes),
    dataSync: (fd, done) => fdatasync(fd, done),
    rename: (from, to) => renameSync(from, to),
    folderSync(path, done) {
      if (!foldersAreFiles) {
        setImmediate(done, null)
        return
      }
      open(dirname(path), 'r', (unopened, fd) => {
        if (unopened) done(unopened)
        else fsync(fd, (error) => close(fd, () => done(error)))
      })
    },
    remove: (path) => rmSync(path, { force: true }),
    close: (fd) => closeSync(fd),
  }
}
