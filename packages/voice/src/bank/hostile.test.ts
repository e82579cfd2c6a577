/** Banks as they should not be: whatever stands in them, what can be sung is sung and the rest is named. */
import { describe, expect, it } from 'vitest'
import { writeWav } from '../files/wav.ts'
import { planVocal } from '../plan-vocal.ts'
import { constantTempo, type Line, trackOf } from '../testing/score.ts'
import { analyse } from './analysis/analyse.ts'
import { makeVoice } from './make-voice.ts'
import { readVoicebank } from './read-bank.ts'
import { renderBankPhrase } from './render.ts'
import { inShiftJis, recorded } from './testing/small-bank.ts'
import { openVoice, packVoice } from './voice-file.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const decode = (bytes: Uint8Array, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
const read = (files: ReadonlyMap<string, Uint8Array>) => {
  const folder = { paths: [...files.keys()], read: (path: string) => files.get(path) ?? null }
  return { folder, bank: readVoicebank(folder, { folderName: 'odd', decode }) }
}
const all = { only: null, kept: () => null, keep: () => undefined, onProgress: () => undefined }
const line: Line = [
  ['あ', 60, 1],
  ['か', 64, 1],
  ['い', 57, 2],
]
const phrases = planVocal(trackOf('ja', line), constantTempo(120), { lexicon: {}, seed: 1 }).phrases

describe('an odd voicebank', () => {
  it('with recordings of no, one and a few samples, silence, clipping and noise is sung without a number that is none (seed 9)', () => {
    let state = 9
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state / 4294967296
    }
    const sounds: Readonly<Record<string, Float32Array>> = {
      none: new Float32Array(0),
      one: Float32Array.from([1]),
      few: Float32Array.from({ length: 60 }, () => random() - 0.5),
      short: Float32Array.from({ length: 900 }, (_, i) => Math.sin(i / 20)),
      silent: new Float32Array(20_000),
      clipped: Float32Array.from({ length: 20_000 }, (_, i) => (Math.sin(i / 20) > 0 ? 1 : -1)),
      noisy: Float32Array.from({ length: 20_000 }, () => 2 * random() - 1),
    }
    for (const [name, samples] of Object.entries(sounds)) {
      for (const sampleRateHz of name === 'short' || name === 'noisy' ? [22_050, 44_100, 48_000, 96_000] : [44_100]) {
        const files = new Map([
          ['x.wav', writeWav(samples, { sampleRateHz, format: 16 })],
          ['oto.ini', utf8('x.wav=あ,0,5,0,2,1\nx.wav=か,0,5,-3,2,1\nx.wav=い,,,,,')],
        ])
        const { folder, bank } = read(files)
        const { voice, issues } = makeVoice(bank, folder, all)
        expect(issues.length + voice.samples.size, name).toBeGreaterThan(0)
        const opened = openVoice(packVoice(voice))
        for (const phrase of phrases) {
          const sung = renderBankPhrase(phrase, opened, { sampleRateHz: 16_000, seed: 1 })
          expect(
            sung.samples.every((sample) => Math.abs(sample) < 1),
            `${name} at ${sampleRateHz} Hz`,
          ).toBe(true)
        }
      }
    }
  })

  it('with times from beyond the recording is sung, and what is left of nothing is named (seed 4)', () => {
    let state = 4
    const random = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return Math.floor((state / 4294967296) * below)
    }
    const { wav, samples } = recorded('か')
    // Analysed once: only the times differ.
    const frames = analyse(samples, 44_100)
    const times = ['', '0', '-1', '-400', '99999', '-99999', '250', '1e6', 'x', '0,5']
    for (let round = 0; round < 12; round++) {
      const numbers = () => Array.from({ length: 5 }, () => times[random(times.length)]).join(',')
      const oto = ['あ', 'か', 'い'].map((alias) => `か.wav=${alias},${numbers()}`).join('\r\n')
      const { folder, bank } = read(
        new Map([
          ['か.wav', wav],
          ['oto.ini', utf8(oto)],
        ]),
      )
      const { voice, issues } = makeVoice(bank, folder, { ...all, kept: () => frames })
      expect(voice.samples.size + issues.length, oto).toBeGreaterThanOrEqual(3)
      const opened = openVoice(packVoice(voice))
      for (const phrase of phrases)
        expect(renderBankPhrase(phrase, opened, { sampleRateHz: 16_000, seed: 1 }).samples.every((sample) => Math.abs(sample) < 1)).toBe(
          true,
        )
    }
  })
})

describe('text of a bank', () => {
  const { wav } = recorded('か')
  const aliasesOf = (oto: Uint8Array, names: readonly string[] = ['か.wav']) => {
    const { bank } = read(new Map([...names.map((name): [string, Uint8Array] => [name, wav]), ['oto.ini', oto]]))
    return { aliases: [...bank.samples.keys()], encodings: bank.encodings, codes: bank.issues.map(({ code }) => code) }
  }
  const utf16 = (text: string, little: boolean) =>
    Uint8Array.from(
      [...`\uFEFF${text}`].flatMap((letter) =>
        little ? [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8] : [letter.charCodeAt(0) >> 8, letter.charCodeAt(0) & 255],
      ),
    )

  it('is read in UTF-8 with and without its mark, UTF-16 of either kind, Shift-JIS', () => {
    const oto = 'か.wav=か,1,2,3,4,5'
    for (const [bytes, encoding] of [
      [utf8(oto), 'utf-8'],
      [utf8(`\uFEFF${oto}`), 'utf-8'],
      [utf16(oto, true), 'utf-16le'],
      [utf16(oto, false), 'utf-16be'],
      [inShiftJis(oto), 'shift_jis'],
    ] as const)
      expect(aliasesOf(bytes), encoding).toEqual({ aliases: ['か'], encodings: [encoding], codes: [] })
  })

  it('is read in the Chinese and Korean encodings that name the recordings', () => {
    // 啊.wav=a in GBK, 가.wav=ga in EUC-KR.
    expect(aliasesOf(Uint8Array.from([0xb0, 0xa1, ...utf8('.wav=a,1,2,3,4,5')]), ['啊.wav'])).toMatchObject({
      aliases: ['a'],
      encodings: ['gbk'],
    })
    expect(aliasesOf(Uint8Array.from([0xb0, 0xa1, ...utf8('.wav=ga,1,2,3,4,5')]), ['가.wav'])).toMatchObject({
      aliases: ['ga'],
      encodings: ['euc-kr'],
    })
  })

  it('finds recordings in sub-folders, with another case and either kind of slash, and names those that are not there', () => {
    const oto = 'Sub\\KA.WAV=か,1,2,3,4,5\nsub/ka.wav=き,1,2,3,4,5\nnone.wav=く,1,2,3,4,5'
    expect(aliasesOf(utf8(oto), ['sub/ka.wav'])).toEqual({ aliases: ['か', 'き'], encodings: ['utf-8'], codes: ['missing-recording'] })
  })
})
