import type { Edition } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { ReadyEditions } from './ready-editions.ts'

const edition = (hash: string, files: Record<string, string>) =>
  ({ hash, assets: Object.fromEntries(Object.entries(files).map(([path, of]) => [path, { hash: of, ext: 'bin' }])) }) as unknown as Edition
const settled = () => new Promise((done) => setImmediate(done))

function page(first: readonly (Edition | null)[]) {
  const world = { editions: first, fetched: [] as string[], broken: new Set<string>(), warmUnit: 1, nowMs: 0 }
  const ready = new ReadyEditions({
    editions: () => world.editions,
    address: ({ hash, ext }) => `/assets/${hash}.${ext}`,
    fetch: async (url) => {
      world.fetched.push(url)
      if (world.broken.has(url)) throw new Error('gone')
    },
    warm: () => world.warmUnit,
    localMs: () => world.nowMs,
  })
  const look = async () => {
    for (let k = 0; k < 8; k++) {
      ready.look()
      await settled()
    }
  }
  return { world, ready, look }
}

describe('a page asked which editions it could play', () => {
  it('names an edition once every file of it is there, and fetches what two editions share once', async () => {
    const running = edition('one', { 'a.ogg': 'aa', 'b.vrm': 'bb' })
    const { world, ready, look } = page([running, running])
    ready.look()
    expect(ready.ready).toEqual([])
    await look()
    expect(ready.ready).toEqual(['one'])
    world.editions = [running, edition('two', { 'a.ogg': 'aa', 'b.vrm': 'cc' })]
    await look()
    expect(ready.ready).toEqual(['one', 'two'])
    expect(world.fetched.sort()).toEqual(['/assets/aa.bin', '/assets/bb.bin', '/assets/cc.bin'])
  })
  it('does not name one whose file cannot be had, and tries it again later', async () => {
    const { world, ready, look } = page([edition('one', {}), edition('two', { 'x.ogg': 'xx', 'y.ogg': 'yy' })])
    world.broken.add('/assets/xx.bin')
    await look()
    expect(ready.ready).toEqual(['one'])
    expect(ready.draftUnit).toBeCloseTo(0.4)
    world.broken.clear()
    await look()
    expect(ready.ready).toEqual(['one'])
    world.nowMs = 5000
    await look()
    expect(ready.ready).toEqual(['one', 'two'])
  })
  it('waits for what must be decoded and sung, and for an edition that is still on its way', async () => {
    const { world, ready, look } = page([edition('one', {}), null])
    await look()
    expect([ready.ready, ready.draftUnit]).toEqual([['one'], 0])
    world.editions = [null, edition('two', { 'x.ogg': 'xx' })]
    world.warmUnit = 0.5
    await look()
    expect(ready.ready).toEqual(['one'])
    expect(ready.draftUnit).toBeCloseTo(0.9)
  })
})
