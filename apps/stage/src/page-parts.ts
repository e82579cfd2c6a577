/** What both pages need before they draw: fonts, the address they were opened at, the wake-up calls. */
import '@fontsource/noto-sans-jp/400.css'
import '@fontsource/noto-sans-jp/700.css'
import './style.css'
import type { ListenersDesk } from './sound/later-desk.ts'

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
