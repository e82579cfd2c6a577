import { inOrder, type Saying, type Show } from '@ghostlight/timeline'
import { ArrowDown, ArrowUp, Copy, ListOrdered, Plus, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button, ListBox, ListBoxItem } from 'react-aria-components'
import { formatWait, wordsIn } from '../../format.ts'
import { mayEditNow } from '../../role.ts'
import { SayLine, useSay } from '../../say.tsx'
import { IconButton } from '../../shell/IconButton.tsx'
import { StateMark } from '../../show/StateMark.tsx'
import { useShow } from '../../show-context.tsx'
import { useWords } from '../../words/words-context.tsx'
import { AdoptPanel } from '../AdoptPanel.tsx'
import { OnAir, SavedMark, UndoButtons } from '../draft-marks.tsx'
import { cueDeed, tellIssue } from '../edit-words.ts'
import type { DraftBody } from '../pending-edits.ts'
import type { DraftDoor } from '../use-draft.ts'
import { CueForm } from './CueForm.tsx'
import { addCue, deleteCue, duplicateCue, freeCueId, moveCue, renumberCues, setCueField } from './cue-edits.ts'
import { type CueIssue, cueIssues, newErrors } from './cue-issues.ts'

/** The cue list of the draft: what GO will work on once the draft is on air. */
export function CueDesk({ draft }: { readonly draft: DraftDoor }) {
  const show = useShow()
  const { say } = useSay()
  const { words, language } = useWords()
  const editable = mayEditNow(show)
  const { body } = draft
  const [choice, setChoice] = useState<string | null>(null)
  const issues = useMemo(() => (body === null ? [] : cueIssues(body)), [body])
  const order = useMemo(() => (body === null ? [] : inOrder(body.show.cues)), [body])
  const files = useMemo(() => Object.keys(draft.base?.assets ?? {}).sort(), [draft.base])
  const chosen = choice !== null && order.includes(choice) ? choice : (order[0] ?? null)
  const cue = chosen === null ? undefined : body?.show.cues[chosen]
  const standbyCueId = show.performance()?.standbyCueId ?? null
  if (body === null) return <section className="panel cue-list" aria-busy="true" />

  const tell = (issue: CueIssue): string => tellIssue(issue, words)
  /** Tries a change on a copy first: what would break the show is said, not sent. @returns why not; null when it is done. */
  const change = (saying: Saying, recipe: (show: Show) => void): string | null => {
    const trial: DraftBody = { ...body, show: structuredClone(body.show) as Show }
    recipe(trial.show)
    const broken = newErrors(issues, cueIssues(trial))[0]
    if (broken !== undefined) return `${broken.cueId === chosen ? '' : `${body.show.cues[broken.cueId]?.number ?? ''}: `}${tell(broken)}`
    draft.edit({ saying, recipe: (copy) => recipe(copy.show) })
    return null
  }
  const act = (saying: Saying, recipe: (show: Show) => void): boolean => {
    const refused = change(saying, recipe)
    if (refused !== null) say(words.say.refused(refused), 'refused')
    return refused === null
  }
  const add = (): void => {
    const id = freeCueId(body.show)
    if (act(cueDeed('add'), (copy) => addCue(copy, id, chosen, { en: 'New cue', ja: '新しいキュー' }))) setChoice(id)
  }
  const duplicate = (): void => {
    if (chosen === null) return
    const id = freeCueId(body.show)
    if (act(cueDeed('duplicate'), (copy) => duplicateCue(copy, id, chosen))) setChoice(id)
  }
  const remove = (): void => {
    if (chosen === null) return
    const at = order.indexOf(chosen)
    if (act(cueDeed('delete'), (copy) => deleteCue(copy, chosen))) setChoice(order[at + 1] ?? order[at - 1] ?? null)
  }
  const move = (by: 1 | -1): void => {
    if (chosen === null || order[order.indexOf(chosen) + by] === undefined) return
    act(cueDeed('move'), (copy) => void moveCue(copy, chosen, by))
  }
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (!editable) return
    const key = event.key
    const doing =
      event.altKey && key === 'ArrowUp'
        ? () => move(-1)
        : event.altKey && key === 'ArrowDown'
          ? () => move(1)
          : key === 'Delete'
            ? remove
            : key === 'Insert'
              ? add
              : null
    if (doing === null) return
    event.preventDefault()
    event.stopPropagation()
    doing()
  }
  const at = chosen === null ? -1 : order.indexOf(chosen)
  return (
    <>
      <section className="panel edit-bar" aria-label={words.mode.edit}>
        <div className="tools">
          <Button className="button" onPress={add} isDisabled={!editable}>
            <Plus aria-hidden="true" size={18} />
            {words.cueEdit.add}
          </Button>
          <IconButton name={words.cueEdit.duplicate} onPress={duplicate} isDisabled={!editable || cue === undefined}>
            <Copy aria-hidden="true" size={18} />
          </IconButton>
          <IconButton name={words.cueEdit.delete} onPress={remove} isDisabled={!editable || cue === undefined}>
            <Trash2 aria-hidden="true" size={18} />
          </IconButton>
        </div>
        <div className="tools">
          <IconButton name={words.cueEdit.moveUp} onPress={() => move(-1)} isDisabled={!editable || at <= 0}>
            <ArrowUp aria-hidden="true" size={18} />
          </IconButton>
          <IconButton name={words.cueEdit.moveDown} onPress={() => move(1)} isDisabled={!editable || at < 0 || at >= order.length - 1}>
            <ArrowDown aria-hidden="true" size={18} />
          </IconButton>
          <Button
            className="button"
            isDisabled={!editable || order.length === 0}
            onPress={() => void act(cueDeed('renumber'), renumberCues)}
          >
            <ListOrdered aria-hidden="true" size={18} />
            {words.cueEdit.renumber}
          </Button>
        </div>
        <UndoButtons draft={draft} editable={editable} />
        <span className="spring" />
        <div className="draft">
          <SavedMark draft={draft} />
          <AdoptPanel />
        </div>
      </section>
      <section className="panel cue-list" aria-labelledby="cue-list-heading" onKeyDownCapture={onKeyDown}>
        <header className="panel-head">
          <h2 id="cue-list-heading">{words.cues.heading}</h2>
          <p className="quiet">{words.cueEdit.help}</p>
        </header>
        {order.length === 0 ? (
          <p className="empty">{words.cues.empty}</p>
        ) : (
          <ListBox
            className="cue-items"
            aria-labelledby="cue-list-heading"
            selectionMode="single"
            disallowEmptySelection
            selectionBehavior="replace"
            selectedKeys={chosen === null ? [] : [chosen]}
            onSelectionChange={(keys) => {
              if (keys !== 'all') for (const key of keys) setChoice(String(key))
            }}
          >
            {order.map((id) => {
              const one = body.show.cues[id]
              if (one === undefined) return null
              const own = issues.filter((issue) => issue.cueId === id)
              const name = wordsIn(one.name, language)
              return (
                <ListBoxItem key={id} id={id} textValue={`${one.number} ${name}`} className="cue-item" data-cue-item={id}>
                  <span className="cue-item-colour" style={{ background: one.colour ?? 'transparent' }} aria-hidden="true" />
                  <span className="cue-number">{one.number}</span>
                  <span className="cue-item-what">
                    <span className="cue-title">{name}</span>
                    <span className="quiet">
                      {[
                        words.cueEdit.kindName[one.action.kind] ?? one.action.kind,
                        one.preWaitMs > 0 ? words.cues.pre(formatWait(one.preWaitMs, language)) : '',
                        one.postWaitMs > 0 ? words.cues.post(formatWait(one.postWaitMs, language)) : '',
                        words.cues.continueMode[one.continueMode],
                      ]
                        .filter((part) => part !== '')
                        .join(' · ')}
                    </span>
                  </span>
                  <span className="cue-item-marks">
                    {id === standbyCueId && <StateMark mark="standby" word={words.cues.states.standby} />}
                    {!one.armed && <StateMark mark="disarmed" word={words.cues.states.disarmed} />}
                    {own.length > 0 && (
                      <StateMark mark={own.some((issue) => issue.severity === 'error') ? 'fault' : 'warning'} word={tell(own[0]!)} />
                    )}
                  </span>
                </ListBoxItem>
              )
            })}
          </ListBox>
        )}
      </section>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="panel cue-form-panel" aria-label={words.cueEdit.heading} tabIndex={0}>
        <SayLine />
        {cue === undefined || chosen === null ? (
          <p className="empty">{words.cueEdit.nothing}</p>
        ) : (
          <CueForm
            cueId={chosen}
            cue={cue}
            body={body}
            issues={issues.filter((issue) => issue.cueId === chosen)}
            editable={editable}
            files={files}
            set={(path, value) => change(cueDeed('change', cue.number), (copy) => setCueField(copy, chosen, path, value))}
          />
        )}
        <OnAir />
      </section>
    </>
  )
}
