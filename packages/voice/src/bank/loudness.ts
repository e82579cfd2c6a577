/** How loud an envelope is to a listener: power over all frequencies, weighted as ITU-R BS.1770-4 does (high-pass at 60 Hz, +4 dB above 2 kHz). */

import { addEnvelope, type Frames, pointCount, pointHz } from './frames.ts'
import { quickExp2, quickLog2 } from './quick-math.ts'

/** Weight of each point: bandwidth in Hz times the K curve (smooth fit within 0.3 dB), over half the reference rate. */
const weights = new Float64Array(pointCount)
for (let k = 0; k < pointCount; k++) {
  const hz = pointHz(k)
  const low = k === 0 ? 0 : (pointHz(k - 1) + hz) / 2
  const high = k === pointCount - 1 ? hz : (pointHz(k + 1) + hz) / 2
  const r = (hz / 1500) * (hz / 1500)
  const shelf = (1 + 2.51 * r) / (1 + r)
  const c = hz / 60
  const highPass = (c * c * c * c) / ((1 + c * c) * (1 + c * c))
  weights[k] = ((high - low) * shelf * highPass) / pointHz(pointCount - 1)
}

/** @param envelopeDb pointCount values. @returns dB. */
export function loudnessDb(envelopeDb: Float64Array): number {
  let sum = 1e-14
  for (let k = 0; k < pointCount; k++) sum += weights[k]! * quickExp2(envelopeDb[k]! / 3.010299956639812)
  return 3.010299956639812 * quickLog2(sum)
}

const room = new Float64Array(pointCount)
/** Loudness of every frame, dB. */
export function loudnessOf(frames: Frames): Float64Array {
  const out = new Float64Array(frames.count)
  for (let n = 0; n < frames.count; n++) {
    room.fill(0)
    addEnvelope(frames, n, 1, room)
    out[n] = loudnessDb(room)
  }
  return out
}
