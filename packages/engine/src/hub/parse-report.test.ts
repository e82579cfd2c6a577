import { describe, expect, it } from 'vitest'
import type { OutputReport } from '../protocol/index.ts'
import { parseReport } from './parse-report.ts'

const hash = 'a'.repeat(64)
const report: Required<OutputReport> = {
  output: 'gauze',
  picture: 'drawing',
  fps: 60,
  frameMs: 16.7,
  missedFrames: 0,
  sound: 'speaking',
  soundErrorMs: 0.5,
  syncErrorMs: 0.2,
  loadedUnit: 0.4,
  missing: [{ kind: 'avatar', name: 'hotaru.vrm', loadedUnit: 0.4 }],
  editionsReady: [hash],
  draftLoadedUnit: 0.5,
  troubles: ['the sound device has 2 channels'],
}

describe('a page’s report', () => {
  it('is taken with nothing in it but what a report has', () => {
    expect(parseReport({ ...report, extra: 'x' })).toEqual(report)
    const {
      frameMs: _frameMs,
      missing: _missing,
      editionsReady: _editions,
      draftLoadedUnit: _unit,
      troubles: _troubles,
      ...without
    } = report
    expect(parseReport(without)).toEqual(without)
  })
  it.each(['drawing', 'slow', 'waiting', 'lost'] as const)('may say that the picture is %s', (picture) => {
    expect(parseReport({ ...report, picture })).toEqual({ ...report, picture })
  })
  it.each([
    null,
    'drawing',
    [],
    { ...report, fps: '60' },
    { ...report, frameMs: -1 },
    { ...report, picture: 'perfect' },
    { ...report, loadedUnit: 7 },
    { ...report, syncErrorMs: {} },
    { ...report, missing: [{ kind: 'avatar', name: 7, loadedUnit: 0.4 }] },
    { ...report, missing: Array(9).fill(report.missing[0]) },
    { ...report, editionsReady: [{}] },
    { ...report, editionsReady: Array(9).fill(hash) },
    { ...report, output: 'x'.repeat(300) },
  ])('is refused with words when it is wrong: %j', (value) => {
    expect(parseReport(value)).toHaveProperty('wrong')
  })
})
