/** How far long work is: a bar that grows in place on a terminal, a line now and then elsewhere. On standard error, so that results can be piped. */

export interface Progress {
  /** @param words what is counted, such as "phrases". */
  show(what: string, done: number, of: number, words: string): void
  /** The place is free for other lines; called before anything else is printed. */
  clear(): void
}

const barLength = 24
const terminalEveryMs = 100
const lineEveryMs = 2000

export function createProgress(out: NodeJS.WriteStream, nowMs: () => number): Progress {
  const everyMs = out.isTTY ? terminalEveryMs : lineEveryMs
  let shownMs = nowMs()
  let isShown = false
  return {
    show(what, done, of, words) {
      // Short work is over before anybody wonders.
      if (nowMs() - shownMs < everyMs) return
      shownMs = nowMs()
      const count = `${done} of ${of} ${words}`
      if (!out.isTTY) {
        out.write(`  … ${what}: ${count}\n`)
        return
      }
      const full = Math.round((barLength * done) / Math.max(1, of))
      out.write(`\r\u001b[K  ${'█'.repeat(full)}${'░'.repeat(barLength - full)}  ${what}: ${count}`)
      isShown = true
    },
    clear() {
      if (isShown) out.write('\r\u001b[K')
      isShown = false
    },
  }
}
