/** Phonemes as a person writes them. Pure. */
import { phonemeSymbols } from '@ghostlight/voice'

/** Sounds that stand in no word. */
const notWritten = new Set(['pau', 'br'])
/** What may be written, in the order of the inventory: vowels first. */
export const writableSymbols: readonly string[] = phonemeSymbols.filter((symbol) => !notWritten.has(symbol))
const known = new Set(writableSymbols)

/**
 * "[f ow n]" or "f ow n", with or without the stress digits of ARPAbet.
 *
 * @returns the symbols, or those that do not exist.
 */
export function readPhonemes(
  text: string,
): { readonly ok: true; readonly symbols: readonly string[] } | { readonly ok: false; readonly unknown: readonly string[] } {
  const written = text
    .replace(/[[\]]/g, ' ')
    .split(/[\s,]+/)
    .filter((symbol) => symbol !== '')
  const symbols = written.map(symbolOf)
  const unknown = written.filter((_, at) => symbols[at] === null)
  return unknown.length > 0 ? { ok: false, unknown } : { ok: true, symbols: symbols.flatMap((symbol) => symbol ?? []) }
}

function symbolOf(written: string): string | null {
  const own = written.toLowerCase()
  if (known.has(own)) return own
  // ARPAbet of the English dictionary: HH is our h, an unstressed AH our ax.
  const [, name = '', stress = ''] = /^([a-z]+)([0-2]?)$/.exec(own) ?? []
  if (name === 'hh') return 'h'
  if (name === 'ah' && stress === '0') return 'ax'
  return known.has(name) ? name : null
}
