import type { Lexicon } from '@ghostlight/voice'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { SingRequest, Sung, TakeWish } from './take.ts'

export type TakeName = 'a' | 'b'
export const takeNames = ['a', 'b'] as const
export interface Takes {
  readonly sung: Readonly<Record<TakeName, Sung | null>>
  readonly singing: boolean
  /** The worker could not sing. */
  readonly failed: string | null
  /** @param bankUrl  of a voicebank; null for a built-in voice. */
  readonly sing: (name: TakeName, wish: TakeWish, bankUrl: string | null) => void
  /** The take that sounds; null in silence. */
  readonly sounding: TakeName | null
  /** Plays a take from its beginning; while one sounds the other takes over at the same place. */
  readonly play: (name: TakeName) => void
  readonly stop: () => void
  /** 0–1 through what sounds; read it in animation frames. */
  readonly progressUnit: () => number | null
}

interface Playing {
  readonly sources: readonly AudioBufferSourceNode[]
  readonly gains: Readonly<Record<TakeName, GainNode | null>>
  readonly startedAt: number
  readonly lengthS: number
}

/** Two takes of a typed line: sung in a worker, heard side by side. Both run together and one is turned up, so that a change is at once. */
export function useTakes(lexicon: Lexicon): Takes {
  const [sung, setSung] = useState<Takes['sung']>({ a: null, b: null })
  const [waiting, setWaiting] = useState(0)
  const [failed, setFailed] = useState<string | null>(null)
  const [sounding, setSounding] = useState<TakeName | null>(null)
  const worker = useRef<Worker | null>(null)
  const audio = useRef<AudioContext | null>(null)
  const playing = useRef<Playing | null>(null)
  const asked = useRef<Record<TakeName, number>>({ a: 0, b: 0 })
  const count = useRef(0)
  const takes = useRef(sung)
  takes.current = sung

  const stop = useCallback(() => {
    for (const source of playing.current?.sources ?? []) {
      source.onended = null
      source.stop()
    }
    playing.current = null
    setSounding(null)
  }, [])

  useEffect(() => {
    const own = new Worker(new URL('./sing-line-worker.ts', import.meta.url), { type: 'module' })
    own.onmessage = ({ data }: MessageEvent<Sung>) => {
      setWaiting((before) => before - 1)
      // Only the latest wish of a take counts; sliders move faster than singing.
      const name = asked.current.a === data.id ? 'a' : asked.current.b === data.id ? 'b' : null
      if (name === null) return
      if (data.failed !== null) setFailed(data.failed)
      setSung((before) => ({ ...before, [name]: data }))
    }
    own.onerror = (event) => {
      setWaiting(0)
      setFailed(event.message)
    }
    worker.current = own
    return () => {
      own.terminate()
      stop()
      void audio.current?.close()
      audio.current = null
    }
  }, [stop])

  const sing = useCallback(
    (name: TakeName, wish: TakeWish, bankUrl: string | null) => {
      count.current += 1
      asked.current[name] = count.current
      setFailed(null)
      setWaiting((before) => before + 1)
      worker.current?.postMessage({ ...wish, id: count.current, lexicon, bankUrl } satisfies SingRequest)
    },
    [lexicon],
  )

  const play = useCallback(
    (name: TakeName) => {
      const now = playing.current
      if (now !== null && now.gains[name] !== null && audio.current !== null) {
        // 10 ms: no click, and no gap either.
        for (const one of takeNames) now.gains[one]?.gain.setTargetAtTime(one === name ? 1 : 0, audio.current.currentTime, 0.01)
        setSounding(name)
        return
      }
      stop()
      if (takes.current[name] === null) return
      audio.current ??= new AudioContext()
      const context = audio.current
      void context.resume()
      const sources: AudioBufferSourceNode[] = []
      const gains: Record<TakeName, GainNode | null> = { a: null, b: null }
      let lengthS = 0
      const startedAt = context.currentTime + 0.03
      for (const one of takeNames) {
        const take = takes.current[one]
        if (take === null || take.samples.length === 0) continue
        const buffer = context.createBuffer(1, take.samples.length, take.sampleRateHz)
        buffer.copyToChannel(new Float32Array(take.samples), 0)
        const source = context.createBufferSource()
        source.buffer = buffer
        const gain = context.createGain()
        gain.gain.value = one === name ? 1 : 0
        source.connect(gain).connect(context.destination)
        source.start(startedAt)
        sources.push(source)
        gains[one] = gain
        lengthS = Math.max(lengthS, buffer.duration)
      }
      if (sources.length === 0) return
      let left = sources.length
      for (const source of sources) {
        source.onended = () => {
          left -= 1
          if (left > 0) return
          playing.current = null
          setSounding(null)
        }
      }
      playing.current = { sources, gains, startedAt, lengthS }
      setSounding(name)
    },
    [stop],
  )
  const progressUnit = useCallback(() => {
    const now = playing.current
    if (now === null || audio.current === null || now.lengthS === 0) return null
    return Math.max(0, Math.min(1, (audio.current.currentTime - now.startedAt) / now.lengthS))
  }, [])
  return { sung, singing: waiting > 0, failed, sing, sounding, play, stop, progressUnit }
}
