import type { ShowStatus } from '@ghostlight/engine/protocol'
import { Circle, Database, Gauge, Lock, LockOpen, Users } from 'lucide-react'
import { useRef } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { useSend } from '../commands.ts'
import { tellWho } from '../edit/edit-words.ts'
import { wordsIn } from '../format.ts'
import { mayOperate } from '../role.ts'
import type { Mode } from '../show/go-key.ts'
import { StateMark } from '../show/StateMark.tsx'
import { useShow } from '../show-context.tsx'
import { type Language, languages, useWords } from '../words/words-context.tsx'
import { modeOf, modes, type Page, pagesOf } from './pages.ts'

export function TopBar({ page, onPage }: { readonly page: Page; readonly onPage: (page: Page) => void }) {
  const mode = modeOf(page)
  const lastPages = useRef<Partial<Record<Mode, Page>>>({})
  lastPages.current[mode] = page
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
          const next = modes.find((one) => keys.has(one))
          if (next !== undefined) onPage(lastPages.current[next] ?? pagesOf[next][0] ?? 'show')
        }}
      >
        {modes.map((one) => (
          <ToggleButton key={one} id={one} className="switch-part">
            {words.mode[one]}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {pagesOf[mode].length > 1 && (
        <ToggleButtonGroup
          className="switch switch-page"
          aria-label={words.mode.pages}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[page]}
          onSelectionChange={(keys) => {
            const next = pagesOf[mode].find((one) => keys.has(one))
            if (next !== undefined) onPage(next)
          }}
        >
          {pagesOf[mode].map((one) => (
            <ToggleButton key={one} id={one} className="switch-part">
              {words.mode.page[one]}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
      <span className="spring" />
      {faultCount > 0 && (
        <p className="top-faults">
          <StateMark mark="fault" word={words.faults.count(faultCount)} />
        </p>
      )}
      {status !== null && mode === 'show' && (
        <ul className="top-facts">
          <li data-bad={!status.durable}>
            <Database aria-hidden="true" size={16} />
            {status.durable ? words.top.durable : words.top.notDurable}
          </li>
          <li title={words.top.priorities(...prioritiesOf(status))}>
            <Gauge aria-hidden="true" size={16} />
            {words.top.priority(...prioritiesOf(status))}
          </li>
          <li>
            <Users aria-hidden="true" size={16} />
            {words.top.crew(status.connections.filter((page) => page.role !== 'audience' && page.kind !== 'preview').length)} ·{' '}
            {words.top.audience(status.audience)}
          </li>
        </ul>
      )}
      {mode === 'show' && <LockToggle />}
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

type Priority = ShowStatus['outputThread']['priority']
/** Of the output thread, which sends, and of the main thread, which decides about GO; null: this engine does not say. */
const prioritiesOf = ({ outputThread, mainThread }: ShowStatus): readonly [output: Priority, main: Priority | null] => [
  outputThread.priority,
  mainThread?.priority ?? null,
]

/** Locks the draft against edits for as long as the show runs; who has locked it is said. */
function LockToggle() {
  const show = useShow()
  const send = useSend()
  const { words } = useWords()
  const lock = show.status()?.showLock ?? null
  const name = lock === null ? words.edit.lock : words.edit.locked(tellWho(lock.by, words))
  return (
    <ToggleButton
      className="button button-small top-lock"
      isSelected={lock !== null}
      isDisabled={!mayOperate(show.role())}
      onChange={(on) => void send({ command: 'showLock', on })}
      aria-label={name}
      {...{ title: name }}
    >
      {lock === null ? <LockOpen aria-hidden="true" size={16} /> : <Lock aria-hidden="true" size={16} />}
      <span>{lock === null ? words.edit.lock : words.edit.lockedWord}</span>
    </ToggleButton>
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
