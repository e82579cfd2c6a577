import { useEffect } from 'react'
import { Button, ToggleButton } from 'react-aria-components'
import { formatPitch } from '../format.ts'
import { StateMark } from '../show/StateMark.tsx'
import { useWords } from '../words/words-context.tsx'
import { type Control, verbs } from './bindings.ts'
import { useControllers } from './controllers-context.tsx'

/** MIDI keys and faders: what is plugged in, what each does, and learning by touching. */
export function ControllersDesk() {
  const controllers = useControllers()
  const { words } = useWords()
  const { state, learning, lastHeard, learn } = controllers
  useEffect(() => {
    if (learning === null) return
    const stop = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') learn(null)
    }
    window.addEventListener('keydown', stop)
    return () => window.removeEventListener('keydown', stop)
  }, [learning, learn])
  const name = (control: Control): string =>
    control.kind === 'note'
      ? words.controllers.note(formatPitch(control.number), control.channel + 1, control.port)
      : words.controllers.controller(control.number, control.channel + 1, control.port)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="panel controllers-page" aria-labelledby="controllers-heading" tabIndex={0}>
      <header className="panel-head">
        <h2 id="controllers-heading">{words.controllers.heading}</h2>
        <ToggleButton className="button" isSelected={state !== 'off'} onChange={controllers.turn}>
          {state === 'off' ? words.controllers.turnOn : words.controllers.turnOff}
        </ToggleButton>
        <StateMark
          mark={state === 'open' ? 'running' : state === 'off' ? 'offline' : state === 'opening' ? 'preWait' : 'fault'}
          word={words.controllers.state[state]}
        />
      </header>
      <p>{controllers.inputs.length === 0 ? words.controllers.noInputs : words.controllers.inputs(controllers.inputs.join(', '))}</p>
      <p role="status" className="quiet">
        {learning !== null
          ? words.controllers.touch(words.controllers.verb[learning])
          : lastHeard === null
            ? words.controllers.help
            : words.controllers.heard(name(lastHeard.control), lastHeard.value)}
      </p>
      <table className="bindings">
        <thead>
          <tr>
            <th scope="col">{words.controllers.does}</th>
            <th scope="col">{words.controllers.control}</th>
            <th scope="col">{words.controllers.change}</th>
          </tr>
        </thead>
        <tbody>
          {verbs.map((verb) => {
            const control = controllers.bindings[verb]
            return (
              <tr key={verb} data-verb={verb}>
                <th scope="row">{words.controllers.verb[verb]}</th>
                <td>
                  {learning === verb ? (
                    <StateMark mark="standby" word={words.controllers.learning} />
                  ) : control === undefined ? (
                    <span className="quiet">{words.controllers.unbound}</span>
                  ) : (
                    name(control)
                  )}
                </td>
                <td className="tools">
                  <ToggleButton
                    className="button button-small"
                    isSelected={learning === verb}
                    isDisabled={state !== 'open'}
                    aria-label={`${words.controllers.learn}: ${words.controllers.verb[verb]}`}
                    onChange={(on) => learn(on ? verb : null)}
                  >
                    {words.controllers.learn}
                  </ToggleButton>
                  <Button
                    className="button button-small"
                    isDisabled={control === undefined}
                    aria-label={`${words.controllers.forget}: ${words.controllers.verb[verb]}`}
                    onPress={() => controllers.forget(verb)}
                  >
                    {words.controllers.forget}
                  </Button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="quiet">{words.controllers.guards}</p>
    </section>
  )
}
