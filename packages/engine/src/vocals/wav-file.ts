/** A WAV file that grows while it is sung. Until it is whole it stands beside its name, so that nobody ever opens half of one. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { type WavOptions, wavHead, wavPadding, wavSamples } from '@ghostlight/voice'

/** What stands beside `path` while it is written; whoever ends a thread in the middle removes it. */
export const unfinished = (path: string): string => `${path}.${process.pid}.new`

export interface WavFile {
  /** @throws NodeJS.ErrnoException, such as on a full disk; RangeError beyond 4 GB */
  write(samples: Float32Array): void
  /** Puts it in its place, instead of what was there. @returns its length in seconds */
  finish(): number
  /** Nothing is left of it. */
  discard(): void
}

/** @throws NodeJS.ErrnoException when it cannot be written there */
export function openWavFile(path: string, options: WavOptions): WavFile {
  const beside = unfinished(path)
  const file = openSync(beside, 'w')
  let count = 0
  let isOpen = true
  const put = (bytes: Uint8Array, at: number | null): void => {
    for (let from = 0; from < bytes.length; ) from += writeSync(file, bytes, from, bytes.length - from, at === null ? null : at + from)
  }
  put(wavHead(0, options), null)
  return {
    write(samples) {
      count += samples.length
      wavHead(count, options) // refuses what the format cannot hold before the disk is full of it
      put(wavSamples(samples, options), null)
    },
    finish() {
      put(new Uint8Array(wavPadding(count, options)), null)
      put(wavHead(count, options), 0)
      fsyncSync(file)
      isOpen = false
      closeSync(file)
      renameSync(beside, path)
      return count / options.sampleRateHz
    },
    discard() {
      if (isOpen) closeSync(file)
      isOpen = false
      rmSync(beside, { force: true })
    },
  }
}
