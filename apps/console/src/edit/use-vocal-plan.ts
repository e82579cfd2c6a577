import type { Issue, Song, SongTime } from '@ghostlight/timeline'
import { planVocal } from '@ghostlight/voice'
import { useEffect, useState } from 'react'

export interface SingerView {
  /** What is sung on each note, such as "d ey". */
  readonly phonemes: ReadonlyMap<string, string>
  /** What the singer asks about, with the note where it concerns one. */
  readonly issues: readonly { readonly noteId: string | null; readonly issue: Issue }[]
}
const nothing: SingerView = { phonemes: new Map(), issues: [] }

/**
 * How the singer reads the words, worked out a quarter second after the last change, so that typing is never slowed.
 * Hints only: the sound is planned again by whoever sings.
 */
export function useVocalPlan(
  song: Song | null,
  trackId: string | null,
  time: SongTime | null,
  lexicon: Readonly<Record<string, string>>,
): SingerView {
  const [view, setView] = useState<SingerView>(nothing)
  const track = song !== null && trackId !== null ? song.tracks[trackId] : undefined
  useEffect(() => {
    if (track?.kind !== 'vocal' || time === null) return setView(nothing)
    const timer = setTimeout(() => {
      const plan = planVocal(track, time.tempo, { lexicon, seed: 1 })
      const phonemes = new Map<string, string>()
      for (const phrase of plan.phrases) {
        for (const span of phrase.phonemes) {
          if (span.kind !== 'vowel' && span.kind !== 'consonant') continue
          const before = phonemes.get(span.noteId)
          phonemes.set(span.noteId, before === undefined ? span.phoneme : `${before} ${span.phoneme}`)
        }
      }
      const issues = plan.issues.map((issue) => ({ noteId: /notes\.([^.]+)/.exec(issue.path)?.[1] ?? null, issue }))
      setView({ phonemes, issues })
    }, 250)
    return () => clearTimeout(timer)
  }, [track, time, lexicon])
  return view
}
