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
  facts:
    '{triangles} triangles, {calls} draw calls, {size}, {pictures} of pictures in graphics memory, {bones} bones, {height} m tall, {expressions} expressions, {springs} springs',
  over: {
    triangles: '{is} triangles, more than {most}: it may not run smoothly everywhere. Lower the polygon count of hair and clothes.',
    drawCalls: '{is} draw calls with outlines, more than {most}: join meshes and materials, or leave outlines off.',
    bytes: '{is}, more than {most}: phones will wait for it. Make its pictures smaller.',
    bones: '{is} bones, more than {most}: take out bones of hair and clothes that hardly move.',
    textureBytes: 'Pictures of {is} in graphics memory, more than {most}: 2048 × 2048 is enough for a face, 1024 × 1024 for clothes.',
  },
  missing: 'Without: {bones}',
  length: '{seconds} s, {bones} bones moved',
  unmapped: 'Not understood, left out: {names}',
  refused: '{file} cannot be used: {why}',
  by: 'by {authors}',
} as const
type TryWords = {
  readonly [key in keyof typeof en]: (typeof en)[key] extends string ? string : { readonly [load in keyof (typeof en)[key]]: string }
}
const ja: TryWords = {
  title: 'アバターやモーションを試す',
  hint: '.vrm とモーション(.vrma、.bvh、.vmd、.glb)をこのページにドロップしてください。ファイルはこのパソコンの外に出ません。',
  choose: 'ファイルを選ぶ',
  picture: '踊るアバター',
  avatar: 'アバター',
  motion: 'モーション',
  ownDance: 'ショーの踊り(モーションをドロップすると替わります)',
  nothing: 'まだありません',
  facts:
    '{triangles}三角形、描画{calls}回、{size}、画像のグラフィックメモリ{pictures}、ボーン{bones}、身長{height} m、表情{expressions}、揺れもの{springs}',
  over: {
    triangles: '{is}三角形({most}まで):滑らかに動かない環境があります。髪や服のポリゴンを減らしてください。',
    drawCalls: '輪郭線を含む描画{is}回({most}回まで):メッシュとマテリアルをまとめるか、輪郭線をなくしてください。',
    bytes: '{is}({most}まで):スマートフォンで待たされます。画像を小さくしてください。',
    bones: 'ボーン{is}本({most}本まで):ほとんど動かない髪や服のボーンを減らしてください。',
    textureBytes: '画像がグラフィックメモリを{is}使います({most}まで):顔は2048×2048、服は1024×1024で足ります。',
  },
  missing: 'ない骨:{bones}',
  length: '{seconds}秒、{bones}本の骨が動きます',
  unmapped: '対応がなく省いたもの:{names}',
  refused: '{file}は使えません:{why}',
  by: '作者:{authors}',
}
export const tryWords = (language: PageLanguage): TryWords => (language === 'ja' ? ja : en)
