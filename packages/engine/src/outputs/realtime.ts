/**
 * Real-time priority for single threads, without native code: Linux names the thread in /proc, util-linux's `chrt` does the rest. Needs
 * CAP_SYS_NICE; without it everything works, with longer tails, and the console says which mode each thread is in.
 *
 * Two threads ask. The output thread sends at the microsecond, so it goes before nearly everything. The main thread decides about GO: it
 * goes before ordinary programs only, so that a browser or a build beside it costs a GO nothing (p95 7.5 ms without, 1.2 ms with, at a load
 * of 9 on two cores). Threads and processes that it starts stay ordinary ("reset on fork").
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { availableParallelism, constants, getPriority, setPriority } from 'node:os'

/** Above ordinary threads, below the kernel's own (they sit at 50 and 99); audio servers use similar figures. */
const OUTPUT = { arguments: ['--fifo', '--pid', '40'], policy: '1' }
/** The lowest there is: behind whatever else needs real time. */
const MAIN = { arguments: ['--reset-on-fork', '--rr', '--pid', '1'], policy: '2' }
/** /proc/<pid>/stat field 41 (counting from 1): scheduling policy; 1 is SCHED_FIFO, 2 SCHED_RR. See proc(5). */
const POLICY_FIELD = 41

export interface PriorityMode {
  readonly priority: 'realtime' | 'normal'
  /** In words, for the log: why it is what it is. */
  readonly why: string
}

/** For the output thread. Call from the thread itself. Blocks for a few milliseconds; never throws. */
export const askForRealtime = (): PriorityMode => ask(OUTPUT)

let mainMode: PriorityMode = { priority: 'normal', why: 'not asked for' }
/** Of this process, as it is now. */
export const mainThreadMode = (): PriorityMode => mainMode

/** For the main thread, once it is ready to be asked: starting is hard work that others may interrupt. As `askForRealtime`. */
export function askForRealtimeMain(): PriorityMode {
  // With one core, a long computation would leave the machine to nobody else.
  mainMode = availableParallelism() < 2 ? { priority: 'normal', why: 'one core only' } : ask(MAIN)
  return mainMode
}

function ask({ arguments: wanted, policy }: typeof OUTPUT): PriorityMode {
  if (process.platform !== 'linux') return { priority: 'normal', why: `no way to ask for it on ${process.platform}` }
  try {
    // "<pid>/task/<tid>" of whoever reads the link: synchronous calls read it on this thread.
    const tid = readlinkSync('/proc/thread-self').split('/').pop()!
    execFileSync('chrt', [...wanted, tid], { stdio: 'pipe', timeout: 2000 })
    return policyOf(tid) === policy
      ? { priority: 'realtime', why: `chrt ${wanted.join(' ')}` }
      : { priority: 'normal', why: 'chrt said yes, but the thread is not in real time' }
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
