/** A voicebank ready to sing: its samples analysed and cut to what is used. One file, so that a page loads it like a picture. */
import type { BankStyle } from './alias-shape.ts'
import { type Frames, packedFrameBytes, packFrames, unpackFrames } from './frames.ts'
import type { Landmarks } from './landmarks.ts'
import { loudnessOf } from './loudness.ts'
import type { ToneRange } from './tone-map.ts'

export interface SungSample {
  readonly alias: string
  readonly landmarks: Landmarks
  readonly frames: Frames
  /** Loudness of each frame over ± 20 ms, dB: what is evened out. */
  readonly slowDb: Float64Array
}

/** What singing needs of a bank. */
export interface BankVoice {
  readonly name: string
  readonly style: BankStyle
  readonly tones: readonly ToneRange[]
  /** By alias. */
  readonly samples: ReadonlyMap<string, SungSample>
}

/** Rises when the layout changes. */
export const voiceFileVersion = 2
const magic = 0x42564c47 // "GLVB"

/** A sample with what is worked out from its frames. */
export function sungSample(alias: string, landmarks: Landmarks, frames: Frames): SungSample {
  const loudness = loudnessOf(frames)
  const slowDb = new Float64Array(frames.count)
  for (let n = 0; n < frames.count; n++) {
    let sum = 0
    let count = 0
    for (let k = Math.max(0, n - 4); k <= Math.min(frames.count - 1, n + 4); k++) {
      sum += loudness[k]!
      count++
    }
    slowDb[n] = sum / count
  }
  return { alias, landmarks, frames, slowDb }
}

interface Header {
  readonly name: string
  readonly style: BankStyle
  readonly tones: readonly ToneRange[]
  readonly samples: readonly { readonly alias: string; readonly landmarks: Landmarks; readonly count: number }[]
}

/** The same voice gives the same bytes. */
export function packVoice(voice: BankVoice): Uint8Array {
  const samples = [...voice.samples.values()].sort((a, b) => (a.alias < b.alias ? -1 : 1))
  const header: Header = {
    name: voice.name,
    style: voice.style,
    tones: voice.tones,
    samples: samples.map(({ alias, landmarks, frames }) => ({ alias, landmarks, count: frames.count })),
  }
  // Escaped to ASCII: a byte is a letter.
  const text = JSON.stringify(header).replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const frames = samples.reduce((sum, s) => sum + s.frames.count, 0)
  const out = new Uint8Array(12 + text.length + frames * packedFrameBytes)
  const view = new DataView(out.buffer)
  view.setUint32(0, magic, true)
  view.setUint32(4, voiceFileVersion, true)
  view.setUint32(8, text.length, true)
  for (let i = 0; i < text.length; i++) out[12 + i] = text.charCodeAt(i)
  let at = 12 + text.length
  for (const sample of samples) {
    packFrames(sample.frames, out, at)
    at += sample.frames.count * packedFrameBytes
  }
  return out
}

/** @throws Error when the bytes are no voice file of this version; they are made by `packVoice` only. */
export function openVoice(bytes: Uint8Array): BankVoice {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 12 || view.getUint32(0, true) !== magic || view.getUint32(4, true) !== voiceFileVersion)
    throw new Error('this is no analysed voicebank of this version')
  const length = view.getUint32(8, true)
  let text = ''
  for (let i = 0; i < length; i += 8192) text += String.fromCharCode(...bytes.subarray(12 + i, 12 + Math.min(length, i + 8192)))
  const header = JSON.parse(text) as Header
  const samples = new Map<string, SungSample>()
  let at = 12 + length
  for (const { alias, landmarks, count } of header.samples) {
    samples.set(alias, sungSample(alias, landmarks, unpackFrames(bytes, at, count)))
    at += count * packedFrameBytes
  }
  return { name: header.name, style: header.style, tones: header.tones, samples }
}
