/** Samples as a WAV file (RIFF, mono). Pure: bytes in, bytes out. */

export interface WavOptions {
  readonly sampleRateHz: number
  /** 16 or 24 bit whole numbers, or 32 bit float. */
  readonly format: 16 | 24 | 'float'
}

/** Longest file that its own length fields can name. */
const mostBytes = 0xffff_ffff

const bytesOf = (format: WavOptions['format']): number => (format === 'float' ? 4 : format / 8)
/** What follows the samples, so that the chunk has an even length. */
export const wavPadding = (count: number, { format }: WavOptions): number => (count * bytesOf(format)) % 2

/**
 * What stands before `count` samples.
 *
 * @throws RangeError when a WAV file cannot hold so many (6.2 hours of 24 bits at 48 kHz)
 */
export function wavHead(count: number, options: WavOptions): Uint8Array {
  const bytesPerSample = bytesOf(options.format)
  const isFloat = options.format === 'float'
  // Float files carry a fact chunk and the extended fmt chunk, as the format asks of everything that is not PCM.
  const formatBytes = isFloat ? 18 : 16
  const out = new Uint8Array(12 + 8 + formatBytes + (isFloat ? 12 : 0) + 8)
  const dataBytes = count * bytesPerSample
  const restBytes = out.length - 8 + dataBytes + wavPadding(count, options)
  if (restBytes > mostBytes)
    throw new RangeError(`A WAV file holds 4 GB; ${(count / options.sampleRateHz / 60).toFixed(0)} minutes of sound are more than that.`)
  const view = new DataView(out.buffer)
  let at = 0
  const text = (word: string): void => {
    for (let i = 0; i < 4; i++) out[at++] = word.charCodeAt(i)
  }
  const u32 = (value: number): void => {
    view.setUint32(at, value, true)
    at += 4
  }
  const u16 = (value: number): void => {
    view.setUint16(at, value, true)
    at += 2
  }
  text('RIFF')
  u32(restBytes)
  text('WAVE')
  text('fmt ')
  u32(formatBytes)
  u16(isFloat ? 3 : 1)
  u16(1)
  u32(options.sampleRateHz)
  u32(options.sampleRateHz * bytesPerSample)
  u16(bytesPerSample)
  u16(bytesPerSample * 8)
  if (isFloat) {
    u16(0)
    text('fact')
    u32(4)
    u32(count)
  }
  text('data')
  u32(dataBytes)
  return out
}

/** @param samples mono, −1 … 1; what lies outside is clipped in the whole-number formats and kept in float. No dither: the voice's own breath is above the 16 bit floor. */
export function wavSamples(samples: Float32Array, { format }: Pick<WavOptions, 'format'>): Uint8Array {
  const bytesPerSample = bytesOf(format)
  const out = new Uint8Array(samples.length * bytesPerSample)
  const view = new DataView(out.buffer)
  let at = 0
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i]!
    if (format === 'float') view.setFloat32(at, x, true)
    else {
      const value = Math.round(Math.max(-1, Math.min(1, x)) * (format === 16 ? 32767 : 8388607))
      if (format === 16) view.setInt16(at, value, true)
      else {
        out[at] = value & 0xff
        out[at + 1] = (value >> 8) & 0xff
        out[at + 2] = (value >> 16) & 0xff
      }
    }
    at += bytesPerSample
  }
  return out
}

/** The whole file. */
export function writeWav(samples: Float32Array, options: WavOptions): Uint8Array {
  const head = wavHead(samples.length, options)
  const data = wavSamples(samples, options)
  const out = new Uint8Array(head.length + data.length + wavPadding(samples.length, options))
  out.set(head)
  out.set(data, head.length)
  return out
}
