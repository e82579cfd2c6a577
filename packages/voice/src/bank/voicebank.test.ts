import { describe, expect, it } from 'vitest'
import { planVocal } from '../plan-vocal.ts'
import { f0Near, largestStep, loudness } from '../testing/measure.ts'
import { constantTempo, type Line, trackOf } from '../testing/score.ts'
import { analyse } from './analysis/analyse.ts'
import { pointCount, pointHz } from './frames.ts'
import { makeVoice } from './make-voice.ts'
import { readVoicebank } from './read-bank.ts'
import { renderBankPhrase } from './render.ts'
import { decode, inShiftJis, smallBank } from './testing/small-bank.ts'
import { openVoice, packVoice } from './voice-file.ts'

const sampleRateHz = 48000
const all = { only: null, kept: () => null, keep: () => undefined, onProgress: () => undefined }
const { files, folder } = smallBank(['あ', 'い', 'か', 'さ', 'ら', 'ま'], null, inShiftJis)
files.set('readme.txt', new TextEncoder().encode('Sung by a machine for tests. CC0.'))
const withReadme = { ...folder, paths: [...files.keys()] }
const bank = readVoicebank(withReadme, { folderName: 'small', decode })
const { voice, issues } = makeVoice(bank, withReadme, all)
const opened = openVoice(packVoice(voice))
const line: Line = [
  ['さ', 60, 1],
  ['か', 64, 1],
  ['ま', 57, 1],
  ['ら', 62, 1],
  ['い', 69, 2],
]
const phrase = planVocal(trackOf('ja', line), constantTempo(100), { lexicon: {}, seed: 1 }).phrases[0]!
const sung = renderBankPhrase(phrase, opened, { sampleRateHz, seed: 1 })
const sampleAt = (positionMs: number) => Math.round(((positionMs - sung.startMs) * sampleRateHz) / 1000)

describe('a voicebank', () => {
  it('is read in Shift-JIS, with the names of its files as witnesses, and its readme is kept', () => {
    expect(bank.encodings).toEqual(['shift_jis'])
    expect([...bank.samples.keys()]).toEqual(['あ', 'い', 'か', 'さ', 'ら', 'ま'])
    expect(bank.terms?.text).toContain('CC0')
    expect([...bank.issues, ...issues]).toEqual([])
  })
  it('keeps to the planned pitch inside vowels: rms ≤ 4 cents by our own autocorrelation, all of it voiced', () => {
    let square = 0
    let count = 0
    let unvoiced = 0
    for (const span of phrase.phonemes) {
      if (span.kind !== 'vowel') continue
      for (let t = span.startMs + 60; t < span.endMs - 60; t += 20) {
        const k = (t - phrase.f0.startMs) / 5
        const planned = phrase.f0.hz[Math.floor(k)]! + (phrase.f0.hz[Math.floor(k) + 1]! - phrase.f0.hz[Math.floor(k)]!) * (k % 1)
        const heard = f0Near(sung.samples, sampleAt(t), planned, sampleRateHz)
        count++
        if (heard === null) unvoiced++
        else square += (1200 * Math.log2(heard / planned)) ** 2
      }
    }
    expect(count).toBeGreaterThan(80)
    expect(unvoiced).toBe(0)
    expect(Math.sqrt(square / count)).toBeLessThan(4)
  })
  it('stays below full scale and near −20 LUFS (−23 … −17), without clicks in a vowel', () => {
    expect(sung.samples.reduce((a, v) => Math.max(a, Math.abs(v)), 0)).toBeLessThan(0.98)
    const first = phrase.phonemes.find((span) => span.kind === 'vowel')!
    const level = loudness(sung.samples, sampleAt(first.startMs), sampleAt(first.startMs) + sampleRateHz * 2, sampleRateHz)
    expect(level).toBeGreaterThan(-23)
    expect(level).toBeLessThan(-17)
    const last = phrase.phonemes.findLast((span) => span.kind === 'vowel')!
    expect(largestStep(sung.samples.subarray(sampleAt(last.startMs + 100), sampleAt(last.endMs - 100)))).toBeLessThan(0.25)
  })
  it('is quiet in the closure of k and has the hiss of s before its vowel, not in it', () => {
    const power = (fromMs: number, toMs: number) => {
      const part = sung.samples.subarray(sampleAt(fromMs), sampleAt(toMs))
      return 10 * Math.log10(part.reduce((sum, v) => sum + v * v, 1e-12) / part.length)
    }
    const k = phrase.phonemes.find((span) => span.phoneme === 'k')!
    const vowel = power(k.endMs + 60, k.endMs + 160)
    expect(power(k.startMs + 12, k.startMs + 35)).toBeLessThan(vowel - 20)
    const s = phrase.phonemes.find((span) => span.phoneme === 's')!
    const roughness = (fromMs: number, toMs: number) => {
      const part = sung.samples.subarray(sampleAt(fromMs), sampleAt(toMs))
      let diff = 0
      let sum = 1e-12
      for (let i = 1; i < part.length; i++) {
        diff += (part[i]! - part[i - 1]!) ** 2
        sum += part[i]! ** 2
      }
      return diff / sum
    }
    expect(roughness(s.startMs + 20, s.endMs - 30)).toBeGreaterThan(8 * roughness(s.endMs + 60, s.endMs + 200))
  })
  it('is the same samples for the same plan, and another seed is other noise', () => {
    const again = renderBankPhrase(phrase, opened, { sampleRateHz, seed: 1 })
    expect(Buffer.from(again.samples.buffer).equals(Buffer.from(sung.samples.buffer))).toBe(true)
    const other = renderBankPhrase(phrase, opened, { sampleRateHz, seed: 2 })
    expect(Buffer.from(other.samples.buffer).equals(Buffer.from(sung.samples.buffer))).toBe(false)
  })
  it('packs to about 15 kB a second and opens as it was', () => {
    const bytes = packVoice(voice)
    const frames = [...voice.samples.values()].reduce((sum, sample) => sum + sample.frames.count, 0)
    expect(bytes.length / ((frames * 5) / 1000)).toBeLessThan(17_000)
    expect(Buffer.from(packVoice(openVoice(bytes))).equals(Buffer.from(bytes))).toBe(true)
    expect(() => openVoice(bytes.slice(4))).toThrow('no analysed voicebank')
  })
  it('times that nobody set are measured: the vowel is found within 30 ms', () => {
    const kanas = ['あ', 'か', 'さ', 'ま']
    const oto = ['あ', 'か', 'さ', 'ま', 'い', 'ら', 'か', 'さ'].map((k, i) => `${kanas[i % 4]}.wav=${k}${i},50,50,25,60,30`).join('\n')
    const unset = smallBank(kanas, oto, inShiftJis)
    const read = readVoicebank(unset.folder, { folderName: 'x', decode })
    expect(read.issues.map((issue) => issue.code)).toEqual(['times-not-set'])
    const made = makeVoice(read, unset.folder, all)
    for (const alias of ['か1', 'さ2', 'ま3']) {
      const { vowel } = made.voice.samples.get(alias)!.landmarks
      expect(Math.abs(vowel * 5 - 250), alias).toBeLessThan(30)
    }
  })
  it('a broken bank is named file by file and never falls', () => {
    const broken = smallBank(
      ['あ'],
      'あ.wav=あ,100,200,50,150,30\nあ.wav=あ,1,1,1,1,1\nか.wav=か,0,1,2,3,4\nあ.wav=い,99999,0,0,0,0\nあ.wav=ら,0,0,99999,0,0\nbad.wav=さ,0,0,0,0,0',
      inShiftJis,
    )
    broken.files.set('bad.wav', new Uint8Array([1, 2, 3]))
    const inside = { ...broken.folder, paths: [...broken.files.keys()] }
    const read = readVoicebank(inside, { folderName: 'x', decode })
    const made = makeVoice(read, inside, all)
    expect(read.issues.map(({ path, code }) => `${path} ${code}`)).toEqual(['oto.ini:3 missing-recording', 'oto.ini alias-twice'])
    expect(made.issues.map(({ path, code }) => `${path} ${code}`).sort()).toEqual([
      'bad.wav unreadable-recording',
      'oto.ini:4 outside-recording',
      'oto.ini:5 nothing-left',
    ])
    expect([...made.voice.samples.keys()]).toEqual(['あ'])
    expect(readVoicebank({ paths: [], read: () => null }, { folderName: 'x', decode: null }).issues[0]).toMatchObject({
      code: 'no-samples',
      severity: 'error',
    })
  })
})

describe('analysis', () => {
  it('finds the pitch of a recording within 3 cents and no voice in silence', () => {
    const rateHz = 44100
    const x = Float32Array.from({ length: rateHz }, (_, i) => {
      if (i < rateHz / 4) return 0
      let v = 0
      for (let h = 1; h < 20; h++) v += Math.sin((2 * Math.PI * 233.1 * h * i) / rateHz) / h
      return v * 0.1
    })
    const frames = analyse(x, rateHz)
    for (let n = 60; n < 190; n += 5) expect(Math.abs(1200 * Math.log2(frames.f0Hz[n]! / 233.1)), `frame ${n}`).toBeLessThan(3)
    expect(frames.f0Hz.subarray(0, 45).every((hz) => hz === 0)).toBe(true)
  })
  it('gives white noise a flat envelope of its own power, at any sample rate', () => {
    for (const rateHz of [32000, 44100]) {
      let seed = 7
      const random = () => {
        seed = (seed * 1664525 + 1013904223) >>> 0
        return seed / 4294967296 - 0.5
      }
      const x = Float32Array.from({ length: rateHz / 2 }, () => random() * Math.sqrt(12) * 0.1)
      const frames = analyse(x, rateHz)
      let sum = 0
      let count = 0
      for (let n = 20; n < 80; n++) {
        for (let k = 8; k < pointCount && pointHz(k) < 12000; k++) {
          sum += frames.peakDb[n]! - frames.shape[n * pointCount + k]! * 0.375
          count++
        }
      }
      // The mean of a logarithm lies up to 2.5 dB under the logarithm of the mean.
      const expected = -20 + 10 * Math.log10(44100 / rateHz)
      expect(sum / count - expected).toBeGreaterThan(-3)
      expect(sum / count - expected).toBeLessThan(0.5)
    }
  })
})
