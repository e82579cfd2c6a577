import type { PageLanguage } from '../words/words.ts'

const en = {
  title: 'Try an avatar or a motion',
  hint: 'Drop a .vrm, and a motion (.vrma, .bvh, .vmd, .glb), anywhere on this page. Nothing leaves this computer.',
  choose: 'Choose files',
  picture: 'The avatar, dancing',
  avatar: 'Avatar',
  motion: 'Motion',
  ownDance: 'a dance of the show; drop a motion to see another',
  nothing: 'none yet',
  facts: '{triangles} triangles, {calls} draw calls, {height} m tall, {expressions} expressions, {springs} springs',
  overBudget: 'Heavier than our own performer ({most} triangles): it may not run smoothly everywhere.',
  missing: 'Without: {bones}',
  length: '{seconds} s, {bones} bones moved',
  unmapped: 'Not understood, left out: {names}',
  refused: '{file} cannot be used: {why}',
  by: 'by {authors}',
} as const
type TryWords = { readonly [key in keyof typeof en]: string }
const ja: TryWords = {
  title: 'アバターやモーションを試す',
  hint: '.vrm とモーション(.vrma、.bvh、.vmd、.glb)をこのページにドロップしてください。ファイルはこのパソコンの外に出ません。',
  choose: 'ファイルを選ぶ',
  picture: '踊るアバター',
  avatar: 'アバター',
  motion: 'モーション',
  ownDance: 'ショーの踊り(モーションをドロップすると替わります)',
  nothing: 'まだありません',
  facts: '{triangles}三角形、描画{calls}回、身長{height} m、表情{expressions}、揺れもの{springs}',
  overBudget: '内蔵の歌い手({most}三角形)より重いので、滑らかに動かない環境があります。',
  missing: 'ない骨:{bones}',
  length: '{seconds}秒、{bones}本の骨が動きます',
  unmapped: '対応がなく省いたもの:{names}',
  refused: '{file}は使えません:{why}',
  by: '作者:{authors}',
}
export const tryWords = (language: PageLanguage): TryWords => (language === 'ja' ? ja : en)
