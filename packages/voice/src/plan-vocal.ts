/** A vocal track becomes phrases: who sings which phoneme when, how high and how loud. No sound yet. */
import { type Issue, ms, type TempoMap, type VocalTrack } from '@ghostlight/timeline'
import { contentId, hash32 } from './dsp/random.ts'
import { dynamicsCurve } from './expression.ts'
import type { Lexicon } from './language/language.ts'
import { layPhonemes, type TimedNote, vowelOnsets } from './lay-phonemes.ts'
import { layLyrics, type NoteLyric, type ScoreNote, scoreNotes } from './lyric.ts'
import { pitchCurve } from './pitch-curve.ts'
import type { PhrasePlan, VocalPlan } from './plan.ts'

export interface PlanOptions {
  readonly lexicon: Lexicon
  /** Another seed is another take: vibrato, timing of breath and fine fluctuation differ. */
  readonly seed: number
}

/** A rest at least this long ends a phrase. Shorter ones are sung through. */
const restMs = 150
/** A breath written where no rest is takes this much from the note before it. */
const takenForBreathMs = 240

interface PlacedNote {
  readonly score: ScoreNote
  readonly lyric: NoteLyric
  readonly startMs: number
  endMs: number
  endsPhrase: boolean
}

/** Notes in milliseconds; one voice, so a later note cuts an earlier one and of two at once the higher is sung. */
function placeNotes(notes: readonly ScoreNote[], lyrics: readonly NoteLyric[], tempo: TempoMap): PlacedNote[] {
  const placed: PlacedNote[] = []
  notes.forEach((score, i) => {
    const { note } = score
    const startMs = tempo.beatsToMs(note.startBeats)
    const endMs = tempo.beatsToMs((note.startBeats + note.lengthBeats) as typeof note.startBeats)
    const before = placed.at(-1)
    if (before && before.endMs > startMs) before.endMs = startMs
    placed.push({ score, lyric: lyrics[i]!, startMs, endMs, endsPhrase: false })
  })
  placed.forEach((here, i) => {
    const next = placed[i + 1]
    if (!next) {
      here.endsPhrase = true
      return
    }
    const rest = next.startMs - here.endMs
    here.endsPhrase = rest >= restMs || here.score.note.breathAfter === true
    if (here.endsPhrase && rest < takenForBreathMs) {
      const length = here.endMs - here.startMs
      here.endMs -= Math.min(takenForBreathMs - Math.max(0, rest), length * 0.35)
    } else if (!here.endsPhrase) here.endMs = next.startMs
  })
  return placed
}

function planPhrase(notes: readonly PlacedNote[], silenceBeforeMs: number, carriedVowel: string, seed: number): PhrasePlan {
  const timed: TimedNote[] = notes.map((n) => ({
    noteId: n.score.noteId,
    startMs: n.startMs,
    endMs: n.endMs,
    syllables: n.lyric.syllables,
  }))
  const phraseSeed = hash32(seed, ...timed.map((n) => n.noteId))
  const phonemes = layPhonemes(timed, silenceBeforeMs, carriedVowel)
  const startMs = ms(phonemes[0]!.startMs - 20)
  const endMs = phonemes.at(-1)!.endMs
  const onsets = vowelOnsets(phonemes)
  const sung = notes.map((n) => ({
    noteId: n.score.noteId,
    startMs: onsets.get(n.score.noteId) ?? n.startMs,
    endMs: n.endMs,
    pitch: n.score.note.pitch,
    vibrato: n.score.note.vibrato ?? null,
    portamentoMs: n.score.note.portamentoMs ?? null,
    legato: n.lyric.syllables.length === 0,
    dynamicsUnit: n.score.note.dynamicsUnit ?? 0.5,
    startBeats: n.score.note.startBeats,
  }))
  const spans = [
    { phoneme: 'pau', startMs, endMs: phonemes[0]!.startMs, noteId: sung[0]!.noteId, kind: 'silence', part: 'whole' } as const,
    ...phonemes,
  ]
  const hz = pitchCurve(sung, startMs, endMs, phraseSeed)
  const dynamicsDb = dynamicsCurve(sung, startMs, endMs, phraseSeed)
  const id = contentId(
    JSON.stringify([
      startMs,
      endMs,
      phraseSeed,
      spans.map((s) => [s.phoneme, s.startMs, s.endMs, s.kind, s.part]),
      [...hz],
      [...dynamicsDb],
    ]),
  )
  return {
    id,
    startMs,
    endMs,
    noteIds: sung.map((n) => n.noteId),
    phonemes: spans,
    f0: { startMs, hopMs: 5, hz },
    dynamicsDb,
    seed: phraseSeed,
  }
}

/**
 * Plans a vocal track.
 *
 * @param track  notes in any order; overlapping ones are sung one at a time, and an issue says so.
 * @param tempo  of the song; covers every note.
 * @returns      phrases in order of time. Never throws for what a score may hold: what cannot be read is listed in issues with its path inside the track.
 */
export function planVocal(track: VocalTrack, tempo: TempoMap, options: PlanOptions): VocalPlan {
  const issues: Issue[] = []
  const all = scoreNotes(track)
  const notes = all.filter((entry, i) => {
    const before = all[i - 1]
    if (!before || entry.note.startBeats - before.note.startBeats > 1e-6) return true
    issues.push({
      path: `notes.${entry.noteId}`,
      code: 'notes-together',
      severity: 'warning',
      message: `this note starts with "${before.noteId}"; one singer sings one note, so only the higher is sung (use a harmony track)`,
    })
    return false
  })
  const laid = layLyrics(notes, track.language, options.lexicon)
  issues.push(...laid.issues)
  const placed = placeNotes(notes, laid.lyrics, tempo)
  const phrases: PhrasePlan[] = []
  let from = 0
  let silentSinceMs = Number.NEGATIVE_INFINITY
  let carriedVowel = 'a'
  placed.forEach((note, i) => {
    if (!note.endsPhrase) return
    const group = placed.slice(from, i + 1)
    phrases.push(planPhrase(group, Math.min(2000, group[0]!.startMs - silentSinceMs), carriedVowel, options.seed))
    silentSinceMs = note.endMs
    carriedVowel = phrases.at(-1)!.phonemes.findLast((p) => p.kind === 'vowel')?.phoneme ?? carriedVowel
    from = i + 1
  })
  return { phrases, issues }
}
