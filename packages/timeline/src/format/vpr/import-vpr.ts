/** VPR, the sequence of VOCALOID 5 and 6: a zip with Project/sequence.json, 480 ticks to the quarter note. */
import { barsToBeats } from '../score/bars-to-beats.ts'
import { joined } from '../score/editor-curves.ts'
import { type EditorNote, notesFromEditor } from '../score/editor-lyric.ts'
import { listIn, numberIn, orElse, recordIn, textIn } from '../score/json-value.ts'
import type { Complaints, Score, ScorePart } from '../score/score.ts'
import { type Controller, type ControllerEvent, curvesOfControllers } from '../score/vocaloid-curves.ts'

const TICKS_PER_BEAT = 480
export const VPR_ENTRY = 'Project/sequence.json'

const CONTROLLERS: Readonly<Record<string, Controller>> = {
  pitchBend: 'pitchBend',
  pitchBendSens: 'pitchBendRange',
  dynamics: 'dynamics',
  breathiness: 'breathiness',
  brightness: 'brightness',
  character: 'gender',
}

function curvesOfPart(given: unknown) {
  const part = recordIn(given)
  const offset = orElse(numberIn(part.pos), 0)
  const events = listIn(part.controllers).flatMap((one) => {
    const controller = CONTROLLERS[textIn(recordIn(one).name)]
    return listIn(recordIn(one).events).flatMap((event): ControllerEvent[] =>
      controller
        ? [{ controller, atBeats: (offset + numberIn(recordIn(event).pos)) / TICKS_PER_BEAT, value: numberIn(recordIn(event).value) }]
        : [],
    )
  })
  const lastNote = Math.max(0, ...listIn(part.notes).map((note) => numberIn(recordIn(note).pos) + numberIn(recordIn(note).duration)))
  return curvesOfControllers(events, 0, (offset + Math.max(orElse(numberIn(part.duration), 0), orElse(lastNote, 0))) / TICKS_PER_BEAT)
}

/** @param input  sequence.json, already read. */
export function scoreFromVpr(input: unknown, complaints: Complaints): Score | null {
  const project = recordIn(input)
  const master = recordIn(project.masterTrack)
  const tempo = recordIn(master.tempo)
  const global = recordIn(tempo.global)
  const points =
    global.isEnabled === true
      ? [{ atBeats: 0, bpm: numberIn(global.value) / 100 }]
      : listIn(tempo.events).map((point) => ({
          atBeats: numberIn(recordIn(point).pos) / TICKS_PER_BEAT,
          bpm: numberIn(recordIn(point).value) / 100,
        }))
  const metre = barsToBeats(
    listIn(recordIn(master.timeSig).events).map((point) => ({
      bar: numberIn(recordIn(point).bar),
      beatsPerBar: numberIn(recordIn(point).numer),
      beatUnit: numberIn(recordIn(point).denom),
    })),
    complaints,
  )
  let audio = 0
  const parts = listIn(project.tracks).flatMap((given, trackIndex): ScorePart[] => {
    const track = recordIn(given)
    const name = textIn(track.name) || `Track ${trackIndex + 1}`
    const notes = listIn(track.parts).flatMap((one, partIndex) => {
      const part = recordIn(one)
      if (part.wav !== undefined) audio++
      const offset = orElse(numberIn(part.pos), 0)
      return listIn(part.notes).flatMap((raw, noteIndex): EditorNote[] => {
        const note = recordIn(raw)
        const start = numberIn(note.pos)
        const duration = numberIn(note.duration)
        const pitch = numberIn(note.number)
        if ([start, duration, pitch].every(Number.isFinite))
          return [
            { startBeats: (offset + start) / TICKS_PER_BEAT, lengthBeats: duration / TICKS_PER_BEAT, pitch, lyric: textIn(note.lyric) },
          ]
        complaints.warn(
          `tracks.${trackIndex}.parts.${partIndex}.notes.${noteIndex}`,
          'bad-note',
          'a note needs pos, duration and number; it was left out',
        )
        return []
      })
    })
    return notes.length === 0
      ? []
      : [
          {
            name,
            sung: true,
            notes: notesFromEditor(notes, name, complaints),
            instrument: 'lead',
            language: null,
            curves: joined(listIn(track.parts).map(curvesOfPart)),
          },
        ]
  })
  if (audio > 0) complaints.warn('', 'audio-parts', `${audio} recordings were left out: put them into the song as audio`)
  return { title: null, tempo: points, metre, parts, endBeats: 0, credits: [], rights: null }
}
