// biome-ignore-all lint/a11y/useSemanticElements: a fieldset is for form fields; this is a group of things to read
import type { EditionData } from '@ghostlight/timeline'
import { RadioTower } from 'lucide-react'
import { useState } from 'react'
import { Button, Checkbox } from 'react-aria-components'
import { useSend } from '../commands.ts'
import { wordsIn } from '../format.ts'
import { mayOperate } from '../role.ts'
import { StateMark } from '../show/StateMark.tsx'
import { useShow } from '../show-context.tsx'
import { useWords } from '../words/words-context.tsx'
import { type Difference, whatChanged } from './what-changed.ts'

/** Puts the draft on air, after saying what that changes. */
export function AdoptPanel() {
  const show = useShow()
  const send = useSend()
  const { words, language } = useWords()
  const [open, setOpen] = useState(false)
  const [anyway, setAnyway] = useState(false)
  const onAir = show.edition()
  const draft = show.draftEdition()
  if (onAir === null || draft === null) return null
  if (onAir.hash === draft.hash) return <StateMark mark="running" word={words.edit.sameAsAir} />
  if (!open)
    return (
      <Button className="button" isDisabled={!mayOperate(show.role())} onPress={() => setOpen(true)}>
        <RadioTower aria-hidden="true" size={18} />
        {words.edit.adopt}
      </Button>
    )
  const unready = (show.status()?.draftReadiness ?? []).filter((output) => output.state !== 'ready')
  const held = unready.length > 0 && !anyway
  const adopt = (at: 'now' | 'nextSegment'): void => {
    setOpen(false)
    setAnyway(false)
    void send({ command: 'adopt', at, ...(unready.length > 0 ? { force: true } : {}) })
  }
  return (
    <div className="adopt" role="group" aria-label={words.edit.adoptHeading}>
      <p>
        <strong>{words.edit.adoptHeading}:</strong>{' '}
        {whatChanged(onAir, draft)
          .map((difference) => tell(difference, { ...onAir.songs, ...draft.songs }))
          .join(' · ')}
      </p>
      {unready.length > 0 && (
        <>
          <ul>
            {unready.map((output) => (
              <li key={output.outputId}>
                <StateMark mark={output.state === 'loading' ? 'preWait' : 'warning'} word={words.edit.unready[output.state](output.name)} />
              </li>
            ))}
          </ul>
          <Checkbox className="check" isSelected={anyway} onChange={setAnyway}>
            <span className="check-box" aria-hidden="true" />
            {words.edit.anyway}
          </Checkbox>
        </>
      )}
      <div className="adopt-choice">
        <Button className="button" autoFocus={!held} isDisabled={held} onPress={() => adopt('nextSegment')}>
          {words.edit.atNextSegment}
        </Button>
        <Button className="button" isDisabled={held} onPress={() => adopt('now')}>
          {words.edit.atOnce}
        </Button>
        <Button className="button" onPress={() => setOpen(false)}>
          {words.edit.cancel}
        </Button>
      </div>
    </div>
  )

  function tell(difference: Difference, songs: EditionData['songs']): string {
    const title = 'songId' in difference ? wordsIn(songs[difference.songId]?.title, language) : ''
    switch (difference.kind) {
      case 'notes':
      case 'words':
      case 'captions':
        return words.edit.changed[difference.kind](title, difference.count)
      case 'song':
      case 'songAdded':
      case 'songRemoved':
        return words.edit.changed[difference.kind](title)
      case 'cues':
      case 'looks':
      case 'dictionary':
        return words.edit.changed[difference.kind](difference.count)
      case 'venue':
      case 'other':
        return words.edit.changed[difference.kind]
    }
  }
}
