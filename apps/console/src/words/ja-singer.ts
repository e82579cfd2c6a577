/** 歌声のページ。 The singer page in Japanese. */
import type { singerEn } from './en-singer.ts'

export const singerJa: typeof singerEn = {
  heading: '歌声',
  take: '編集中のテイク',
  takeName: (name) => `テイク ${name}`,
  singer: '歌手',
  name: { hotaru: 'ホタル', low: '低い声', light: '軽い声' },
  character: { hotaru: '明るく温かい若い大人の声', low: '落ち着いた、深みのある声', light: '小さく、息の近い声' },
  language: '言語',
  languageName: { en: '英語', ja: '日本語', es: 'スペイン語' },
  line: '歌う言葉',
  key: '主音',
  tempo: 'テンポ',
  slider: { breathiness: '息っぽさ', tension: '張り', gender: '声の太さ', brightness: '明るさ', dynamics: '強さ' },
  reset: '元の声',
  play: (name) => `${name} を再生`,
  over: '切り替え',
  sounds: '再生中',
  singing: '歌っています…',
  took: (time) => `${time} で合成`,
  pictures: 'スペクトログラム',
  legend: '最大音からのレベル',
  picture: (phonemes) => `スペクトログラム、${phonemes}`,
  nothing: '言葉を入力すると歌います。',
  issue: {
    unreadable: '読めない文字があります。かなで書いてください。',
    'not-in-lexicon': '辞書にない語は、つづりの規則で歌います。',
    'syllables-differ': '音節の数が辞書と違います。',
    'reading-guessed': '読みを推測しました。かなで確かめてください。',
    'notes-together': '二つの音符が同時に始まります。',
  },
}
