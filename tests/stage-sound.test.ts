/** What leaves the loudspeaker, recorded at the audio destination by code that shares nothing with the page. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './support/browser.ts'
import { startEngine, type TestEngine, temporaryFolder, until } from './support/engine.ts'
import { smallSong } from './support/small-show.ts'
import { debugOf, heardInShowTime, listen, writeStageShow } from './support/stage-show.ts'

const size = { width: 160, height: 90 }

let browser: Browser
let engine: TestEngine
let folder: string
let songAtMs = 0

beforeAll(async () => {
  // As a visitor's browser is: no sound before a gesture.
  browser = await launchBrowser({ without: ['--autoplay-policy'] })
  folder = temporaryFolder()
  writeStageShow(join(folder, 'show'))
  engine = await startEngine({ folder: join(folder, 'show') })
})
afterAll(async () => {
  await browser?.close()
  await engine?.stop()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

/** Nothing is evaluated in it: to a browser that is a gesture, and the page opens its sound only after its first picture. */
async function openStage(): Promise<Page> {
  const page = await browser.newPage({ viewport: size })
  await listen(page)
  await page.goto(`${engine.url}/stage`)
  return page
}

/** Distance of a show time from the nearest beat of the song, ms. */
function offBeatMs(showMs: number): number {
  const into = (showMs - songAtMs) / smallSong.beatMs
  return (into - Math.round(into)) * smallSong.beatMs
}
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!

async function hear(page: Page, count: number): Promise<readonly { readonly showMs: number; readonly peak: number }[]> {
  const heard: { readonly showMs: number; readonly peak: number }[] = []
  await until(
    `${count} clicks are heard`,
    async () => {
      heard.push(...(await heardInShowTime(page)))
      return heard.length >= count
    },
    15_000,
  )
  return heard
}

describe('the sound of the stage page', () => {
  let speaker: Page

  it('a locked browser is announced on the page and to the console before GO', async () => {
    speaker = await openStage()
    await until(
      'the engine knows',
      async () => {
        const status = (await engine.status()) as { connections: { kind: string; report: { sound: string } | null }[] }
        return status.connections.some((one) => one.kind === 'stage' && one.report?.sound === 'locked')
      },
      30_000,
    )
    await speaker.getByRole('button', { name: /sound/i }).waitFor({ timeout: 20_000 })
  })

  it('joins in the present position within two seconds of the unlocking click, within 20 ms of show time', async () => {
    await engine.command({ command: 'go' })
    await engine.command({ command: 'go' })
    const answer = await engine.command({ command: 'go' })
    songAtMs = (answer.body['entry'] as { atMs: number }).atMs
    await until('the recording is loaded', async () => (await debugOf(speaker))!.sound!.loadedUnit === 1, 20_000)
    await until('the song is under way', async () => ((await debugOf(speaker))!.positionMs ?? 0) > 1500, 20_000)
    const clickedMs = (await debugOf(speaker))!.clockMs
    await speaker.getByRole('button', { name: /sound/i }).click()
    const heard = await hear(speaker, 4)
    expect(heard[0]!.showMs - clickedMs).toBeLessThan(2000)
    expect(Math.abs(median(heard.map(({ showMs }) => offBeatMs(showMs))))).toBeLessThan(20)
  })

  it('keeps to show time, and reports the error it works against', async () => {
    const heard = await hear(speaker, 8)
    const errors = heard.map(({ showMs }) => offBeatMs(showMs))
    console.log(
      `clicks against the show: median ${median(errors).toFixed(2)} ms, ${Math.min(...errors).toFixed(2)} to ${Math.max(...errors).toFixed(2)} ms`,
    )
    expect(Math.abs(median(errors))).toBeLessThan(10)
    const sound = (await debugOf(speaker))!.sound!
    expect(sound.sound).toBe('speaking')
    expect(Math.abs(sound.errorMs!)).toBeLessThan(20)
  })

  it('a second stage page is silent', async () => {
    const second = await openStage()
    await second.mouse.click(10, 10)
    await hear(speaker, 3)
    expect(await heardInShowTime(second)).toEqual([])
    expect((await debugOf(second))!.sound!.sound).toBe('silent')
    await second.close()
  })

  it('falls silent at a hold and re-enters at the very position at resume', async () => {
    const held = (await engine.command({ command: 'hold' })).body['entry'] as { atMs: number }
    await until('three beats have passed', async () => (await debugOf(speaker))!.clockMs > held.atMs + 1500, 15_000)
    const after = (await heardInShowTime(speaker)).filter(({ showMs }) => showMs > held.atMs + 150)
    expect(after).toEqual([])
    const resumed = (await engine.command({ command: 'resume' })).body['entry'] as { atMs: number }
    songAtMs += resumed.atMs - held.atMs
    const heard = await hear(speaker, 3)
    expect(Math.abs(median(heard.map(({ showMs }) => offBeatMs(showMs))))).toBeLessThan(20)
  })

  it('plays on when the engine is gone', async () => {
    await engine.kill()
    await heardInShowTime(speaker)
    const heard = await hear(speaker, 3)
    expect(Math.abs(median(heard.map(({ showMs }) => offBeatMs(showMs))))).toBeLessThan(20)
  })
})
