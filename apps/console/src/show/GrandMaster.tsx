import { useRef, useState } from 'react'
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components'
import { useSend } from '../commands.ts'
import { formatPercent } from '../format.ts'
import { useTicked } from '../show-context.tsx'
import { useWords } from '../words/words-context.tsx'

/** Scales every intensity. While it is dragged the page shows the hand; when let go, the log. */
export function GrandMaster({ allowed }: { readonly allowed: boolean }) {
  const send = useSend()
  const { words, language } = useWords()
  const levelUnit = useTicked(({ moment }) => moment?.grandMasterUnit ?? 1)
  const [handUnit, setHandUnit] = useState<number | null>(null)
  const lastSentAt = useRef(0)
  return (
    <Slider
      className="slider"
      minValue={0}
      maxValue={1}
      step={0.01}
      value={handUnit ?? levelUnit}
      isDisabled={!allowed}
      formatOptions={{ style: 'percent' }}
      onChange={(value) => {
        const unit = Array.isArray(value) ? (value[0] ?? 1) : value
        setHandUnit(unit)
        // Ten entries a second while it moves are enough for light, and keep the log readable.
        const at = performance.now()
        if (at - lastSentAt.current < 100) return
        lastSentAt.current = at
        void send({ command: 'grandMaster', levelUnit: unit })
      }}
      onChangeEnd={(value) => {
        const unit = Array.isArray(value) ? (value[0] ?? 1) : value
        void send({ command: 'grandMaster', levelUnit: unit }).finally(() => setHandUnit(null))
      }}
    >
      <Label>{words.transport.grandMaster}</Label>
      <SliderOutput className="number">{formatPercent(handUnit ?? levelUnit, language)}</SliderOutput>
      <SliderTrack className="slider-track">
        <span className="slider-fill" style={{ width: `${(handUnit ?? levelUnit) * 100}%` }} />
        <SliderThumb className="slider-thumb" />
      </SliderTrack>
    </Slider>
  )
}
