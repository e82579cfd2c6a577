/** From phonemes to the pairs that ARPAsing banks are made of: "hh ey", "ey k", "- s", "iy -". */
import type { AliasShelf } from './aliases.ts'

/** Names in those banks of sounds that have another one here, nearest first; every other sound is called the same. */
const namesOfOurs: Readonly<Record<string, readonly string[]>> = {
  a: ['aa', 'ah', 'ae'],
  i: ['iy', 'ih'],
  u: ['uw', 'uh'],
  e: ['eh', 'ey'],
  o: ['ao', 'ow', 'aa'],
  ax: ['ax', 'ah'],
  h: ['hh'],
  hy: ['hh'],
  x: ['hh'],
  ph: ['f', 'hh'],
  dx: ['dx', 'd', 'l'],
  rr: ['r', 'dx'],
  ts: ['ts', 's'],
  dz: ['z'],
  ny: ['n'],
  nn: ['n', 'ng'],
  bv: ['v', 'b'],
  dv: ['dh', 'd'],
  gv: ['g'],
}
/** What else may be sung where a bank lacks a sound. */
const nearby: Readonly<Record<string, readonly string[]>> = {
  ax: ['ah', 'uh'],
  ah: ['aa', 'ax'],
  aa: ['ao', 'ah'],
  ao: ['aa', 'ow'],
  ae: ['eh', 'aa'],
  eh: ['ae', 'ey', 'ih'],
  ih: ['iy', 'eh'],
  iy: ['ih', 'ey'],
  uh: ['uw', 'ah'],
  uw: ['uh', 'ow'],
  er: ['r', 'ah'],
  ey: ['eh', 'ih'],
  ay: ['aa', 'ae'],
  oy: ['ow', 'ao'],
  ow: ['ao', 'oy'],
  aw: ['aa', 'ae'],
  dx: ['d', 't'],
  dh: ['d', 'th'],
  th: ['s', 'f'],
  zh: ['jh', 'sh'],
  z: ['s'],
  v: ['f', 'b'],
  ng: ['n'],
  y: ['iy'],
  w: ['uw'],
}

const namesOf = (symbol: string): readonly string[] => namesOfOurs[symbol] ?? [symbol]
const around = (symbol: string): readonly string[] => {
  const own = namesOf(symbol)
  return [...own, ...own.flatMap((name) => nearby[name] ?? []).filter((name) => !own.includes(name))]
}

export interface ChosenPair {
  /** null: there is nothing like it. */
  readonly alias: string | null
  /** The pair that was looked for first. */
  readonly wanted: string
  /** It, or the same with another name for one of its sounds. */
  readonly exact: boolean
}

/**
 * @param before phoneme that the sample comes from; "-" after a rest.
 * @param after  phoneme that it leads to; "-" into a rest.
 */
export function choosePair(shelf: AliasShelf, before: string, after: string, pitch: number): ChosenPair {
  const { prefix, suffix } = shelf.wordsAt(pitch)
  const found = (name: string): string | null =>
    shelf.has(prefix + name + suffix) ? prefix + name + suffix : shelf.has(name) ? name : null
  const wanted = `${namesOf(before)[0]} ${namesOf(after)[0]}`
  for (const name of namesOf(before).flatMap((b) => namesOf(after).map((a) => `${b} ${a}`))) {
    const alias = found(name)
    if (alias !== null) return { alias, wanted, exact: true }
  }
  // A near sound in the right place before the right sound out of place.
  const rather = [
    ...around(after).flatMap((a) => around(before).map((b) => `${b} ${a}`)),
    ...around(after).flatMap((a) => [`- ${a}`, a, `_${a}`]),
    ...(after === '-' ? [] : around(after).flatMap((a) => ['ah', 'ih', 't', 's', 'n', 'k'].map((b) => `${b} ${a}`))),
  ]
  for (const name of after === '-' ? rather.slice(0, around(before).length) : rather) {
    const alias = found(name)
    if (alias !== null) return { alias, wanted, exact: false }
  }
  return { alias: null, wanted, exact: false }
}
