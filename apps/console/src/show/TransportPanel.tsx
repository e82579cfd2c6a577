import { CirclePause, Lightbulb, OctagonAlert, Play, Snowflake, SquareChevronLeft, SquareChevronRight, Undo2 } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Button, Label, Slider, SliderOutput, SliderThumb, SliderTrack, ToggleButton } from 'react-aria-components'
import { useSend } from '../commands.ts'
import { formatPercent, formatRemaining } from '../format.ts'
import { mayOperate } from '../role.ts'
import { useSay } from '../say.tsx'
import { useShow, useShowDoor, useTicked } from '../show-context.tsx'
import { useWords } from '../words/words-context.tsx'
import { panicConfirmMs, panicHoldMs } from './go-key.ts'
import { songNow } from './song-clock.ts'

export interface Panic {
  readonly state: 'idle' | 'pressing' | 'armed'
  readonly down: () => void
  readonly up: () => void
}

/** Panic fires when held for 600 ms, or on a second press within 3 s: nobody stops a concert by brushing a key, nobody who must is kept waiting. */
export function usePanic(): Panic {
  const door = useShowDoor()
  const send = useSend()
  const { say } = useSay()
  const { words } = useWords()
  const [state, setState] = useState<Panic['state']>('idle')
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const latest = useRef(state)
  latest.current = state
  useEffect(() => () => clearTimeout(timer.current), [])
  const become = useCallback((next: Panic['state']) => {
    latest.current = next
    setState(next)
  }, [])
  const fire = useCallback(() => {
    clearTimeout(timer.current)
    become('idle')
    void send({ command: 'panic' })
  }, [become, send])
  const down = useCallback(() => {
    if (!mayOperate(door.role())) return say(words.say.refused(words.refusal['not-allowed']), 'refused')
    clearTimeout(timer.current)
    if (latest.current === 'armed') return fire()
    become('pressing')
    timer.current = setTimeout(fire, panicHoldMs)
  }, [become, door, fire, say, words])
  const up = useCallback(() => {
    if (latest.current !== 'pressing') return
    clearTimeout(timer.current)
    become('armed')
    say(words.transport.panicArmed, 'remark')
    timer.current = setTimeout(() => become('idle'), panicConfirmMs)
  }, [become, say, words])
  return { state, down, up }
}

/** The verbs of the letter keys, so that a key and its button are one thing. */
export function useVerbs() {
  const door = useShowDoor()
  const send = useSend()
  return {
    back: () => void send({ command: 'back' }),
    holdOrResume: () => void send({ command: door.moment()?.segment?.heldForMs == null ? 'hold' : 'resume' }),
    devamp: () => void send({ command: 'devamp' }),
    blackout: () => void send({ command: 'blackout', on: !(door.moment()?.blackout ?? false) }),
    freeze: () => void send({ command: 'freeze', on: (door.moment()?.frozen.length ?? 0) === 0 }),
    undoLastGo: () => void send({ command: 'undoLastGo' }),
  }
}

export function TransportPanel({ panic }: { readonly panic: Panic }) {
  const show = useShow()
  const verbs = useVerbs()
  const { words } = useWords()
  const edition = show.edition()
  const allowed = mayOperate(show.role())
  const now = useTicked(({ moment }) => ({
    running: moment?.segment != null && !moment.segment.ended,
    held: moment?.segment?.heldForMs != null,
    blackout: moment?.blackout ?? false,
    frozen: (moment?.frozen.length ?? 0) > 0,
  }))
  const vamp = useTicked(({ moment }) => {
    const at = edition === null || moment === null ? null : (songNow(edition, moment)?.vamp ?? null)
    return at === null ? null : { pass: at.pass, leaving: at.leaving, to: formatRemaining(at.toBoundaryMs) }
  })
  const mayUndo = show.performance()?.lastGo != null
  return (
    <section className="panel transport" aria-label={words.transport.heading}>
      <Button className="button verb" onPress={verbs.back} isDisabled={!allowed} aria-keyshortcuts="B">
        <SquareChevronLeft aria-hidden="true" size={20} />
        <span>{words.transport.back}</span>
        <span className="key" aria-hidden="true">
          B
        </span>
      </Button>
      <Button
        className="button verb"
        onPress={verbs.holdOrResume}
        isDisabled={!allowed || !now.running}
        data-lit={now.held ? 'held' : undefined}
        aria-keyshortcuts="H"
      >
        {now.held ? <Play aria-hidden="true" size={20} /> : <CirclePause aria-hidden="true" size={20} />}
        <span>{now.held ? words.transport.resume : words.transport.hold}</span>
        <span className="key" aria-hidden="true">
          H
        </span>
      </Button>
      <Button className="button verb" onPress={verbs.devamp} isDisabled={!allowed || vamp === null || vamp.leaving} aria-keyshortcuts="D">
        <SquareChevronRight aria-hidden="true" size={20} />
        <span>
          {words.transport.devamp}
          <small className="number">
            {vamp === null
              ? words.transport.noVamp
              : vamp.leaving
                ? words.transport.leaving(vamp.to)
                : words.transport.pass(vamp.pass, vamp.to)}
          </small>
        </span>
        <span className="key" aria-hidden="true">
          D
        </span>
      </Button>
      <ToggleButton
        className="button verb"
        isSelected={now.blackout}
        onChange={verbs.blackout}
        isDisabled={!allowed}
        data-lit={now.blackout ? 'overridden' : undefined}
        aria-keyshortcuts="K"
      >
        <Lightbulb aria-hidden="true" size={20} />
        <span>{now.blackout ? words.transport.blackoutOn : words.transport.blackout}</span>
        <span className="key" aria-hidden="true">
          K
        </span>
      </ToggleButton>
      <ToggleButton
        className="button verb"
        isSelected={now.frozen}
        onChange={verbs.freeze}
        isDisabled={!allowed}
        data-lit={now.frozen ? 'overridden' : undefined}
        aria-keyshortcuts="F"
      >
        <Snowflake aria-hidden="true" size={20} />
        <span>{now.frozen ? words.transport.freezeOn : words.transport.freeze}</span>
        <span className="key" aria-hidden="true">
          F
        </span>
      </ToggleButton>
      <Button className="button verb" onPress={verbs.undoLastGo} isDisabled={!allowed || !mayUndo} aria-keyshortcuts="U">
        <Undo2 aria-hidden="true" size={20} />
        <span>{words.transport.undoGo}</span>
        <span className="key" aria-hidden="true">
          U
        </span>
      </Button>
      <GrandMaster allowed={allowed} />
      <Button
        className="button verb panic"
        isDisabled={!allowed}
        data-panic={panic.state}
        onPressStart={panic.down}
        onPressEnd={panic.up}
        aria-keyshortcuts="Escape"
        aria-describedby="panic-hint"
      >
        <span className="panic-fill" aria-hidden="true" />
        <OctagonAlert aria-hidden="true" size={20} />
        <span>
          {words.transport.panic}
          <small id="panic-hint">{panic.state === 'armed' ? words.transport.panicAgain : words.transport.panicHint}</small>
        </span>
        <span className="key" aria-hidden="true">
          Esc
        </span>
      </Button>
    </section>
  )
}

/** Scales every intensity. While it is dragged the page shows the hand; when let go, the log. */
function GrandMaster({ allowed }: { readonly allowed: boolean }) {
  const send = useSend()
  const { words, language } = useWords()
  const levelUnit = useTicked(({ moment }) => moment?.grandMasterUnit ?? 1)
  const [handUnit, setHandUnit] = useState<number | null>(null)
  const lastSentAt = useRef(0)
  return (
    <Slider
      className="slider"
      minValue={0}
      maxValue={1}
      step={0.01}
      value={handUnit ?? levelUnit}
      isDisabled={!allowed}
      formatOptions={{ style: 'percent' }}
      onChange={(value) => {
        const unit = Array.isArray(value) ? (value[0] ?? 1) : value
        setHandUnit(unit)
        // Ten entries a second while it moves are enough for light, and keep the log readable.
        const at = performance.now()
        if (at - lastSentAt.current < 100) return
        lastSentAt.current = at
        void send({ command: 'grandMaster', levelUnit: unit })
      }}
      onChangeEnd={(value) => {
        const unit = Array.isArray(value) ? (value[0] ?? 1) : value
        void send({ command: 'grandMaster', levelUnit: unit }).finally(() => setHandUnit(null))
      }}
    >
      <Label>{words.transport.grandMaster}</Label>
      <SliderOutput className="number">{formatPercent(handUnit ?? levelUnit, language)}</SliderOutput>
      <SliderTrack className="slider-track">
        <span className="slider-fill" style={{ width: `${(handUnit ?? levelUnit) * 100}%` }} />
        <SliderThumb className="slider-thumb" />
      </SliderTrack>
    </Slider>
  )
}
