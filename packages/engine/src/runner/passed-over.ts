/** Triggers that were skipped, or that may or may not have been sent: listed as faults, each to be fired by hand. */
import type { EdgeItem } from '@ghostlight/timeline'
import type { FaultRegister } from '../faults.ts'

export type PassedBecause = 'locate' | 'restart' | 'uncertain'
export interface PassedOver {
  add(edges: readonly EdgeItem[], because: PassedBecause): void
  /** From an earlier life: noted already. */
  restore(edges: readonly EdgeItem[], because: PassedBecause): void
  /** Fired by hand: off the list. */
  remove(edgeId: string): void
  list(): readonly EdgeItem[]
}

/** Of each kind; the newest. An evening of locates passes over tens of thousands, and the list goes to every console four times a second. */
const keptEdges = 200

const words: Readonly<Record<PassedBecause, string>> = {
  locate: 'jumped over by a locate and not sent',
  restart: 'due while the engine was away and not sent',
  uncertain: 'being sent when the engine or its output thread ended; whether they arrived cannot be known',
}

/** @param note  keeps what is new on the list: it has to outlive the engine. */
export function createPassedOver(faults: FaultRegister, note: (edges: readonly EdgeItem[], because: PassedBecause) => void): PassedOver {
  const held = new Map<PassedBecause, Map<string, EdgeItem>>()
  function tell(because: PassedBecause): void {
    const edges = [...(held.get(because)?.values() ?? [])]
    const code = because === 'uncertain' ? 'edges-uncertain' : 'edges-skipped'
    if (edges.length === 0) {
      faults.over(code, because)
      return
    }
    const names = edges.slice(0, 5).map((edge) => edge.address)
    const more = edges.length > names.length ? ` and ${edges.length - names.length} more` : ''
    faults.raise({
      code,
      subject: because,
      message: `${edges.length} triggers were ${words[because]}: ${names.join(', ')}${more}.`,
      edges: edges.map((edge) => edge.id),
    })
  }
  function put(edges: readonly EdgeItem[], because: PassedBecause): readonly EdgeItem[] {
    const list = held.get(because) ?? new Map<string, EdgeItem>()
    held.set(because, list)
    const fresh = edges.filter((edge) => !list.has(edge.id))
    if (fresh.length === 0) return fresh
    for (const edge of fresh) list.set(edge.id, edge)
    for (const oldest of list.keys()) {
      if (list.size <= keptEdges) break
      list.delete(oldest)
    }
    tell(because)
    return fresh
  }
  return {
    add(edges, because) {
      const fresh = put(edges, because)
      if (fresh.length > 0) note(fresh, because)
    },
    restore(edges, because) {
      put(edges, because)
    },
    remove(edgeId) {
      for (const [because, list] of held) if (list.delete(edgeId)) tell(because)
    },
    list: () => [...held.values()].flatMap((list) => [...list.values()]),
  }
}
