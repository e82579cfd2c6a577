/** Sounds that cues play, as items of sound and as corners of their faders. Pure. */
import {
  type Edition,
  type EditionSource,
  editionNamed,
  evaluate,
  momentAt,
  ms,
  type Performance,
  type SoundLayer,
} from '@ghostlight/timeline'
import { cuesAhead } from '../cues-ahead.ts'
import type { SoundItem } from './sound-items.ts'

export interface CueSounds {
  readonly items: readonly SoundItem[]
  /** Gain of each cue run at the instants asked for. */
  readonly gains: ReadonlyMap<string, readonly number[]>
}

/** What cues let sound at, and shortly after, the first of `timesMs`; these are the corners of the faders, ascending. */
export function cueSounds(source: EditionSource, performance: Performance, timesMs: readonly number[], untilMs: number): CueSounds {
  const lookAt = (atMs: number) => {
    const moment = momentAt(source, performance, ms(atMs))
    const edition = editionNamed(source, moment.edition)
    return { atMs, edition, panicUnit: moment.panicUnit, layers: evaluate(edition, moment).sounds ?? [] }
  }
  const gainIn = (step: ReturnType<typeof lookAt>, runId: string): number => {
    const layer = step.layers.find((one) => one.runId === runId)
    return layer === undefined ? 0 : 10 ** (layer.gainDb / 20) * layer.levelUnit * step.panicUnit
  }
  const steps = timesMs.map(lookAt)
  const found = new Map<string, { readonly edition: Edition; readonly layer: SoundLayer }>()
  for (const { edition, layers } of steps) for (const layer of layers) found.set(layer.runId, { edition, layer })
  const gains = new Map<string, number[]>()
  for (const [runId, { layer }] of found) {
    // One that has not begun stands as it will begin: a sharp attack is no fade.
    const atStart = layer.startsAtMs > timesMs[0]! ? gainIn(lookAt(layer.startsAtMs), runId) : 0
    gains.set(
      runId,
      steps.map((step) => (step.atMs < layer.startsAtMs ? atStart : gainIn(step, runId))),
    )
  }
  const items = [...found.values()].flatMap(({ edition, layer }) => itemsOf(edition, layer, timesMs[0]!, untilMs))
  return { items, gains }
}

/** One item, or one for each time round. */
function itemsOf(edition: Edition, layer: SoundLayer, fromMs: number, untilMs: number): SoundItem[] {
  const { runId, file, startsAtMs, offsetMs, durationMs, loop } = layer
  const first = loop ? Math.max(0, Math.floor((fromMs - startsAtMs) / durationMs)) : 0
  const items: SoundItem[] = []
  for (let round = first; loop || round === 0; round++) {
    const startAtMs = startsAtMs + round * durationMs
    if (startAtMs >= untilMs || (!loop && startAtMs + durationMs <= fromMs)) break
    items.push({
      edition,
      key: `cue ${runId} ${round} ${Math.round(startAtMs)}`,
      runId,
      bus: 'cues',
      source: { kind: 'file', path: file },
      startAtMs,
      offsetMs,
      durationMs,
      // The recording may be longer than what the cue plays of it.
      cutAtMs: startAtMs + durationMs,
      gainDb: 0,
      panUnit: 0,
    })
  }
  return items
}

/** Recordings of the cues that come next. */
export function cueFilesToPrepare(edition: Edition, standbyCueId: string | null): string[] {
  return [...new Set(cuesAhead(edition, standbyCueId).flatMap(({ action }) => (action.kind === 'sound' ? [action.file] : [])))]
}
