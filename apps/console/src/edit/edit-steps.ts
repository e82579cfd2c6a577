/**
 * What one press of undo takes back. The engine undoes edit by edit; a person who changed the syllables of one word made one change.
 * Pure. Kept per page: after a reload undo goes edit by edit.
 */
export interface Steps {
  /** Numbers of edits, oldest first. */
  readonly done: readonly number[]
  readonly undone: readonly number[]
  /** Of the newest step: what it belongs to and which parts it has; null when nothing may join it. */
  readonly open: { readonly whole: string; readonly parts: readonly string[] } | null
}
export const noSteps: Steps = { done: [], undone: [], open: null }
const keptSteps = 500

export function stepMade(steps: Steps, belongs: { readonly whole: string; readonly part: string } | null): Steps {
  const { open, done } = steps
  const last = done.at(-1)
  // A part that changes again is a new thought.
  if (belongs !== null && open !== null && last !== undefined && open.whole === belongs.whole && !open.parts.includes(belongs.part)) {
    return { done: [...done.slice(0, -1), last + 1], undone: [], open: { ...open, parts: [...open.parts, belongs.part] } }
  }
  return {
    done: [...done, 1].slice(-keptSteps),
    undone: [],
    open: belongs === null ? null : { whole: belongs.whole, parts: [belongs.part] },
  }
}

/** @returns how many edits to undo: one where the page knows nothing of the last. */
export function stepsBack({ done, undone }: Steps): { readonly count: number; readonly next: Steps } {
  const count = done.at(-1)
  if (count === undefined) return { count: 1, next: { done, undone, open: null } }
  return { count, next: { done: done.slice(0, -1), undone: [...undone, count], open: null } }
}

export function stepsOn({ done, undone }: Steps): { readonly count: number; readonly next: Steps } {
  const count = undone.at(-1)
  if (count === undefined) return { count: 1, next: { done, undone, open: null } }
  return { count, next: { done: [...done, count], undone: undone.slice(0, -1), open: null } }
}
