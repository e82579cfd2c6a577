/**
 * Branded numbers: a beat cannot be passed where a millisecond is asked for.
 * The brand does not stop arithmetic (`ms + beats` compiles), so names keep their unit suffix
 * and sums of unlike things go through a TempoMap.
 */
import type { z } from 'zod'

/** Milliseconds. Positions count from the start of the segment, `…AtMs` from the opening of the performance. */
export type Ms = number & z.core.$brand<'Ms'>
/** Quarter notes from the start of the song, whatever the metre. */
export type Beats = number & z.core.$brand<'Beats'>
/** Seconds; only where a library asks for them. */
export type Seconds = number & z.core.$brand<'Seconds'>
/** Sample frames at a stated rate. */
export type Samples = number & z.core.$brand<'Samples'>

export const ms = (value: number): Ms => value as Ms
export const beats = (value: number): Beats => value as Beats
export const seconds = (value: number): Seconds => value as Seconds
export const samples = (value: number): Samples => value as Samples
export const msToSeconds = (value: Ms): Seconds => seconds(value / 1000)
export const secondsToMs = (value: Seconds): Ms => ms(value * 1000)
