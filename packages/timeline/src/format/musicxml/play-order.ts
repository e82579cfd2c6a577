/** Repeats, endings, da capo, dal segno, coda and fine: which bar is played when. */
import type { BarMarks } from './read-part.ts'

export interface PlayedBar {
  readonly index: number
  /** 0 the first time, 1 in the first repetition (its own ending included) …; chooses the verse. */
  readonly pass: number
}

/** Bars played at most; a score whose marks lead in circles ends here. */
const MOST_BARS = 20_000

/**
 * @param bars  marks of each written bar, in order, of all parts together.
 * @returns     the bars in playing order; `truncated` when there was no end to them.
 */
export function playOrder(bars: readonly BarMarks[]): { readonly order: readonly PlayedBar[]; readonly truncated: boolean } {
  const order: PlayedBar[] = []
  const played = bars.map(() => 0)
  const endings = endingSpans(bars)
  /** Passages that have been repeated in full: after a jump they are played once. */
  let repeatStart = 0
  let pass = 1
  let jumped = false
  let inEnding = false
  let at = 0
  while (at < bars.length) {
    if (order.length >= MOST_BARS) return { order, truncated: true }
    const marks = bars[at]!
    const ending = endings[at] ?? null
    if (marks.forward && at !== repeatStart) {
      repeatStart = at
      pass = 1
    } else if (inEnding && ending === null) {
      repeatStart = at
      pass = 1
    }
    if (ending && at === ending.start && !(jumped ? ending.isLast : ending.numbers.includes(pass))) {
      at = ending.end + 1
      inEnding = true
      // Skipped over, not played: the passage may still go back from the next ending.
      if (endings[at]) inEnding = false
      continue
    }
    order.push({ index: at, pass: Math.max(played[at]!, pass - 1) })
    played[at]!++
    inEnding = ending !== null

    if (jumped && marks.fine) break
    if (jumped && marks.toCoda !== null) {
      const coda = bars.findIndex((bar, index) => index > at && bar.coda !== null && (bar.coda === marks.toCoda || marks.toCoda === 'coda'))
      if (coda >= 0) {
        at = coda
        continue
      }
    }
    if (marks.backwardTimes > 0 && !jumped) {
      const times = Math.max(marks.backwardTimes, ending?.groupTimes ?? 0)
      if (pass < times) {
        pass++
        at = repeatStart
        inEnding = false
        continue
      }
      repeatStart = at + 1
      pass = 1
      inEnding = false
    }
    if (!jumped && (marks.daCapo || marks.dalSegno !== null)) {
      const segno = bars.findIndex((bar) => bar.segno !== null && (bar.segno === marks.dalSegno || marks.dalSegno === 'segno'))
      jumped = true
      pass = 1
      inEnding = false
      at = marks.daCapo ? 0 : Math.max(0, segno)
      repeatStart = at
      continue
    }
    at++
  }
  return { order, truncated: false }
}

interface EndingSpan {
  readonly start: number
  readonly end: number
  readonly numbers: readonly number[]
  readonly isLast: boolean
  /** Passes that the endings of this passage provide for. */
  readonly groupTimes: number
}

/** For each bar the ending it stands in. Endings that follow each other belong together. */
function endingSpans(bars: readonly BarMarks[]): readonly (EndingSpan | undefined)[] {
  const spans: { start: number; end: number; numbers: readonly number[] }[] = []
  bars.forEach((bar, index) => {
    if (bar.endingStart === null) return
    let end = index
    while (end < bars.length - 1 && !bars[end]!.endingStop && bars[end + 1]!.endingStart === null) end++
    // An ending that is never closed is one bar long.
    if (!bars[end]!.endingStop && bars[end + 1]?.endingStart == null) end = index
    spans.push({ start: index, end, numbers: bar.endingStart })
  })
  const out: (EndingSpan | undefined)[] = []
  spans.forEach((span, index) => {
    let first = index
    while (first > 0 && spans[first - 1]!.end + 1 === spans[first]!.start) first--
    let last = index
    while (last + 1 < spans.length && spans[last]!.end + 1 === spans[last + 1]!.start) last++
    const groupTimes = Math.max(...spans.slice(first, last + 1).flatMap((one) => one.numbers))
    for (let bar = span.start; bar <= span.end; bar++) out[bar] = { ...span, isLast: index === last, groupTimes }
  })
  return out
}
