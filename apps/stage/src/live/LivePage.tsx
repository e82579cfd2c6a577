import './live.css'
import { useCallback, useEffect, useId, useRef, useState, useSyncExternalStore } from 'react'
import type { FrameMeter } from '../frame-meter.ts'
import { StageCanvas } from '../StageCanvas.tsx'
import type { ListenersDesk } from '../sound/later-desk.ts'
import type { Stage } from '../stage.ts'
import { VenueScene } from '../venue/VenueScene.tsx'
import { type PageLanguage, textIn, wordsOf } from '../words/words.ts'
import { Credits } from './Credits.tsx'
import { LyricsOverlay } from './Lyrics.tsx'
import { type NowOn, nowOn } from './now-on.ts'

export interface LivePageProps {
  readonly stage: Stage
  readonly meter: FrameMeter
  readonly desk: ListenersDesk
  readonly firstLanguage: PageLanguage
  readonly pixelRatio: () => number
  readonly detail: 'high' | 'low'
  /** Called when the fan wants to hear the concert, from the very click. */
  readonly onJoin: () => void
}

/** The concert at home: the room, the words, and as few controls as a concert needs. */
export function LivePage({ stage, meter, desk, firstLanguage, pixelRatio, detail, onJoin }: LivePageProps) {
  const [language, setLanguage] = useState(firstLanguage)
  const [joined, setJoined] = useState(false)
  const [volume, setVolume] = useState(0.9)
  const [muted, setMuted] = useState(false)
  const [lyrics, setLyrics] = useState(true)
  const [credits, setCredits] = useState(false)
  const creditsButton = useRef<HTMLButtonElement>(null)
  const words = wordsOf(language)
  const on = useNowOn(stage)
  const quiet = useQuiet(joined && !credits && on.kind === 'playing' && stage.source.state() !== 'lost')
  const volumeId = useId()

  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  useEffect(() => desk.setVolume(muted ? 0 : volume), [desk, muted, volume])
  const join = useCallback(() => {
    onJoin()
    void desk.unlock().then((open) => setJoined(open))
  }, [desk, onJoin])
  const closeCredits = useCallback(() => {
    setCredits(false)
    creditsButton.current?.focus()
  }, [])

  const edition = stage.source.edition()
  const showTitle = textIn(edition?.show.title, language)
  const title = on.kind === 'waiting' || on.kind === 'stopped' || on.kind === 'over' ? showTitle : textIn(on.title, language)
  useEffect(() => {
    document.title = title === '' ? 'Ghostlight live' : `${title} · Ghostlight live`
  }, [title])

  return (
    <main className={`live ${quiet ? 'quiet' : ''} ${joined ? '' : 'outside'}`} lang={language}>
      <StageCanvas stage={stage} meter={meter} pixelRatio={pixelRatio} label={words.livePicture} smooth={detail === 'high'}>
        <VenueScene stage={stage} detail={detail} />
      </StageCanvas>
      {lyrics && <LyricsOverlay stage={stage} language={language} />}

      <header className="title">
        {on.kind === 'waiting' || on.kind === 'stopped' ? (
          <div className="waiting" role="status">
            <h1>{showTitle || 'Ghostlight'}</h1>
            <p>
              {stage.source.state() === 'connecting' ? words.connecting : on.kind === 'stopped' ? words.stoppedTitle : words.waitingTitle}
            </p>
            <p className="small">
              {stage.source.state() === 'connecting' ? '' : on.kind === 'stopped' ? words.stoppedText : words.waitingText}
            </p>
          </div>
        ) : on.kind === 'over' ? (
          <div className="waiting over" role="status">
            <h1>{words.overTitle}</h1>
            <p>{words.overText}</p>
            <p className="small">{showTitle}</p>
          </div>
        ) : (
          <div className="song" role="status">
            <p className="small">{on.kind === 'between' ? words.betweenTitle : on.kind === 'held' ? words.held : words.nowPlaying}</p>
            <h1>{title}</h1>
            <p className="small">{on.performers.map((name) => textIn(name, language)).join(' · ')}</p>
          </div>
        )}
        {stage.source.state() === 'lost' && (
          <p className="small" role="status">
            {words.lost}
          </p>
        )}
      </header>

      {!joined && on.kind !== 'over' && (
        <div className="join">
          <button type="button" className="main" onClick={join}>
            {words.join}
          </button>
          <p className="small">{words.joinHint}</p>
        </div>
      )}

      <footer className="controls">
        {joined && (
          <>
            <button type="button" aria-pressed={muted} onClick={() => setMuted((was) => !was)}>
              {muted ? words.unmute : words.mute}
            </button>
            <label htmlFor={volumeId}>
              <span>{words.volume}</span>
              <input
                id={volumeId}
                type="range"
                min={0}
                max={100}
                value={Math.round(volume * 100)}
                onChange={(event) => setVolume(Number(event.target.value) / 100)}
              />
            </label>
          </>
        )}
        <button
          type="button"
          aria-pressed={lyrics}
          aria-label={lyrics ? words.lyricsOff : words.lyricsOn}
          onClick={() => setLyrics((was) => !was)}
        >
          {words.lyrics}
        </button>
        <button type="button" lang={language === 'en' ? 'ja' : 'en'} onClick={() => setLanguage(language === 'en' ? 'ja' : 'en')}>
          {words.language}
        </button>
        <button ref={creditsButton} type="button" aria-expanded={credits} onClick={() => setCredits(true)}>
          {words.credits}
        </button>
      </footer>
      {credits && edition && <Credits edition={edition} language={language} onClose={closeCredits} />}
    </main>
  )
}

/** What is on, as words need it; looked at four times a second, changed only when it changes. */
function useNowOn(stage: Stage): NowOn {
  const [on, setOn] = useState<NowOn>({ kind: 'waiting' })
  useEffect(() => {
    let key = ''
    const look = () => {
      const next = nowOn(stage.now)
      const nextKey = `${next.kind} ${next.kind === 'waiting' || next.kind === 'stopped' ? '' : next.segmentId} ${stage.now?.edition.hash}`
      if (nextKey !== key) setOn(next)
      key = nextKey
    }
    look()
    const timer = setInterval(look, 250)
    return () => clearInterval(timer)
  }, [stage])
  useSyncExternalStore(
    (changed) => stage.source.subscribe(changed),
    () => stage.source.state(),
  )
  return on
}

/** True when nobody has touched anything for a while: controls step back and leave the picture to the music. */
function useQuiet(allowed: boolean): boolean {
  const [quiet, setQuiet] = useState(false)
  useEffect(() => {
    setQuiet(false)
    if (!allowed) return
    let timer = setTimeout(() => setQuiet(true), 4000)
    const stir = () => {
      setQuiet(false)
      clearTimeout(timer)
      timer = setTimeout(() => setQuiet(true), 4000)
    }
    const events = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const
    for (const event of events) window.addEventListener(event, stir)
    return () => {
      clearTimeout(timer)
      for (const event of events) window.removeEventListener(event, stir)
    }
  }, [allowed])
  return quiet
}
