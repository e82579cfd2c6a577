/** Reads recordings: RIFF WAVE with whole numbers of 8 to 32 bits or floats of 32 and 64, any rate, any number of channels mixed to one. */

export interface Recording {
  /** Mono, full scale 1. */
  readonly samples: Float32Array
  readonly sampleRateHz: number
}
export type ReadRecording =
  | { readonly ok: true; readonly recording: Recording; readonly warning: string | null }
  | { readonly ok: false; readonly message: string }

const refuse = (message: string): ReadRecording => ({ ok: false, message })

/** Longest recording that is taken; a bank's are seconds long. */
const longestSeconds = 600

/** What some files that end in .wav really are. */
const otherKinds: readonly (readonly [string, string])[] = [
  ['OggS', 'an Ogg file'],
  ['fLaC', 'a FLAC file'],
  ['ID3', 'an MP3 file'],
  ['FORM', 'an AIFF file'],
  ['RIFX', 'a WAV file with its bytes the other way round'],
]
/** Compressed kinds of sound that WAV may hold, by their number. */
const compressed: Readonly<Record<number, string>> = { 2: 'ADPCM', 6: 'A-law', 7: 'µ-law', 17: 'IMA ADPCM', 80: 'MPEG', 85: 'MP3' }

/** @returns never throws, whatever the bytes are. */
export function readWav(bytes: Uint8Array): ReadRecording {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tag = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4))
  if (bytes.length === 0) return refuse('the file is empty')
  if (bytes.length < 12 || (tag(0) !== 'RIFF' && tag(0) !== 'RF64') || tag(8) !== 'WAVE') {
    const other = otherKinds.find(([start]) => tag(0).startsWith(start))
    return refuse(other === undefined ? 'this is no WAV file' : `this is ${other[1]}, not a WAV file; save it as WAV`)
  }
  let format: { kind: number; channels: number; rateHz: number; bits: number } | null = null
  let sound: { readonly from: number; readonly size: number } | null = null
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = tag(at)
    let size = view.getUint32(at + 4, true)
    const from = at + 8
    if (name === 'fmt ' && from + 16 <= bytes.length) {
      let kind = view.getUint16(from, true)
      // WAVE_FORMAT_EXTENSIBLE names the real kind in the first two bytes of its GUID.
      if (kind === 0xfffe && size >= 26 && from + 26 <= bytes.length) kind = view.getUint16(from + 24, true)
      format = {
        kind,
        channels: view.getUint16(from + 2, true),
        rateHz: view.getUint32(from + 4, true),
        bits: view.getUint16(from + 14, true),
      }
    }
    if (name === 'data' && sound === null) {
      // Programs that write to a pipe do not know the length yet and leave 0 or −1 there, RF64 says it elsewhere: it goes to the end.
      if (size === 0 || size === 0xffff_ffff) size = bytes.length - from
      sound = { from, size }
    }
    if (format !== null && sound !== null) {
      const warning = sound.from + sound.size > bytes.length ? 'the file ends before its sound does; what is there is used' : null
      return decode(view, sound.from, Math.min(bytes.length - sound.from, sound.size), format, warning)
    }
    // A chunk of odd length has a byte behind it; some programs forget it.
    const next = from + size
    at = size % 2 === 1 && !isTag(bytes, next) ? next + 1 : next
  }
  return refuse(format === null ? 'the file has no format chunk' : 'the file has no sound in it')
}

/** Whether four printable letters stand there, as the name of a chunk has. */
const isTag = (bytes: Uint8Array, at: number): boolean =>
  at + 8 <= bytes.length && bytes.subarray(at, at + 4).every((letter) => letter >= 0x20 && letter < 0x7f)

function decode(
  view: DataView,
  from: number,
  length: number,
  { kind, channels, rateHz, bits }: { kind: number; channels: number; rateHz: number; bits: number },
  warning: string | null,
): ReadRecording {
  if (channels < 1 || channels > 16) return refuse(`it has ${channels} channels`)
  if (rateHz < 8000 || rateHz > 192_000) return refuse(`a sample rate of ${rateHz} Hz cannot be used; 8000 to 192000 can`)
  const read = bits === 0 ? null : sampleReader(view, kind, bits)
  if (read === null)
    return refuse(`its encoding (${compressed[kind] ?? `format ${kind}`}, ${bits} bits) cannot be read; save it as PCM of 16 or 24 bits`)
  const bytes = Math.ceil(bits / 8)
  const count = Math.floor(length / (bytes * channels))
  if (count === 0) return refuse('there is no sound in it')
  if (count > rateHz * longestSeconds) return refuse(`it is longer than ${longestSeconds} seconds`)
  const samples = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    let sum = 0
    for (let c = 0; c < channels; c++) {
      const value = read(from + (i * channels + c) * bytes)
      sum += value > -16 && value < 16 ? value : 0 // also what is not a number
    }
    samples[i] = sum / channels
  }
  return { ok: true, recording: { samples, sampleRateHz: rateHz }, warning }
}

function sampleReader(view: DataView, kind: number, bits: number): ((at: number) => number) | null {
  if (kind === 3) {
    if (bits === 32) return (at) => view.getFloat32(at, true)
    if (bits === 64) return (at) => view.getFloat64(at, true)
    return null
  }
  if (kind !== 1) return null
  // 12 or 20 bits stand at the top of the next whole number of bytes.
  if (bits <= 8) return (at) => (view.getUint8(at) - 128) / 128
  if (bits <= 16) return (at) => view.getInt16(at, true) / 32768
  if (bits <= 24) return (at) => ((view.getInt8(at + 2) << 16) | (view.getUint8(at + 1) << 8) | view.getUint8(at)) / 8388608
  if (bits <= 32) return (at) => view.getInt32(at, true) / 2147483648
  return null
}
