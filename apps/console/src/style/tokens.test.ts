import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const tokens = new Map([...css.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1]!, match[2]!]))

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const unit = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return unit <= 0.04045 ? unit / 12.92 : ((unit + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}
const token = (name: string): string => {
  const colour = tokens.get(name)
  if (colour === undefined) throw new Error(`tokens.css has no colour --${name}`)
  return colour
}

describe('colours for a dark room', () => {
  const words = ['ink', 'ink-soft', 'standby', 'running', 'held', 'overridden', 'fault', 'offline', 'lantern']
  for (const ground of ['ground', 'panel', 'raised'])
    for (const word of words)
      it(`--${word} reads at 7:1 or better on --${ground}`, () => {
        expect(contrast(token(word), token(ground))).toBeGreaterThanOrEqual(7)
      })
  it('dark words on lit buttons read at 7:1 or better', () => {
    for (const lit of ['ink', 'go', 'go-pressed', 'held', 'overridden', 'fault', 'lantern'])
      expect(contrast(token('on-light'), token(lit))).toBeGreaterThanOrEqual(7)
  })
  it('edges of controls stand out at 3:1 or better', () => {
    for (const ground of ['ground', 'panel', 'raised']) expect(contrast(token('edge'), token(ground))).toBeGreaterThanOrEqual(3)
  })
})
