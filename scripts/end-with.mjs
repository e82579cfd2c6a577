// Whoever ends `npm start` by its process id ends the shell that npm put in between, not what runs in it: that would go on holding the
// ports. Plain old syntax, as in ready.mjs.
import { spawn } from 'child_process'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Ends this process as by SIGTERM once the one that started it is gone. */
export function endWithParent(everyMs) {
  const parent = process.ppid
  const look = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(look)
    process.kill(process.pid, 'SIGTERM')
  }, everyMs)
  look.unref()
}

/** Runs Node with these arguments and resolves to its exit code; signals go on to it, and it ends before this process does. */
export function runToEnd(args, options) {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, Object.assign({ stdio: 'inherit' }, options))
    const passOn = (signal) => {
      // Ctrl+C in a terminal reaches the child by itself; a second one would break off its tidying up.
      if (signal === 'SIGINT' && process.stdin.isTTY) return
      child.kill(signal)
    }
    const end = (code) => {
      signals.forEach((signal) => {
        process.removeListener(signal, passOn)
      })
      done(code)
    }
    signals.forEach((signal) => {
      process.on(signal, passOn)
    })
    child.on('error', () => {
      end(1)
    })
    child.on('exit', (code) => {
      end(code === null ? 1 : code)
    })
  })
}
