import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components'

/** A labelled slider with its value in words; the fill begins in the middle where the range lies about 0. */
export function HandSlider(props: {
  readonly label: string
  /** What its two ends are. */
  readonly ends?: readonly [low: string, high: string]
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  readonly said: string
  readonly onChange: (value: number) => void
  /** The hand lets go, or a key was pressed. */
  readonly onEnd?: (value: number) => void
  readonly disabled?: boolean
}) {
  const { min, max, value } = props
  const place = ((value - min) / (max - min)) * 100
  const middle = min < 0 ? 50 : 0
  return (
    <Slider
      className="slider"
      minValue={min}
      maxValue={max}
      step={props.step}
      value={value}
      isDisabled={props.disabled === true}
      onChange={(next) => props.onChange(one(next))}
      onChangeEnd={(next) => props.onEnd?.(one(next))}
    >
      <Label>
        {props.label}
        {props.ends !== undefined && <small className="slider-ends">{props.ends.join(' – ')}</small>}
      </Label>
      <SliderOutput className="number">{props.said}</SliderOutput>
      <SliderTrack className="slider-track">
        <span className="slider-fill" style={{ left: `${Math.min(place, middle)}%`, width: `${Math.abs(place - middle)}%` }} />
        <SliderThumb className="slider-thumb" />
      </SliderTrack>
    </Slider>
  )
}

const one = (value: number | readonly number[]): number => (typeof value === 'number' ? value : (value[0] ?? 0))
