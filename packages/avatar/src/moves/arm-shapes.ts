import type { HandKey } from './move.ts'

// Places for hands that several moves share. Azimuth 0 is forward, 90 to the side; elevation 0 the horizontal.

export const arm = {
  /** Before the ribs, elbow out: ready for the next arrival. */
  guard: { azimuth: 24, elevation: -34, reach: 0.56, shape: 'soft', elbow: [0.35, 0, -0.1], palm: [-1, -0.2, 0] },
  /** Straight out to the side, palm to the hall. */
  side: { azimuth: 82, elevation: 12, reach: 0.97, palm: [0, 0.1, 1], shape: 'open', flex: -10 },
  /** Diagonal up and out. */
  high: { azimuth: 68, elevation: 52, reach: 0.97, palm: [0, 0, 1], shape: 'open', flex: -8 },
  /** Diagonal down and out. */
  lowSide: { azimuth: 70, elevation: -44, reach: 0.95, palm: [-0.4, -0.2, 1], shape: 'open', flex: -12 },
  /** Overhead, elbow soft. */
  overhead: { azimuth: 60, elevation: 78, reach: 0.96, palm: [-0.5, 0, 1], shape: 'open', flex: -6 },
  /** Knuckles on the hip, elbow to the side. */
  onHip: {
    azimuth: 60,
    elevation: -74,
    reach: 0.62,
    onHips: true,
    elbow: [0.9, 0.1, -0.4],
    palm: [-0.6, -0.6, -0.6],
    shape: 'fist',
    flex: 50,
  },
  /** Hanging, a little away from the body. */
  hang: { azimuth: 62, elevation: -74, reach: 0.96, palm: [-1, 0, -0.3], shape: 'relaxed', flex: 6 },
  /** Flat on the heart. */
  heart: { azimuth: -13, elevation: -34, reach: 0.47, elbow: [0.6, -0.1, 0], palm: [0, 0, -1], shape: 'graceful', flex: 6 },
  /** To the hall, palm up. */
  offer: { azimuth: 22, elevation: -12, reach: 0.8, palm: [0, 1, 0.35], shape: 'graceful', flex: -8 },
  /** A tail of the coat held out to the side. */
  coatTail: { azimuth: 96, elevation: -56, reach: 0.84, elbow: [0.5, 0.1, -0.3], palm: [-0.7, 0.2, -0.5], shape: 'hold', flex: 22 },
  /** Palms together before the chest. */
  clap: { azimuth: -13, elevation: 2, reach: 0.6, palm: [-1, 0, -0.1], shape: 'blade', elbow: [-0.1, -0.5, 0] },
  /** One hand laid about the other at the height of the breast, elbows down. */
  clasps: { azimuth: -30, elevation: -16, reach: 0.54, palm: [-0.3, -0.2, -1], shape: 'cup', elbow: [0.4, -0.4, 0] },
  /** The hand in it. */
  clasped: { azimuth: -30, elevation: -22, reach: 0.5, palm: [-0.6, 0.3, -0.7], shape: 'soft', elbow: [0.4, -0.4, 0] },
} as const satisfies Record<string, HandKey>

/** The same place with some numbers changed. */
export const but = (key: HandKey, change: Partial<HandKey>): HandKey => ({ ...key, ...change })
