/** SVP, the project of Synthesizer V Studio: JSON, often with a zero byte behind it; positions in blicks, 705 600 000 to the quarter note. */
import { barsToBeats } from '../score/bars-to-beats.ts'
import { type CurveName, type CurvePoint, joined, resting, type ScoreCurves } from '../score/editor-curves.ts'
import { type EditorNote, notesFromEditor } from '../score/editor-lyric.ts'
import { type Loose, listIn, numberIn, orElse, recordIn, textIn } from '../score/json-value.ts'
import type { Complaints, Score, ScorePart, SungLanguage } from '../score/score.ts'

const BLICKS_PER_BEAT = 705_600_000

export const isSvp = (input: unknown): boolean => {
  const { time, tracks } = recordIn(input)
  return Array.isArray(tracks) && Array.isArray(recordIn(time).meter)
}

export function scoreFromSvp(input: unknown, complaints: Complaints): Score | null {
  const project = recordIn(input)
  const time = recordIn(project.time)
  const library = new Map(listIn(project.library).map((group) => [textIn(recordIn(group).uuid), recordIn(group)]))
  const parts = listIn(project.tracks).flatMap((given, trackIndex): ScorePart[] => {
    const track = recordIn(given)
    const name = textIn(track.name) || `Track ${trackIndex + 1}`
    const path = `tracks.${trackIndex}`
    const mainRef = recordIn(track.mainRef)
    const notes = [
      ...groupNotes(recordIn(track.mainGroup), mainRef, `${path}.mainGroup`, complaints),
      ...listIn(track.groups).flatMap((one, index) => {
        const reference = recordIn(one)
        const group = library.get(textIn(reference.groupID))
        if (group) return groupNotes(group, reference, `${path}.groups.${index}`, complaints)
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
    tempo: listIn(time.tempo).map((point) => ({
      atBeats: numberIn(recordIn(point).position) / BLICKS_PER_BEAT,
      bpm: numberIn(recordIn(point).bpm),
    })),
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

function groupNotes(group: Loose, reference: Loose, path: string, complaints: Complaints): EditorNote[] {
  const offset = orElse(numberIn(reference.blickOffset), 0)
  const shift = orElse(numberIn(reference.pitchOffset), 0)
  return listIn(group.notes).flatMap((one, index): EditorNote[] => {
    const note = recordIn(one)
    const onset = numberIn(note.onset)
    const duration = numberIn(note.duration)
    const pitch = numberIn(note.pitch) + shift
    if ([onset, duration, pitch].every(Number.isFinite))
      return [
        { startBeats: (offset + onset) / BLICKS_PER_BEAT, lengthBeats: duration / BLICKS_PER_BEAT, pitch, lyric: textIn(note.lyrics) },
      ]
    complaints.warn(`${path}.notes.${index}`, 'bad-note', 'a note needs onset, duration and pitch; it was left out')
    return []
  })
}

function languageOf(text: string): SungLanguage | null {
  if (text === 'japanese') return 'ja'
  if (text === 'english') return 'en'
  return text === 'spanish' ? 'es' : null
}
