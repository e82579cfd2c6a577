import { useState } from 'react'
import { Checkbox } from 'react-aria-components'
import { useKeys } from '../shell/use-keys.ts'
import { useWords } from '../words/words-context.tsx'
import { CueListView } from './CueListView.tsx'
import { type GoHand, GoPanel } from './GoPanel.tsx'
import { HealthPanel } from './HealthPanel.tsx'
import { NowDeck } from './NowDeck.tsx'
import { SongStrip } from './SongStrip.tsx'
import { TransportPanel, usePanic, useUndoGo, useVerbs } from './TransportPanel.tsx'

const remembered = 'ghostlight.letterKeys'

/** Show mode: everything to run a performance, on one screen without scrolling. */
export function ShowDesk({ hand }: { readonly hand: GoHand }) {
  const panic = usePanic()
  const undoGo = useUndoGo()
  const verbs = useVerbs()
  const [locating, setLocating] = useState(false)
  const [letterKeys, setLetterKeys] = useState(() => localStorage.getItem(remembered) !== 'off')
  useKeys({
    mode: 'show',
    letterKeys,
    onKey: (meaning) => {
      switch (meaning) {
        case 'go':
          return hand.go()
        case 'panicDown':
          return panic.down()
        case 'panicUp':
          return panic.up()
        case 'undoDown':
          return undoGo.down()
        case 'undoUp':
          return undoGo.up()
        case 'locate':
          return setLocating((on) => !on)
        case 'back':
        case 'holdOrResume':
        case 'devamp':
        case 'blackout':
        case 'freeze':
          return verbs[meaning]()
        default:
          return
      }
    },
  })
  return (
    <>
      <NowDeck />
      <SongStrip locating={locating} onLocating={setLocating} />
      <CueListView />
      <GoPanel hand={hand} />
      <HealthPanel />
      <TransportPanel panic={panic} undoGo={undoGo} />
      <KeyLegend
        letterKeys={letterKeys}
        onLetterKeys={(on) => {
          localStorage.setItem(remembered, on ? 'on' : 'off')
          setLetterKeys(on)
        }}
      />
    </>
  )
}

function KeyLegend({ letterKeys, onLetterKeys }: { readonly letterKeys: boolean; readonly onLetterKeys: (on: boolean) => void }) {
  const { words } = useWords()
  return (
    <footer className="legend">
      <span>
        <kbd>{words.keys.space}</kbd> {words.keys.go}
      </span>
      <span>
        <kbd>{words.keys.esc}</kbd> {words.keys.panic}
      </span>
      <span>
        <kbd>{words.keys.enter}</kbd> {words.keys.press}
      </span>
      <span>
        <kbd>L</kbd> {words.strip.locate}
      </span>
      <span className="spring" />
      <Checkbox className="check" isSelected={letterKeys} onChange={onLetterKeys}>
        <span className="check-box" aria-hidden="true" />
        {words.top.letterKeys} <kbd>B</kbd> <kbd>H</kbd> <kbd>D</kbd> <kbd>K</kbd> <kbd>F</kbd> <kbd>U</kbd> <kbd>L</kbd>
      </Checkbox>
    </footer>
  )
}
