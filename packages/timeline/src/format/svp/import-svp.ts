/** SVP, the project of Synthesizer V Studio: JSON, often with a zero byte behind it; positions in blicks, 705 600 000 to the quarter note. */

import { createTempoMap, type TempoMap } from '../../tempo-map.ts'
import { beats } from '../../units.ts'
import { barsToBeats } from '../score/bars-to-beats.ts'
import { type CurveName, type CurvePoint, joined, resting, type ScoreCurves } from '../score/editor-curves.ts'
import { type EditorNote, notesFromEditor } from '../score/editor-lyric.ts'
import { type Loose, listIn, numberIn, orElse, recordIn, textIn } from '../score/json-value.ts'
import type { Complaints, Score, ScorePart, ScoreVibrato, SungLanguage } from '../score/score.ts'
import { tempoOf } from '../score/tempo-and-metre.ts'
import { createVibrato } from '../ust/import-ust.ts'

const BLICKS_PER_BEAT = 705_600_000

export const isSvp = (input: unknown): boolean => {
  const { time, tracks } = recordIn(input)
  return Array.isArray(tracks) && Array.isArray(recordIn(time).meter)
}

export function scoreFromSvp(input: unknown, complaints: Complaints): Score | null {
  const project = recordIn(input)
  const time = recordIn(project.time)
  const tempo = listIn(time.tempo).map((point) => ({
    atBeats: numberIn(recordIn(point).position) / BLICKS_PER_BEAT,
    bpm: numberIn(recordIn(point).bpm),
  }))
  // What is wrong with the tempo is said once, when the song is made.
  const tempoMap = createTempoMap(Object.values(tempoOf(tempo, () => undefined)))
  const library = new Map(listIn(project.library).map((group) => [textIn(recordIn(group).uuid), recordIn(group)]))
  const parts = listIn(project.tracks).flatMap((given, trackIndex): ScorePart[] => {
    const track = recordIn(given)
    const name = textIn(track.name) || `Track ${trackIndex + 1}`
    const path = `tracks.${trackIndex}`
    const mainRef = recordIn(track.mainRef)
    const notes = [
      ...groupNotes(recordIn(track.mainGroup), mainRef, `${path}.mainGroup`, tempoMap, complaints),
      ...listIn(track.groups).flatMap((one, index) => {
        const reference = recordIn(one)
        const group = library.get(textIn(reference.groupID))
        if (group) return groupNotes(group, reference, `${path}.groups.${index}`, tempoMap, complaints)
        if (reference.isInstrumental !== true)
          complaints.warn(`${path}.groups.${index}`, 'missing-group', 'a group of notes is named but not in the file')
        return []
      }),
    ]
    if (notes.length === 0) return []
    const language = languageOf(textIn(recordIn(mainRef.database).language))
    const curves = joined([
      curvesOf(recordIn(track.mainGroup), mainRef),
      ...listIn(track.groups).map((one) => curvesOf(library.get(textIn(recordIn(one).groupID)) ?? {}, recordIn(one))),
    ])
    return [{ name, sung: true, notes: notesFromEditor(notes, name, complaints), instrument: 'lead', language, curves }]
  })
  return {
    title: null,
    tempo,
    metre: barsToBeats(
      listIn(time.meter).map((point) => ({
        bar: numberIn(recordIn(point).index),
        beatsPerBar: numberIn(recordIn(point).numerator),
        beatUnit: numberIn(recordIn(point).denominator),
      })),
      complaints,
    ),
    parts,
    endBeats: 0,
    credits: [],
    rights: null,
  }
}

const CURVES: Readonly<Record<string, CurveName>> = {
  pitchDelta: 'pitchCents',
  loudness: 'dynamicsDb',
  tension: 'tensionUnit',
  breathiness: 'breathinessUnit',
  voicing: 'voicingUnit',
  gender: 'genderUnit',
}

/** Parameters of a group: flat lists of blicks and values, drawn straight here whatever curve lies between. */
function curvesOf(group: Loose, reference: Loose): ScoreCurves {
  const offset = orElse(numberIn(reference.blickOffset), 0)
  const out: Partial<Record<CurveName, CurvePoint[]>> = {}
  for (const [key, name] of Object.entries(CURVES)) {
    const flat = listIn(recordIn(recordIn(group.parameters)[key]).points).map(numberIn)
    const points: CurvePoint[] = []
    for (let i = 0; i + 1 < flat.length; i += 2) {
      const at = (offset + flat[i]!) / BLICKS_PER_BEAT
      if (Number.isFinite(at) && Number.isFinite(flat[i + 1])) points.push([Math.max(0, at), flat[i + 1]!])
    }
    if (points.length > 0) out[name] = resting(name, points)
  }
  return out
}

function groupNotes(group: Loose, reference: Loose, path: string, tempo: TempoMap, complaints: Complaints): EditorNote[] {
  const offset = orElse(numberIn(reference.blickOffset), 0)
  const shift = orElse(numberIn(reference.pitchOffset), 0)
  return listIn(group.notes).flatMap((one, index): EditorNote[] => {
    const note = recordIn(one)
    const onset = numberIn(note.onset)
    const duration = numberIn(note.duration)
    const pitch = numberIn(note.pitch) + shift
    if ([onset, duration, pitch].every(Number.isFinite)) {
      const startBeats = (offset + onset) / BLICKS_PER_BEAT
      const lengthBeats = duration / BLICKS_PER_BEAT
      const lengthMs = tempo.beatsToMs(beats(startBeats + lengthBeats)) - tempo.beatsToMs(beats(startBeats))
      const vibrato = vibratoOf(note, recordIn(reference.voice), lengthMs)
      return [{ startBeats, lengthBeats, pitch, lyric: textIn(note.lyrics), ...(vibrato ? { vibrato } : {}) }]
    }
    complaints.warn(`${path}.notes.${index}`, 'bad-note', 'a note needs onset, duration and pitch; it was left out')
    return []
  })
}

/** What Synthesizer V takes where neither note nor voice say otherwise; seconds, hertz, semitones from trough to crest. */
const VIBRATO = { tF0VbrStart: 0.25, tF0VbrLeft: 0.2, tF0VbrRight: 0.2, dF0Vbr: 1, fF0Vbr: 5.5, pF0Vbr: 0 } as const

/**
 * Vibrato of a note, where somebody set it: in the note itself, in the voice, or by drawing the pitch by hand (`instantMode` off), when the
 * editor's own figures hold. Otherwise the file leaves it to the singer, and so do we.
 */
function vibratoOf(note: Loose, voice: Loose, lengthMs: number): ScoreVibrato | null {
  const own = recordIn(note.attributes)
  const keys = Object.keys(VIBRATO) as (keyof typeof VIBRATO)[]
  const stated = keys.some((key) => Number.isFinite(numberIn(own[key])) || Number.isFinite(numberIn(voice[key])))
  if ((!stated && note.instantMode !== false) || !(lengthMs > 0)) return null
  const of = (key: keyof typeof VIBRATO): number => orElse(numberIn(own[key]), orElse(numberIn(voice[key]), VIBRATO[key]))
  const spanMs = lengthMs - 1000 * of('tF0VbrStart')
  const straight = !(spanMs > 0) || !(of('dF0Vbr') > 0) || !(of('fF0Vbr') > 0)
  // A note with a vibrato of no depth is sung straight; without one the singer would decide.
  if (straight) return { depthCents: 0, periodMs: 180, lengthUnit: 0, fadeInUnit: 0, fadeOutUnit: 0 }
  const turns = of('pF0Vbr') / (2 * Math.PI)
  return createVibrato({
    lengthPercent: (100 * spanMs) / lengthMs,
    periodMs: 1000 / of('fF0Vbr'),
    depthCents: 50 * of('dF0Vbr'),
    fadeInPercent: (100_000 * of('tF0VbrLeft')) / spanMs,
    fadeOutPercent: (100_000 * of('tF0VbrRight')) / spanMs,
    shiftPercent: 100 * (turns - Math.floor(turns)),
  })
}

function languageOf(text: string): SungLanguage | null {
  if (text === 'japanese') return 'ja'
  if (text === 'english') return 'en'
  return text === 'spanish' ? 'es' : null
}
