import type { ShowConnection } from '@ghostlight/engine/client'
import {
  CirclePause,
  Lightbulb,
  type LucideIcon,
  OctagonAlert,
  Play,
  Snowflake,
  SquareChevronLeft,
  SquareChevronRight,
  Undo2,
  ZapOff,
} from 'lucide-react'
import { Button, ToggleButton } from 'react-aria-components'
import { useSend } from '../commands.ts'
import { formatRemaining, wordsIn } from '../format.ts'
import { mayOperate } from '../role.ts'
import { useSay } from '../say.tsx'
import { type GuardedPress, useGuardedPress } from '../shell/use-guarded-press.ts'
import { useShow, useShowDoor, useTicked } from '../show-context.tsx'
import { useWords } from '../words/words-context.tsx'
import { GrandMaster } from './GrandMaster.tsx'
import { panicConfirmMs, panicHoldMs, undoConfirmMs, undoHoldMs } from './go-key.ts'
import { songNow } from './song-clock.ts'
import { VampMenu } from './VampMenu.tsx'

/** Panic fires when held for 600 ms, or on a second press within 3 s: nobody stops a concert by brushing a key, nobody who must is kept waiting. */
export function usePanic(): GuardedPress {
  const send = useSend()
  const { say } = useSay()
  const { words } = useWords()
  return useGuardedPress({
    holdMs: panicHoldMs,
    againMs: panicConfirmMs,
    may: useMayOperate(),
    act: () => void send({ command: 'panic' }),
    onArmed: () => say(words.transport.panicArmed, 'remark'),
  })
}

/** Undoing a GO takes a hold or a second press too, and says first which GO it is about. */
export function useUndoGo(): GuardedPress {
  const door = useShowDoor()
  const send = useSend()
  const { say } = useSay()
  const { words, language } = useWords()
  const mayOperateNow = useMayOperate()
  return useGuardedPress({
    holdMs: undoHoldMs,
    againMs: undoConfirmMs,
    may: () => {
      if (!mayOperateNow()) return false
      if (lastGoCue(door, language) !== null) return true
      say(words.say.refused(words.refusal['nothing-to-undo']({})), 'refused')
      return false
    },
    act: () => void send({ command: 'undoLastGo' }),
    onArmed: () => say(words.transport.undoArmed(lastGoCue(door, language) ?? ''), 'remark'),
  })
}

/** The cue that the last GO fired, "2 Daisy Bell"; null when there is none to undo. */
function lastGoCue(door: ShowConnection, language: string): string | null {
  const performance = door.performance()
  // A GO that is accepted and not yet due has not been folded in; it is the last one all the same.
  const coming = performance?.pending.findLast(({ decision }) => decision.kind === 'go')?.decision
  const cueId = coming?.kind === 'go' ? coming.cueId : performance?.lastGo?.cueId
  if (cueId === undefined) return null
  const cue = door.edition()?.show.cues[cueId]
  return cue === undefined ? cueId : `${cue.number} ${wordsIn(cue.name, language)}`
}

/** @returns a question that answers itself on the page when the answer is no. */
function useMayOperate(): () => boolean {
  const door = useShowDoor()
  const { say } = useSay()
  const { words } = useWords()
  return () => {
    if (mayOperate(door.role())) return true
    say(words.say.refused(words.refusal['not-allowed']({})), 'refused')
    return false
  }
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
    strobe: () => void send({ command: 'strobe', on: !(door.moment()?.strobe ?? true) }),
  }
}

export function TransportPanel({ panic, undoGo }: { readonly panic: GuardedPress; readonly undoGo: GuardedPress }) {
  const show = useShow()
  const verbs = useVerbs()
  const { words, language } = useWords()
  const edition = show.edition()
  const allowed = mayOperate(show.role())
  const now = useTicked(({ moment }) => ({
    running: moment?.segment != null && !moment.segment.ended,
    held: moment?.segment?.heldForMs != null,
    blackout: moment?.blackout ?? false,
    frozen: (moment?.frozen.length ?? 0) > 0,
    strobe: moment?.strobe ?? true,
  }))
  const vamp = useTicked(({ moment }) => {
    const at = edition === null || moment === null ? null : (songNow(edition, moment, show.performance())?.vamp ?? null)
    return at === null ? null : { pass: at.pass, leaving: at.leaving, to: formatRemaining(at.toBoundaryMs) }
  })
  const undoable = lastGoCue(show, language)
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
      <div className="split">
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
        <VampMenu
          isDisabled={!allowed || !now.running || vamp?.leaving === true}
          inVamp={vamp !== null}
          panicPressed={panic.state !== 'idle'}
        />
      </div>
      <VerbToggle on={now.blackout} onChange={verbs.blackout} allowed={allowed} lit="overridden" letter="K" icon={Lightbulb}>
        {now.blackout ? words.transport.blackoutOn : words.transport.blackout}
      </VerbToggle>
      <VerbToggle on={now.frozen} onChange={verbs.freeze} allowed={allowed} lit="overridden" letter="F" icon={Snowflake}>
        {now.frozen ? words.transport.freezeOn : words.transport.freeze}
      </VerbToggle>
      <VerbToggle on={!now.strobe} onChange={verbs.strobe} allowed={allowed} lit="held" letter={null} icon={ZapOff}>
        {now.strobe ? words.transport.strobe : words.transport.strobeOff}
      </VerbToggle>
      <Button
        className="button verb guarded"
        isDisabled={!allowed || undoable === null}
        data-press={undoGo.state}
        onPressStart={undoGo.down}
        onPressEnd={undoGo.up}
        aria-keyshortcuts="U"
        aria-describedby="undo-hint"
      >
        <span className="press-ring" aria-hidden="true">
          <Undo2 size={20} />
        </span>
        <span>
          {words.transport.undoGo}
          <small id="undo-hint" className="undo-what">
            {undoable === null
              ? words.transport.undoNothing
              : undoGo.state === 'armed'
                ? words.transport.undoAgain(undoable)
                : words.transport.undoHint(undoable)}
          </small>
        </span>
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

/** A verb that is on or off. @param letter of the keyboard; null: it has none, and is narrower. */
function VerbToggle(props: {
  readonly on: boolean
  readonly onChange: () => void
  readonly allowed: boolean
  /** How it is lit while it is on. */
  readonly lit: 'overridden' | 'held'
  readonly letter: string | null
  readonly icon: LucideIcon
  readonly children: string
}) {
  const { on, letter, icon: Icon } = props
  return (
    <ToggleButton
      className={letter === null ? 'button verb strobe' : 'button verb'}
      isSelected={on}
      onChange={props.onChange}
      isDisabled={!props.allowed}
      data-lit={on ? props.lit : undefined}
      aria-keyshortcuts={letter ?? undefined}
    >
      <Icon aria-hidden="true" size={20} />
      <span>{props.children}</span>
      {letter !== null && (
        <span className="key" aria-hidden="true">
          {letter}
        </span>
      )}
    </ToggleButton>
  )
}
