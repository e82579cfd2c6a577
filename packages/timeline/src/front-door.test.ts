import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** Modules a module loads at run time: imports and re-exports that are not types only. */
function loadedBy(path: string, seen = new Set<string>(), outside = new Set<string>()): { inside: Set<string>; outside: Set<string> } {
  if (!seen.has(path)) {
    seen.add(path)
    const text = readFileSync(new URL(path, import.meta.url), 'utf8')
    for (const match of text.matchAll(/^(?:import|export)\s+(?!type\b)([^'"=;()]*?)\s+from\s+'([^']+)'/gm)) {
      const names = match[1]?.startsWith('{')
        ? match[1]
            .slice(1, -1)
            .split(',')
            .map((name) => name.trim())
            .filter(Boolean)
        : ['*'] // prettier-ignore
      if (names.every((name) => name.startsWith('type '))) continue
      if (match[2]!.startsWith('.')) loadedBy(new URL(match[2]!, new URL(path, import.meta.url)).href, seen, outside)
      else outside.add(match[2]!)
    }
  }
  return { inside: seen, outside }
}

describe('the front door', () => {
  it('loads no parser at run time: no zod, no document shapes, no format, so that a phone need not', () => {
    const { inside, outside } = loadedBy(new URL('./index.ts', import.meta.url).href)
    expect(inside.size).toBeGreaterThan(20)
    expect([...outside]).toEqual(['mutative'])
    expect([...inside].filter((path) => /\/(document|format|testing)\//.test(path))).toEqual([])
  })

  it('the format door does load them, so this test can tell', () => {
    const { outside } = loadedBy(new URL('./format/index.ts', import.meta.url).href)
    expect([...outside]).toContain('zod')
  })
})
