import { useSyncExternalStore } from 'react'
import type { Monitors } from '../monitors.ts'
import type { AdjustWords } from './words-en.ts'

/** Which screen of the computer this output is on; asks the browser for them first. @param onNone  it did not tell. */
export function MonitorChoice({
  words,
  monitors,
  onNone,
}: {
  readonly words: AdjustWords
  readonly monitors: Monitors
  readonly onNone: () => void
}) {
  useSyncExternalStore(
    (listener) => monitors.subscribe(listener),
    () => `${monitors.chosen} ${monitors.names.join()}`,
  )
  if (monitors.names.length === 0)
    return (
      <button type="button" onClick={() => void monitors.look().then((told) => told || onNone())}>
        {words.findMonitors}
      </button>
    )
  return (
    <label>
      <span>{words.monitor}</span>
      <select value={monitors.chosen ?? ''} onChange={(event) => void monitors.fill(event.target.value)}>
        <option value="">–</option>
        {monitors.names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  )
}
