import { FolderOpen, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button, ProgressBar } from 'react-aria-components'
import { formatPercent } from '../../format.ts'
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

/** A file on its way. */
interface Sending {
  readonly name: string
  readonly sentUnit: number
  readonly cancel: () => void
}

/** Brings a file from this computer into the show: chosen, or dropped here. */
export function FilePicker(props: {
  readonly of: 'sound' | 'picture'
  readonly editable: boolean
  /** @returns why the file is not taken, in words; null when it is. */
  readonly onPick: (file: PickedFile) => string | null
}) {
  const { of, editable } = props
  const { words, language } = useWords()
  const send = useFileDoor()
  const input = useRef<HTMLInputElement>(null)
  const [sending, setSending] = useState<Sending | null>(null)
  const [state, setState] = useState<{
    readonly kind: 'rest' | 'over' | 'sending' | 'done' | 'refused' | 'cancelled'
    readonly text: string
  }>({
    kind: 'rest',
    text: '',
  })
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined || !editable || sending !== null) return
    const kind = kindOf(file)
    if (kind === null || (kind === 'sound') !== (of === 'sound'))
      return setState({ kind: 'refused', text: words.file.wrongKind[of](file.name) })
    setState({ kind: 'sending', text: words.file.sending(file.name) })
    const abort = new AbortController()
    const onProgress = (sentUnit: number): void => setSending({ name: file.name, sentUnit, cancel: () => abort.abort() })
    onProgress(0)
    const [answer, lengthMs] = await Promise.all([
      send(file, { onProgress, signal: abort.signal }),
      kind === 'still' ? null : lengthOfMedia(file),
    ])
    setSending(null)
    if (!answer.ok && answer.reason === 'cancelled') return setState({ kind: 'cancelled', text: words.file.cancelled(file.name) })
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
      {/* One button, so that a hand on the keyboard stays where it is. */}
      <Button
        className="button button-small"
        isDisabled={!editable && sending === null}
        onPress={() => (sending === null ? input.current?.click() : sending.cancel())}
      >
        {sending === null ? <FolderOpen aria-hidden="true" size={16} /> : <X aria-hidden="true" size={16} />}
        {sending === null ? words.file.choose : words.file.cancel}
      </Button>
      {sending !== null && (
        <ProgressBar className="file-progress" aria-label={words.file.sending(sending.name)} value={sending.sentUnit * 100}>
          <span className="file-progress-bar">
            <span className="file-progress-fill" style={{ transform: `scaleX(${sending.sentUnit})` }} />
          </span>
          <span aria-hidden="true">{formatPercent(sending.sentUnit, language)}</span>
        </ProgressBar>
      )}
      <p role="status">
        {state.kind === 'rest' || state.kind === 'over' ? (
          <span className="quiet">{words.file.drop}</span>
        ) : (
          <StateMark mark={markOf[state.kind]} word={state.text} />
        )}
      </p>
    </div>
  )
}

const markOf = { done: 'done', sending: 'preWait', refused: 'fault', cancelled: 'warning' } as const

function kindOf({ type }: File): PickedFile['kind'] | null {
  if (type.startsWith('audio/')) return 'sound'
  if (type.startsWith('video/')) return 'film'
  return type.startsWith('image/') ? 'still' : null
}
