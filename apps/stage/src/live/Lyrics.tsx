import type { LyricFrame } from '@ghostlight/timeline'
import { useEffect, useRef, useState } from 'react'
import type { Stage } from '../stage.ts'
import type { PageLanguage } from '../words/words.ts'
import { type LyricLines, linesOf } from './lyric-lines.ts'

/** The line being sung, filled as it is sung, over its translation. Changes of line go through React, the filling does not. */
export function LyricsOverlay({ stage, language }: { readonly stage: Stage; readonly language: PageLanguage }) {
  const [lines, setLines] = useState<LyricLines | null>(null)
  const sung = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    let shown: string | null = null
    let handle = 0
    const look = () => {
      handle = requestAnimationFrame(look)
      const now = stage.now
      const lyric: LyricFrame | null = now && now.frame.pictureUnit > 0.02 && now.frame.heldForMs === null ? now.frame.lyric : null
      const key = lyric ? `${now?.frame.songId} ${lyric.lineId}` : null
      if (key !== shown) {
        shown = key
        const track = lyric && now ? now.edition.songs[now.frame.songId ?? '']?.tracks : undefined
        const lead = Object.values(track ?? {}).find((candidate) => candidate.kind === 'vocal' && candidate.role === 'lead')
        setLines(lyric ? linesOf(lyric.text, lead?.kind === 'vocal' ? lead.language : 'en', language) : null)
      }
      sung.current?.style.setProperty('--sung', `${((lyric?.progressUnit ?? 0) * 100).toFixed(1)}%`)
    }
    handle = requestAnimationFrame(look)
    return () => cancelAnimationFrame(handle)
  }, [stage, language])
  return (
    <div className="lyrics" aria-live="off">
      {lines && (
        <>
          <p className="original" lang={lines.sungLanguage}>
            <span ref={sung}>{lines.sung}</span>
          </p>
          {lines.translation !== null && (
            <p className="translation" lang={lines.translationLanguage}>
              {lines.translation}
            </p>
          )}
        </>
      )}
    </div>
  )
}
