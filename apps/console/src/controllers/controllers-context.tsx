/** Controllers for the whole console: they act on every page, through the same gate as its buttons. */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useSend } from '../commands.ts'
import { usePanic, useUndoGo, useVerbs } from '../show/TransportPanel.tsx'
import { useShowDoor, useTicked } from '../show-context.tsx'
import {
  type Bindings,
  bind,
  type Control,
  type Deed,
  feedback,
  handsAtRest,
  hear,
  parseBindings,
  readMessage,
  type Shown,
  unbind,
  type Verb,
} from './bindings.ts'
import type { MidiDoor, OpenMidi } from './midi-door.ts'
import { webMidiDoor } from './web-midi.ts'

export type MidiState = 'off' | 'opening' | 'open' | 'unsupported' | 'refused'
export interface Controllers {
  readonly state: MidiState
  readonly inputs: readonly string[]
  readonly bindings: Bindings
  /** The verb that takes the next key or fader that is touched. */
  readonly learning: Verb | null
  readonly lastHeard: { readonly control: Control; readonly value: number } | null
  readonly turn: (on: boolean) => void
  readonly learn: (verb: Verb | null) => void
  readonly forget: (verb: Verb) => void
}
const ControllersContext = createContext<Controllers | null>(null)
const remembered = { bindings: 'ghostlight.controllers', on: 'ghostlight.midi' } as const
/** As the slider of the page: enough for light, and the log stays readable. */
const grandMasterEveryMs = 100

export function ControllersProvider({
  onGo,
  door = webMidiDoor,
  children,
}: {
  readonly onGo: () => void
  readonly door?: MidiDoor
  readonly children: ReactNode
}) {
  const show = useShowDoor()
  const send = useSend()
  const verbs = useVerbs()
  const panic = usePanic()
  const undoGo = useUndoGo()
  const [state, setState] = useState<MidiState>('off')
  const [wanted, setWanted] = useState(() => localStorage.getItem(remembered.on) === 'on')
  const [inputs, setInputs] = useState<readonly string[]>([])
  const [bindings, setBindings] = useState<Bindings>(() => parseBindings(localStorage.getItem(remembered.bindings)))
  const [learning, setLearning] = useState<Verb | null>(null)
  const [lastHeard, setLastHeard] = useState<Controllers['lastHeard']>(null)
  const midi = useRef<OpenMidi | null>(null)
  const hands = useRef(handsAtRest)
  const shown = useRef<Shown>({})
  const lastLevel = useRef({ sentAtMs: Number.NEGATIVE_INFINITY, timer: undefined as ReturnType<typeof setTimeout> | undefined })

  const put = useCallback((next: Bindings) => {
    localStorage.setItem(remembered.bindings, JSON.stringify(next))
    shown.current = {}
    setBindings(next)
  }, [])
  const setLevel = (levelUnit: number): void => {
    // The last place of a fader always arrives, also when it came between two sendings.
    clearTimeout(lastLevel.current.timer)
    const waitMs = Math.max(0, lastLevel.current.sentAtMs + grandMasterEveryMs - performance.now())
    lastLevel.current.timer = setTimeout(() => {
      lastLevel.current.sentAtMs = performance.now()
      void send({ command: 'grandMaster', levelUnit })
    }, waitMs)
  }
  const act = (deed: Deed): void => {
    if (deed.kind === 'grandMaster') setLevel(deed.levelUnit)
    else if (deed.verb === 'panic') deed.kind === 'press' ? panic.down() : panic.up()
    else if (deed.verb === 'undoLastGo') deed.kind === 'press' ? undoGo.down() : undoGo.up()
    else if (deed.kind === 'release') return
    else if (deed.verb === 'go') onGo()
    else verbs[deed.verb]()
  }
  const onMessage = (port: string, bytes: readonly number[]): void => {
    const heard = readMessage(port, bytes)
    if (heard === null) return
    setLastHeard(heard)
    if (learning !== null) {
      // Letting go of the key that started the learning teaches nothing.
      if (heard.value === 0) return
      put(bind(bindings, learning, heard.control))
      setLearning(null)
      return
    }
    const answer = hear(hands.current, heard, {
      bindings,
      grandMasterUnit: show.moment()?.grandMasterUnit ?? 1,
      atMs: performance.now(),
    })
    hands.current = answer.hands
    if (answer.deed !== null) act(answer.deed)
  }
  const latest = useRef(onMessage)
  latest.current = onMessage

  useEffect(() => {
    if (!wanted) return setState('off')
    let gone = false
    const ends: (() => void)[] = []
    setState('opening')
    void door.open().then((opening) => {
      if (gone) return opening.ok && opening.midi.close()
      if (!opening.ok) return setState(opening.reason)
      midi.current = opening.midi
      const readPorts = (): void => {
        setInputs(opening.midi.ports().inputs)
        // A device that was plugged in shows nothing yet.
        shown.current = {}
      }
      ends.push(
        opening.midi.listen((port, bytes) => latest.current(port, bytes)),
        opening.midi.onPorts(readPorts),
        () => opening.midi.close(),
      )
      readPorts()
      setState('open')
    })
    return () => {
      gone = true
      midi.current = null
      for (const end of ends) end()
    }
  }, [door, wanted])

  const lights = useTicked(({ moment }) => ({
    held: moment?.segment?.heldForMs != null,
    standby: moment?.standbyCueId != null,
    vamp: moment?.segment?.vamp != null && moment.segment.vamp.leavingAfterPass === null,
    blackout: moment?.blackout ?? false,
    frozen: (moment?.frozen.length ?? 0) > 0,
    grandMaster: Math.round((moment?.grandMasterUnit ?? 1) * 127),
    // Looks again a few times a second, for a fader that was let go.
    halfSecond: Math.floor((moment?.atMs ?? 0) / 500),
  }))
  useEffect(() => {
    if (state !== 'open') return
    const lamp = (on: boolean): number => (on ? 127 : 0)
    const answer = feedback(
      shown.current,
      {
        go: lamp(lights.standby),
        holdOrResume: lamp(lights.held),
        devamp: lamp(lights.vamp),
        blackout: lamp(lights.blackout),
        freeze: lamp(lights.frozen),
        grandMaster: lights.grandMaster,
      },
      { bindings, hands: hands.current, atMs: performance.now() },
    )
    shown.current = answer.shown
    for (const { port, bytes } of answer.messages) midi.current?.send(port, bytes)
  }, [bindings, lights, state])

  const controllers = useMemo<Controllers>(
    () => ({
      state,
      inputs,
      bindings,
      learning,
      lastHeard,
      turn: (on) => {
        localStorage.setItem(remembered.on, on ? 'on' : 'off')
        setWanted(on)
        if (!on) setLearning(null)
      },
      learn: setLearning,
      forget: (verb) => put(unbind(bindings, verb)),
    }),
    [state, inputs, bindings, learning, lastHeard, put],
  )
  return <ControllersContext value={controllers}>{children}</ControllersContext>
}

export function useControllers(): Controllers {
  const controllers = useContext(ControllersContext)
  if (controllers === null) throw new Error('useControllers needs a ControllersProvider above it')
  return controllers
}
