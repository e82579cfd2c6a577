import type { HumanoidBone } from '../humanoid.ts'

// What MikuMikuDance models call their bones and faces. One motion moves any model that keeps to these names.

/** Where the bones of an ordinary model rest, in its unit (about 8 cm), left side, right-handed and facing +Z. Only proportions matter. */
export const mmdRest = {
  root: [0, 0, 0],
  centre: [0, 8, 0],
  groove: [0, 8.2, 0],
  waist: [0, 11.6, 0],
  leg: [0.95, 10.9, 0],
  knee: [0.95, 6.1, 0.1],
  ankle: [0.95, 1.25, -0.15],
} as const satisfies Readonly<Record<string, readonly [number, number, number]>>

/** How far the arms of an ordinary model rest below the horizontal, degrees. */
export const mmdArmDeg = 37

/** Side, and the rest of the name → the bone of that side. Twist bones follow the bone they twist. */
export const sidedBones: Readonly<Record<string, string>> = {
  肩: 'Shoulder',
  腕: 'UpperArm',
  ひじ: 'LowerArm',
  手首: 'Hand',
  親指０: 'ThumbMetacarpal',
  親指１: 'ThumbProximal',
  親指２: 'ThumbDistal',
  人指１: 'IndexProximal',
  人指２: 'IndexIntermediate',
  人指３: 'IndexDistal',
  中指１: 'MiddleProximal',
  中指２: 'MiddleIntermediate',
  中指３: 'MiddleDistal',
  薬指１: 'RingProximal',
  薬指２: 'RingIntermediate',
  薬指３: 'RingDistal',
  小指１: 'LittleProximal',
  小指２: 'LittleIntermediate',
  小指３: 'LittleDistal',
}

/** Bones that the importer reads by name; everything else in a file is listed as not taken. */
export const readBones: ReadonlySet<string> = new Set([
  '全ての親',
  'センター',
  'グルーブ',
  '腰',
  '上半身',
  '上半身2',
  '下半身',
  '首',
  '頭',
  ...['左', '右'].flatMap((side) => [
    ...Object.keys(sidedBones).map((name) => side + name),
    ...['肩P', '腕捩', '手捩', '足', 'ひざ', '足首', '足ＩＫ', '足IK親', 'つま先ＩＫ', '足D', 'ひざD', '足首D'].map((name) => side + name),
  ]),
])

/** Faces → VRM expressions; several may feed one, the strongest shows. */
export const expressionOf: Readonly<Record<string, string>> = {
  あ: 'aa',
  い: 'ih',
  う: 'ou',
  え: 'ee',
  お: 'oh',
  まばたき: 'blink',
  ウィンク: 'blinkLeft',
  ウィンク２: 'blinkLeft',
  ウィンク右: 'blinkRight',
  ｳｨﾝｸ２右: 'blinkRight',
  笑い: 'happy',
  にこり: 'happy',
  にやり: 'happy',
  怒り: 'angry',
  困る: 'sad',
  悲しい: 'sad',
  びっくり: 'surprised',
  なごみ: 'relaxed',
}

/** VRM bone of a body's middle or side name; null for legs and helpers, which are solved. */
export function boneOfMmd(name: string): HumanoidBone | null {
  const middle = ({ 上半身: 'spine', 上半身2: 'chest', 首: 'neck', 頭: 'head' } as Record<string, HumanoidBone>)[name]
  if (middle) return middle
  const part = sidedBones[name.slice(1)]
  if (!part || (name[0] !== '左' && name[0] !== '右')) return null
  return `${name[0] === '左' ? 'left' : 'right'}${part}` as HumanoidBone
}
