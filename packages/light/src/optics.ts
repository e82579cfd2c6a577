/**
 * What shapes a beam beside its angle: iris, focus, frost, gobo, prism, and ultraviolet. Numbers cross-fade between the look below and
 * the one above; a gobo or prism between two others would be a third one, so they change at once.
 */
import type { GroupLook, Palette } from '@ghostlight/timeline'

/** What is asked of a beam; what is not there rests where the fixture's profile says. */
export interface Optics {
  readonly irisUnit?: number
  /** 0 near, 1 far. */
  readonly focusUnit?: number
  readonly frostUnit?: number
  readonly uvUnit?: number
  /** Number from 1 or part of its name; 0: none. */
  readonly gobo?: number | string
  /** −1 to 1. */
  readonly goboSpeedUnit?: number
  /** Number from 1; 0: none. */
  readonly prism?: number
  /** −1 to 1. */
  readonly prismSpeedUnit?: number
}

/** Those that fade, and where each is when nobody asks: what a fade from nothing begins at. */
const FADING = { irisUnit: 1, focusUnit: 0.5, frostUnit: 0, uvUnit: 0, goboSpeedUnit: 0, prismSpeedUnit: 0 } as const
const fading = Object.keys(FADING) as (keyof typeof FADING)[]

/** What a look asks, its own words before those of its beam palette; null: nothing. */
export function opticsOf(look: GroupLook, palette: Extract<Palette, { kind: 'beam' }> | null): Optics | null {
  const asked: { -readonly [K in keyof Optics]: Optics[K] } = {}
  for (const name of fading) {
    const value = look[name] ?? palette?.[name]
    if (value !== undefined) asked[name] = value
  }
  const gobo = look.gobo ?? palette?.gobo
  if (gobo !== undefined) asked.gobo = gobo
  const prism = look.prism ?? palette?.prism
  if (prism !== undefined) asked.prism = prism
  return Object.keys(asked).length > 0 ? asked : null
}

/**
 * What the layers below ask, overlaid by one more.
 *
 * @param isLit  somebody lights the fixture already: what nobody below asks for fades from where it rests. A dark one goes straight there.
 */
export function overlaid(
  below: Optics | null,
  above: Optics,
  { shareUnit, isLit }: { readonly shareUnit: number; readonly isLit: boolean },
): Optics {
  if (below === null && !isLit) return above
  const sum: { -readonly [K in keyof Optics]: Optics[K] } = { ...below, ...above }
  for (const name of fading) {
    const wish = above[name]
    if (wish === undefined) continue
    const from = below?.[name] ?? (isLit ? FADING[name] : wish)
    sum[name] = from + (wish - from) * shareUnit
  }
  return sum
}
