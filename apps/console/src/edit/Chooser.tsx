/** A labelled choice of one among a few. */
export function Chooser(props: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly (readonly [value: string, name: string])[]
  readonly disabled?: boolean
  /** The label stands before the choice, not above it. */
  readonly inline?: boolean
}) {
  return (
    <label className={`field chooser${props.inline === true ? ' field-inline' : ''}`}>
      <span>{props.label}</span>
      <select
        className="select"
        value={props.value}
        disabled={props.disabled === true}
        onChange={(event) => props.onChange(event.target.value)}
      >
        {props.options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
