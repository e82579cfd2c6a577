import { useEffect, useState } from 'react'
import { isBeforeFirstCue } from './concert.ts'
import type { FrameMeter } from './frame-meter.ts'
import type { Stage } from './stage.ts'
import { fill, type PageLanguage, textIn, type wordsOf } from './words/words.ts'

/** For so long after somebody stirred the mouse or touched a key. */
const SHOWN_MS = 5000

/**
 * Before the first cue a screen is black, rightly; whoever stands at it with a mouse in the hand is told so. Nobody sees it from the
 * hall: it appears only when somebody stirs, and never again once the first GO has been pressed.
 */
export function CrewCard(props: {
  readonly stage: Stage
  readonly meter: FrameMeter
  readonly words: ReturnType<typeof wordsOf>
  readonly language: PageLanguage
}) {
  const { stage, meter, words, language } = props
  const stirred = useStirred()
  const now = stage.now
  if (!stirred || !now || !isBeforeFirstCue(now.performance, now.moment)) return null
  const cue = now.edition.show.cues[now.moment.standbyCueId ?? '']
  const screen = stage.screen()
  return (
    <section className="crew" role="status">
      <h1>{screen?.name ?? words.output}</h1>
      <p>
        {meter.state === 'slow' ? '▲' : '●'} {words.blackUntilCue}
      </p>
      {cue && <p>{fill(words.standsBy, { cue: `${cue.number} ${textIn(cue.name, language)}` })}</p>}
      {meter.state === 'slow' && <p>{fill(words.slow, { fps: String(meter.fps) })}</p>}
      <p className="small">{words.crewKeys}</p>
    </section>
  )
}

function useStirred(): boolean {
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
