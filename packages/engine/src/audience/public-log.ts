/** The log as fans may see it: the same decisions at the same times, without who made them, on which machine, or what was sent to desks. */
import { type Decision, type Entry, type Performance, type Taken, takenKey } from '@ghostlight/timeline'

/** @param publicHash name of the public form of an edition. */
export function publicEntry(entry: Entry, publicHash: (hash: string) => string): Entry {
  return {
    seq: entry.seq,
    atMs: entry.atMs,
    acceptedAtMs: entry.acceptedAtMs,
    by: 'show',
    decision: publicDecision(entry.decision, publicHash),
  }
}

/** Stands for every channel: which slot does what is the patch, and lamps that fans see are not drawn by slots. */
const someChannel: Taken = { kind: 'channel', universe: 1, slot: 1, value: 0 }

function publicDecision(decision: Decision, publicHash: (hash: string) => string): Decision {
  switch (decision.kind) {
    case 'open':
    case 'adopt':
      return { ...decision, edition: publicHash(decision.edition) }
    case 'epoch':
      return { ...decision, bootId: '', monotonicMs: 0, wallAtMs: 0 }
    case 'fireEdge':
      return { ...decision, message: { address: '/', args: [] } }
    case 'take':
      return decision.taken.kind === 'channel' ? { ...decision, taken: someChannel } : decision
    case 'release':
      return decision.key?.startsWith('channel:') ? { ...decision, key: takenKey(someChannel) } : decision
    default:
      return decision
  }
}

const isChannel = ({ kind }: Taken): boolean => kind === 'channel'

export function publicPerformance(performance: Performance, publicHash: (hash: string) => string): Performance {
  return {
    ...performance,
    edition: publicHash(performance.edition),
    nextEdition: performance.nextEdition === null ? null : publicHash(performance.nextEdition),
    cues: performance.cues.map((run) => (run.action.kind === 'osc' ? { ...run, action: { kind: 'note' } } : run)),
    firedEdges: [],
    taken: [
      ...performance.taken.filter(({ kind }) => kind !== 'channel'),
      ...performance.taken
        .filter(isChannel)
        .slice(0, 1)
        .map(() => someChannel),
    ],
    pending: performance.pending.map((entry) => publicEntry(entry, publicHash)),
  }
}
