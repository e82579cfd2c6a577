/** What a page of the stage must fetch before it can draw: the build is held to a budget, so that nothing heavy slips back in. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { repository } from './support/engine.ts'

const built = join(repository, 'dist/stage')

/** Every script and style sheet that the page names or that those import at once. */
function filesOf(page: string): readonly string[] {
  const html = readFileSync(join(built, page), 'utf8')
  const files = new Set([...html.matchAll(/assets\/([\w.-]+\.(?:js|css))"/g)].map(([, name]) => name!))
  for (const file of files) {
    const text = readFileSync(join(built, 'assets', file), 'utf8')
    for (const [, name] of text.matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) files.add(name!)
  }
  return [...files]
}
const zippedKb = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(join(built, 'assets', file)), { level: 9 }).length / 1000, 0)

describe('what is fetched before the first picture', () => {
  it.each([
    ['live.html', 470],
    ['stage.html', 400],
  ])('%s: at most %i kB, zipped', (page, mostKb) => {
    expect(zippedKb(filesOf(page))).toBeLessThan(mostKb)
  })

  it('is no sound, no type, no panel, no video and nothing that renders stems', () => {
    for (const page of ['live.html', 'stage.html'])
      expect(filesOf(page).filter((file) => /^(tone|fonts|AdjustPanel|video|SoundDesk|band|render)-/.test(file))).toEqual([])
  })

  it('lies there zipped as well', () => {
    for (const file of filesOf('live.html')) {
      const plain = readFileSync(join(built, 'assets', file))
      // Of a few bytes nothing can be spared.
      if (plain.length < 500) continue
      expect(readFileSync(join(built, 'assets', `${file}.gz`)).length).toBeLessThan(plain.length)
    }
  })
})
