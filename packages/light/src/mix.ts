/**
 * A colour as amounts of the lights that a fixture can add up, in linear light. What red, green and blue have in common goes to white
 * first, then lime, amber and indigo take what they can; red, green and blue give the rest. Added up again the amounts are the
 * colour that was asked for, whichever lights there are beside the three. A warm and a cold white together are one white, as warm as the
 * colour is. The order is always the same, so that a fade of the colour is a fade of every light.
 */
import { kelvinOf, kelvinRgb, type LinearRgb, WHITE } from './colour.ts'

/** Where the warm white of most fixtures lies, and the cold one. */
const WARM_K = 2700
const COLD_K = 6500
const WARM = kelvinRgb(WARM_K)

/** What one light gives at full, linear and relative to red, green and blue of the same fixture: nominal, makers differ. */
const EMITTERS = {
  white: WHITE,
  coldWhite: WHITE,
  warmWhite: WARM,
  // About 565 nm.
  lime: [0.65, 1, 0],
  // About 590 nm.
  amber: [1, 0.4, 0],
  // About 445 nm.
  indigo: [0.25, 0, 1],
} as const satisfies Record<string, LinearRgb>

export type Emitter = keyof typeof EMITTERS
export const isEmitter = (kind: string): kind is Emitter => Object.hasOwn(EMITTERS, kind)
const inTurn = Object.keys(EMITTERS).filter(isEmitter)

/** Amounts 0–1 of each light. */
export type Mix = Record<Emitter | 'red' | 'green' | 'blue', number>

export const emptyMix = (): Mix => ({ red: 0, green: 0, blue: 0, white: 0, coldWhite: 0, warmWhite: 0, lime: 0, amber: 0, indigo: 0 })

/** @param has  what the fixture has beside red, green and blue. @param out  overwritten. */
export function writeMix(rgb: LinearRgb, has: readonly Emitter[], out: Mix): void {
  out.red = rgb[0]
  out.green = rgb[1]
  out.blue = rgb[2]
  for (const emitter of inTurn) out[emitter] = 0
  const tunable = has.includes('warmWhite') && has.includes('coldWhite')
  if (tunable) {
    const coldUnit = coldShareOf(rgb)
    const amount = take(out, [1, WARM[1] + (1 - WARM[1]) * coldUnit, WARM[2] + (1 - WARM[2]) * coldUnit])
    out.coldWhite = amount * coldUnit
    out.warmWhite = amount * (1 - coldUnit)
  }
  for (const emitter of inTurn) {
    if (!has.includes(emitter) || (tunable && (emitter === 'warmWhite' || emitter === 'coldWhite'))) continue
    out[emitter] = take(out, EMITTERS[emitter])
  }
}

/** White lights alone make no colours: two of them are as warm as the colour, one is always full. */
export function writeWhites(rgb: LinearRgb, has: readonly Emitter[], out: Mix): void {
  writeMix(WHITE, has, out)
  if (!has.includes('warmWhite') || !has.includes('coldWhite')) return
  out.coldWhite = coldShareOf(rgb)
  out.warmWhite = 1 - out.coldWhite
}

/** As much of a light as the rest of the colour allows; it leaves the rest. */
function take(out: Mix, [r, g, b]: LinearRgb): number {
  const amount = Math.min(1, share(out.red, r), share(out.green, g), share(out.blue, b))
  out.red -= amount * r
  out.green -= amount * g
  out.blue -= amount * b
  return amount
}

const share = (left: number, gives: number): number => (gives === 0 ? Number.POSITIVE_INFINITY : Math.max(0, left) / gives)

/** Between warm (0) and cold (1), even in mired. */
const coldShareOf = (rgb: LinearRgb): number =>
  Math.min(1, Math.max(0, (1e6 / WARM_K - 1e6 / kelvinOf(rgb)) / (1e6 / WARM_K - 1e6 / COLD_K)))
