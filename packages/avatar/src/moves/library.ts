import { popMoves } from './pop.ts'
import { createMove, type Move } from './sample-move.ts'
import { waltzMoves } from './waltz.ts'

/** All moves that ship, by name. */
export const moves: Readonly<Record<string, Move>> = Object.fromEntries(
  [...waltzMoves, ...popMoves].map((sheet) => [sheet.name, createMove(sheet)]),
)
export const moveNames: readonly string[] = Object.keys(moves)
