import type { OscMessage } from '@ghostlight/timeline'
import { Plus, Trash2 } from 'lucide-react'
import { Button } from 'react-aria-components'
import { IconButton } from '../../shell/IconButton.tsx'
import { useWords } from '../../words/words-context.tsx'
import { FormField, type Option } from '../FormField.tsx'

/** OSC messages of a cue: target, address, and arguments as they are written in desk manuals: 1, 0.5, "text". */
export function OscMessages(props: {
  readonly messages: readonly OscMessage[]
  readonly targets: readonly Option[]
  readonly editable: boolean
  readonly remarkAt: (path: string) => string | null
  readonly onCommit: (messages: readonly OscMessage[]) => string | null
}) {
  const { words } = useWords()
  const { messages, editable } = props
  const put = (index: number, message: OscMessage): string | null =>
    props.onCommit(messages.map((old, at) => (at === index ? message : old)))
  return (
    <div className="osc-messages">
      {messages.map((message, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages have no id; their place is what they are
        <fieldset key={index}>
          <legend>{words.cueEdit.message(index + 1)}</legend>
          <FormField
            label={words.cueEdit.target}
            input={{ kind: 'options', of: props.targets }}
            value={message.targetId}
            optional
            editable={editable}
            remark={props.remarkAt(`action.messages.${index}.targetId`)}
            onCommit={(value) => {
              const { targetId: _old, ...rest } = message
              return put(index, value === undefined ? rest : { ...rest, targetId: String(value) })
            }}
          />
          <FormField
            label={words.cueEdit.address}
            input={{ kind: 'text' }}
            value={message.address}
            optional={false}
            editable={editable}
            remark={props.remarkAt(`action.messages.${index}.address`)}
            onCommit={(value) => put(index, { ...message, address: String(value) })}
          />
          <FormField
            label={words.cueEdit.args}
            input={{ kind: 'text' }}
            value={writeArgs(message.args)}
            optional
            editable={editable}
            remark={null}
            onCommit={(value) => put(index, { ...message, args: readArgs(String(value ?? '')) })}
          />
          {messages.length > 1 && (
            <IconButton
              name={words.cueEdit.removeMessage(index + 1)}
              isDisabled={!editable}
              onPress={() => void props.onCommit(messages.filter((_, at) => at !== index))}
            >
              <Trash2 aria-hidden="true" size={16} />
            </IconButton>
          )}
        </fieldset>
      ))}
      <Button
        className="button button-small"
        isDisabled={!editable}
        onPress={() => void props.onCommit([...messages, { address: '/cue', args: [] }])}
      >
        <Plus aria-hidden="true" size={16} />
        {words.cueEdit.addMessage}
      </Button>
    </div>
  )
}

/** Whole numbers, numbers with a point, and text in quotes where it would read as a number. */
export function writeArgs(args: OscMessage['args']): string {
  return args
    .map((arg) => {
      if (arg.type === 'i') return String(arg.value)
      if (arg.type === 'f') return Number.isInteger(arg.value) ? `${arg.value}.0` : String(arg.value)
      return /^[^\s"]+$/.test(arg.value) && !/^[-+.\d]/.test(arg.value) ? arg.value : JSON.stringify(arg.value)
    })
    .join(' ')
}

export function readArgs(text: string): OscMessage['args'] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, bare]) => {
    if (quoted !== undefined) return { type: 's' as const, value: quoted.replace(/\\(.)/g, '$1') }
    const word = bare ?? ''
    if (/^[-+]?\d+$/.test(word)) return { type: 'i' as const, value: Number(word) }
    if (/^[-+]?(\d+\.\d*|\.\d+)(e[-+]?\d+)?$/i.test(word)) return { type: 'f' as const, value: Number(word) }
    return { type: 's' as const, value: word }
  })
}
