/** Sung tracks: one voice sings one note at a time, and no phrase crosses the edge of a vamp. */
import type { Note } from '../../document/note.ts'
import type { VocalTrack } from '../../document/track.ts'
import { compareText } from '../../order.ts'
import { beats } from '../../units.ts'
import { barText } from './report.ts'
import { SLACK_BEATS, type SongCheck } from './song-check.ts'

/** Notes closer together than this are sung in one breath, unless `breathAfter` says otherwise; the voice phrases by the same rule. */
const PHRASE_REST_MS = 150

export function checkVocal(check: SongCheck, path: string, track: VocalTrack): void {
  const { report, time } = check
  const notes = Object.entries(track.notes).sort(([idA, a], [idB, b]) => a.startBeats - b.startBeats || compareText(idA, idB))
  notes.forEach(([id, note], index) => {
    const next = notes[index + 1]
    if (next && endOf(note) > next[1].startBeats + SLACK_BEATS) {
      const where = barText(time.barBeatAt(next[1].startBeats))
      report.error(
        `${path}.notes.${next[0]}`,
        'notes-overlap',
        `begins at ${where} before the note "${id}" ends; one voice sings one note at a time`,
      )
    }
    if (note.lyric.trim() === '') {
      report.warning(
        `${path}.notes.${id}.lyric`,
        'empty-lyric',
        `the note at ${barText(time.barBeatAt(note.startBeats))} has no words; "-" prolongs the vowel before`,
      )
    }
  })
  checkVampEdges(check, path, notes)
}

const endOf = (note: Note): number => note.startBeats + note.lengthBeats

/** Passages that may repeat: the vamps of the song, and its sections that cues make repeat. */
function loopsOf({ show, song }: SongCheck): { readonly what: string; readonly startBeats: number; readonly lengthBeats: number }[] {
  const marked = Object.entries(song.vamps).map(([id, vamp]) => ({ what: `the vamp "${id}"`, ...vamp }))
  const made = Object.values(show.cues).flatMap(({ action, number }) => {
    const section = action.kind === 'vamp' && action.sectionId !== undefined ? song.sections[action.sectionId] : undefined
    if (action.kind !== 'vamp' || !section) return []
    const { startBeats, lengthBeats } = section
    return [{ what: `the section "${action.sectionId}", which cue ${number} makes repeat,`, startBeats, lengthBeats }]
  })
  return [...marked, ...made]
}

function checkVampEdges(check: SongCheck, path: string, notes: readonly [string, Note][]): void {
  const { report, song, time } = check
  for (const vamp of loopsOf(check)) {
    for (const edge of [vamp.startBeats, vamp.startBeats + vamp.lengthBeats]) {
      if (edge <= 0 || edge >= song.lengthBeats) continue
      const where = barText(time.barBeatAt(beats(edge)))
      const before = notes.findLast(([, note]) => note.startBeats < edge - SLACK_BEATS)
      const after = notes.find(([, note]) => note.startBeats >= edge - SLACK_BEATS)
      if (!before) continue
      const [id, note] = before
      if (endOf(note) > edge + SLACK_BEATS) {
        report.error(`${path}.notes.${id}`, 'phrase-across-vamp', `sounds across the edge of ${vamp.what} at ${where}; end it there`)
        continue
      }
      if (!after || note.breathAfter) continue
      const restMs = time.tempo.beatsToMs(after[1].startBeats) - time.tempo.beatsToMs(beats(endOf(note)))
      if (restMs >= PHRASE_REST_MS) continue
      report.error(
        `${path}.notes.${id}`,
        'phrase-across-vamp',
        `is sung in one breath with "${after[0]}" across the edge of ${vamp.what} at ${where}; set breathAfter on it or leave a rest of ${PHRASE_REST_MS} ms`,
      )
    }
  }
}
