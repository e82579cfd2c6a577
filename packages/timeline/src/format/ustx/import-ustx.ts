/** USTX, the project of OpenUtau: YAML. Versions 0.5 to 0.9 differ in where tempo and metre stand; older ones have the same notes. */
import { LineCounter, parseDocument } from 'yaml'
import { barsToBeats } from '../score/bars-to-beats.ts'
import {
  type BendShape,
  bendOf,
  type CurveName,
  type CurvePoint,
  joined,
  type NoteBend,
  resting,
  type ScoreCurves,
} from '../score/editor-curves.ts'
import { type EditorNote, notesFromEditor } from '../score/editor-lyric.ts'
import { listIn, numberIn, orElse, recordIn, textIn } from '../score/json-value.ts'
import type { Complaints, Score, ScorePart, SungLanguage } from '../score/score.ts'
import { createVibrato } from '../ust/import-ust.ts'

/** Curves and phonemes make most of a project; a long one has a few megabytes. */
const MOST_CHARACTERS = 24_000_000
const KNOWN = /^0\.[5-9]\d*(\.\d+)*$/

export const isUstx = (text: string): boolean => /^ustx_version\s*:/m.test(text.slice(0, 4000))

export function scoreFromUstx(text: string, complaints: Complaints): Score | null {
  if (text.length > MOST_CHARACTERS) {
    complaints.error('', 'too-large', `the file has ${text.length} characters; at most ${MOST_CHARACTERS} can be read`)
    return null
  }
  const lines = new LineCounter()
  // failsafe: everything stays text, so that a lyric may be "no" or "1e3". No aliases: OpenUtau writes none, and they can multiply.
  const document = parseDocument(text.replace(/^\ufeff/, ''), {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
  })
  for (const problem of document.errors) {
    const { line, col } = lines.linePos(problem.pos[0])
    complaints.error(`line ${line}`, 'malformed-yaml', `the YAML is not well-formed, line ${line}, column ${col}: ${problem.message}`)
  }
  if (document.errors.length > 0) return null
  let input: unknown
  try {
    input = document.toJS({ maxAliasCount: 0 })
  } catch (error) {
    complaints.error('', 'malformed-yaml', `the YAML cannot be read: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
  const project = recordIn(input)
  const version = textIn(project.ustx_version)
  if (!KNOWN.test(version))
    complaints.warn('ustx_version', 'other-version', `USTX version "${version}" is not one of 0.5 to 0.9; it is read as those`)
  const resolution = orElse(numberIn(project.resolution), 480)
  const toBeats = (tick: number) => tick / (resolution > 0 ? resolution : 480)

  const tempos = listIn(project.tempos).map(recordIn)
  const tempo =
    tempos.length > 0
      ? tempos.map((point) => ({ atBeats: toBeats(orElse(numberIn(point.position), 0)), bpm: numberIn(point.bpm) }))
      : [{ atBeats: 0, bpm: orElse(numberIn(project.bpm), 120) }]
  const signatures = listIn(project.time_signatures).map(recordIn)
  const metre = barsToBeats(
    signatures.length > 0
      ? signatures.map((point) => ({
          bar: orElse(numberIn(point.bar_position), 0),
          beatsPerBar: numberIn(point.beat_per_bar),
          beatUnit: numberIn(point.beat_unit),
        }))
      : [{ bar: 0, beatsPerBar: orElse(numberIn(project.beat_per_bar), 4), beatUnit: orElse(numberIn(project.beat_unit), 4) }],
    complaints,
  )

  const tracks = listIn(project.tracks).map(recordIn)
  const notesOf = new Map<number, EditorNote[]>()
  const curvesOf = new Map<number, ScoreCurves[]>()
  listIn(project.voice_parts).forEach((given, partIndex) => {
    const part = recordIn(given)
    const trackNumber = orElse(numberIn(part.track_no), 0)
    const offset = orElse(numberIn(part.position), 0)
    const notes = notesOf.get(trackNumber) ?? []
    notesOf.set(trackNumber, notes)
    curvesOf.set(trackNumber, [...(curvesOf.get(trackNumber) ?? []), curvesOfPart(listIn(part.curves), (tick) => toBeats(offset + tick))])
    let before: { readonly end: number; readonly tone: number } | null = null
    listIn(part.notes).forEach((one, noteIndex) => {
      const note = recordIn(one)
      const position = numberIn(note.position)
      const duration = numberIn(note.duration)
      const tone = numberIn(note.tone)
      if (![position, duration, tone].every(Number.isFinite)) {
        complaints.warn(
          `voice_parts.${partIndex}.notes.${noteIndex}`,
          'bad-note',
          'a note needs position, duration and tone as numbers; it was left out',
        )
        return
      }
      const swing = recordIn(note.vibrato)
      const vibrato = createVibrato({
        lengthPercent: numberIn(swing.length),
        periodMs: numberIn(swing.period),
        depthCents: numberIn(swing.depth),
        fadeInPercent: numberIn(swing.in),
        fadeOutPercent: numberIn(swing.out),
        shiftPercent: numberIn(swing.shift),
        driftPercent: numberIn(swing.drift),
      })
      const pitch = recordIn(note.pitch)
      const snaps = textIn(pitch.snap_first) !== 'false' && before !== null && position - before.end < 10
      const bend = bendOfNote(listIn(pitch.data), snaps ? (before!.tone - tone) * 100 : null)
      before = { end: position + duration, tone }
      notes.push({
        startBeats: toBeats(offset + position),
        lengthBeats: toBeats(duration),
        pitch: tone,
        lyric: withoutHint(textIn(note.lyric)),
        ...(vibrato ? { vibrato } : {}),
        ...(bend ? { bend } : {}),
      })
    })
  })
  const waves = listIn(project.wave_parts).length
  if (waves > 0)
    complaints.warn('wave_parts', 'audio-parts', `${waves} recordings on tracks were left out: put them into the song as audio`)
  const parts = [...notesOf]
    .sort(([a], [b]) => a - b)
    .map(([index, notes]): ScorePart => {
      const track = tracks[index] ?? {}
      const name = textIn(track.track_name) || `Track ${index + 1}`
      return {
        name,
        sung: true,
        notes: notesFromEditor(notes, name, complaints),
        instrument: 'lead',
        language: languageOf(textIn(track.phonemizer)),
        curves: joined(curvesOf.get(index) ?? []),
        gainDb: orElse(numberIn(track.volume), 0),
      }
    })
  return { title: textIn(project.name).replace(/^New Project$/, '') || null, tempo, metre, parts, endBeats: 0, credits: [], rights: null }
}

/** Curves of OpenUtau by abbreviation, and one of their units in ours. */
const CURVES: Readonly<Record<string, readonly [CurveName, number]>> = {
  pitd: ['pitchCents', 1],
  dyn: ['dynamicsDb', 0.1],
  brec: ['breathinessUnit', 0.01],
  tenc: ['tensionUnit', 0.01],
  genc: ['genderUnit', 0.01],
  voic: ['voicingUnit', 0.01],
  bric: ['brightnessUnit', 0.01],
}

function curvesOfPart(curves: readonly unknown[], toBeats: (tick: number) => number): ScoreCurves {
  const out: Partial<Record<CurveName, CurvePoint[]>> = {}
  for (const given of curves) {
    const curve = recordIn(given)
    const kind = CURVES[textIn(curve.abbr)]
    const ys = listIn(curve.ys)
    if (!kind) continue
    const points = listIn(curve.xs).map((x, i): CurvePoint => [toBeats(numberIn(x)), numberIn(ys[i]) * kind[1]])
    out[kind[0]] = resting(
      kind[0],
      points.filter(([at, value]) => Number.isFinite(at) && Number.isFinite(value)),
    )
  }
  return out
}

const SHAPES: Readonly<Record<string, BendShape>> = { io: 'inOut', i: 'in', o: 'out', l: 'line' }

/**
 * Points of a note's pitch: ms from its start and tenths of a semitone beside it. The first one snaps to the note before. OpenUtau's untouched
 * default (from −40 to 40 ms) says nothing: the singer glides as singers do.
 */
function bendOfNote(data: readonly unknown[], snapCents: number | null): NoteBend | null {
  if (data.length < 2 || data.length > 2000) return null
  const points = data.map((given, i) => {
    const point = recordIn(given)
    const cents = i === 0 && snapCents !== null ? snapCents : numberIn(point.y) * 10
    return { atMs: numberIn(point.x), cents, shape: SHAPES[textIn(point.shape)] ?? 'inOut' }
  })
  if (!points.every(({ atMs, cents }) => Number.isFinite(atMs) && Number.isFinite(cents))) return null
  const [first, second] = points
  const untouched =
    points.length === 2 && first!.atMs === -40 && second!.atMs === 40 && second!.cents === 0 && (snapCents !== null || first!.cents === 0)
  return untouched ? null : bendOf(points.sort((a, b) => a.atMs - b.atMs))
}

/** "read[r eh d]": the hint is in the phonemes of one voicebank, which are not ours. */
const withoutHint = (lyric: string): string => (/^[^[]+\[[^\]]*\]$/.test(lyric) ? lyric.replace(/\[[^\]]*\]$/, '') : lyric)

/** OpenUtau.Core.…JapaneseVCVPhonemizer, …EnglishXSampaPhonemizer: the name tells the language. */
function languageOf(phonemizer: string): SungLanguage | null {
  if (/japanese|JA\b/i.test(phonemizer)) return 'ja'
  if (/english|arpasing|EN\b/i.test(phonemizer)) return 'en'
  if (/spanish|ES\b/i.test(phonemizer)) return 'es'
  return null
}
