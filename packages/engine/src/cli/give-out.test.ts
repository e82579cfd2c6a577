import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { giveOut, printedFormOf } from './give-out.ts'
import { Misuse } from './options.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

describe('what a verb prints', () => {
  it('has the form that an option names, else that of the ending of its file, else text', () => {
    expect(printedFormOf({ csv: true, out: 'night.html' })).toBe('csv')
    expect(printedFormOf({ out: 'night.HTML' })).toBe('html')
    expect(printedFormOf({ out: 'night.json' })).toBe('json')
    expect(printedFormOf({ out: 'night.txt' })).toBe('text')
    expect(printedFormOf({})).toBe('text')
  })
  it('goes to --out whole and leaves standard output empty', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ghostlight-out-'))
    const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const said = vi.spyOn(console, 'error').mockReturnValue()
    try {
      const out = join(folder, 'cues.csv')
      giveOut('number,name\r\n', { out })
      expect(readFileSync(out, 'utf8')).toBe('number,name\r\n')
      expect(stdout).not.toHaveBeenCalled()
      expect(said).toHaveBeenCalledWith(`Written: ${out}`)
      giveOut('text', {})
      expect(stdout).toHaveBeenCalledWith('text')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
  it('is refused with the path where it cannot be written, and without a path', () => {
    expect(() => giveOut('x', { out: join(tmpdir(), 'no-such-folder-here', 'x.csv') })).toThrow(/no-such-folder-here.*cannot be written/)
    expect(() => giveOut('x', { out: true })).toThrow(Misuse)
  })
})
