/** The curves that can be drawn along a voice: their range, where they rest, and how they are told. Pure. */
import type { VocalCurves } from '@ghostlight/timeline'

export type CurveName = keyof VocalCurves
export interface CurveKind {
  readonly low: number
  readonly high: number
  /** Where the curve rests when nobody has drawn it. */
  readonly neutral: number
  /** One press of an arrow key; with Shift five of them. */
  readonly step: number
  readonly unit: 'db' | 'cents' | 'percent'
  /** Lines across the lane. */
  readonly marks: readonly number[]
}

/** In the order of the choice. */
export const curveNames = [
  'dynamicsDb',
  'pitchCents',
  'breathinessUnit',
  'tensionUnit',
  'brightnessUnit',
  'genderUnit',
  'voicingUnit',
] as const satisfies readonly CurveName[]

const share = { low: -1, high: 1, neutral: 0, step: 0.05, unit: 'percent', marks: [-1, -0.5, 0, 0.5, 1] } as const
export const curveKinds: Readonly<Record<CurveName, CurveKind>> = {
  dynamicsDb: { low: -24, high: 12, neutral: 0, step: 1, unit: 'db', marks: [-24, -12, 0, 12] },
  pitchCents: { low: -2400, high: 2400, neutral: 0, step: 10, unit: 'cents', marks: [] },
  breathinessUnit: share,
  tensionUnit: share,
  brightnessUnit: share,
  genderUnit: share,
  voicingUnit: { low: 0, high: 1, neutral: 1, step: 0.05, unit: 'percent', marks: [0, 0.5, 1] },
}

/** "+3 dB", "−20 cents", "40 %". */
export function formatCurveValue(name: CurveName, value: number, language: string): string {
  const { unit, low } = curveKinds[name]
  const signDisplay = low < 0 ? 'exceptZero' : 'auto'
  if (unit === 'percent') return new Intl.NumberFormat(language, { style: 'percent', signDisplay, maximumFractionDigits: 0 }).format(value)
  const number = new Intl.NumberFormat(language, { signDisplay, maximumFractionDigits: unit === 'db' ? 1 : 0 }).format(value)
  return `${number} ${unit === 'db' ? 'dB' : language === 'ja' ? 'セント' : 'cents'}`
}
