/**
 * Real-time priority for the calling thread alone, without native code: Linux names the thread in /proc, util-linux's `chrt` does
 * the rest. Needs CAP_SYS_NICE; without it everything works, with longer tails, and the console says which mode is on.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { constants, getPriority, setPriority } from 'node:os'

/** Above ordinary threads, below the kernel's own (they sit at 50 and 99); audio servers use similar figures. */
const FIFO_PRIORITY = '40'
/** /proc/<pid>/stat field 41 (counting from 1): scheduling policy; 1 is SCHED_FIFO. See proc(5). */
const POLICY_FIELD = 41
const SCHED_FIFO = '1'

export interface PriorityMode {
  readonly priority: 'realtime' | 'normal'
  /** In words, for the log: why it is what it is. */
  readonly why: string
}

/** Call from the thread itself. Blocks for a few milliseconds; never throws. */
export function askForRealtime(): PriorityMode {
  if (process.platform !== 'linux') return { priority: 'normal', why: `no way to ask for it on ${process.platform}` }
  try {
    // "<pid>/task/<tid>" of whoever reads the link: synchronous calls read it on this thread.
    const tid = readlinkSync('/proc/thread-self').split('/').pop()!
    execFileSync('chrt', ['--fifo', '--pid', FIFO_PRIORITY, tid], { stdio: 'pipe', timeout: 2000 })
    return policyOf(tid) === SCHED_FIFO
      ? { priority: 'realtime', why: `SCHED_FIFO ${FIFO_PRIORITY}` }
      : { priority: 'normal', why: 'chrt said yes, but the thread is not in SCHED_FIFO' }
  } catch (error) {
    return { priority: 'normal', why: `not granted: ${error instanceof Error ? error.message.split('\n').pop() : String(error)}` }
  }
}

function policyOf(tid: string): string | undefined {
  const stat = readFileSync(`/proc/self/task/${tid}/stat`, 'utf8')
  // The second field is a name in brackets that may hold spaces; fields are counted from behind it.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[POLICY_FIELD - 3]
}

/** Moves the calling thread ahead of ordinary programs: a GO then waits for nobody's page or build. Needs CAP_SYS_NICE; true when granted. */
export function askForPrecedence(): boolean {
  try {
    setPriority(constants.priority.PRIORITY_ABOVE_NORMAL)
    return true
  } catch {
    return false // as quick as the machine is idle
  }
}

/** Back among ordinary programs, for a process that inherited more. */
export function renouncePrecedence(): void {
  if (getPriority() < constants.priority.PRIORITY_NORMAL) setPriority(constants.priority.PRIORITY_NORMAL)
}
