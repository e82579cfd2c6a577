import { popMoves } from './pop.ts'
import { createMove, type Move } from './sample-move.ts'
import { slowMoves } from './slow.ts'
import { talkMoves } from './talk.ts'
import { waltzMoves } from './waltz.ts'

/** All moves that ship, by name. */
export const moves: Readonly<Record<string, Move>> = Object.fromEntries(
  [...waltzMoves, ...slowMoves, ...popMoves, ...talkMoves].map((sheet) => [sheet.name, createMove(sheet)]),
)
export const moveNames: readonly string[] = Object.keys(moves)
