/**
 * Captions that fans read stand on a lyrics track of their own, one line for many notes. When a sung word changes, the caption of the
 * sung language should say the new word. Pure: notes and lines in, lines out.
 *
 * Words are compared without case and punctuation. Where a caption is written in another script than the notes (kanji over kana), or
 * says something else altogether, nothing can be replaced, and the line is named instead.
 */
import type { LyricTrack, Note, Song } from '@ghostlight/timeline'

export interface CaptionLine {
  readonly trackId: string
  readonly lineId: string
  readonly startBeats: number
  readonly lengthBeats: number
  readonly text: Readonly<Record<string, string>>
}
type Notes = Readonly<Record<string, Note>>

/** Lines of all lyrics tracks of a song, in order of time. */
export function captionLines(song: Song): readonly CaptionLine[] {
  return Object.entries(song.tracks)
    .flatMap(([trackId, track]) =>
      track.kind === 'lyrics' ? Object.entries((track as LyricTrack).lines).map(([lineId, line]) => ({ trackId, lineId, ...line })) : [],
    )
    .sort((a, b) => a.startBeats - b.startBeats)
}

/** The line a note falls under; null between lines. */
export function captionAt(lines: readonly CaptionLine[], atBeats: number): CaptionLine | null {
  return lines.find((line) => atBeats >= line.startBeats - 1e-6 && atBeats < line.startBeats + line.lengthBeats - 1e-6) ?? null
}

/** What is sung under a line, in words: "Dai-" and "sy" are one. Kana are one word each, for they are written without spaces. */
export function sungWords(notes: Notes, line: CaptionLine, language: string): readonly string[] {
  const words: string[] = []
  let joins = false
  const under = Object.values(notes)
    .filter((note) => captionAt([line], note.startBeats) !== null)
    .sort((a, b) => a.startBeats - b.startBeats)
  for (const { lyric } of under) {
    const text = lyric.trim()
    // Held vowels, continued words and bare phonemes have no letters of their own.
    if (text === '' || text === '+' || text === '-' || text === 'ー' || text.startsWith('[')) continue
    const bare = text.replace(/-$/, '')
    if (joins && words.length > 0) words[words.length - 1] += bare
    else words.push(bare)
    joins = language !== 'ja' && text.endsWith('-')
  }
  return language === 'ja' ? [...words.join('')] : words.flatMap((word) => word.split(/\s+/)).filter((word) => word !== '')
}

const letters = /[\p{L}\p{N}\p{M}'’]+/gu
const plain = (word: string): string => word.toLowerCase().replace(/[’]/g, "'").normalize('NFKC')

interface Token {
  readonly word: string
  readonly from: number
  readonly to: number
}
function tokens(caption: string, language: string): readonly Token[] {
  const found = [...caption.matchAll(letters)].map((match) => ({ word: match[0], from: match.index, to: match.index + match[0].length }))
  if (language !== 'ja') return found
  return found.flatMap(({ word, from }) => {
    let at = from
    return [...word].map((letter) => {
      const token = { word: letter, from: at, to: at + letter.length }
      at = token.to
      return token
    })
  })
}

/**
 * The caption with a changed passage in place of the old one; null when the old passage does not stand there.
 * With several places that fit, the one that lies as far along as the change is meant.
 */
export function captionAfter(caption: string, before: readonly string[], after: readonly string[], language: string): string | null {
  let head = 0
  while (head < before.length && head < after.length && plain(before[head]!) === plain(after[head]!)) head += 1
  let tail = 0
  while (tail < before.length - head && tail < after.length - head && plain(before.at(-1 - tail)!) === plain(after.at(-1 - tail)!))
    tail += 1
  const gone = before.slice(head, before.length - tail)
  const come = after.slice(head, after.length - tail)
  if (gone.length === 0 && come.length === 0) return caption
  const parts = tokens(caption, language)
  // Nothing is lost where words were only added: they follow the word before.
  const wanted = gone.length > 0 ? gone : before.slice(Math.max(0, head - 1), head)
  if (wanted.length === 0) return null
  const fits = parts.flatMap((_, at) => (wanted.every((word, step) => plain(parts[at + step]?.word ?? '') === plain(word)) ? [at] : []))
  const meant = gone.length > 0 ? head : head - 1
  const at = fits.sort((a, b) => Math.abs(a - meant) - Math.abs(b - meant))[0]
  if (at === undefined) return null
  const first = parts[at]!
  const last = parts[at + wanted.length - 1]!
  const gap = language === 'ja' ? '' : ' '
  const capital = language !== 'ja' && /^\p{Lu}/u.test(first.word) && gone.length > 0
  const text = come.map((word, index) => (index === 0 && capital ? word.charAt(0).toUpperCase() + word.slice(1) : word)).join(gap)
  if (gone.length === 0) return `${caption.slice(0, last.to)}${gap}${text}${caption.slice(last.to)}`
  const rest = caption.slice(last.to)
  return `${caption.slice(0, first.from)}${text}${text === '' ? rest.replace(/^\s+/, '') : rest}`
}

/** Whether a caption says what is sung; 'cannotKnow' where it is written in another script. */
export function captionAgrees(caption: string | undefined, sung: readonly string[], language: string): 'same' | 'differs' | 'cannotKnow' {
  if (caption === undefined || caption.trim() === '' || sung.length === 0) return 'cannotKnow'
  if (language === 'ja' && /\p{Script=Han}/u.test(caption)) return 'cannotKnow'
  const written = tokens(caption, language).map(({ word }) => plain(word))
  const joined = (words: readonly string[]): string =>
    words
      .map(plain)
      .join('')
      .replace(/[^\p{L}\p{N}]/gu, '')
  return joined(written) === joined(sung) ? 'same' : 'differs'
}

/**
 * Brings the captions under changed notes up to date, inside the recipe of the edit that changes them.
 *
 * @param before  notes of the voice before the change.
 * @returns the lines where the old words were not found.
 */
export function followWithCaptions(
  song: Song,
  options: { readonly before: Notes; readonly after: Notes; readonly changed: readonly string[]; readonly language: string },
): readonly string[] {
  const { before, after, changed, language } = options
  const lines = captionLines(song)
  const touched = new Set(
    changed.map((id) => captionAt(lines, (after[id] ?? before[id])?.startBeats ?? -1)?.lineId).filter((id) => id !== undefined),
  )
  const stayed: string[] = []
  for (const line of lines) {
    if (!touched.has(line.lineId)) continue
    const caption = line.text[language]
    const track = song.tracks[line.trackId]
    if (caption === undefined || track?.kind !== 'lyrics') continue
    const next = captionAfter(caption, sungWords(before, line, language), sungWords(after, line, language), language)
    if (next === null) stayed.push(line.lineId)
    else if (next !== caption) track.lines[line.lineId]!.text[language] = next
  }
  return stayed
}
