/** What was tried on a screen and not saved outlives the panel and the page: nobody pins a projector twice. Kept in this browser, per output. */
import type { ScreenSettings } from '../screen-settings.ts'

const storeName = (outputId: string) => `ghostlight.tried.${outputId}`

/** @param saved  as the venue has it now: another raster makes what was tried worthless. */
export function readTried(store: Storage, outputId: string, saved: ScreenSettings): ScreenSettings | null {
  try {
    const tried = JSON.parse(store.getItem(storeName(outputId)) ?? 'null') as ScreenSettings | null
    if (tried?.widthPx !== saved.widthPx || tried.heightPx !== saved.heightPx) return null
    const { name, order, required } = saved
    return { ...tried, name, order, required }
  } catch {
    return null // Not ours, or storage is shut.
  }
}

/** @param tried  null: saved or taken back. */
export function keepTried(store: Storage, outputId: string, tried: ScreenSettings | null): void {
  try {
    if (tried) store.setItem(storeName(outputId), JSON.stringify(tried))
    else store.removeItem(storeName(outputId))
  } catch {
    // Storage is shut or full: it lives as long as the page.
  }
}
