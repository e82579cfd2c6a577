import { profile } from './curve.ts'
import type { V2 } from './vector.ts'

// What the face can do, drawn in the front view: lids, brows and lips for each expression, in millimetres about the middle of
// the eye or mouth (her left eye; u runs from the inner corner −1 to the outer corner +1).

/** Names of the morph targets; all up to `angry` are VRM 1.0 presets. */
export const expressionNames = [
  'aa',
  'ih',
  'ou',
  'ee',
  'oh',
  'blinkLeft',
  'blinkRight',
  'blink',
  'happy',
  'sad',
  'surprised',
  'relaxed',
  'angry',
  'browUp',
  'browWorry',
  'fierce',
  'narrow',
  'shout',
  'wide',
  'laugh',
] as const
export type ExpressionName = (typeof expressionNames)[number]

type Curve = (u: number) => number
const drawn = (...keys: V2[]): Curve => profile(keys)
/** Lids are drawn for an eye of 41 mm and grown with it. */
const lid = (...keys: V2[]): Curve => profile(keys.map(([u, y]) => [u, y * 1.12]))

export const eyeHalfWidthMm = 22.5

const restUpper = lid([-1, -4.6], [-0.94, -0.4], [-0.82, 4.6], [-0.58, 9.8], [-0.22, 13.2], [0.15, 13.6], [0.5, 11.6], [0.8, 7.6], [1, 2.8])
const restLower = lid([-1, -4.6], [-0.86, -8], [-0.55, -11.6], [-0.15, -13.6], [0.3, -13.4], [0.65, -9.8], [0.86, -4.6], [1, 2.8])
const shutLine = lid([-1, -5], [-0.8, -7.2], [-0.4, -9.8], [0, -10.6], [0.4, -9.8], [0.75, -6.2], [1, 0.2])

/** Lids of one expression: the upper and lower edge at u, in mm. */
export interface Lids {
  readonly upper: Curve
  readonly lower: Curve
}

const between =
  (a: Curve, b: Curve, t: number): Curve =>
  (u) =>
    a(u) + (b(u) - a(u)) * t

export const restLids: Lids = { upper: restUpper, lower: restLower }
/** Lids of her left eye (`left`) or right eye for an expression. */
export function lidsOf(name: ExpressionName, left: boolean): Lids {
  switch (name) {
    case 'blink':
      return { upper: shutLine, lower: between(restLower, shutLine, 0.97) }
    case 'blinkLeft':
      return left ? lidsOf('blink', left) : restLids
    case 'blinkRight':
      return left ? restLids : lidsOf('blink', left)
    case 'happy': {
      const lower: Curve = (u) => restLower(u) + 3.4 * (1 - u * u)
      return { upper: (u) => restUpper(u) - 2.2 * (1 - u * u), lower }
    }
    case 'sad':
      return { upper: (u) => restUpper(u) - (2.6 + 2.4 * u) * (1 - u * u * 0.8), lower: (u) => restLower(u) + 1.2 * (1 - u * u) }
    case 'surprised':
      return { upper: (u) => restUpper(u) + 2.6 * (1 - u * u), lower: (u) => restLower(u) - 1 * (1 - u * u) }
    case 'relaxed':
      return { upper: between(restUpper, shutLine, 0.34), lower: between(restLower, shutLine, 0.12) }
    case 'angry':
      return { upper: (u) => restUpper(u) - (2.6 - 2.2 * u) * (1 - u * u * 0.7), lower: (u) => restLower(u) + 1.2 * (1 - u * u) }
    case 'fierce':
      return { upper: (u) => restUpper(u) - (4 - 2.6 * u) * (1 - u * u * 0.6), lower: (u) => restLower(u) + 2.6 * (1 - u * u) }
    case 'narrow':
      return { upper: (u) => restUpper(u) - 2.6 * (1 - u * u), lower: (u) => restLower(u) + 3 * (1 - u * u) }
    case 'wide':
      return { upper: (u) => restUpper(u) + 3.2 * (1 - u * u), lower: (u) => restLower(u) - 1.6 * (1 - u * u) }
    case 'laugh':
      return { upper: (u) => restUpper(u) - 1.2 * (1 - u * u), lower: (u) => restLower(u) + 4.2 * (1 - u * u) }
    default:
      return restLids
  }
}

/** How far a brow moves, mm: [inner end, middle, outer end]. */
export function browLift(name: ExpressionName): readonly [number, number, number] {
  switch (name) {
    case 'happy':
      return [2.2, 3.4, 2.2]
    case 'sad':
      return [5.2, 0.8, -2.6]
    case 'surprised':
      return [5.2, 6.4, 5]
    case 'relaxed':
      return [0.6, 1.2, -0.6]
    case 'angry':
      return [-4.4, -1.6, 2]
    case 'browUp':
      return [4, 5, 4]
    case 'browWorry':
      return [4.2, 1, -1.6]
    case 'fierce':
      return [-4.8, -0.8, 4]
    case 'narrow':
      return [-0.8, -0.4, 0.2]
    case 'shout':
      return [0.8, 1.2, 0.8]
    case 'wide':
      return [1.2, 1.6, 1.2]
    case 'laugh':
      return [3, 4.4, 3]
    case 'blink':
    case 'blinkLeft':
    case 'blinkRight':
      return [-0.4, -0.8, -0.4]
    case 'oh':
    case 'aa':
      return [0.3, 0.5, 0.3]
    default:
      return [0, 0, 0]
  }
}

/** Lips of one expression: half width, edges of the opening at u (−1…1, symmetric), how far the jaw drops and the lips pout; mm. */
export interface Lips {
  readonly halfWidth: number
  readonly upper: Curve
  readonly lower: Curve
  readonly jaw: number
  readonly pout: number
}

const restLine = drawn([0, -0.5], [0.3, -0.25], [0.6, -0.55], [0.85, 0.05], [1, 1])
const symmetric =
  (curve: Curve): Curve =>
  (u) =>
    curve(Math.abs(u))
/** An edge that starts at `corner` and reaches `middle`, the fuller the larger `round`. */
const arc =
  (middle: number, corner: number, round: number): Curve =>
  (u) =>
    corner + (middle - corner) * (1 - Math.abs(u) ** round)

export const restLips: Lips = { halfWidth: 17.5, upper: symmetric(restLine), lower: symmetric(restLine), jaw: 0, pout: 0 }

export function lipsOf(name: ExpressionName): Lips {
  switch (name) {
    case 'aa':
      return { halfWidth: 14.5, upper: arc(4.4, 0.6, 2.2), lower: arc(-15, 0.6, 3), jaw: 6.5, pout: 0 }
    case 'ih':
      return { halfWidth: 18, upper: arc(2.4, 0.9, 2.2), lower: arc(-4.6, 0.9, 2.4), jaw: 1.6, pout: -0.3 }
    case 'ou':
      return { halfWidth: 6.6, upper: arc(2.6, -1, 2.3), lower: arc(-5, -1, 2.6), jaw: 2, pout: 3 }
    case 'ee':
      return { halfWidth: 18.2, upper: arc(3.2, 0.6, 2.3), lower: arc(-7.6, 0.6, 2.6), jaw: 3, pout: -0.3 }
    case 'oh':
      return { halfWidth: 10, upper: arc(4.2, -3, 2.4), lower: arc(-11.8, -3, 2.6), jaw: 5.4, pout: 2 }
    case 'happy': {
      const smile = symmetric(drawn([0, -2.2], [0.4, -1.6], [0.75, 0.9], [1, 4.4]))
      return { halfWidth: 20.5, upper: smile, lower: smile, jaw: 0, pout: -0.4 }
    }
    case 'sad': {
      const droop = symmetric(drawn([0, 0.9], [0.4, 0.5], [0.8, -1.2], [1, -2.6]))
      return { halfWidth: 14, upper: droop, lower: droop, jaw: 0, pout: 0.4 }
    }
    case 'surprised':
      return { halfWidth: 8, upper: arc(3.2, -1.5, 2.4), lower: arc(-7, -1.5, 2.6), jaw: 3.4, pout: 1 }
    case 'relaxed': {
      const soft = symmetric(drawn([0, -1.1], [0.4, -0.7], [0.8, 0.6], [1, 2.2]))
      return { halfWidth: 18.4, upper: soft, lower: soft, jaw: 0, pout: 0 }
    }
    case 'angry': {
      const firm = symmetric(drawn([0, 0.5], [0.5, 0.2], [1, -1.4]))
      return { halfWidth: 15, upper: firm, lower: firm, jaw: 0, pout: 0 }
    }
    case 'shout': {
      // Laid over a vowel: it only adds to the opening of that.
      const rest = symmetric(restLine)
      const more = (mm: number) => (u: number) => rest(u) + mm * (1 - Math.abs(u) ** 2.4)
      return { halfWidth: 18.6, upper: more(1.4), lower: more(-5), jaw: 2.8, pout: 0.2 }
    }
    case 'laugh': {
      // A smile so wide that it opens.
      const edge = symmetric(drawn([0, 0.6], [0.4, 0.8], [0.75, 2], [1, 4.6]))
      const open = symmetric(drawn([0, -11.4], [0.4, -10], [0.75, -4.4], [1, 4.6]))
      return { halfWidth: 20.5, upper: edge, lower: open, jaw: 4.6, pout: -0.4 }
    }
    case 'fierce': {
      const set = symmetric(drawn([0, -0.6], [0.45, -0.5], [0.8, 0.1], [1, 0.9]))
      return { halfWidth: 18.2, upper: set, lower: set, jaw: 0, pout: 0.3 }
    }
    default:
      return restLips
  }
}

/** Which expressions move the mouth, which the eyes. */
export const movesMouth = (name: ExpressionName): boolean => lipsOf(name) !== restLips
export const movesLids = (name: ExpressionName, left: boolean): boolean => lidsOf(name, left) !== restLids
