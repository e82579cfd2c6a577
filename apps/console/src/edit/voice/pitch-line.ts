/** The planned pitch of a voice along the beats of the song, for drawing and for drawing over. Pure. */
import { countBelow, ms, type TempoMap } from '@ghostlight/timeline'
import type { VocalPlan } from '@ghostlight/voice'

/** One phrase, from its first sound to its last. */
export interface PitchLine {
  readonly startBeats: number
  readonly endBeats: number
  /** Ascending, one for each value of `pitch`. */
  readonly atBeats: Float64Array
  /** MIDI numbers with fractions. */
  readonly pitch: Float32Array
}

/** Every second value of the plan: vibrato at 7 Hz still has 14 to a swing. */
const stride = 2
const hzToPitch = (hz: number): number => 69 + 12 * Math.log2(hz / 440)

export function pitchLines(plan: VocalPlan, tempo: TempoMap): readonly PitchLine[] {
  return plan.phrases.flatMap((phrase) => {
    const sung = phrase.phonemes.filter((span) => span.kind === 'vowel' || span.kind === 'consonant')
    const first = sung[0]
    const last = sung.at(-1)
    if (first === undefined || last === undefined) return []
    const { startMs, hopMs, hz } = phrase.f0
    const from = Math.max(0, Math.ceil((Math.max(0, first.startMs) - startMs) / hopMs))
    const to = Math.min(hz.length - 1, Math.floor((last.endMs - startMs) / hopMs))
    const count = Math.max(0, Math.floor((to - from) / stride) + 1)
    if (count < 2) return []
    const atBeats = new Float64Array(count)
    const pitch = new Float32Array(count)
    for (let i = 0; i < count; i += 1) {
      const at = from + i * stride
      atBeats[i] = tempo.msToBeats(ms(startMs + at * hopMs))
      pitch[i] = hzToPitch(hz[at]!)
    }
    return [{ startBeats: atBeats[0]!, endBeats: atBeats[count - 1]!, atBeats, pitch }]
  })
}

/** Planned pitch at a beat; null where nothing is sung. */
export function pitchAt(lines: readonly PitchLine[], atBeats: number): number | null {
  const line = lines.find(({ startBeats, endBeats }) => startBeats <= atBeats && atBeats <= endBeats)
  if (line === undefined) return null
  const next = Math.max(1, countBelow(line.atBeats, atBeats))
  const from = line.atBeats[next - 1]!
  const to = line.atBeats[next]!
  const share = to > from ? (atBeats - from) / (to - from) : 0
  return line.pitch[next - 1]! + (line.pitch[next]! - line.pitch[next - 1]!) * share
}
