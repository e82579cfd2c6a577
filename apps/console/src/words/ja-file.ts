/** 公演に入れるファイルの日本語。 Files brought into the show, in Japanese. */
import type { fileEn } from './en-file.ts'

export const fileJa: typeof fileEn = {
  choose: 'ファイルを選ぶ…',
  drop: 'またはここにドロップ',
  sending: (name) => `${name} を公演にコピーしています…`,
  cancel: '中止',
  cancelled: (name) => `中止しました：${name} はコピーされていません。`,
  taken: (path) => `コピーしました：${path}`,
  wrongKind: {
    sound: (name) => `${name} は音声ファイルではありません。`,
    picture: (name) => `${name} は画像でも動画でもありません。`,
  },
  wanted: { sound: 'どの音声ですか。', picture: 'どの画像・動画ですか。' },
  cannotPlay: (name) => `このブラウザーでは ${name} を再生できないため、ステージでも再生できません。WAV、MP3、MP4、WebM をお試しください。`,
  refused: {
    'not-allowed': 'ファイルを追加できるのは制作とオペレーターのみです。',
    'show-locked': '編集がロックされています。',
    'unknown-kind': '再生できない種類のファイルです。音声は WAV・FLAC・MP3・OGG・M4A、画像は PNG・JPEG・WebP、動画は MP4・WebM です。',
    'too-long': 'ファイルが大きすぎます（4 GB まで）。',
    disk: 'ファイルを書き込めませんでした。ディスクの空きを確かめてください。',
    'no-connection': 'ファイルを送れませんでした。エンジンを確かめてください。',
  },
}
