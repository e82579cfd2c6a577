import { inOrder, type Taken, type Venue } from '@ghostlight/timeline'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useWords } from '../words/words-context.tsx'
import { parseChannel, parsePercent, type TakeDraft, takenOf } from './taken.ts'

const nothing: TakeDraft = { what: '', percent: '100', colour: null, parked: false, channel: '' }

/** Takes a fixture (level, colour, parked), an output (level) or a DMX channel by hand. */
export function TakeForm(props: { readonly venue: Venue; readonly allowed: boolean; readonly onTake: (taken: Taken) => void }) {
  const { venue, allowed, onTake } = props
  const { words } = useWords()
  const [draft, setDraft] = useState(nothing)
  const taken = takenOf(draft)
  const change = (part: Partial<TakeDraft>): void => setDraft((before) => ({ ...before, ...part }))
  const isFixture = draft.what.startsWith('fixture:')
  return (
    <form
      className="take"
      onSubmit={(event) => {
        event.preventDefault()
        if (allowed && taken !== null) onTake(taken)
      }}
    >
      <select
        className="select"
        aria-label={words.byHand.what}
        value={draft.what}
        onChange={(event) => change({ what: event.target.value })}
      >
        <option value="">{words.byHand.choose}</option>
        <optgroup label={words.byHand.fixtures}>
          {inOrder(venue.fixtures).map((id) => (
            <option key={id} value={`fixture:${id}`}>
              {venue.fixtures[id]?.number} {venue.fixtures[id]?.name}
            </option>
          ))}
        </optgroup>
        <optgroup label={words.outputs.heading}>
          {inOrder(venue.outputs).map((id) => (
            <option key={id} value={`output:${id}`}>
              {venue.outputs[id]?.name}
            </option>
          ))}
        </optgroup>
        <option value="channel">{words.byHand.dmxChannel}</option>
      </select>
      {draft.what === 'channel' ? (
        <input
          className="take-channel"
          aria-label={words.byHand.channelHelp}
          aria-invalid={draft.channel !== '' && parseChannel(draft.channel) === null}
          placeholder="1/24 @ 255"
          autoComplete="off"
          value={draft.channel}
          onChange={(event) => change({ channel: event.target.value })}
        />
      ) : (
        <label className="take-level">
          <span className="sr-only">{words.byHand.level}</span>
          <input
            inputMode="decimal"
            autoComplete="off"
            aria-invalid={draft.percent.trim() !== '' && parsePercent(draft.percent) === null}
            value={draft.percent}
            onChange={(event) => change({ percent: event.target.value })}
          />
          <span aria-hidden="true">%</span>
        </label>
      )}
      {isFixture && (
        <span className="take-colour">
          <label>
            <input
              type="checkbox"
              checked={draft.colour !== null}
              onChange={(event) => change({ colour: event.target.checked ? '#ffffff' : null })}
            />{' '}
            {words.byHand.colour}
          </label>
          {draft.colour !== null && (
            <input
              type="color"
              aria-label={words.byHand.whichColour}
              value={draft.colour}
              onChange={(event) => change({ colour: event.target.value })}
            />
          )}
          <label>
            <input type="checkbox" checked={draft.parked} onChange={(event) => change({ parked: event.target.checked })} />{' '}
            {words.byHand.park}
          </label>
        </span>
      )}
      <Button type="submit" className="button button-small" isDisabled={!allowed || taken === null}>
        {words.byHand.take}
      </Button>
    </form>
  )
}
