/** How late is late: the figures of `bench cues`, in words that can be held against what was asked. */

export interface Lateness {
  readonly sender: string
  readonly count: number
  readonly lost: number
  readonly minMs: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly maxMs: number
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b)
export const median = (values: readonly number[]): number => quantile(ascending(values), 0.5)

export function lateness(sender: string, lateMs: readonly number[], lost: number): Lateness {
  const sorted = ascending(lateMs)
  return {
    sender,
    count: sorted.length,
    lost,
    minMs: quantile(sorted, 0),
    p50Ms: quantile(sorted, 0.5),
    p95Ms: quantile(sorted, 0.95),
    p99Ms: quantile(sorted, 0.99),
    maxMs: quantile(sorted, 1),
  }
}

export function printTable(title: string, rows: readonly Lateness[]): void {
  const columns = ['minMs', 'p50Ms', 'p95Ms', 'p99Ms', 'maxMs'] as const
  const line = (cells: readonly string[]): string => cells.map((cell, i) => (i === 0 ? cell.padEnd(34) : cell.padStart(9))).join('')
  console.log(`\n${title}, ms`)
  console.log(line(['', 'packets', 'lost', 'min', 'p50', 'p95', 'p99', 'max']))
  for (const row of rows)
    console.log(line([row.sender, String(row.count), String(row.lost), ...columns.map((column) => row[column].toFixed(3))]))
}

/** What was asked for, beside what was measured. */
export interface Asked {
  readonly what: string
  readonly isReached: boolean
  readonly measured: string
}

/** The three figures that a show engine for professionals is held to. */
export function askedOf({
  song,
  go,
  floor,
  driftMs,
  minutes,
}: {
  readonly song: Lateness
  readonly go: Lateness
  readonly floor: Lateness | null
  readonly driftMs: number
  readonly minutes: number
}): readonly Asked[] {
  const ms = (value: number): string => `${value.toFixed(3)} ms`
  const timesFloor = floor === null ? null : song.p99Ms / floor.p99Ms
  return [
    {
      what: 'in a song p50 ≤ 0.2 ms',
      isReached: song.p50Ms <= 0.2,
      measured: ms(song.p50Ms),
    },
    {
      what: 'in a song p99 ≤ 1 ms or ≤ 20 × the floor',
      isReached: song.p99Ms <= 1 || (timesFloor !== null && timesFloor <= 20),
      measured: `${ms(song.p99Ms)}${timesFloor === null ? '' : `, ${timesFloor.toFixed(1)} × the floor`}`,
    },
    {
      what: 'GO over OSC → first OSC out p50 < 1 ms, p95 < 2 ms',
      isReached: go.p50Ms < 1 && go.p95Ms < 2,
      measured: `${ms(go.p50Ms)}, ${ms(go.p95Ms)}`,
    },
    {
      what: 'drift < 1 ms over 30 min',
      isReached: minutes >= 30 && Math.abs(driftMs) < 1,
      measured: `${ms(driftMs)} over ${minutes.toFixed(1)} min`,
    },
  ]
}
