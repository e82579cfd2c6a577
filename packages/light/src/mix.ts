/**
 * A colour as amounts of the lights that a fixture can add up, in linear light. What red, green and blue have in common goes to white
 * first, then lime, amber and indigo take what they can; red, green and blue give the rest. Added up again the amounts are the
 * colour that was asked for, whichever lights there are beside the three.
 */
import type { LinearRgb } from './colour.ts'

/** What one light gives at full, linear and relative to red, green and blue of the same fixture: nominal, makers differ. */
const EMITTERS = {
  white: [1, 1, 1],
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

export const emptyMix = (): Mix => ({ red: 0, green: 0, blue: 0, white: 0, lime: 0, amber: 0, indigo: 0 })

/** @param has  what the fixture has beside red, green and blue. @param out  overwritten. */
export function writeMix([red, green, blue]: LinearRgb, has: readonly Emitter[], out: Mix): void {
  out.red = red
  out.green = green
  out.blue = blue
  for (const emitter of inTurn) {
    out[emitter] = 0
    if (!has.includes(emitter)) continue
    const [r, g, b] = EMITTERS[emitter]
    const amount = Math.min(1, share(out.red, r), share(out.green, g), share(out.blue, b))
    out[emitter] = amount
    out.red -= amount * r
    out.green -= amount * g
    out.blue -= amount * b
  }
}

const share = (left: number, gives: number): number => (gives === 0 ? Number.POSITIVE_INFINITY : Math.max(0, left) / gives)
