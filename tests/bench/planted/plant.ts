/** A fault put into a copy of the sources, and what the tests had to say about it. Pure: text in, verdict out. */

export interface Fault {
  /** Path from the root of the repository. */
  readonly file: string
  /** Stands in the file exactly once. */
  readonly find: string
  readonly put: string
  /** Test file that should notice, path from the root. */
  readonly test: string
  /** Part of the full names of those tests that are run, a regular expression; all of the file when left out. */
  readonly named?: string
  /** How somebody comes to write this. */
  readonly why: string
  /** It shows in a real browser only: the pages are built anew, `--quick` leaves it out. */
  readonly page?: boolean
}

export interface Rule {
  readonly rule: string
  /** The sentence of the promise that the tests hold. */
  readonly promise: string
  readonly faults: readonly Fault[]
}

export type Planting = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string }

/** The text with the fault in it, or why it cannot be put there. */
export function planted(text: string, fault: Pick<Fault, 'find' | 'put'>): Planting {
  const count = text.split(fault.find).length - 1
  if (count !== 1) return { ok: false, why: count === 0 ? 'its text is not in the file' : `its text stands in the file ${count} times` }
  if (fault.find === fault.put) return { ok: false, why: 'it changes nothing' }
  // Not `replace` with a string: a "$" in it would be read as a pattern.
  return { ok: true, text: text.replace(fault.find, () => fault.put) }
}

/** What vitest's JSON reporter writes, as far as it is read here. */
export interface VitestReport {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message?: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages?: readonly string[] | null
    }[]
  }[]
}

export type Verdict =
  /** An expectation was not met: `by` is the title of the first test that says so, `count` how many do. */
  | { readonly kind: 'caught'; readonly by: string; readonly count: number }
  /** Tests ran, all of them are green. */
  | { readonly kind: 'green'; readonly count: number }
  /** Nothing can be learned: no test ran, or code broke before anything could be expected. */
  | { readonly kind: 'nothing'; readonly why: string }

const firstLine = (text: string): string => text.trim().split('\n')[0]?.slice(0, 160) ?? ''

/**
 * An expectation that was not met, told from code that fell over: an assertion, or an error that the test itself throws (a helper that
 * refuses what it was given), which is one whose stack begins in a test file.
 */
function isExpectation(message: string): boolean {
  if (/^AssertionError\b/.test(message.trim())) return true
  const thrownAt = message.split('\n').find((line) => /^\s+at /.test(line)) ?? ''
  return /^Error: /.test(message.trim()) && /\.test\.tsx?:\d+/.test(thrownAt)
}

/** What one run of one test file says. */
export function verdictOf(report: VitestReport): Verdict {
  const file = report.testResults[0]
  if (!file) return { kind: 'nothing', why: 'vitest ran no file' }
  const ran = file.assertionResults.filter((test) => test.status === 'passed' || test.status === 'failed')
  const failed = ran.filter((test) => test.status === 'failed')
  const unmet = failed.filter((test) => (test.failureMessages ?? []).some(isExpectation))
  if (unmet[0]) return { kind: 'caught', by: unmet[0].fullName.trim(), count: unmet.length }
  if (failed[0]) return { kind: 'nothing', why: `a test fell over: ${firstLine(failed[0].failureMessages?.[0] ?? '')}` }
  if (file.status === 'failed') return { kind: 'nothing', why: `the file could not be run: ${firstLine(file.message ?? '')}` }
  if (ran.length === 0) return { kind: 'nothing', why: 'no test of that name' }
  return { kind: 'green', count: ran.length }
}

/**
 * What is asked for: rules whose name holds one of the words ("slide,lips"), else their faults whose reason does. `quick` leaves out what needs
 * a browser. Rules that are left with no fault are left out.
 */
export function chosen(
  rules: readonly Rule[],
  { rule, quick }: { readonly rule: string | null; readonly quick: boolean },
): readonly Rule[] {
  const words = rule?.toLowerCase().split(',') ?? ['']
  const holds = (text: string) => words.some((word) => text.toLowerCase().includes(word))
  return rules
    .map((one) => ({ ...one, faults: holds(one.rule) ? one.faults : one.faults.filter((fault) => holds(fault.why)) }))
    .map((one) => ({ ...one, faults: one.faults.filter((fault) => !(quick && fault.page)) }))
    .filter((one) => one.faults.length > 0)
}
