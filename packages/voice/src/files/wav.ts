/** Samples as a WAV file (RIFF, mono). Pure: bytes in, bytes out. */

export interface WavOptions {
  readonly sampleRateHz: number
  /** 16 or 24 bit whole numbers, or 32 bit float. */
  readonly format: 16 | 24 | 'float'
}

/**
 * @param samples mono, −1 … 1; what lies outside is clipped in the whole-number formats and kept in float.
 * @returns the file. No dither: the voice's own breath is above the 16 bit floor.
 */
export function writeWav(samples: Float32Array, options: WavOptions): Uint8Array {
  const bits = options.format === 'float' ? 32 : options.format
  const bytesPerSample = bits / 8
  const dataBytes = samples.length * bytesPerSample
  const padding = dataBytes % 2
  const isFloat = options.format === 'float'
  // Float files carry a fact chunk and the extended fmt chunk, as the format asks of everything that is not PCM.
  const formatBytes = isFloat ? 18 : 16
  const headBytes = 12 + 8 + formatBytes + (isFloat ? 12 : 0) + 8
  const out = new Uint8Array(headBytes + dataBytes + padding)
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
  u32(out.length - 8)
  text('WAVE')
  text('fmt ')
  u32(formatBytes)
  u16(isFloat ? 3 : 1)
  u16(1)
  u32(options.sampleRateHz)
  u32(options.sampleRateHz * bytesPerSample)
  u16(bytesPerSample)
  u16(bits)
  if (isFloat) {
    u16(0)
    text('fact')
    u32(4)
    u32(samples.length)
  }
  text('data')
  u32(dataBytes)
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i]!
    if (isFloat) view.setFloat32(at, x, true)
    else {
      const top = bits === 16 ? 32767 : 8388607
      const value = Math.round(Math.max(-1, Math.min(1, x)) * top)
      if (bits === 16) view.setInt16(at, value, true)
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
