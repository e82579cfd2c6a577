import { useCallback, useEffect, useRef, useState } from 'react'

export interface GuardedPress {
  readonly state: 'idle' | 'pressing' | 'armed'
  readonly down: () => void
  readonly up: () => void
}

/**
 * A press that nobody makes by brushing a key: it acts when held for `holdMs`, or on a second press within `againMs` of the first.
 * Whoever must not wait is not kept waiting, and a key alone does nothing.
 *
 * @param may    asked at the first touch; false: the press does nothing (and says why itself).
 * @param onArmed  a press was too short to act; the next one will.
 */
export function useGuardedPress(options: {
  readonly holdMs: number
  readonly againMs: number
  readonly may: () => boolean
  readonly act: () => void
  readonly onArmed: () => void
}): GuardedPress {
  const [state, setState] = useState<GuardedPress['state']>('idle')
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const now = useRef(state)
  const latest = useRef(options)
  latest.current = options
  useEffect(() => () => clearTimeout(timer.current), [])
  const become = useCallback((next: GuardedPress['state']) => {
    now.current = next
    setState(next)
  }, [])
  const act = useCallback(() => {
    clearTimeout(timer.current)
    become('idle')
    latest.current.act()
  }, [become])
  const down = useCallback(() => {
    if (!latest.current.may()) return
    clearTimeout(timer.current)
    if (now.current === 'armed') return act()
    become('pressing')
    timer.current = setTimeout(act, latest.current.holdMs)
  }, [act, become])
  const up = useCallback(() => {
    if (now.current !== 'pressing') return
    clearTimeout(timer.current)
    become('armed')
    latest.current.onArmed()
    timer.current = setTimeout(() => become('idle'), latest.current.againMs)
  }, [become])
  return { state, down, up }
}
