/** Groups: child cues that start together, or one after the other. A group is over when the last of its children is. */
import type { Edition } from '../../edition.ts'
import type { CueRun, Performance } from '../performance.ts'
import { isArmed } from './chain.ts'
import { asState, type CueKind, type CueStart, noTime, nothing } from './cue-kind.ts'

const armedChildren = (p: Performance, edition: Edition, groupCueId: string): readonly string[] =>
  (edition.groupChildren[groupCueId] ?? []).filter((id) => isArmed(p, edition, id))

/** The armed sibling after a child, or null. */
export function siblingAfter(p: Performance, edition: Edition, cueId: string): string | null {
  const group = edition.show.cues[cueId]?.groupId
  const siblings = (group === undefined ? undefined : edition.groupChildren[group]) ?? []
  return siblings.slice(siblings.indexOf(cueId) + 1).find((id) => isArmed(p, edition, id)) ?? null
}

export const group: CueKind<'group'> = {
  lengthMs: nothing,
  slots: null,
  staysMs: nothing,
  fadeMs: noTime,
  passed: asState,
  act: (p, run, action, { atMs, edition, start }) => {
    const children = armedChildren(p, edition, run.cueId)
    const first = action.mode === 'together' ? children : children.slice(0, 1)
    return first.reduce((state, cueId, index) => start(state, childStart(edition, run, { cueId, atMs, index: index + 1 })), p)
  },
}

/** How a running group starts a child. In a sequence the next follows when it ends, or after its post-wait when it continues by itself. */
export function childStart(
  edition: Edition,
  parent: CueRun,
  child: { readonly cueId: string; readonly atMs: number; readonly index: number },
): CueStart {
  const isSequence = parent.action.kind === 'group' && parent.action.mode === 'sequence'
  const own = edition.show.cues[child.cueId]?.continueMode
  return {
    cueId: child.cueId,
    runId: `${parent.runId}+${child.index}`,
    rootRunId: parent.rootRunId,
    atMs: child.atMs,
    index: child.index,
    parentRunId: parent.runId,
    continueMode: !isSequence ? 'none' : own === 'autoContinue' ? 'autoContinue' : 'autoFollow',
    anchoredIn: parent.anchoredIn,
    assertedUntilMs: parent.assertedUntilMs,
  }
}

export const childrenOf = (p: Performance, run: CueRun): readonly CueRun[] => p.cues.filter((other) => other.parentRunId === run.runId)
