/**
 * Spans in a row, made for asking "what is on at this position?" many times a second: sorted typed arrays and binary search.
 * A span is on from its start up to, not including, its end. Of two that began together the one with the greater id counts as later.
 */
import { compareText } from '../order.ts'

export interface SpanIndex<T> {
  readonly ids: readonly string[]
  readonly items: readonly T[]
  /** Ascending. */
  readonly start: Float64Array
  readonly end: Float64Array
  /** Greatest end of all spans up to here: the walk back stops where it falls to the position. */
  readonly reach: Float64Array
}

export interface Span<T> {
  readonly id: string
  readonly start: number
  readonly end: number
  readonly item: T
}

export function createSpanIndex<T>(spans: readonly Span<T>[]): SpanIndex<T> {
  const sorted = [...spans].sort((a, b) => a.start - b.start || compareText(a.id, b.id))
  const reach = new Float64Array(sorted.length)
  let furthest = -Infinity
  sorted.forEach((span, index) => {
    furthest = Math.max(furthest, span.end)
    reach[index] = furthest
  })
  return {
    ids: sorted.map((span) => span.id),
    items: sorted.map((span) => span.item),
    start: Float64Array.from(sorted, (span) => span.start),
    end: Float64Array.from(sorted, (span) => span.end),
    reach,
  }
}

/** How many values of an ascending array are at or below a position. */
export function countAtOrBelow(ascending: Float64Array, position: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle]! <= position) low = middle + 1
    else high = middle
  }
  return low
}

/** How many values of an ascending array lie strictly below a position. */
export function countBelow(ascending: Float64Array, position: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle]! < position) low = middle + 1
    else high = middle
  }
  return low
}

/** Index of the span that is on at a position and began last, or −1. */
export function latestOn<T>(index: SpanIndex<T>, position: number): number {
  for (let i = countAtOrBelow(index.start, position) - 1; i >= 0 && index.reach[i]! > position; i--) {
    if (index.end[i]! > position) return i
  }
  return -1
}

/** Indices of all spans on at a position, ascending. */
export function allOn<T>(index: SpanIndex<T>, position: number): number[] {
  const found: number[] = []
  for (let i = countAtOrBelow(index.start, position) - 1; i >= 0 && index.reach[i]! > position; i--) {
    if (index.end[i]! > position) found.push(i)
  }
  return found.reverse()
}
