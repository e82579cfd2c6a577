/** The preview's half of its talk with the console. */

import { momentAt, ms } from '@ghostlight/timeline'
import type { LocalShow } from './local-show.ts'
import { type FromPreview, parseToPreview } from './preview-messages.ts'
import { editionsOf, type ShowSource } from './show-source.ts'
import type { SwitchSource } from './switch-source.ts'

/** How often the console is told where the rehearsal is. */
const TELL_MS = 100

/** @param consoleOrigin the only origin that is listened and spoken to. @returns the undo. */
export function answerConsole(source: SwitchSource<ShowSource, LocalShow>, consoleOrigin: string): () => void {
  const hear = (event: MessageEvent<unknown>) => {
    if (event.origin !== consoleOrigin || event.source !== window.parent) return
    const message = parseToPreview(event.data)
    if (!message) return
    if (message.type === 'ghostlight:rehearse') source.rehearsing.rehearse(message)
    source.rehearse(message.type === 'ghostlight:rehearse')
  }
  const tell = () => {
    if (!source.isRehearsing) return
    source.rehearsing.advance()
    const edition = source.edition()
    const performance = source.performance()
    if (!edition || !performance || window.parent === window) return
    const segment = momentAt(editionsOf(source, edition), performance, ms(source.clock.nowMs())).segment
    const message: FromPreview = {
      type: 'ghostlight:position',
      songId: segment?.songId ?? null,
      positionMs: segment?.positionMs ?? 0,
      playing: segment !== null && segment.heldForMs === null && !segment.ended,
    }
    window.parent.postMessage(message, consoleOrigin)
  }
  window.addEventListener('message', hear)
  const timer = setInterval(tell, TELL_MS)
  return () => {
    window.removeEventListener('message', hear)
    clearInterval(timer)
  }
}
