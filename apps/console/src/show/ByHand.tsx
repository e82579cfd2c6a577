import { inOrder, type Taken, type TakenName, takenKey } from '@ghostlight/timeline'
import { Hand } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useSend } from '../commands.ts'
import { formatPercent } from '../format.ts'
import { mayOperate } from '../role.ts'
import { useShow, useTicked } from '../show-context.tsx'
import { useWords } from '../words/words-context.tsx'
import { StateMark } from './StateMark.tsx'

/** What is as an operator's hand set it, whatever cues and songs say: always listed while there is any, each with its release. */
export function ByHand() {
  const show = useShow()
  const send = useSend()
  const { words, language } = useWords()
  const allowed = mayOperate(show.role())
  const edition = show.edition()
  const now = useTicked(({ moment }) => ({ taken: moment?.taken ?? [], muted: moment?.muted ?? [] }))
  const [fixture, setFixture] = useState('')
  const [percent, setPercent] = useState('100')
  if (edition === null) return null
  const { venue } = edition
  const nameOf = (taken: Taken): string => {
    switch (taken.kind) {
      case 'fixture': {
        const one = venue.fixtures[taken.fixtureId]
        return one === undefined ? taken.fixtureId : `${one.number} ${one.name}`
      }
      case 'output':
        return venue.outputs[taken.outputId]?.name ?? taken.outputId
      case 'channel':
        return words.byHand.channel(taken.universe, taken.slot)
    }
  }
  const setTo = (taken: Taken): string =>
    taken.kind === 'channel'
      ? String(taken.value)
      : [
          taken.levelUnit === undefined ? '' : formatPercent(taken.levelUnit, language),
          taken.kind === 'fixture' ? (taken.colour ?? '') : '',
          taken.kind === 'fixture' && taken.panDeg !== undefined ? `pan ${taken.panDeg}°` : '',
          taken.kind === 'fixture' && taken.tiltDeg !== undefined ? `tilt ${taken.tiltDeg}°` : '',
        ]
          .filter((part) => part !== '')
          .join(' · ')
  const named = (taken: Taken): TakenName =>
    taken.kind === 'fixture'
      ? { kind: 'fixture', fixtureId: taken.fixtureId }
      : taken.kind === 'output'
        ? { kind: 'output', outputId: taken.outputId }
        : { kind: 'channel', universe: taken.universe, slot: taken.slot }
  const levelUnit = Number(percent) / 100
  const levelFits = percent.trim() !== '' && levelUnit >= 0 && levelUnit <= 1
  return (
    <div className="group">
      <h2>
        {words.byHand.heading}
        {now.taken.length > 0 && <span className="count count-hand">{now.taken.length}</span>}
        {now.taken.length > 1 && (
          <Button className="button button-small" isDisabled={!allowed} onPress={() => void send({ command: 'release', what: null })}>
            {words.byHand.releaseAll}
          </Button>
        )}
      </h2>
      {(now.taken.length > 0 || now.muted.length > 0) && (
        <ul className="lines">
          {now.taken.map((taken) => (
            <li key={takenKey(taken)} className="line">
              <Hand aria-hidden="true" size={18} />
              <span className="line-name">
                {nameOf(taken)} <span className="quiet">{setTo(taken)}</span>
              </span>
              <Button
                className="button button-small"
                isDisabled={!allowed}
                aria-label={words.byHand.releaseOne(nameOf(taken))}
                onPress={() => void send({ command: 'release', what: named(taken) })}
              >
                {words.byHand.release}
              </Button>
            </li>
          ))}
          {now.muted.map((outputClass) => (
            <li key={outputClass} className="line">
              <span />
              <StateMark mark="overridden" word={words.byHand.muted(words.cueEdit.choice[outputClass] ?? outputClass)} />
              <Button
                className="button button-small"
                isDisabled={!allowed}
                aria-label={words.byHand.unmute(words.cueEdit.choice[outputClass] ?? outputClass)}
                onPress={() => void send({ command: 'mute', outputClass, on: false })}
              >
                {words.byHand.release}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form
        className="take"
        onSubmit={(event) => {
          event.preventDefault()
          if (fixture !== '' && levelFits) void send({ command: 'take', taken: { kind: 'fixture', fixtureId: fixture, levelUnit } })
        }}
      >
        <select className="select" aria-label={words.byHand.fixture} value={fixture} onChange={(event) => setFixture(event.target.value)}>
          <option value="">{words.byHand.choose}</option>
          {inOrder(venue.fixtures).map((id) => (
            <option key={id} value={id}>
              {venue.fixtures[id]?.number} {venue.fixtures[id]?.name}
            </option>
          ))}
        </select>
        <input
          inputMode="numeric"
          aria-label={words.byHand.level}
          aria-invalid={!levelFits}
          value={percent}
          onChange={(event) => setPercent(event.target.value)}
        />
        <Button type="submit" className="button button-small" isDisabled={!allowed || fixture === '' || !levelFits}>
          {words.byHand.take}
        </Button>
      </form>
    </div>
  )
}
