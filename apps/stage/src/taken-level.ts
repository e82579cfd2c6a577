/** The level at which an operator holds an output by hand; null while nobody does. */
import type { Frame } from '@ghostlight/timeline'

export function takenLevel(taken: Frame['taken'], outputId: string | null): number | null {
  for (const one of taken ?? []) if (one.kind === 'output' && one.outputId === outputId) return one.levelUnit
  return null
}
