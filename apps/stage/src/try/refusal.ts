import type { Issue } from '@ghostlight/timeline'
import type { PageLanguage } from '../words/words.ts'

/** Why a file cannot be used, as its reader found. */
export class Refusal extends Error {
  readonly issues: readonly Issue[]
  constructor(issues: readonly Issue[]) {
    super(issues.map((issue) => issue.message).join('; '))
    this.issues = issues
  }
}

/** The reasons in the language of the page. What a library says, which has one language, is passed on as it is. */
export function whyIn(language: PageLanguage, error: unknown): string {
  if (language === 'ja' && error instanceof Refusal) return error.issues.map(inJapanese).join('')
  return error instanceof Error ? error.message : String(error)
}

const inJapanese = (issue: Issue): string => refusalsJa[issue.code]?.(issue.message) ?? issue.message

type Tell = (message: string) => string
const plain =
  (text: string): Tell =>
  () =>
    text
/** With the names that stand between the first colon and the semicolon of the English message. */
const naming =
  (before: string, after = ''): Tell =>
  (message) =>
    `${before}${/:\s*([^;]*)/.exec(message)?.[1] ?? ''}${after}`

/** By the codes that the readers of avatars and motions give. */
export const refusalsJa: Readonly<Record<string, Tell>> = {
  'bad-number': plain('数でない値が入っています。もう一度書き出してください。'),
  'bad-offset': plain('骨の位置が3つの数になっていません。もう一度書き出してください。'),
  broken: plain('中身が壊れています。もう一度書き出してください。'),
  'broken-track': plain('動きのデータが壊れています。もう一度書き出してください。'),
  compressed: plain('圧縮された形式は読めません。圧縮なしで書き出してください。'),
  'cut-off': plain('ファイルが途中で切れています。もう一度コピーしてください。'),
  damaged: plain('ファイルが壊れています。もう一度書き出すかコピーしてください。'),
  'far-too-heavy': plain('重すぎて表示できません。ポリゴンや画像を減らしてください。'),
  'in-pieces': plain('一部が別のファイルにあります。1つの .vrm に書き出してください。'),
  'missing-bones': naming('VRM に必要な骨がありません(', ')。作ったソフトで割り当ててください。'),
  'no-animation': plain('アニメーションが入っていません。'),
  'no-bones': plain('人の骨に当たるものが見つかりません。'),
  'no-humanoid': plain('どの骨がどこに当たるかが書かれていません。ヒューマノイドとして書き出してください。'),
  'no-motion': plain('骨組みの後に動き(MOTION、Frames:、Frame Time:)がありません。'),
  'no-take': plain('その名前のアニメーションはありません。'),
  'no-tracks': plain('人の骨や表情がひとつも動きません。'),
  'not-a-bvh': plain('BVH ではありません(BVH は HIERARCHY で始まります)。'),
  'not-a-glb': plain('バイナリの glTF ではありません。'),
  'not-a-vmd': plain('VMD ではありません(VMD は「Vocaloid Motion Data」で始まります)。'),
  'not-a-vrm': plain('VRM(バイナリの glTF 2)ではありません。'),
  'nothing-to-see': plain('骨はありますが、見えるメッシュがありません。'),
  'shared-bones': naming('ほかと同じ骨に割り当てられています(', ')。それぞれ別の骨にしてください。'),
  'short-motion': plain('書かれているフレーム数より動きのデータが少ないです。もう一度書き出してください。'),
  'too-long': plain('長すぎます。1時間までのモーションを使えます。'),
  'too-many-joints': plain('関節が多すぎます(512個まで)。'),
  'unknown-extension': (message) => `知らない拡張(${/extension (\S+?),/.exec(message)?.[1] ?? ''})がないと読めません。`,
  'unknown-kind': plain('モーションは .vrma、.bvh、.glb、.vmd、アバターは .vrm を使えます。'),
}
