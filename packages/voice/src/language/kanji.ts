/**
 * Words of songs that are written with one or two kanji and almost always read one way. A help for pasted lines, not a dictionary: everything else
 * wants a reading from its author.
 */
const words =
  '私わたし 僕ぼく 君きみ 俺おれ 貴方あなた 誰だれ 人ひと 夢ゆめ 空そら 海うみ 花はな 星ほし 月つき 風かぜ 雨あめ 雪ゆき 雲くも 虹にじ 光ひかり 影かげ 闇やみ 夜よる 朝あさ 春はる 夏なつ 秋あき 冬ふゆ ' +
  '心こころ 愛あい 恋こい 涙なみだ 声こえ 歌うた 手て 目め 瞳ひとみ 胸むね 命いのち 道みち 街まち 町まち 森もり 山やま 川かわ 波なみ 島しま 船ふね 鳥とり 猫ねこ 犬いぬ 蝶ちょう 蛍ほたる 桜さくら 薔薇ばら ' +
  '世界せかい 未来みらい 過去かこ 永遠えいえん 約束やくそく 希望きぼう 奇跡きせき 運命うんめい 勇気ゆうき 言葉ことば 時間じかん 時とき 今いま 今日きょう 明日あした 昨日きのう 毎日まいにち 今夜こんや 季節きせつ 音楽おんがく ' +
  '音おと 色いろ 火ひ 炎ほのお 水みず 土つち 石いし 鏡かがみ 扉とびら 鍵かぎ 窓まど 部屋へや 家いえ 窓辺まどべ 電車でんしゃ 手紙てがみ 写真しゃしん 笑顔えがお 友達ともだち 家族かぞく 二人ふたり 一人ひとり 太陽たいよう 宇宙うちゅう ' +
  '地球ちきゅう 銀河ぎんが 花火はなび 青空あおぞら 星空ほしぞら 夜空よぞら 夜明けよあけ 夕日ゆうひ 夕焼けゆうやけ 朝日あさひ 願いねがい 祈りいのり 想いおもい 思い出おもいで 夢中むちゅう 自由じゆう 本当ほんとう 大切たいせつ 一緒いっしょ'

const readings = new Map<string, string>()
for (const entry of words.split(' ')) {
  const [, written, kana] = /^(.*?[㐀-鿿][けい出]?)([ぁ-ゖ]+)$/.exec(entry) ?? []
  if (written !== undefined && kana !== undefined) readings.set(written, kana)
}

/** The usual reading of a whole lyric; null when it is not known. */
export const readingOfKanji = (text: string): string | null => readings.get(text.trim()) ?? null
