/** From a bank in a folder to a voice that sings: analyses what is needed, finds the landmarks, cuts. */
import type { Issue } from '@ghostlight/timeline'
import { shapeOf } from './alias-shape.ts'
import { analyse } from './analysis/analyse.ts'
import { type Frames, frameHopMs, noiseBands, sliceFrames } from './frames.ts'
import { type Heard, hear, landmarksOf } from './landmarks.ts'
import type { BankFolder, Voicebank } from './read-bank.ts'
import { type BankVoice, type SungSample, sungSample } from './voice-file.ts'
import { readWav } from './wav.ts'

/** Longest vowel that is kept of a sample, ms; longer notes go to and fro in it. */
const longestVowelMs = 1500

export interface MakeVoiceOptions {
  /** Aliases to take; null: all. */
  readonly only: ReadonlySet<string> | null
  /** Analysed frames kept from before, by the bytes of a recording. null: analyse. */
  readonly kept: (bytes: Uint8Array) => Frames | null
  /** Called with every recording that was analysed now. */
  readonly keep: (bytes: Uint8Array, frames: Frames) => void
  readonly onProgress: (done: number, of: number) => void
}

/** @returns the voice, and which samples could not be used and why. Never throws for what a bank may hold. */
export function makeVoice(
  bank: Voicebank,
  folder: BankFolder,
  options: MakeVoiceOptions,
): { readonly voice: BankVoice; readonly issues: readonly Issue[] } {
  const issues: Issue[] = []
  const warn = (path: string, code: string, message: string): void => {
    issues.push({ path, code, severity: 'warning', message })
  }
  const wanted = [...bank.samples.values()].filter(({ alias }) => options.only === null || options.only.has(alias))
  const paths = [...new Set(wanted.map(({ path }) => path))].sort()
  const samples = new Map<string, SungSample>()
  paths.forEach((path, index) => {
    const heard = hearRecording(path, folder, options, warn)
    options.onProgress(index + 1, paths.length)
    if (heard === null) return
    for (const sample of wanted) {
      if (sample.path !== path) continue
      const at = sample.oto.line === 0 ? path : `${sample.oto.file}:${sample.oto.line}`
      if (sample.oto.offsetMs > heard.frames.count * frameHopMs) {
        warn(at, 'outside-recording', `"${sample.alias}" begins at ${sample.oto.offsetMs} ms, after the end of ${path}; it cannot be sung`)
        continue
      }
      const found = landmarksOf(heard, sample.oto, sample.measured, shapeOf(sample.alias, bank.style, bank.tones))
      if (found === null) {
        warn(at, 'nothing-left', `between offset and cutoff of "${sample.alias}" nothing is left of ${path}; it cannot be sung`)
        continue
      }
      const end = Math.min(found.end, Math.ceil(found.fixed) + longestVowelMs / frameHopMs)
      const count = Math.min(found.count, end + 1)
      const landmarks = { ...found, from: 0, count, end }
      const frames = sliceFrames(heard.frames, found.from, found.from + count)
      closeGaps(frames, Math.ceil(landmarks.vowel), end)
      samples.set(sample.alias, sungSample(sample.alias, landmarks, frames))
    }
  })
  return { voice: { name: bank.name, style: bank.style, tones: bank.tones, samples }, issues }
}

/** Longest stretch without pitch inside a vowel that is taken for an error of the analysis or a creak, frames. */
const longestGap = 16

/** A vowel that is stretched must not whisper where one period was not found: pitch and noise go on from both sides of the gap. */
function closeGaps(frames: Frames, from: number, to: number): void {
  let before = -1
  for (let n = from; n < Math.min(to, frames.count); n++) {
    if (!(frames.f0Hz[n]! > 0)) continue
    const length = n - before - 1
    if (before >= 0 && length > 0 && length <= longestGap) {
      for (let k = before + 1; k < n; k++) {
        const near = k - before < n - k ? before : n
        frames.f0Hz[k] = frames.f0Hz[near]!
        frames.noise.copyWithin(k * noiseBands, near * noiseBands, (near + 1) * noiseBands)
      }
    }
    before = n
  }
}

function hearRecording(
  path: string,
  folder: BankFolder,
  { kept, keep }: MakeVoiceOptions,
  warn: (path: string, code: string, message: string) => void,
): Heard | null {
  const bytes = folder.read(path)
  if (bytes === null) {
    warn(path, 'unreadable-file', 'it cannot be read')
    return null
  }
  const before = kept(bytes)
  if (before !== null) return hear(before)
  const read = readWav(bytes)
  if (!read.ok) {
    warn(path, 'unreadable-recording', `${read.message}; what is in it cannot be sung`)
    return null
  }
  if (read.warning !== null) warn(path, 'cut-short', read.warning)
  const frames = analyse(read.recording.samples, read.recording.sampleRateHz)
  keep(bytes, frames)
  return hear(frames)
}
