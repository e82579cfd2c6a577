/** Strobe and wash-out in a whole show: every segment played by itself, every look that a cue can put on at rest. And what looks ask for in vain. */
import {
  apply,
  type Decision,
  type Edition,
  evaluate,
  type Issue,
  momentAt,
  ms,
  openPerformance,
  type Performance,
} from '@ghostlight/timeline'
import { lightsAt } from '../lights-at.ts'
import { LIGHT_STEP_MS } from '../plan-light.ts'
import { checkOptics } from './check-optics.ts'
import type { LightSample } from './luminance.ts'
import { fastShuttersIn, strobesIn } from './strobe.ts'
import { PERFORMER_AREA, WASH_OUT_LIMIT_UNIT, washOutsIn } from './wash-out.ts'

/** A look by itself repeats within this, whatever its effect. */
const LOOK_MS = 8000

/**
 * Warnings, with the segment or cue as path. What an operator adds by hand, and several cues at once, are not foreseen.
 * Costs about as much as planning the whole show once.
 */
export function checkLight(edition: Edition): Issue[] {
  const issues: Issue[] = checkOptics(edition)
  const judge = (path: string, samples: readonly LightSample[]): void => {
    for (const { group, kind, startMs, endMs, flashes } of strobesIn(edition.venue, samples)) {
      const what = kind === 'red' ? 'red flashes' : 'flashes'
      const where = `from ${seconds(startMs)} to ${seconds(endMs)} s`
      issues.push(
        warning(
          path,
          'strobe',
          `group "${group}" gives ${flashes} ${what} in a second ${where}; more than three can cause seizures (WCAG 2.3.1)`,
        ),
      )
    }
    const shutter = fastShuttersIn(edition.venue, samples)
    if (shutter !== null) {
      const where = `from ${seconds(shutter.startMs)} to ${seconds(shutter.endMs)} s`
      const what = `the shutters of ${some(shutter.fixtureIds)} strobe ${shutter.rateHz} times a second ${where}`
      issues.push(warning(path, 'strobe', `${what}; more than three flashes a second can cause seizures (WCAG 2.3.1)`))
    }
    const washOuts = washOutsIn(edition.venue, samples, { screen: PERFORMER_AREA, limitUnit: WASH_OUT_LIMIT_UNIT })
    const [worst] = [...washOuts].sort((a, b) => b.luminance - a.luminance)
    if (worst === undefined) return
    const totalMs = washOuts.reduce((sum, { startMs, endMs }) => sum + endMs - startMs + LIGHT_STEP_MS, 0)
    const who = some(worst.fixtureIds)
    const level = `for ${seconds(totalMs)} s, most at ${seconds(worst.startMs)} s (${worst.luminance.toFixed(2)}, where 1 is one fixture at full white)`
    issues.push(warning(path, 'wash-out', `on a gauze the performer turns pale: ${who} light her from the front ${level}`))
  }
  for (const segmentId of edition.segmentOrder) {
    const songId = edition.show.setlist[segmentId]!.songId
    // A locate with nothing on comes up held.
    const performance = performed(edition, [{ kind: 'locate', segmentId, positionMs: ms(0), runId: 'check' }, { kind: 'resume' }])
    judge(`show.setlist.${segmentId}`, samplesOf(edition, performance, edition.time[songId]?.lengthMs ?? 0))
  }
  for (const cueId of edition.cueOrder) {
    if (edition.show.cues[cueId]!.action.kind !== 'look') continue
    judge(`show.cues.${cueId}`, samplesOf(edition, performed(edition, [{ kind: 'fire', cueId, runId: 'check' }]), LOOK_MS))
  }
  return issues
}

function performed(edition: Edition, decisions: readonly Decision[]): Performance {
  const all: readonly Decision[] = [{ kind: 'open', edition: edition.hash, seed: 1, standbyCueId: null }, ...decisions]
  return all.reduce<Performance>(
    (performance, decision, index) =>
      apply(performance, edition, { seq: index + 1, atMs: ms(0), acceptedAtMs: ms(0), by: 'check', decision }),
    openPerformance(),
  )
}

/** On the grid that leaves the building: what lies between its points is never sent. */
function samplesOf(edition: Edition, performance: Performance, lengthMs: number): LightSample[] {
  const samples: LightSample[] = []
  for (let atMs = 0; atMs < lengthMs; atMs += LIGHT_STEP_MS) {
    const frame = evaluate(edition, momentAt(edition, performance, ms(atMs)))
    const performerOn = frame.segmentId !== null && frame.pictureUnit > 0 && Object.keys(frame.performers).length > 0
    samples.push({ positionMs: atMs, states: lightsAt(edition, frame), performerOn })
  }
  return samples
}

/** A few names, and how many more. */
const some = (ids: readonly string[]): string =>
  ids.length > 4 ? `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more` : ids.join(', ')
const seconds = (atMs: number): string => (atMs / 1000).toFixed(1)
const warning = (path: string, code: string, message: string): Issue => ({ path, code, severity: 'warning', message })
