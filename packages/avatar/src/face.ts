import type { Frame, PerformerFrame } from '@ghostlight/timeline'
import { stillUnitOf } from './body-figure.ts'
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

/**
 * Our words for feelings, and what each is made of: presets of VRM 1.0 and expressions of our own performers. Other names pass as they are
 * (custom expressions of an avatar).
 */
export const expressionNames: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  joy: { happy: 1 },
  sorrow: { sad: 1 },
  surprise: { surprised: 1 },
  anger: { angry: 1 },
  relaxed: { relaxed: 1 },
  /** Joy that cannot keep still. */
  glee: { happy: 1, browUp: 0.5, wide: 0.3 },
  fierce: { fierce: 1, wide: 0.45 },
  /** The hottest notes of a fierce song: brows down, eyes wide. */
  blaze: { fierce: 0.9, wide: 1 },
  tender: { relaxed: 0.3, browWorry: 0.75, happy: 0.18 },
  longing: { sad: 0.75, browWorry: 0.7 },
  wonder: { surprised: 0.12, browUp: 0.8, wide: 0.6 },
  rapture: { blink: 0.98, browWorry: 0.55, browUp: 0.5, happy: 0.2 },
}

/** What stands in on an avatar that has no expression of that name. */
export const faceStandIns: Readonly<Record<string, readonly [preset: string, share: number]>> = {
  fierce: ['angry', 0.4],
  browWorry: ['sad', 0.3],
  wide: ['surprised', 0.25],
  laugh: ['happy', 0.4],
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

/** What the author's tracks ask of the face, in weights of expressions; `writtenUnit` says how much in all. */
function writtenFace(performer: PerformerFrame, sungUnit: number): { weights: Record<string, number>; writtenUnit: number } {
  const weights: Record<string, number> = {}
  let left = 1
  for (const [name, asked] of Object.entries(performer.expressions)) {
    const level = clampUnit(asked) * sungUnit
    left *= 1 - level
    for (const [expression, share] of Object.entries(expressionNames[name] ?? { [name]: 1 }))
      weights[expression] = (weights[expression] ?? 0) + level * share
  }
  return { weights, writtenUnit: 1 - left }
}

/**
 * Expression weights of the frame: vowels from the mouth, feelings from the author's track, what singing itself does to a face (a jaw that
 * drops and eyes that open where it is loud, a smile that gives way to vowels), brows that go with the bar, blinks.
 *
 * @param idleUnit  1: nobody asks anything of her, and she smiles at whom she sees
 */
export function faceOf(
  performer: PerformerFrame,
  frame: Pick<Frame, 'atMs' | 'lyric' | 'heldForMs' | 'enteredForMs' | 'idleForMs' | 'stillUnit' | 'pulse'>,
  mouth: MouthShape | null,
  seed: number,
  idleUnit: number,
): Record<string, number> {
  const weights: Record<string, number> = { aa: 0, ih: 0, ou: 0, ee: 0, oh: 0, happy: 0, relaxed: 0, sad: 0, surprised: 0, browUp: 0 }
  const energy = performer.energyUnit
  // While the music is held the song asks nothing of her face: eyes that were closed on a note open again.
  const sungUnit = 1 - stillUnitOf(frame)
  const { weights: written, writtenUnit } = writtenFace(performer, sungUnit)
  const loud = smoothstep(0.4, 1, energy)
  let open = 0
  let effort = 0
  if (mouth) {
    open = Math.min(1, mouth.aa + mouth.ih + mouth.ou + mouth.ee + mouth.oh)
    effort = clampUnit(mouth.jawUnit) * open
    // Sung to a hall: a mouth as small as in talk is lost from the third row on. What is shut stays shut.
    const wider = 1 + 0.45 * (1 - open) + 0.15 * open
    for (const vowel of ['aa', 'ih', 'ou', 'ee', 'oh'] as const) weights[vowel] = clampUnit(mouth[vowel] * wider)
    // A jaw lower than the vowels say (loud notes) opens as far as they leave room, and then drops beyond the vowel. Only lips that are
    // rounded hold it back.
    const drops = open * (0.4 * mouth.jawUnit + 0.45 * loud * smoothstep(0, 0.2, mouth.jawUnit)) * (1 - 0.5 * weights.ou!)
    weights.aa = clampUnit(weights.aa! + drops * (1 - weights.aa!))
    weights.shout = clampUnit(smoothstep(0.4, 1, effort) * (0.25 + energy) + 0.55 * loud * open) * (1 - 0.6 * mouth.ou)
  }
  for (const [name, weight] of Object.entries(written)) weights[name] = (weights[name] ?? 0) + weight
  const mood = idleMood(frame.atMs, seed)
  // A light smile of her own, where nothing is written and the mouth has nothing else to do.
  const danced = (0.08 + 0.14 * energy + 0.05 * wander(seed + 81, frame.atMs / 1700)) * (1 - writtenUnit)
  // A smile gives way to the vowels of quiet singing, and to a laugh, which is one already.
  const smile =
    weights.happy! * (1 - 0.3 * open * (1 - loud)) * (1 - 0.8 * clampUnit(weights.laugh ?? 0)) + danced * (1 - 0.6 * open) * (1 - idleUnit)
  weights.happy = smile + mood.smileUnit * idleUnit * (1 - writtenUnit)
  weights.relaxed = weights.relaxed! + 0.18 * (1 - energy) * (1 - writtenUnit) * (1 - idleUnit)
  // Whoever beams is not fierce meanwhile, and does not worry.
  const beams = smoothstep(0.3, 0.9, clampUnit(written.happy ?? 0))
  for (const name of ['fierce', 'browWorry', 'relaxed']) weights[name] = (weights[name] ?? 0) * (1 - 0.75 * beams)
  const { barUnit } = frame.pulse
  const downbeat = (1 - smoothstep(0, 0.16, barUnit) + smoothstep(0.95, 1, barUnit)) * energy * (1 - idleUnit)
  weights.browUp = weights.browUp! + mood.browUnit * idleUnit + 0.22 * downbeat * (1 - (weights.fierce ?? 0)) + 0.25 * effort * energy
  // Effort narrows eyes in a quiet song, as of somebody who listens to herself, and opens them where it is loud.
  weights.wide = (weights.wide ?? 0) + 0.55 * effort * loud
  weights.narrow = 0.3 * effort * energy * (1 - loud)
  for (const name in weights) weights[name] = clampUnit(weights[name]!)
  // Two moods at their full would tear the lids and the corners of the mouth apart.
  const moods = (weights.happy ?? 0) + (weights.sad ?? 0) + (weights.relaxed ?? 0) + (weights.fierce ?? 0)
  if (moods > 1.15) for (const name of ['happy', 'sad', 'relaxed', 'fierce']) weights[name] = ((weights[name] ?? 0) * 1.15) / moods
  weights.blink = Math.max(weights.blink ?? 0, blinkUnit(frame, seed) * (1 - 0.5 * (weights.surprised ?? 0)))
  // Lids that are shut have nothing left to lower.
  for (const name of ['narrow', 'fierce', 'relaxed', 'wide', 'laugh']) weights[name] = (weights[name] ?? 0) * (1 - (weights.blink ?? 0))
  return weights
}

/**
 * Eyes: to the audience, along the rows, with small quick changes; degrees from straight ahead, to her left and down.
 *
 * @param mood  what is in her face: fierce eyes stay on the hall, sad ones go down and wander less
 */
export function gazeDeg(atMs: number, seed: number, mood: Readonly<Record<string, number>> = {}): { yawDeg: number; pitchDeg: number } {
  // A fixation lasts 0.7–2 s; the eyes jump between them in 60 ms.
  const slotMs = 1350
  const n = Math.floor(atMs / slotMs)
  const t = atMs / slotMs - n
  const go = smoothstep(0, 0.05, t)
  const down = 7 * (mood.sad ?? 0) + 3 * (mood.browWorry ?? 0) - 4 * (mood.surprised ?? 0)
  const reach = 1 - 0.75 * (mood.fierce ?? 0) - 0.3 * (mood.sad ?? 0)
  const yaw = (k: number) => (hashUnit(seed + 91, k) < 0.3 ? 0 : (hashUnit(seed + 91, k) * 2 - 1) * 12) * reach
  const pitch = (k: number) => 2.5 + down + (hashUnit(seed + 92, k) * 2 - 1) * 4 * reach
  return { yawDeg: yaw(n - 1) + (yaw(n) - yaw(n - 1)) * go, pitchDeg: pitch(n - 1) + (pitch(n) - pitch(n - 1)) * go }
}

const clampUnit = (x: number): number => Math.min(1, Math.max(0, x))
