import type { Issue, Song, SongTime, VocalTrack } from '@ghostlight/timeline'
import { planVocal } from '@ghostlight/voice'
import { useEffect, useRef, useState } from 'react'
import { phonemesByNote, type StripPhoneme, stripPhonemes } from './phoneme-strip.ts'
import { type PitchLine, pitchLines } from './pitch-line.ts'

export interface SingerView {
  /** Every phoneme in order of time. */
  readonly strip: readonly StripPhoneme[]
  /** What is sung on each note. */
  readonly phonemes: ReadonlyMap<string, readonly string[]>
  readonly pitch: readonly PitchLine[]
  /** What the singer asks about, with the note where it concerns one. */
  readonly issues: readonly { readonly noteId: string | null; readonly issue: Issue }[]
}
const nothing: SingerView = { strip: [], phonemes: new Map(), pitch: [], issues: [] }
/** After an edit: long enough that typing is never slowed, short enough to be seen as one. */
const afterEditMs = 120

/**
 * How the singer reads the words and bends the notes. Planned on this page for the eye only: the sound is planned again by whoever sings.
 *
 * @param track   null: none is chosen.
 * @param trying  a gesture is under way, and what it would do is shown with the next picture.
 */
export function useVocalPlan(
  song: Song | null,
  track: VocalTrack | null,
  time: SongTime | null,
  options: { readonly lexicon: Readonly<Record<string, string>>; readonly trying: boolean; readonly seed: number },
): SingerView {
  const [view, setView] = useState<SingerView>(nothing)
  const { lexicon, trying, seed } = options
  const first = useRef(true)
  const metre = song?.metre
  useEffect(() => {
    if (track === null || time === null || metre === undefined) {
      first.current = true
      return setView(nothing)
    }
    const plan = (): void => {
      first.current = false
      const planned = planVocal(track, time.tempo, {
        lexicon,
        seed,
        metre: Object.values(metre).sort((a, b) => a.atBeats - b.atBeats),
      })
      const strip = stripPhonemes(planned, track.notes, time.tempo)
      const issues = planned.issues.map((issue) => ({ noteId: /notes\.([^.]+)/.exec(issue.path)?.[1] ?? null, issue }))
      setView({ strip, phonemes: phonemesByNote(strip), pitch: pitchLines(planned, time.tempo), issues })
    }
    if (trying) {
      const frame = requestAnimationFrame(plan)
      return () => cancelAnimationFrame(frame)
    }
    const timer = setTimeout(plan, first.current ? 0 : afterEditMs)
    return () => clearTimeout(timer)
  }, [track, time, metre, lexicon, trying, seed])
  return view
}
