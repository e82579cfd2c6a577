/** Sixteen short phrases in three languages, for judges of pitch: steps, leaps, long notes, quick ones, every kind of consonant. Written for this bench. */
import type { VocalTrack } from '@ghostlight/timeline'
import type { Line } from '../../packages/voice/src/testing/score.ts'

const of = (words: string, pitches: readonly number[], lengths: readonly number[]): Line =>
  words.split(' ').map((lyric, i) => [lyric, pitches[i % pitches.length]!, lengths[i % lengths.length]!] as const)

export const judgedPhrases: readonly { readonly language: VocalTrack['language']; readonly line: Line }[] = [
  { language: 'ja', line: of('さ く ら さ く ら', [69, 69, 71], [1, 1, 2]) },
  { language: 'ja', line: of('ほ た る の ひ か り', [62, 64, 66, 69, 67, 66, 62], [1, 0.5, 1.5, 1, 1, 1, 2]) },
  { language: 'ja', line: of('と お い ま ち の ゆ め', [57, 60, 62, 64, 65, 64, 62, 60], [0.5, 1, 0.5, 1, 0.5, 0.5, 1, 2]) },
  { language: 'ja', line: of('な み ま に う か ぶ ふ ね', [64, 62, 60, 62, 64, 67, 64, 62, 60], [0.75, 0.75, 0.5, 1, 1]) },
  { language: 'ja', line: of('わ た し は こ こ に い る', [60, 65, 69, 67, 65, 64, 62, 64, 65], [0.5, 0.5, 1, 0.5, 1.5]) },
  { language: 'ja', line: of('き み の て を は な さ な い', [67, 66, 64, 62, 64, 66, 67, 69, 71, 67], [0.5, 0.5, 1]) },
  { language: 'ja', line: of('あ お い そ ら え', [57, 64, 69, 62, 60, 57], [2, 1, 1]) },
  { language: 'ja', line: of('つ ば め が か え る', [62, 65, 64, 60, 62, 57, 62], [0.5, 0.5, 1, 1.5]) },
  { language: 'ja', line: of('ど こ ま で も い こ う', [60, 62, 64, 65, 67, 65, 64, 60], [0.5, 0.75, 0.75, 1]) },
  { language: 'ja', line: of('ね む れ や さ し く', [65, 64, 62, 60, 58, 60, 65], [1.5, 0.5, 1]) },
  { language: 'en', line: of('Sing me a ri- ver of sil- ver and light', [62, 64, 65, 67, 65, 64, 62, 60, 62, 57], [1, 0.5, 0.5, 1, 1]) },
  { language: 'en', line: of('No- bo- dy knows where the wind goes', [60, 60, 62, 65, 64, 62, 67, 65], [0.5, 0.5, 0.5, 1.5]) },
  { language: 'en', line: of('Hold on to the morn- ing', [69, 67, 65, 64, 62, 60], [2, 1, 0.5, 0.5, 1, 3]) },
  { language: 'es', line: of('La lu- na so- bre el mar', [64, 67, 65, 64, 62, 60, 62], [0.5, 1, 1, 0.5]) },
  { language: 'es', line: of('Quie- ro can- tar con- ti- go', [60, 62, 64, 67, 65, 64, 60], [0.75, 0.75, 0.5, 1]) },
  { language: 'es', line: of('Ba- jo la llu- via de a- bril', [57, 60, 62, 64, 62, 60, 59, 57], [0.5, 0.5, 1, 1.5]) },
]
