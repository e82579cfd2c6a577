import { fill } from '../../words/words.ts'
import { type Layer, layersOf, type ScreenSettings } from '../screen-settings.ts'
import type { AdjustWords } from './words-en.ts'

const layers: readonly Layer[] = ['performer', 'effects', 'lyrics']
const turns = [0, 90, 180, 270] as const

interface FieldsProps {
  readonly words: AdjustWords
  readonly screen: ScreenSettings
  /** @param gesture  what belongs together is undone together. */
  readonly set: (next: ScreenSettings, gesture: string) => void
}

/** How the picture is turned, how late it is, and its light and colours: labelled fields. */
export function PictureFields({ words, screen, set, refuse }: FieldsProps & { readonly refuse: (why: string) => void }) {
  const [red, green, blue] = screen.colourTrim ?? [1, 1, 1]
  const percent = (label: string, unit: number, most: number, put: (unit: number) => ScreenSettings) => (
    <label key={label}>
      <span>{label}</span>
      <input
        type="number"
        min={0}
        max={most}
        step={0.5}
        value={Math.round(unit * 1000) / 10}
        onChange={(event) => {
          const value = Number(event.target.value)
          if (event.target.value === '') return
          if (value >= 0 && value <= most) set(put(Math.round(value * 10) / 1000), label)
          else refuse(fill(words.between, { what: label, most: String(most) }))
        }}
      />
    </label>
  )
  return (
    <>
      <label>
        <span>{words.rotation}</span>
        <select
          value={screen.rotationDeg ?? 0}
          onChange={(event) => set({ ...screen, rotationDeg: turns.find((turn) => turn === Number(event.target.value)) ?? 0 }, '')}
        >
          {turns.map((turn) => (
            <option key={turn} value={turn}>
              {turn}°
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{words.latency}</span>
        <input
          type="number"
          min={0}
          step={1}
          value={screen.displayLatencyMs}
          onChange={(event) => {
            const value = Number(event.target.value)
            if (event.target.value !== '' && value >= 0)
              set({ ...screen, displayLatencyMs: value as ScreenSettings['displayLatencyMs'] }, 'latency')
          }}
        />
      </label>
      {percent(words.brightness, screen.brightnessUnit ?? 1, 200, (unit) => ({ ...screen, brightnessUnit: unit }))}
      {percent(words.lift, screen.blackLiftUnit ?? 0, 25, (unit) => ({ ...screen, blackLiftUnit: unit }))}
      {percent(words.red, red, 200, (unit) => ({ ...screen, colourTrim: [unit, green, blue] }))}
      {percent(words.green, green, 200, (unit) => ({ ...screen, colourTrim: [red, unit, blue] }))}
      {percent(words.blue, blue, 200, (unit) => ({ ...screen, colourTrim: [red, green, unit] }))}
    </>
  )
}

/** What the screen shows, and whether it is mirrored and masked. */
export function ShownFields({ words, screen, set, onMask }: FieldsProps & { readonly onMask: (on: boolean) => void }) {
  const shown = layersOf(screen)
  return (
    <fieldset>
      <legend>{words.layers}</legend>
      {layers.map((layer) => (
        <label key={layer}>
          <input
            type="checkbox"
            checked={shown.includes(layer)}
            onChange={(event) => {
              const next = layers.filter((one) => (one === layer ? event.target.checked : shown.includes(one)))
              if (next.length > 0) set({ ...screen, shows: next }, '')
            }}
          />
          <span>{words[layer]}</span>
        </label>
      ))}
      <label>
        <input type="checkbox" checked={screen.mirror} onChange={(event) => set({ ...screen, mirror: event.target.checked }, '')} />
        <span>{words.mirror}</span>
      </label>
      <label>
        <input type="checkbox" checked={screen.maskPx !== undefined} onChange={(event) => onMask(event.target.checked)} />
        <span>{words.maskOn}</span>
      </label>
    </fieldset>
  )
}
