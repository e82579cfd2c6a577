/** コントローラー。 Controllers in Japanese. */
import type { controllersEn } from './en-controllers.ts'

export const controllersJa: typeof controllersEn = {
  heading: 'MIDIコントローラー',
  turnOn: 'MIDIをオン',
  turnOff: 'MIDIオン中',
  state: {
    off: 'オフ',
    opening: 'ブラウザーに確認中',
    open: '受信中',
    unsupported: 'このブラウザーはMIDIを使えません（またはhttpsではありません）',
    refused: 'ブラウザーでMIDIが許可されていません',
  },
  noInputs: '機器がつながっていません。',
  inputs: (names) => `接続中：${names}`,
  help: '「学習」を押してから鍵盤やフェーダーに触れます。このコンソールのどのページでも、ボタンと同じように働きます。',
  touch: (verb) => `「${verb}」に使う鍵盤やフェーダーに触れてください。Escでやめます。`,
  heard: (name, value) => `受信：${name} = ${value}`,
  does: '操作',
  control: '鍵盤・フェーダー',
  change: '変更',
  learn: '学習',
  learning: '触れてください',
  forget: '解除',
  unbound: '未設定',
  note: (pitch, channel, port) => `ノート ${pitch}、チャンネル ${channel}、${port}`,
  controller: (number, channel, port) => `コントローラー ${number}、チャンネル ${channel}、${port}`,
  guards:
    'パニックとGO取消は、ここでも長押しか二度押しです。フェーダーは現在値に達してからグランドマスターを動かし、触れている間は何も送り返しません。',
  verb: {
    go: 'GO',
    back: '戻る',
    holdOrResume: 'ホールド／再開',
    devamp: 'ヴァンプ解除',
    blackout: '暗転',
    freeze: 'フリーズ',
    undoLastGo: 'GO取消',
    panic: 'パニック',
    grandMaster: 'グランドマスター',
  },
}
