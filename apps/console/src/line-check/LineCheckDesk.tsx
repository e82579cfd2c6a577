import { Printer } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { formatMs, formatPercent, wordsIn } from '../format.ts'
import { type Mark, StateMark } from '../show/StateMark.tsx'
import { useShow } from '../show-context.tsx'
import { useWords } from '../words/words-context.tsx'
import { type CheckLine, type Finding, type Grade, groups, lineCheck, overall } from './line-check.ts'
import { useLightFindings } from './use-light-findings.ts'

const marks: Readonly<Record<Grade, Mark>> = { good: 'done', warn: 'warning', bad: 'fault', unknown: 'unknown' }

/** "1:05" from the start of the song. */
const minutes = (ms: number): string => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`

/** Before doors: what answers, what does not, and what nobody can know without looking. Prints on one page. */
export function LineCheckDesk() {
  const show = useShow()
  const { words, language } = useWords()
  const edition = show.edition()
  const status = show.status()
  const findings = useLightFindings(edition)
  const [lookedAt, setLookedAt] = useState<ReadonlySet<string>>(new Set())
  if (edition === null || status === null) return <section className="panel check-page" aria-busy="true" />
  const lines = lineCheck(status, edition, show.draftEdition()?.hash ?? null, {
    own: { live: show.state() === 'live', errorMs: show.clock.errorMs() },
    light: { findings, nameOf: (text) => wordsIn(text, language) },
  })
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
  const worst = overall(lines, lookedAt)
  const tell = (finding: Finding): string => {
    const say = words.check.finding
    switch (finding.kind) {
      case 'drawing':
      case 'slow':
        return say[finding.kind](whole.format(finding.fps))
      case 'speaks':
      case 'soundLocked':
      case 'soundFaulty':
        return say[finding.kind](finding.page)
      case 'skew':
        return say.skew(formatMs(finding.ms, language))
      case 'loaded':
        return say.loaded(formatPercent(finding.unit, language))
      case 'answers':
      case 'down':
      case 'off':
      case 'cannotKnow':
        return say[finding.kind](whole.format(finding.sent))
      case 'realtime':
      case 'normalPriority':
        return say[finding.kind](finding.lateP99Ms === null ? null : formatMs(finding.lateP99Ms, language))
      case 'faults':
        return say.faults(finding.count)
      case 'flashes':
      case 'redFlashes':
      case 'shutters':
        return say[finding.kind](whole.format(finding.perSecond), minutes(finding.startMs))
      case 'washOut':
        return say.washOut(minutes(finding.startMs))
      default:
        return say[finding.kind]
    }
  }
  const look = (id: string, on: boolean): void => {
    const next = new Set(lookedAt)
    if (on) next.add(id)
    else next.delete(id)
    setLookedAt(next)
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="panel check-page" aria-labelledby="check-heading" tabIndex={0}>
      <header className="check-head">
        <div>
          <h2 id="check-heading">{words.check.heading}</h2>
          <p>
            {wordsIn(edition.show.title, language)} · {edition.venue.name}
          </p>
          <p className="quiet">
            {words.check.printed(
              new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date()),
              edition.hash.slice(0, 12),
            )}
          </p>
        </div>
        <p className="check-worst" role="status" data-grade={worst}>
          <StateMark mark={marks[worst]} word={words.check.overall[worst]} />
        </p>
        <Button className="button no-print" onPress={() => window.print()}>
          <Printer aria-hidden="true" size={18} />
          {words.check.print}
        </Button>
      </header>
      <div className="check-groups">
        {groups.map((group) => (
          <section key={group} aria-labelledby={`check-${group}`}>
            <h3 id={`check-${group}`}>{words.check.group[group]}</h3>
            <ul>
              {lines
                .filter((line) => line.group === group)
                .map((line) => (
                  <Line key={line.id} line={line} said={tell(line.finding)} looked={lookedAt.has(line.id)} onLook={look} />
                ))}
            </ul>
          </section>
        ))}
      </div>
      <footer className="check-sign print-only">
        <span>{words.check.signed}</span>
        <span>{words.check.time}</span>
      </footer>
    </section>
  )
}

function Line(props: {
  readonly line: CheckLine
  readonly said: string
  readonly looked: boolean
  readonly onLook: (id: string, on: boolean) => void
}) {
  const { line, looked } = props
  const { words } = useWords()
  const name = line.name ?? words.check.line[line.id] ?? words.check.group[line.group]
  return (
    <li className="check-line" data-grade={line.grade} data-line={line.id}>
      <StateMark mark={marks[line.grade]} word={words.check.grade[line.grade]} />
      <span className="check-name">{name}</span>
      <span className="check-said">{props.said}</span>
      {line.grade === 'unknown' && (
        <label className="check-look">
          <input type="checkbox" checked={looked} onChange={(event) => props.onLook(line.id, event.target.checked)} />
          {words.check.looked}
          <span className="sr-only"> {name}</span>
        </label>
      )}
    </li>
  )
}
