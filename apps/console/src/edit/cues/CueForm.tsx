import type { Cue, OscMessage } from '@ghostlight/timeline'
import { inOrder } from '@ghostlight/timeline'
import { useEffect, useState } from 'react'
import { StateMark } from '../../show/StateMark.tsx'
import { useWords } from '../../words/words-context.tsx'
import { tellIssue } from '../edit-words.ts'
import { FormField, type Option } from '../FormField.tsx'
import type { DraftBody } from '../pending-edits.ts'
import { plainAction, plainAnchor } from './cue-edits.ts'
import { actionFields, anchorFields, type Field, fieldsThatApply, valueAt } from './cue-fields.ts'
import type { CueIssue } from './cue-issues.ts'
import { filesFor, optionsFor } from './cue-options.ts'
import { FilePicker, type PickedFile } from './FilePicker.tsx'
import { OscMessages } from './OscMessages.tsx'

const continueModes = ['none', 'autoContinue', 'autoFollow'] as const
const catchUps = ['skip', 'latest', 'all'] as const
/** Set apart also for colour-blind eyes; the same as in the shipped show, and free ones beside them. */
const colours = ['#80bafb', '#7cedbe', '#fbf460', '#ffb454', '#f89a84', '#ffb7cf', '#8a4dff', '#b4bfc9'] as const

/** Every field of one cue. `set` names a field by its path in the cue and answers in words when the value is not taken. */
export function CueForm(props: {
  readonly cueId: string
  readonly cue: Cue
  readonly body: DraftBody
  readonly issues: readonly CueIssue[]
  readonly editable: boolean
  /** Names of the files of the show folder. */
  readonly files: readonly string[]
  readonly set: (path: readonly string[], value: unknown) => string | null
}) {
  const { cueId, cue, body, editable, set } = props
  const { words, language } = useWords()
  // A picture or sound without a file would be no cue: it is asked for first.
  const [wanted, setWanted] = useState<{
    readonly of: 'sound' | 'picture'
    readonly path: readonly string[]
    readonly plain: unknown
  } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another cue wants no file of this one
  useEffect(() => setWanted(null), [cueId])
  const remarkAt = (field: string): string | null => {
    const issue = props.issues.find((one) => one.field === field)
    return issue === undefined ? null : tellIssue(issue, words)
  }
  const simple = (
    path: readonly string[],
    label: string,
    input: Parameters<typeof FormField>[0]['input'],
    optional: boolean,
    more = {},
  ) => (
    <FormField
      key={`${cueId} ${path.join('.')}`}
      label={label}
      input={input}
      value={valueAt(cue, path)}
      optional={optional}
      editable={editable}
      remark={remarkAt(path.join('.'))}
      onCommit={(value) => set(path, value)}
      {...more}
    />
  )
  const action = cue.action as unknown as Readonly<Record<string, unknown>>
  const anchor = (cue as { readonly anchor?: Readonly<Record<string, unknown>> }).anchor
  const groups = optionsFor('groupCue', body, {}, language).filter(([id]) => id !== cueId)
  const named = (names: Readonly<Record<string, string>>, of: readonly string[]): readonly Option[] =>
    of.map((value) => [value, names[value] ?? value])

  const field = (record: Readonly<Record<string, unknown>>, root: string, one: Field) => {
    const path = [root, ...one.path]
    const key = `${cueId} ${path.join('.')} ${String(record.kind)}`
    const label = words.cueEdit.field[one.path.at(-1) === 'kind' ? one.path.join('.') : (one.path.at(-1) ?? '')] ?? one.path.join('.')
    if (one.input.kind === 'messages')
      return (
        <OscMessages
          key={key}
          messages={(record.messages ?? []) as readonly OscMessage[]}
          targets={inOrder(body.venue.targets).flatMap((id) =>
            body.venue.targets[id]?.kind === 'osc' ? [[id, body.venue.targets[id].name] as const] : [],
          )}
          editable={editable}
          remarkAt={remarkAt}
          onCommit={(messages) => set(path, messages)}
        />
      )
    const input =
      one.input.kind === 'ref'
        ? { kind: 'options' as const, of: optionsFor(one.input.to, body, record, language) }
        : one.input.kind === 'choice'
          ? { kind: 'options' as const, of: named(words.cueEdit.choice, one.input.of) }
          : one.input.kind === 'file'
            ? { kind: 'text' as const, offers: filesFor(one.input.of, props.files, record) }
            : one.input.kind === 'faces'
              ? { kind: 'text' as const }
              : one.input
    const value = valueAt(record, one.path)
    const form = (
      <FormField
        key={key}
        label={label}
        input={input}
        value={one.input.kind === 'faces' ? writeFaces(value) : value}
        optional={one.optional === true}
        empty={words.cueEdit.empty[`${String(record.kind)}.${one.path.at(-1)}`] ?? words.cueEdit.none}
        editable={editable}
        remark={remarkAt(path.join('.'))}
        onCommit={(next) => {
          if (one.input.kind === 'faces') return set(path, next === undefined ? undefined : readFaces(String(next)))
          if (path.join('.') === 'action.picture.kind') {
            if (next !== 'media') return set(['action', 'picture'], plainPicture(String(next)))
            const still = filesFor('picture', props.files, {})[0]?.[0]
            const plain = { kind: 'media', media: 'still', layer: 1 }
            if (still !== undefined) return set(['action', 'picture'], { ...plain, file: still })
            setWanted({ of: 'picture', path: ['action', 'picture'], plain })
            return null
          }
          return set(path, next)
        }}
      />
    )
    if (one.input.kind !== 'file') return form
    return (
      <div key={key} className="form-file">
        {form}
        <FilePicker
          of={one.input.of}
          editable={editable}
          onPick={(file) => set([root, ...one.path.slice(0, -1)], withFile(valueAt(record, one.path.slice(0, -1)), file))}
        />
      </div>
    )
  }

  return (
    <form className="cue-form" onSubmit={(event) => event.preventDefault()} aria-label={words.cueEdit.form(cue.number)}>
      <div className="form-grid">
        {simple(['number'], words.cues.number, { kind: 'text' }, false)}
        {simple(['armed'], words.cueEdit.armed, { kind: 'flag' }, false)}
        {simple(['name', 'en'], words.cueEdit.name('English'), { kind: 'text' }, true, { lang: 'en', wide: true })}
        {simple(['name', 'ja'], words.cueEdit.name('日本語'), { kind: 'text' }, true, { lang: 'ja', wide: true })}
        {simple(['notes'], words.cueEdit.notes, { kind: 'text' }, true, { wide: true })}
      </div>
      <fieldset className="form-colours" disabled={!editable}>
        <legend>{words.cueEdit.colour}</legend>
        {[undefined, ...new Set([...colours, ...(cue.colour === undefined ? [] : [cue.colour])])].map((colour) => (
          <label key={colour ?? 'none'} style={colour === undefined ? undefined : ({ '--swatch': colour } as React.CSSProperties)}>
            <input
              type="radio"
              name={`colour-${cueId}`}
              aria-label={colour === undefined ? words.cueEdit.none : (words.cueEdit.colourName[colour] ?? colour)}
              checked={cue.colour === colour}
              onChange={() => void set(['colour'], colour)}
            />
            <span aria-hidden="true">{colour === undefined ? '–' : cue.colour === colour ? '✓' : ''}</span>
          </label>
        ))}
      </fieldset>
      <h3>{words.cueEdit.does}</h3>
      <div className="form-grid">
        <FormField
          key={`${cueId} kind`}
          label={words.cueEdit.kind}
          input={{ kind: 'options', of: named(words.cueEdit.kindName, Object.keys(actionFields)) }}
          value={cue.action.kind}
          optional={false}
          editable={editable}
          remark={remarkAt('action')}
          wide
          onCommit={(kind) => {
            const sound = filesFor('sound', props.files, {})[0]?.[0]
            const plain = plainAction(String(kind), body, sound ?? '')
            setWanted(null)
            if (kind !== 'sound' || sound !== undefined) return set(['action'], plain)
            setWanted({ of: 'sound', path: ['action'], plain })
            return null
          }}
        />
        {wanted !== null && (
          <div className="form-file">
            <p>
              <StateMark mark="unknown" word={words.file.wanted[wanted.of]} />
            </p>
            <FilePicker
              of={wanted.of}
              editable={editable}
              onPick={(file) => {
                const why = set(wanted.path, withFile(wanted.plain, file))
                if (why === null) setWanted(null)
                return why
              }}
            />
          </div>
        )}
        {fieldsThatApply(actionFields[cue.action.kind] ?? [], action).map((one) => field(action, 'action', one))}
      </div>
      <h3>{words.cueEdit.timing}</h3>
      <div className="form-grid">
        {simple(['preWaitMs'], words.cueEdit.preWait, { kind: 'seconds' }, false)}
        {simple(['postWaitMs'], words.cueEdit.postWait, { kind: 'seconds' }, false)}
        {simple(['continueMode'], words.cueEdit.continueMode, { kind: 'options', of: named(words.cueEdit.choice, continueModes) }, false)}
        {simple(['catchUp'], words.cueEdit.catchUp, { kind: 'options', of: named(words.cueEdit.choice, catchUps) }, true)}
        {groups.length > 0 && simple(['groupId'], words.cueEdit.group, { kind: 'options', of: groups }, true)}
        <FormField
          key={`${cueId} anchor`}
          label={words.cueEdit.anchor}
          input={{ kind: 'options', of: named(words.cueEdit.anchorKind, Object.keys(anchorFields)) }}
          value={anchor?.kind}
          optional
          editable={editable}
          remark={remarkAt('anchor')}
          onCommit={(kind) => {
            if (kind === undefined) return set(['anchor'], undefined)
            const plain = plainAnchor(String(kind), body)
            return plain === null ? words.cueEdit.noSuchPlace : set(['anchor'], plain)
          }}
        />
        {anchor !== undefined && (anchorFields[String(anchor.kind)] ?? []).map((one) => field(anchor, 'anchor', one))}
      </div>
    </form>
  )
}

/** A sound or picture that shows another file, for as long as that is. */
const withFile = (of: unknown, { kind, path, lengthMs }: PickedFile): unknown => ({
  ...(of as Readonly<Record<string, unknown>>),
  file: path,
  ...(kind === 'sound' ? {} : { media: kind === 'film' ? 'video' : 'still' }),
  ...(lengthMs === null ? {} : { durationMs: lengthMs }),
})

const plainPicture = (kind: string): unknown => (kind === 'pattern' ? { kind, pattern: 'grid' } : { kind })

/** "joy 0.8, surprised 0.2" and back. */
function writeFaces(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value)
    .map(([name, unit]) => `${name} ${String(unit)}`)
    .join(', ')
}
function readFaces(text: string): Record<string, number> {
  return Object.fromEntries(
    [...text.matchAll(/([\p{L}][\p{L}\d]*)\s*[:=]?\s*([\d.]+)/gu)].map(([, name, unit]) => [name ?? '', Number(unit)]),
  )
}
