/** What the cue list's buttons do to a show, as recipes on a copy. Pure. */
import { moveNames } from '@ghostlight/avatar'
import { type Cue, inOrder, type Show } from '@ghostlight/timeline'
import type { DraftBody } from '../pending-edits.ts'
import { numberBetween, orderBetween } from './cue-order.ts'

/** A show that recipes may change. */
type Writable<T> = { -readonly [K in keyof T]: T[K] extends object ? Writable<T[K]> : T[K] }
const cuesOf = (show: Show): Record<string, Writable<Cue>> => show.cues as unknown as Record<string, Writable<Cue>>

export function freeCueId(show: Show): string {
  let highest = 0
  for (const id of Object.keys(show.cues)) highest = Math.max(highest, Number(/^q(\d+)$/.exec(id)?.[1] ?? 0))
  return `q${String(highest + 1).padStart(3, '0')}`
}

function placeAfter(show: Show, afterId: string | null): { readonly order: string; readonly number: string } {
  const order = inOrder(show.cues)
  const at = afterId === null ? order.length - 1 : order.indexOf(afterId)
  const before = show.cues[order[at] ?? '']
  const next = show.cues[order[at + 1] ?? '']
  return {
    order: orderBetween(before?.order ?? null, next?.order ?? null),
    number: numberBetween(before?.number ?? null, next?.number ?? null),
  }
}

/** A new cue after another (after all, when null): a note to the operator, which does nothing until it is made to. */
export function addCue(show: Show, id: string, afterId: string | null, name: Readonly<Record<string, string>>): void {
  const cue = {
    ...placeAfter(show, afterId),
    name: { ...name },
    preWaitMs: 0,
    postWaitMs: 0,
    continueMode: 'none',
    armed: true,
    action: { kind: 'note' },
  }
  cuesOf(show)[id] = cue as unknown as Writable<Cue>
}

export function duplicateCue(show: Show, id: string, of: string): void {
  const cue = show.cues[of]
  if (cue === undefined) return
  cuesOf(show)[id] = { ...(JSON.parse(JSON.stringify(cue)) as Writable<Cue>), ...placeAfter(show, of) }
}

export function deleteCue(show: Show, id: string): void {
  delete cuesOf(show)[id]
}

/** One place up or down; its number goes with it. @returns false at the ends. */
export function moveCue(show: Show, id: string, by: 1 | -1): boolean {
  const order = inOrder(show.cues)
  const at = order.indexOf(id)
  if (at < 0 || order[at + by] === undefined) return false
  const without = order.filter((other) => other !== id)
  const before = show.cues[without[at + by - 1] ?? '']
  const after = show.cues[without[at + by] ?? '']
  const cue = cuesOf(show)[id]
  if (cue !== undefined) cue.order = orderBetween(before?.order ?? null, after?.order ?? null)
  return true
}

/** 1, 2, 3 … down the list. */
export function renumberCues(show: Show): void {
  inOrder(show.cues).forEach((id, index) => {
    const cue = cuesOf(show)[id]
    if (cue !== undefined) cue.number = String(index + 1)
  })
}

/** Sets one field, named by its path in the cue; undefined takes an optional one away. */
export function setCueField(show: Show, id: string, path: readonly string[], value: unknown): void {
  let place = cuesOf(show)[id] as unknown as Record<string, unknown> | undefined
  for (const key of path.slice(0, -1)) {
    if (place === undefined) return
    if (typeof place[key] !== 'object' || place[key] === null) place[key] = {}
    place = place[key] as Record<string, unknown>
  }
  const last = path.at(-1)
  if (place === undefined || last === undefined) return
  if (value === undefined) delete place[last]
  else place[last] = value
}

/**
 * The plainest action of a kind that this show can do at all.
 *
 * @param soundFile  a sound that the show folder has; null when none is known.
 */
export function plainAction(kind: string, { show }: DraftBody, soundFile: string): unknown {
  const first = (record: Readonly<Record<string, { readonly order: string }>>): string => inOrder(record)[0] ?? ''
  switch (kind) {
    case 'segment':
      return { kind, segmentId: first(show.setlist) }
    case 'look':
      return { kind, look: Object.keys(show.looks)[0] ?? '', fadeMs: 2000 }
    case 'releaseLooks':
      return { kind, fadeMs: 2000 }
    case 'osc':
      return { kind, messages: [{ address: '/cue', args: [] }] }
    case 'performer':
      return { kind, performerId: Object.keys(show.performers)[0] ?? '', move: moveNames[0] ?? '', fadeMs: 500 }
    case 'camera':
      return { kind, shot: 'wide' }
    case 'output':
      return { kind, picture: { kind: 'black' }, fadeMs: 0 }
    case 'sound':
      return { kind, file: soundFile, durationMs: 1000, fadeMs: 0 }
    case 'soundFade':
      return { kind, gainDb: -12, fadeMs: 2000 }
    case 'soundStop':
      return { kind, fadeMs: 2000 }
    case 'release':
      return { kind, of: 'all', fadeMs: 2000 }
    case 'wait':
      return { kind, lengthMs: 1000 }
    case 'group':
      return { kind, mode: 'together' }
    case 'command':
      return { kind, command: 'devamp' }
    default:
      return { kind }
  }
}

/** The plainest anchor of a kind; null where the show has no place of that kind. */
export function plainAnchor(kind: string, { show, songs }: DraftBody): unknown {
  for (const segmentId of inOrder(show.setlist)) {
    const song = songs[show.setlist[segmentId]?.songId ?? '']
    if (song === undefined) continue
    if (kind === 'time') return { kind, segmentId, positionMs: 0 }
    if (kind === 'bar') return { kind, segmentId, bar: 1 }
    if (kind === 'beforeEnd') return { kind, segmentId, beats: 4 }
    if (kind === 'section') {
      const sectionId = Object.entries(song.sections).sort(([, a], [, b]) => a.startBeats - b.startBeats)[0]?.[0]
      if (sectionId !== undefined) return { kind, segmentId, sectionId }
    }
    for (const [trackId, track] of Object.entries(song.tracks)) {
      if (kind === 'note' && track.kind === 'vocal') {
        const noteId = Object.entries(track.notes).sort(([, a], [, b]) => a.startBeats - b.startBeats)[0]?.[0]
        if (noteId !== undefined) return { kind, segmentId, trackId, noteId }
      }
      if (kind === 'marker' && track.kind === 'marker') {
        const markerId = Object.keys(track.markers)[0]
        if (markerId !== undefined) return { kind, segmentId, trackId, markerId }
      }
    }
  }
  return null
}
