/**
 * From the lyrics of notes to the phonemes of notes. Words are gathered from their pieces ("Dai-", "sy"), pronounced by their language
 * and spread over the notes again; "+" takes the next syllable or prolongs, "-" and "ー" prolong, "[f ow n]" is taken as written.
 */
import type { Issue, Note, VocalTrack } from '@ghostlight/timeline'
import { en } from './language/en.ts'
import { es } from './language/es.ts'
import { assimilateNasal, ja } from './language/ja.ts'
import type { Language, Lexicon } from './language/language.ts'
import { isNucleus } from './phoneme.ts'

export const languages: Readonly<Record<Language['id'], Language>> = { ja, en, es }

/** A note in song order with its id. */
export interface ScoreNote {
  readonly noteId: string
  readonly note: Note
}

/** One syllable: consonants, the sound that is held, consonants. */
export interface Syllable {
  readonly onset: readonly string[]
  readonly nucleus: string
  readonly coda: readonly string[]
}

/** What one note sings. No syllables: the vowel before is held on. */
export interface NoteLyric {
  readonly noteId: string
  readonly syllables: readonly Syllable[]
}

/** Notes in the order they are sung; of notes that start together the higher comes first (the lower is dropped by the planner). */
export function scoreNotes(track: VocalTrack): ScoreNote[] {
  return Object.entries(track.notes)
    .map(([noteId, note]) => ({ noteId, note }))
    .sort((a, b) => a.note.startBeats - b.note.startBeats || b.note.pitch - a.note.pitch || (a.noteId < b.noteId ? -1 : 1))
}

/** What is read: the reading where there is one, else the lyric. */
const textOf = (note: Note): string => (note.reading ?? note.lyric).normalize('NFC').trim()
/** A breath written as a note. */
export const isBreath = (note: Note): boolean => /^\[\s*br\s*\]$/.test(textOf(note))

const prolongs = (text: string): boolean => /^(?:[-–—~～〜ー―]|\s)*$/.test(text)

interface Piece {
  readonly index: number
  readonly text: string | null
}
interface Word {
  readonly language: Language['id']
  readonly pieces: Piece[]
}
type Reading =
  | { readonly kind: 'word'; readonly word: Word }
  | { readonly kind: 'phonemes'; readonly index: number; readonly symbols: readonly string[] }

/** Gathers words. Prolonged notes belong to no reading. */
function readings(notes: readonly ScoreNote[], trackLanguage: Language['id']): { readings: Reading[]; empty: number[] } {
  const out: Reading[] = []
  const empty: number[] = []
  let word: Word | null = null
  let open = false
  notes.forEach(({ note }, index) => {
    const text = textOf(note)
    const language = note.language ?? trackLanguage
    const written = /^(.*?)\[([^\]]*)\]\s*(-?)$/.exec(text)
    if (written) {
      out.push({ kind: 'phonemes', index, symbols: written[2]!.split(/\s+/).filter((s) => s !== '') })
      word = null
      open = false
      return
    }
    if (/^\++~?$/.test(text)) {
      if (word) word.pieces.push({ index, text: null })
      return
    }
    if (prolongs(text)) {
      if (text === '') empty.push(index)
      return
    }
    const goesOn = text.endsWith('-') && text.length > 1
    const piece = { index, text: (goesOn ? text.slice(0, -1) : text).replace(/^-+/, '') }
    if (open && word && (word as Word).language === language) (word as Word).pieces.push(piece)
    else {
      word = { language, pieces: [piece] }
      out.push({ kind: 'word', word })
    }
    open = goesOn
  })
  return { readings: out, empty }
}

/** The English words of a track, in lower case, as the lexicon wants them. */
export function wordsOf(track: VocalTrack): string[] {
  const out: string[] = []
  for (const reading of readings(scoreNotes(track), track.language).readings) {
    if (reading.kind !== 'word' || reading.word.language !== 'en') continue
    const text = reading.word.pieces.map((p) => p.text ?? '').join('')
    for (const word of text.split(/\s+/)) {
      const bare = word
        .toLowerCase()
        .replace(/[’‘]/g, "'")
        .replace(/[^a-z']/g, '')
      if (bare !== '') out.push(bare)
    }
  }
  return out
}

/** Divides a note's phonemes at its vowels. Consonants between two vowels go to the second, but for the first of a cluster. */
function toSyllables(phonemes: readonly string[]): Syllable[] {
  const nuclei = phonemes.flatMap((p, i) => (isNucleus(p) ? [i] : []))
  // A moraic n right after a vowel closes that syllable; alone on its note it is held.
  const held = nuclei.filter((at, n) => phonemes[at] !== 'nn' || n === 0)
  if (held.length === 0) {
    if (phonemes.length === 0) return []
    // Consonants only: a hummed or hissed note. The last voiced continuant is held, else a neutral vowel follows.
    const hum = phonemes.findLastIndex((p) => ['m', 'n', 'ng', 'l', 'r'].includes(p))
    if (hum < 0) return [{ onset: phonemes, nucleus: 'ax', coda: [] }]
    return [{ onset: phonemes.slice(0, hum), nucleus: phonemes[hum]!, coda: phonemes.slice(hum + 1) }]
  }
  const out: Syllable[] = []
  let from = 0
  held.forEach((at, n) => {
    const next = held[n + 1]
    let to = phonemes.length
    if (next !== undefined) {
      to = at + 1
      if (next - to > 1) to++
    }
    out.push({ onset: phonemes.slice(from, at), nucleus: phonemes[at]!, coda: phonemes.slice(at + 1, to) })
    from = to
  })
  return out
}

/**
 * @param notes in song order.
 * @returns one entry per note, in the same order, and what could not be read, with the note's path inside the track ("notes.n12.lyric").
 */
export function layLyrics(
  notes: readonly ScoreNote[],
  trackLanguage: Language['id'],
  lexicon: Lexicon,
): { lyrics: NoteLyric[]; issues: Issue[] } {
  const issues: Issue[] = []
  const phonemes: string[][] = notes.map(() => [])
  const warn = (index: number, code: string, message: string): void => {
    issues.push({ path: `notes.${notes[index]!.noteId}.lyric`, code, severity: 'warning', message })
  }
  const gathered = readings(notes, trackLanguage)
  for (const index of gathered.empty) warn(index, 'no-lyric', 'this note has no words; the vowel before is held (write "-" to say so)')
  for (const reading of gathered.readings) {
    if (reading.kind === 'phonemes') {
      const language = languages[notes[reading.index]!.note.language ?? trackLanguage]
      for (const symbol of reading.symbols) {
        const found = language.override(symbol)
        if (found) phonemes[reading.index]!.push(...found)
        else warn(reading.index, 'unknown-phoneme', `"${symbol}" is not a phoneme this singer knows; it is left out`)
      }
      continue
    }
    const { word } = reading
    const language = languages[word.language]
    const first = word.pieces[0]!
    // Several words on one note ("of a"): each is read by itself; only the last may go on to further notes.
    const inFirst = language.id === 'ja' ? [first.text ?? ''] : (first.text ?? '').split(/\s+/).filter((w) => w !== '')
    for (const early of inFirst.slice(0, -1)) {
      const sung = language.sing([early], lexicon)
      phonemes[first.index]!.push(...sung.chunks.flat())
      for (const problem of sung.problems) warn(first.index, problem.code, problem.message)
    }
    const sung = language.sing([inFirst.at(-1) ?? '', ...word.pieces.slice(1).map((p) => p.text)], lexicon)
    word.pieces.forEach((piece, i) => {
      phonemes[piece.index]!.push(...(sung.chunks[i] ?? []))
    })
    for (const problem of sung.problems) warn(first.index, problem.code, problem.message)
  }
  // ん leans on the consonant that follows, also across notes.
  const lyrics = phonemes.map((own, i): NoteLyric => {
    const following = phonemes.slice(i + 1).find((p) => p.length > 0)?.[0] ?? null
    const assimilated = own.map((p, k) => {
      if (p !== 'nn' || k === 0) return p
      return assimilateNasal(own[k + 1] ?? following)
    })
    return { noteId: notes[i]!.noteId, syllables: toSyllables(assimilated) }
  })
  return { lyrics, issues }
}
