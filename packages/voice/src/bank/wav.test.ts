import { describe, expect, it } from 'vitest'
import { writeWav } from '../files/wav.ts'
import { readWav } from './wav.ts'

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0))
const u16 = (value: number): number[] => [value & 255, (value >> 8) & 255]
const u32 = (value: number): number[] => [...u16(value & 0xffff), ...u16(value >>> 16)]
/** A chunk; `size` where it lies about its length, `padded: false` where the byte behind an odd one is missing. */
const chunk = (name: string, body: readonly number[], { size = body.length, padded = true } = {}): number[] => [
  ...ascii(name),
  ...u32(size),
  ...body,
  ...(padded && body.length % 2 === 1 ? [0] : []),
]
const riff = (...chunks: readonly (readonly number[])[]): Uint8Array =>
  Uint8Array.from([...ascii('RIFF'), ...u32(4 + chunks.flat().length), ...ascii('WAVE'), ...chunks.flat()])
const fmt = (kind: number, channels: number, rateHz: number, bits: number, more: readonly number[] = []): number[] => {
  const block = channels * Math.ceil(bits / 8)
  return chunk('fmt ', [...u16(kind), ...u16(channels), ...u32(rateHz), ...u32(rateHz * block), ...u16(block), ...u16(bits), ...more])
}
/** Half and minus a quarter of full scale, in the bytes of each encoding. */
const half = {
  8: [192, 96],
  16: [...u16(16384), ...u16(57344)],
  24: [0, 0, 0x40, 0, 0, 0xe0],
  32: [...u32(0x40000000), ...u32(0xe0000000)],
  float: [...new Uint8Array(Float32Array.from([0.5, -0.25]).buffer)],
  double: [...new Uint8Array(Float64Array.from([0.5, -0.25]).buffer)],
}
const heard = (bytes: Uint8Array) => {
  const read = readWav(bytes)
  return read.ok ? { samples: [...read.recording.samples], rateHz: read.recording.sampleRateHz, warning: read.warning } : read.message
}

describe('recordings', () => {
  it('of 8, 16, 24 and 32 bits, floats of 32 and 64, at any usual rate, are the same sound', () => {
    for (const rateHz of [22050, 44100, 48000, 96000]) {
      const kinds = [
        [fmt(1, 1, rateHz, 8), half[8]],
        [fmt(1, 1, rateHz, 16), half[16]],
        [fmt(1, 1, rateHz, 24), half[24]],
        [fmt(1, 1, rateHz, 32), half[32]],
        [fmt(3, 1, rateHz, 32), half.float],
        [fmt(3, 1, rateHz, 64), half.double],
        // 12 bits at the top of 16.
        [fmt(1, 1, rateHz, 12), half[16]],
      ] as const
      for (const [format, data] of kinds)
        expect(heard(riff(format, chunk('data', data)))).toEqual({ samples: [0.5, -0.25], rateHz, warning: null })
    }
  })

  it('name their real kind behind WAVE_FORMAT_EXTENSIBLE', () => {
    const guid = [3, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71].concat([0, 0])
    const format = fmt(0xfffe, 1, 44100, 32, [...u16(22), ...u16(32), ...u32(4), ...guid])
    expect(heard(riff(format, chunk('data', half.float)))).toMatchObject({ samples: [0.5, -0.25] })
  })

  it('in stereo are mixed to one', () => {
    expect(heard(riff(fmt(1, 2, 44100, 16), chunk('data', half[16])))).toMatchObject({ samples: [0.125] })
  })

  it('may have other chunks before and behind, odd ones with and without their pad byte, and sound before its format', () => {
    const format = fmt(1, 1, 44100, 16)
    const data = chunk('data', half[16])
    for (const bytes of [
      riff(chunk('LIST', ascii('INFOodd')), format, data, chunk('id3 ', [1])),
      riff(chunk('LIST', ascii('INFOodd'), { padded: false }), format, data),
      riff(chunk('bext', []), format, chunk('fact', u32(2)), data),
      riff(data, format),
    ])
      expect(heard(bytes)).toMatchObject({ samples: [0.5, -0.25], warning: null })
  })

  it('whose length was not known when they were written go to their end', () => {
    for (const size of [0, 0xffff_ffff]) {
      const file = riff(fmt(1, 1, 44100, 16), chunk('data', half[16], { size }))
      expect(heard(file)).toMatchObject({ samples: [0.5, -0.25], warning: null })
    }
  })

  it('that end too soon give what is there, with a warning, and half a sample is left out', () => {
    const whole = writeWav(Float32Array.from([0.5, -0.25, 0.125]), { sampleRateHz: 44100, format: 16 })
    expect(heard(whole.slice(0, whole.length - 3))).toMatchObject({
      samples: [expect.closeTo(0.5, 4)],
      warning: 'the file ends before its sound does; what is there is used',
    })
  })

  it('that are none are refused by name', () => {
    expect(heard(new Uint8Array(0))).toBe('the file is empty')
    expect(heard(Uint8Array.from(ascii('nothing of the kind')))).toBe('this is no WAV file')
    expect(heard(Uint8Array.from(ascii('OggS............')))).toContain('an Ogg file')
    expect(heard(riff(fmt(1, 1, 44100, 16)))).toBe('the file has no sound in it')
    expect(heard(riff(chunk('data', half[16])))).toBe('the file has no format chunk')
    expect(heard(riff(fmt(6, 1, 8000, 8), chunk('data', half[8])))).toContain('A-law')
    expect(heard(riff(fmt(1, 0, 44100, 16), chunk('data', half[16])))).toBe('it has 0 channels')
    expect(heard(riff(fmt(1, 1, 7, 16), chunk('data', half[16])))).toContain('7 Hz')
    expect(heard(riff(fmt(1, 1, 44100, 0), chunk('data', half[16])))).toContain('0 bits')
  })

  it('cut and changed anywhere never throw (seed 5)', () => {
    const whole = riff(chunk('LIST', ascii('INFOodd')), fmt(1, 1, 44100, 16), chunk('data', half[16]))
    let state = 5
    const random = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return Math.floor((state / 4294967296) * below)
    }
    for (let round = 0; round < 2000; round++) {
      const bytes = whole.slice(0, 1 + random(whole.length))
      for (let k = random(4); k > 0; k--) bytes[random(bytes.length)] = random(256)
      const read = readWav(bytes)
      if (read.ok) expect(read.recording.samples.every((sample) => Math.abs(sample) < 17)).toBe(true)
      else expect(read.message).not.toBe('')
    }
  })
})
