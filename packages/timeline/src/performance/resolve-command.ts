/** Turns what somebody asked for into the decision that is logged, or says why not. All checks of the domain are here. */
import type { Cue } from '../document/show.ts'
import type { Edition, EditionSource } from '../edition.ts'
import { editionNamed } from '../edition.ts'
import type { EdgeItem } from '../plan.ts'
import { beats, type Ms, ms } from '../units.ts'
import { settle, standbyOf } from './apply.ts'
import type { Command, Refusal, Resolution } from './command.ts'
import { armedAfter, armedBefore, chainOf, segmentStartOffsetMs } from './cue/chain.ts'
import type { Decision } from './entry.ts'
import type { Performance } from './performance.ts'
import { elapsedAt, hasEnded, placeAt, routeOf, songIdOf } from './route.ts'
import { devampChoice, standbyIn } from './segment-run.ts'

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

const refuse = (reason: Refusal, message: string): Resolution => ({ ok: false, reason, message })
const decide = (decision: Decision, leadMs = 0, say?: string): Resolution => ({
  ok: true,
  decision,
  leadMs: ms(leadMs),
  ...(say === undefined ? {} : { say }),
})

/** A cue by its number, else by its id. */
export function findCue(edition: Edition, cue: string): string | null {
  const byNumber = edition.cueOrder.find((id) => edition.show.cues[id]!.number === cue)
  return byNumber ?? (Object.hasOwn(edition.show.cues, cue) ? cue : null)
}

/** Whether a GO at `nowMs` comes too soon after the one before (settings.goLockOutMs); the gate asks before it resolves. */
export function isLockedOut(performance: Performance, edition: Edition, nowMs: Ms): boolean {
  const pendingGo = performance.pending.findLast((entry) => entry.decision.kind === 'go')
  const lastAtMs = Math.max(pendingGo?.acceptedAtMs ?? -Infinity, performance.lastGo?.acceptedAtMs ?? -Infinity)
  return nowMs - lastAtMs < edition.show.settings.goLockOutMs
}

/** Lead of firing a cue: sound and picture starts are logged ahead; light and messages are not. */
function leadOf(edition: Edition, cueId: string): number {
  const offsetMs = segmentStartOffsetMs(edition, cueId)
  const { startLeadMs } = edition.show.settings
  return offsetMs !== null && offsetMs < startLeadMs ? startLeadMs : 0
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
      return resolveGo(p, edition, command.expectedCue ?? null, runId)
    case 'standBy':
      return withCue(edition, command.cue, (cueId) => decide({ kind: 'standBy', cueId }))
    case 'back': {
      const cueId = armedBefore(edition, standbyOf(p))
      return cueId === null
        ? refuse('first-cue', 'the first cue is standing by; there is none before it')
        : decide({ kind: 'standBy', cueId })
    }
    case 'fire':
      return withCue(edition, command.cue, (cueId) => decide({ kind: 'fire', cueId, runId }, leadOf(edition, cueId)))
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
      return resolveDevamp(p, edition, nowMs)
    case 'locate':
      return resolveLocate(p, edition, command, runId)
    case 'blackout':
      return decide({ kind: 'blackout', on: command.on })
    case 'freeze': {
      const outputId = command.output ?? null
      if (outputId !== null && !Object.hasOwn(edition.venue.outputs, outputId)) {
        return refuse('unknown-output', `the venue has no output "${outputId}"; it has ${list(Object.keys(edition.venue.outputs))}`)
      }
      return decide({ kind: 'freeze', outputId, on: command.on })
    }
    case 'panic': {
      // Also when the fade is over: fading anew would bring the picture back first.
      return decide({ kind: 'panic', fadeMs: p.panic !== null ? ms(0) : edition.show.settings.panicFadeMs })
    }
    case 'undoLastGo': {
      // All of those not yet due are voided: standby returns to the first of them.
      const pendingGo = p.pending.map((entry) => entry.decision).find((decision) => decision.kind === 'go')
      const last = pendingGo ?? p.lastGo
      if (!last) return refuse('nothing-to-undo', 'there is no GO to take back')
      return decide({ kind: 'undoLastGo', runId: last.runId, standbyCueId: last.cueId })
    }
    case 'grandMaster': {
      const { levelUnit } = command
      if (!(levelUnit >= 0 && levelUnit <= 1)) return refuse('bad-command', `the grand master goes from 0 to 1; ${levelUnit} was given`)
      return decide({ kind: 'grandMaster', levelUnit })
    }
    case 'adopt':
      return resolveAdopt(p, edition, command.at, context)
    case 'fireEdge': {
      const edge = context.edges?.find((candidate) => candidate.id === command.edge)
      if (!edge) return refuse('unknown-edge', `"${command.edge}" is not among the triggers that can be fired by hand`)
      const message = { ...(edge.targetId === null ? {} : { targetId: edge.targetId }), address: edge.address, args: [...edge.args] }
      return decide({ kind: 'fireEdge', edgeId: edge.id, message, cueId: edge.source.cueId, songId: edge.source.songId })
    }
  }
}

/** Something starts by itself unless a hold drops it: a GO or fire that is not yet due, or a cue in its pre-wait. */
const isWaiting = (p: Performance): boolean =>
  p.pending.some(({ decision }) => decision.kind === 'go' || decision.kind === 'fire') || p.cues.some((run) => !run.acted)

const list = (ids: readonly string[]): string => (ids.length === 0 ? 'none' : ids.map((id) => `"${id}"`).join(', '))
const numberOf = (edition: Edition, cueId: string): string => edition.show.cues[cueId]?.number ?? cueId

function withCue(edition: Edition, asked: string, then: (cueId: string, cue: Cue) => Resolution): Resolution {
  const cueId = findCue(edition, asked)
  const cue = cueId === null ? undefined : edition.show.cues[cueId]
  if (cueId === null || !cue) return refuse('unknown-cue', `there is no cue "${asked}"`)
  if (!cue.armed) return refuse('disarmed', `cue ${cue.number} is disarmed`)
  return then(cueId, cue)
}

function resolveGo(p: Performance, edition: Edition, expected: string | null, runId: string): Resolution {
  const standby = standbyOf(p)
  if (standby === null || !Object.hasOwn(edition.show.cues, standby)) {
    return refuse('nothing-standing-by', 'nothing is standing by; choose a cue with standBy')
  }
  if (expected !== null && findCue(edition, expected) !== standby) {
    return refuse('unexpected-cue', `cue ${expected} was expected, but cue ${numberOf(edition, standby)} is standing by; nothing was fired`)
  }
  return withCue(edition, standby, (cueId) => {
    const standbyCueId = armedAfter(edition, chainOf(edition, cueId).at(-1)!)
    return decide({ kind: 'go', cueId, runId, standbyCueId }, leadOf(edition, cueId))
  })
}

function resolveDevamp(p: Performance, edition: Edition, nowMs: number): Resolution {
  const choice = p.segment && devampChoice(edition, p.segment, nowMs)
  if (!p.segment || !choice) return refuse('no-vamp', 'no vamp is running')
  if (p.segment.devamps[choice.vampId] !== undefined) {
    return refuse('already-leaving', `the vamp already leaves after pass ${p.segment.devamps[choice.vampId]! + 1}`)
  }
  const { vampId, lastPass, boundaryAtMs, late } = choice
  const decision: Decision = { kind: 'devamp', vampId, lastPass, boundaryAtMs: ms(boundaryAtMs) }
  return late
    ? decide(decision, 0, `too close to the end of pass ${lastPass}: leaves one pass later, after pass ${lastPass + 1}`)
    : decide(decision)
}

function resolveLocate(p: Performance, edition: Edition, command: Extract<Command, { command: 'locate' }>, runId: string): Resolution {
  const segmentId = command.segment ?? p.segment?.segmentId
  if (segmentId === undefined) return refuse('nothing-running', 'no segment is on; name the one to locate in')
  const segment = Object.hasOwn(edition.show.setlist, segmentId) ? edition.show.setlist[segmentId] : undefined
  const time = segment && edition.time[segment.songId]
  if (!time) return refuse('unknown-segment', `the setlist has no segment "${segmentId}"; it has ${list(edition.segmentOrder)}`)
  let positionMs: number = command.positionMs ?? 0
  if (command.bar !== undefined) {
    const start = time.barStart(command.bar)
    const unit = time.barBeatAt(start).beatUnit
    positionMs = time.tempo.beatsToMs(beats(start + (((command.beat ?? 1) - 1) * 4) / unit))
  } else if (command.positionMs === undefined && command.segment === undefined) {
    return refuse('bad-position', 'say where to: positionMs, or bar and beat')
  }
  if (!(positionMs >= 0 && positionMs < time.lengthMs)) {
    return refuse('bad-position', `${positionMs} ms is outside the segment, which is ${Math.round(time.lengthMs)} ms long`)
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
  const standbyCueId = standbyIn(edition, adopting, standbyOf(p))
  const decision = { kind: 'adopt', edition: adopting.hash, at, standbyCueId } as const
  const run = p.segment
  if (at === 'nextSegment' || !run) return decide({ ...decision, carry: null })
  const songId = adopting.show.setlist[run.segmentId]?.songId
  const newTime = songId === undefined ? undefined : adopting.time[songId]
  const oldTime = edition.time[songIdOf(edition, run)]
  if (songId === undefined || !newTime || !oldTime) {
    return refuse('unknown-segment', 'the segment that is on is not in the new edition; adopt it at the next segment')
  }
  const place = placeAt(routeOf(edition, run), run, elapsedAt(run, nowMs))
  const positionMs = Math.min(newTime.lengthMs, newTime.tempo.beatsToMs(oldTime.tempo.msToBeats(ms(place.positionMs))))
  return decide({ ...decision, carry: { positionMs: ms(positionMs), songId } })
}
