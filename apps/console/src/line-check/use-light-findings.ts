import type { LightFinding } from '@ghostlight/light'
import type { Edition } from '@ghostlight/timeline'
import { useEffect, useState } from 'react'

/** Flashes and glare in the light of this edition; null until it has been played through. */
export function useLightFindings(edition: Edition | null): readonly LightFinding[] | null {
  const [found, setFound] = useState<{ readonly hash: string; readonly findings: readonly LightFinding[] } | null>(null)
  useEffect(() => {
    if (edition === null) return
    const { hash, formatVersion, show, songs, venue } = edition
    const worker = new Worker(new URL('./light-worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<readonly LightFinding[]>) => setFound({ hash, findings: data })
    worker.postMessage({ formatVersion, show, songs, venue, assets: {}, lexicon: {} })
    return () => worker.terminate()
  }, [edition])
  return found !== null && found.hash === edition?.hash ? found.findings : null
}
