import { type Taken, type TakenName, takenKey } from '@ghostlight/timeline'
import { Hand } from 'lucide-react'
import { Button } from 'react-aria-components'
import { useSend } from '../commands.ts'
import { formatPercent } from '../format.ts'
import { mayOperate } from '../role.ts'
import { useShow, useTicked } from '../show-context.tsx'
import { useWords } from '../words/words-context.tsx'
import { MuteToggles } from './MuteToggles.tsx'
import { StateMark } from './StateMark.tsx'
import { TakeForm } from './TakeForm.tsx'

/** What is as an operator's hand set it, whatever cues and songs say: always listed while there is any, each with its release. */
export function ByHand() {
  const show = useShow()
  const send = useSend()
  const { words, language } = useWords()
  const allowed = mayOperate(show.role())
  const edition = show.edition()
  const now = useTicked(({ moment }) => ({ taken: moment?.taken ?? [], muted: moment?.muted ?? [], strobe: moment?.strobe ?? true }))
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
          taken.kind === 'fixture' && taken.parked === true ? words.byHand.parked : '',
        ]
          .filter((part) => part !== '')
          .join(' · ')
  const named = (taken: Taken): TakenName =>
    taken.kind === 'fixture'
      ? { kind: 'fixture', fixtureId: taken.fixtureId }
      : taken.kind === 'output'
        ? { kind: 'output', outputId: taken.outputId }
        : { kind: 'channel', universe: taken.universe, slot: taken.slot }
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
      {(now.taken.length > 0 || !now.strobe) && (
        <ul className="lines">
          {!now.strobe && (
            <li className="line">
              <span />
              <StateMark mark="held" word={words.byHand.strobeOff} />
              <Button
                className="button button-small"
                isDisabled={!allowed}
                aria-label={words.byHand.strobeAgain}
                onPress={() => void send({ command: 'strobe', on: true })}
              >
                {words.byHand.release}
              </Button>
            </li>
          )}
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
        </ul>
      )}
      <TakeForm venue={venue} allowed={allowed} onTake={(taken) => void send({ command: 'take', taken })} />
      <MuteToggles muted={now.muted} allowed={allowed} />
    </div>
  )
}
