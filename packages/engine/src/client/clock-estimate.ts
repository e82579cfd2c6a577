/**
 * Estimates a remote clock's offset and drift from pings. Pure: time comes in with the samples.
 *
 * Of each ten seconds only the ping with the shortest round trip is kept: whatever lengthened the others also made
 * them lopsided. A line is then laid through the last three minutes of those, each weighted by how much longer than the
 * best round trip it took. Half of a constant asymmetry between the two directions cannot be seen from here and stays.
 * Measured against naive ping/2, timesync and @ircam/sync in a simulated LAN, Wi-Fi and Internet: see the test beside it.
 */

/** One ping. `local…` on this side's monotonic clock, `remote…` on the other's, all in ms. */
export interface ClockSample {
  readonly localSentMs: number
  readonly remoteReceivedMs: number
  readonly remoteSentMs: number
  readonly localReceivedMs: number
}

export interface ClockEstimate {
  add(sample: ClockSample): void
  /** Number of samples since the beginning or the last reset. */
  samples(): number
  /** Remote time at a local instant; null before the first sample. */
  remoteAt(localMs: number): number | null
  /** Inverse of `remoteAt`. */
  localAt(remoteMs: number): number | null
  /** Remote ms gained per local ms, about 0 ± 1e-4. */
  driftUnit(): number
  /** A bound on the error: half of the best round trip of the last windows; null before the first sample. */
  errorMs(): number | null
  /** Best round trip of the last windows. */
  rttMs(): number | null
  reset(): void
}

const windowMs = 10_000
const keptWindows = 18 // 180 s: long enough to see 1 ppm, short enough to follow a warming crystal
/** What no sample can be trusted below: timer resolution and scheduling on both sides. */
const floorMs = 0.05
/** Crystals are good to ±50 ppm or so; this keeps the slope still until there is data to see it. */
const driftPriorPerMs = 5e-5

interface Kept {
  readonly windowIndex: number
  readonly rttMs: number
  readonly offsetMs: number
  /** Local midpoint of the ping. */
  readonly atMs: number
}

export function createClockEstimate(): ClockEstimate {
  let kept: Kept[] = []
  let count = 0
  let line = { atMs: 0, offsetMs: 0, driftUnit: 0 }

  function fit(): void {
    const best = Math.min(...kept.map((sample) => sample.rttMs))
    let sumW = 0
    let sumT = 0
    let sumO = 0
    const weights = kept.map((sample) => 1 / (floorMs + (sample.rttMs - best) / 2) ** 2)
    kept.forEach((sample, i) => {
      const w = weights[i]!
      sumW += w
      sumT += w * sample.atMs
      sumO += w * sample.offsetMs
    })
    const meanT = sumT / sumW
    const meanO = sumO / sumW
    let covariance = 0
    let variance = 1 / driftPriorPerMs ** 2
    kept.forEach((sample, i) => {
      covariance += weights[i]! * (sample.atMs - meanT) * (sample.offsetMs - meanO)
      variance += weights[i]! * (sample.atMs - meanT) ** 2
    })
    line = { atMs: meanT, offsetMs: meanO, driftUnit: covariance / variance }
  }

  return {
    add(sample) {
      const rttMs = Math.max(0, sample.localReceivedMs - sample.localSentMs - (sample.remoteSentMs - sample.remoteReceivedMs))
      const offsetMs = (sample.remoteReceivedMs - sample.localSentMs + (sample.remoteSentMs - sample.localReceivedMs)) / 2
      const atMs = (sample.localSentMs + sample.localReceivedMs) / 2
      const windowIndex = Math.floor(sample.localReceivedMs / windowMs)
      count += 1
      const last = kept[kept.length - 1]
      if (last !== undefined && last.windowIndex === windowIndex) {
        if (rttMs >= last.rttMs) return
        kept.pop()
      }
      kept.push({ windowIndex, rttMs, offsetMs, atMs })
      kept = kept.filter((one) => one.windowIndex > windowIndex - keptWindows)
      fit()
    },
    samples: () => count,
    remoteAt: (localMs) => (kept.length === 0 ? null : localMs + line.offsetMs + line.driftUnit * (localMs - line.atMs)),
    localAt: (remoteMs) => (kept.length === 0 ? null : line.atMs + (remoteMs - line.atMs - line.offsetMs) / (1 + line.driftUnit)),
    driftUnit: () => line.driftUnit,
    errorMs: () => (kept.length === 0 ? null : Math.min(...kept.map((sample) => sample.rttMs)) / 2),
    rttMs: () => (kept.length === 0 ? null : Math.min(...kept.map((sample) => sample.rttMs))),
    reset() {
      kept = []
      count = 0
    },
  }
}
