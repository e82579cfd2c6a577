import { Circle, Database, Gauge, Users } from 'lucide-react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { wordsIn } from '../format.ts'
import type { Mode } from '../show/go-key.ts'
import { StateMark } from '../show/StateMark.tsx'
import { useShow } from '../show-context.tsx'
import { type Language, languages, useWords } from '../words/words-context.tsx'

export function TopBar({ mode, onMode }: { readonly mode: Mode; readonly onMode: (mode: Mode) => void }) {
  const show = useShow()
  const { words, language, setLanguage } = useWords()
  const edition = show.edition()
  const status = show.status()
  const role = show.role()
  const faultCount = status?.faults.filter((fault) => !fault.acknowledged).length ?? 0
  return (
    <header className="top">
      <h1 className="top-title">
        <LanternMark />
        <span className="top-app">{words.appName}</span>
        {edition !== null && <span className="top-show">{wordsIn(edition.show.title, language)}</span>}
      </h1>
      <ToggleButtonGroup
        className="switch switch-mode"
        aria-label={words.mode.label}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[mode]}
        onSelectionChange={(keys) => {
          for (const key of keys) onMode(key === 'edit' ? 'edit' : 'show')
        }}
      >
        <ToggleButton id="show" className="switch-part">
          {words.mode.show}
        </ToggleButton>
        <ToggleButton id="edit" className="switch-part">
          {words.mode.edit}
        </ToggleButton>
      </ToggleButtonGroup>
      <span className="spring" />
      {faultCount > 0 && (
        <p className="top-faults">
          <StateMark mark="fault" word={words.faults.count(faultCount)} />
        </p>
      )}
      {status !== null && (
        <ul className="top-facts">
          <li data-bad={!status.durable}>
            <Database aria-hidden="true" size={16} />
            {status.durable ? words.top.durable : words.top.notDurable}
          </li>
          <li>
            <Gauge aria-hidden="true" size={16} />
            {status.outputThread.priority === 'realtime' ? words.top.realtime : words.top.normalPriority}
          </li>
          <li>
            <Users aria-hidden="true" size={16} />
            {words.top.crew(status.connections.filter((page) => page.role !== 'audience' && page.kind !== 'preview').length)} ·{' '}
            {words.top.audience(status.audience)}
          </li>
        </ul>
      )}
      {role !== null && (
        <p className="top-role">
          <Circle aria-hidden="true" size={10} fill="currentColor" data-state={show.state()} />
          {words.top.role[role]}
        </p>
      )}
      <ToggleButtonGroup
        className="switch"
        aria-label={words.top.languages}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[language]}
        onSelectionChange={(keys) => {
          for (const key of keys) setLanguage(key as Language)
        }}
      >
        {languages.map(({ tag, name }) => (
          <ToggleButton key={tag} id={tag} className="switch-part" aria-label={name}>
            <span lang={tag}>{tag === 'en' ? 'EN' : '日本語'}</span>
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </header>
  )
}

/** The lantern: a light in a frame of two strokes. */
function LanternMark() {
  return (
    <svg width="22" height="26" viewBox="0 0 22 26" aria-hidden="true">
      <path d="M7 3h8M5 6h12v13H5zM7 22h8" fill="none" stroke="#ffe9b8" strokeWidth="1.6" strokeLinecap="round" />
      <circle cx="11" cy="12.5" r="3.6" fill="#ffe9b8" />
    </svg>
  )
}
