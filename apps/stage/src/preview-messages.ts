/**
 * What console and preview say to each other across frames. Only the page that embeds the preview is listened to, and only from the
 * engine's own origin.
 */
import type { Rehearsal } from './local-show.ts'

export type ToPreview = ({ readonly type: 'ghostlight:rehearse' } & Rehearsal) | { readonly type: 'ghostlight:follow' }
export interface FromPreview {
  readonly type: 'ghostlight:position'
  readonly songId: string | null
  readonly positionMs: number
  readonly playing: boolean
}

/** @returns null for anything that is not a well-formed message. */
export function parseToPreview(data: unknown): ToPreview | null {
  if (typeof data !== 'object' || data === null || !('type' in data)) return null
  if (data.type === 'ghostlight:follow') return { type: 'ghostlight:follow' }
  if (data.type !== 'ghostlight:rehearse') return null
  const { songId, positionMs, playing, loop } = data as Record<string, unknown>
  if (typeof songId !== 'string' || typeof positionMs !== 'number' || !Number.isFinite(positionMs) || typeof playing !== 'boolean')
    return null
  const message = { type: 'ghostlight:rehearse', songId, positionMs, playing } as const
  if (typeof loop !== 'object' || loop === null) return message
  const { startMs, endMs } = loop as Record<string, unknown>
  return typeof startMs === 'number' && typeof endMs === 'number' && endMs > startMs ? { ...message, loop: { startMs, endMs } } : message
}
