/**
 * The mouth at any moment, from the plan alone: a page that has not sung a note yet can still move lips. Vowels are prepared before they
 * sound, neighbours colour each other, lips meet for m, b and p.
 */
import { smooth } from './dsp/math.ts'
import { type MouthTarget, phonemeSpec } from './phoneme.ts'
import type { PhonemeSpan, PhrasePlan, VocalPlan } from './plan.ts'

/** VRM's five mouth expressions and the jaw; 0–1 each. */
export interface MouthShape {
  aa: number
  ih: number
  ou: number
  ee: number
  oh: number
  jawUnit: number
}

/** The mouth is formed over this window: it reaches into the future because articulators start before the sound does (60–100 ms). */
const lookAheadMs = 95
const lookBackMs = 35
/** Lips come together and part in this time. */
const lipMs = 55
/** In rests shorter than this the mouth stays ready, in longer ones it closes. */
const longRestMs = 400

const rest: MouthTarget = { aa: 0, ih: 0, ou: 0, ee: 0, oh: 0, jaw: 0, closed: false }
const ready: MouthTarget = { aa: 0.12, ih: 0.05, ou: 0, ee: 0.05, oh: 0, jaw: 0.1, closed: false }
const breathing: MouthTarget = { aa: 0.25, ih: 0, ou: 0, ee: 0, oh: 0.1, jaw: 0.25, closed: false }

function targetOf(span: PhonemeSpan, part: number): MouthTarget {
  if (span.kind === 'breath') return breathing
  const spec = phonemeSpec(span.phoneme)
  if (!spec) return rest
  // The second half of a diphthong narrows.
  if (spec.glideTo && part > 0.6 && (span.part === 'whole' || span.part === 'end'))
    return spec.glideTo[1] > 1800
      ? { aa: 0, ih: 0.65, ou: 0, ee: 0.15, oh: 0, jaw: 0.25, closed: false }
      : { aa: 0, ih: 0, ou: 0.75, ee: 0, oh: 0.15, jaw: 0.25, closed: false }
  return spec.mouth
}

/** Share of a raised-cosine window on [−back, +ahead] that lies before x. */
function windowShare(x: number): number {
  return smooth((x + lookBackMs) / (lookBackMs + lookAheadMs))
}

/** Adds what one span contributes at t; returns its share of the window. */
function addSpan(out: MouthShape, span: PhonemeSpan, t: number): number {
  const from = span.startMs - t
  const to = span.endMs - t
  if (to < -lookBackMs || from > lookAheadMs) return 0
  const share = windowShare(to) - windowShare(from)
  if (share <= 0) return 0
  const target = targetOf(span, (Math.max(t, span.startMs) + 30 - span.startMs) / (span.endMs - span.startMs))
  out.aa += share * target.aa
  out.ih += share * target.ih
  out.ou += share * target.ou
  out.ee += share * target.ee
  out.oh += share * target.oh
  out.jawUnit += share * target.jaw
  return share
}

/** How far the lips are apart because of sounds that need them shut: 0 shut … 1 free. */
function lipsApart(phrase: PhrasePlan, t: number): number {
  let apart = 1
  for (const span of phrase.phonemes) {
    if (span.startMs > t + lipMs) break
    if (span.endMs < t - lipMs || !phonemeSpec(span.phoneme)?.mouth.closed) continue
    // Shut from shortly after the sound begins to shortly before it ends, whatever its length.
    const held = Math.min(12, (span.endMs - span.startMs) * 0.2)
    const distance = Math.max(span.startMs + held - t, t - (span.endMs - held), 0)
    apart = Math.min(apart, smooth(distance / lipMs))
  }
  return apart
}

/** Index of the last phrase that begins (with its preparation) at or before t, −1 if none. */
function phraseBefore(phrases: readonly PhrasePlan[], t: number): number {
  let low = 0
  let high = phrases.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (phrases[middle]!.startMs - lookAheadMs <= t) low = middle + 1
    else high = middle
  }
  return low - 1
}

/**
 * The mouth at a position of the song. A pure function of plan and position; cheap enough for every frame.
 * Between phrases less than 400 ms apart the mouth stays ready, in longer rests it closes.
 */
export function mouthAt(plan: VocalPlan, positionMs: number): MouthShape {
  const out: MouthShape = { aa: 0, ih: 0, ou: 0, ee: 0, oh: 0, jawUnit: 0 }
  const last = phraseBefore(plan.phrases, positionMs)
  let share = 0
  let apart = 1
  for (let i = Math.max(0, last - 1); i <= last; i++) {
    const phrase = plan.phrases[i]!
    if (phrase.endMs < positionMs - lookBackMs) continue
    for (const span of phrase.phonemes) {
      if (span.startMs > positionMs + lookAheadMs) break
      share += addSpan(out, span, positionMs)
    }
    apart = Math.min(apart, lipsApart(phrase, positionMs))
  }
  const here = plan.phrases[last]
  const next = plan.phrases[last + 1]
  if (here && next && next.startMs - here.endMs < longRestMs && positionMs > here.startMs && share < 1) {
    const open = 1 - share
    out.aa += open * ready.aa
    out.ih += open * ready.ih
    out.ee += open * ready.ee
    out.jawUnit += open * ready.jaw
  }
  const scale = apart / Math.max(1, share)
  out.aa *= scale
  out.ih *= scale
  out.ou *= scale
  out.ee *= scale
  out.oh *= scale
  out.jawUnit *= 0.25 / Math.max(1, share) + 0.75 * scale
  return out
}
