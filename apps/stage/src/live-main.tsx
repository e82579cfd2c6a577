/** The live page for fans. The only place that builds its parts. */
import { connect } from '@ghostlight/engine/client'
import { createRoot } from 'react-dom/client'
import { openDebugHook } from './debug-hook.ts'
import { FrameMeter } from './frame-meter.ts'
import { LivePage } from './live/LivePage.tsx'
import { afterFirstPicture, engineUrl, wakeWithPage } from './page-parts.ts'
import { createPixelRatio } from './pixel-ratio.ts'
import { LaterDesk } from './sound/later-desk.ts'
import { VocalPlans } from './sound/vocal-plans.ts'
import { Stage } from './stage.ts'
import { pageLanguage } from './words/words.ts'

const search = new URLSearchParams(location.search)
const language = pageLanguage(search, navigator.languages)
const connection = connect({
  url: engineUrl(location, null),
  audience: true,
  hello: { kind: 'live', name: 'live', output: null, key: null, language },
})
const plans = new VocalPlans()
const stage = new Stage({ source: connection, plans, outputId: null, projects: false, sparesEyes: true })
const meter = new FrameMeter()
let joined = false
const desk = new LaterDesk(async () => {
  const { SoundDesk } = await import('./sound/SoundDesk.ts')
  const made = new SoundDesk({ source: connection, plans, wantsSound: () => joined, keepsReady: false })
  made.start()
  return made
})
wakeWithPage(desk)
openDebugHook({ stage, meter, desk })
// The picture first; then, at leisure, type and what it takes to be heard.
afterFirstPicture(
  stage,
  () => false,
  () => {
    void import('./fonts.ts')
    void desk.bring()
  },
)

// Few cores or a coarse pointer: most likely a phone. `?detail=high` or `low` knows better, and high then never gives up pixels.
const asked = search.get('detail')
const guessed = navigator.hardwareConcurrency <= 4 || matchMedia('(pointer: coarse)').matches ? 'low' : 'high'
const detail = asked === 'high' || asked === 'low' ? asked : guessed
/** Outlines and eyes need at least four fifths of the screen's own pixels: fewer, and they break into dots. */
const LEAST_PIXELS = 0.8
const mostPixels = Math.min(2, devicePixelRatio)
createRoot(document.getElementById('root')!).render(
  <LivePage
    stage={stage}
    meter={meter}
    desk={desk}
    firstLanguage={language}
    pixelRatio={asked === 'high' ? () => mostPixels : createPixelRatio(meter, { least: LEAST_PIXELS, most: mostPixels })}
    detail={detail}
    onJoin={() => {
      joined = true
    }}
  />,
)
