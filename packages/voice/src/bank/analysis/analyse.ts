/** A recording becomes frames. Slow (about a tenth of real time); the caller keeps the result by content. */

import { gainToDb } from '../../dsp/math.ts'
import { createFrames, type Frames, frameHopMs, pointCount, pointHz, referenceRateHz, writeFrame } from '../frames.ts'
import { aperiodicityAt, bandCount, createAperiodicityBench, lowShare } from './aperiodicity.ts'
import { createEnvelopeBench, envelopeAt, envelopeSize } from './envelope.ts'
import { pitchOf } from './pitch.ts'

/** Rises when analysis changes what it gives: results kept under another number are made anew. */
export const analysisVersion = 1

const lowestHz = 60
/** Without a pitch there is no period to fit; CheapTrick's customary 500 Hz makes a window of 6 ms. */
const unvoicedHz = 500
/** D4C asks for 0.85, for clean speech; breathy singers have less, hiss has under 0.3. */
const leastLowShare = 0.5
const log2ToDb = 3.010299956639812

/** For each point of the mel grid the bins it averages: narrow ones are interpolated. */
function gridOf(rateHz: number, size: number): { readonly from: Float64Array; readonly to: Float64Array; readonly last: number } {
  const from = new Float64Array(pointCount)
  const to = new Float64Array(pointCount)
  const perBin = rateHz / size
  let last = pointCount - 1
  for (let k = 0; k < pointCount; k++) {
    const middle = pointHz(k)
    const low = k === 0 ? 0 : (pointHz(k - 1) + middle) / 2
    const high = k === pointCount - 1 ? middle : (pointHz(k + 1) + middle) / 2
    from[k] = low / perBin
    to[k] = high / perBin
    if (middle > rateHz / 2 - perBin && k - 1 < last) last = k - 1
  }
  return { from, to, last }
}

/**
 * @param samples mono, full scale 1.
 * @param rateHz  8000–192000.
 * @returns ceil(length / 5 ms) frames; frame n is centred on n · 5 ms.
 */
export function analyse(samples: Float32Array, rateHz: number): Frames {
  const x = Float64Array.from(samples)
  const count = Math.max(1, Math.ceil((x.length * 1000) / rateHz / frameHopMs))
  const frames = createFrames(count)
  const f0Hz = pitchOf(x, rateHz, count, frameHopMs)
  const size = envelopeSize(rateHz, lowestHz)
  const bench = createEnvelopeBench(size)
  // A high voice needs shorter windows, and its transforms take half the time.
  const noiseBench = createAperiodicityBench(
    rateHz,
    Math.max(lowestHz, f0Hz.reduce((low, hz) => (hz > 0 && hz < low ? hz : low), 400) * 0.95),
  )
  const bins = size / 2 + 1
  const envelope = new Float64Array(bins)
  const points = new Float64Array(pointCount)
  const noise = new Float64Array(bandCount)
  const grid = gridOf(rateHz, size)
  // Power per sample to power per hertz of the reference rate.
  const rateDb = gainToDb(referenceRateHz / rateHz) / 2
  for (let n = 0; n < count; n++) {
    const centre = Math.round((n * frameHopMs * rateHz) / 1000)
    let hz = f0Hz[n]!
    if (hz > 0 && lowShare(x, rateHz, centre, hz, noiseBench) < leastLowShare) hz = 0
    envelopeAt(x, rateHz, centre, hz > 0 ? hz : unvoicedHz, bench, envelope)
    for (let k = 0; k < pointCount; k++) {
      if (k > grid.last) {
        // Above what the recording holds: away, 8 dB a point.
        points[k] = points[k - 1]! - 8
        continue
      }
      const a = grid.from[k]!
      const b = Math.min(bins - 1.001, grid.to[k]!)
      if (b - a < 2) {
        const at = pointHz(k) / (rateHz / size)
        const i = Math.min(bins - 2, Math.floor(at))
        points[k] = (envelope[i]! + (envelope[i + 1]! - envelope[i]!) * (at - i)) * log2ToDb + rateDb
        continue
      }
      let sum = 0
      let all = 0
      for (let i = Math.ceil(a); i <= b; i++) {
        sum += envelope[i]!
        all++
      }
      points[k] = (sum / all) * log2ToDb + rateDb
    }
    if (hz > 0) aperiodicityAt(x, rateHz, centre, hz, noiseBench, noise)
    else noise.fill(0)
    writeFrame(frames, n, points, noise, hz)
  }
  return frames
}
