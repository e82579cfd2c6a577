import './adjust.css'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useState } from 'react'
import { isBeforeFirstCue } from '../../concert.ts'
import type { Stage } from '../../stage.ts'
import { fill, type PageLanguage } from '../../words/words.ts'
import type { Monitors } from '../monitors.ts'
import { type PatternKind, patternKinds } from '../patterns.ts'
import { type ScreenSettings, setLike } from '../screen-settings.ts'
import { Handles } from './Handles.tsx'
import { cornerNames, handlesOf, withHandle, withMask, withMaskPoint, withoutMaskPoint } from './handles.ts'
import { MonitorChoice } from './MonitorChoice.tsx'
import { PictureFields, ShownFields } from './PictureFields.tsx'
import type { SaveAnswer } from './save-screen.ts'
import { beginHistory, changed, redone, type SettingsHistory, undone } from './settings-history.ts'
import { keepTried, readTried } from './tried-settings.ts'
import { adjustEn } from './words-en.ts'
import { adjustJa } from './words-ja.ts'

export interface AdjustPanelProps {
  readonly stage: Stage
  readonly monitors: Monitors
  readonly language: PageLanguage
  readonly save: (before: ScreenSettings, after: ScreenSettings) => Promise<SaveAnswer>
  readonly onClose: () => void
}

/** What is said at the foot of the panel. */
interface Told {
  readonly glyph: string
  readonly text: string
}

/** Before the first cue there is nothing to be seen that could be put right. */
const isBlack = ({ now }: Stage): boolean => now === null || isBeforeFirstCue(now.performance, now.moment)

/** The panel steps out of the way of the point that is being set. */
const sideOf = (x: number, width: number) => (x < width / 2 ? 'right' : 'left')

/** Everything the venue says about this screen, set on the screen itself, with the picture or a test pattern behind. */
export function AdjustPanel({ stage, monitors, language, save, onClose }: AdjustPanelProps) {
  const words = language === 'ja' ? adjustJa : adjustEn
  const first = useMemo(() => ({ ...stage.screen()! }), [stage])
  const outputId = stage.outputId ?? ''
  const tried = useMemo(() => readTried(localStorage, outputId, first), [outputId, first])
  const [history, setHistory] = useState<SettingsHistory>(() => beginHistory(first, tried))
  const [saved, setSaved] = useState(first)
  const [state, setState] = useState<Told | null>(() => (tried ? { glyph: '◇', text: words.takenUp } : null))
  const [pattern, setPattern] = useState<PatternKind | null>(() => stage.pattern.kind ?? (isBlack(stage) ? 'grid' : null))
  const [chosen, setChosen] = useState(0)
  const screen = history.now
  const handles = handlesOf(screen)

  useEffect(() => {
    stage.adjusted = screen
    keepTried(localStorage, outputId, screen === saved ? null : screen)
  }, [stage, screen, saved, outputId])
  useEffect(() => {
    stage.pattern.show(pattern)
  }, [stage, pattern])
  useEffect(
    () => () => {
      stage.adjusted = null
      stage.pattern.show(null)
    },
    [stage],
  )

  const set = useCallback((next: ScreenSettings, gesture: string) => {
    setHistory((before) => changed(before, next, gesture))
    setState(null)
  }, [])
  const move = (index: number, x: number, y: number, gesture: string) => {
    const next = withHandle(screen, index, [x, y])
    if (typeof next === 'string') setState({ glyph: '▲', text: words[next] })
    else set(next, gesture)
  }
  const nameOf = (index: number) => (index < 4 ? words[cornerNames[index]!] : fill(words.maskPoint, { n: String(index - 3) }))

  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation()
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
      event.preventDefault()
      setHistory(event.shiftKey ? redone : undone)
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
      event.preventDefault()
      void store()
    } else if (event.key === 'Escape') onClose()
  }
  const store = async () => {
    setState({ glyph: '…', text: words.saving })
    const answer = await save(saved, screen)
    if (answer.ok) setSaved(screen)
    const why = answer.ok ? '' : answer.why === 'needsKey' ? words.needsKey : answer.why === 'noAnswer' ? words.noAnswer : answer.why
    setState(answer.ok ? { glyph: '●', text: words.saved } : { glyph: '▲', text: fill(words.notSaved, { why }) })
  }

  const [x, y] = handles[chosen] ?? handles[0]!
  const told = state ?? (screen === saved ? null : { glyph: '◇', text: words.unsaved })
  const others = stage.otherScreens()

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: shortcuts of the whole panel; every one of them is a button as well
    <div className="adjust" onKeyDown={onKey}>
      <Handles screen={screen} handles={handles} nameOf={nameOf} chosen={chosen} onChoose={setChosen} onMove={move} />
      <section className={`panel ${sideOf(x, screen.widthPx)}`} aria-label={words.title}>
        <h2>
          {words.title}: {screen.name}
        </h2>
        <p className="small">{words.hint}</p>
        <div className="fields">
          <label>
            <span>{words.pattern}</span>
            <select
              value={pattern ?? ''}
              onChange={(event) => setPattern(event.target.value === '' ? null : (event.target.value as PatternKind))}
            >
              <option value="">{words.showItself}</option>
              {patternKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {words[kind]}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>{words.corners}</span>
            <select value={chosen} onChange={(event) => setChosen(Number(event.target.value))}>
              {handles.map((_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a handle is its number
                <option key={index} value={index}>
                  {nameOf(index)}
                </option>
              ))}
            </select>
          </label>
          {([0, 1] as const).map((axis) => (
            <label key={axis}>
              <span>{axis === 0 ? words.across : words.down}</span>
              <input
                type="number"
                step={0.1}
                value={axis === 0 ? x : y}
                onChange={(event) => {
                  if (event.target.value === '') return
                  const value = Number(event.target.value)
                  move(chosen, axis === 0 ? value : x, axis === 0 ? y : value, `field ${chosen} ${axis}`)
                }}
              />
            </label>
          ))}
          <PictureFields words={words} screen={screen} set={set} refuse={(why) => setState({ glyph: '▲', text: why })} />
        </div>
        <ShownFields
          words={words}
          screen={screen}
          set={set}
          onMask={(on) => {
            set(withMask(screen, on), '')
            setChosen(on ? 4 : 0)
          }}
        />
        <div className="row">
          {screen.maskPx !== undefined && (
            <>
              <button type="button" onClick={() => set(withMaskPoint(screen), '')}>
                {words.addPoint}
              </button>
              <button
                type="button"
                onClick={() => {
                  set(withoutMaskPoint(screen, Math.max(0, chosen - 4)), '')
                  setChosen(0)
                }}
              >
                {words.removePoint}
              </button>
            </>
          )}
          <button
            type="button"
            onClick={() => {
              const { cornersPx: _, ...rest } = screen
              set(rest, '')
            }}
          >
            {words.straight}
          </button>
        </div>
        {others.length > 0 && (
          <div className="row">
            <label>
              <span>{words.setLike}</span>
              <select
                value=""
                onChange={(event) => {
                  const other = others[Number(event.target.value)]
                  if (event.target.value === '' || !other) return
                  set(setLike(screen, other), '')
                  setChosen(0)
                }}
              >
                <option value="">–</option>
                {others.map(({ name }, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two screens may have one name
                  <option key={index} value={index}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          </div>
        )}
        <div className="row">
          <MonitorChoice words={words} monitors={monitors} onNone={() => setState({ glyph: '▲', text: words.noMonitors })} />
        </div>
        <div className="row">
          <button type="button" disabled={history.past.length === 0} onClick={() => setHistory(undone)}>
            {words.undo}
          </button>
          <button type="button" disabled={history.future.length === 0} onClick={() => setHistory(redone)}>
            {words.redo}
          </button>
          <button type="button" className="save" onClick={() => void store()}>
            {words.save}
          </button>
          <button type="button" onClick={onClose}>
            {words.close}
          </button>
        </div>
        <p className="small" role="status">
          {told && (
            <>
              <span aria-hidden="true">{told.glyph}</span> {told.text}
            </>
          )}
        </p>
      </section>
    </div>
  )
}
