import { useEffect, useState } from 'react'

/** For so long after somebody stirred the mouse or touched a key. */
const SHOWN_MS = 5000

/** Whether somebody of the crew is at the page just now. */
export function useStirred(): boolean {
  const [stirred, setStirred] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stir = () => {
      setStirred(true)
      clearTimeout(timer)
      timer = setTimeout(() => setStirred(false), SHOWN_MS)
    }
    const events = ['pointermove', 'pointerdown', 'keydown'] as const
    for (const event of events) window.addEventListener(event, stir)
    return () => {
      clearTimeout(timer)
      for (const event of events) window.removeEventListener(event, stir)
    }
  }, [])
  return stirred
}
