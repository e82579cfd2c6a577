import { profile } from './curve.ts'

// The lines a tailor draws on the coat: where its front edge runs and how far the lapel reaches over it. Cloth and picture follow them.

/** Where the coat's front edge runs: the angle from the middle at each height. */
export const coatEdge = profile([
  [0.985, 40],
  [1.0, 30],
  [1.03, 14],
  [1.06, 6.5],
  [1.085, 6],
  [1.12, 9],
  [1.2, 22],
  [1.28, 31],
  [1.33, 34.5],
  [1.352, 38.5],
  [1.374, 45],
])

/** Outline of a lapel from the button (0) to the collar (1): how far it reaches from the coat's edge, degrees; with a peak below the collar. */
export const lapelReach = profile([
  [0, 0],
  [0.12, 6],
  [0.3, 15],
  [0.5, 23],
  [0.62, 28],
  [0.7, 31],
  [0.735, 31],
  [0.765, 22],
  [0.85, 18],
  [0.95, 16],
  [1.08, 11],
])
