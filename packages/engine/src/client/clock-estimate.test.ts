import { createRandom } from '@ghostlight/timeline/testing'
import { describe, expect, it } from 'vitest'
import { createClockEstimate } from './clock-estimate.ts'

interface Network {
  readonly name: string
  readonly baseMs: number
  readonly jitterMs: number
  readonly spikeUnit: number
  readonly spikeMs: number
  /** What the way there takes longer than the way back. */
  readonly asymmetryMs: number
}

/** Ten minutes of pings on a virtual clock that drifts; |error| sampled every 100 ms once the fast pings are over. */
function simulate(network: Network, seed: number): { ours: number[]; naive: number[] } {
  const random = createRandom(seed).unit
  const oneWayMs = () =>
    network.baseMs - Math.log(1 - random()) * network.jitterMs + (random() < network.spikeUnit ? random() * network.spikeMs : 0)
  const drift = (random() * 2 - 1) * 60e-6
  const start = random() * 1e6
  const remoteAt = (localMs: number) => start + localMs * (1 + drift)
  const estimate = createClockEstimate()
  const ours: number[] = []
  const naive: number[] = []
  let naiveOffsetMs = 0
  let nextPingMs = 0
  let pings = 0
  for (let localMs = 0; localMs < 600_000; localMs += 100) {
    if (localMs >= nextPingMs) {
      const arrivesMs = localMs + oneWayMs() + network.asymmetryMs
      const backMs = arrivesMs + oneWayMs()
      const remoteMs = remoteAt(arrivesMs)
      estimate.add({ localSentMs: localMs, remoteReceivedMs: remoteMs, remoteSentMs: remoteMs, localReceivedMs: backMs })
      naiveOffsetMs = remoteMs - (localMs + backMs) / 2
      pings += 1
      nextPingMs = localMs + (pings < 10 ? 100 : 1000)
    }
    if (pings >= 10) {
      ours.push(Math.abs((estimate.remoteAt(localMs) ?? Number.NaN) - remoteAt(localMs)))
      naive.push(Math.abs(localMs + naiveOffsetMs - remoteAt(localMs)))
    }
  }
  return { ours, naive }
}

const percentile = (values: readonly number[], unit: number) => [...values].sort((a, b) => a - b)[Math.floor(unit * (values.length - 1))]!

const networks: readonly (Network & { p99Ms: number })[] = [
  { name: 'a wired LAN', baseMs: 0.15, jitterMs: 0.06, spikeUnit: 0.02, spikeMs: 5, asymmetryMs: 0, p99Ms: 0.25 },
  { name: 'venue Wi-Fi', baseMs: 1.2, jitterMs: 0.8, spikeUnit: 0.1, spikeMs: 120, asymmetryMs: 0, p99Ms: 1 },
  { name: 'the Internet, 4 ms lopsided', baseMs: 18, jitterMs: 2, spikeUnit: 0.05, spikeMs: 100, asymmetryMs: 4, p99Ms: 4 },
]

describe.each(networks)('on $name', (network) => {
  it.each([1, 2, 3, 4, 5])('the estimate is nearer than the last ping, in the middle and in the tail (seed %i)', (seed) => {
    const { ours, naive } = simulate(network, seed)
    expect(percentile(ours, 0.5)).toBeLessThan(percentile(naive, 0.5))
    expect(percentile(ours, 0.99)).toBeLessThan(percentile(naive, 0.99))
    expect(percentile(ours, 0.99)).toBeLessThan(network.p99Ms)
  })
})

describe('a clock estimate', () => {
  it('says nothing before the first sample', () => {
    expect(createClockEstimate().remoteAt(5)).toBeNull()
    expect(createClockEstimate().errorMs()).toBeNull()
  })
  it('goes both ways', () => {
    const estimate = createClockEstimate()
    for (let t = 0; t < 100_000; t += 1000) {
      estimate.add({ localSentMs: t, remoteReceivedMs: 500 + t * 1.00004, remoteSentMs: 500 + t * 1.00004, localReceivedMs: t })
    }
    expect(estimate.driftUnit()).toBeCloseTo(4e-5, 6)
    expect(estimate.localAt(estimate.remoteAt(123_456) ?? 0)).toBeCloseTo(123_456, 6)
  })
  it('forgets everything on reset', () => {
    const estimate = createClockEstimate()
    estimate.add({ localSentMs: 0, remoteReceivedMs: 9, remoteSentMs: 9, localReceivedMs: 1 })
    estimate.reset()
    expect(estimate.samples()).toBe(0)
    expect(estimate.remoteAt(1)).toBeNull()
  })
})
