/** 辞書のページ。 The dictionary page in Japanese. */
import type { dictionaryEn } from './en-dictionary.ts'

export const dictionaryJa: typeof dictionaryEn = {
  heading: '辞書',
  help: '歌手が知らない言葉や、読みを変えたい言葉の歌い方です。',
  reading: '辞書を読んでいます…',
  word: '言葉',
  sungAs: '歌い方',
  sounds: { en: '音素', ja: 'かなの読み', es: '同じ音のつづり' },
  soundsOf: (word) => `${word}の歌い方`,
  hint: {
    en: '聞こえる音を一つずつ書きます。例：hotaru は H OW T AA R UW。母音の後の強勢の数字（OW1）は付けても変わりません。AH0 だけは弱い音 AX です。使える音素：',
    ja: '例：「蛍」は「ほたる」。',
    es: '例：「show」は「chou」。',
  },
  hear: '聴く',
  hearOne: (word) => `${word}を聴く`,
  add: '追加',
  remove: (word) => `${word}を削除`,
  asked: '歌手が推測している言葉',
  empty: 'この公演独自の言葉はまだありません。',
  noWord: '言葉を入力してください。',
  unknownSounds: (unknown) => `「${unknown}」という音素はありません。上の音素を使ってください。`,
  problem: {
    empty: '歌い方を入力してください。',
    notKana: '読みはかなで書いてください。',
    notLetters: '文字だけで書いてください。',
  },
}
