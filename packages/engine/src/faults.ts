/** Faults stay until somebody acknowledges them: a vanishing message in a dark hall is one that nobody read. */
import { createListeners } from './listeners.ts'
import type { Fault } from './protocol/index.ts'

export interface NewFault {
  /** Faults of the same code and subject are one fault that is counted. */
  readonly code: string
  /** What it is about (a target, a file); '' when the code says it all. */
  readonly subject: string
  readonly message: string
  readonly edges?: readonly string[]
}
export interface FaultRegister {
  raise(fault: NewFault): void
  /** The cause is gone. An acknowledged fault disappears; one that nobody has seen stays, and says that it is over. */
  over(code: string, subject: string): void
  acknowledge(id: string): boolean
  list(): readonly Fault[]
  subscribe(listener: () => void): () => void
}

interface Held extends Fault {
  readonly subject: string
  readonly over: boolean
}

/** A flood (datagrams from made-up senders) must not bury the console: what is over or was seen goes first, then the oldest. */
const keptFaults = 100

export function createFaultRegister(nowMs: () => number): FaultRegister {
  const held = new Map<string, Held>()
  let count = 0
  const find = (code: string, subject: string) => [...held.values()].find((fault) => fault.code === code && fault.subject === subject)
  const listeners = createListeners<[]>((error) => {
    console.error('A listener to faults failed:', error)
    const message = `Something that shows faults failed: ${error.message}. The show goes on.`
    hold({ code: 'engine-error', subject: 'a listener to faults', message }) // and is told with the next one
  })
  function hold({ code, subject, message, edges }: NewFault): void {
    const known = find(code, subject)
    const stillSame = known !== undefined && !(known.acknowledged && known.over)
    const id = stillSame ? known.id : `fault-${++count}`
    if (known !== undefined && !stillSame) held.delete(known.id)
    held.set(id, {
      id,
      code,
      subject,
      message,
      sinceAtMs: stillSame ? known.sinceAtMs : nowMs(),
      count: (stillSame ? known.count : 0) + 1,
      acknowledged: stillSame && !known.over ? known.acknowledged : false,
      over: false,
      ...(edges === undefined ? {} : { edges }),
    })
    while (held.size > keptFaults) {
      const others = [...held.values()].filter((fault) => fault.id !== id)
      held.delete((others.find((fault) => fault.over || fault.acknowledged) ?? others[0]!).id)
    }
  }
  return {
    raise(fault) {
      hold(fault)
      listeners.tell()
    },
    over(code, subject) {
      const known = find(code, subject)
      if (known === undefined || known.over) return
      if (known.acknowledged) held.delete(known.id)
      else held.set(known.id, { ...known, over: true, message: `${known.message} (over)` })
      listeners.tell()
    },
    acknowledge(id) {
      const known = held.get(id)
      if (known === undefined || known.acknowledged) return false
      // Edges that can be fired by hand stay listed until that is done or the performance ends.
      if (known.over) held.delete(id)
      else held.set(id, { ...known, acknowledged: true })
      listeners.tell()
      return true
    },
    list: () => [...held.values()],
    subscribe: listeners.add,
  }
}
