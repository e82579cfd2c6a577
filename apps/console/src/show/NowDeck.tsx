import type { Moment } from '@ghostlight/timeline'
import { useEffect, useRef } from 'react'
import { formatBarBeat, formatPerformanceTime, formatPosition, formatRemaining, formatTimeOfDay, wordsIn } from '../format.ts'
import { useShow, useTick, useTicked } from '../show-context.tsx'
import { useWords } from '../words/words-context.tsx'
import { comesByItself } from './comes-by-itself.ts'
import { scheduleNow } from './planned.ts'
import { StateMark } from './StateMark.tsx'
import { songNow } from './song-clock.ts'

/** Now and next, and the clocks that a stage manager calls from. Numbers that move every frame are written past React. */
export function NowDeck() {
  const show = useShow()
  const { words, language } = useWords()
  const edition = show.edition()
  const position = useRef<HTMLSpanElement>(null)
  const barBeat = useRef<HTMLSpanElement>(null)
  const remaining = useRef<HTMLSpanElement>(null)
  const performanceTime = useRef<HTMLSpanElement>(null)
  const timeOfDay = useRef<HTMLSpanElement>(null)
  const schedule = useRef<HTMLParagraphElement>(null)
  const nextIn = useRef<HTMLSpanElement>(null)

  const now = useTicked(({ nowMs, moment }) => {
    if (edition === null || moment === null) return null
    const at = songNow(edition, moment, show.performance())
    return {
      segmentId: at?.segment.segmentId ?? null,
      sectionId: at?.sectionId ?? null,
      heldFor: at?.segment.heldForMs == null ? null : formatPosition(at.segment.heldForMs),
      ended: at?.segment.ended ?? false,
      vamp: at?.vamp != null && !at.vamp.leaving,
      nextSection: at?.nextSection?.section.name ?? null,
      standbyCueId: moment.standbyCueId,
      own: comesByItself(edition, show.performance(), nowMs),
      bpm: at === null ? null : Math.round(at.bpm),
      blackout: moment.blackout,
      frozen: moment.frozen.length > 0,
      strobe: moment.strobe,
      panicked: moment.panicUnit < 1,
    }
  })
  const saySchedule = (moment: Moment | null): string => {
    const performance = show.performance()
    if (edition === null || performance === null || moment === null) return ''
    const plan = scheduleNow(edition, performance, moment)
    if (plan === null) return ''
    const ends = formatTimeOfDay(new Date(Date.now() + plan.endsAtMs - moment.atMs), language).slice(0, 5)
    // Within five seconds nobody is late.
    const { overrunMs } = plan
    const by = formatPosition(Math.abs(overrunMs))
    const said = Math.abs(overrunMs) < 5000 ? words.deck.onTime : overrunMs > 0 ? words.deck.behind(by) : words.deck.ahead(by)
    return `${words.deck.endsAt(ends)} · ${said}`
  }
  useTick(({ nowMs, moment }) => {
    write(performanceTime.current, formatPerformanceTime(nowMs))
    write(timeOfDay.current, formatTimeOfDay(new Date(), language))
    write(schedule.current, saySchedule(moment))
    const at = edition === null || moment === null ? null : songNow(edition, moment, show.performance())
    write(position.current, at === null ? '–' : formatPosition(at.positionMs))
    write(barBeat.current, at?.barBeat == null ? '–' : formatBarBeat(at.barBeat))
    write(
      remaining.current,
      at === null
        ? '–'
        : at.vamp !== null && !at.vamp.leaving
          ? '∞'
          : formatRemaining(at.vamp === null ? at.remainingMs : at.vamp.toBoundaryMs),
    )
    write(nextIn.current, at?.nextSection == null ? '' : words.deck.inTime(formatRemaining(at.nextSection.inMs)))
  })

  const segment = now?.segmentId == null ? undefined : edition?.show.setlist[now.segmentId]
  const song = segment === undefined ? undefined : edition?.songs[segment.songId]
  const section = now?.sectionId == null ? undefined : song?.sections[now.sectionId]
  // The same cue as the GO panel: whatever the setlist says, GO decides what comes.
  const standby = now?.standbyCueId == null ? undefined : edition?.show.cues[now.standbyCueId]
  const own = now?.own == null ? undefined : edition?.show.cues[now.own.cueId]

  return (
    <section
      className="panel deck"
      aria-label={words.deck.heading}
      style={{ '--section-colour': section?.colours.hues[0] ?? 'var(--line)' } as React.CSSProperties}
    >
      <div className="deck-now">
        <p className="deck-segment">
          {segment === undefined ? words.deck.nothing : wordsIn(segment.name, language)}
          {now?.heldFor != null && <StateMark mark="held" word={words.deck.held(now.heldFor)} />}
          {now?.ended === true && <StateMark mark="done" word={words.deck.ended} />}
          {now?.blackout === true && <StateMark mark="overridden" word={words.deck.blackout} />}
          {now?.frozen === true && <StateMark mark="overridden" word={words.deck.frozen} />}
          {now?.strobe === false && <StateMark mark="overridden" word={words.deck.strobeOff} />}
          {now?.panicked === true && <StateMark mark="fault" word={words.deck.panicked} />}
        </p>
        <p className="deck-section">{section === undefined ? ' ' : wordsIn(section.name, language)}</p>
        <p className="deck-next">
          {now?.nextSection != null && (
            <>
              <span className="quiet">{words.deck.nextSection}</span> {wordsIn(now.nextSection, language)}{' '}
              <span className="number" ref={nextIn} />
              <span className="quiet"> · </span>
            </>
          )}
          <span className="deck-go">
            {standby === undefined ? words.deck.endOfList : words.deck.goStarts(standby.number, wordsIn(standby.name, language))}
          </span>
          {own !== undefined && now?.own != null && (
            <span className="deck-own"> · {words.deck.byItself(own.number, wordsIn(own.name, language), now.own.inTime)}</span>
          )}
        </p>
      </div>
      <div className="deck-bar">
        <p className="readout readout-huge">
          <span className="number" ref={barBeat} data-testid="bar-beat" />
        </p>
        <BeatLamp />
        <p className="readout-label">
          {words.deck.barBeat}
          {now?.bpm != null && <span> · {words.deck.bpm(String(now.bpm))}</span>}
        </p>
      </div>
      <div className="deck-cell">
        <p className="readout">
          <span className="number" ref={position} data-testid="position" />
        </p>
        <p className="readout-label">{words.deck.position}</p>
      </div>
      <div className="deck-cell">
        <p className="readout">
          <span className="number" ref={remaining} />
        </p>
        <p className="readout-label">{now?.vamp === true ? words.deck.untilDevamp : words.deck.remaining}</p>
      </div>
      <div className="deck-cell deck-clock">
        <p className="readout">
          <span className="number" ref={timeOfDay} />
        </p>
        <p className="readout-label">
          {words.top.performanceTime} <span className="number" ref={performanceTime} />
        </p>
        <p className="readout-label deck-schedule" ref={schedule} data-testid="schedule" />
      </div>
    </section>
  )
}

/** One lamp per beat of the bar; the one that sounds is lit and dies away. Under two lights a second at most tempos, and small: no strobe. */
function BeatLamp() {
  const show = useShow()
  const edition = show.edition()
  const lamps = useRef<HTMLSpanElement>(null)
  const count = useTicked(({ moment }) => {
    if (edition === null || moment === null) return 4
    return Math.min(12, songNow(edition, moment)?.barBeat?.beatsPerBar ?? 4)
  })
  const still = useRef(false)
  useEffect(() => {
    const wish = matchMedia('(prefers-reduced-motion: reduce)')
    const read = (): void => {
      still.current = wish.matches
    }
    read()
    wish.addEventListener('change', read)
    return () => wish.removeEventListener('change', read)
  }, [])
  useTick(({ moment }) => {
    if (lamps.current === null) return
    const at = edition === null || moment === null ? null : songNow(edition, moment)
    const runs = at !== null && at.segment.heldForMs === null && !at.segment.ended
    const beat = runs ? (at.barBeat?.beat ?? 0) : 0
    for (let index = 0; index < lamps.current.children.length; index += 1) {
      const lamp = lamps.current.children[index] as HTMLElement
      const lit = runs && Math.floor(beat) === index + 1
      const levelUnit = !lit ? 0.16 : still.current ? 1 : 1 - 0.7 * (beat - Math.floor(beat))
      lamp.style.opacity = levelUnit.toFixed(2)
    }
  })
  return (
    <span className="lamps" ref={lamps} aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lamps of a bar are their index
        <span key={index} className="lamp" data-first={index === 0} />
      ))}
    </span>
  )
}

function write(element: HTMLElement | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text
}
