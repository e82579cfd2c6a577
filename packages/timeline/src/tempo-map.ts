import type { Beats, Ms } from './units.ts'

/** Converts between quarter notes and milliseconds of a song; exact both ways within 1e-6 beat. */
export interface TempoMap {
  beatsToMs(position: Beats): Ms
  msToBeats(position: Ms): Beats
  /** Quarter notes per minute at a position. */
  bpmAt(position: Beats): number
}
