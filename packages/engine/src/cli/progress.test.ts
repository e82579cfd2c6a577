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
  it('says how long it will take once the pace is known, by what was done since it was first told of', () => {
    const told: string[] = []
    let clock = 0
    const progress = createProgress({ write: (piece: string) => told.push(piece) } as unknown as NodeJS.WriteStream, () => clock)
    for (const [atMs, done] of [
      [2000, 100],
      [4000, 120],
      [12_000, 200],
      [14_000, 300],
    ] as const) {
      clock = atMs
      progress.show('Drawing', done, 2000, 'pictures')
    }
    expect(told.map((line) => line.trim().replace('… Drawing: ', ''))).toEqual([
      '100 of 2000 pictures',
      '120 of 2000 pictures',
      '200 of 2000 pictures, about 3 min left',
      '300 of 2000 pictures, about 2 min left',
    ])
  })
  it('is a bar in one place on a terminal, and gone afterwards', () => {
    const text = written(true, [500, 1000])
    expect(text).toContain(`${'█'.repeat(12)}${'░'.repeat(12)}  Lead: 1 of 2 phrases`)
    expect(text).not.toContain('\n')
    expect(text.endsWith('\r\u001b[K')).toBe(true)
  })
})
