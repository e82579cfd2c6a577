/** What console and preview say to each other across the frame's border. Both ends check the other's origin. */
export interface Rehearse {
  readonly type: 'ghostlight:rehearse'
  readonly songId: string
  readonly positionMs: number
  readonly playing: boolean
  readonly loop?: { readonly startMs: number; readonly endMs: number }
}
export interface Follow {
  readonly type: 'ghostlight:follow'
}
export interface PreviewPosition {
  readonly type: 'ghostlight:position'
  readonly songId: string
  readonly positionMs: number
  readonly playing: boolean
}

/** @returns the message, or null when it is anything else. */
export function readPreviewPosition(data: unknown): PreviewPosition | null {
  if (typeof data !== 'object' || data === null) return null
  const message = data as Readonly<Record<string, unknown>>
  if (message.type !== 'ghostlight:position') return null
  if (typeof message.songId !== 'string' || typeof message.positionMs !== 'number' || typeof message.playing !== 'boolean') return null
  if (!Number.isFinite(message.positionMs)) return null
  return { type: 'ghostlight:position', songId: message.songId, positionMs: message.positionMs, playing: message.playing }
}
