import { join } from 'node:path'
import type { Entry } from '@ghostlight/timeline'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './support/browser.ts'
import { axeViolations, openConsole } from './support/console-page.ts'
import { repository, startEngine, type TestEngine, until } from './support/engine.ts'

let browser: Browser
let engine: TestEngine
beforeAll(async () => {
  browser = await launchBrowser()
  engine = await startEngine({ show: join(repository, 'shows/first-light') })
})
afterAll(async () => {
  await browser?.close()
  await engine?.stop()
})

const names = {
  en: { edit: 'Edit', setUp: 'Set up', cues: 'Cues', singer: 'Singer', check: 'Line check', controllers: 'Controllers' },
  ja: { edit: '編集', setUp: '準備', cues: 'キュー', singer: '歌声', check: '開場前点検', controllers: 'コントローラー' },
} as const

/** Opens a page of the console; `before` runs in the browser before anything else does. */
async function onPage(
  language: 'en' | 'ja',
  mode: 'edit' | 'setUp',
  name: 'cues' | 'singer' | 'check' | 'controllers',
  test: (page: Page) => Promise<void>,
  before?: () => void,
): Promise<void> {
  const { page, errors } = await openConsole(browser, engine.url, { language, preview: false, width: 1280, height: 720 })
  try {
    if (before !== undefined) {
      await page.addInitScript(before)
      await page.reload()
      await page.waitForSelector('[data-cue][data-state="standby"]')
    }
    await page.getByRole('radio', { name: names[language][mode], exact: true }).click()
    await page.getByRole('radio', { name: names[language][name], exact: true }).click()
    await test(page)
    expect(errors).toEqual([])
  } finally {
    await page.context().close()
  }
}
async function draftCues(): Promise<
  Readonly<Record<string, { number: string; name: Record<string, string>; action: Record<string, unknown> }>>
> {
  const { draft } = await engine.status()
  return (await (await fetch(`${engine.url}/editions/${draft.draftEdition}.json`)).json()).show.cues
}
async function decisions(): Promise<readonly Entry['decision'][]> {
  return ((await (await fetch(`${engine.url}/api/v1/log`)).json()) as { entries: readonly Entry[] }).entries.map(({ decision }) => decision)
}

describe('the cue list in Edit mode', () => {
  it('a cue is added, named, given something to do, and taken back step by step', async () => {
    await onPage('en', 'edit', 'cues', async (page) => {
      const before = (await engine.status()).draft.draftEdition
      await page.locator('[data-cue-item=q002]').click()
      await page.getByRole('button', { name: 'Add cue' }).press('Enter')
      await page.getByRole('option', { name: '2.1 New cue' }).waitFor()
      await page.getByLabel('Name (English)').fill('Snow')
      await page.getByLabel('Name (English)').press('Enter')
      await page.getByLabel('Kind').selectOption('look')
      await page.getByLabel(/^Fade/).fill('1,5')
      await page.keyboard.press('Enter')
      await until('the draft has the cue', async () =>
        Object.values(await draftCues()).some((cue) => cue.number === '2.1' && cue.name.en === 'Snow' && cue.action.fadeMs === 1500),
      )
      for (let step = 0; step < 4; step += 1) await page.getByRole('button', { name: /^Undo/ }).press('Enter')
      await until('all is as it was', async () => (await engine.status()).draft.draftEdition === before)
    })
  })

  it('a number that is taken stays typed, says why beside the field, and never reaches the draft', async () => {
    await onPage('ja', 'edit', 'cues', async (page) => {
      const before = (await engine.status()).draft.draftEdition
      await page.locator('[data-cue-item=q002]').click()
      const number = page.getByLabel('番号')
      await number.fill('3')
      await number.press('Enter')
      await page.getByText('この番号はほかのキューで使われています。').waitFor()
      expect(await number.inputValue()).toBe('3')
      expect(await number.getAttribute('aria-invalid')).toBe('true')
      await number.press('Escape')
      expect(await number.inputValue()).toBe('2')
      expect((await engine.status()).draft.draftEdition).toBe(before)
      expect(await axeViolations(page)).toEqual([])
    })
  })

  it('keys alone choose, move, add and delete cues', async () => {
    await onPage('en', 'edit', 'cues', async (page) => {
      const before = (await engine.status()).draft.draftEdition
      const order = () => page.locator('[data-cue-item]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-cue-item')))
      const asShipped = await order()
      await page.locator('[data-cue-item=q001]').click()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Alt+ArrowDown')
      await until('the cue moved down', async () => (await order())[2] === 'q002')
      await page.keyboard.press('Insert')
      await until('one more cue', async () => (await order()).length === asShipped.length + 1)
      await page.locator('[data-cue-item=q001]').click()
      await page.keyboard.press('Delete')
      await until('one cue less', async () => (await order()).length === asShipped.length)
      for (let step = 0; step < 3; step += 1) await page.keyboard.press('Control+z')
      await until('all is as it was', async () => (await engine.status()).draft.draftEdition === before)
      await until('and shown', async () => (await order()).join() === asShipped.join())
      expect(await axeViolations(page)).toEqual([])
    })
  })

  it('a sung word takes the caption that fans read along, in one step of undo', async () => {
    const { page } = await openConsole(browser, engine.url, { language: 'en', preview: false })
    try {
      await page.getByRole('radio', { name: 'Edit', exact: true }).click()
      const caption = page.getByLabel('Caption (en)').first()
      const asShipped = await caption.inputValue()
      expect(asShipped).toContain('a flower within')
      const before = (await engine.status()).draft.draftEdition
      // One line laid over two notes of one word.
      await page.locator('.lyric-field').nth(3).fill('lan-tern')
      await page.keyboard.press('Enter')
      await until('the caption follows', async () => (await caption.inputValue()).includes('a lantern within'))
      await page.keyboard.press('Control+z')
      await until('both are back', async () => (await engine.status()).draft.draftEdition === before)
      await until('and shown', async () => (await caption.inputValue()) === asShipped)
    } finally {
      await page.context().close()
    }
  })
})

describe('undoing a GO', () => {
  it('one touch of U only says what it would undo; a second one does it', async () => {
    const { page } = await openConsole(browser, engine.url, { language: 'en', preview: false })
    try {
      await page.keyboard.press('Space')
      await page.getByText('GO: 1 House to half, ghost light on').waitFor()
      await page.keyboard.press('u')
      await page.getByText('to undo GO of 1 House to half, ghost light on').waitFor()
      expect((await decisions()).some(({ kind }) => kind === 'undoLastGo')).toBe(false)
      await page.keyboard.press('u')
      await page.getByText('The last GO was undone.').waitFor()
      expect((await decisions()).filter(({ kind }) => kind === 'undoLastGo')).toHaveLength(1)
    } finally {
      await page.context().close()
    }
  })
})

describe('Set-up mode', () => {
  for (const language of ['en', 'ja'] as const)
    it(`the line check names what is missing, fits one sheet of A4, and axe finds nothing (${language})`, async () => {
      await onPage(language, 'setUp', 'check', async (page) => {
        await page.waitForSelector('[data-line=outputs-gauze][data-grade=bad]')
        await page.waitForSelector('[data-line=machine-log][data-grade=good]')
        await page.waitForSelector('[data-line=machine-sleep][data-grade=unknown]')
        await page.waitForSelector('[data-line=light-played][data-grade=good]')
        expect(await axeViolations(page)).toEqual([])
        const sheet = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1')
        expect(sheet.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1)
      })
    })

  it('a MIDI key learns GO and fires it through the gate; its lamp is lit by the show', async () => {
    await onPage(
      'en',
      'setUp',
      'controllers',
      async (page) => {
        const play = (...bytes: number[]) =>
          page.evaluate((data) => (globalThis as unknown as { playMidi: (bytes: number[]) => void }).playMidi(data), bytes)
        await page.getByRole('button', { name: 'Turn MIDI on' }).press('Enter')
        await page.getByText('Plugged in: Pad').waitFor()
        await page.getByRole('button', { name: 'Learn: GO', exact: true }).press('Enter')
        await page.getByText('Touch the key or fader for “GO”').waitFor()
        const before = (await decisions()).filter(({ kind }) => kind === 'go').length
        await play(0x90, 36, 100)
        await page.getByText('Note C2, channel 1, Pad', { exact: true }).waitFor()
        await play(0x80, 36, 0)
        expect((await decisions()).filter(({ kind }) => kind === 'go')).toHaveLength(before)
        await play(0x90, 36, 100)
        await until('GO is in the log', async () => (await decisions()).filter(({ kind }) => kind === 'go').length === before + 1)
        await until('the lamp of GO was lit', () =>
          page.evaluate(() => (globalThis as unknown as { sentMidi: number[][] }).sentMidi.some((bytes) => bytes.join() === '144,36,127')),
        )
        expect(await axeViolations(page)).toEqual([])
      },
      () => {
        // Web MIDI with one device in and out, played by the test.
        const input = { id: 'i', name: 'Pad', state: 'connected', onmidimessage: null as null | ((event: { data: Uint8Array }) => void) }
        const sent: number[][] = []
        const output = { id: 'o', name: 'Pad', state: 'connected', send: (bytes: number[]) => sent.push(bytes) }
        const access = { inputs: new Map([['i', input]]), outputs: new Map([['o', output]]), onstatechange: null }
        Object.assign(globalThis, {
          sentMidi: sent,
          playMidi: (bytes: number[]) => input.onmidimessage?.({ data: Uint8Array.from(bytes) }),
        })
        Object.defineProperty(navigator, 'requestMIDIAccess', { value: async () => access })
      },
    )
  })
})

describe('the singer page', () => {
  for (const language of ['en', 'ja'] as const)
    it(`sings a typed line with two voices, draws both, and sings anew when a slider moves by key (${language})`, async () => {
      await onPage(language, 'edit', 'singer', async (page) => {
        await page.waitForSelector('[data-take=a] canvas')
        await page.waitForSelector('[data-take=b] canvas')
        const picture = () => page.locator('[data-take=a] canvas').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())
        const before = await until('take A is drawn', picture)
        expect(await axeViolations(page)).toEqual([])
        await page.getByRole('slider').first().focus()
        for (let press = 0; press < 10; press += 1) await page.keyboard.press('ArrowRight')
        await until('take A is drawn anew', async () => (await picture()) !== before)
        await page.keyboard.press('x')
        await page.waitForSelector('[data-take=b][data-hand=true]')
      })
    })
})
