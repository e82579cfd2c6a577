import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeWav } from '@ghostlight/voice'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWavFile } from './wav-file.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ghostlight-wav-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const samples = Float32Array.from({ length: 1001 }, (_, i) => Math.sin(i / 7))

describe('a WAV file that grows', () => {
  it('is the file that would have been written at once, in every format, also with an odd number of bytes', () => {
    for (const format of [16, 24, 'float'] as const) {
      const path = join(folder, `${format}.wav`)
      const file = openWavFile(path, { sampleRateHz: 48_000, format })
      file.write(samples.subarray(0, 400))
      file.write(samples.subarray(400))
      expect(file.finish()).toBeCloseTo(1001 / 48_000)
      expect(readFileSync(path).equals(writeWav(samples, { sampleRateHz: 48_000, format })), String(format)).toBe(true)
    }
  })

  it('does not stand under its name before it is whole, and what was there stays until then', () => {
    const path = join(folder, 'x.wav')
    writeFileSync(path, 'old')
    const file = openWavFile(path, { sampleRateHz: 48_000, format: 16 })
    file.write(samples)
    expect(readFileSync(path, 'utf8')).toBe('old')
    file.discard()
    expect(readdirSync(folder)).toEqual(['x.wav'])
    expect(readFileSync(path, 'utf8')).toBe('old')
  })

  it('that was finished is not taken away by discarding it', () => {
    const path = join(folder, 'x.wav')
    const file = openWavFile(path, { sampleRateHz: 48_000, format: 16 })
    file.finish()
    file.discard()
    expect(readdirSync(folder)).toEqual(['x.wav'])
  })
})
