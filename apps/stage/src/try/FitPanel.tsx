import { moveNames } from '@ghostlight/avatar'
import { useId, useState } from 'react'
import { fill } from '../words/words.ts'
import { commandOf, type Fit } from './fit.ts'
import type { FittingRoom, MotionFacts } from './fitting-room.ts'
import type { tryWords } from './words.ts'

interface FitPanelProps {
  readonly motion: MotionFacts
  readonly fit: Fit
  readonly room: FittingRoom
  readonly words: ReturnType<typeof tryWords>
  /** Something was changed in the room. */
  readonly changed: () => void
  /** An animation that cannot be danced. */
  readonly refused: (file: string, error: unknown) => void
}

/** Trim, loop, mirror, warp to beats, legs of a move, going over: all a motion can be asked for, and how to bring it into a song like that. */
export function FitPanel({ motion, fit, room, words, changed, refused }: FitPanelProps) {
  const ids = useId()
  const [copied, setCopied] = useState(false)
  const change = (next: Partial<Fit>) => {
    setCopied(false)
    room.refit(next)
    changed()
  }
  const command = commandOf(fit, motion.name, motion.take, motion.lengthMs)
  const partMs = fit.toMs - fit.fromMs
  const number = (
    label: string,
    value: number,
    { min, max, step }: { min: number; max: number; step: number },
    set: (value: number) => void,
  ) => (
    <label>
      <span>{label}</span>
      <input
        type="number"
        value={value}
        min={min}
        max={max}
        step={step}
        onChange={(event) => {
          const given = event.target.valueAsNumber
          if (Number.isFinite(given)) set(Math.min(max, Math.max(min, given)))
        }}
      />
    </label>
  )
  const tick = (label: string, on: boolean, set: (on: boolean) => void) => (
    <label className="tick">
      <input type="checkbox" checked={on} onChange={(event) => set(event.target.checked)} />
      <span>{label}</span>
    </label>
  )
  return (
    <fieldset className="fit">
      <legend>{words.fit}</legend>
      {motion.takes.length > 1 && (
        <label>
          <span>{fill(words.take, { count: String(motion.takes.length) })}</span>
          <select
            value={motion.take ?? motion.takes[0]}
            onChange={(event) => {
              try {
                room.choose(event.target.value)
              } catch (error) {
                refused(`${motion.name}: ${event.target.value}`, error)
              }
              changed()
            }}
          >
            {motion.takes.map((take) => (
              <option key={take}>{take}</option>
            ))}
          </select>
        </label>
      )}
      <div className="pair">
        {number(words.from, fit.fromMs / 1000, { min: 0, max: (fit.toMs - 10) / 1000, step: 0.1 }, (s) =>
          change({ fromMs: Math.round(s * 1000) }),
        )}
        {number(words.to, fit.toMs / 1000, { min: (fit.fromMs + 10) / 1000, max: motion.lengthMs / 1000, step: 0.1 }, (s) =>
          change({ toMs: Math.round(s * 1000) }),
        )}
      </div>
      {number(words.times, fit.times, { min: 1, max: 64, step: 1 }, (times) => change({ times: Math.round(times) }))}
      {tick(words.mirror, fit.mirror, (mirror) => change({ mirror }))}
      <div className="pair">
        {number(words.bpm, fit.bpm, { min: 30, max: 300, step: 1 }, (bpm) => change({ bpm }))}
        {tick(words.warp, fit.beats !== null, (on) => change({ beats: on ? Math.max(1, Math.round((partMs * fit.bpm) / 60_000)) : null }))}
        {fit.beats !== null && number(words.beats, fit.beats, { min: 1, max: 512, step: 1 }, (beats) => change({ beats }))}
      </div>
      {fit.beats !== null && (
        <p className="small">{fill(words.speed, { percent: String(Math.round((partMs / ((fit.beats * 60_000) / fit.bpm)) * 100)) })}</p>
      )}
      <label>
        <span>{words.legs}</span>
        <select value={fit.legs ?? ''} onChange={(event) => change({ legs: event.target.value === '' ? null : event.target.value })}>
          <option value="">{words.legsOfFile}</option>
          {moveNames.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      {tick(words.between, fit.between, (between) => change({ between }))}
      <label htmlFor={`${ids}command`}>
        <span>{words.command}</span>
      </label>
      <output id={`${ids}command`} className="command">
        {command}
      </output>
      <button
        type="button"
        onClick={() => {
          void navigator.clipboard?.writeText(command).then(
            () => setCopied(true),
            () => setCopied(false),
          )
        }}
      >
        {copied ? `✓ ${words.copied}` : words.copy}
      </button>
    </fieldset>
  )
}
