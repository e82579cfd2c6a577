/** What every page of Edit mode shows of the draft: undo and redo, saved or not, and what is on air meanwhile. */
import { Redo2, Undo2 } from 'lucide-react'
import { Button } from 'react-aria-components'
import { formatPosition, wordsIn } from '../format.ts'
import { IconButton } from '../shell/IconButton.tsx'
import { StateMark } from '../show/StateMark.tsx'
import { useShow, useTicked } from '../show-context.tsx'
import { useWords } from '../words/words-context.tsx'
import { tellDeed } from './edit-words.ts'
import type { DraftDoor } from './use-draft.ts'

export function UndoButtons({ draft, editable }: { readonly draft: DraftDoor; readonly editable: boolean }) {
  const show = useShow()
  const { words } = useWords()
  const info = show.status()?.draft
  return (
    <div className="tools">
      <Button className="button" onPress={draft.undo} isDisabled={!editable || info?.canUndo === false} aria-keyshortcuts="Control+Z">
        <Undo2 aria-hidden="true" size={18} />
        <span>
          {words.edit.undo}
          {info?.label && info.canUndo && <small className="undo-label">{tellDeed(info.saying, info.label, words)}</small>}
        </span>
      </Button>
      <IconButton onPress={draft.redo} isDisabled={!editable || info?.canRedo === false} name={words.edit.redo}>
        <Redo2 aria-hidden="true" size={18} />
      </IconButton>
    </div>
  )
}

export function SavedMark({ draft }: { readonly draft: DraftDoor }) {
  const { words } = useWords()
  return (
    <p className="saved" role="status" data-saved={draft.trouble === null ? draft.saved : 'not'}>
      {draft.trouble !== null ? words.edit.notSaved(draft.trouble) : draft.saved === 'saved' ? words.edit.saved : words.edit.saving}
    </p>
  )
}

/** What the show is doing meanwhile; an editor must not forget that it runs. */
export function OnAir() {
  const show = useShow()
  const { words, language } = useWords()
  const edition = show.edition()
  const now = useTicked(({ moment }) => {
    const segment = moment?.segment
    if (segment == null || segment.ended) return null
    return { segmentId: segment.segmentId, position: formatPosition(segment.positionMs), held: segment.heldForMs !== null }
  })
  return (
    <p className="on-air">
      {now === null ? (
        words.deck.nothing
      ) : (
        <>
          <span className="quiet">{words.edit.onAir}</span> {wordsIn(edition?.show.setlist[now.segmentId]?.name, language)}{' '}
          <span className="number">{now.position}</span>{' '}
          <StateMark mark={now.held ? 'held' : 'running'} word={now.held ? words.cues.states.held : words.cues.states.running} />
        </>
      )}
    </p>
  )
}
