import type { ConnectionInfo, Fault, ShowStatus } from '@ghostlight/engine/protocol'
import { formatTimecode, framesToTimecode, type Venue, type VenueOutput } from '@ghostlight/timeline'
import { Clock, Monitor, MonitorSpeaker, Projector, RadioTower, Snowflake, Volume2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button, ToggleButton } from 'react-aria-components'
import { useSend } from '../commands.ts'
import { formatMs, formatPercent, formatPerformanceTime, formatSignedMs } from '../format.ts'
import { mayOperate } from '../role.ts'
import { useShow, useTicked } from '../show-context.tsx'
import type { Words } from '../words/en.ts'
import { useWords } from '../words/words-context.tsx'
import { ByHand } from './ByHand.tsx'
import { type Mark, StateMark } from './StateMark.tsx'

/** Faults first, then what leaves the building, then who is connected. */
export function HealthPanel() {
  const show = useShow()
  const { words } = useWords()
  const status = show.status()
  const edition = show.edition()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="panel health" aria-label={words.outputs.heading} tabIndex={0}>
      <FaultList faults={status?.faults ?? []} />
      {edition !== null && status !== null && <OutputList venue={edition.venue} status={status} />}
      <ByHand />
      {status !== null && <PeopleList status={status} ownId={show.clientId()} />}
    </section>
  )
}

/** A fault in the language of the page; in the engine's words where ours know nothing of it. */
export function tellFault(fault: Fault, words: Words, targets: ShowStatus['targets']): string {
  const { subject, message } = fault
  if (subject === undefined) return message
  const about = targets.find((target) => target.id === subject)?.name ?? subject
  return words.faults.tell[fault.code]?.({ about, count: fault.edges?.length ?? 0, message }) ?? message
}

/** Faults stay until somebody acknowledges them. A new one is spoken. */
function FaultList({ faults }: { readonly faults: readonly Fault[] }) {
  const show = useShow()
  const send = useSend()
  const { words, language } = useWords()
  const open = faults.filter((fault) => !fault.acknowledged)
  const tell = (fault: Fault): string => tellFault(fault, words, show.status()?.targets ?? [])
  const allowed = mayOperate(show.role())
  const known = useRef<ReadonlySet<string>>(new Set())
  const [announced, setAnnounced] = useState('')
  const openIds = open.map((fault) => fault.id).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of which faults are open is news
  useEffect(() => {
    const news = open.filter((fault) => !known.current.has(fault.id))
    known.current = new Set(open.map((fault) => fault.id))
    if (news.length > 0) setAnnounced(news.map((fault) => words.faults.announced(tell(fault))).join(' '))
  }, [openIds])
  return (
    <div className="group">
      <h2>
        {words.faults.heading}
        {open.length > 0 && <span className="count">{open.length}</span>}
      </h2>
      <p className="sr-only" role="alert">
        {announced}
      </p>
      {open.length === 0 ? (
        <p className="quiet">{words.faults.none}</p>
      ) : (
        <ul className="faults">
          {open.map((fault) => (
            <li key={fault.id} className="fault">
              <div className="fault-what">
                <StateMark mark="fault" word={words.faults.code[fault.code] ?? fault.code} />
                {fault.over === true && <StateMark mark="done" word={words.faults.over} />}
                <p>{tell(fault)}</p>
                <p className="quiet number">
                  {words.faults.since(formatPerformanceTime(fault.sinceAtMs))}
                  {fault.count > 1 && ` · ${words.faults.times(new Intl.NumberFormat(language).format(fault.count))}`}
                </p>
              </div>
              <Button
                className="button button-small"
                isDisabled={!allowed}
                onPress={() => show.acknowledgeFault(fault.id)}
                aria-label={`${words.faults.acknowledge}: ${tell(fault)}`}
              >
                {words.faults.acknowledge}
              </Button>
              {(fault.edges ?? []).length > 0 && (
                <ul className="edges">
                  {(fault.edges ?? []).map((edge) => (
                    <li key={edge}>
                      <code>{edge}</code>
                      <Button
                        className="button button-small"
                        isDisabled={!allowed}
                        aria-label={words.faults.fireEdge(edge)}
                        onPress={() => void send({ command: 'fireEdge', edge })}
                      >
                        {words.faults.fire}
                      </Button>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function OutputList({ venue, status }: { readonly venue: Venue; readonly status: ShowStatus }) {
  const { words, language } = useWords()
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
  const outputs = Object.entries(venue.outputs).sort(([, a], [, b]) => (a.order < b.order ? -1 : 1))
  return (
    <div className="group">
      <h2>{words.outputs.heading}</h2>
      <ul className="lines">
        {outputs.map(([id, output]) =>
          output.kind === 'sound' ? (
            <SoundLine key={id} output={output} status={status} />
          ) : (
            <ScreenLine
              key={id}
              outputId={id}
              output={output}
              page={status.connections.find((page) => page.kind === 'stage' && page.output === id) ?? null}
            />
          ),
        )}
        {status.timecode != null && <TimecodeLine timecode={status.timecode} venue={venue} />}
        {status.targets.map((target) => {
          const marks: Readonly<Record<typeof target.state, Mark>> = {
            sending: 'running',
            down: 'fault',
            disabled: 'offline',
            cannotKnow: 'running',
          }
          return (
            <li key={target.id} className="line">
              <RadioTower aria-hidden="true" size={18} />
              <span className="line-name">
                {target.name} <span className="quiet">{target.address}</span>
              </span>
              <StateMark mark={marks[target.state]} word={words.outputs.target[target.state]} />
              <span className="line-facts number">
                {words.outputs.sent(whole.format(target.sent))}
                {target.failed > 0 && ` · ${words.outputs.failed(whole.format(target.failed))}`}
                {status.outputThread.lateP99Ms !== null && ` · ${words.outputs.late(formatMs(status.outputThread.lateP99Ms, language))}`}
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function TimecodeLine({ timecode, venue }: { readonly timecode: NonNullable<ShowStatus['timecode']>; readonly venue: Venue }) {
  const { words } = useWords()
  const rate = venue.timecode?.rate
  // The source is followed no further than the hand allows: a hold by hand is stronger.
  const heldByHand = useTicked(({ moment }) => moment?.segment?.heldForMs != null)
  const state = timecode.kind === 'locked' && heldByHand ? 'held' : timecode.kind
  const marks: Readonly<Record<typeof state, Mark>> = { waiting: 'standby', locking: 'preWait', locked: 'running', held: 'held' }
  return (
    <li className="line">
      <Clock aria-hidden="true" size={18} />
      <span className="line-name">
        {words.outputs.timecode}{' '}
        {timecode.frame !== null && rate !== undefined && (
          <span className="number">{formatTimecode(framesToTimecode(timecode.frame, rate), rate)}</span>
        )}
      </span>
      <StateMark mark={marks[state]} word={words.outputs.timecodeState[state]} />
    </li>
  )
}

/** The stage page of an output; it gets the key along that this page came in with. `noopener` gives it a process of its own. */
function stageAddress(outputId: string): string {
  const key = sessionStorage.getItem('ghostlight.key')
  return `/stage?output=${encodeURIComponent(outputId)}${key === null ? '' : `#key=${encodeURIComponent(key)}`}`
}

function ScreenLine(props: { readonly outputId: string; readonly output: VenueOutput; readonly page: ConnectionInfo | null }) {
  const { outputId, output, page } = props
  const { words, language } = useWords()
  const show = useShow()
  const send = useSend()
  const frozen = useTicked(({ moment }) => (moment?.frozen.includes('*') ? 'all' : moment?.frozen.includes(outputId) ? 'this' : 'no'))
  const report = page?.report ?? null
  const marks: Readonly<Record<NonNullable<typeof report>['picture'], Mark>> = {
    drawing: 'running',
    slow: 'warning',
    waiting: 'standby',
    lost: 'fault',
  }
  return (
    <li className="line">
      <Projector aria-hidden="true" size={18} />
      <span className="line-name">{output.name}</span>
      {page === null ? (
        <StateMark mark={output.required ? 'fault' : 'offline'} word={words.outputs.noPage} />
      ) : report === null ? (
        <StateMark mark="standby" word={words.outputs.noReport} />
      ) : (
        <StateMark mark={marks[report.picture]} word={words.outputs.picture[report.picture]} />
      )}
      {page !== null && (
        <ToggleButton
          className="button button-icon freeze-one"
          aria-label={words.transport.freezeOne(output.name)}
          isSelected={frozen !== 'no'}
          isDisabled={frozen === 'all' || !mayOperate(show.role())}
          onChange={(on) => void send({ command: 'freeze', output: outputId, on })}
        >
          <Snowflake aria-hidden="true" size={16} />
          {frozen !== 'no' && <span>{words.transport.freezeOn}</span>}
        </ToggleButton>
      )}
      {page === null && (
        <a className="line-facts line-open" href={stageAddress(outputId)} target="_blank" rel="noopener noreferrer">
          {words.outputs.open}
        </a>
      )}
      {report !== null && (
        <span className="line-facts number">
          {words.outputs.fps(new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(report.fps))}
          {report.frameMs !== undefined && ` · ${words.outputs.frame(formatMs(report.frameMs, language))}`}
          {report.missedFrames > 0 && ` · ${words.outputs.missed(new Intl.NumberFormat(language).format(report.missedFrames))}`}
          {report.syncErrorMs !== null && ` · ${words.outputs.skew(formatMs(report.syncErrorMs, language))}`}
          {` · ${words.outputs.loaded(formatPercent(report.loadedUnit, language))}`}
        </span>
      )}
    </li>
  )
}

function SoundLine({ output, status }: { readonly output: VenueOutput; readonly status: ShowStatus }) {
  const { words, language } = useWords()
  const page = status.connections.find((candidate) => candidate.speaks) ?? null
  const report = page?.report ?? null
  const marks: Readonly<Record<NonNullable<typeof report>['sound'], Mark>> = {
    silent: 'standby',
    locked: 'fault',
    speaking: 'running',
    faulty: 'fault',
  }
  return (
    <li className="line">
      <Volume2 aria-hidden="true" size={18} />
      <span className="line-name">
        {output.name} {page !== null && <span className="quiet">{page.name}</span>}
      </span>
      {page === null ? (
        <StateMark mark={output.required ? 'fault' : 'offline'} word={words.outputs.noPage} />
      ) : report === null ? (
        <StateMark mark="standby" word={words.outputs.noReport} />
      ) : (
        <StateMark mark={marks[report.sound]} word={words.outputs.soundState[report.sound]} />
      )}
      {report?.soundErrorMs != null && (
        <span className="line-facts number">{words.outputs.soundError(formatSignedMs(report.soundErrorMs, language))}</span>
      )}
    </li>
  )
}

function PeopleList({ status, ownId }: { readonly status: ShowStatus; readonly ownId: string | null }) {
  const { words, language } = useWords()
  const others = status.connections.filter((person) => person.clientId !== ownId && person.kind !== 'preview')
  return (
    <div className="group">
      <h2>{words.people.heading}</h2>
      {others.length === 0 ? (
        <p className="quiet">{words.people.nobody}</p>
      ) : (
        <ul className="lines">
          {others.map((person) => (
            <li key={person.clientId} className="line">
              {person.kind === 'console' ? <Monitor aria-hidden="true" size={18} /> : <MonitorSpeaker aria-hidden="true" size={18} />}
              <span className="line-name">{person.name}</span>
              <span className="quiet">{words.top.role[person.role]}</span>
              <span className="line-facts number">
                {[
                  person.rttMs === null ? '' : words.people.rtt(formatMs(person.rttMs, language)),
                  person.report?.syncErrorMs == null ? '' : words.people.skew(formatMs(person.report.syncErrorMs, language)),
                  person.speaks ? words.people.speaks : '',
                ]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
