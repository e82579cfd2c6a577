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
/** Sooner than this nobody can say how long it will take. */
const knownAfterMs = 3000

export function createProgress(out: NodeJS.WriteStream, nowMs: () => number): Progress {
  const everyMs = out.isTTY ? terminalEveryMs : lineEveryMs
  let shownMs = nowMs()
  let isShown = false
  let first: { readonly what: string; readonly done: number; readonly atMs: number } | null = null

  /** How long it will take by the pace so far; what was done before it was first told of (a rendering that goes on) says nothing about the pace. */
  function left(what: string, done: number, of: number): string {
    if (done === 0) return ''
    if (first?.what !== what || done < first.done) first = { what, done, atMs: nowMs() }
    const spentMs = nowMs() - first.atMs
    if (done === first.done || done >= of || spentMs < knownAfterMs) return ''
    const seconds = ((of - done) * spentMs) / (done - first.done) / 1000
    return seconds < 90 ? `, about ${Math.max(1, Math.round(seconds))} s left` : `, about ${Math.round(seconds / 60)} min left`
  }

  return {
    show(what, done, of, words) {
      const remaining = left(what, done, of)
      // Short work is over before anybody wonders.
      if (nowMs() - shownMs < everyMs) return
      shownMs = nowMs()
      const count = `${done} of ${of} ${words}${remaining}`
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
