import { type ReactNode, useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { FrameMeter } from './frame-meter.ts'
import { LyricsOverlay } from './live/Lyrics.tsx'
import { TestPattern } from './projection/TestPattern.tsx'
import { StageCanvas } from './StageCanvas.tsx'
import type { SoundDesk } from './sound/SoundDesk.ts'
import type { Stage } from './stage.ts'
import { fill, type PageLanguage, wordsOf } from './words/words.ts'

export interface StagePageProps {
  readonly stage: Stage
  readonly meter: FrameMeter
  readonly desk: SoundDesk
  readonly language: PageLanguage
  readonly lyrics: boolean
  readonly pixelRatio: () => number
  readonly smooth: boolean
  /** Why the engine would not have this page, or null. */
  readonly refusal: () => string | null
  readonly children: ReactNode
}

/** A picture and, only when something is wrong, a word about it in a corner. */
export function StagePage({ stage, meter, desk, language, lyrics, pixelRatio, smooth, refusal, children }: StagePageProps) {
  const words = wordsOf(language)
  const [pattern, setPattern] = useState(false)
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
    const onKey = (event: KeyboardEvent) => {
      unlock()
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === 'f' || event.key === 'F') {
        if (document.fullscreenElement) void document.exitFullscreen()
        else void document.documentElement.requestFullscreen()
      }
      if (event.key === 'i' || event.key === 'I') setPattern((on) => !on)
    }
    window.addEventListener('keydown', onKey)
    window.addEventListener('pointerdown', unlock)
    return () => {
      window.removeEventListener('keydown', onKey)
      window.removeEventListener('pointerdown', unlock)
    }
  }, [unlock])

  const trouble = useTrouble(stage, meter, refusal, words)
  return (
    <main className={`stage ${stage.screen().mirror ? 'mirrored' : ''}`}>
      <StageCanvas stage={stage} meter={meter} pixelRatio={pixelRatio} label={words.stagePicture} smooth={smooth}>
        {children}
      </StageCanvas>
      {lyrics && <LyricsOverlay stage={stage} language={language} />}
      {pattern && <TestPattern title={`${words.output}: ${stage.outputId ?? '–'}`} label={words.testPattern} stage={stage} />}
      {sound === 'locked' && (
        <div className="locked" role="alert">
          <p>{words.soundLocked}</p>
          <button type="button" onClick={unlock}>
            {words.letSoundSpeak}
          </button>
        </div>
      )}
      {trouble !== null && (
        <p className="badge" role="status">
          {trouble}
        </p>
      )}
    </main>
  )
}

/** The first thing that is wrong, in words; null when all is well. Asked twice a second: nothing here may redraw per picture. */
function useTrouble(stage: Stage, meter: FrameMeter, refusal: () => string | null, words: ReturnType<typeof wordsOf>): string | null {
  const [trouble, setTrouble] = useState<string | null>(null)
  useEffect(() => {
    const look = () => {
      const why = refusal()
      const avatar = [...stage.faults.values()][0]
      if (why !== null) setTrouble(fill(words.refused, { why }))
      else if (meter.picture === 'lost') setTrouble(words.pictureLost)
      else if (avatar !== undefined) setTrouble(avatar)
      else if (stage.source.state() === 'connecting') setTrouble(words.connecting)
      else if (stage.source.state() === 'lost') setTrouble(words.lost)
      else setTrouble(null)
    }
    look()
    const timer = setInterval(look, 500)
    return () => clearInterval(timer)
  }, [stage, meter, refusal, words])
  return trouble
}
