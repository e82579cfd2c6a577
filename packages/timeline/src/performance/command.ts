/** What people ask for. The gate turns a command into an entry (see `resolveCommand`) or refuses it with a reason. */

import type { Ms } from '../units.ts'
import type { Decision, Entry } from './entry.ts'

export type Command =
  | { readonly command: 'go'; readonly expectedCue?: string }
  | { readonly command: 'standBy'; readonly cue: string }
  | { readonly command: 'back' }
  | { readonly command: 'fire'; readonly cue: string }
  | { readonly command: 'hold' }
  | { readonly command: 'resume' }
  | { readonly command: 'devamp' }
  | { readonly command: 'locate'; readonly segment?: string; readonly positionMs?: number; readonly bar?: number; readonly beat?: number }
  | { readonly command: 'blackout'; readonly on: boolean }
  | { readonly command: 'freeze'; readonly on: boolean; readonly output?: string }
  | { readonly command: 'panic' }
  | { readonly command: 'undoLastGo' }
  | { readonly command: 'grandMaster'; readonly levelUnit: number }
  /** `force`: also when a required output has not what it needs, or is not connected. */
  | { readonly command: 'adopt'; readonly at: 'now' | 'nextSegment'; readonly force?: boolean }
  | { readonly command: 'fireEdge'; readonly edge: string }

export type Refusal =
  | 'nothing-standing-by'
  | 'unknown-cue'
  | 'unknown-segment'
  | 'unexpected-cue'
  | 'locked-out'
  | 'not-allowed'
  | 'nothing-running'
  | 'already-held'
  | 'not-held'
  | 'no-vamp'
  | 'already-leaving'
  | 'first-cue'
  | 'nothing-to-undo'
  | 'bad-command'
  | 'unknown-output'
  | 'unknown-edge'
  | 'disarmed'
  | 'assets-missing'
  | 'bad-position'
  /** Said by a client: no engine, or no answer from it. */
  | 'no-connection'

/** What resolving a command gives: the decision and its lead, or why not. `say` is a remark for the operator ("takes the next boundary"). */
export type Resolution =
  | { readonly ok: true; readonly decision: Decision; readonly leadMs: Ms; readonly say?: string }
  | { readonly ok: false; readonly reason: Refusal; readonly message: string }

/** The answer at every door. `durable: false` means: done, but the journal could not be written. */
export type CommandResult =
  | { readonly ok: true; readonly entry: Entry; readonly durable: boolean; readonly say?: string; readonly repeated?: boolean }
  | { readonly ok: false; readonly reason: Refusal; readonly message: string }
