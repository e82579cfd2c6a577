/** A plan as text for other tools: intended pitch, phoneme labels, alignment. */
import type { PhonemeSpan, VocalPlan } from '../plan.ts'

/** Judges compare vowels only, this far from either end, where consonants no longer pull. */
const guardMs = 50

/** Neighbouring vowel spans are one stretch of voice. */
function vowelStretches(plan: VocalPlan): { startMs: number; endMs: number; phrase: VocalPlan['phrases'][number] }[] {
  return plan.phrases.flatMap((phrase) => {
    const out: { startMs: number; endMs: number; phrase: VocalPlan['phrases'][number] }[] = []
    for (const span of phrase.phonemes) {
      if (span.kind === 'vowel') out.push({ startMs: span.startMs, endMs: span.endMs, phrase })
    }
    return out
  })
}

/**
 * Intended fundamental frequency as lines "seconds hertz", 5 ms apart, inside vowels with a guard of 50 ms at each end; other instants
 * are left out.
 *
 * @param originMs position of the song that is second 0 of the sound file (startMs of the render).
 */
export function writeF0(plan: VocalPlan, originMs: number): string {
  const lines: string[] = []
  for (const { startMs, endMs, phrase } of vowelStretches(plan)) {
    const from = Math.ceil((startMs + guardMs - originMs) / 5)
    const to = Math.floor((endMs - guardMs - originMs) / 5)
    for (let i = Math.max(0, from); i <= to; i++) {
      const x = (i * 5 + originMs - phrase.f0.startMs) / phrase.f0.hopMs
      const k = Math.max(0, Math.min(phrase.f0.hz.length - 2, Math.floor(x)))
      const hz = phrase.f0.hz[k]! + (phrase.f0.hz[k + 1]! - phrase.f0.hz[k]!) * (x - k)
      lines.push(`${(i / 200).toFixed(3)} ${hz.toFixed(3)}`)
    }
  }
  return `${lines.join('\n')}\n`
}

/** All spans of all phrases on one line of time; what lies between phrases is "pau". Where phrases overlap the earlier yields. */
function labelSpans(plan: VocalPlan, originMs: number): { phoneme: string; startMs: number; endMs: number; noteId: string }[] {
  const out: { phoneme: string; startMs: number; endMs: number; noteId: string }[] = []
  const spans: PhonemeSpan[] = plan.phrases.flatMap((p) => [...p.phonemes])
  for (const span of spans) {
    const startMs = Math.max(0, span.startMs - originMs)
    const endMs = span.endMs - originMs
    const last = out.at(-1)
    if (last && last.endMs > startMs) last.endMs = Math.max(last.startMs, startMs)
    if (last && last.endMs < startMs - 1e-6) out.push({ phoneme: 'pau', startMs: last.endMs, endMs: startMs, noteId: '' })
    if (span.phoneme === 'pau' && out.at(-1)?.phoneme === 'pau') out.at(-1)!.endMs = endMs
    else if (endMs > startMs) out.push({ phoneme: span.phoneme, startMs, endMs, noteId: span.noteId })
  }
  return out.filter((s) => s.endMs > s.startMs)
}

/** HTK label lines "start end phoneme" in units of 100 ns, as UTAU and speech tools read them. */
export function writeLab(plan: VocalPlan, originMs: number): string {
  const unit = (t: number): string => Math.round(t * 10000).toString()
  return labelSpans(plan, originMs)
    .map((s) => `${unit(s.startMs)} ${unit(s.endMs)} ${s.phoneme}\n`)
    .join('')
}

/** The whole alignment as data: phrases with their notes and phonemes, milliseconds from the start of the sound file. */
export function alignmentOf(plan: VocalPlan, originMs: number): unknown {
  return {
    version: 1,
    unit: 'ms',
    phrases: plan.phrases.map((phrase) => ({
      id: phrase.id,
      startMs: phrase.startMs - originMs,
      endMs: phrase.endMs - originMs,
      notes: phrase.noteIds,
      phonemes: phrase.phonemes.map((s) => ({
        phoneme: s.phoneme,
        kind: s.kind,
        note: s.noteId,
        startMs: s.startMs - originMs,
        endMs: s.endMs - originMs,
      })),
    })),
  }
}
