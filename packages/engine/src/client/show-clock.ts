/**
 * Show time on this machine: pings the engine (ten fast, then once a second), keeps an estimate of its clock, and runs on
 * alone when the engine is gone. A machine that slept notices by its wall clock and starts over.
 */
import { type ClockEstimate, createClockEstimate } from './clock-estimate.ts'

export interface PingReply {
  readonly receivedAtMs: number
  readonly sentAtMs: number
  readonly epoch: number
}
export interface ShowClockParts {
  /** Asks the engine; rejects when there is no answer in time. */
  readonly ping: (clientSentMs: number) => Promise<PingReply>
  /** This machine's monotonic clock, ms. */
  readonly localMs: () => number
  /** This machine's wall clock, ms; only compared with itself. */
  readonly wallMs: () => number
  /** Subtracted from the engine's time: the audience runs behind. */
  readonly delayMs: () => number
  readonly onChange: () => void
}
export interface ShowClock {
  /** Performance time now; 0 before the first ping was answered. */
  nowMs(): number
  errorMs(): number | null
  rttMs(): number | null
  /** Local monotonic instant at which the performance time is, was or will be `showMs`. */
  toLocalMs(showMs: number): number
  epoch(): number
  isSynced(): boolean
  /** A connection is there (again): ten fast pings. `anew`: another engine life, measure from scratch. */
  begin(options: { readonly anew: boolean }): void
  /** Another performance: its time has another zero and its epochs count from one. What was measured is worth nothing. */
  reset(): void
  /** The connection is gone: play on. */
  pause(): void
  dispose(): void
}

const fastPings = 10
const fastEveryMs = 60
const everyMs = 1000
const jumpMs = 250
/** After starting over, the old estimate stands until the new one has seen this many pings … */
const enoughSamples = 4
/** … and is about as good, or contradicts it, or is this old: a busy machine answers its first pings late, and lopsidedly. */
const oldEnoughSamples = 60
/** What two estimates of one clock may differ in beyond their error bounds: drift while the engine was away, and timers. */
const agreeWithinMs = 2

export function createShowClock(parts: ShowClockParts): ShowClock {
  let estimate = createClockEstimate()
  let former: ClockEstimate | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  /** The wall clock jumped against the monotonic one: the first new answer takes over. */
  let slept = false
  let epoch = 0
  let life = 0
  let wallMinusLocalMs = parts.wallMs() - parts.localMs()

  const current = () => former ?? estimate

  /** Whether the new estimate takes over from the former one. An engine that went on after a kill has the same clock still. */
  function isReady(before: ClockEstimate, localMs: number): boolean {
    if (slept) return estimate.samples() > 0
    if (estimate.samples() < enoughSamples) return false
    const errorMs = estimate.errorMs() ?? 0
    const formerErrorMs = before.errorMs() ?? 0
    if (errorMs <= formerErrorMs + agreeWithinMs || estimate.samples() >= oldEnoughSamples) return true
    const apartMs = Math.abs((estimate.remoteAt(localMs) ?? 0) - (before.remoteAt(localMs) ?? 0))
    return apartMs > errorMs + formerErrorMs + agreeWithinMs
  }

  function startOver(): void {
    if (former === null && estimate.samples() >= enoughSamples) former = estimate
    estimate = createClockEstimate()
  }

  function noticeJump(): void {
    const now = parts.wallMs() - parts.localMs()
    if (Math.abs(now - wallMinusLocalMs) > jumpMs) {
      // Slept, or somebody set the wall clock: the old estimate may be wrong, but it stands until there is one answer; no clock jumps to 0.
      if (former === null && estimate.samples() > 0) former = estimate
      slept = former !== null
      estimate = createClockEstimate()
      parts.onChange()
    }
    wallMinusLocalMs = now
  }

  async function ping(thisLife: number): Promise<void> {
    timer = null
    noticeJump()
    const into = estimate
    const localSentMs = parts.localMs()
    try {
      const reply = await parts.ping(localSentMs)
      const localReceivedMs = parts.localMs()
      if (thisLife !== life) return
      if (reply.epoch > epoch) epoch = reply.epoch
      if (reply.epoch === epoch && into === estimate) {
        const first = !isSynced()
        estimate.add({ localSentMs, remoteReceivedMs: reply.receivedAtMs, remoteSentMs: reply.sentAtMs, localReceivedMs })
        if (former !== null && isReady(former, localReceivedMs)) {
          former = null
          slept = false
        }
        if (first) parts.onChange()
      }
    } catch {
      // No answer: the estimate simply stands; the connection itself reports what is wrong.
    }
    if (thisLife === life) timer = setTimeout(() => void ping(thisLife), estimate.samples() < fastPings ? fastEveryMs : everyMs)
  }

  const isSynced = () => current().samples() > 0

  return {
    nowMs: () => (current().remoteAt(parts.localMs()) ?? parts.delayMs()) - parts.delayMs(),
    errorMs: () => current().errorMs(),
    rttMs: () => current().rttMs(),
    toLocalMs: (showMs) => current().localAt(showMs + parts.delayMs()) ?? parts.localMs(),
    epoch: () => epoch,
    isSynced,
    begin({ anew }) {
      life += 1
      if (timer !== null) clearTimeout(timer)
      if (anew) startOver()
      void ping(life)
    },
    reset() {
      life += 1
      if (timer !== null) clearTimeout(timer)
      timer = null
      epoch = 0
      former = null
      slept = false
      estimate = createClockEstimate()
    },
    pause() {
      life += 1
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
    dispose() {
      this.pause()
    },
  }
}
