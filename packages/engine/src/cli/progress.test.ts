import { describe, expect, it } from 'vitest'
import { createProgress } from './progress.ts'

function written(isTTY: boolean, atMs: readonly number[]): string {
  let text = ''
  let clock = 0
  const out = { isTTY, write: (piece: string) => (text += piece) } as unknown as NodeJS.WriteStream
  const progress = createProgress(out, () => clock)
  atMs.forEach((ms, index) => {
    clock = ms
    progress.show('Lead', index + 1, atMs.length, 'phrases')
  })
  progress.clear()
  return text
}

describe('progress', () => {
  it('of short work is not shown', () => {
    expect(written(false, [1, 2, 3])).toBe('')
    expect(written(true, [1, 2, 3])).toBe('')
  })
  it('is a line now and then where nothing can be drawn over', () => {
    expect(written(false, [1000, 2000, 2500, 4100])).toBe('  … Lead: 2 of 4 phrases\n  … Lead: 4 of 4 phrases\n')
  })
  it('is a bar in one place on a terminal, and gone afterwards', () => {
    const text = written(true, [500, 1000])
    expect(text).toContain(`${'█'.repeat(12)}${'░'.repeat(12)}  Lead: 1 of 2 phrases`)
    expect(text).not.toContain('\n')
    expect(text.endsWith('\r\u001b[K')).toBe(true)
  })
})
