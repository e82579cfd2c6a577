/**
 * The running show for components.
 *
 * Two rates: facts (edition, status, faults, role) re-render through `useShow`; time (position, beat, countdowns) never enters
 * React state frame by frame. `useTick` calls back once per animation frame with the moment, for direct writes to the page;
 * `useTicked` re-renders only when what it selects has changed.
 */

import type { ShowConnection } from '@ghostlight/engine/client'
import type { Moment } from '@ghostlight/timeline'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'

export interface Tick {
  readonly nowMs: number
  readonly moment: Moment | null
}
type TickListener = (tick: Tick) => void

/** One animation-frame loop for the page. While hidden, browsers stop it; nothing is shown then. */
class Ticker {
  readonly connection: ShowConnection
  private readonly listeners = new Set<TickListener>()
  private frame = 0
  constructor(connection: ShowConnection) {
    this.connection = connection
  }
  read(): Tick {
    const nowMs = this.connection.clock.nowMs()
    return { nowMs, moment: this.connection.moment(nowMs) }
  }
  listen(listener: TickListener): () => void {
    this.listeners.add(listener)
    if (this.listeners.size === 1) this.frame = requestAnimationFrame(this.run)
    return () => {
      this.listeners.delete(listener)
      if (this.listeners.size === 0) cancelAnimationFrame(this.frame)
    }
  }
  private readonly run = (): void => {
    this.frame = requestAnimationFrame(this.run)
    const tick = this.read()
    for (const listener of this.listeners) listener(tick)
  }
}

const ShowContext = createContext<Ticker | null>(null)

export function ShowProvider({ connection, children }: { readonly connection: ShowConnection; readonly children: ReactNode }) {
  const ticker = useMemo(() => new Ticker(connection), [connection])
  return <ShowContext value={ticker}>{children}</ShowContext>
}

function useTicker(): Ticker {
  const ticker = useContext(ShowContext)
  if (ticker === null) throw new Error('this component needs a ShowProvider above it')
  return ticker
}

/** The connection; the component renders again whenever a fact of it changes. */
export function useShow(): ShowConnection {
  const { connection } = useTicker()
  useSyncExternalStore(connection.subscribe, () => connection.version())
  return connection
}

/** The connection without listening, for handlers. */
export function useShowDoor(): ShowConnection {
  return useTicker().connection
}

/** Calls back once per animation frame. The callback may change from render to render. */
export function useTick(onTick: TickListener): void {
  const ticker = useTicker()
  const latest = useRef(onTick)
  latest.current = onTick
  useEffect(() => ticker.listen((tick) => latest.current(tick)), [ticker])
}

/** A value read from the moment; renders again only when it changed (by `same`, by default as JSON). */
export function useTicked<T>(select: (tick: Tick) => T, same: (a: T, b: T) => boolean = sameJson): T {
  const ticker = useTicker()
  const [value, setValue] = useState<T>(() => select(ticker.read()))
  const latest = useRef({ select, same, value })
  latest.current = { select, same, value: latest.current.value }
  useEffect(
    () =>
      ticker.listen((tick) => {
        const { select: read, same: equal, value: before } = latest.current
        const now = read(tick)
        if (equal(before, now)) return
        latest.current.value = now
        setValue(() => now)
      }),
    [ticker],
  )
  return value
}

function sameJson<T>(a: T, b: T): boolean {
  return Object.is(a, b) || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b))
}
