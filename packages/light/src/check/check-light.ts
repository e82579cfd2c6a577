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

/** Where in the show it is: a segment played by itself, or the look of a cue at rest. */
export type LightPlace = { readonly segmentId: string } | { readonly cueId: string }

/** What light would do to people in the hall, or to the picture. Positions count from the start of the segment or cue. */
export type LightFinding = LightPlace & { readonly startMs: number; readonly endMs: number } & (
    | { readonly kind: 'flashes'; readonly group: string; readonly red: boolean; readonly perSecond: number }
    | { readonly kind: 'shutter'; readonly fixtureIds: readonly string[]; readonly perSecond: number }
    /** Of several stretches the worst; `totalMs` is all of them. */
    | { readonly kind: 'washOut'; readonly fixtureIds: readonly string[]; readonly luminance: number; readonly totalMs: number }
  )

/**
 * In the order of setlist and cue list. What an operator adds by hand, and several cues at once, are not foreseen. Costs about as much as
 * planning the whole show once.
 */
export function lightFindings(edition: Edition): LightFinding[] {
  const findings: LightFinding[] = []
  const judge = (place: LightPlace, samples: readonly LightSample[]): void => {
    for (const { group, kind, startMs, endMs, flashes } of strobesIn(edition.venue, samples))
      findings.push({ ...place, kind: 'flashes', group, red: kind === 'red', perSecond: flashes, startMs, endMs })
    const shutter = fastShuttersIn(edition.venue, samples)
    if (shutter !== null) {
      const { startMs, endMs, rateHz, fixtureIds } = shutter
      findings.push({ ...place, kind: 'shutter', fixtureIds, perSecond: rateHz, startMs, endMs })
    }
    const washOuts = washOutsIn(edition.venue, samples, { screen: PERFORMER_AREA, limitUnit: WASH_OUT_LIMIT_UNIT })
    const [worst] = [...washOuts].sort((one, other) => other.luminance - one.luminance)
    if (worst === undefined) return
    const totalMs = washOuts.reduce((sum, { startMs, endMs }) => sum + endMs - startMs + LIGHT_STEP_MS, 0)
    findings.push({ ...place, kind: 'washOut', ...worst, totalMs })
  }
  for (const segmentId of edition.segmentOrder) {
    const songId = edition.show.setlist[segmentId]!.songId
    // A locate with nothing on comes up held.
    const performance = performed(edition, [{ kind: 'locate', segmentId, positionMs: ms(0), runId: 'check' }, { kind: 'resume' }])
    judge({ segmentId }, samplesOf(edition, performance, edition.time[songId]?.lengthMs ?? 0))
  }
  for (const cueId of edition.cueOrder) {
    if (edition.show.cues[cueId]!.action.kind !== 'look') continue
    judge({ cueId }, samplesOf(edition, performed(edition, [{ kind: 'fire', cueId, runId: 'check' }]), LOOK_MS))
  }
  return findings
}

/** The findings as warnings with the segment or cue as path, and what looks ask for in vain. */
export function checkLight(edition: Edition): Issue[] {
  return [...checkOptics(edition), ...lightFindings(edition).map(issueOf)]
}

function issueOf(finding: LightFinding): Issue {
  const path = 'segmentId' in finding ? `show.setlist.${finding.segmentId}` : `show.cues.${finding.cueId}`
  const where = `from ${seconds(finding.startMs)} to ${seconds(finding.endMs)} s`
  const limit = 'can cause seizures (WCAG 2.3.1)'
  switch (finding.kind) {
    case 'flashes': {
      const what = finding.red ? 'red flashes' : 'flashes'
      return warning(
        path,
        'strobe',
        `group "${finding.group}" gives ${finding.perSecond} ${what} in a second ${where}; more than three ${limit}`,
      )
    }
    case 'shutter': {
      const what = `the shutters of ${some(finding.fixtureIds)} strobe ${finding.perSecond} times a second ${where}`
      return warning(path, 'strobe', `${what}; more than three flashes a second ${limit}`)
    }
    case 'washOut': {
      const level = `for ${seconds(finding.totalMs)} s, most at ${seconds(finding.startMs)} s (${finding.luminance.toFixed(2)}, where 1 is one fixture at full white)`
      return warning(path, 'wash-out', `on a gauze the performer turns pale: ${some(finding.fixtureIds)} light her from the front ${level}`)
    }
  }
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
