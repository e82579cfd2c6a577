import type { Frame, PerformerFrame } from '@ghostlight/timeline'
import { idleMood } from './idle.ts'
import { smoothstep } from './ik.ts'
import { hashUnit, seedOf, wander } from './noise.ts'

/** Openings of the mouth 0–1, as the voice gives them; null is a closed mouth at rest. */
export interface MouthShape {
  readonly aa: number
  readonly ih: number
  readonly ou: number
  readonly ee: number
  readonly oh: number
  readonly jawUnit: number
}

/** Our words for feelings → VRM 1.0 expression presets. Other names pass as they are (custom expressions of an avatar). */
export const expressionNames: Readonly<Record<string, string>> = {
  joy: 'happy',
  sorrow: 'sad',
  surprise: 'surprised',
  anger: 'angry',
  relaxed: 'relaxed',
}

/** One blink: shut in 70 ms, a moment, open in 130 ms. `t` in ms since its beginning. */
const blinkShape = (t: number): number => smoothstep(0, 70, t) * (1 - smoothstep(90, 220, t))

/** Lids 0 open – 1 shut: about every three seconds, sometimes twice, and often where a sung line ends. */
export function blinkUnit(frame: Pick<Frame, 'atMs' | 'lyric'>, seed: number): number {
  const slotMs = 3100
  let shut = 0
  for (const n of [Math.floor(frame.atMs / slotMs) - 1, Math.floor(frame.atMs / slotMs)]) {
    const begins = n * slotMs + 300 + 2300 * hashUnit(seed + 71, n)
    shut = Math.max(shut, blinkShape(frame.atMs - begins))
    if (hashUnit(seed + 72, n) > 0.82) shut = Math.max(shut, blinkShape(frame.atMs - begins - 310))
  }
  const lyric = frame.lyric
  if (lyric && lyric.progressUnit < 1 && hashUnit(seed + seedOf(lyric.lineId), 1) > 0.25) {
    // The end of a line of 2–5 s: its last twentieth lasts as long as a blink.
    shut = Math.max(shut, smoothstep(0.945, 0.965, lyric.progressUnit) * (1 - smoothstep(0.972, 1, lyric.progressUnit)))
  }
  return shut
}

/**
 * Expression weights of the frame: vowels from the mouth, feelings from the author's track over a smile that follows the music, blinks.
 *
 * @param idleUnit  1: nobody asks anything of her, and she smiles at whom she sees
 */
export function faceOf(
  performer: PerformerFrame,
  frame: Pick<Frame, 'atMs' | 'lyric' | 'heldForMs'>,
  mouth: MouthShape | null,
  seed: number,
  idleUnit: number,
): Record<string, number> {
  const weights: Record<string, number> = { aa: 0, ih: 0, ou: 0, ee: 0, oh: 0, happy: 0, relaxed: 0, sad: 0, surprised: 0, browUp: 0 }
  let open = 0
  if (mouth) {
    open = Math.min(1, mouth.aa + mouth.ih + mouth.ou + mouth.ee + mouth.oh)
    for (const vowel of ['aa', 'ih', 'ou', 'ee', 'oh'] as const) weights[vowel] = clampUnit(mouth[vowel])
    // A jaw lower than the vowels say (loud notes) opens as far as they leave room.
    weights.aa = clampUnit(mouth.aa + 0.3 * mouth.jawUnit * open * (1 - mouth.aa))
  }
  let written = 0
  for (const [name, weight] of Object.entries(performer.expressions)) {
    const vrm = expressionNames[name] ?? name
    weights[vrm] = clampUnit((weights[vrm] ?? 0) + weight)
    written = Math.max(written, weight)
  }
  const mood = idleMood(frame.atMs, seed)
  const danced = 0.1 + 0.3 * performer.energyUnit + 0.05 * wander(seed + 81, frame.atMs / 1700)
  const smile = (danced + (mood.smileUnit - danced) * idleUnit) * (1 - written)
  weights.browUp = clampUnit((weights.browUp ?? 0) + mood.browUnit * idleUnit)
  weights.happy = clampUnit((weights.happy ?? 0) + smile * (1 - 0.45 * open))
  weights.relaxed = clampUnit((weights.relaxed ?? 0) + 0.25 * (1 - performer.energyUnit) * (1 - written))
  weights.blink = blinkUnit(frame, seed) * (1 - 0.5 * (weights.surprised ?? 0))
  return weights
}

/** Eyes: to the audience, along the rows, with small quick changes; degrees from straight ahead, to her left and down. */
export function gazeDeg(atMs: number, seed: number): { yawDeg: number; pitchDeg: number } {
  // A fixation lasts 0.7–2 s; the eyes jump between them in 60 ms.
  const slotMs = 1350
  const n = Math.floor(atMs / slotMs)
  const t = atMs / slotMs - n
  const go = smoothstep(0, 0.05, t)
  const yaw = (k: number) => (hashUnit(seed + 91, k) * 2 - 1) * 11
  const pitch = (k: number) => 3 + (hashUnit(seed + 92, k) * 2 - 1) * 4
  return { yawDeg: yaw(n - 1) + (yaw(n) - yaw(n - 1)) * go, pitchDeg: pitch(n - 1) + (pitch(n) - pitch(n - 1)) * go }
}

const clampUnit = (x: number): number => Math.min(1, Math.max(0, x))
