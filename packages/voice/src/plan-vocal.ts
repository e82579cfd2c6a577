/** A vocal track becomes phrases: who sings which phoneme when, how high and how loud. No sound yet. */
import { type Issue, type MetrePoint, ms, type TempoMap, type VocalTrack } from '@ghostlight/timeline'
import { type CurveName, drawnOver } from './drawn-curves.ts'
import { contentId, hash32 } from './dsp/random.ts'
import { dynamicsCurve } from './expression.ts'
import type { Lexicon } from './language/language.ts'
import { layPhonemes, type TimedNote, vowelOnsets, type WrittenBreath } from './lay-phonemes.ts'
import { isBreath, layLyrics, type NoteLyric, type ScoreNote, scoreNotes } from './lyric.ts'
import { curveHopMs, pitchCurve } from './pitch-curve.ts'
import type { PhrasePlan, VocalPlan } from './plan.ts'
import type { PlanMemory } from './plan-memory.ts'

export interface PlanOptions {
  readonly lexicon: Lexicon
  /** Another seed is another take: vibrato, timing of breath and fine fluctuation differ. */
  readonly seed: number
  /** Time signatures of the song in order of time, for its accents; none: beats without bars. */
  readonly metre?: readonly MetrePoint[]
  /** Of earlier plans of this track: phrases that are as they were are taken from it. The plan is the same with and without. */
  readonly memory?: PlanMemory
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

/** Longer than this nobody sings on one breath; shorter than half of it nobody takes a new one. */
const longestPhraseMs = 9000

/** A written breath ends the phrase before it, and gives the next phrase its breath. */
function cutAtBreaths(placed: PlacedNote[], breaths: readonly WrittenBreath[]): void {
  for (const breath of breaths) {
    const before = placed.findLast((note) => note.startMs < breath.startMs)
    if (!before) continue
    before.endsPhrase = true
    before.endMs = Math.min(before.endMs, breath.startMs)
  }
}

/** Where a phrase is too long for one breath, the singer takes one after the longest note that ends a word. */
function breatheInLongPhrases(placed: readonly PlacedNote[]): void {
  let from = 0
  placed.forEach((note, i) => {
    if (!note.endsPhrase) return
    while (placed[i]!.endMs - placed[from]!.startMs > longestPhraseMs) {
      const startMs = placed[from]!.startMs
      let best = -1
      for (let k = from; k < i; k++) {
        const sinceMs = placed[k]!.endMs - startMs
        if (sinceMs < longestPhraseMs * 0.4 || !endsWord(placed[k]!, placed[k + 1]!)) continue
        if (sinceMs > longestPhraseMs && best >= 0) break
        if (best < 0 || placed[k]!.endMs - placed[k]!.startMs > placed[best]!.endMs - placed[best]!.startMs) best = k
      }
      if (best < 0) break
      const last = placed[best]!
      last.endsPhrase = true
      last.endMs -= Math.min(takenForBreathMs, (last.endMs - last.startMs) * 0.35)
      from = best + 1
    }
    from = i + 1
  })
}

const endsWord = (here: PlacedNote, next: PlacedNote): boolean =>
  next.lyric.syllables.length > 0 && !/.-$/.test(here.score.note.lyric.trim()) && !/^\+/.test(next.score.note.lyric.trim())

/** Milliseconds on a grid of 2⁻¹⁶: a ramp of tempo needs a logarithm, whose last bit engines do not agree on. */
const exactMs = (position: number): number => Math.round(position * 65536) / 65536

/** Notes in milliseconds; one voice, so a later note cuts an earlier one and of two at once the higher is sung. */
function placeNotes(
  notes: readonly ScoreNote[],
  lyrics: readonly NoteLyric[],
  breaths: readonly WrittenBreath[],
  tempo: TempoMap,
): PlacedNote[] {
  const placed: PlacedNote[] = []
  notes.forEach((score, i) => {
    const { note } = score
    const startMs = exactMs(tempo.beatsToMs(note.startBeats))
    const endMs = exactMs(tempo.beatsToMs((note.startBeats + note.lengthBeats) as typeof note.startBeats))
    const before = placed.at(-1)
    if (before && before.endMs > startMs) before.endMs = startMs
    placed.push({ score, lyric: lyrics[i]!, startMs, endMs, endsPhrase: false })
  })
  cutAtBreaths(placed, breaths)
  placed.forEach((here, i) => {
    const next = placed[i + 1]
    const cut = here.endsPhrase
    if (cut) return
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
  breatheInLongPhrases(placed)
  return placed
}

/** What a phrase stands in. */
interface Surroundings {
  readonly silenceBeforeMs: number
  readonly breath: WrittenBreath | null
  readonly carriedVowel: string
  readonly curves: VocalTrack['curves']
  readonly tempo: TempoMap
  readonly metre: readonly MetrePoint[]
}

function planPhrase(notes: readonly PlacedNote[], around: Surroundings, seed: number): PhrasePlan {
  const timed: TimedNote[] = notes.map((n) => ({
    noteId: n.score.noteId,
    startMs: n.startMs,
    endMs: n.endMs,
    syllables: n.lyric.syllables,
    staccato: n.score.note.articulation === 'staccato',
    glottal: n.score.note.articulation === 'glottal',
    ...(n.score.note.timing ? { timing: n.score.note.timing } : {}),
  }))
  const phraseSeed = hash32(seed, ...timed.map((n) => n.noteId))
  const phonemes = layPhonemes(timed, around.silenceBeforeMs, around.breath, around.carriedVowel)
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
    portamentoStartMs: n.score.note.portamentoStartMs ?? null,
    legato: n.lyric.syllables.length === 0 || n.score.note.articulation === 'legato',
    accent: n.score.note.articulation === 'accent',
    dynamicsUnit: n.score.note.dynamicsUnit ?? 0.5,
    startBeats: n.score.note.startBeats,
  }))
  const spans = [
    { phoneme: 'pau', startMs, endMs: phonemes[0]!.startMs, noteId: sung[0]!.noteId, kind: 'silence', part: 'whole' } as const,
    ...phonemes,
  ]
  const grid = { startMs, hopMs: curveHopMs, count: Math.ceil((endMs - startMs) / curveHopMs) + 1 }
  const drawn = (name: CurveName): Float32Array | null => drawnOver(around.curves, name, around.tempo, grid)
  const hz = pitchCurve(sung, startMs, endMs, phraseSeed, drawn('pitchCents'))
  const dynamicsDb = dynamicsCurve(sung, startMs, endMs, phraseSeed, drawn('dynamicsDb'), around.metre)
  const expression = {
    breathinessUnit: drawn('breathinessUnit'),
    tensionUnit: drawn('tensionUnit'),
    genderUnit: drawn('genderUnit'),
    voicingUnit: drawn('voicingUnit'),
    brightnessUnit: drawn('brightnessUnit'),
  }
  const id = contentId(JSON.stringify([startMs, endMs, phraseSeed, spans.map((s) => [s.phoneme, s.startMs, s.endMs, s.kind, s.part])]), [
    hz,
    dynamicsDb,
    ...Object.values(expression),
  ])
  return {
    id,
    startMs,
    endMs,
    noteIds: sung.map((n) => n.noteId),
    phonemes: spans,
    f0: { startMs, hopMs: 5, hz },
    dynamicsDb,
    expression,
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
  const breaths = notes
    .filter(({ note }) => isBreath(note))
    .map(({ note }) => ({
      startMs: exactMs(tempo.beatsToMs(note.startBeats)),
      endMs: exactMs(tempo.beatsToMs((note.startBeats + note.lengthBeats) as typeof note.startBeats)),
    }))
  const voiced = notes.filter(({ note }) => !isBreath(note))
  const laid = layLyrics(voiced, track.language, options.lexicon)
  issues.push(...laid.issues)
  const placed = placeNotes(voiced, laid.lyrics, breaths, tempo)
  const phrases: PhrasePlan[] = []
  let from = 0
  let silentSinceMs = Number.NEGATIVE_INFINITY
  let carriedVowel = 'a'
  const metre = options.metre ?? []
  const remembered = options.memory?.begin({ tempo, metre, curves: track.curves, seed: options.seed })
  placed.forEach((note, i) => {
    if (!note.endsPhrase) return
    const group = placed.slice(from, i + 1)
    const startMs = group[0]!.startMs
    const around = {
      silenceBeforeMs: Math.min(2000, startMs - silentSinceMs),
      breath: breaths.findLast((b) => b.startMs >= silentSinceMs && b.startMs < startMs) ?? null,
      carriedVowel,
      curves: track.curves,
      tempo,
      metre,
    }
    const plan = () => planPhrase(group, around, options.seed)
    const key = () => JSON.stringify([group, around.silenceBeforeMs, around.breath, around.carriedVowel])
    phrases.push(remembered ? remembered(key(), plan) : plan())
    silentSinceMs = note.endMs
    carriedVowel = phrases.at(-1)!.phonemes.findLast((p) => p.kind === 'vowel')?.phoneme ?? carriedVowel
    from = i + 1
  })
  return { phrases, issues }
}
