/** Turns what somebody asked for into the decision that is logged, or says why not. All checks of the domain are here. */
import type { Boundary, Cue } from '../document/cue.ts'
import type { Edition, EditionSource } from '../edition.ts'
import { editionNamed } from '../edition.ts'
import type { EdgeItem } from '../plan.ts'
import { beats, type Ms, ms } from '../units.ts'
import { settle, standbyOf } from './apply.ts'
import type { Command, Refusal, Resolution, SaidValues } from './command.ts'
import { armedAfter, armedBefore, chainOf, isArmed } from './cue/chain.ts'
import { leadOf, leadPast, nextStartAtMs } from './cue/lead.ts'
import type { Decision } from './entry.ts'
import { type Performance, type Taken, type TakenName, takenKey } from './performance.ts'
import { elapsedAt, hasEnded, placeAt, routeOf, songIdOf } from './route.ts'
import { devampChoice, standbyIn, vampChoice } from './segment-run.ts'

export interface CommandContext {
  /** Performance time at which the command was accepted. */
  readonly nowMs: Ms
  readonly nextSeq: number
  /** Fresh name for what the command starts; unique in the performance, letters, digits and hyphens only. */
  readonly runId: string
  /** For `adopt`: the edition to go over to. */
  readonly draftEdition?: Edition | null
  /** For `fireEdge`: edges that can be fired by hand, as `passedEdges` or `schedule` gave them. */
  readonly edges?: readonly EdgeItem[]
}

/** The longest fade somebody can ask for by hand. */
const MAX_FADE_MS = 600_000

const refuse = (reason: Refusal, message: string, values: SaidValues = {}): Resolution => ({
  ok: false,
  reason,
  message,
  ...(Object.keys(values).length === 0 ? {} : { values }),
})
const decide = (decision: Decision, leadMs = 0, say?: string): Resolution => ({
  ok: true,
  decision,
  leadMs: ms(leadMs),
  ...(say === undefined ? {} : { say }),
})

/** A cue by its number, else by its id. */
export function findCue(edition: Edition, cue: string): string | null {
  const byNumber =
    edition.cueOrder.find((id) => edition.show.cues[id]!.number === cue) ??
    Object.keys(edition.show.cues).find((id) => edition.show.cues[id]!.number === cue)
  return byNumber ?? (Object.hasOwn(edition.show.cues, cue) ? cue : null)
}

/** Whether a GO at `nowMs` comes too soon after the one before (settings.goLockOutMs); the gate asks before it resolves. */
export function isLockedOut(performance: Performance, edition: Edition, nowMs: Ms): boolean {
  const pendingGo = performance.pending.findLast((entry) => entry.decision.kind === 'go')
  const lastAtMs = Math.max(pendingGo?.acceptedAtMs ?? -Infinity, performance.lastGo?.acceptedAtMs ?? -Infinity)
  return nowMs - lastAtMs < edition.show.settings.goLockOutMs
}

/**
 * @param source   the edition in force, or a look-up by hash.
 * @param command  as asked for; shape already parsed.
 */
export function resolveCommand(performance: Performance, source: EditionSource, command: Command, context: CommandContext): Resolution {
  const { nowMs, runId } = context
  const p = settle(performance, source, nowMs, { through: true })
  const edition = editionNamed(source, p.edition)
  switch (command.command) {
    case 'go':
      return resolveGo(p, edition, command.expectedCue ?? null, context)
    case 'standBy':
      return withCue(p, edition, command.cue, (cueId) => decide({ kind: 'standBy', cueId }))
    case 'back': {
      const cueId = armedBefore(p, edition, standbyOf(p))
      return cueId === null
        ? refuse('first-cue', 'the first cue is standing by; there is none before it')
        : decide({ kind: 'standBy', cueId })
    }
    case 'fire':
      return withCue(p, edition, command.cue, (cueId) => decide({ kind: 'fire', cueId, runId }, leadOf(p, edition, cueId, nowMs)))
    case 'hold': {
      const run = p.segment
      const plays = run !== null && run.heldAtMs === null && !hasEnded(edition, run, nowMs)
      if (plays) return decide({ kind: 'hold' })
      if (isWaiting(p)) return decide({ kind: 'hold' }, 0, 'nothing is playing; what was waiting to start has been dropped')
      return run && run.heldAtMs !== null && !hasEnded(edition, run, nowMs)
        ? refuse('already-held', 'the show is already held')
        : refuse('nothing-running', 'nothing is playing that could be held')
    }
    case 'resume':
      if (!p.segment) return refuse('nothing-running', 'nothing is held: no segment is on')
      return p.segment.heldAtMs === null ? refuse('not-held', 'the show is not held') : decide({ kind: 'resume' })
    case 'devamp':
      return ofComingMusic(p, source, nowMs, (of, then, atMs) => resolveDevamp(of, then, atMs, command.at ?? 'pass'))
    case 'vamp':
      return ofComingMusic(p, source, nowMs, (of, then, atMs) => resolveVamp(of, then, atMs, command.section ?? null))
    case 'locate':
      return resolveLocate(p, edition, command, runId)
    case 'blackout':
      return decide({ kind: 'blackout', on: command.on })
    case 'freeze': {
      const outputId = command.output ?? null
      if (outputId !== null && !Object.hasOwn(edition.venue.outputs, outputId)) return noSuchOutput(edition, outputId)
      return decide({ kind: 'freeze', outputId, on: command.on })
    }
    case 'panic': {
      // Also when the fade is over: fading anew would bring the picture back first.
      const fadeMs = command.fadeMs ?? edition.show.settings.panicFadeMs
      if (!(fadeMs >= 0 && fadeMs <= MAX_FADE_MS)) return badFade(fadeMs)
      return decide({ kind: 'panic', fadeMs: ms(p.panic !== null ? 0 : fadeMs) })
    }
    case 'undoLastGo': {
      // All of those not yet due are voided: standby returns to the first of them.
      const pendingGo = p.pending.map((entry) => entry.decision).find((decision) => decision.kind === 'go')
      const last = pendingGo ?? p.lastGo
      if (!last) return refuse('nothing-to-undo', 'there is no GO to take back')
      // The edition that has come into force since may not have that cue.
      const standbyCueId = Object.hasOwn(edition.show.cues, last.cueId) ? last.cueId : standbyOf(p)
      return decide({ kind: 'undoLastGo', runId: last.runId, standbyCueId })
    }
    case 'grandMaster': {
      const { levelUnit } = command
      if (!(levelUnit >= 0 && levelUnit <= 1))
        return badNumber('levelUnit', levelUnit, 1, `the grand master goes from 0 to 1; ${levelUnit} was given`)
      return decide({ kind: 'grandMaster', levelUnit })
    }
    case 'strobe':
      return decide({ kind: 'strobe', on: command.on })
    case 'showLock':
      return decide({ kind: 'showLock', on: command.on })
    case 'mute':
      return decide({ kind: 'mute', outputClass: command.outputClass, on: command.on })
    case 'arm': {
      const cueId = findCue(edition, command.cue)
      return cueId === null ? noSuchCue(command.cue) : decide({ kind: 'arm', cueId, on: command.on })
    }
    case 'take':
      return resolveTake(edition, command.taken)
    case 'release':
      return resolveRelease(p, command.what)
    case 'releaseCues': {
      const fadeMs = command.fadeMs ?? 0
      if (!(fadeMs >= 0 && fadeMs <= MAX_FADE_MS)) return badFade(fadeMs)
      return decide({ kind: 'releaseCues', of: command.of, fadeMs: ms(fadeMs) })
    }
    case 'adopt':
      return resolveAdopt(p, edition, command.at, context)
    case 'fireEdge': {
      const edge = context.edges?.find((candidate) => candidate.id === command.edge)
      if (!edge)
        return refuse('unknown-edge', `"${command.edge}" is not among the triggers that can be fired by hand`, { edge: command.edge })
      const message = { ...(edge.targetId === null ? {} : { targetId: edge.targetId }), address: edge.address, args: [...edge.args] }
      return decide({ kind: 'fireEdge', edgeId: edge.id, message, cueId: edge.source.cueId, songId: edge.source.songId })
    }
  }
}

/** Something starts by itself unless a hold drops it: a GO or fire that is not yet due, or a cue in its pre-wait. */
const isWaiting = (p: Performance): boolean =>
  p.pending.some(({ decision }) => decision.kind === 'go' || decision.kind === 'fire') || p.cues.some((run) => !run.acted)

const noSuchCue = (cue: string): Resolution => refuse('unknown-cue', `there is no cue "${cue}"`, { cue })
function noSuchOutput({ venue }: Edition, output: string): Resolution {
  const known = Object.keys(venue.outputs)
  return refuse('unknown-output', `the venue has no output "${output}"; it has ${list(known)}`, { output, known: known.join(', ') })
}
/** A number outside 0 to `most`. */
const badNumber = (field: string, given: number, most: number, message: string): Resolution =>
  refuse('bad-command', message, { field, given, least: 0, most })
const badFade = (fadeMs: number): Resolution =>
  badNumber('fadeMs', fadeMs, MAX_FADE_MS, `a fade takes 0 to ${MAX_FADE_MS} ms; ${fadeMs} was given`)
const badLevel = (levelUnit: number): Resolution => badNumber('levelUnit', levelUnit, 1, `a level goes from 0 to 1; ${levelUnit} was given`)
const list = (ids: readonly string[]): string => (ids.length === 0 ? 'none' : ids.map((id) => `"${id}"`).join(', '))
const numberOf = (edition: Edition, cueId: string): string => edition.show.cues[cueId]?.number ?? cueId

function withCue(p: Performance, edition: Edition, asked: string, then: (cueId: string, cue: Cue) => Resolution): Resolution {
  const cueId = findCue(edition, asked)
  const cue = cueId === null ? undefined : edition.show.cues[cueId]
  if (cueId === null || !cue) return noSuchCue(asked)
  if (!isArmed(p, edition, cueId)) return refuse('disarmed', `cue ${cue.number} is disarmed`, { cue: cue.number })
  return then(cueId, cue)
}

function resolveGo(p: Performance, edition: Edition, expected: string | null, { nowMs, runId }: CommandContext): Resolution {
  const standby = standbyOf(p)
  if (standby === null || !Object.hasOwn(edition.show.cues, standby)) {
    return refuse('nothing-standing-by', 'nothing is standing by; choose a cue with standBy')
  }
  if (expected !== null && findCue(edition, expected) !== standby) {
    const number = numberOf(edition, standby)
    return refuse('unexpected-cue', `cue ${expected} was expected, but cue ${number} is standing by; nothing was fired`, {
      expected,
      standby: number,
    })
  }
  return withCue(p, edition, standby, (cueId) => {
    const standbyCueId = armedAfter(p, edition, chainOf(p, edition, cueId).at(-1)!)
    return decide({ kind: 'go', cueId, runId, standbyCueId }, leadOf(p, edition, cueId, nowMs))
  })
}

/** What speaks of the music means a segment that is just about to start, if one is: it takes effect as soon as that is on. */
function ofComingMusic(
  p: Performance,
  source: EditionSource,
  nowMs: Ms,
  resolve: (of: Performance, edition: Edition, atMs: number) => Resolution,
): Resolution {
  const edition = editionNamed(source, p.edition)
  const startAtMs = nextStartAtMs(p, edition, nowMs)
  if (startAtMs === null) return resolve(p, edition, nowMs)
  const leadMs = leadPast(startAtMs, nowMs)
  const coming = settle(p, source, nowMs + leadMs, { through: true })
  const resolution = resolve(coming, editionNamed(source, coming.edition), nowMs + leadMs)
  return resolution.ok ? decide(resolution.decision, leadMs, 'means the music that is about to begin') : resolution
}

function resolveDevamp(p: Performance, edition: Edition, nowMs: number, at: Boundary): Resolution {
  const choice = p.segment && devampChoice(edition, p.segment, nowMs, at)
  if (!p.segment || !choice) return refuse('no-vamp', 'no vamp is running')
  if (p.segment.devamps[choice.vampId] !== undefined) {
    const pass = p.segment.devamps[choice.vampId]! + 1
    return refuse('already-leaving', `the vamp already leaves after pass ${pass}`, { pass })
  }
  const { vampId, lastPass, exitElapsedMs, boundaryAtMs, late } = choice
  const decision: Decision = {
    kind: 'devamp',
    vampId,
    lastPass,
    boundaryAtMs: ms(boundaryAtMs),
    ...(exitElapsedMs === null ? {} : { exitElapsedMs }),
  }
  if (!late) return decide(decision)
  return at === 'pass'
    ? decide(decision, 0, `too close to the end of pass ${lastPass}: leaves one pass later, after pass ${lastPass + 1}`)
    : decide(decision, 0, `too close to the next ${at}: leaves at the one after`)
}

function resolveVamp(p: Performance, edition: Edition, nowMs: number, sectionId: string | null): Resolution {
  if (!p.segment) return refuse('nothing-running', 'no segment is on')
  const choice = vampChoice(edition, p.segment, nowMs, sectionId)
  if (!('not' in choice)) return decide({ kind: 'vamp', sectionId: choice.sectionId })
  const sections = Object.keys(edition.songs[songIdOf(edition, p.segment)]?.sections ?? {})
  switch (choice.not) {
    case 'no-section':
      return refuse('no-section', `no section ${sectionId === null ? 'is on here' : `"${sectionId}"`}; this song has ${list(sections)}`, {
        why: choice.not,
        ...(sectionId === null ? {} : { section: sectionId }),
        known: sections.join(', '),
      })
    case 'ended':
      return refuse('no-section', 'the song is over: nothing of it can repeat', { why: choice.not })
    case 'passed':
      return refuse('no-section', 'that section is over; locate back to it first', { why: choice.not })
    case 'in-vamp':
      return refuse('no-section', 'a vamp is on there already', { why: choice.not })
  }
}

function resolveTake(edition: Edition, taken: Taken): Resolution {
  const { venue } = edition
  const isUnit = (value: number): boolean => value >= 0 && value <= 1
  switch (taken.kind) {
    case 'fixture':
      if (!Object.hasOwn(venue.fixtures, taken.fixtureId))
        return refuse('unknown-fixture', `the venue has no fixture "${taken.fixtureId}"`, { fixture: taken.fixtureId })
      if (taken.levelUnit !== undefined && !isUnit(taken.levelUnit)) return badLevel(taken.levelUnit)
      if (taken.colour !== undefined && !/^#[0-9a-fA-F]{6}$/.test(taken.colour))
        return refuse('bad-command', `a colour is written "#rrggbb"; ${taken.colour} was given`, { field: 'colour', given: taken.colour })
      return decide({ kind: 'take', taken })
    case 'output':
      if (!Object.hasOwn(venue.outputs, taken.outputId)) return noSuchOutput(edition, taken.outputId)
      return isUnit(taken.levelUnit) ? decide({ kind: 'take', taken }) : badLevel(taken.levelUnit)
    case 'channel': {
      const { universe, slot, value } = taken
      const isWhole = (n: number, from: number, to: number): boolean => Number.isInteger(n) && n >= from && n <= to
      return isWhole(universe, 1, 63_999) && isWhole(slot, 1, 512) && isWhole(value, 0, 255)
        ? decide({ kind: 'take', taken })
        : refuse('bad-command', `a channel is a universe from 1, a slot from 1 to 512 and a value from 0 to 255`, { field: 'channel' })
    }
  }
}

function resolveRelease(p: Performance, what: TakenName | null): Resolution {
  if (what === null) return p.taken.length > 0 ? decide({ kind: 'release', key: null }) : refuse('not-taken', 'nothing is taken by hand')
  const key = takenKey(what)
  return p.taken.some((taken) => takenKey(taken) === key)
    ? decide({ kind: 'release', key })
    : refuse('not-taken', `${key.replace(':', ' ')} is not taken by hand`, { what: key.replace(':', ' ') })
}

function resolveLocate(p: Performance, edition: Edition, command: Extract<Command, { command: 'locate' }>, runId: string): Resolution {
  const segmentId = command.segment ?? p.segment?.segmentId
  if (segmentId === undefined) return refuse('nothing-running', 'no segment is on; name the one to locate in')
  const segment = Object.hasOwn(edition.show.setlist, segmentId) ? edition.show.setlist[segmentId] : undefined
  const time = segment && edition.time[segment.songId]
  if (!time)
    return refuse('unknown-segment', `the setlist has no segment "${segmentId}"; it has ${list(edition.segmentOrder)}`, {
      segment: segmentId,
      known: edition.segmentOrder.join(', '),
    })
  let positionMs: number = command.positionMs ?? 0
  if (command.bar !== undefined) {
    const start = time.barStart(command.bar)
    const unit = time.barBeatAt(start).beatUnit
    positionMs = time.tempo.beatsToMs(beats(start + (((command.beat ?? 1) - 1) * 4) / unit))
  } else if (command.positionMs === undefined && command.segment === undefined) {
    return refuse('bad-position', 'say where to: positionMs, or bar and beat')
  }
  if (!(positionMs >= 0 && positionMs < time.lengthMs)) {
    return refuse('bad-position', `${positionMs} ms is outside the segment, which is ${Math.round(time.lengthMs)} ms long`, {
      positionMs,
      lengthMs: Math.round(time.lengthMs),
    })
  }
  const asksHeld = p.segment === null ? 'located; nothing was playing, so it is held there: resume to play' : undefined
  return decide({ kind: 'locate', segmentId, positionMs: ms(positionMs), runId }, 0, asksHeld)
}

function resolveAdopt(
  p: Performance,
  edition: Edition,
  at: 'now' | 'nextSegment',
  { draftEdition: adopting, nowMs }: CommandContext,
): Resolution {
  if (!adopting) return refuse('assets-missing', 'the new edition is not ready: not every required output has what it needs')
  const standbyCueId = standbyIn(p, edition, adopting, standbyOf(p))
  const decision = { kind: 'adopt', edition: adopting.hash, at, standbyCueId } as const
  const run = p.segment
  if (at === 'nextSegment' || !run) return decide({ ...decision, carry: null })
  const songId = adopting.show.setlist[run.segmentId]?.songId
  const newTime = songId === undefined ? undefined : adopting.time[songId]
  const oldTime = edition.time[songIdOf(edition, run)]
  if (songId === undefined || !newTime || !oldTime) {
    return refuse('unknown-segment', 'the segment that is on is not in the new edition; adopt it at the next segment', {
      segment: run.segmentId,
    })
  }
  const place = placeAt(routeOf(edition, run), run, elapsedAt(run, nowMs))
  const positionMs = Math.min(newTime.lengthMs, newTime.tempo.beatsToMs(oldTime.tempo.msToBeats(ms(place.positionMs))))
  return decide({ ...decision, carry: { positionMs: ms(positionMs), songId } })
}
