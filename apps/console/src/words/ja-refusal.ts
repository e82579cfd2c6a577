/** 操作が断られた理由の日本語。 Why a command was refused, in Japanese. */
import type { refusalEn } from './en-refusal.ts'

const few = (known: string | number | undefined): string => {
  const names = String(known ?? '').split(', ')
  return names.length > 6 ? `${names.slice(0, 6).join('、')} ほか` : names.join('、')
}
const and = (told: string, known: string | number | undefined): string =>
  known === undefined || known === '' ? told : `${told}あるもの：${few(known)}`
const seconds = (valueMs: string | number | undefined): string => `${(Number(valueMs) / 1000).toFixed(1)} 秒`

/** Names of the fields that a refused value may stand in. */
const fields: Readonly<Record<string, string>> = {
  levelUnit: 'レベル',
  fadeMs: 'フェード',
  colour: '色',
  channel: 'チャンネル',
}

export const refusalJa: typeof refusalEn = {
  'nothing-standing-by': () => 'スタンバイがありません。',
  'unknown-cue': ({ cue }) => (cue === undefined ? 'そのキューはありません。' : `キュー ${cue} はありません。`),
  'unknown-segment': ({ segment, known }) =>
    and(segment === undefined ? 'そのセグメントはありません。' : `セグメント「${segment}」はありません。`, known),
  'unexpected-cue': ({ expected, standby }) =>
    standby === undefined
      ? '別のキューがスタンバイになりました。確認してからGOを押してください。'
      : `いまのスタンバイは ${expected} ではなく ${standby} です。確認してからGOを押してください。`,
  'locked-out': ({ lockOutMs }) =>
    lockOutMs === undefined
      ? '二重GOを防ぐため、少しの間ロックしています。'
      : `二重GOを防ぐため、GOの後 ${Number(lockOutMs) / 1000} 秒間ロックしています。`,
  'not-allowed': () => 'この役割では操作できません。',
  'nothing-running': () => '何も再生していません。',
  'already-held': () => 'すでにホールド中です。',
  'not-held': () => 'ホールドしていません。',
  'no-vamp': () => 'ヴァンプは再生していません。',
  'already-leaving': ({ pass }) =>
    pass === undefined ? 'すでにヴァンプを抜けるところです。' : `すでに ${pass} 回目の終わりでヴァンプを抜けるところです。`,
  'first-cue': () => '最初のキューです。',
  'nothing-to-undo': () => '取り消せるGOがありません。',
  'bad-command': ({ field, given, least, most }) => {
    if (field === 'draft') return '下書きはすでに本番と同じです。'
    if (field === undefined) return 'エンジンがこの操作を理解できませんでした。'
    const name = fields[field] ?? field
    return most === undefined
      ? `「${name}」に使えない値です${given === undefined ? '' : `（${given}）`}。`
      : `「${name}」は ${least}〜${most} です（${given} は使えません）。`
  },
  'unknown-output': ({ output, known }) => and(output === undefined ? 'その出力はありません。' : `出力「${output}」はありません。`, known),
  'unknown-edge': () => 'このトリガーはもう一覧にありません。',
  disarmed: ({ cue }) => (cue === undefined ? 'このキューは無効です。' : `キュー ${cue} は無効です。`),
  'assets-missing': ({ loading, absent }) =>
    [
      '必要な出力の準備がまだできていません。',
      ...(loading === undefined || loading === '' ? [] : [`読込中：${few(loading)}。`]),
      ...(absent === undefined || absent === '' ? [] : [`表示するページなし：${few(absent)}。`]),
    ].join(''),
  'bad-position': ({ positionMs, lengthMs }) =>
    lengthMs === undefined ? '曲の範囲外です。' : `${seconds(positionMs)}は曲の範囲外です（曲の長さ ${seconds(lengthMs)}）。`,
  'no-section': ({ why, known }) => {
    switch (why) {
      case 'ended':
        return '曲は終わっているため、反復できません。'
      case 'passed':
        return 'そのセクションは終わりました。先に位置を戻してください。'
      case 'in-vamp':
        return 'そこではすでにヴァンプ中です。'
      default:
        return and('ここではセクションを繰り返せません。', known)
    }
  },
  'unknown-fixture': ({ fixture }) => (fixture === undefined ? 'その灯体はありません。' : `灯体「${fixture}」はありません。`),
  'not-taken': ({ what }) => (what === undefined ? '手動にしたものはありません。' : `${what} は手動になっていません。`),
  'no-connection': () => 'エンジンの応答がありません。状態を確かめてからもう一度操作してください。',
}
