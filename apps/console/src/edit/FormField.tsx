import { useEffect, useId, useState } from 'react'
import { StateMark } from '../show/StateMark.tsx'
import type { Words } from '../words/en.ts'
import { useWords } from '../words/words-context.tsx'

export type Option = readonly [value: string, name: string]
export type FieldInput =
  /** Stored in milliseconds, typed in seconds. */
  | { readonly kind: 'seconds' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly step: number }
  /** 0–1, shown in percent. */
  | { readonly kind: 'unit' }
  | { readonly kind: 'flag' }
  /** `offers`: what there is to pick from; anything else may be typed all the same. */
  | { readonly kind: 'text'; readonly offers?: readonly Option[] }
  | { readonly kind: 'options'; readonly of: readonly Option[] }

export interface FormFieldProps {
  readonly label: string
  readonly input: FieldInput
  readonly value: unknown
  readonly optional: boolean
  readonly editable: boolean
  /** Said by the checks about what stands in the draft. */
  readonly remark: string | null
  readonly lang?: string
  readonly wide?: boolean
  /** The label is read out only: a table says it already. */
  readonly hideLabel?: boolean
  /** What an empty field means; "none" when left out. */
  readonly empty?: string
  /** @returns why the value is not taken, in words; null when it is. */
  readonly onCommit: (value: unknown) => string | null
}

/** One labelled field. It commits on Enter and when it is left; what is not taken stays typed, with the reason beside it. */
export function FormField(props: FormFieldProps) {
  const { input, label, optional, editable, onCommit } = props
  const { words, language } = useWords()
  const id = useId()
  const shown = textOf(input.kind, props.value)
  const [typed, setTyped] = useState<string | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another value from elsewhere (undo, another cue) ends the typing
  useEffect(() => {
    setTyped(null)
    setTrouble(null)
  }, [shown])
  const take = (text: string): void => {
    const value = typedValue(input, text, optional)
    const refused = value instanceof BadValue ? tellBad(value, words) : onCommit(value)
    setTrouble(refused)
    if (refused === null) setTyped(null)
  }
  const offers = input.kind === 'text' ? (input.offers ?? []) : []
  const told = trouble ?? props.remark
  const described = told === null ? undefined : `${id}-told`
  const common = { id, 'aria-describedby': described, 'aria-invalid': told !== null && trouble !== null, disabled: !editable }
  return (
    <div className="form-field" data-wide={props.wide === true} data-told={told !== null}>
      <label htmlFor={id} className={props.hideLabel === true ? 'sr-only' : undefined}>
        {label}
        {input.kind === 'seconds' && <span className="quiet"> {words.cueEdit.seconds}</span>}
        {input.kind === 'unit' && <span className="quiet"> (%)</span>}
      </label>
      {input.kind === 'flag' ? (
        <input type="checkbox" {...common} checked={props.value === true} onChange={(event) => take(event.target.checked ? 'yes' : '')} />
      ) : input.kind === 'options' ? (
        <select className="select" {...common} value={shown} onChange={(event) => take(event.target.value)}>
          {(optional || !input.of.some(([value]) => value === shown)) && (
            <option value={optional ? '' : shown}>{optional ? (props.empty ?? words.cueEdit.none) : shown}</option>
          )}
          {input.of.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      ) : (
        <input
          type="text"
          list={offers.length > 0 ? `${id}-offers` : undefined}
          inputMode={input.kind === 'text' ? 'text' : 'decimal'}
          {...common}
          lang={props.lang ?? language}
          autoComplete="off"
          spellCheck={false}
          data-dirty={typed !== null && typed !== shown}
          value={typed ?? shown}
          placeholder={optional ? (props.empty ?? words.cueEdit.none) : undefined}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => typed !== null && typed !== shown && take(typed)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || event.keyCode === 229) return
            if (event.key === 'Enter') {
              event.preventDefault()
              if (typed !== null && typed !== shown) take(typed)
            }
            if (event.key === 'Escape') {
              setTyped(null)
              setTrouble(null)
            }
          }}
        />
      )}
      {offers.length > 0 && (
        <datalist id={`${id}-offers`}>
          {offers.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </datalist>
      )}
      {told !== null && (
        <p className="form-told" id={`${id}-told`} role={trouble === null ? undefined : 'alert'}>
          <StateMark mark={trouble === null ? 'warning' : 'fault'} word={told} />
        </p>
      )}
    </div>
  )
}

function textOf(kind: string, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (kind === 'seconds') return String(Number(value) / 1000)
  if (kind === 'unit') return String(Math.round(Number(value) * 1000) / 10)
  return String(value)
}

class BadValue {
  readonly why: 'needed' | 'number' | 'whole' | 'range'
  readonly low: number
  readonly high: number
  constructor(why: BadValue['why'], low = 0, high = 0) {
    this.why = why
    this.low = low
    this.high = high
  }
}
const tellBad = ({ why, low, high }: BadValue, words: Words): string =>
  why === 'range' ? words.cueEdit.between(low, high) : words.cueEdit.bad[why]

/** What was typed as the document keeps it; a comma counts as a point. */
function typedValue(input: FormFieldProps['input'], text: string, optional: boolean): unknown {
  const trimmed = text.trim()
  if (input.kind === 'flag') return trimmed === 'yes' ? true : optional ? undefined : false
  if (trimmed === '') return optional ? undefined : new BadValue('needed')
  if (input.kind === 'text' || input.kind === 'options') return trimmed
  const number = Number(trimmed.replace(',', '.').replace(/\s*(s|%|秒)$/u, ''))
  if (!Number.isFinite(number)) return new BadValue('number')
  if (input.kind === 'seconds') return Math.round(number * 1000)
  if (input.kind === 'unit') return number < 0 || number > 100 ? new BadValue('range', 0, 100) : number / 100
  if (input.kind === 'number' && Number.isInteger(input.step) && input.min >= 1 && !Number.isInteger(number)) return new BadValue('whole')
  if (input.kind === 'number' && (number < input.min || number > input.max)) return new BadValue('range', input.min, input.max)
  return number
}
