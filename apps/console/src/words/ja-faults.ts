/** 障害の言葉。エンジンの文は英語なので、コードから日本語にする。 Faults by code; one that has no line here is shown as the engine said it. */
import type { faultsEn } from './en-faults.ts'

export const faultsJa: typeof faultsEn = {
  heading: '障害',
  none: '障害なし',
  count: (count) => `障害 ${count}`,
  acknowledge: '確認',
  fire: '送出',
  fireEdge: (edge) => `${edge} を送出`,
  times: (count) => `${count} 回`,
  since: (time) => `${time} から`,
  over: '解消',
  announced: (message) => `障害：${message}`,
  code: {
    'target-down': '送信先が応答しません',
    'target-unknown-host': '送信先が見つかりません',
    'target-waiting': '送信先の受信待ち',
    'journal-failed': 'ジャーナルを書き込めません',
    'journal-unreadable': 'ジャーナルを読めません',
    'sound-locked': '音声がロックされています',
    'edges-skipped': '送られなかったトリガー',
    'edges-uncertain': '送信を確認できないトリガー',
    'edge-refused': 'トリガーを送れません',
    'torn-journal': 'ジャーナルの末尾の破損',
    'edition-missing': '版がありません',
    'edits-set-aside': '編集を別に保管しました',
    'edits-unreadable': '編集履歴を読めません',
    'edits-not-saved': '編集を保存できません',
    'engine-error': 'エンジンのエラー',
    'plan-failed': '送出の計画に失敗',
    'output-thread-died': '出力スレッドの停止',
    'folder-unwritable': 'フォルダーに書き込めません',
    'audience-down': '観客サーバーの停止',
    'osc-in': '不正なOSCの受信',
    'osc-in-closed': 'OSC受信不可',
    'osc-stranger': '許可のない相手からのOSC',
    'page-trouble': 'ページの不具合',
    'bad-report': 'ページの報告が不正',
    timecode: 'タイムコードによる操作の拒否',
  },
  tell: {
    'target-down': ({ about }) => `「${about}」がパケットを受け取りません。毎秒2回、再試行しています。`,
    'target-unknown-host': ({ about }) => `「${about}」のアドレスが見つかりません。再試行しています。`,
    'journal-failed': ({ about }) => `${about} に書き込めません。キューは動きますが、いまの記録はまだディスクにありません。`,
    'journal-unreadable': ({ about }) => `公演 ${about} の記録を読めません。`,
    'torn-journal': ({ about }) => `${about} のジャーナルは途中で切れた行で終わっていました。受領済みの記録は失われていません。`,
    'edition-missing': ({ about }) => `公演 ${about} が使っていた版が残っていないため、続けられません。新しい公演を開きました。`,
    'edges-skipped': ({ about, count }) =>
      about === 'restart'
        ? `エンジンが止まっている間のトリガー ${count} 件は送られていません。必要なものを手動で送出してください。`
        : `位置の移動で飛ばしたトリガー ${count} 件は送られていません。必要なものを手動で送出してください。`,
    'edges-uncertain': ({ count }) =>
      count > 0
        ? `エンジンまたは出力が止まった瞬間のトリガー ${count} 件は、届いたかどうか分かりません。`
        : '出力スレッドが止まり、いくつかのトリガーが届いたかどうか分かりません。',
    'edge-refused': () => 'トリガーのメッセージを送れる形にできませんでした。キューの内容を確かめてください。',
    'edits-set-aside': () =>
      '未保存の編集がある間にファイルが外から変更されました。編集は .ghostlight/edits-set-aside.ndjson に保管し、適用していません。',
    'edits-unreadable': () => '編集の履歴を読めません。「元に戻す」はここから始まります。',
    'edits-not-saved': ({ about }) =>
      about === 'journal'
        ? '編集をジャーナルに書き込めません。メモリーに保持しています。'
        : '公演のファイルに書き込めません。編集はジャーナルにあり、再試行しています。',
    'engine-error': ({ about }) => `エンジンの「${about}」で問題が起きました。公演は続いています。`,
    'plan-failed': () => '照明とトリガーを計画できませんでした。再試行しています。',
    'output-thread-died': () => '出力スレッドが止まりました。再起動しています。',
    'folder-unwritable': ({ about }) => `${about} に書き込めません。公演は動きますが、記録は残りません。`,
    'audience-down': () => '観客用サーバーが止まりました。再起動しています。',
    'osc-in': ({ about }) => `${about} から読めないOSCが届きました。`,
    'osc-stranger': ({ message }) => {
      const [, count, from] = /^(\d+) OSC packets .*? the latest from (\S+?)\. /.exec(message) ?? []
      return from === undefined
        ? '操作を許可していないアドレスからOSCが届いています。'
        : `操作を許可していないアドレスからOSCが ${count} 件届いています（最新：${from}）。自分の機材なら --osc-allow ${from} を付けて起動してください。`
    },
    'page-trouble': ({ about }) => {
      const [, page, trouble] = /^(.*?): (.*)$/s.exec(about) ?? []
      return trouble === undefined ? `ページの不具合：${about}` : `「${page}」のページの不具合：${trouble}`
    },
    'bad-report': ({ about }) => `ページ「${about}」からの報告が不正なため、無視しています。`,
    timecode: ({ message }) => `タイムコードによる操作を実行できませんでした：${message}`,
    'osc-in-closed': () => 'OSCの受信ポートを開けません。--osc-port で別のポートを選んでください。',
  },
}
