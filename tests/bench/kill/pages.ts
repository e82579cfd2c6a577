/** A stage or live page under observation: what its clock and its pictures did, on the machine's monotonic clock. */
import type { Browser } from 'playwright-core'

interface Sample {
  /** Monotonic, ms: the base of process.hrtime. */
  readonly atMs: number
  readonly clockMs: number
  /** Of the picture drawn last. */
  readonly drawnAtMs: number | null
  readonly positionMs: number | null
  readonly drawnFrames: number
}
export interface PageWatch {
  /** Resolves once a picture of a song has been drawn. */
  singing(): Promise<void>
  /** Fetches what was sampled since the last time. */
  read(): Promise<void>
  /** Position in the song at an instant; of what was read. */
  positionAt(atMs: number): number
  /** Largest minus smallest difference between the page's show clock and the monotonic clock in a stretch. */
  jumpMs(fromMs: number, toMs: number): number
  /** Longest time without a new picture in a stretch. */
  stillMs(fromMs: number, toMs: number): number
}

const sampleEveryMs = 20
const openWithinMs = 60_000

export async function watchPage(browser: Browser, url: string): Promise<PageWatch> {
  const page = await browser.newPage({ viewport: { width: 240, height: 136 } })
  await page.addInitScript((everyMs) => {
    const samples: (number | null)[][] = []
    Object.assign(window, { __samples: () => samples.splice(0) })
    setInterval(() => {
      // biome-ignore lint/suspicious/noExplicitAny: the page's own window into itself, known from outside only
      const hook = (window as any).__ghostlight
      if (!hook) return
      const before = performance.now()
      const clockMs = hook.clockMs
      const after = performance.now()
      // Taken away from the processor between the two readings: says nothing about the clock.
      if (after - before > 1) return
      samples.push([(before + after) / 2, clockMs, hook.atMs, hook.positionMs, hook.drawnFrames])
    }, everyMs)
  }, sampleEveryMs)
  await page.goto(url)
  // biome-ignore lint/suspicious/noExplicitAny: see above
  await page.waitForFunction(() => (window as any).__ghostlight?.performersReady.length > 0, undefined, { timeout: openWithinMs })

  // performance.now() counts on the same clock from another zero: the quickest of many questions says which.
  let best = { widthMs: Number.POSITIVE_INFINITY, offsetMs: 0 }
  for (let tries = 0; tries < 60; tries++) {
    const fromMs = Number(process.hrtime.bigint()) / 1e6
    const theirs = await page.evaluate(() => performance.now())
    const widthMs = Number(process.hrtime.bigint()) / 1e6 - fromMs
    if (widthMs < best.widthMs) best = { widthMs, offsetMs: fromMs + widthMs / 2 - theirs }
  }
  const samples: Sample[] = []
  const between = (fromMs: number, toMs: number) => samples.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)

  return {
    async singing() {
      // biome-ignore lint/suspicious/noExplicitAny: see above
      await page.waitForFunction(() => (window as any).__ghostlight.positionMs > 0, undefined, { timeout: openWithinMs })
    },
    async read() {
      const rows = await page.evaluate(() => (window as unknown as { __samples(): (number | null)[][] }).__samples())
      for (const [at, clockMs, drawnAtMs, positionMs, drawnFrames] of rows) {
        samples.push({
          atMs: at! + best.offsetMs,
          clockMs: clockMs!,
          drawnAtMs: drawnAtMs ?? null,
          positionMs: positionMs ?? null,
          drawnFrames: drawnFrames!,
        })
      }
    },
    positionAt(atMs) {
      let near: Sample | null = null
      for (const sample of samples) {
        if (sample.positionMs === null || sample.drawnAtMs === null) continue
        if (near === null || Math.abs(sample.atMs - atMs) < Math.abs(near.atMs - atMs)) near = sample
      }
      if (near === null) return Number.NaN
      return near.positionMs! - near.drawnAtMs! + near.clockMs + (atMs - near.atMs)
    },
    jumpMs(fromMs, toMs) {
      const ahead = between(fromMs, toMs).map(({ atMs, clockMs }) => clockMs - atMs)
      return ahead.length < 2 ? Number.NaN : Math.max(...ahead) - Math.min(...ahead)
    },
    stillMs(fromMs, toMs) {
      let longest = 0
      let lastMs = fromMs
      let frames = -1
      for (const { atMs, drawnFrames } of between(fromMs, toMs)) {
        if (drawnFrames === frames) continue
        longest = Math.max(longest, atMs - lastMs)
        lastMs = atMs
        frames = drawnFrames
      }
      return Math.max(longest, toMs - lastMs)
    },
  }
}
