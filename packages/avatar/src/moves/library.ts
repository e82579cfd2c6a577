import { popHits } from './pop-hits.ts'
import { popMore } from './pop-more.ts'
import { popSteps } from './pop-steps.ts'
import { createMove, type Move } from './sample-move.ts'
import { signs } from './signs.ts'
import { slowMoves } from './slow.ts'
import { talkMoves } from './talk.ts'
import { waltzMoves } from './waltz.ts'

/** All moves that ship, by name. */
export const moves: Readonly<Record<string, Move>> = Object.fromEntries(
  [...waltzMoves, ...slowMoves, ...popSteps, ...popHits, ...popMore, ...signs, ...talkMoves].map((sheet) => [
    sheet.name,
    createMove(sheet),
  ]),
)
export const moveNames: readonly string[] = Object.keys(moves)
