import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { Refusal, refusalsJa, whyIn } from './refusal.ts'

const readers = new URL('../../../../packages/avatar/src/import/', import.meta.url)

it('every reason for which a reader refuses a file is said in Japanese, and none besides', () => {
  const codes = readdirSync(readers)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(new URL(name, readers), 'utf8'))
    .flatMap((source) => [...source.matchAll(/(?:refuse|refused|problem)\(\s*'([a-z-]+)'/g)].map(([, code]) => code!))
  expect(codes.length).toBeGreaterThan(20)
  expect(Object.keys(refusalsJa).sort()).toEqual([...new Set(codes)].sort())
})

it('what is missing is named in either language; words of a library are passed on', () => {
  const message = 'bones that every VRM has are not there: head, hips; assign them where you made it'
  const refusal = new Refusal([{ path: '', code: 'missing-bones', severity: 'error', message }])
  expect(whyIn('en', refusal)).toBe(message)
  expect(whyIn('ja', refusal)).toContain('(head, hips)')
  expect(whyIn('ja', new Error('THREE says no'))).toBe('THREE says no')
})
