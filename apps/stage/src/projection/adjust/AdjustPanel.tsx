import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Stage } from '../../stage.ts'
import { fill, type PageLanguage } from '../../words/words.ts'
import type { Monitors } from '../monitors.ts'
import { type PatternKind, patternKinds } from '../patterns.ts'
import { type Layer, layersOf, type ScreenSettings } from '../screen-settings.ts'
import { cornerNames, handlesOf, withHandle, withMask, withMaskPoint, withoutMaskPoint } from './handles.ts'
import type { SaveAnswer } from './save-screen.ts'
import { beginHistory, changed, redone, type SettingsHistory, undone } from './settings-history.ts'
import { adjustEn } from './words-en.ts'
import { adjustJa } from './words-ja.ts'

export interface AdjustPanelProps {
  readonly stage: Stage
  readonly monitors: Monitors
  readonly language: PageLanguage
  readonly save: (before: ScreenSettings, after: ScreenSettings) => Promise<SaveAnswer>
  readonly onClose: () => void
}

const layers: readonly Layer[] = ['performer', 'effects', 'lyrics']
const turns = [0, 90, 180, 270] as const
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
const stepOf = (event: { readonly shiftKey: boolean; readonly altKey: boolean }) => (event.altKey ? 0.1 : event.shiftKey ? 10 : 1)
/** The panel steps out of the way of the point that is being set. */
const sideOf = (x: number, width: number) => (x < width / 2 ? 'right' : 'left')

/** Everything the venue says about this screen, set on the screen itself, with the picture or a test pattern behind. */
export function AdjustPanel({ stage, monitors, language, save, onClose }: AdjustPanelProps) {
  const words = language === 'ja' ? adjustJa : adjustEn
  const first = useMemo(() => ({ ...stage.screen()! }), [stage])
  const [history, setHistory] = useState<SettingsHistory>(() => beginHistory(first))
  const [saved, setSaved] = useState(first)
  const [state, setState] = useState('')
  const [pattern, setPattern] = useState<PatternKind | null>(stage.pattern.kind)
  const [chosen, setChosen] = useState(0)
  const drag = useRef<{ readonly index: number; readonly id: string; at: [number, number]; lastX: number; lastY: number } | null>(null)
  const screen = history.now
  const handles = handlesOf(screen)
  useSyncExternalStore(
    (listener) => monitors.subscribe(listener),
    () => `${monitors.chosen} ${monitors.names.join()}`,
  )

  useEffect(() => {
    stage.adjusted = screen
  }, [stage, screen])
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
    setState('')
  }, [])
  const move = (index: number, x: number, y: number, gesture: string) => {
    const next = withHandle(screen, index, [x, y])
    if (next) set(next, gesture)
    else setState(words.folded)
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
  const onHandleKey = (event: KeyboardEvent, index: number) => {
    const way = arrows[event.key]
    if (!way) return
    event.preventDefault()
    const [x, y] = handles[index]!
    move(index, x + way[0] * stepOf(event), y + way[1] * stepOf(event), `key ${index}`)
  }
  const onDown = (event: PointerEvent, index: number) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    const [x, y] = handles[index]!
    drag.current = { index, id: `drag ${index} ${event.timeStamp}`, at: [x, y], lastX: event.clientX, lastY: event.clientY }
    setChosen(index)
  }
  const onDrag = (event: PointerEvent) => {
    const held = drag.current
    if (!held) return
    const fine = event.altKey ? 0.1 : 1
    held.at[0] += ((event.clientX - held.lastX) * fine * screen.widthPx) / innerWidth
    held.at[1] += ((event.clientY - held.lastY) * fine * screen.heightPx) / innerHeight
    held.lastX = event.clientX
    held.lastY = event.clientY
    move(held.index, held.at[0], held.at[1], held.id)
  }
  const store = async () => {
    setState(words.saving)
    const answer = await save(saved, screen)
    if (answer.ok) setSaved(screen)
    const why = answer.ok ? '' : answer.why === 'needsKey' ? words.needsKey : answer.why === 'noAnswer' ? words.noAnswer : answer.why
    setState(answer.ok ? words.saved : fill(words.notSaved, { why }))
  }

  const percent = (label: string, unit: number, most: number, put: (unit: number) => ScreenSettings) => (
    <label key={label}>
      <span>{label}</span>
      <input
        type="number"
        min={0}
        max={most}
        step={0.5}
        value={Math.round(unit * 1000) / 10}
        onChange={(event) => {
          const value = Number(event.target.value)
          if (event.target.value !== '' && value >= 0 && value <= most) set(put(Math.round(value * 10) / 1000), label)
        }}
      />
    </label>
  )
  const [x, y] = handles[chosen] ?? handles[0]!
  const [red, green, blue] = screen.colourTrim ?? [1, 1, 1]
  const shown = layersOf(screen)

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: shortcuts of the whole panel; every one of them is a button as well
    <div className="adjust" onKeyDown={onKey}>
      {handles.map(([hx, hy], index) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: a handle is its number
          key={index}
          type="button"
          className={`handle ${index < 4 ? 'corner' : 'mask'} ${index === chosen ? 'chosen' : ''}`}
          style={{
            left: `${Math.min(100, Math.max(0, (hx / screen.widthPx) * 100))}%`,
            top: `${Math.min(100, Math.max(0, (hy / screen.heightPx) * 100))}%`,
          }}
          aria-label={`${nameOf(index)}: ${hx}, ${hy}`}
          onFocus={() => setChosen(index)}
          onKeyDown={(event) => onHandleKey(event, index)}
          onPointerDown={(event) => onDown(event, index)}
          onPointerMove={onDrag}
          onPointerUp={() => {
            drag.current = null
          }}
        />
      ))}
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
          <label>
            <span>{words.rotation}</span>
            <select
              value={screen.rotationDeg ?? 0}
              onChange={(event) => set({ ...screen, rotationDeg: turns.find((turn) => turn === Number(event.target.value)) ?? 0 }, '')}
            >
              {turns.map((turn) => (
                <option key={turn} value={turn}>
                  {turn}°
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>{words.latency}</span>
            <input
              type="number"
              min={0}
              step={1}
              value={screen.displayLatencyMs}
              onChange={(event) => {
                const value = Number(event.target.value)
                if (event.target.value !== '' && value >= 0)
                  set({ ...screen, displayLatencyMs: value as ScreenSettings['displayLatencyMs'] }, 'latency')
              }}
            />
          </label>
          {percent(words.brightness, screen.brightnessUnit ?? 1, 200, (unit) => ({ ...screen, brightnessUnit: unit }))}
          {percent(words.lift, screen.blackLiftUnit ?? 0, 25, (unit) => ({ ...screen, blackLiftUnit: unit }))}
          {percent(words.red, red, 200, (unit) => ({ ...screen, colourTrim: [unit, green, blue] }))}
          {percent(words.green, green, 200, (unit) => ({ ...screen, colourTrim: [red, unit, blue] }))}
          {percent(words.blue, blue, 200, (unit) => ({ ...screen, colourTrim: [red, green, unit] }))}
        </div>
        <fieldset>
          <legend>{words.layers}</legend>
          {layers.map((layer) => (
            <label key={layer}>
              <input
                type="checkbox"
                checked={shown.includes(layer)}
                onChange={(event) => {
                  const next = layers.filter((one) => (one === layer ? event.target.checked : shown.includes(one)))
                  if (next.length > 0) set({ ...screen, shows: next }, '')
                }}
              />
              <span>{words[layer]}</span>
            </label>
          ))}
          <label>
            <input type="checkbox" checked={screen.mirror} onChange={(event) => set({ ...screen, mirror: event.target.checked }, '')} />
            <span>{words.mirror}</span>
          </label>
          <label>
            <input
              type="checkbox"
              checked={screen.maskPx !== undefined}
              onChange={(event) => {
                set(withMask(screen, event.target.checked), '')
                setChosen(event.target.checked ? 4 : 0)
              }}
            />
            <span>{words.maskOn}</span>
          </label>
        </fieldset>
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
        <div className="row">
          {monitors.names.length > 0 ? (
            <label>
              <span>{words.monitor}</span>
              <select value={monitors.chosen ?? ''} onChange={(event) => void monitors.fill(event.target.value)}>
                <option value="">–</option>
                {monitors.names.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </label>
          ) : (
            <button type="button" onClick={() => void monitors.look().then((told) => told || setState(words.noMonitors))}>
              {words.findMonitors}
            </button>
          )}
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
          {state !== '' ? state : screen === saved ? '' : words.unsaved}
        </p>
      </section>
    </div>
  )
}
