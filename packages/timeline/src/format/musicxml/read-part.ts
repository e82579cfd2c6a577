/**
 * One part of a MusicXML score, bar by bar, as written: notes with voice, ties and syllables, and what the bar says about tempo, metre and
 * order of play. Positions are quarter notes from the start of the bar. (MusicXML 4.0, W3C community group report.)
 */
import type { Complaints } from '../score/score.ts'
import { childOf, childrenOf, numberOf, textOf, type XmlElement } from '../xml/read-xml.ts'

export interface WrittenSyllable {
  readonly text: string
  readonly syllabic: 'single' | 'begin' | 'middle' | 'end'
  /** The line of words ends after it. */
  readonly endsLine: boolean
}
export interface WrittenNote {
  readonly atBeats: number
  readonly lengthBeats: number
  /** Sounding MIDI number. */
  readonly pitch: number
  readonly voice: string
  /** 0 for a note alone or the first of a chord. */
  readonly chordIndex: number
  readonly tieStart: boolean
  readonly tieStop: boolean
  /** By verse, as numbered in the file. */
  readonly syllables: ReadonlyMap<string, WrittenSyllable>
}
export interface WrittenBar {
  readonly number: string
  readonly lengthBeats: number
  readonly notes: readonly WrittenNote[]
  readonly tempo: readonly { readonly atBeats: number; readonly bpm: number }[]
  /** Metre in force in this bar. */
  readonly metre: { readonly beatsPerBar: number; readonly beatUnit: number }
  readonly marks: BarMarks
}
export interface BarMarks {
  readonly forward: boolean
  /** Times the passage is played altogether; 0: no repeat ends here. */
  readonly backwardTimes: number
  readonly endingStart: readonly number[] | null
  readonly endingStop: boolean
  readonly segno: string | null
  readonly coda: string | null
  readonly toCoda: string | null
  readonly dalSegno: string | null
  readonly daCapo: boolean
  readonly fine: boolean
}

export interface WrittenPart {
  readonly bars: readonly WrittenBar[]
  readonly grace: number
  readonly cue: number
}

const SEMITONES: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 }
const MOST_LENGTH_BEATS = 1000

export function readPart(part: XmlElement, name: string, complaints: Complaints): WrittenPart {
  const bars: WrittenBar[] = []
  let divisions = 1
  let metre = { beatsPerBar: 4, beatUnit: 4 }
  let grace = 0
  let cue = 0
  /** Semitones from written to sounding, by staff; "" for all. */
  const transpose = new Map<string, number>()

  for (const [index, measure] of childrenOf(part, 'measure').entries()) {
    const number = measure.attributes.number ?? String(index + 1)
    const path = `${name}, bar ${number}`
    let at = 0
    let longest = 0
    let previousStart = 0
    let chordIndex = 0
    const notes: WrittenNote[] = []
    const tempo: { atBeats: number; bpm: number }[] = []
    const marks = emptyMarks()
    const durationOf = (element: XmlElement): number => {
      const length = numberOf(element, 'duration') / divisions
      if (Number.isFinite(length) && length >= 0 && length <= MOST_LENGTH_BEATS) return length
      complaints.warn(
        path,
        'bad-duration',
        `a <${element.name}> has no usable duration (${textOf(element, 'duration') ?? 'none'}); it takes no time`,
      )
      return 0
    }
    const sound = (element: XmlElement, atBeats: number): void => {
      const bpm = Number(element.attributes.tempo)
      const offset = numberOf(element, 'offset') / divisions
      if (element.attributes.tempo !== undefined)
        tempo.push({ atBeats: Math.max(0, atBeats + (Number.isFinite(offset) ? offset : 0)), bpm })
      readJumps(element.attributes, marks)
    }

    for (const element of measure.children) {
      switch (element.name) {
        case 'attributes': {
          const given = numberOf(element, 'divisions')
          if (given > 0) divisions = given
          else if (childOf(element, 'divisions'))
            complaints.warn(path, 'bad-divisions', `divisions of ${textOf(element, 'divisions')} mean nothing; ${divisions} stays`)
          metre = metreOf(element) ?? metre
          for (const change of childrenOf(element, 'transpose')) {
            const chromatic = numberOf(change, 'chromatic')
            const octaves = numberOf(change, 'octave-change')
            transpose.set(
              change.attributes.number ?? '',
              (Number.isFinite(chromatic) ? chromatic : 0) + 12 * (Number.isFinite(octaves) ? octaves : 0),
            )
          }
          break
        }
        case 'backup':
          at = Math.max(0, at - durationOf(element))
          break
        case 'forward':
          at += durationOf(element)
          longest = Math.max(longest, at)
          break
        case 'sound':
          sound(element, at)
          break
        case 'direction': {
          const offset = numberOf(element, 'offset') / divisions
          const atBeats = Math.max(0, at + (Number.isFinite(offset) ? offset : 0))
          const heard = childOf(element, 'sound')
          if (heard) sound(heard, atBeats)
          const bpm = heard?.attributes.tempo === undefined ? metronomeOf(element) : null
          if (bpm !== null) tempo.push({ atBeats, bpm })
          readWords(element, marks)
          break
        }
        case 'barline':
          readBarline(element, marks)
          break
        case 'note': {
          const inChord = childOf(element, 'chord') !== undefined
          if (childOf(element, 'grace')) {
            grace++
            break
          }
          const length = durationOf(element)
          const startBeats = inChord ? previousStart : at
          if (!inChord) {
            previousStart = at
            at += length
            longest = Math.max(longest, at)
          }
          if (childOf(element, 'cue')) {
            cue++
            break
          }
          chordIndex = inChord ? chordIndex + 1 : 0
          const pitch = pitchOf(element, transpose)
          if (childOf(element, 'rest') || length === 0) break
          if (pitch === null) {
            if (!childOf(element, 'unpitched')) complaints.warn(path, 'bad-pitch', 'a note without a pitch was left out')
            break
          }
          const ties = [
            ...childrenOf(element, 'tie'),
            ...(childOf(element, 'tie') ? [] : childrenOf(childOf(element, 'notations'), 'tied')),
          ]
          notes.push({
            atBeats: startBeats,
            lengthBeats: length,
            pitch,
            voice: textOf(element, 'voice') ?? '1',
            chordIndex,
            tieStart: ties.some((tie) => tie.attributes.type === 'start'),
            tieStop: ties.some((tie) => tie.attributes.type === 'stop'),
            syllables: syllablesOf(element),
          })
          break
        }
      }
    }
    bars.push({ number, lengthBeats: longest, notes, tempo, metre, marks })
  }
  return { bars, grace, cue }
}

function pitchOf(note: XmlElement, transpose: ReadonlyMap<string, number>): number | null {
  const pitch = childOf(note, 'pitch')
  const step = SEMITONES[textOf(pitch, 'step') ?? '']
  const octave = numberOf(pitch, 'octave')
  if (step === undefined || !Number.isInteger(octave)) return null
  const alter = numberOf(pitch, 'alter')
  const shift = transpose.get(textOf(note, 'staff') ?? '1') ?? transpose.get('') ?? 0
  return Math.round((octave + 1) * 12 + step + (Number.isFinite(alter) ? alter : 0) + shift)
}

/** "3+2" over 8 is 5/8; two figures with one unit add up. null: nothing said, or no metre at all. */
function metreOf(attributes: XmlElement): { beatsPerBar: number; beatUnit: number } | null {
  const time = childOf(attributes, 'time')
  const above = childrenOf(time, 'beats').map((beats) => beats.text.split('+').reduce((sum, figure) => sum + Number(figure), 0))
  const below = childrenOf(time, 'beat-type').map((type) => Number(type.text))
  if (above.length === 0 || above.length !== below.length || [...above, ...below].some((figure) => !(figure > 0))) return null
  const beatUnit = Math.max(...below)
  return { beatsPerBar: above.reduce((sum, figure, i) => sum + (figure * beatUnit) / below[i]!, 0), beatUnit }
}

const UNIT_BEATS: Readonly<Record<string, number>> = { whole: 4, half: 2, quarter: 1, eighth: 0.5, '16th': 0.25, '32nd': 0.125, breve: 8 }

/** "♩. = 60" in quarter notes per minute. */
function metronomeOf(direction: XmlElement): number | null {
  for (const type of childrenOf(direction, 'direction-type')) {
    const metronome = childOf(type, 'metronome')
    const unit = UNIT_BEATS[textOf(metronome, 'beat-unit') ?? '']
    const perMinute = Number(/\d+(?:\.\d+)?/.exec(textOf(metronome, 'per-minute') ?? '')?.[0])
    if (unit === undefined || !(perMinute > 0)) continue
    const dots = childrenOf(metronome, 'beat-unit-dot').length
    return perMinute * unit * (2 - 0.5 ** dots)
  }
  return null
}

/** Verses by number. An elision joins syllables on one note with a blank, as singers read it. */
function syllablesOf(note: XmlElement): Map<string, WrittenSyllable> {
  const out = new Map<string, WrittenSyllable>()
  for (const lyric of childrenOf(note, 'lyric')) {
    const verse = lyric.attributes.number ?? lyric.attributes.name ?? '1'
    let text = ''
    let first: string | null = null
    let last: string | null = null
    for (const child of lyric.children) {
      if (child.name === 'syllabic') {
        first ??= child.text.trim()
        last = child.text.trim()
      } else if (child.name === 'elision') text += ' '
      else if (child.name === 'text') text += child.text
    }
    text = text.replace(/[\s\u00a0\u203f_]+/g, ' ').trim()
    if (text === '' || out.has(verse)) continue
    const joins = first === 'middle' || first === 'end'
    const goesOn = last === 'begin' || last === 'middle'
    out.set(verse, {
      text,
      syllabic: joins ? (goesOn ? 'middle' : 'end') : goesOn ? 'begin' : 'single',
      endsLine: childOf(lyric, 'end-line') !== undefined || childOf(lyric, 'end-paragraph') !== undefined,
    })
  }
  return out
}

type Marks = { -readonly [key in keyof BarMarks]: BarMarks[key] }
const emptyMarks = (): Marks => ({
  forward: false,
  backwardTimes: 0,
  endingStart: null,
  endingStop: false,
  segno: null,
  coda: null,
  toCoda: null,
  dalSegno: null,
  daCapo: false,
  fine: false,
})

const MOST_TIMES = 16

function readBarline(barline: XmlElement, marks: Marks): void {
  const repeat = childOf(barline, 'repeat')
  if (repeat?.attributes.direction === 'forward') marks.forward = true
  if (repeat?.attributes.direction === 'backward') {
    const times = Number(repeat.attributes.times ?? 2)
    marks.backwardTimes = Number.isInteger(times) && times >= 1 ? Math.min(times, MOST_TIMES) : 2
  }
  for (const ending of childrenOf(barline, 'ending')) {
    if (ending.attributes.type === 'start') {
      const numbers = (ending.attributes.number ?? '1')
        .split(/[,\s.]+/)
        .map(Number)
        .filter((figure) => Number.isInteger(figure) && figure > 0)
      marks.endingStart = numbers.length > 0 ? numbers : [1]
    } else marks.endingStop = true
  }
  readJumps(barline.attributes, marks)
}

/** The same attributes stand on <sound> and, some of them, on <barline>. */
function readJumps(attributes: Readonly<Record<string, string>>, marks: Marks): void {
  if (attributes.segno !== undefined) marks.segno = attributes.segno
  if (attributes.coda !== undefined) marks.coda = attributes.coda
  if (attributes.tocoda !== undefined) marks.toCoda = attributes.tocoda
  if (attributes.dalsegno !== undefined) marks.dalSegno = attributes.dalsegno
  if (attributes.dacapo === 'yes') marks.daCapo = true
  if (attributes.fine !== undefined && attributes.fine !== 'no') marks.fine = true
}

/** Programs that play nothing write the words only. Whole phrases: "alla fine" in a tempo mark means nothing. */
function readWords(direction: XmlElement, marks: Marks): void {
  for (const type of childrenOf(direction, 'direction-type')) {
    if (childOf(type, 'segno')) marks.segno ??= 'segno'
    for (const words of childrenOf(type, 'words')) {
      const text = words.text.trim().toLowerCase()
      if (/^fine\.?$/.test(text)) marks.fine = true
      else if (/^(d\. ?c\.|da capo)( al (fine|coda))?\.?$/.test(text)) marks.daCapo = true
      else if (/^(d\. ?s\.|dal segno)( al (fine|coda))?\.?$/.test(text)) marks.dalSegno ??= 'segno'
      else if (/^to coda$/.test(text)) marks.toCoda ??= 'coda'
    }
  }
}
