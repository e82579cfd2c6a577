/** The rehearsal in the preview frame: what it plays of the draft, and where it says it is. */
import { createContext, type ReactNode, type RefObject, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { type Follow, type Rehearse, readPreviewPosition } from './preview-messages.ts'

export interface RehearsalPlace {
  readonly songId: string
  readonly positionMs: number
  readonly playing: boolean
  /** performance.now() at which the position held. */
  readonly heardAtMs: number
}
export interface Rehearsal {
  readonly frame: RefObject<HTMLIFrameElement | null>
  /** Latest place; read it in animation frames. */
  readonly place: RefObject<RehearsalPlace | null>
  readonly playing: boolean
  /** The preview has left the running performance for the draft. */
  readonly rehearsing: boolean
  readonly rehearse: (wish: Omit<Rehearse, 'type'>) => void
  readonly follow: () => void
}
const RehearsalContext = createContext<Rehearsal | null>(null)

/** @param origin of the preview page; messages from anywhere else are not heard, none are sent before it is known. */
export function RehearsalProvider({ origin, children }: { readonly origin: string | null; readonly children: ReactNode }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const place = useRef<RehearsalPlace | null>(null)
  const [playing, setPlaying] = useState(false)
  const [rehearsing, setRehearsing] = useState(false)
  useEffect(() => {
    if (origin === null) return
    const hear = (event: MessageEvent): void => {
      if (event.origin !== origin || event.source !== frame.current?.contentWindow) return
      const position = readPreviewPosition(event.data)
      if (position === null) return
      place.current = { songId: position.songId, positionMs: position.positionMs, playing: position.playing, heardAtMs: performance.now() }
      setPlaying(position.playing)
    }
    window.addEventListener('message', hear)
    return () => window.removeEventListener('message', hear)
  }, [origin])
  const rehearsal = useMemo<Rehearsal>(() => {
    const post = (message: Rehearse | Follow): void => {
      if (origin !== null) frame.current?.contentWindow?.postMessage(message, origin)
    }
    return {
      frame,
      place,
      playing,
      rehearsing,
      rehearse: (wish) => {
        setRehearsing(true)
        place.current = { songId: wish.songId, positionMs: wish.positionMs, playing: wish.playing, heardAtMs: performance.now() }
        setPlaying(wish.playing)
        post({ type: 'ghostlight:rehearse', ...wish })
      },
      follow: () => {
        place.current = null
        setPlaying(false)
        setRehearsing(false)
        post({ type: 'ghostlight:follow' })
      },
    }
  }, [origin, playing, rehearsing])
  return <RehearsalContext value={rehearsal}>{children}</RehearsalContext>
}

export function useRehearsal(): Rehearsal {
  const rehearsal = useContext(RehearsalContext)
  if (rehearsal === null) throw new Error('useRehearsal needs a RehearsalProvider above it')
  return rehearsal
}

/** Where the rehearsal is at this instant: the last report, carried on by the page's clock while it plays. */
export function rehearsalPositionMs(place: RehearsalPlace, localNowMs: number): number {
  return place.playing ? place.positionMs + Math.max(0, localNowMs - place.heardAtMs) : place.positionMs
}
