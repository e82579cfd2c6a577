/** The table of kills as it grows, and the verdict. */
import type { EdgeCount } from './edges.ts'
import { LEVEL_WITHIN, type Levels } from './levels.ts'

/** Limits of the acceptance test. */
const POSITION_WITHIN_MS = 20
const JUMP_WITHIN_MS = 20
export const LEVELS_AFTER_MS = 1000

export interface KillRow extends Levels {
  readonly n: number
  readonly song: string
  readonly positionMs: number
  /** From the kill to the ready line. */
  readonly awayMs: number
  /** Engine minus page. */
  readonly stageMs: number | null
  readonly liveMs: number | null
  /** How much the page's clock moved against its monotonic clock from before the kill until a second after the ready line. */
  readonly stageJumpMs: number | null
  readonly liveJumpMs: number | null
  /** Longest stretch without a new picture while the engine was away. */
  readonly stillMs: number | null
}

const columns: readonly (readonly [string, number, (row: KillRow) => string])[] = [
  ['kill', 4, (row) => String(row.n)],
  ['song', 12, (row) => row.song],
  ['at s', 8, (row) => (row.positionMs / 1000).toFixed(2)],
  ['away ms', 9, (row) => row.awayMs.toFixed(0)],
  ['− stage', 9, (row) => figure(row.stageMs)],
  ['− live', 9, (row) => figure(row.liveMs)],
  ['jump stage', 12, (row) => figure(row.stageJumpMs)],
  ['jump live', 11, (row) => figure(row.liveJumpMs)],
  ['still ms', 10, (row) => (row.stillMs === null ? '–' : row.stillMs.toFixed(0))],
  ['told ms', 9, (row) => row.toldMs.toFixed(0)],
  ['untold', 8, (row) => String(row.untold)],
  ['worst', 7, (row) => String(row.worstLevel)],
]
const figure = (value: number | null): string => (value === null ? '–' : value.toFixed(2))

export function printRow(row: KillRow): void {
  const line = (cell: (column: (typeof columns)[number]) => string) => columns.map((column) => cell(column).padStart(column[1])).join('')
  if (row.n === 1) {
    console.log('\nkill −9 of the engine in mid-song: position of the engine minus the page’s, shift of the page’s clock, levels')
    console.log(line(([title]) => title))
  }
  console.log(line(([, , text]) => text(row)))
}

export function report(rows: readonly KillRow[], edges: EdgeCount): number {
  const worst = (pick: (row: KillRow) => number | null): number => Math.max(0, ...rows.map((row) => Math.abs(pick(row) ?? 0)))
  const pages: readonly (readonly [boolean, string])[] = [
    [
      worst((row) => row.stageMs) <= POSITION_WITHIN_MS,
      `position against the stage page: at most ${figure(worst((row) => row.stageMs))} ms`,
    ],
    [worst((row) => row.liveMs) <= POSITION_WITHIN_MS, `position against the live page: at most ${figure(worst((row) => row.liveMs))} ms`],
    [
      Math.max(
        worst((row) => row.stageJumpMs),
        worst((row) => row.liveJumpMs),
      ) <= JUMP_WITHIN_MS,
      `clocks of the pages across a restart: stage at most ${figure(worst((row) => row.stageJumpMs))}, live ${figure(worst((row) => row.liveJumpMs))} ms`,
    ],
    [
      rows.every((row) => row.stillMs === null || row.stillMs < row.awayMs),
      `pictures went on while the engine was away (longest without a new one: ${worst((row) => row.stillMs).toFixed(0)} ms)`,
    ],
  ]
  const lines: readonly (readonly [boolean, string])[] = [
    ...(rows.some((row) => row.stageMs !== null) ? pages : []),
    [
      rows.every((row) => row.untold === 0 && row.toldMs <= LEVELS_AFTER_MS),
      `every slot told again, the last at most ${Math.max(...rows.map((row) => row.toldMs)).toFixed(0)} ms after the ready line`,
    ],
    [
      worst((row) => row.worstLevel) <= LEVEL_WITHIN,
      `levels a second after the ready line: at most ${worst((row) => row.worstLevel)} of 255 off`,
    ],
    [edges.twice.length === 0, `triggers received twice: ${edges.twice.length} ${edges.twice.slice(0, 8).join(' ')}`],
    [
      edges.unaccounted.length === 0 && edges.due > 0,
      `triggers: ${edges.due} due, ${edges.received} received, ${edges.skipped} listed as skipped, ${edges.uncertain} as uncertain; unaccounted: ${edges.unaccounted.length} ${edges.unaccounted.slice(0, 8).join(' ')}`,
    ],
    [
      edges.skippedButReceived.length === 0,
      `listed as skipped and yet received: ${edges.skippedButReceived.length} ${edges.skippedButReceived.slice(0, 8).join(' ')}`,
    ],
  ]
  const away = rows.map((row) => row.awayMs).sort((a, b) => a - b)
  console.log(
    `\n${rows.length} kills; away ${away[0]?.toFixed(0)} to ${away.at(-1)?.toFixed(0)} ms, median ${away[away.length >> 1]?.toFixed(0)} ms`,
  )
  for (const [holds, text] of lines) console.log(`${holds ? '✓' : '✗'} ${text.trimEnd()}`)
  return lines.every(([holds]) => holds) ? 0 : 1
}
