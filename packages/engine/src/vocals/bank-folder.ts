/** A voicebank in a folder of this machine, and the frames that were analysed of it before. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import {
  analysisVersion,
  type BankFolder,
  type Frames,
  packedFrameBytes,
  packFrames,
  readVoicebank,
  unpackFrames,
  type Voicebank,
} from '@ghostlight/voice/bank-import'
import type { FileLayer } from '../store/file-layer.ts'

/** null when the bytes are not valid in the encoding, or nobody knows it. */
function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const deepest = 6
const mostFiles = 20_000

/** Files below a folder, "/" between folders; links are not followed out of it. */
function pathsIn(folder: string, inside: string, depth: number, out: string[]): string[] {
  if (depth > deepest || out.length > mostFiles) return out
  for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue
    const path = inside === '' ? entry.name : `${inside}/${entry.name}`
    if (entry.isDirectory()) pathsIn(folder, path, depth + 1, out)
    else if (entry.isFile()) out.push(path)
  }
  return out
}

export const isBankFolder = (folder: string): boolean => existsSync(folder) && statSync(folder).isDirectory()

/** @throws NodeJS.ErrnoException when there is no such folder */
export function openBankFolder(folder: string): BankFolder {
  return {
    paths: pathsIn(folder, '', 0, []),
    read(path) {
      try {
        return readFileSync(join(folder, path))
      } catch {
        return null // said by who asked for it
      }
    },
  }
}

export const readBank = (folder: string, files: BankFolder): Voicebank => readVoicebank(files, { folderName: basename(folder), decode })

/** Changes when any file of the folder does. */
export function stampOf(folder: string): string {
  const hash = createHash('sha256')
  for (const path of pathsIn(folder, '', 0, []).sort()) {
    const stat = statSync(join(folder, path))
    hash.update(`${path}\n${stat.size}\n${stat.mtimeMs}\n`)
  }
  return hash.digest('hex')
}

export interface FrameShelf {
  readonly kept: (bytes: Uint8Array) => Frames | null
  readonly keep: (bytes: Uint8Array, frames: Frames) => void
}

/** Analysed recordings by the hash of their bytes. @param folder null: nothing is kept. */
export function createFrameShelf(folder: string | null, files: FileLayer): FrameShelf {
  const pathOf = (bytes: Uint8Array): string | null =>
    folder === null ? null : join(folder, `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}-${analysisVersion}.frames`)
  if (folder !== null) {
    try {
      files.makeFolder(folder)
    } catch {
      // Read-only: analysed again next time.
    }
  }
  return {
    kept(bytes) {
      const path = pathOf(bytes)
      const packed = path === null ? null : files.read(path)
      if (packed === null || packed.length === 0 || packed.length % packedFrameBytes !== 0) return null
      return unpackFrames(packed, 0, packed.length / packedFrameBytes)
    },
    keep(bytes, frames) {
      const path = pathOf(bytes)
      if (path === null) return
      const packed = new Uint8Array(frames.count * packedFrameBytes)
      packFrames(frames, packed, 0)
      try {
        files.replace(path, packed)
      } catch {
        // A full disk: analysed again next time.
      }
    },
  }
}
