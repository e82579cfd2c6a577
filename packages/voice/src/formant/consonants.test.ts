import { expect, it } from 'vitest'
import { fft } from '../dsp/fft.ts'
import { renderVocal } from '../render-vocal.ts'
import { constantTempo, type Line, trackOf } from '../testing/score.ts'
import { voiceDesigns } from './voice-design.ts'

const sampleRateHz = 48000
const sing = (line: Line) =>
  renderVocal(trackOf('ja', line), constantTempo(60), voiceDesigns.hotaru!, { sampleRateHz, seed: 2, lexicon: {} })

/** Power of a band of 1024 samples, dB. */
function bandDb(samples: Float32Array, from: number, lowHz: number, highHz: number): number {
  const re = new Float64Array(1024)
  const im = new Float64Array(1024)
  for (let i = 0; i < 1024; i++) re[i] = samples[from + i]! * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / 1024))
  fft(re, im, { inverse: false })
  let sum = 0
  let count = 0
  for (let k = Math.ceil((lowHz * 1024) / sampleRateHz); k < (highHz * 1024) / sampleRateHz; k++) {
    sum += re[k]! ** 2 + im[k]! ** 2
    count++
  }
  return 10 * Math.log10(sum / count + 1e-20)
}

it('s stands above 5 kHz: at 1.5–2.5 kHz it is 20 dB weaker; sh reaches down to 3 kHz', () => {
  const lean = (lyric: string, lowHz: number): number => {
    const { samples, plan, startMs } = sing([
      ['あ', 62, 1],
      [lyric, 62, 1],
    ])
    const hiss = plan.phrases[0]!.phonemes.find(({ phoneme }) => phoneme === 's' || phoneme === 'sh')!
    const from = Math.round(((hiss.startMs + hiss.endMs) / 2 - startMs) * 48) - 512
    return bandDb(samples, from, 5500, 7500) - bandDb(samples, from, lowHz, lowHz + 1000)
  }
  expect(lean('さ', 1500)).toBeGreaterThan(20)
  expect(lean('し', 3000)).toBeLessThan(6)
})

it('air passes from the first sound of a phrase to the last: no closure is silent, but all of them are 30 dB below the voice', () => {
  const { samples, plan, startMs } = sing([
    ['か', 62, 0.5],
    ['た', 62, 0.5],
    ['ぱ', 62, 0.5],
    ['か', 62, 1],
  ])
  const rms = (atMs: number): number => {
    const from = Math.round((atMs - startMs) * 48) - 240
    return Math.sqrt(samples.subarray(from, from + 480).reduce((sum, x) => sum + x * x, 0) / 480)
  }
  const stops = plan.phrases[0]!.phonemes.filter(({ phoneme }) => ['k', 't', 'p'].includes(phoneme)).slice(1)
  for (const { phoneme, startMs: from } of stops) {
    const closed = rms(from + 28)
    expect(closed, phoneme).toBeGreaterThan(2e-5)
    expect(closed, phoneme).toBeLessThan(rms(from - 60) / 31)
  }
})
