/** What a newcomer does with the demo show, as a newcomer does it: two pages, a space bar, and a look at what happens. */
import { createSocket, type Socket } from 'node:dgram'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './support/browser.ts'
import { openConsole } from './support/console-page.ts'
import { repository, startEngine, type TestEngine, until } from './support/engine.ts'
import { debugOf, mouthOf } from './support/stage-show.ts'

let browser: Browser
let engine: TestEngine
let desk: Socket
const addresses: string[] = []
const firstLight = join(repository, 'shows/first-light')
const small = { width: 320, height: 180 }
/** Software rendering beside everything else on two cores: far more than it takes. */
const patientMs = 40_000

/** The first line of the song that is sung, and when, in ms of the song; 152 bpm all the way there. */
function firstLine(): { readonly text: string; readonly startMs: number; readonly endMs: number } {
  interface Lines {
    readonly kind: string
    readonly lines?: Readonly<Record<string, { startBeats: number; lengthBeats: number; text: Readonly<Record<string, string>> }>>
  }
  const song = JSON.parse(readFileSync(join(firstLight, 'songs/daisy-bell/song.json'), 'utf8')) as {
    tempo: Readonly<Record<string, { atBeats: number; bpm: number }>>
    tracks: Readonly<Record<string, Lines>>
  }
  const [first] = Object.values(song.tracks)
    .flatMap((track) => (track.kind === 'lyrics' ? Object.values(track.lines ?? {}) : []))
    .sort((a, b) => a.startBeats - b.startBeats)
  const beatMs = 60_000 / Object.values(song.tempo).find(({ atBeats }) => atBeats === 0)!.bpm
  return {
    text: first!.text['en']!,
    startMs: first!.startBeats * beatMs,
    endMs: (first!.startBeats + first!.lengthBeats) * beatMs,
  }
}

beforeAll(async () => {
  desk = createSocket('udp4')
  desk.on('message', (bytes) => addresses.push(bytes.subarray(0, bytes.indexOf(0)).toString('utf8')))
  await new Promise<void>((done) => desk.bind(0, '127.0.0.1', done))
  browser = await launchBrowser()
  engine = await startEngine({ show: firstLight, args: ['--osc-out', `127.0.0.1:${desk.address().port}`] })
})
afterAll(async () => {
  await browser?.close()
  await engine?.stop()
  desk?.close()
})

describe('the first concert of a newcomer', () => {
  it('finds three pages where they are expected', async () => {
    for (const url of [`${engine.url}/console`, `${engine.url}/stage`, `${engine.url}/live`]) {
      expect((await fetch(url)).headers.get('content-type'), url).toContain('text/html')
    }
  })

  it('is made by two pages and the space bar: the performer sings, the lights follow, the words run on the fans’ page', async () => {
    const { page: operator } = await openConsole(browser, engine.url, { language: 'en', preview: false, width: 1024, height: 640 })
    const stage = await browser.newPage({ viewport: small })
    await stage.goto(`${engine.url}/stage`)
    const live = await browser.newPage({ viewport: small, locale: 'en' })
    await live.goto(`${engine.audienceUrl}/live`)
    await until('the performer is on stage', async () => (await debugOf(stage))?.performersReady.includes('hotaru'), patientMs)

    await operator.keyboard.press('Space')
    await operator.getByText('GO: 1 House to half').waitFor()
    await until('the desk is told levels', () => addresses.some((address) => address.startsWith('/ghostlight/dmx/1/')), patientMs)
    await until(
      'the lock-out is over and Space starts the song',
      async () => {
        await operator.keyboard.press('Space')
        return (await engine.status()).moment.segment?.songId === 'daisy-bell'
      },
      patientMs,
    )
    await operator.getByText('GO: 2 Daisy Bell').waitFor()

    const begun = await until(
      'the song is drawn',
      async () => {
        const seen = await debugOf(stage)
        return seen?.songId === 'daisy-bell' && (seen.positionMs ?? 0) > 0 ? seen : null
      },
      patientMs,
    )
    await until('it is drawn on', async () => (await debugOf(stage))!.drawnFrames > begun.drawnFrames + 3, patientMs)
    await until('the stage page speaks', async () => (await debugOf(stage))?.sound?.sound === 'speaking', patientMs)
    expect((await debugOf(live))?.faults).toEqual([])

    // Before her first line the mouth is closed; while she sings it, it opens and closes.
    const line = firstLine()
    const silent: number[] = []
    const sung: number[] = []
    await until(
      'the first line has been sung',
      async () => {
        const { positionMs, opening } = await mouthOf(stage)
        if (positionMs < line.startMs - 1500) silent.push(opening)
        if (positionMs > line.startMs && positionMs < line.endMs) sung.push(opening)
        return positionMs >= line.endMs
      },
      patientMs,
    )
    expect(Math.max(0, ...silent)).toBeLessThan(0.15)
    expect(Math.max(...sung)).toBeGreaterThan(0.3)
    expect(Math.max(...sung) - Math.min(...sung)).toBeGreaterThan(0.2)

    // Fans read it two seconds later.
    await live.locator('.lyrics .original').filter({ hasText: line.text }).waitFor({ timeout: patientMs })
    expect(addresses.some((address) => address.startsWith('/ghostlight/light/'))).toBe(true)
    expect((await debugOf(stage))?.faults).toEqual([])
    expect((await debugOf(stage))?.sound?.faults).toEqual([])
  })
})
