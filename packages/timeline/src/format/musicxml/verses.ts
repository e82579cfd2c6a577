/** Which syllable of several verses a note sings. */
import type { WrittenBar, WrittenSyllable } from './read-part.ts'

/** Names of the verses of a part, in order: by number, else as they appear. */
export function verseNames(bars: readonly (WrittenBar | undefined)[]): string[] {
  const names = [...new Set(bars.flatMap((bar) => bar?.notes.flatMap((note) => [...note.syllables.keys()]) ?? []))]
  const figure = (name: string) => Number(/\d+$/.exec(name)?.[0] ?? Number.NaN)
  return names.every((name) => figure(name) >= 0) ? names.sort((a, b) => figure(a) - figure(b)) : names
}

/**
 * The syllable of each note of a bar, in the order of its notes.
 * A bar that the verse leaves without words is a refrain or an ending: it has the words of the verse before it.
 * @param verse  1-based; null: the pass chooses.
 */
export function syllablesInOrder(
  bar: WrittenBar | undefined,
  names: readonly string[],
  verse: number | null,
  pass: number,
): readonly (WrittenSyllable | null)[] {
  if (!bar) return []
  const wanted = Math.min(names.length, verse ?? pass + 1)
  for (let index = wanted - 1; index >= 0; index--) {
    const name = names[index]!
    if (bar.notes.some((note) => note.syllables.has(name))) return bar.notes.map((note) => withoutNumber(note.syllables.get(name) ?? null))
  }
  return bar.notes.map(() => null)
}

/** "1. Oh" says which verse begins; nobody sings the number. */
function withoutNumber(syllable: WrittenSyllable | null): WrittenSyllable | null {
  const text = syllable?.text.replace(/^\(?\d{1,2}\s*[.):]\s*(?=\p{L})/u, '')
  return syllable && text !== undefined ? { ...syllable, text } : syllable
}
