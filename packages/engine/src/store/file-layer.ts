/** The few file operations that must not surprise a show. A layer of its own, so that tests can make each of them fail. */
import {
  closeSync,
  fdatasync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'

export interface FileLayer {
  makeFolder(path: string): void
  /** null when there is no such file. */
  read(path: string): Buffer | null
  /** Replaces the file in one step: either the old or the new bytes are there, whatever happens. */
  replace(path: string, bytes: string | Uint8Array): void
  openForAppend(path: string): number
  openForUpdate(path: string): number
  /** @returns bytes written, perhaps fewer than given. `at`: null appends. */
  write(fd: number, bytes: Uint8Array, at: number | null): number
  truncate(fd: number, lengthBytes: number): void
  dataSync(fd: number, done: (error: Error | null) => void): void
  close(fd: number): void
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
      } catch (error) {
        rmSync(beside, { force: true }) // half a file on a full disk
        throw error
      }
    },
    openForAppend: (path) => openSync(path, 'a'),
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
    close: (fd) => closeSync(fd),
  }
}
