/** What people ask for. The gate turns a command into an entry (see `resolveCommand`) or refuses it with a reason. */

import type { Boundary, CueActionOf, OutputClass } from '../document/cue.ts'
import type { Ms } from '../units.ts'
import type { Decision, Entry } from './entry.ts'
import type { Taken, TakenName } from './performance.ts'

export type Command =
  | { readonly command: 'go'; readonly expectedCue?: string }
  | { readonly command: 'standBy'; readonly cue: string }
  | { readonly command: 'back' }
  | { readonly command: 'fire'; readonly cue: string }
  | { readonly command: 'hold' }
  | { readonly command: 'resume' }
  /** `at`: the boundary at which everything leaves the vamp together; the end of the pass when not given. */
  | { readonly command: 'devamp'; readonly at?: Boundary }
  /** Makes a section repeat until devamp; the one that is on when none is named. */
  | { readonly command: 'vamp'; readonly section?: string }
  | { readonly command: 'locate'; readonly segment?: string; readonly positionMs?: number; readonly bar?: number; readonly beat?: number }
  | { readonly command: 'blackout'; readonly on: boolean }
  | { readonly command: 'freeze'; readonly on: boolean; readonly output?: string }
  /** `fadeMs`: as the show's settings say when not given. A second panic during the fade cuts. */
  | { readonly command: 'panic'; readonly fadeMs?: number }
  | { readonly command: 'undoLastGo' }
  | { readonly command: 'grandMaster'; readonly levelUnit: number }
  | { readonly command: 'mute'; readonly outputClass: OutputClass; readonly on: boolean }
  /** While it is on nobody edits the draft: every edit, undo and redo is refused. */
  | { readonly command: 'showLock'; readonly on: boolean }
  | { readonly command: 'arm'; readonly cue: string; readonly on: boolean }
  /** The kill for the hall: off, no lamp flashes faster than is safe, whatever looks say. */
  | { readonly command: 'strobe'; readonly on: boolean }
  /** Takes a fixture, an output or a DMX channel by hand; it stays so until released. */
  | { readonly command: 'take'; readonly taken: Taken }
  /** Gives one thing back to the show, or everything that is taken. */
  | { readonly command: 'release'; readonly what: TakenName | null }
  /** Lets go of what cues have put on. */
  | { readonly command: 'releaseCues'; readonly of: CueActionOf<'release'>['of']; readonly fadeMs?: number }
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
  | 'no-section'
  | 'unknown-fixture'
  | 'not-taken'
  | 'unknown-output'
  | 'unknown-edge'
  | 'disarmed'
  | 'assets-missing'
  | 'bad-position'
  /** Said by a client: no engine, or no answer from it. */
  | 'no-connection'

/** What a refusal is about, by name: enough, with its code, to say it in another language. A list of names is one text, ", " between them. */
export type SaidValues = Readonly<Record<string, string | number>>

/** What resolving a command gives: the decision and its lead, or why not. `say` is a remark for the operator ("takes the next boundary"). */
export type Resolution =
  | { readonly ok: true; readonly decision: Decision; readonly leadMs: Ms; readonly say?: string }
  | { readonly ok: false; readonly reason: Refusal; readonly message: string; readonly values?: SaidValues }

/** The answer at every door. `durable: false` means: done, but the journal could not be written. */
export type CommandResult =
  | { readonly ok: true; readonly entry: Entry; readonly durable: boolean; readonly say?: string; readonly repeated?: boolean }
  | { readonly ok: false; readonly reason: Refusal; readonly message: string; readonly values?: SaidValues }
