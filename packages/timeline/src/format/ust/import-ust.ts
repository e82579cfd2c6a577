/**
 * UST, the note list of UTAU: an INI-like text of sections [#0000], [#0001] … in playing order, 480 ticks to the quarter note, rests as notes
 * with the lyric "R". Shift-JIS unless the file says otherwise or is UTF-8.
 */
import { sayEncoding } from '../midi/import-midi.ts'
import { type BendShape, bendOf, type NoteBend } from '../score/editor-curves.ts'
import { type EditorNote, notesFromEditor } from '../score/editor-lyric.ts'
import type { Complaints, Score, ScoreImport, ScoreVibrato } from '../score/score.ts'
import { decodeLatin1, decodeTexts } from '../text/decode-text.ts'

const TICKS_PER_BEAT = 480
/** Distance of the points of a bend in mode 1. */
const BEND_TICKS = 5
/** Points of one note; at 120 bpm a minute has 11 520. */
const MOST_BEND_POINTS = 20_000

export const isUst = (bytes: Uint8Array): boolean =>
  /^(?:\ufeff|\xef\xbb\xbf)?\s*\[#(?:VERSION|SETTING|PREV|\d{4})\]/.test(decodeLatin1(bytes.subarray(0, 64)))

interface Section {
  readonly name: string
  readonly line: number
  readonly values: ReadonlyMap<string, string>
}

export function scoreFromUst(bytes: Uint8Array, options: Pick<ScoreImport, 'decode' | 'encoding'>, complaints: Complaints): Score | null {
  const body = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
  const stated = /^Charset=([\w-]+)\s*$/im.exec(decodeLatin1(body.subarray(0, 4096)))?.[1]?.toLowerCase() ?? null
  const asked = options.encoding ?? stated
  const { strings, encoding, sure } = decodeTexts(linesOf(body), { decode: options.decode, asked })
  // Shift-JIS is what UTAU writes: no reason to say so.
  if (encoding !== 'shift_jis') sayEncoding(encoding, sure, asked, complaints)
  const sections = sectionsOf(strings)
  const setting = sections.find((section) => section.name === 'SETTING')
  const tempo: Score['tempo'][number][] = []
  const addTempo = (atBeats: number, text: string, line: number): void => {
    const bpm = Number(text.replace(',', '.'))
    if (bpm > 0) tempo.push({ atBeats, bpm })
    else complaints.warn(`line ${line}`, 'bad-tempo', `Tempo=${text} is no tempo and was left out`)
  }
  const bpmNow = (): number => tempo.at(-1)?.bpm ?? 120
  const initial = setting?.values.get('Tempo')
  if (initial !== undefined) addTempo(0, initial, setting!.line)

  const notes: EditorNote[] = []
  let pitchBefore: number | null = null
  let tick = 0
  for (const section of sections) {
    if (!/^\d+$/.test(section.name)) continue
    const length = Number(section.values.get('Length'))
    const pitch = Number(section.values.get('NoteNum'))
    const lyric = section.values.get('Lyric') ?? 'R'
    const change = section.values.get('Tempo')
    if (change !== undefined) addTempo(tick / TICKS_PER_BEAT, change, section.line)
    if (!(length >= 0) || length > 1e8) {
      complaints.warn(
        `line ${section.line}`,
        'bad-note',
        `[#${section.name}] has no usable Length (${section.values.get('Length') ?? 'none'}) and was left out`,
      )
      continue
    }
    // "R" alone is a rest; "a R" is the release of a VCV bank and a note.
    if (!/^[rR]?$/.test(lyric.trim())) {
      if (!Number.isInteger(pitch) || section.values.get('NoteNum') === '')
        complaints.warn(
          `line ${section.line}`,
          'bad-note',
          `[#${section.name}] "${lyric}" has no usable NoteNum (${section.values.get('NoteNum') ?? 'none'}) and was left out`,
        )
      else {
        const vibrato = vibratoOf(section.values.get('VBR'))
        const bend = bendOfNote(section, pitchBefore === null ? 0 : (pitchBefore - pitch) * 100) ?? oldBendOfNote(section, bpmNow())
        const intensity = Number(section.values.get('Intensity') ?? 100)
        notes.push({
          startBeats: tick / TICKS_PER_BEAT,
          lengthBeats: length / TICKS_PER_BEAT,
          pitch,
          lyric,
          ...(vibrato ? { vibrato } : {}),
          ...(bend ? { bend } : {}),
          ...(intensity >= 0 && intensity !== 100 ? { dynamicsUnit: Math.min(1, intensity / 200) } : {}),
        })
        pitchBefore = pitch
      }
    } else pitchBefore = null
    tick += length
  }
  const name = setting?.values.get('ProjectName')?.trim() ?? ''
  return {
    title: name === '' ? null : name,
    tempo,
    metre: [],
    parts: [{ name: 'Vocal', sung: true, notes: notesFromEditor(notes, 'Vocal', complaints), instrument: 'lead', language: null }],
    endBeats: tick / TICKS_PER_BEAT,
    credits: [],
    rights: null,
  }
}

/** Cut at line ends before decoding: the second byte of a Shift-JIS letter is never CR or LF. */
function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  let start = 0
  for (let at = 0; at <= bytes.length; at++) {
    if (at < bytes.length && bytes[at] !== 0x0a) continue
    lines.push(bytes.subarray(start, at > start && bytes[at - 1] === 0x0d ? at - 1 : at))
    start = at + 1
  }
  return lines
}

function sectionsOf(lines: readonly string[]): Section[] {
  const sections: { name: string; line: number; values: Map<string, string> }[] = []
  lines.forEach((line, index) => {
    const head = /^\s*\[#([^\]]*)\]/.exec(line)
    if (head) sections.push({ name: head[1]!, line: index + 1, values: new Map() })
    else {
      const equals = line.indexOf('=')
      if (equals > 0) sections.at(-1)?.values.set(line.slice(0, equals).trim(), line.slice(equals + 1))
    }
  })
  return sections
}

/** VBR=length %, cycle ms, depth cents, fade in %, fade out %, … as UTAU writes it. */
function vibratoOf(text: string | undefined): ScoreVibrato | null {
  const [length, period, depth, fadeIn, fadeOut, shift, drift] = (text ?? '').split(',').map(Number)
  return createVibrato({
    lengthPercent: length,
    periodMs: period,
    depthCents: depth,
    fadeInPercent: fadeIn,
    fadeOutPercent: fadeOut,
    shiftPercent: shift,
    driftPercent: drift,
  })
}

const SHAPES: Readonly<Record<string, BendShape>> = { s: 'line', r: 'out', j: 'in' }

/**
 * Mode 2: PBS=start ms;first height, PBW=widths in ms, PBY=heights in tenths of a semitone, PBM=shapes. It starts on the note before and ends on
 * this one.
 */
function bendOfNote(section: Section, fromCents: number): NoteBend | null {
  const start = section.values.get('PBS')
  const widths = section.values.get('PBW')
  if (start === undefined || widths === undefined) return null
  const [startMs, height] = start.split(/[;,]/).map(Number)
  const widthsMs = widths.split(',').map((width) => Number(width) || 0)
  const heights = (section.values.get('PBY') ?? '').split(',').map((one) => Number(one) || 0)
  const shapes = (section.values.get('PBM') ?? '').split(',')
  if (!Number.isFinite(startMs) || widthsMs.some((width) => width < 0 || width > 60_000) || widthsMs.length > 200) return null
  let atMs = startMs!
  const points = [{ atMs, cents: fromCents !== 0 ? fromCents : (height || 0) * 10, shape: SHAPES[shapes[0] ?? ''] ?? 'inOut' }]
  widthsMs.forEach((width, i) => {
    atMs += width
    const last = i === widthsMs.length - 1
    points.push({ atMs, cents: last ? 0 : (heights[i] ?? 0) * 10, shape: SHAPES[shapes[i + 1] ?? ''] ?? 'inOut' })
  })
  return bendOf(points)
}

/**
 * Mode 1: PitchBend (also spelt Pitches and Piches) has cents beside the note's own pitch every five ticks from PBStart on, in ms from the start of
 * the note.
 */
function oldBendOfNote(section: Section, bpm: number): NoteBend | null {
  const text = ['PitchBend', 'Pitches', 'Piches']
    .map((key) => section.values.get(key))
    .find((value) => value !== undefined && value.trim() !== '')
  if (text === undefined) return null
  const cents = text
    .split(',')
    .slice(0, MOST_BEND_POINTS)
    .map((one) => Number(one) || 0)
  if (cents.every((one) => one === 0)) return null
  const startMs = Number(section.values.get('PBStart') ?? 0) || 0
  const stepMs = (BEND_TICKS / TICKS_PER_BEAT) * (60_000 / bpm)
  return cents.map((value, i) => ({ atMs: startMs + i * stepMs, cents: value }))
}

/** UTAU's and OpenUtau's figures as the document's; null when there is none to speak of. */
export function createVibrato(given: {
  readonly lengthPercent: number | undefined
  readonly periodMs: number | undefined
  readonly depthCents: number | undefined
  readonly fadeInPercent: number | undefined
  readonly fadeOutPercent: number | undefined
  readonly shiftPercent?: number | undefined
  readonly driftPercent?: number | undefined
}): ScoreVibrato | null {
  const within = (value: number | undefined, low: number, high: number, otherwise: number) =>
    value === undefined || !Number.isFinite(value) ? otherwise : Math.min(high, Math.max(low, value))
  if (!((given.lengthPercent ?? 0) > 0) || !((given.depthCents ?? 0) > 0)) return null
  return {
    depthCents: within(given.depthCents, 0, 200, 25),
    periodMs: within(given.periodMs, 50, 500, 175),
    lengthUnit: within(given.lengthPercent, 0, 100, 50) / 100,
    fadeInUnit: within(given.fadeInPercent, 0, 100, 10) / 100,
    fadeOutUnit: within(given.fadeOutPercent, 0, 100, 10) / 100,
    ...(given.shiftPercent ? { shiftUnit: within(given.shiftPercent, 0, 100, 0) / 100 } : {}),
    ...(given.driftPercent ? { driftUnit: within(given.driftPercent, -100, 100, 0) / 100 } : {}),
  }
}
