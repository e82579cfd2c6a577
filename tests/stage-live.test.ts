/** The fans' page and the console's preview, from outside. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './support/browser.ts'
import { axeViolations } from './support/console-page.ts'
import { startEngine, type TestEngine, temporaryFolder, until } from './support/engine.ts'
import { smallSong } from './support/small-show.ts'
import { debugOf, heardInShowTime, listen, writeStageShow } from './support/stage-show.ts'

let browser: Browser
let engine: TestEngine
let folder: string

beforeAll(async () => {
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

describe('the live page', () => {
  let page: Page
  let songAtMs: number

  it('waits for the concert in words, without a fault for axe to find', async () => {
    page = await browser.newPage({ viewport: { width: 260, height: 420 }, locale: 'en' })
    await listen(page)
    await page.goto(`${engine.audienceUrl}/live`)
    await page.getByText('The concert has not begun').waitFor({ timeout: 20_000 })
    await page.getByRole('heading', { name: 'Small show' }).waitFor()
    expect(await axeViolations(page)).toEqual([])
  })

  it('is redirected to from the engine itself', async () => {
    const answer = await fetch(`${engine.url}/live`, { redirect: 'manual' })
    expect(answer.headers.get('location')).toContain(`:${engine.audiencePort}/live`)
  })

  it('plays the same song, later by the delay of the audience, and names it', async () => {
    await engine.command({ command: 'go' })
    await engine.command({ command: 'go' })
    songAtMs = ((await engine.command({ command: 'go' })).body['entry'] as { atMs: number }).atMs
    await page.getByRole('heading', { name: 'First song' }).waitFor({ timeout: 20_000 })
    const seen = (await debugOf(page))!
    expect(Math.abs(seen.positionMs! - (seen.atMs! - songAtMs))).toBeLessThan(1)
    const before = (await debugOf(page))!.clockMs
    const status = (await engine.status()) as { showAtMs: number }
    const after = (await debugOf(page))!.clockMs
    expect(status.showAtMs - 2000).toBeGreaterThan(before - 20)
    expect(status.showAtMs - 2000).toBeLessThan(after + 20)
  })

  it('is heard from the tap on, on the beat, and can be muted', async () => {
    expect(await heardInShowTime(page)).toEqual([])
    await page.getByRole('button', { name: 'Join the concert' }).click()
    const heard: number[] = []
    await until(
      'four clicks are heard',
      async () => {
        heard.push(...(await heardInShowTime(page)).map(({ showMs }) => showMs))
        return heard.length >= 4
      },
      15_000,
    )
    const errors = heard.map((showMs) => {
      const into = (showMs - songAtMs) / smallSong.beatMs
      return (into - Math.round(into)) * smallSong.beatMs
    })
    expect(Math.abs(errors.sort((a, b) => a - b)[errors.length >> 1]!)).toBeLessThan(20)
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Mute' }).click()
    const mutedMs = (await debugOf(page))!.clockMs
    await until('two beats have passed', async () => (await debugOf(page))!.clockMs > mutedMs + 1400, 15_000)
    expect((await heardInShowTime(page)).filter(({ showMs }) => showMs > mutedMs + 300)).toEqual([])
  })

  it('speaks Japanese when asked, and lists the credits in a dialog that Escape closes', async () => {
    await page.getByRole('button', { name: '日本語' }).click()
    await page.getByRole('button', { name: 'クレジット' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })
})

describe('the preview inside the console', () => {
  it('rehearses the draft at the asked position, loops, tells where it is, and goes back to following', async () => {
    const page = await browser.newPage({ viewport: { width: 260, height: 160 } })
    await page.goto(`${engine.url}/api/v1/status`)
    await page.evaluate((src) => {
      const told: unknown[] = []
      Object.assign(window, { told })
      window.addEventListener('message', (event) => told.push(event.data))
      const frame = document.createElement('iframe')
      frame.src = src
      document.body.replaceChildren(frame)
    }, `${engine.audienceUrl}/stage?preview=1&crewPort=${engine.port}`)
    const say = (message: unknown) =>
      page.evaluate((data) => document.querySelector('iframe')!.contentWindow!.postMessage(data, '*'), message)
    const told = () =>
      page.evaluate(() =>
        (window as unknown as { told: { type: string; songId: string; positionMs: number; playing: boolean }[] }).told.splice(0),
      )
    const rehearse = {
      type: 'ghostlight:rehearse',
      songId: 'first',
      positionMs: 20_000,
      playing: true,
      loop: { startMs: 20_000, endMs: 20_800 },
    }
    const seen: number[] = []
    await until(
      'it plays its loop',
      async () => {
        if (seen.length === 0) await say(rehearse)
        seen.push(...(await told()).filter(({ songId }) => songId === 'first').map(({ positionMs }) => positionMs))
        return seen.length > 15
      },
      30_000,
    )
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(20_000)
    expect(seen.some((position, index) => index > 0 && position < seen[index - 1]!)).toBe(true)
    await say({ ...rehearse, positionMs: 5000, playing: false, loop: undefined })
    await until(
      'it stands still',
      async () => (await told()).some(({ positionMs, playing }) => !playing && Math.abs(positionMs - 5000) < 1),
      5000,
    )
    await say({ type: 'ghostlight:follow' })
    await told()
    await until('it follows again', async () => {
      await told()
      await new Promise((resume) => setTimeout(resume, 300))
      return (await told()).length === 0
    })
    await page.close()
  })
})
