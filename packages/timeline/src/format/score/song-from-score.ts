/** A score as a song: vocal tracks for parts with words, instrument tracks for the rest, the sung lines, tempo, metre and a length in whole bars. */
import type { Song } from '../../document/song.ts'
import type { InstrumentTrack, LyricTrack, Track, VocalTrack } from '../../document/track.ts'
import type { Parsed } from '../../issue.ts'
import { createSongTime } from '../../song-time.ts'
import { createTempoMap, type TempoMap } from '../../tempo-map.ts'
import { beats, ms } from '../../units.ts'
import { isKana } from '../midi/karaoke.ts'
import { parseSong } from '../parse.ts'
import { type CurveName, type CurvePoint, glideAndDrift, tidied } from './editor-curves.ts'
import type { Complaints, Score, ScoreImport, ScoreNote, ScorePart, SungLanguage } from './score.ts'
import { metreOf, tempoOf } from './tempo-and-metre.ts'

/** A rest this long ends a line of words where the file marks none. */
const LINE_REST_BEATS = 1
/** Shortest note kept, quarter notes. */
const LEAST_BEATS = 1e-6
/** A song longer than this is a mistake in a position: 100 000 quarter notes are fourteen hours at 120 bpm. */
const MOST_BEATS = 100_000
/** Notes of a file; far beyond any song, small enough for any machine. */
const MOST_NOTES = 200_000

/** @returns the song and everything that had to be left out, or the reasons why there is none. */
export function songFromScore(
  score: Score,
  options: Pick<ScoreImport, 'title' | 'songId' | 'performerId' | 'language'>,
  complaints: Complaints,
): Parsed<Song> {
  const { warn } = complaints
  const fail = (code: string, message: string): Parsed<Song> => {
    complaints.error('', code, message)
    return { ok: false, issues: complaints.issues }
  }
  const noteCount = score.parts.reduce((sum, part) => sum + part.notes.length, 0)
  if (noteCount > MOST_NOTES) return fail('too-many-notes', `the file has ${noteCount} notes; at most ${MOST_NOTES} can be read`)
  const parts = score.parts.map((part) => ({ ...part, notes: usable(part.notes, part.name, warn) })).filter((part) => part.notes.length > 0)
  if (parts.length === 0) return fail('no-notes', 'no notes found in the file')

  const tempo = tempoOf(score.tempo, warn)
  const tempoMap = createTempoMap(Object.values(tempo))
  const tracks: Record<string, Track> = {}
  let order = 0
  const nextOrder = () => `a${String(++order).padStart(3, '0')}`
  let vocals = 0
  let bandNumber = 0
  const addVocal = (part: ScorePart): void => {
    vocals++
    const id = vocals === 1 ? 'vocal' : `vocal-${vocals}`
    const { track, line } = vocalTrack(part, id)
    tracks[id] = { ...track, order: nextOrder(), role: vocals === 1 ? 'lead' : 'harmony' }
    const lines = vocals === 1 ? linesOf(line, track.language) : {}
    if (Object.keys(lines).length > 0) tracks.lyrics = { kind: 'lyrics', order: nextOrder(), name: 'Lyrics', lines }
  }
  for (const part of parts) {
    if (part.sung) for (const layer of layersOf(part)) addVocal(layer)
  }
  for (const part of parts) {
    if (part.sung) continue
    bandNumber++
    tracks[`band-${bandNumber}`] = { ...instrumentTrack(part), order: nextOrder() }
  }
  if (vocals === 0) warn('', 'no-lyrics', 'the file has no words: all parts became instruments')

  function vocalTrack(part: ScorePart, id: string): { track: VocalTrack; line: readonly ScoreNote[] } {
    const path = `tracks.${id}`
    const { notes, dropped, shortened } = oneAtATime(part.notes)
    if (dropped > 0)
      warn(path, 'chord-in-vocal', `${dropped} notes that sound under another were left out: one voice sings one note at a time`)
    if (shortened > 0) warn(path, 'overlap-in-vocal', `${shortened} notes were ended where the next one begins`)
    const before = notes.findIndex((note) => note.lyric !== null)
    if (before > 0) warn(path, 'notes-before-words', `${before} notes come before the first word; they carry "-"`)
    const language = options.language ?? part.language ?? languageOf(notes)
    const record: VocalTrack['notes'] = {}
    const { glides, pitch } = bendsOf(notes, tempoMap)
    const curves = curvesOf(part, pitch)
    notes.forEach((note, index) => {
      record[noteId(index)] = {
        startBeats: beats(rounded(note.startBeats)),
        lengthBeats: beats(Math.max(LEAST_BEATS, rounded(note.lengthBeats))),
        pitch: note.pitch,
        lyric: note.lyric ?? '-',
        ...(note.dynamicsUnit === undefined ? {} : { dynamicsUnit: note.dynamicsUnit }),
        ...(note.vibrato === undefined ? {} : { vibrato: note.vibrato }),
        ...glides[index],
      }
    })
    const track: VocalTrack = {
      kind: 'vocal',
      order: '',
      name: part.name === '' ? 'Vocal' : part.name,
      performerId: options.performerId,
      language,
      gainDb: gainOf(part),
      role: 'lead',
      ...(curves === undefined ? {} : { curves }),
      notes: record,
    }
    return { track, line: notes }
  }

  const written = parts.flatMap((part) => part.notes)
  const language = options.language ?? parts.find((part) => part.sung)?.language ?? languageOf(written)
  const bare: Song = {
    schemaVersion: 1,
    id: options.songId,
    title: { [language]: options.title ?? score.title ?? options.songId },
    lengthBeats: beats(1),
    tempo,
    metre: metreOf(score.metre, warn),
    sections: {},
    vamps: {},
    tracks,
    credits: creditsOf(score),
  }
  const lastBeat = Math.max(score.endBeats, ...parts.map(endOf))
  const time = createSongTime(bare)
  const { bar, beat } = time.barBeatAt(beats(lastBeat))
  const song = { ...bare, lengthBeats: beat - 1 < 1e-4 && bar > 1 ? time.barStart(bar) : time.barStart(bar + 1) }
  const parsed = parseSong(JSON.parse(JSON.stringify(song)))
  return parsed.ok
    ? { ...parsed, issues: [...complaints.issues, ...parsed.issues] }
    : { ok: false, issues: [...complaints.issues, ...parsed.issues] }
}

/** Bends of notes: a glide in from the note before where one is adjacent, and the rest as drawn pitch. */
function bendsOf(
  notes: readonly ScoreNote[],
  tempo: TempoMap,
): { glides: Pick<VocalTrack['notes'][string], 'portamentoMs' | 'portamentoStartMs'>[]; pitch: CurvePoint[] } {
  const pitch: CurvePoint[] = []
  const glides = notes.map((note, index) => {
    if (!note.bend) return {}
    const before = notes[index - 1]
    const adjacent = before !== undefined && note.startBeats - (before.startBeats + before.lengthBeats) < 0.02
    const { glide, drift } = glideAndDrift(note.bend, adjacent ? (note.pitch - before.pitch) * 100 : 0)
    const startMs = tempo.beatsToMs(beats(note.startBeats))
    const points = drift.map(([atMs, cents]): CurvePoint => [tempo.msToBeats(ms(Math.max(0, startMs + atMs))), cents])
    const last = pitch.at(-1)
    const first = points[0]
    if (first && first[1] !== 0) points.unshift([first[0], 0])
    if (points.length > 0 && points.at(-1)![1] !== 0) points.push([points.at(-1)![0] + 1e-3, 0])
    // Where the bends of two notes meet the later one takes over.
    pitch.push(...(last && first && first[0] <= last[0] ? points.filter(([at]) => at > last[0]) : points))
    return glide === null ? {} : { portamentoMs: ms(rounded(glide.lengthMs)), portamentoStartMs: rounded(glide.startMs) }
  })
  return { glides, pitch }
}

/** What is drawn along a part; the bends of its notes lie over its pitch curve. */
function curvesOf(part: ScorePart, bends: readonly CurvePoint[]): VocalTrack['curves'] {
  const out: Partial<Record<CurveName, CurvePoint[]>> = {}
  for (const [name, points] of Object.entries(part.curves ?? {}) as [CurveName, readonly CurvePoint[]][]) {
    const kept = tidied(name, points)
    if (kept) out[name] = kept
  }
  const bent = tidied('pitchCents', bends)
  if (bent) out.pitchCents = out.pitchCents ? summed(out.pitchCents, bent) : bent
  return Object.keys(out).length > 0 ? (out as VocalTrack['curves']) : undefined
}

/** Sum of two curves of straight lines: exact, with the points of both. */
function summed(a: readonly CurvePoint[], b: readonly CurvePoint[]): CurvePoint[] {
  const at = [...new Set([...a, ...b].map(([position]) => position))].sort((x, y) => x - y)
  const reader = (points: readonly CurvePoint[]) => {
    let i = 0
    return (position: number): number => {
      while (i + 1 < points.length && points[i + 1]![0] <= position) i++
      const from = points[i]!
      const to = points[i + 1]
      if (!to || position <= from[0]) return from[1]
      return from[1] + ((to[1] - from[1]) * (position - from[0])) / (to[0] - from[0])
    }
  }
  const first = reader(a)
  const second = reader(b)
  return at.map((position) => [position, first(position) + second(position)])
}

/** Positions in a file of 960 ticks are exact to a millionth. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6
const noteId = (index: number): string => `n${String(index + 1).padStart(4, '0')}`
const endOf = (part: ScorePart): number => part.notes.reduce((latest, note) => Math.max(latest, note.startBeats + note.lengthBeats), 0)
const gainOf = (part: ScorePart): number => Math.min(12, Math.max(-60, part.gainDb ?? 0))
const languageOf = (notes: readonly ScoreNote[]): SungLanguage => (notes.some((note) => isKana(note.lyric ?? '')) ? 'ja' : 'en')

/** Notes that a document can hold; the others are named with their place. */
function usable(notes: readonly ScoreNote[], name: string, warn: Complaints['warn']): ScoreNote[] {
  return notes
    .filter((note) => {
      const fits =
        Number.isInteger(note.pitch) &&
        note.pitch >= 0 &&
        note.pitch <= 127 &&
        note.startBeats >= -LEAST_BEATS &&
        note.startBeats + note.lengthBeats <= MOST_BEATS &&
        note.lengthBeats > 0
      if (!fits)
        warn(
          '',
          'bad-note',
          `part "${name}": a note of pitch ${note.pitch}, ${rounded(note.lengthBeats)} beats long at beat ${rounded(note.startBeats)}, cannot be sung and was left out`,
        )
      return fits
    })
    .map((note) => ({ ...note, startBeats: Math.max(0, note.startBeats) }))
    .sort((a, b) => a.startBeats - b.startBeats || a.pitch - b.pitch)
}

/** The lines of a part that writes chords: the highest notes, then the second ones with the syllable that is being sung, and so on. */
function layersOf(part: ScorePart): ScorePart[] {
  const count = Math.max(0, ...part.notes.map((note) => note.layer ?? 0)) + 1
  if (count === 1) return [part]
  const main = part.notes.filter((note) => (note.layer ?? 0) === 0)
  const layers = [{ ...part, notes: main }]
  for (let layer = 1; layer < count; layer++) {
    let sungUntil = -1
    const notes = part.notes
      .filter((note) => note.layer === layer)
      .map((note) => {
        const holds = note.lyric === null && Math.abs(note.startBeats - sungUntil) > LEAST_BEATS
        const lyric = holds
          ? (main.findLast((other) => other.lyric !== null && other.lyric !== '-' && other.startBeats <= note.startBeats)?.lyric ?? null)
          : note.lyric
        sungUntil = note.startBeats + note.lengthBeats
        return { ...note, lyric }
      })
    layers.push({ ...part, name: `${part.name} ${layer + 1}`.trim(), notes })
  }
  return layers
}

/** One voice sings one note at a time: of notes that begin together the highest stays, and each ends where the next begins. */
function oneAtATime(notes: readonly ScoreNote[]): { notes: ScoreNote[]; dropped: number; shortened: number } {
  const top: ScoreNote[] = []
  for (const note of notes) {
    const last = top.at(-1)
    if (last && Math.abs(last.startBeats - note.startBeats) < LEAST_BEATS) {
      top.pop()
      top.push(
        note.lyric === null && last.lyric !== null
          ? { ...note, lyric: last.lyric, written: last.written, startsLine: last.startsLine }
          : note,
      )
    } else top.push(note)
  }
  let shortened = 0
  const cut = top.map((note, index) => {
    const limit = top[index + 1]?.startBeats ?? Infinity
    if (note.startBeats + note.lengthBeats <= limit + LEAST_BEATS) return note
    shortened++
    return { ...note, lengthBeats: limit - note.startBeats }
  })
  return { notes: cut, dropped: notes.length - top.length, shortened }
}

/** The words as lines for people to read: where the file breaks them, else at rests. */
export function linesOf(notes: readonly ScoreNote[], language: string): LyricTrack['lines'] {
  const lines: LyricTrack['lines'] = {}
  const marked = notes.filter((note) => note.startsLine).length > 1
  let text = ''
  let startBeats = 0
  let endBeats = 0
  const close = () => {
    const words = text.trim().replace(/\s+/g, ' ')
    if (words === '') return
    lines[`l${Object.keys(lines).length + 1}`] = {
      startBeats: beats(rounded(startBeats)),
      lengthBeats: beats(Math.max(LEAST_BEATS, rounded(endBeats - startBeats))),
      text: { [language]: words },
    }
    text = ''
  }
  for (const note of notes) {
    const rested = !marked && text !== '' && note.startBeats - endBeats >= LINE_REST_BEATS
    if (note.lyric !== null && (rested || (marked && note.startsLine))) close()
    if (note.lyric !== null) {
      if (text === '') startBeats = note.startBeats
      text += note.written
    }
    endBeats = note.startBeats + note.lengthBeats
  }
  close()
  return lines
}

function instrumentTrack(part: ScorePart): InstrumentTrack {
  const record: InstrumentTrack['notes'] = {}
  part.notes.forEach((note, index) => {
    record[noteId(index)] = {
      startBeats: beats(rounded(note.startBeats)),
      lengthBeats: beats(Math.max(LEAST_BEATS, rounded(note.lengthBeats))),
      pitch: note.pitch,
      velocityUnit: note.velocityUnit,
    }
  })
  return {
    kind: 'instrument',
    order: '',
    name: part.name === '' ? part.instrument : part.name,
    instrument: part.instrument,
    gainDb: gainOf(part),
    notes: record,
  }
}

/** What the file says about its makers. A licence it does not state is not invented. */
function creditsOf(score: Score): Song['credits'] {
  return Object.fromEntries(
    score.credits.map(({ name, role }, index) => [
      `c${index + 1}`,
      { order: `a${String(index + 1).padStart(3, '0')}`, name, role, licence: score.rights ?? 'not stated in the file' },
    ]),
  )
}
