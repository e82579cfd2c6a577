import { type Edition, makeEdit, type Saying } from '@ghostlight/timeline'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { nextCommandId } from '../commands.ts'
import { useSay } from '../say.tsx'
import { useShow, useShowDoor } from '../show-context.tsx'
import { useWords } from '../words/words-context.tsx'
import { noSteps, stepMade, stepsBack, stepsOn } from './edit-steps.ts'
import { tellDeed, tellEditRefusal } from './edit-words.ts'
import { TwoNotesAtOnce } from './note-edits.ts'
import {
  accepted,
  arrived,
  arrivedFromElsewhere,
  bodyWith,
  type DraftBody,
  overtaken,
  refused,
  type Waiting,
  waitFor,
} from './pending-edits.ts'

export interface DraftEdit {
  /** What undo calls it, on every page in its own language. */
  readonly saying: Saying
  /** Changes the copy it is given. */
  readonly recipe: (body: DraftBody) => void
  /** Edits one after the other with the same `whole` and each another `part` are taken back together: the syllables of one word. */
  readonly belongs?: { readonly whole: string; readonly part: string }
}
export interface DraftDoor {
  /** Null until a draft has arrived. */
  readonly body: DraftBody | null
  readonly base: Edition | null
  readonly saved: 'saved' | 'saving'
  /** What went wrong with the last edit, in words; null when it is in. */
  readonly trouble: string | null
  readonly edit: (edit: DraftEdit) => boolean
  /**
   * Sends an edit once the hand has rested. A later one with the same key takes its place, so that a held arrow key is one edit; any
   * other edit, undo and leaving the page send it at once. `onSent` hears when it is no longer waiting.
   */
  readonly editSoon: (key: string, edit: DraftEdit, onSent: () => void) => void
  readonly undo: () => void
  readonly redo: () => void
}

/** A hand that presses a key again and again has not rested yet. */
const restMs = 400

/** The draft for editing: shown at once, sent at once, taken back when the engine refuses. */
export function useDraft(): DraftDoor {
  const show = useShow()
  const door = useShowDoor()
  const { say } = useSay()
  const { words } = useWords()
  const [waiting, setWaiting] = useState<readonly Waiting[]>([])
  const [trouble, setTrouble] = useState<string | null>(null)
  const [asking, setAsking] = useState(0)
  const latestWaiting = useRef(waiting)
  const baseRef = useRef<Edition | null>(null)
  /** A new draft is on its way. */
  const between = useRef(false)
  // Undo and redo act on what the engine holds, so they follow the edits before them.
  const line = useRef<Promise<unknown>>(Promise.resolve())
  const steps = useRef(noSteps)
  const resting = useRef<{
    readonly key: string
    readonly edit: DraftEdit
    readonly onSent: () => void
    readonly timer: ReturnType<typeof setTimeout>
  } | null>(null)

  const put = useCallback((next: readonly Waiting[]) => {
    latestWaiting.current = next
    setWaiting(next)
  }, [])

  // While the bytes of a new draft are on their way the connection has none; the last one stands.
  const arrivedEdition = show.draftEdition()
  let shown = waiting
  if (arrivedEdition === null) between.current = true
  // A draft that comes back to what it was has arrived too: what was accepted meanwhile is in it, or undone.
  if (arrivedEdition !== null && (between.current || arrivedEdition.hash !== baseRef.current?.hash)) {
    between.current = false
    baseRef.current = arrivedEdition
    const known = latestWaiting.current.some((item) => item.draftEdition === arrivedEdition.hash)
    shown = known ? arrived(latestWaiting.current, arrivedEdition.hash) : arrivedFromElsewhere(latestWaiting.current)
    latestWaiting.current = shown
  } else shown = latestWaiting.current
  const base = baseRef.current
  const body = useMemo(() => (base === null ? null : bodyWith(base, shown)), [base, shown])

  const send = useCallback(
    ({ saying, recipe, belongs }: DraftEdit): boolean => {
      const from = baseRef.current
      if (from === null) return false
      const current = bodyWith(from, latestWaiting.current)
      let made: ReturnType<typeof makeEdit>
      try {
        made = makeEdit(current, { id: nextCommandId(), label: tellDeed(saying, null, words), saying, author: 'console' }, recipe)
      } catch (error) {
        if (!(error instanceof TwoNotesAtOnce)) throw error
        say(words.edit.twoAtOnce, 'refused')
        return false
      }
      if (made.forward.length === 0) return true
      put(waitFor(latestWaiting.current, made))
      steps.current = stepMade(steps.current, belongs ?? null)
      setTrouble(null)
      const sent = door.edit(made).then((answer) => {
        if (answer.ok) return put(accepted(latestWaiting.current, made.id, answer.draftEdition, baseRef.current?.hash ?? ''))
        put(refused(latestWaiting.current, made.id))
        const why = tellEditRefusal(answer, words)
        setTrouble(why)
        say(words.edit.notSaved(why), 'refused')
      })
      line.current = Promise.all([line.current, sent])
      return true
    },
    [door, put, say, words],
  )
  const sendResting = useCallback(() => {
    const held = resting.current
    if (held === null) return
    resting.current = null
    clearTimeout(held.timer)
    send(held.edit)
    held.onSent()
  }, [send])
  useEffect(() => sendResting, [sendResting])
  const edit = useCallback(
    (change: DraftEdit): boolean => {
      sendResting()
      return send(change)
    },
    [send, sendResting],
  )
  const editSoon = useCallback(
    (key: string, change: DraftEdit, onSent: () => void) => {
      if (resting.current !== null && resting.current.key !== key) sendResting()
      clearTimeout(resting.current?.timer)
      resting.current = { key, edit: change, onSent, timer: setTimeout(sendResting, restMs) }
    },
    [sendResting],
  )
  const step = useCallback(
    (which: 'undo' | 'redo') => {
      sendResting()
      setAsking((count) => count + 1)
      const { count, next } = which === 'undo' ? stepsBack(steps.current) : stepsOn(steps.current)
      steps.current = next
      const all = async () => {
        let answer = await door[which]()
        for (let more = 1; more < count && answer.ok; more += 1) answer = await door[which]()
        return answer
      }
      line.current = line.current
        .then(all)
        .then((answer) => {
          if (!answer.ok) return say(tellEditRefusal(answer, words), 'refused')
          put(overtaken(latestWaiting.current, answer.draftEdition, baseRef.current?.hash ?? ''))
          say(`${words.edit[which]}: ${tellDeed(answer.saying, answer.label, words)}`, 'done')
        })
        .finally(() => setAsking((count) => count - 1))
    },
    [door, put, say, sendResting, words],
  )
  return {
    body,
    base,
    saved: asking > 0 || shown.some((item) => item.draftEdition === null) ? 'saving' : 'saved',
    trouble,
    edit,
    editSoon,
    undo: useCallback(() => step('undo'), [step]),
    redo: useCallback(() => step('redo'), [step]),
  }
}
