/** Walking through data of unknown shape: what is not there or of another kind is simply nothing. */
export type Loose = Readonly<Record<string, unknown>>

export const recordIn = (value: unknown): Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {}
export const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
/** Numbers, and text that is one. NaN otherwise. */
export const numberIn = (value: unknown): number =>
  typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '')
export const orElse = (value: number, otherwise: number): number => (Number.isFinite(value) ? value : otherwise)
