import type { HandShapeName } from '../hands.ts'
import type { Carriage } from './carriage.ts'
import type { Ease } from './key-curve.ts'

/** Degrees and metres; what is left out is 0. Signs as in `figure.ts`. */
export interface HipsKey {
  readonly x?: number
  readonly y?: number
  readonly z?: number
  readonly yaw?: number
  readonly pitch?: number
  readonly tilt?: number
}
export interface TurnKey {
  readonly yaw?: number
  readonly pitch?: number
  readonly tilt?: number
}
/** A hand's place as a dancer says it: which way the arm goes, how far, where the palm looks. */
export interface HandKey {
  /** Degrees from straight forward (0) outward to the side (90); negative crosses the body. */
  readonly azimuth: number
  /** Degrees above the horizontal, −90 hanging to 90 overhead. */
  readonly elevation: number
  /** Wrist from shoulder, arm lengths 0.25–0.99. */
  readonly reach: number
  /** Where the palm looks: outward, up, forward. Left out: the forearm lies easy. */
  readonly palm?: readonly [number, number, number]
  /** Added to the elbow's natural direction: outward, up, forward. */
  readonly elbow?: readonly [number, number, number]
  readonly flex?: number
  readonly dev?: number
  readonly shrug?: number
  readonly press?: number
  readonly shape?: HandShapeName
  /** The place belongs to the hips (hand on hip) and not to the chest. */
  readonly onHips?: boolean
}

export type Key<T> = readonly [beat: number, value: T, ease?: Ease]

/** One foot leaves the floor at `lift` and stands again at `land`; between steps it is locked. */
export interface Step {
  readonly foot: 'left' | 'right'
  readonly lift: number
  readonly land: number
  /** Where it lands, from its rest: outward and forward, m. Left out: where it stood. */
  readonly x?: number
  readonly z?: number
  /** Outward turn at landing, degrees. */
  readonly yaw?: number
  /** Height of the swing, m; 0 is a pivot on the ball. */
  readonly height?: number
  /** How the weight arrives: ball first (dance walk, waltz rise), flat, or heel first. */
  readonly landing?: 'ball' | 'flat' | 'heel'
  /** Detour at mid swing (a kick, a tap aside): outward, forward, m. */
  readonly through?: readonly [x: number, z: number]
}

/** Both feet leave the floor; height follows from the time in the air. */
export interface Jump {
  readonly lift: number
  readonly land: number
  /** The foot that is drawn up under her on the way: higher than the other, and back; m. */
  readonly tuck?: { readonly foot: 'left' | 'right'; readonly up: number; readonly back: number }
}

/** What goes on under the keys with every beat. */
export interface Groove {
  readonly periodBeats: number
  /** Beat of the lowest point. */
  readonly lowBeat: number
  /** Hips go down by this much, m; the knees give. */
  readonly dipM: number
  /** Chest forward and head nod at the lowest point, degrees. */
  readonly chestDeg?: number
  readonly nodDeg?: number
  /** Shoulders up at the lowest point, degrees. */
  readonly shrugDeg?: number
  /** Hands ride along: down by this much of an arm length. */
  readonly handUnit?: number
  /** 1: sine; 2 and more: short low, long high. */
  readonly sharp?: number
  /** Hips sway from side to side once in twice the period, m. */
  readonly swayM?: number
}

export type MoveKind = 'groove' | 'step' | 'arms' | 'point' | 'clap' | 'wave' | 'turn' | 'jump' | 'pose' | 'walk' | 'bow' | 'talk' | 'slow'
export type LimbName = 'leftHand' | 'rightHand' | 'leftFoot' | 'rightFoot'

/** One reusable dance motion, phase-locked to beats: what a choreographer writes down. */
export interface MoveSheet {
  readonly name: string
  readonly title: { readonly en: string; readonly ja: string }
  readonly kind: MoveKind
  /** Quarter notes per bar the move is felt in; it repeats every `lengthBeats`. */
  readonly metre: 3 | 4
  readonly lengthBeats: number
  readonly homeBpm: number
  /** Tempo window; outside it the move goes at half or double time. */
  readonly windowBpm: readonly [number, number]
  readonly energyUnit: number
  /** Which foot bears the weight where it begins and where it ends. */
  readonly entry: 'both' | 'left' | 'right'
  readonly exit: 'both' | 'left' | 'right'
  readonly lead: LimbName
  /** Beats on which the leading limb arrives. */
  readonly accents: readonly number[]
  /** By how much elbows, wrists and fingers follow the shoulders, ms at any tempo; left out: as arms usually do. */
  readonly followsMs?: { readonly elbow: number; readonly wrist: number; readonly fingers: number }
  /** What weight on one leg does to her; left out: as in fast moves. */
  readonly carriage?: Carriage
  readonly groove: Groove | null
  readonly hips: readonly Key<HipsKey>[]
  readonly chest: readonly Key<TurnKey>[]
  readonly head: readonly Key<TurnKey>[]
  readonly leftHand: readonly Key<HandKey>[]
  readonly rightHand: readonly Key<HandKey>[]
  /** Where the feet stand when it begins (and, round the loop, when it ends). */
  readonly stance: { readonly left: FootStance; readonly right: FootStance }
  readonly steps: readonly Step[]
  /** Heels raised about the ball, degrees, on top of what steps do. */
  readonly leftHeel?: readonly Key<number>[]
  readonly rightHeel?: readonly Key<number>[]
  readonly jumps?: readonly Jump[]
  /** Whole turns to her left per length. */
  readonly turns?: number
}
export interface FootStance {
  readonly x: number
  readonly z: number
  readonly yaw: number
}
