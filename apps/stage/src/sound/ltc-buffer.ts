/** Linear timecode as buffers of the page. Neighbouring seconds are asked for again and again, so the last few are kept. */
import { ltcSamples, samplesPerFrame } from '@ghostlight/timeline/timecode'
import type { SoundSource } from './sound-items.ts'

type TimecodeSource = Extract<SoundSource, { readonly kind: 'timecode' }>

const KEPT = 8
const kept = new WeakMap<BaseAudioContext, Map<string, AudioBuffer>>()

/** At full scale; the item carries the level. */
export function ltcBuffer(context: BaseAudioContext, { rate, firstFrame, frames }: TimecodeSource): AudioBuffer {
  const buffers = kept.get(context) ?? new Map<string, AudioBuffer>()
  kept.set(context, buffers)
  const name = `${rate} ${firstFrame} ${frames}`
  const found = buffers.get(name)
  if (found) return found
  const { sampleRate } = context
  // Where a second of frames is no whole number of samples, less than one is missing between two buffers.
  const samples = ltcSamples(
    { rate, firstFrame, sampleRateHz: sampleRate, levelUnit: 1 },
    0,
    Math.floor(frames * samplesPerFrame(rate, sampleRate)),
  )
  const buffer = context.createBuffer(1, samples.length, sampleRate)
  buffer.copyToChannel(samples as Float32Array<ArrayBuffer>, 0)
  buffers.set(name, buffer)
  for (const oldest of buffers.keys()) {
    if (buffers.size <= KEPT) break
    buffers.delete(oldest)
  }
  return buffer
}
