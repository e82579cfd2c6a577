/** 点検の結果。 What parsing and checking a show find, by code, in Japanese; names and numbers come out of the English message. */
type Tell = (message: string) => string

const quoted = (message: string): readonly string[] => [...message.matchAll(/"([^"]*)"/g)].map(([, name]) => name ?? '')
const plain =
  (text: string): Tell =>
  () =>
    text
/** "there is no look "wram"; did you mean "warm"?", or what there is. */
const noSuch =
  (what: string): Tell =>
  (message) => {
    const [, given, hint] = /there is no [^"]*"([^"]*)"(?:; did you mean "([^"]*)")?/.exec(message) ?? []
    if (given === undefined) return `その${what}はありません。`
    return `${what}「${given}」はありません。${hint === undefined ? '' : `「${hint}」ではありませんか。`}`
  }
const about =
  (tell: (name: string) => string): Tell =>
  (message) =>
    tell(quoted(message)[0] ?? '')

export const issuesJa: Readonly<Record<string, Tell>> = {
  'anchor-in-group': plain('グループの中のキューはグループと一緒に始まります。場所はグループに付けてください。'),
  'anchor-outside': (message) => {
    const [, beats] = /which is ([\d.]+) beats/.exec(message) ?? []
    return `その場所は曲の外にあるため、このキューは始まりません${beats === undefined ? '。' : `（曲は ${beats} 拍）。`}`
  },
  'anchor-ring': plain('自分のセグメントを自動で何度も始め直してしまいます。'),
  'bad-format': plain('書き方が正しくありません（番号は 12.5、アドレスは / で始めます）。'),
  'bad-id': about((id) => `「${id}」は名前に使えません。`),
  'beyond-end': plain('曲の終わりより後です。'),
  'cue-out-of-order': (message) => {
    const [, cue, before] = /cue (\S+) runs after cue (\S+)/.exec(message) ?? []
    return cue === undefined ? '番号が順番どおりではありません。' : `キュー ${cue} がキュー ${before} の後にあります。`
  },
  'curve-out-of-order': plain('点が拍の順に並んでいません。'),
  'duplicate-cue-number': plain('この番号はほかのキューで使われています。'),
  'duplicate-fixture-number': plain('この灯体番号はほかの灯体で使われています。'),
  'duplicate-metre': plain('ここにはすでに拍子があります。'),
  'duplicate-tempo': plain('ここにはすでにテンポがあります。'),
  'duplicate-universe': plain('同じユニバースが二度書かれています。'),
  'empty-clip': plain('動きもモーションファイルも指定されていません。'),
  'empty-group': plain('このグループにはキューがありません。'),
  'empty-line': plain('この行にはどの言語の言葉もありません。'),
  'empty-look': about((name) => `ルック「${name}」はどのグループにも働きません。`),
  'empty-lyric': plain('この音符には歌詞がありません。「-」で前の母音をのばします。'),
  'empty-override': plain('動きも表情も指定されていないため、何もしません。'),
  'empty-setlist': plain('セットリストが空です。'),
  'follows-vamp': plain('ヴァンプは解除するまで終わりません。'),
  'group-ring': plain('グループが輪になっています。たどると元に戻ります。'),
  'incomplete-command': (message) => {
    const names: Readonly<Record<string, string>> = { levelUnit: 'レベル', cueId: 'キュー', outputClass: '出力の種類' }
    const needs = quoted(message)[0] ?? ''
    return `「${names[needs] ?? needs}」を指定しないと何もしません。`
  },
  'licence-forbids': about((licence) => `ライセンス「${licence}」は予定している使い方を認めていません。`),
  'metre-off-bar': plain('拍子は小節の頭に置いてください。'),
  'metre-without-start': plain('曲の頭（拍 0）に拍子がありません。'),
  'missing-field': plain('入力が必要です。'),
  'missing-file': about((file) => `ファイル「${file}」は公演のフォルダーにありません。`),
  'no-credits': plain('クレジットがありません。'),
  'no-screen': plain('会場にスクリーンがありません。'),
  'no-sound': plain('会場に音声出力がありません。'),
  'no-voice-credit': about((bank) => `音源「${bank}」のクレジットがありません。`),
  'notes-overlap': plain('前の音符が終わる前に始まっています。'),
  'nothing-follows': plain('続くはずの有効なキューが後にありません。'),
  'out-of-range': (message) => {
    const [, way, limit] = /must be (at least|at most|more than|less than) (-?[\d.]+)/.exec(message) ?? []
    const ways: Readonly<Record<string, string>> = {
      'at least': '以上',
      'at most': '以下',
      'more than': 'より大きい値',
      'less than': '未満',
    }
    return way === undefined || limit === undefined ? '使える範囲の外です。' : `使える範囲の外です（${limit} ${ways[way]}）。`
  },
  overlap: about((other) => `「${other}」が終わる前に始まっています。`),
  'patch-overlap': plain('ほかの灯体とスロットが重なっています。'),
  'patch-overrun': plain('スロットがユニバースの終わり（512）を越えます。'),
  'phrase-across-vamp': plain('フレーズが反復の境目をまたいでいます。境目で息継ぎをするか休符を入れてください。'),
  'ramp-to-nowhere': plain('テンポ変化の行き先がありません。'),
  'segment-never-started': about((id) => `セグメント「${id}」を始めるキューがありません。`),
  'switch-of-switch': plain('切り替えを決めるスロット自体が、ほかのスロットで切り替わります。'),
  'tempo-without-start': plain('曲の頭（拍 0）にテンポがありません。'),
  'two-motions': plain('動きとファイルの両方が指定されています。片方にしてください。'),
  'two-starts': plain('開始セクションもあり、そちらが使われます。どちらかを消してください。'),
  'universe-not-sent': (message) => {
    const [, universe] = /universe (\d+)/.exec(message) ?? []
    return `ユニバース ${universe ?? ''} を受け取る有効な送信先がありません。`
  },
  'unknown-credit': noSuch('クレジット'),
  'unknown-cue': noSuch('キュー'),
  'unknown-expression': noSuch('表情'),
  'unknown-field': about((field) => `知らない項目「${field}」があります。`),
  'unknown-group': noSuch('グループ'),
  'unknown-instrument': noSuch('楽器'),
  'unknown-look': noSuch('ルック'),
  'unknown-marker': noSuch('マーカー'),
  'unknown-move': noSuch('動き'),
  'unknown-note': noSuch('音節'),
  'unknown-output': noSuch('出力'),
  'unknown-palette': noSuch('パレット'),
  'unknown-performer': noSuch('出演者'),
  'unknown-profile': noSuch('プロファイル'),
  'unknown-section': noSuch('セクション'),
  'unknown-segment': noSuch('セグメント'),
  'unknown-singer': noSuch('歌声'),
  'unknown-slot': (message) => {
    const [, slot, last] = /slot (\d+) decides.*to (\d+)/.exec(message) ?? []
    return slot === undefined ? 'そのスロットはありません。' : `スロット ${slot} はありません（0 から ${last} まで）。`
  },
  'unknown-song': noSuch('曲'),
  'unknown-target': noSuch('送信先'),
  'unknown-track': noSuch('トラック'),
  'unknown-value': plain('この値は使えません。'),
  'unused-palette': about((name) => `パレット「${name}」を使うルックがありません。`),
  'vamp-off-bar': plain('ヴァンプの端が小節の頭にありません。'),
  'vamp-overlap': about((other) => `ヴァンプ「${other}」と重なっています。`),
  'video-without-length': plain('映像の長さを入力してください。'),
  'wrong-palette': about((name) => `パレット「${name}」は種類が違います。`),
  'wrong-type': plain('値の種類が違います。'),
  'wrong-value': plain('この値は使えません。'),
  'wrong-version': plain('公演の形式の版が違います。'),
}
