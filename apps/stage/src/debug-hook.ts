/** A read-only window into the page for tests and curious operators: `window.__ghostlight`. */
import type { FrameMeter } from './frame-meter.ts'
import type { SoundDesk } from './sound/SoundDesk.ts'
import type { Stage } from './stage.ts'

export interface GhostlightDebug {
  /** Show time and position of the picture drawn last. */
  readonly atMs: number | null
  readonly songId: string | null
  readonly positionMs: number | null
  readonly presenceUnit: number | null
  readonly drawnFrames: number
  readonly fps: number
  readonly scriptMs: number | null
  /** Show time as the page's clock has it now. */
  readonly clockMs: number
  readonly performersReady: readonly string[]
  readonly faults: readonly string[]
  readonly sound: (ReturnType<SoundDesk['state']> & ReturnType<SoundDesk['inspect']>) | null
}
declare global {
  interface Window {
    readonly __ghostlight?: GhostlightDebug
  }
}

export function openDebugHook(parts: { readonly stage: Stage; readonly meter: FrameMeter; readonly desk: SoundDesk | null }): void {
  const { stage, meter, desk } = parts
  Object.defineProperty(window, '__ghostlight', {
    configurable: true,
    get: (): GhostlightDebug => ({
      atMs: stage.now?.atMs ?? null,
      songId: stage.now?.frame.songId ?? null,
      positionMs: stage.now?.frame.positionMs ?? null,
      presenceUnit: stage.now?.presenceUnit ?? null,
      drawnFrames: stage.drawnFrames,
      fps: meter.fps,
      scriptMs: meter.scriptMs,
      clockMs: stage.source.clock.nowMs(),
      performersReady: [...stage.loaded],
      faults: [...stage.faults.values()],
      sound: desk ? { ...desk.state(), ...desk.inspect() } : null,
    }),
  })
}
