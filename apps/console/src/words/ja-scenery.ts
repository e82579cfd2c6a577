/** The words of what stands behind the performer and flies about her, in Japanese. */
import type { sceneryEn } from './en-scenery.ts'

export const sceneryJa: typeof sceneryEn = {
  heading: '背景',
  where: '対象',
  wholeSong: '曲全体',
  wall: '壁',
  air: '空中',
  asSong: (what) => `曲と同じ（${what}）`,
  usual: (what) => `標準（${what}）`,
  walls: {
    ring: '光の輪',
    bars: '光の柱',
    wheels: '車輪と灯り飾り',
    blossom: '月と桜の枝',
    city: '夜の街',
    sunrise: '日の出',
  },
  airs: { fireflies: '蛍', petals: '花びら', sparks: '火の粉', snow: '雪' },
}
