/** Closes a test run with exactly one line: `N passed, N failed[, N skipped]`. */
import type { Reporter, SerializedError, TestModule } from 'vitest/node'

/** What went wrong outside a test (a file that cannot be collected, a rejection nobody caught) counts as failed. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const count = { passed: 0, failed: unhandled.length, skipped: 0 }
    for (const module of modules) {
      let failedInside = 0
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'failed') failedInside += 1
        if (state === 'passed') count.passed += 1
        else if (state === 'failed') count.failed += 1
        else count.skipped += 1
      }
      if (failedInside === 0 && module.state() === 'failed') count.failed += 1
    }
    const nothing = count.passed + count.failed === 0
    process.once('exit', (code) => {
      if ((nothing || count.failed > 0) && code === 0) process.exitCode = 1
      const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
      process.stdout.write(`${count.passed} passed, ${count.failed} failed${skipped}\n`)
    })
  }
}
