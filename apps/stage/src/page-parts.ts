/** What both pages need: their style, the address they were opened at, the wake-up calls, and the order in which things come. */
import './style.css'
import type { ListenersDesk } from './sound/later-desk.ts'
import type { Stage } from './stage.ts'

/** Everything is fetched by then even where no picture can be drawn. */
const MOST_PATIENCE_MS = 6000
const LOOK_EVERY_MS = 50

/** Where the engine's crew door is, for a page that may come from the engine's second port. */
export function engineUrl(location: Location, crewPort: string | null): string {
  const port = crewPort !== null && /^\d{1,5}$/.test(crewPort) ? crewPort : location.port
  return `${location.protocol}//${location.hostname}${port === '' ? '' : `:${port}`}`
}

/** Re-anchors the sound whenever the page comes back from a hidden tab, sleep or the page cache. @returns the undo. */
export function wakeWithPage(desk: ListenersDesk): () => void {
  const wake = () => {
    if (document.visibilityState === 'visible') desk.wake()
  }
  document.addEventListener('visibilitychange', wake)
  window.addEventListener('pageshow', wake)
  window.addEventListener('focus', wake)
  return () => {
    document.removeEventListener('visibilitychange', wake)
    window.removeEventListener('pageshow', wake)
    window.removeEventListener('focus', wake)
  }
}

/** Calls once the first picture with everybody in it stands, or `hurries` says that it cannot wait. */
export function afterFirstPicture(stage: Stage, hurries: () => boolean, call: () => void): void {
  const waiting = setInterval(() => {
    if (stage.firstPictureMs === null && performance.now() < MOST_PATIENCE_MS && !hurries()) return
    clearInterval(waiting)
    call()
  }, LOOK_EVERY_MS)
}
