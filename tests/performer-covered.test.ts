/** A sample of `npm run bench covered`: what should stay hidden does. */
import { expect, it } from 'vitest'
import { buildPerformer } from '../packages/avatar/src/performer/index.ts'
import { type Found, study } from './bench/covered.ts'

const aimPx = 4

async function patches(vrm: Uint8Array, moves: readonly string[], hz: number): Promise<readonly Found[]> {
  const found: Found[] = []
  await study('hotaru', vrm, moves, hz, (one) => found.push(one))
  return found
}

it('bowing and turning, no inside and no covered skin shows more than 4 px from any of eight sides', async () => {
  expect(await patches(buildPerformer('hotaru'), ['bow', 'chain-turn'], 1)).toEqual([])
})

it('would be noticed: with cloth drawn from one side only, one looks through the coat', async () => {
  const text = Buffer.from(buildPerformer('hotaru')).toString('latin1').replaceAll('"doubleSided":true', '"doubleSided":null')
  const found = await patches(Uint8Array.from(Buffer.from(text, 'latin1')), ['chain-turn'], 0.5)
  expect(found.some((one) => one.part === 'Coat' && one.areaPx > aimPx)).toBe(true)
})
