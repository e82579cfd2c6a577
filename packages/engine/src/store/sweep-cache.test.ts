import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sweepCache } from './sweep-cache.ts'

it('sweeping keeps every edition that the log of the performance in progress names, however old', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ghostlight-sweep-'))
  const hash = (n: number) => n.toString(16).padStart(64, '0')
  for (let n = 0; n < 60; n++) {
    writeFileSync(join(folder, `${hash(n)}.json`), '{}')
    utimesSync(join(folder, `${hash(n)}.json`), 1000 + n, 1000 + n)
  }
  sweepCache(folder, new Set([hash(0), hash(59)]))
  const left = new Set(readdirSync(folder))
  rmSync(folder, { recursive: true })
  expect(left.size).toBe(52)
  expect([0, 1, 7, 8, 9, 59].map((n) => left.has(`${hash(n)}.json`))).toEqual([true, false, false, false, true, true])
})
