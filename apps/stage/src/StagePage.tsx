import { type CSSProperties, lazy, type ReactNode, Suspense, useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { CrewCard } from './CrewCard.tsx'
import { isBeforeFirstCue } from './concert.ts'
import type { FrameMeter } from './frame-meter.ts'
import { LyricsOverlay } from './live/Lyrics.tsx'
import type { SaveAnswer } from './projection/adjust/save-screen.ts'
import type { Monitors } from './projection/monitors.ts'
import { patternKinds } from './projection/patterns.ts'
import { cssMatrix, maskOf, needsPass, pictureShape, type ScreenSettings } from './projection/screen-settings.ts'
import { StageCanvas } from './StageCanvas.tsx'
import type { SpeakersDesk } from './sound/later-desk.ts'
import type { Stage } from './stage.ts'
import { useStirred } from './stirred.ts'
import { fill, type PageLanguage, wordsOf } from './words/words.ts'

const AdjustPanel = lazy(() => import('./projection/adjust/AdjustPanel.tsx').then(({ AdjustPanel }) => ({ default: AdjustPanel })))

export interface StagePageProps {
  readonly stage: Stage
  readonly meter: FrameMeter
  readonly desk: SpeakersDesk
  readonly monitors: Monitors
  readonly language: PageLanguage
  /** Lyrics whatever the venue says. */
  readonly lyrics: boolean
  readonly pixelRatio: () => number
  readonly smooth: boolean
  /** Why the engine would not have this page, or null. */
  readonly refusal: () => string | null
  /** Writes this screen's settings into the venue. */
  readonly save: (before: ScreenSettings, after: ScreenSettings) => Promise<SaveAnswer>
  readonly children: ReactNode
}

/** A picture and, only when something is wrong or somebody of the crew is there, words about it. */
export function StagePage(props: StagePageProps) {
  const { stage, meter, desk, monitors, language, lyrics, pixelRatio, smooth, refusal, save, children } = props
  const words = wordsOf(language)
  const [adjusting, setAdjusting] = useState(false)
  useSyncExternalStore(
    (changed) => stage.source.subscribe(changed),
    () => stage.source.version(),
  )
  const sound = useSyncExternalStore(
    (changed) => desk.subscribe(changed),
    () => desk.state().sound,
  )

  const unlock = useCallback(() => void desk.unlock(), [desk])
  useEffect(() => {
    const touched = () => {
      unlock()
      monitors.touch()
    }
    const onKey = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase()
      if (key === 'f') unlock()
      else touched()
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
      if (key === 'f') void toggleFullscreen(monitors)
      if (!stage.projects) return
      const { pattern } = stage
      if (key === 'i') pattern.show(pattern.kind === null ? 'grid' : null)
      if (key === 't') pattern.show(patternKinds[pattern.kind === null ? 0 : patternKinds.indexOf(pattern.kind) + 1] ?? null)
      if (key === 'a' && stage.screen()) setAdjusting(true)
    }
    window.addEventListener('keydown', onKey)
    window.addEventListener('pointerdown', touched)
    return () => {
      window.removeEventListener('keydown', onKey)
      window.removeEventListener('pointerdown', touched)
    }
  }, [unlock, stage, monitors])
  useEffect(() => beepWithFlash(stage, desk), [stage, desk])

  const screen = useScreen(stage)
  const mirrored = screen?.mirror === true && !needsPass(screen)
  const stirred = useStirred()
  const trouble = useTrouble(stage, meter, monitors, refusal, words)
  return (
    <main className={`stage ${mirrored ? 'mirrored' : ''}`}>
      <StageCanvas stage={stage} meter={meter} pixelRatio={pixelRatio} label={words.stagePicture} smooth={smooth}>
        {children}
      </StageCanvas>
      {(lyrics || (stage.projects && stage.shows('lyrics'))) && (
        <LyricsPlane screen={screen}>
          <LyricsOverlay stage={stage} language={language} />
        </LyricsPlane>
      )}
      {stage.projects && !adjusting && <CrewCard stage={stage} meter={meter} words={words} language={language} />}
      {adjusting && (
        <Suspense>
          <AdjustPanel stage={stage} monitors={monitors} language={language} save={save} onClose={() => setAdjusting(false)} />
        </Suspense>
      )}
      {sound === 'locked' && (
        <div className="locked" role="alert">
          <p>{words.soundLocked}</p>
          <button type="button" onClick={unlock}>
            {words.letSoundSpeak}
          </button>
        </div>
      )}
      {trouble !== null && (stirred || !trouble.inShow) && (
        <p className="badge" role="status">
          <span aria-hidden="true">{trouble.glyph}</span> {trouble.text}
        </p>
      )}
    </main>
  )
}

async function toggleFullscreen(monitors: Monitors): Promise<void> {
  if (document.fullscreenElement) return document.exitFullscreen()
  if (monitors.chosen !== null && (await monitors.fill(monitors.chosen))) return
  return document.documentElement.requestFullscreen()
}

/** The flash pattern is heard as well: a beep at the beginning of every second of show time. @returns the undo. */
function beepWithFlash(stage: Stage, desk: SpeakersDesk): () => void {
  let beepedMs = 0
  const timer = setInterval(() => {
    if (stage.pattern.kind !== 'flash') return
    const nextMs = Math.ceil((stage.source.clock.nowMs() + 250) / 1000) * 1000
    if (nextMs !== beepedMs) desk.beepAt(nextMs)
    beepedMs = nextMs
  }, 200)
  return () => clearInterval(timer)
}

/** This screen's settings, looked at a few times a second: they change when somebody adjusts them or the venue arrives. */
function useScreen(stage: Stage): ScreenSettings | null {
  const [screen, setScreen] = useState(() => stage.screen())
  useEffect(() => {
    const timer = setInterval(() => setScreen(stage.screen()), 200)
    return () => clearInterval(timer)
  }, [stage])
  return stage.projects ? screen : null
}

/** Carries words the way the output pass carries the picture: pinned, masked, dimmed. */
function LyricsPlane({ screen, children }: { readonly screen: ScreenSettings | null; readonly children: ReactNode }) {
  const [, setSize] = useState('')
  useEffect(() => {
    const sized = () => setSize(`${innerWidth} ${innerHeight}`)
    window.addEventListener('resize', sized)
    return () => window.removeEventListener('resize', sized)
  }, [])
  if (!screen || !needsPass(screen)) return children
  const [width, height] = pictureShape(screen, innerWidth, innerHeight)
  const corners = maskOf(screen).map(([x, y]) => `${(x / screen.widthPx) * 100}% ${(y / screen.heightPx) * 100}%`)
  const raster: CSSProperties = { filter: `brightness(${screen.brightnessUnit ?? 1})` }
  if (screen.maskPx !== undefined) raster.clipPath = `polygon(${corners.join(',')})`
  return (
    <div className="lyrics-raster" style={raster}>
      <div className="lyrics-picture" style={{ width, height, transform: cssMatrix(screen, innerWidth, innerHeight) }}>
        {children}
      </div>
    </div>
  )
}

interface Trouble {
  readonly glyph: string
  readonly text: string
  /** The hall is looking at this projector: only who stirs the page is told; the console says it at any time. */
  readonly inShow: boolean
}

/** The first thing that is wrong; null when all is well. Asked twice a second: nothing here may redraw per picture. */
function useTrouble(
  stage: Stage,
  meter: FrameMeter,
  monitors: Monitors,
  refusal: () => string | null,
  words: ReturnType<typeof wordsOf>,
): Trouble | null {
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  useEffect(() => {
    const [wrong, away] = ['▲', '⊘']
    const first = (): readonly [glyph: string, text: string] | null => {
      const why = refusal()
      const avatar = [...stage.faults.values()][0]
      if (why !== null) return [away, fill(words.refused, { why })]
      if (meter.picture === 'lost') return [wrong, words.pictureLost]
      if (avatar !== undefined) return [wrong, avatar]
      if (monitors.unplugged) return [away, fill(words.unplugged, { screen: monitors.chosen ?? '' })]
      if (stage.source.state() === 'connecting') return [away, words.connecting]
      return stage.source.state() === 'lost' ? [away, words.lost] : null
    }
    const look = () => {
      const found = first()
      const inShow = stage.projects && stage.now !== null && !isBeforeFirstCue(stage.now.performance, stage.now.moment)
      setTrouble((before) => {
        if (found === null) return null
        return before?.text === found[1] && before.inShow === inShow ? before : { glyph: found[0], text: found[1], inShow }
      })
    }
    look()
    const timer = setInterval(look, 500)
    return () => clearInterval(timer)
  }, [stage, meter, monitors, refusal, words])
  return trouble
}
