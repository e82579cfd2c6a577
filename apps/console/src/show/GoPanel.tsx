// biome-ignore-all lint/a11y/useSemanticElements: a fieldset is for form fields; this is a group of things to read
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { useSend } from '../commands.ts'
import { formatPercent, noteIn, wordsIn } from '../format.ts'
import { mayOperate } from '../role.ts'
import { SayLine, useSay } from '../say.tsx'
import { useShow, useShowDoor, useTick, useTicked } from '../show-context.tsx'
import { useWords } from '../words/words-context.tsx'
import { lockOutLeftMs } from './go-key.ts'
import { type Concern, concernsBeforeGo, stagePages } from './readiness.ts'
import { StateMark } from './StateMark.tsx'

/** GO from any hand of this page: sends the cue that is shown, so that a list that moved meanwhile refuses instead of surprising. */
export interface GoHand {
  readonly go: () => void
  /** Performance time of this page's last GO on its way or done; −Infinity when there was none. Locks before the log has answered. */
  readonly sentAtMs: RefObject<number>
}

export function useGo(): GoHand {
  const door = useShowDoor()
  const send = useSend()
  const { say } = useSay()
  const { words } = useWords()
  const sentAtMs = useRef(Number.NEGATIVE_INFINITY)
  const go = useCallback(() => {
    if (!mayOperate(door.role())) return say(words.say.refused(words.refusal['not-allowed']({})), 'refused')
    const edition = door.edition()
    const nowMs = door.clock.nowMs()
    const lockOutMs = edition?.show.settings.goLockOutMs ?? 600
    const lastAtMs = Math.max(door.performance()?.lastGo?.acceptedAtMs ?? Number.NEGATIVE_INFINITY, sentAtMs.current)
    if (lockOutLeftMs(Number.isFinite(lastAtMs) ? lastAtMs : null, lockOutMs, nowMs) > 0)
      return say(words.say.refused(words.refusal['locked-out']({})), 'refused')
    const standbyCueId = door.moment(nowMs)?.standbyCueId ?? null
    const cue = standbyCueId === null ? undefined : edition?.show.cues[standbyCueId]
    if (cue === undefined) return say(words.say.refused(words.refusal['nothing-standing-by']({})), 'refused')
    sentAtMs.current = nowMs
    void send({ command: 'go', expectedCue: cue.number }).then((result) => {
      // A refused GO locks nothing.
      if (result === null || !result.ok) sentAtMs.current = Number.NEGATIVE_INFINITY
    })
  }, [door, send, say, words])
  return { go, sentAtMs }
}

export function GoPanel({ hand }: { readonly hand: GoHand }) {
  const show = useShow()
  const { words, language } = useWords()
  const edition = show.edition()
  const standbyCueId = useTicked(({ moment }) => moment?.standbyCueId ?? null)
  const cue = edition !== null && standbyCueId !== null ? edition.show.cues[standbyCueId] : undefined
  const after = edition !== null && standbyCueId !== null ? edition.cueOrder[edition.cueOrder.indexOf(standbyCueId) + 1] : undefined
  const afterCue = after === undefined ? undefined : edition?.show.cues[after]
  const status = show.status()
  const pages = status === null ? [] : stagePages(status)
  // Without a stage page there is nobody to have loaded anything; the concerns below say so.
  const loadedUnit = pages.length === 0 ? null : Math.min(...pages.map((page) => page.report?.loadedUnit ?? 0))
  const concerns = status === null || edition === null ? [] : concernsBeforeGo(status, edition.venue)
  const name = wordsIn(cue?.name, language)
  const notes = noteIn(cue?.notes, language)

  return (
    <section className="panel go-panel" aria-labelledby="go-heading">
      <header className="panel-head">
        <h2 id="go-heading">{words.go.heading}</h2>
        {cue !== undefined && loadedUnit !== null && (
          <p className="quiet">{loadedUnit >= 0.999 ? words.go.loaded : words.go.loading(formatPercent(loadedUnit, language))}</p>
        )}
      </header>
      <div className="go-what">
        {cue === undefined ? (
          <>
            <p className="go-cue">{words.go.nothing}</p>
            <p className="go-notes">{words.go.chooseOne}</p>
          </>
        ) : (
          <>
            <p className="go-cue">
              <span className="go-number">{cue.number}</span>
              <span>{name}</span>
            </p>
            <p className="go-notes" {...(notes.other === null ? {} : { title: notes.other })}>
              {notes.shown}
            </p>
            <p className="go-after quiet">
              {afterCue === undefined ? words.go.lastCue : words.go.after(afterCue.number, wordsIn(afterCue.name, language))}
            </p>
          </>
        )}
      </div>
      <GoButton
        label={cue === undefined ? words.go.nothing : words.go.goCue(cue.number, name)}
        disabled={cue === undefined || !mayOperate(show.role()) || show.state() === 'lost'}
        hand={hand}
      />
      <SayLine />
      <ConcernList concerns={concerns} />
    </section>
  )
}

function GoButton({ label, disabled, hand }: { readonly label: string; readonly disabled: boolean; readonly hand: GoHand }) {
  const onGo = hand.go
  const show = useShow()
  const { words, language } = useWords()
  const sweep = useRef<HTMLSpanElement>(null)
  const lockOutMs = show.edition()?.show.settings.goLockOutMs ?? 600
  const leftMs = (nowMs: number): number =>
    lockOutLeftMs(Math.max(show.performance()?.lastGo?.acceptedAtMs ?? Number.NEGATIVE_INFINITY, hand.sentAtMs.current), lockOutMs, nowMs)
  const lockedTenths = useTicked(({ nowMs }) => Math.ceil(leftMs(nowMs) / 100))
  const locked = lockedTenths > 0
  useTick(({ nowMs }) => {
    if (sweep.current === null) return
    sweep.current.style.transform = `scaleX(${lockOutMs > 0 ? leftMs(nowMs) / lockOutMs : 0})`
  })
  const [wasGo, setWasGo] = useState(0)
  const lastGoRun = show.performance()?.lastGo?.runId
  const knownRun = useRef(lastGoRun)
  useEffect(() => {
    if (lastGoRun === knownRun.current) return
    knownRun.current = lastGoRun
    setWasGo((count) => count + 1)
  }, [lastGoRun])

  return (
    <button
      type="button"
      className="go-button"
      aria-disabled={disabled || locked}
      aria-keyshortcuts="Space"
      data-locked={locked}
      data-testid="go"
      onPointerDown={(event) => {
        if (!event.isPrimary || event.button !== 0) return
        onGo()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        event.preventDefault()
        if (!event.repeat) onGo()
      }}
      onClick={(event) => {
        // A click without a pointer (detail 0) comes from a screen reader or switch; one by a pointer has fired already.
        if (event.detail === 0) onGo()
      }}
    >
      <span className="go-flash" key={wasGo} data-flash={wasGo > 0} aria-hidden="true" />
      <span className="go-word">{words.go.go}</span>
      <span className="sr-only">{label}</span>
      <span className="go-hint">
        {locked
          ? words.go.locked(
              new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(lockedTenths / 10),
            )
          : show.state() === 'lost'
            ? words.go.noContact
            : words.go.keyHint}
      </span>
      <span className="go-sweep" ref={sweep} aria-hidden="true" />
    </button>
  )
}

function ConcernList({ concerns }: { readonly concerns: readonly Concern[] }) {
  const { words, language } = useWords()
  const tell = (concern: Concern): string => {
    switch (concern.kind) {
      case 'soundLocked':
        return words.concern.soundLocked(concern.page)
      case 'soundFaulty':
        return words.concern.soundFaulty(concern.page)
      case 'nobodySpeaks':
        return words.concern.nobodySpeaks
      case 'outputMissing':
        return words.concern.outputMissing(concern.output)
      case 'notLoaded':
        return words.concern.notLoaded(
          concern.page,
          formatPercent(concern.loadedUnit, language),
          concern.missing.map(({ name, loadedUnit }) => words.concern.missing(name, formatPercent(loadedUnit, language))).join(', '),
        )
      case 'targetDown':
        return words.concern.targetDown(concern.target)
      case 'slow':
        return words.concern.slow(concern.page, new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(concern.fps))
      case 'notDurable':
        return words.concern.notDurable
    }
  }
  if (concerns.length === 0) return null
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls when there are many, so keys must reach it
    <div className="concerns" role="group" aria-label={words.concern.heading} tabIndex={0}>
      <StateMark mark="fault" word={words.concern.heading} />
      <ul>
        {concerns.map((concern) => (
          <li key={tell(concern)}>{tell(concern)}</li>
        ))}
      </ul>
    </div>
  )
}
