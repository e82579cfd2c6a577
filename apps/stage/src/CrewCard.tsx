import { isBeforeFirstCue } from './concert.ts'
import type { FrameMeter } from './frame-meter.ts'
import type { Stage } from './stage.ts'
import { useStirred } from './stirred.ts'
import { fill, type PageLanguage, textIn, type wordsOf } from './words/words.ts'

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
