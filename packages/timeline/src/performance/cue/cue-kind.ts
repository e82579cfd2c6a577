/** What every kind of cue says of itself. One file per kind beside this one; `kinds.ts` is the table of them. */
import type { CueAction, CueActionOf } from '../../document/cue.ts'
import type { Edition, EditionSource } from '../../edition.ts'
import type { Ms } from '../../units.ts'
import type { CueRun, Performance } from '../performance.ts'

export interface CueKind<K extends CueAction['kind']> {
  /**
   * How long it takes once it acts, without its waits: what an auto-follow waits for.
   * null: it is over when something else is (a segment, the children of a group, a sound that loops).
   */
  readonly lengthMs: (action: CueActionOf<K>) => number | null
  /**
   * For kinds that put something on: what it occupies, by name. A later cue of the same kind that covers all of it takes over.
   * null for kinds that leave nothing on.
   */
  readonly slots: ((action: CueActionOf<K>, cueId: string, edition: Edition) => readonly string[]) | null
  /** For kinds that put something on: after how long it goes out by itself; null: it stays. */
  readonly staysMs: (action: CueActionOf<K>) => number | null
  /** Fade with which it comes in, takes over and is undone. */
  readonly fadeMs: (action: CueActionOf<K>) => number
  /**
   * What a locate past its anchor does. `state`: it is put on as if played through. `edge`: its `catchUp` says.
   * `transport`: nothing; a locate has already said where the show goes.
   */
  readonly passed: (action: CueActionOf<K>) => 'state' | 'edge' | 'transport'
  /** Takes its action; a pure step of the fold. */
  readonly act: (p: Performance, run: CueRun, action: CueActionOf<K>, at: ActContext) => Performance
}

/** How a cue starts. */
export interface CueStart {
  readonly cueId: string
  readonly runId: string
  readonly rootRunId: string
  readonly atMs: number
  /** Its number in its chain (0 for the head), or among the children of its group (from 1). */
  readonly index: number
  readonly parentRunId: string | null
  /** null: as the cue says. */
  readonly continueMode: CueRun['continueMode'] | null
  /** The segment run whose anchor fired it. */
  readonly anchoredIn: string | null
  /** Put on by a locate past its anchor: what it does before this counts only as far as it stays on; nothing is triggered. */
  readonly assertedUntilMs: Ms | null
}

export interface ActContext {
  readonly atMs: number
  readonly source: EditionSource
  readonly edition: Edition
  /** Starts another cue. */
  readonly start: (p: Performance, start: CueStart) => Performance
}

export const nothing = (): null => null
export const noTime = (): number => 0
export const asEdge = (): 'edge' => 'edge'
export const asState = (): 'state' => 'state'
export const asTransport = (): 'transport' => 'transport'
