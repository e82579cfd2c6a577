/** What an operator must know before GO: everything that would make the next seconds go wrong, worst first. */
import type { ConnectionInfo, MissingAsset, ShowStatus } from '@ghostlight/engine/protocol'
import type { Venue } from '@ghostlight/timeline'

export type Concern =
  | { readonly kind: 'soundLocked'; readonly page: string }
  | { readonly kind: 'soundFaulty'; readonly page: string }
  | { readonly kind: 'nobodySpeaks' }
  | { readonly kind: 'outputMissing'; readonly output: string }
  | { readonly kind: 'notLoaded'; readonly page: string; readonly loadedUnit: number; readonly missing: readonly MissingAsset[] }
  | { readonly kind: 'slow'; readonly page: string; readonly fps: number }
  | { readonly kind: 'targetDown'; readonly target: string }
  | { readonly kind: 'notDurable' }

/** Pages that show an output of the venue (not the console, not its preview, not fans). */
export function stagePages(status: ShowStatus): readonly ConnectionInfo[] {
  return status.connections.filter((page) => page.kind === 'stage')
}

/** @returns concerns, gravest first; empty when all is well. */
export function concernsBeforeGo(status: ShowStatus, venue: Venue): readonly Concern[] {
  const pages = stagePages(status)
  const concerns: Concern[] = []
  for (const page of pages) if (page.report?.sound === 'locked') concerns.push({ kind: 'soundLocked', page: page.name })
  for (const page of pages) if (page.report?.sound === 'faulty') concerns.push({ kind: 'soundFaulty', page: page.name })
  if (!pages.some((page) => page.speaks)) concerns.push({ kind: 'nobodySpeaks' })
  for (const [outputId, output] of Object.entries(venue.outputs)) {
    if (output.kind !== 'screen' || !output.required) continue
    if (!pages.some((page) => page.output === outputId)) concerns.push({ kind: 'outputMissing', output: output.name })
  }
  if (!status.durable) concerns.push({ kind: 'notDurable' })
  for (const target of status.targets) if (target.state === 'down') concerns.push({ kind: 'targetDown', target: target.name })
  for (const page of pages) if (page.report?.picture === 'slow') concerns.push({ kind: 'slow', page: page.name, fps: page.report.fps })
  for (const page of pages) {
    const loadedUnit = page.report?.loadedUnit ?? 1
    if (loadedUnit < 0.999) concerns.push({ kind: 'notLoaded', page: page.name, loadedUnit, missing: page.report?.missing ?? [] })
  }
  return concerns
}
