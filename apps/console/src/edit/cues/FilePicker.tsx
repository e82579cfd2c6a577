import { FolderOpen } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { StateMark } from '../../show/StateMark.tsx'
import { useWords } from '../../words/words-context.tsx'
import { lengthOfMedia, useFileDoor } from './file-door.tsx'

export interface PickedFile {
  readonly kind: 'sound' | 'still' | 'film'
  /** Inside the show folder. */
  readonly path: string
  /** Null for a still, and for what this browser cannot play. */
  readonly lengthMs: number | null
}

/** Brings a file from this computer into the show: chosen, or dropped here. */
export function FilePicker(props: {
  readonly of: 'sound' | 'picture'
  readonly editable: boolean
  /** @returns why the file is not taken, in words; null when it is. */
  readonly onPick: (file: PickedFile) => string | null
}) {
  const { of, editable } = props
  const { words } = useWords()
  const send = useFileDoor()
  const input = useRef<HTMLInputElement>(null)
  const [state, setState] = useState<{ readonly kind: 'rest' | 'over' | 'sending' | 'done' | 'refused'; readonly text: string }>({
    kind: 'rest',
    text: '',
  })
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined || !editable) return
    const kind = kindOf(file)
    if (kind === null || (kind === 'sound') !== (of === 'sound'))
      return setState({ kind: 'refused', text: words.file.wrongKind[of](file.name) })
    setState({ kind: 'sending', text: words.file.sending(file.name) })
    const [answer, lengthMs] = await Promise.all([send(file), kind === 'still' ? null : lengthOfMedia(file)])
    if (!answer.ok) return setState({ kind: 'refused', text: words.file.refused[answer.reason] ?? answer.message })
    if (kind !== 'still' && lengthMs === null) return setState({ kind: 'refused', text: words.file.cannotPlay(file.name) })
    const why = props.onPick({ kind, path: answer.path, lengthMs })
    setState(why === null ? { kind: 'done', text: words.file.taken(answer.path) } : { kind: 'refused', text: why })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the button beside it does the same by key
    <div
      className="file-picker"
      data-over={state.kind === 'over'}
      onDragOver={(event) => {
        if (!editable || !event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        if (state.kind !== 'over') setState({ kind: 'over', text: '' })
      }}
      onDragLeave={() => state.kind === 'over' && setState({ kind: 'rest', text: '' })}
      onDrop={(event) => {
        event.preventDefault()
        void take(event.dataTransfer.files[0])
      }}
    >
      <input
        ref={input}
        type="file"
        className="sr-only"
        tabIndex={-1}
        aria-hidden="true"
        accept={{ sound: 'audio/*', picture: 'image/png,image/jpeg,image/webp,image/avif,image/gif,video/*' }[of]}
        onChange={(event) => {
          void take(event.target.files?.[0])
          // The same file again is a choice too.
          event.target.value = ''
        }}
      />
      <Button className="button button-small" isDisabled={!editable || state.kind === 'sending'} onPress={() => input.current?.click()}>
        <FolderOpen aria-hidden="true" size={16} />
        {words.file.choose}
      </Button>
      <p role="status">
        {state.kind === 'rest' || state.kind === 'over' ? (
          <span className="quiet">{words.file.drop}</span>
        ) : (
          <StateMark mark={state.kind === 'done' ? 'done' : state.kind === 'sending' ? 'preWait' : 'fault'} word={state.text} />
        )}
      </p>
    </div>
  )
}

function kindOf({ type }: File): PickedFile['kind'] | null {
  if (type.startsWith('audio/')) return 'sound'
  if (type.startsWith('video/')) return 'film'
  return type.startsWith('image/') ? 'still' : null
}
