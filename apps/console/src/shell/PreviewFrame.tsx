import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useWords } from '../words/words-context.tsx'
import { useRehearsal } from './rehearsal.tsx'

const remembered = 'ghostlight.preview'

/**
 * The stage page itself, on the engine's second port: its stall cannot freeze GO, and as it is inert, neither a click nor Tab can
 * take the keyboard away. It stays mounted through both modes, so that it loads once.
 */
export function PreviewFrame({ origin, crewPort }: { readonly origin: string | null; readonly crewPort: string }) {
  const { words, language } = useWords()
  // Only where it opens: another language later must not load the stage again.
  const [firstLanguage] = useState(language)
  const { frame, rehearsing } = useRehearsal()
  const [on, setOn] = useState(() => localStorage.getItem(remembered) !== 'off')
  const turn = (next: boolean): void => {
    localStorage.setItem(remembered, next ? 'on' : 'off')
    setOn(next)
  }
  return (
    <section className="panel preview" aria-labelledby="preview-heading">
      <header className="panel-head">
        <h2 id="preview-heading">{words.preview.heading}</h2>
        <p className="quiet">{!on ? words.preview.off : rehearsing ? words.preview.rehearsing : words.preview.following}</p>
        <span className="spring" />
        <Button className="button button-small" onPress={() => turn(!on)}>
          {on ? words.preview.turnOff : words.preview.turnOn}
        </Button>
      </header>
      <div className="preview-screen" hidden={!on}>
        {!on ? null : origin === null ? (
          <p className="quiet">{words.preview.waiting}</p>
        ) : (
          <iframe
            ref={frame}
            inert
            tabIndex={-1}
            title={words.preview.title}
            allow="autoplay"
            sandbox="allow-scripts allow-same-origin"
            src={`${origin}/stage?preview=1&crewPort=${crewPort}&lang=${firstLanguage}`}
          />
        )}
      </div>
    </section>
  )
}
