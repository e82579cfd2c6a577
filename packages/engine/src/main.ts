/** The program: the only place that reads the command line and exits. */
import { runCli } from './cli/index.ts'

runCli(process.argv).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error)
    process.exitCode = 1
  },
)
