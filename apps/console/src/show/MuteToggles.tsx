// biome-ignore-all lint/a11y/useSemanticElements: a fieldset is for form fields; these are buttons
import type { OutputClass } from '@ghostlight/timeline'
import { ToggleButton } from 'react-aria-components'
import { useSend } from '../commands.ts'
import { useWords } from '../words/words-context.tsx'

const classes: readonly OutputClass[] = ['light', 'osc', 'sound', 'picture']

/** For rehearsals: classes of outputs that stay silent while the show runs on. */
export function MuteToggles({ muted, allowed }: { readonly muted: readonly OutputClass[]; readonly allowed: boolean }) {
  const send = useSend()
  const { words } = useWords()
  return (
    <div className="mutes" role="group" aria-label={words.byHand.mute}>
      <span className="quiet" aria-hidden="true">
        {words.byHand.mute}
      </span>
      {classes.map((outputClass) => {
        const name = words.cueEdit.choice[outputClass] ?? outputClass
        const isMuted = muted.includes(outputClass)
        return (
          <ToggleButton
            key={outputClass}
            className="button button-small mute"
            aria-label={words.byHand.muteOne(name)}
            isSelected={isMuted}
            isDisabled={!allowed}
            onChange={(on) => void send({ command: 'mute', outputClass, on })}
          >
            {isMuted && <span aria-hidden="true">⊘</span>}
            {name}
          </ToggleButton>
        )
      })}
    </div>
  )
}
