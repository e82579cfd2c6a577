/** The stage page: a projector's output, or with `?preview=1` the console's preview of it. The only place that builds its parts. */
import { connect } from '@ghostlight/engine/client'
import { lazy, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { openDebugHook } from './debug-hook.ts'
import { FrameMeter } from './frame-meter.ts'
import { LocalShow } from './local-show.ts'
import { afterFirstPicture, engineUrl, wakeWithPage } from './page-parts.ts'
import { answerConsole } from './preview.ts'
import { Monitors } from './projection/monitors.ts'
import { ReadyEditions } from './ready-editions.ts'
import { reportOf } from './report.ts'
import { StagePage } from './StagePage.tsx'
import { LaterDesk } from './sound/later-desk.ts'
import { VocalPlans } from './sound/vocal-plans.ts'
import { Stage } from './stage.ts'
import { SwitchSource } from './switch-source.ts'
import { TimecodeDesk } from './timecode-in/timecode-desk.ts'
import { fill, pageLanguage, wordsOf } from './words/words.ts'

const search = new URLSearchParams(location.search)
if (search.get('try') === '1') location.replace(`/pages/stage/try.html${location.search}`)
const preview = search.get('preview') === '1'
/** A projector loads no hall, a preview no projector: each fetches its own scene, at once. */
const venue = preview ? import('./venue/VenueScene.tsx') : null
const projection = preview ? null : import('./projection/ProjectionScene.tsx')
const VenueScene = lazy(async () => ({ default: (await (venue ?? import('./venue/VenueScene.tsx'))).VenueScene }))
const ProjectionScene = lazy(async () => ({ default: (await (projection ?? import('./projection/ProjectionScene.tsx'))).ProjectionScene }))
const output = search.get('output')
const language = pageLanguage(search, navigator.languages)
const words = wordsOf(language)
const connection = connect({
  url: engineUrl(location, preview ? search.get('crewPort') : null),
  audience: false,
  hello: { kind: preview ? 'preview' : 'stage', name: preview ? 'preview' : (output ?? 'stage'), output, key: search.get('key'), language },
})
const local = new LocalShow({
  edition: () => connection.draftEdition(),
  assetUrl: (path) => connection.assetUrl(path),
  localMs: () => performance.now(),
})
connection.subscribe(() => local.changed())
const source = preview ? new SwitchSource(connection, local) : connection
const addressOf = ({ hash, ext }: { readonly hash: string; readonly ext: string }) => {
  const origin = connection.assetOrigin()
  return origin === null ? null : new URL(`/assets/${hash}.${ext}`, origin).href
}
const plans = new VocalPlans(addressOf)
const stage = new Stage({ source, plans, outputId: output, projects: !preview, venue: () => connection.draftEdition()?.venue ?? null })
const monitors = new Monitors(output ?? 'stage')
void monitors.open()
const meter = new FrameMeter()
const desk = new LaterDesk(async () => {
  const { SoundDesk } = await import('./sound/SoundDesk.ts')
  const made = new SoundDesk({ source, plans, wantsSound: () => source.speaks(), keepsReady: !preview })
  made.start()
  return made
})
const timecode = preview ? null : new TimecodeDesk({ source, tell: (heard) => connection.timecode(heard) })
document.title = preview ? 'Ghostlight preview' : `Ghostlight stage${output === null ? '' : ` · ${output}`}`
document.documentElement.lang = language

timecode?.start()
wakeWithPage(desk)
openDebugHook({ stage, meter, desk })
if (source instanceof SwitchSource) answerConsole(source, engineUrl(location, search.get('crewPort')))
const ready = new ReadyEditions({
  editions: () => [connection.edition(), connection.draftEdition()],
  address: addressOf,
  async fetch(url) {
    const answer = await fetch(url)
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
    await answer.arrayBuffer()
  },
  warm: (edition) =>
    desk.warm(edition, (path) => {
      const asset = edition.assets[path]
      return asset === undefined ? null : addressOf(asset)
    }),
  localMs: () => performance.now(),
})
let settled = false
const report = () => {
  if (settled) ready.look()
  const others = monitors.unplugged ? [fill(words.unplugged, { screen: monitors.chosen ?? '' })] : []
  connection.report(reportOf({ stage, meter, desk, ready, timecode, others }))
}
setInterval(report, 1000)
// The picture first; then type, sound and what comes later. A page that is to be heard this instant must not wait.
afterFirstPicture(
  stage,
  () => source.speaks() && source.performance()?.segment != null,
  () => {
    settled = true
    void import('./fonts.ts')
    void desk.bring()
  },
)

createRoot(document.getElementById('root')!).render(
  <StagePage
    stage={stage}
    meter={meter}
    desk={desk}
    language={language}
    lyrics={search.get('lyrics') === '1'}
    pixelRatio={preview ? () => 0.75 : () => Math.min(2, devicePixelRatio)}
    smooth={!preview}
    refusal={() => connection.refusal()}
    monitors={monitors}
    save={async (before, after) => {
      const { saveScreen } = await import('./projection/adjust/save-screen.ts')
      const key = search.get('key')
      return saveScreen({ url: engineUrl(location, null), key, outputId: stage.outputId ?? '', before, after })
    }}
  >
    <Suspense>{preview ? <VenueScene stage={stage} detail="low" /> : <ProjectionScene stage={stage} smooth />}</Suspense>
  </StagePage>,
)
