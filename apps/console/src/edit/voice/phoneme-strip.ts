/** The phonemes of a voice as they lie in time: what the strip shows, what a pointer hits, where a boundary may go. Pure. */
import { ms, type Note, type TempoMap } from '@ghostlight/timeline'
import type { VocalPlan } from '@ghostlight/voice'
import { beatsToX, type RollView, xToBeats } from '../roll/roll-view.ts'

export interface StripPhoneme {
  readonly noteId: string
  /** Its number among the sung phonemes of its note, from 0; null for a breath, which nobody moves. */
  readonly number: number | null
  readonly phoneme: string
  readonly startMs: number
  readonly endMs: number
  readonly startBeats: number
  readonly endBeats: number
  readonly kind: 'vowel' | 'consonant' | 'breath'
  /** A hand has put it where it begins. */
  readonly byHand: boolean
}

/** Nothing is moved closer to its neighbours than this; the planner keeps to the same. */
const shortestMs = 6
const grabPx = 5

/** In order of time. */
export function stripPhonemes(plan: VocalPlan, notes: Readonly<Record<string, Note>>, tempo: TempoMap): readonly StripPhoneme[] {
  const numbers = new Map<string, number>()
  return plan.phrases.flatMap((phrase) =>
    phrase.phonemes.flatMap((span): StripPhoneme[] => {
      const { kind, noteId } = span
      if (kind === 'silence') return []
      const number = kind === 'breath' ? null : (numbers.get(noteId) ?? 0)
      if (number !== null) numbers.set(noteId, number + 1)
      return [
        {
          noteId,
          number,
          phoneme: span.phoneme,
          startMs: span.startMs,
          endMs: span.endMs,
          startBeats: tempo.msToBeats(ms(Math.max(0, span.startMs))),
          endBeats: tempo.msToBeats(ms(Math.max(0, span.endMs))),
          kind,
          byHand: number !== null && notes[noteId]?.timing?.[String(number)] !== undefined,
        },
      ]
    }),
  )
}

/** Symbols by note, such as "d ey". */
export function phonemesByNote(strip: readonly StripPhoneme[]): ReadonlyMap<string, readonly string[]> {
  const byNote = new Map<string, string[]>()
  for (const { noteId, number, phoneme } of strip) {
    if (number === null) continue
    const own = byNote.get(noteId)
    if (own === undefined) byNote.set(noteId, [phoneme])
    else own.push(phoneme)
  }
  return byNote
}

export interface StripHit {
  readonly at: number
  /** The left boundary can be dragged; anywhere else it is chosen. */
  readonly part: 'start' | 'body'
}

/** What lies under a point; boundaries reach 5 px to both sides, at most a third into the phoneme. */
export function hitPhoneme(strip: readonly StripPhoneme[], view: RollView, xPx: number): StripHit | null {
  let body: StripHit | null = null
  let nearest = Number.POSITIVE_INFINITY
  let start: StripHit | null = null
  const atBeats = xToBeats(view, xPx)
  const reachBeats = grabPx / view.pxPerBeat
  for (let at = 0; at < strip.length; at += 1) {
    const one = strip[at]!
    if (one.endBeats < atBeats - reachBeats) continue
    if (one.startBeats > atBeats + reachBeats) break
    const widthPx = (one.endBeats - one.startBeats) * view.pxPerBeat
    const offPx = Math.abs(beatsToX(view, one.startBeats) - xPx)
    if (one.number !== null && offPx <= grabPx && offPx < nearest && (xPx <= beatsToX(view, one.startBeats) || offPx <= widthPx / 3)) {
      nearest = offPx
      start = { at, part: 'start' }
    }
    if (one.startBeats <= atBeats && atBeats < one.endBeats) body = { at, part: 'body' }
  }
  return start ?? body
}

/**
 * Where a phoneme begins when it is asked to begin elsewhere: its neighbours keep a few milliseconds.
 * The first of a phrase has nobody before it and may go as far as two seconds before its note.
 *
 * @returns milliseconds from the start of its note, whole.
 */
export function boundedStart(strip: readonly StripPhoneme[], at: number, wantedMs: number, noteStartMs: number): number {
  const own = strip[at]!
  const before = strip[at - 1]
  const touches = before !== undefined && before.number !== null && own.startMs - before.endMs < 1
  const lowest = touches ? before.startMs + shortestMs : Math.max(noteStartMs - 2000, before?.number != null ? before.endMs : 0)
  const highest = own.endMs - shortestMs
  return Math.round(Math.min(highest, Math.max(Math.min(lowest, highest), wantedMs)) - noteStartMs)
}
