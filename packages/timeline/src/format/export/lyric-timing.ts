/** When which words are sung: phrase > word > character, in milliseconds of the song, for captions and karaoke. */
import type { Song } from '../../document/song.ts'
import type { VocalTrack } from '../../document/track.ts'
import { inOrder } from '../../order.ts'
import { createTempoMap } from '../../tempo-map.ts'
import { beats } from '../../units.ts'
import { isSyllabic, sungNotes } from './sung-words.ts'

export interface TimedText {
  readonly text: string
  readonly startMs: number
  readonly endMs: number
}
export interface TimedWord extends TimedText {
  readonly characters: readonly TimedText[]
}
export interface TimedPhrase extends TimedText {
  readonly words: readonly TimedWord[]
}
export interface LyricTiming {
  readonly tracks: readonly { readonly id: string; readonly language: string; readonly phrases: readonly TimedPhrase[] }[]
}

/** A rest this long ends a phrase. */
const PHRASE_REST_BEATS = 1

export function exportLyricTiming(song: Song): LyricTiming {
  const tempo = createTempoMap(Object.values(song.tempo).sort((a, b) => a.atBeats - b.atBeats))
  const msAt = (atBeats: number): number => Math.round(tempo.beatsToMs(beats(atBeats)) * 1000) / 1000
  return {
    tracks: inOrder(song.tracks).flatMap((id) => {
      const track = song.tracks[id]
      return track?.kind === 'vocal' ? [{ id, language: track.language, phrases: phrasesOf(track, msAt) }] : []
    }),
  }
}

/** A word with the notes it is sung on. Held notes belong to the syllable before; a syllable's characters share its time evenly. */
function phrasesOf(track: VocalTrack, msAt: (atBeats: number) => number): TimedPhrase[] {
  const phrases: TimedWord[][] = []
  let word: { text: string; startBeats: number; endBeats: number }[] = []
  let endBeats = Number.NEGATIVE_INFINITY
  const closeWord = () => {
    if (word.length > 0) phrases.at(-1)!.push(timedWord(word, msAt))
    word = []
  }
  for (const sung of sungNotes(track)) {
    const startBeats = sung.note.startBeats
    const noteEnd = startBeats + sung.note.lengthBeats
    const rested = startBeats - endBeats >= PHRASE_REST_BEATS
    if (sung.kind === 'syllable') {
      if (!sung.joins) {
        closeWord()
        if (phrases.length === 0 || rested) phrases.push([])
      }
      word.push({ text: sung.syllable, startBeats, endBeats: noteEnd })
    } else if (sung.kind !== 'breath' && word.length > 0) word[word.length - 1]!.endBeats = noteEnd
    endBeats = noteEnd
  }
  closeWord()
  const between = (words: readonly TimedWord[]) =>
    words.reduce((text, { text: next }) => `${text}${text === '' || (isSyllabic(text) && isSyllabic(next)) ? '' : ' '}${next}`, '')
  return phrases
    .filter((words) => words.length > 0)
    .map((words) => ({ text: between(words), startMs: words[0]!.startMs, endMs: words.at(-1)!.endMs, words }))
}

function timedWord(
  syllables: readonly { readonly text: string; readonly startBeats: number; readonly endBeats: number }[],
  msAt: (atBeats: number) => number,
): TimedWord {
  const characters = syllables.flatMap(({ text, startBeats, endBeats }) => {
    const letters = [...text]
    const at = (index: number) => msAt(startBeats + ((endBeats - startBeats) * index) / letters.length)
    return letters.map((letter, index) => ({ text: letter, startMs: at(index), endMs: at(index + 1) }))
  })
  return {
    text: syllables.map(({ text }) => text).join(''),
    startMs: msAt(syllables[0]!.startBeats),
    endMs: msAt(syllables.at(-1)!.endBeats),
    characters,
  }
}
