/** A read-only window into the page for tests and curious operators: `window.__ghostlight`. */
import type { FrameMeter } from './frame-meter.ts'
import type { PatternKind } from './projection/patterns.ts'
import type { ScreenSettings } from './projection/screen-settings.ts'
import type { ListenersDesk } from './sound/later-desk.ts'
import type { Stage } from './stage.ts'

export interface GhostlightDebug {
  /** Show time and position of the picture drawn last. */
  readonly atMs: number | null
  readonly songId: string | null
  readonly positionMs: number | null
  readonly presenceUnit: number | null
  readonly drawnFrames: number
  /** From opening the page to the first picture with everybody loaded, ms; null before. */
  readonly firstPictureMs: number | null
  readonly fps: number
  readonly scriptMs: number | null
  /** Show time as the page's clock has it now. */
  readonly clockMs: number
  readonly performersReady: readonly string[]
  /** Mouth shapes in the picture drawn last, 0–1, by performer. */
  readonly mouths: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly faults: readonly string[]
  /** Settings of this screen as they are drawn. */
  readonly screen: ScreenSettings | null
  /** Draws with these settings on top of the venue's and this test pattern, as the adjusting panel does; null: back to the venue's. */
  readonly tryScreen: (settings: Partial<ScreenSettings> | null, pattern: PatternKind | null) => void
  /** Draws the moment that was drawn last once more. @returns a hash of its pixels. */
  readonly redraw: () => string
  readonly sound: (ReturnType<ListenersDesk['state']> & ReturnType<ListenersDesk['inspect']>) | null
}
const visemes = ['aa', 'ih', 'ou', 'ee', 'oh']

declare global {
  interface Window {
    readonly __ghostlight?: GhostlightDebug
  }
}

export function openDebugHook(parts: { readonly stage: Stage; readonly meter: FrameMeter; readonly desk: ListenersDesk | null }): void {
  const { stage, meter, desk } = parts
  Object.defineProperty(window, '__ghostlight', {
    configurable: true,
    get: (): GhostlightDebug => ({
      atMs: stage.now?.atMs ?? null,
      songId: stage.now?.frame.songId ?? null,
      positionMs: stage.now?.frame.positionMs ?? null,
      presenceUnit: stage.now?.presenceUnit ?? null,
      drawnFrames: stage.drawnFrames,
      firstPictureMs: stage.firstPictureMs,
      fps: meter.fps,
      scriptMs: meter.scriptMs,
      clockMs: stage.source.clock.nowMs(),
      performersReady: [...stage.loaded],
      mouths: Object.fromEntries(
        [...stage.faces].map(([id, weight]) => [id, Object.fromEntries(visemes.map((name) => [name, weight(name)]))]),
      ),
      faults: [...stage.faults.values()],
      screen: stage.screen(),
      tryScreen(settings, pattern) {
        stage.adjusted = null
        const screen = stage.screen()
        stage.adjusted = settings && screen ? { ...screen, ...settings } : null
        stage.pattern.show(pattern)
      },
      redraw: () => stage.redraw(),
      sound: desk ? { ...desk.state(), ...desk.inspect() } : null,
    }),
  })
}
