/**
 * The line where the console answers. It stays until the next answer (nothing here vanishes by itself) and is a live region,
 * so that a screen reader speaks it.
 */
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'

export interface Said {
  readonly text: string
  readonly tone: 'done' | 'refused' | 'remark'
  /** Counts up, so that the same words said twice are spoken twice. */
  readonly count: number
}
interface Voice {
  readonly said: Said | null
  readonly say: (text: string, tone: Said['tone']) => void
}
const SayContext = createContext<Voice | null>(null)

export function SayProvider({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState<Said | null>(null)
  const voice = useMemo(
    () => ({
      said,
      say: (text: string, tone: Said['tone']) => setSaid((before) => ({ text, tone, count: (before?.count ?? 0) + 1 })),
    }),
    [said],
  )
  return <SayContext value={voice}>{children}</SayContext>
}

export function useSay(): Voice {
  const voice = useContext(SayContext)
  if (voice === null) throw new Error('useSay needs a SayProvider above it')
  return voice
}

export function SayLine() {
  const { said } = useSay()
  return (
    <p className="say" role="status" aria-live="polite" data-tone={said?.tone ?? 'done'}>
      {said !== null && <span key={said.count}>{said.text}</span>}
    </p>
  )
}
