/**
 * MusicXML as a score: parts with words are sung, the others played; repeats in playing order, each with its verse; ties joined after that,
 * so that a tie into a second ending holds.
 */
import { instrumentOfProgram } from '../midi/general-midi.ts'
import type { Complaints, Score, ScoreImport, ScoreNote, ScorePart, SungLanguage } from '../score/score.ts'
import { childOf, childrenOf, numberOf, textOf, type XmlElement } from '../xml/read-xml.ts'
import { playOrder } from './play-order.ts'
import { type BarMarks, readPart, type WrittenBar, type WrittenNote, type WrittenPart } from './read-part.ts'
import { syllablesInOrder, verseNames } from './verses.ts'

const CLOSE_BEATS = 1e-6
const VELOCITY_UNIT = 0.7

/** @param root  <score-partwise> or <score-timewise>. */
export function scoreFromMusicXml(root: XmlElement, options: Pick<ScoreImport, 'verse' | 'repeats'>, complaints: Complaints): Score | null {
  const score = root.name === 'score-timewise' ? partwise(root) : root
  const listed = childrenOf(childOf(score, 'part-list'), 'score-part')
  const written = childrenOf(score, 'part').map((part, index) => {
    const about = listed.find((one) => one.attributes.id === part.attributes.id)
    const name = textOf(about, 'part-name')?.replace(/\s+/g, ' ') || `Part ${index + 1}`
    return { name, about, part: readPart(part, name, complaints) }
  })
  const barCount = Math.max(0, ...written.map(({ part }) => part.bars.length))
  if (barCount === 0) {
    complaints.error('', 'no-notes', 'the score has no bars')
    return null
  }
  const bars = Array.from({ length: barCount }, (_, index) =>
    wholeBar(written.map(({ part }) => part.bars[index]).filter((bar) => bar !== undefined)),
  )
  const { order, truncated } =
    options.repeats === 'played'
      ? playOrder(bars.map((bar) => bar.marks))
      : { order: bars.map((_, index) => ({ index, pass: 0 })), truncated: false }
  if (truncated) complaints.warn('', 'endless-repeats', `the repeat marks have no end; the song was cut after ${order.length} bars`)
  const starts: number[] = []
  let endBeats = 0
  for (const { index } of order) {
    starts.push(endBeats)
    endBeats += bars[index]!.lengthBeats
  }

  const sung = new Set(written.filter(({ part }) => part.bars.some((bar) => bar.notes.some((note) => note.syllables.size > 0))))
  sayVerses(
    [...sung].map(({ part }) => part),
    options.verse,
    order.some(({ pass }) => pass > 0),
    complaints,
  )
  const grace = written.reduce((sum, { part }) => sum + part.grace, 0)
  const cue = written.reduce((sum, { part }) => sum + part.cue, 0)
  if (grace > 0) complaints.warn('', 'grace-notes', `${grace} grace notes were left out`)
  if (cue > 0) complaints.warn('', 'cue-notes', `${cue} cue-size notes were left out: they show what another part does`)

  const language = languageOf(score, complaints)
  const parts: ScorePart[] = []
  for (const one of written) {
    const played = order.map(({ index, pass }, i) => ({ bar: one.part.bars[index], pass, startBeats: starts[i]! }))
    if (sung.has(one)) parts.push(...sungParts(one.name, played, options.verse, complaints).map((part) => ({ ...part, language })))
    else
      parts.push({
        name: one.name,
        sung: false,
        notes: joined(played.flatMap(({ bar, startBeats }) => notesAt(bar, startBeats))).map(plain),
        instrument: instrumentOf(one.about),
        language: null,
      })
  }
  const work = childOf(score, 'work')
  const identification = childOf(score, 'identification')
  return {
    title: textOf(work, 'work-title') || textOf(score, 'movement-title') || null,
    tempo: order.flatMap(({ index }, i) => bars[index]!.tempo.map(({ atBeats, bpm }) => ({ atBeats: starts[i]! + atBeats, bpm }))),
    metre: metreAlong(order.map(({ index }, i) => ({ bar: bars[index]!, atBeats: starts[i]! }))),
    parts,
    endBeats,
    credits: childrenOf(identification, 'creator')
      .map((creator) => ({ name: creator.text.trim().replace(/\s+/g, ' '), role: creator.attributes.type ?? 'creator' }))
      .filter((credit) => credit.name !== ''),
    rights: textOf(identification, 'rights') || null,
  }
}

/** <defaults><lyric-language xml:lang="es-ES"/>; null when nothing is said, or something that no voice sings. */
function languageOf(score: XmlElement, complaints: Complaints): SungLanguage | null {
  const stated = childrenOf(childOf(score, 'defaults'), 'lyric-language')[0]?.attributes['xml:lang']
  const short = stated?.toLowerCase().split('-')[0]
  if (short === 'ja' || short === 'en' || short === 'es') return short
  if (stated !== undefined) complaints.warn('', 'other-language', `the words are said to be in "${stated}"; voices sing ja, en and es`)
  return null
}

/** Bars that hold parts, turned into parts that hold bars. */
function partwise(root: XmlElement): XmlElement {
  const measures = childrenOf(root, 'measure')
  const ids = [...new Set(measures.flatMap((measure) => childrenOf(measure, 'part').map((part) => part.attributes.id ?? '')))]
  const parts = ids.map(
    (id): XmlElement => ({
      name: 'part',
      attributes: { id },
      text: '',
      children: measures.map((measure) => ({
        ...measure,
        children: childrenOf(measure, 'part').find((part) => part.attributes.id === id)?.children ?? [],
      })),
    }),
  )
  return { ...root, name: 'score-partwise', children: [...root.children.filter((child) => child.name !== 'measure'), ...parts] }
}

/** What all parts together say about a bar: some write repeats or tempo in the first part only. */
function wholeBar(bars: readonly WrittenBar[]): WrittenBar {
  const first = bars[0]!
  const marks: BarMarks = {
    forward: bars.some((bar) => bar.marks.forward),
    backwardTimes: Math.max(...bars.map((bar) => bar.marks.backwardTimes)),
    endingStart: bars.find((bar) => bar.marks.endingStart)?.marks.endingStart ?? null,
    endingStop: bars.some((bar) => bar.marks.endingStop),
    segno: bars.find((bar) => bar.marks.segno !== null)?.marks.segno ?? null,
    coda: bars.find((bar) => bar.marks.coda !== null)?.marks.coda ?? null,
    toCoda: bars.find((bar) => bar.marks.toCoda !== null)?.marks.toCoda ?? null,
    dalSegno: bars.find((bar) => bar.marks.dalSegno !== null)?.marks.dalSegno ?? null,
    daCapo: bars.some((bar) => bar.marks.daCapo),
    fine: bars.some((bar) => bar.marks.fine),
  }
  const written = Math.max(...bars.map((bar) => bar.lengthBeats))
  const nominal = (first.metre.beatsPerBar * 4) / first.metre.beatUnit
  return { ...first, marks, lengthBeats: written > 0 ? written : nominal, tempo: bars.flatMap((bar) => bar.tempo) }
}

/** A pickup or a divided bar is a bar of its own length, so that every bar line of the score is one in the song. */
function metreAlong(bars: readonly { readonly bar: WrittenBar; readonly atBeats: number }[]): Score['metre'] {
  const out: { atBeats: number; beatsPerBar: number; beatUnit: number }[] = []
  for (const { bar, atBeats } of bars) {
    const nominal = (bar.metre.beatsPerBar * 4) / bar.metre.beatUnit
    let figures = bar.metre
    if (Math.abs(nominal - bar.lengthBeats) > CLOSE_BEATS) {
      const beatUnit = [bar.metre.beatUnit, 8, 16].find(
        (unit) => Math.abs((bar.lengthBeats * unit) / 4 - Math.round((bar.lengthBeats * unit) / 4)) < CLOSE_BEATS,
      )
      if (beatUnit !== undefined) figures = { beatsPerBar: Math.round((bar.lengthBeats * beatUnit) / 4), beatUnit }
    }
    const last = out.at(-1)
    if (last?.beatsPerBar !== figures.beatsPerBar || last.beatUnit !== figures.beatUnit) out.push({ atBeats, ...figures })
  }
  return out
}

interface PlayedBar {
  readonly bar: WrittenBar | undefined
  readonly pass: number
  readonly startBeats: number
}
/** A note in its place in the song. */
type PlacedNote = Omit<WrittenNote, 'atBeats'> & {
  readonly startBeats: number
  readonly words: Pick<ScoreNote, 'lyric' | 'written' | 'startsLine'> | null
}

const notesAt = (bar: WrittenBar | undefined, startBeats: number): PlacedNote[] =>
  (bar?.notes ?? []).map(({ atBeats, ...note }) => ({ ...note, startBeats: startBeats + atBeats, words: null }))

/** Tied notes of one pitch as one. In order of start. */
function joined(notes: readonly PlacedNote[]): PlacedNote[] {
  const sorted = [...notes].sort((a, b) => a.startBeats - b.startBeats || b.pitch - a.pitch)
  const out: PlacedNote[] = []
  /** By pitch: index in `out` of a note whose tie is open. */
  const open = new Map<number, number>()
  for (const note of sorted) {
    const before = open.get(note.pitch)
    const first = before === undefined ? undefined : out[before]
    if (note.tieStop && first && Math.abs(first.startBeats + first.lengthBeats - note.startBeats) < CLOSE_BEATS) {
      out[before!] = { ...first, lengthBeats: note.startBeats + note.lengthBeats - first.startBeats }
      if (!note.tieStart) open.delete(note.pitch)
      continue
    }
    out.push(note)
    if (note.tieStart) open.set(note.pitch, out.length - 1)
    else open.delete(note.pitch)
  }
  return out
}

const plain = (note: PlacedNote): ScoreNote => ({
  startBeats: note.startBeats,
  lengthBeats: note.lengthBeats,
  pitch: note.pitch,
  lyric: note.words?.lyric ?? null,
  written: note.words?.written ?? '',
  startsLine: note.words?.startsLine ?? false,
  velocityUnit: VELOCITY_UNIT,
})

/** The lines of a part with words: one per voice that has any; voices without fill the first one's rests, or are left to an instrument. */
function sungParts(name: string, played: readonly PlayedBar[], verse: number | null, complaints: Complaints): ScorePart[] {
  const verses = verseNames(played.map(({ bar }) => bar))
  const all = played.flatMap(({ bar, pass, startBeats }) => {
    const words = syllablesInOrder(bar, verses, verse, pass)
    return notesAt(bar, startBeats).map((note, i) => ({ note, syllable: words[i] ?? null }))
  })
  const voices = [...new Set(all.map(({ note }) => note.voice))]
  const withWords = voices.filter((voice) => all.some(({ note, syllable }) => note.voice === voice && syllable !== null))
  const out: ScorePart[] = []
  const rest: PlacedNote[] = joined(all.filter(({ note }) => !withWords.includes(note.voice)).map(({ note }) => note))
  withWords.forEach((voice, index) => {
    const sequence = all
      .filter(({ note }) => note.voice === voice)
      .sort((a, b) => a.note.startBeats - b.note.startBeats || b.note.pitch - a.note.pitch)
    const notes = joined(withSyllables(sequence))
    if (index === 0) {
      for (const note of [...rest]) {
        const clear = notes.every(
          (other) =>
            other.startBeats + other.lengthBeats <= note.startBeats + CLOSE_BEATS ||
            other.startBeats >= note.startBeats + note.lengthBeats - CLOSE_BEATS,
        )
        if (clear) {
          notes.push(note)
          rest.splice(rest.indexOf(note), 1)
        }
      }
      notes.sort((a, b) => a.startBeats - b.startBeats || b.pitch - a.pitch)
    }
    out.push({
      name: index === 0 ? name : `${name} (voice ${voice})`,
      sung: true,
      notes: layered(notes),
      instrument: 'lead',
      language: null,
    })
  })
  if (rest.length > 0) {
    complaints.warn('', 'voice-without-words', `${name}: ${rest.length} notes of a second voice have no words; they became an instrument`)
    out.push({ name: `${name} (without words)`, sung: false, notes: rest.map(plain), instrument: 'lead', language: null })
  }
  return out
}

/** Notes of a chord one under another: the highest is the line, the others are further singers'. */
function layered(notes: readonly PlacedNote[]): ScoreNote[] {
  const out: ScoreNote[] = []
  for (const note of notes) {
    const above = out.at(-1)
    const layer = above && Math.abs(above.startBeats - note.startBeats) < CLOSE_BEATS ? (above.layer ?? 0) + 1 : 0
    // The syllable of a chord stands on one of its notes and belongs to all.
    const chord = notes.find((other) => other.words !== null && Math.abs(other.startBeats - note.startBeats) < CLOSE_BEATS)
    const words = note.words ?? chord?.words ?? null
    out.push({ ...plain({ ...note, words }), ...(layer === 0 ? {} : { layer }) })
  }
  return out
}

/** Puts the syllables of a voice on its notes in the writing of the document. */
function withSyllables(
  sequence: readonly { readonly note: PlacedNote; readonly syllable: ReturnType<typeof syllablesInOrder>[number] }[],
): PlacedNote[] {
  let startsLine = true
  let first = true
  return sequence.map(({ note, syllable }) => {
    if (syllable === null) return note
    const goesOn = syllable.syllabic === 'begin' || syllable.syllabic === 'middle'
    const joins = syllable.syllabic === 'middle' || syllable.syllabic === 'end'
    const syllabic = /[぀-ヿ㐀-鿿가-힯]/.test(syllable.text)
    const written = `${first || joins || startsLine || syllabic ? '' : ' '}${syllable.text}`
    const words = { lyric: `${syllable.text}${goesOn && !/-$/.test(syllable.text) ? '-' : ''}`, written, startsLine }
    startsLine = syllable.endsLine
    first = false
    return { ...note, words }
  })
}

function instrumentOf(about: XmlElement | undefined): string {
  const program = numberOf(childrenOf(about, 'midi-instrument')[0], 'midi-program')
  return Number.isInteger(program) && program >= 1 && program <= 128 ? instrumentOfProgram(program - 1) : 'piano'
}

function sayVerses(parts: readonly WrittenPart[], verse: number | null, repeats: boolean, complaints: Complaints): void {
  const count = Math.max(0, ...parts.map((part) => verseNames(part.bars).length))
  if (count < 2) return
  const sings =
    verse === null
      ? repeats
        ? 'each repetition sings its own, beginning with the first'
        : 'the first is sung'
      : `verse ${Math.min(verse, count)} is sung`
  complaints.warn('', 'verses', `the words have ${count} verses; ${sings}. Another one: choose a verse`)
}
