/**
 * Incoming timecode, as a page hears it, turned into commands through the same gate as everything else. A frame of the show changes only
 * when the command has become an entry, so every page, the audience and a replay see the same.
 */
import {
  type Command,
  type CommandResult,
  type Edition,
  framesPerDay,
  framesToMs,
  type Moment,
  type Ms,
  ms,
  type TimecodeRate,
} from '@ghostlight/timeline'
import {
  type ChaseDecision,
  type ChasePlace,
  type ChaseRules,
  type ChaseState,
  chaseReading,
  chaseSilence,
  timecodePlaces,
} from '@ghostlight/timeline/timecode'
import { z } from 'zod'
import type { TimecodeHeard, TimecodeState } from '../protocol/index.ts'
import type { Asker } from '../runner/command-gate.ts'

const LOCK_FRAMES = 3
const FREEWHEEL_MS = 1000
/** Half a frame at 24, and the jitter of a page's audio clock: smaller differences are not worth a jump of the sound. */
const TOLERANCE_MS = 50
/** What a page may be late with a reading, or ahead of our clock. */
const OLDEST_MS = 2000
const AHEAD_MS = 200

/** One frame that a page has heard. */
const HeardSchema: z.ZodType<TimecodeHeard> = z.strictObject({
  /** From 0 = 00:00:00:00, at the rate of the venue. */
  frame: z.number().int().min(0),
  /** Performance time at which it began. */
  atMs: z.number(),
})

export interface TimecodeInputParts {
  readonly edition: () => Edition
  readonly momentAt: (nowMs: Ms) => Moment
  readonly nowMs: () => Ms
  readonly command: (command: Command, asker: Asker) => Promise<CommandResult>
  /** A command that the gate refused, in words. */
  readonly onTrouble: (why: string) => void
}

export interface TimecodeInput {
  /** @param report  as it came over the wire. */
  hear(report: unknown): void
  /** To be called a few times a second: notices when it falls silent. */
  look(): void
  /** For the console; null: this venue follows none. */
  state(): TimecodeState | null
}

const asker: Asker = { role: 'operator', name: 'timecode' }

export function createTimecodeInput(parts: TimecodeInputParts): TimecodeInput {
  let state: ChaseState = { kind: 'waiting' }
  let frame: number | null = null
  let busy = false
  /** The hold that is on is ours: the source fell silent. */
  let holdsForSource = false

  function settings(): { readonly rate: TimecodeRate; readonly rules: ChaseRules } | null {
    const edition = parts.edition()
    const timecode = edition.venue.timecode
    if (!timecode?.chase) return null
    const { rate, chase } = timecode
    const segments = timecodePlaces(edition, rate).map(({ segmentId, firstFrame, lengthMs }) => ({
      segmentId,
      startMs: framesToMs(firstFrame, rate),
      lengthMs,
    }))
    const rules = {
      offsetMs: ms(chase.offsetMs ?? 0),
      lockFrames: LOCK_FRAMES,
      freewheelMs: ms(chase.freewheelMs ?? FREEWHEEL_MS),
      toleranceMs: ms(TOLERANCE_MS),
      segments,
    }
    return { rate, rules }
  }

  function placeAt(atMs: Ms): ChasePlace {
    const { segment } = parts.momentAt(atMs)
    if (segment === null) return { segmentId: null, positionMs: ms(0), held: false }
    return { segmentId: segment.segmentId, positionMs: segment.positionMs, held: segment.heldForMs !== null }
  }

  /** Somebody has stopped the show: what the source says waits until somebody lets it go on. */
  function isStopped(atMs: Ms): boolean {
    const { panicUnit, segment } = parts.momentAt(atMs)
    const isHeld = segment !== null && segment.heldForMs !== null
    if (!isHeld) holdsForSource = false
    return panicUnit < 1 || (isHeld && !holdsForSource)
  }

  async function carryOut(decision: ChaseDecision, decidedForMs: Ms): Promise<void> {
    if (decision.kind === 'locate') {
      const lateMs = parts.nowMs() - decidedForMs
      if (!(await ask({ command: 'locate', segment: decision.segmentId, positionMs: decision.positionMs + lateMs }))) return
      // Located out of silence, or while held, it waits there.
      if (!placeAt(parts.nowMs()).held) return
      holdsForSource = true
      await ask({ command: 'resume' })
    } else {
      const done = await ask({ command: decision.kind })
      if (decision.kind === 'hold') holdsForSource = done
    }
  }

  async function ask(command: Command): Promise<boolean> {
    const result = await parts.command(command, asker)
    if (!result.ok) parts.onTrouble(`timecode asked for ${command.command} and was refused: ${result.message}`)
    return result.ok
  }

  function decide(decision: ChaseDecision | null, atMs: Ms): void {
    // One at a time: the frames that come in meanwhile would see the place as it was before.
    if (isStopped(parts.nowMs()) || decision === null || busy) return
    busy = true
    carryOut(decision, atMs)
      .catch((error: unknown) => parts.onTrouble(`timecode: ${error instanceof Error ? error.message : String(error)}`))
      .finally(() => {
        busy = false
      })
  }

  return {
    hear(report) {
      const known = settings()
      const parsed = HeardSchema.safeParse(report)
      if (known === null || !parsed.success) return
      const { rate, rules } = known
      const nowMs = parts.nowMs()
      const atMs = ms(parsed.data.atMs)
      if (parsed.data.frame >= framesPerDay(rate) || atMs > nowMs + AHEAD_MS || atMs < nowMs - OLDEST_MS) return
      frame = parsed.data.frame
      const step = chaseReading(state, { frameMs: framesToMs(frame, rate), atMs }, placeAt(atMs), rules)
      state = step.state
      decide(step.decision, atMs)
    },
    look() {
      const known = settings()
      if (known === null) return
      const nowMs = parts.nowMs()
      const step = chaseSilence(state, nowMs, placeAt(nowMs), known.rules)
      state = step.state
      if (state.kind === 'waiting') frame = null
      decide(step.decision, nowMs)
    },
    state: () => (settings() === null ? null : { kind: state.kind, frame }),
  }
}
