import type { ShowConnection } from '@ghostlight/engine/client'
import { useState } from 'react'
import { Button, Input, Label, TextField } from 'react-aria-components'
import { useSend } from '../commands.ts'
import { tellWho } from '../edit/edit-words.ts'
import { formatPosition } from '../format.ts'
import { mayEdit, mayOperate } from '../role.ts'
import type { Mode } from '../show/go-key.ts'
import { StateMark } from '../show/StateMark.tsx'
import { useShow, useShowDoor, useTicked } from '../show-context.tsx'
import { useWords } from '../words/words-context.tsx'

/** No contact: said for as long as it lasts. */
export function ConnectionBanner({ mode }: { readonly mode: Mode }) {
  const show = useShow()
  const { words } = useWords()
  const role = show.role()
  if (show.state() === 'lost')
    return (
      <div className="banner" role="alert" data-tone="fault">
        <StateMark mark="offline" word={words.outputs.picture.lost} />
        <p>{words.connection.lost}</p>
      </div>
    )
  const looksOn = mode === 'edit' ? !mayEdit(role) : !mayOperate(role)
  if (show.state() === 'live' && looksOn)
    return (
      <div className="banner" role="status" data-tone="quiet">
        <p>{mode === 'edit' ? words.edit.lookingOn : words.top.lookingOn}</p>
      </div>
    )
  return null
}

/** A rehearsal without some outputs must not turn into a concert without them. */
export function MutedBanner() {
  const show = useShow()
  const send = useSend()
  const { words } = useWords()
  const muted = useTicked(({ moment }) => moment?.muted ?? [])
  if (muted.length === 0) return null
  const unmute = async (): Promise<void> => {
    for (const outputClass of muted) await send({ command: 'mute', outputClass, on: false })
  }
  return (
    <div className="banner banner-thin" role="status" data-tone="held">
      <StateMark mark="overridden" word={words.byHand.muted(muted.map((name) => words.cueEdit.choice[name] ?? name))} />
      <p>{words.byHand.mutedHelp}</p>
      <span className="spring" />
      <Button className="button button-small" isDisabled={!mayOperate(show.role())} onPress={() => void unmute()}>
        {words.byHand.unmute}
      </Button>
    </div>
  )
}

/** Nobody wonders why a change is not taken: who has locked the show stands over every page of Edit mode. */
export function LockBanner() {
  const show = useShow()
  const send = useSend()
  const { words } = useWords()
  const lock = show.status()?.showLock
  if (lock == null) return null
  return (
    <div className="banner banner-thin" role="status" data-tone="held">
      <StateMark mark="held" word={words.edit.locked(tellWho(lock.by, words))} />
      <p>{words.edit.lockedHelp}</p>
      <span className="spring" />
      <Button
        className="button button-small"
        isDisabled={!mayOperate(show.role())}
        onPress={() => void send({ command: 'showLock', on: false })}
      >
        {words.edit.unlock}
      </Button>
    </div>
  )
}

/**
 * After a restart on another boot or after a long gap the engine holds and asks. Not modal: panic and the rest stay at hand.
 */
export function AskResume() {
  const show = useShow()
  const door = useShowDoor()
  const send = useSend()
  const { words } = useWords()
  const asked = useTicked(({ moment }) => {
    const segment = moment?.segment
    if (moment?.askResume !== true || segment == null) return null
    return { hereMs: Math.floor(segment.positionMs / 1000) * 1000, thereMs: Math.floor(caughtUpMs(show) / 1000) * 1000 }
  })
  if (asked === null) return null
  const allowed = mayOperate(show.role())
  const catchUp = async (): Promise<void> => {
    const segment = door.moment()?.segment
    const result = await send({
      command: 'locate',
      ...(segment == null ? {} : { segment: segment.segmentId }),
      positionMs: caughtUpMs(door),
    })
    if (result?.ok === true && door.moment()?.segment?.heldForMs != null) await send({ command: 'resume' })
  }
  return (
    <div className="banner" role="alertdialog" aria-label={words.restart.heading} data-tone="held">
      <StateMark mark="held" word={words.cues.states.held} />
      <p>{words.restart.heading}</p>
      <span className="spring" />
      <Button className="button" isDisabled={!allowed} onPress={() => void send({ command: 'resume' })}>
        {words.restart.resumeHere}
        <small>{words.restart.resumeHelp(formatPosition(asked.hereMs))}</small>
      </Button>
      <Button className="button" isDisabled={!allowed} onPress={() => void catchUp()}>
        {words.restart.catchUp}
        <small>{words.restart.catchUpHelp(formatPosition(asked.thereMs))}</small>
      </Button>
    </div>
  )
}

/**
 * Where the show would be had it never stopped: the held position, plus the time the engine was away, plus the time it has been held since;
 * inside the song. Vamps are not unrolled: nobody knows when the operator would have left.
 */
function caughtUpMs(show: ShowConnection): number {
  const segment = show.moment()?.segment ?? null
  if (segment === null) return 0
  const lengthMs = show.edition()?.time[segment.songId]?.lengthMs ?? 0
  return Math.min(Math.max(0, lengthMs - 1), segment.positionMs + (show.status()?.interruptedForMs ?? 0) + (segment.heldForMs ?? 0))
}

/** Before there is a show to look at: finding the engine, or asking for its key. */
export function Threshold({ onKey }: { readonly onKey: (key: string) => void }) {
  const show = useShow()
  const { words } = useWords()
  const [key, setKey] = useState('')
  const [tried, setTried] = useState(false)
  const refused = show.refusal()
  return (
    <main className="threshold">
      <h1>{words.appName}</h1>
      {refused === null ? (
        <p role="status">{words.connection.connecting}</p>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (key.trim() === '') return
            setTried(true)
            onKey(key.trim())
          }}
        >
          <p>{words.connection.needsKey}</p>
          {tried && (
            <p role="alert" className="threshold-refused">
              {words.connection.refused}
            </p>
          )}
          <TextField value={key} onChange={setKey} className="field" type="password" autoComplete="off">
            <Label>{words.connection.key}</Label>
            <Input autoFocus />
          </TextField>
          <Button type="submit" className="button">
            {words.connection.signIn}
          </Button>
        </form>
      )}
    </main>
  )
}
