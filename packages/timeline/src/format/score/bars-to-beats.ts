/** Time signatures that stand at bar numbers, as positions in quarter notes. */
import type { Complaints, Score } from './score.ts'

/** @param points  `bar` counts from 0; in any order. The first one holds from the beginning. */
export function barsToBeats(
  points: readonly { readonly bar: number; readonly beatsPerBar: number; readonly beatUnit: number }[],
  complaints: Complaints,
): Score['metre'] {
  const out: Score['metre'][number][] = []
  let before: { atBeats: number; bar: number; barBeats: number } | null = null
  for (const { bar, beatsPerBar, beatUnit } of [...points].sort((a, b) => a.bar - b.bar)) {
    const barBeats = (beatsPerBar * 4) / beatUnit
    if (!Number.isFinite(bar) || !(barBeats > 0) || !Number.isFinite(barBeats)) {
      complaints.warn('metre', 'metre-not-supported', `${beatsPerBar}/${beatUnit} at bar ${bar + 1} was left out`)
      continue
    }
    const atBeats: number = before === null ? 0 : before.atBeats + (bar - before.bar) * before.barBeats
    out.push({ atBeats, beatsPerBar, beatUnit })
    before = { atBeats, bar: before === null ? 0 : bar, barBeats }
  }
  return out
}

/** A score without its first `leadBeats`: editors put empty bars before the song. Tempo and metre in force there hold from the beginning. */
export function withoutLead<T extends { readonly atBeats: number }>(points: readonly T[], leadBeats: number): T[] {
  const sorted = [...points].sort((a, b) => a.atBeats - b.atBeats)
  const inForce = sorted.findLastIndex((point) => point.atBeats <= leadBeats + 1e-9)
  return sorted.slice(Math.max(0, inForce)).map((point) => ({ ...point, atBeats: Math.max(0, point.atBeats - leadBeats) }))
}
