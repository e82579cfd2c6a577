import { describe, expect, it } from 'vitest'
import { planVocal } from '../plan-vocal.ts'
import { constantTempo, sakura, trackOf } from '../testing/score.ts'
import { alignmentOf, writeF0, writeLab } from './labels.ts'
import { writeWav } from './wav.ts'

const plan = planVocal(trackOf('ja', sakura), constantTempo(76), { lexicon: {}, seed: 1 })
const originMs = plan.phrases[0]!.startMs

describe('files', () => {
  it('WAV heads name format, rate and length; samples come back within one step', () => {
    const samples = Float32Array.from([0, 0.5, -0.5, 1, -1, 0.25, 2])
    for (const [format, bytes, code] of [
      [16, 2, 1],
      [24, 3, 1],
      ['float', 4, 3],
    ] as const) {
      const file = writeWav(samples, { sampleRateHz: 48000, format })
      const view = new DataView(file.buffer)
      const text = (at: number): string => String.fromCharCode(...file.slice(at, at + 4))
      expect([text(0), text(8), view.getUint32(4, true)]).toEqual(['RIFF', 'WAVE', file.length - 8])
      expect([view.getUint16(20, true), view.getUint32(24, true), view.getUint16(34, true)]).toEqual([code, 48000, bytes * 8])
      expect(file.length % 2).toBe(0)
      const data = format === 'float' ? 58 : 44
      expect(text(data - 8)).toBe('data')
      const read = (i: number): number =>
        format === 'float'
          ? view.getFloat32(data + i * 4, true)
          : format === 16
            ? view.getInt16(data + i * 2, true) / 32767
            : (((file[data + i * 3 + 2]! << 24) | (file[data + i * 3 + 1]! << 16) | (file[data + i * 3]! << 8)) >> 8) / 8388607
      for (let i = 0; i < 6; i++) expect(read(i)).toBeCloseTo(samples[i]!, 4)
      expect(read(6)).toBeCloseTo(format === 'float' ? 2 : 1, 4)
    }
  })
  it('intended pitch is written every 5 ms inside vowels only, 50 ms from their ends', () => {
    const lines = writeF0(plan, originMs)
      .trim()
      .split('\n')
      .map((l) => l.split(' ').map(Number) as [number, number])
    expect(lines.length).toBeGreaterThan(500)
    const vowels = plan.phrases.flatMap((p) => p.phonemes.filter((s) => s.kind === 'vowel'))
    for (const [seconds, hz] of lines) {
      const t = seconds * 1000 + originMs
      expect(vowels.some((v) => t >= v.startMs + 49.9 && t <= v.endMs - 49.9)).toBe(true)
      expect(hz).toBeGreaterThan(380)
      expect(hz).toBeLessThan(560)
    }
  })
  it('labels run without gap from 0 in 100 ns units', () => {
    const rows = writeLab(plan, originMs)
      .trim()
      .split('\n')
      .map((l) => l.split(' '))
    expect(rows[0]![0]).toBe('0')
    rows.forEach((row, i) => {
      expect(Number(row[1])).toBeGreaterThan(Number(row[0]))
      if (i > 0) expect(row[0]).toBe(rows[i - 1]![1])
    })
    expect(
      rows
        .map((r) => r[2])
        .filter((p) => p !== 'pau' && p !== 'br')
        .join(' '),
    ).toBe('s a k u dx a s a k u dx a y a y o i n o')
  })
  it('the alignment is plain data with every note', () => {
    const data = JSON.parse(JSON.stringify(alignmentOf(plan, originMs))) as { phrases: { notes: string[] }[] }
    expect(data.phrases.flatMap((p) => p.notes)).toEqual(sakura.map((_, i) => `n${i + 1}`))
  })
})
