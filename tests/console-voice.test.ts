import { describe, expect, it } from 'vitest'
import { axeViolations } from './support/console-page.ts'
import { until } from './support/engine.ts'
import { editFirstLight } from './support/first-light-edit.ts'

const { engine, inEditMode, draft } = editFirstLight()
const lead = async () => (await draft()).songs['daisy-bell'].tracks.lead

describe('the voice in the piano roll', () => {
  it('a curve is drawn with the pointer, raised by keys over the chosen notes, and taken back as two edits', async () => {
    await inEditMode('en', async (page) => {
      const lane = page.getByRole('application', { name: 'Curve: Dynamics' })
      const box = await lane.boundingBox()
      if (box === null) throw new Error('the lane has no place on the page')
      await page.mouse.move(box.x + 110, box.y + box.height * 0.6)
      await page.mouse.down()
      for (const by of [20, 60, 120]) await page.mouse.move(box.x + 110 + by, box.y + box.height * 0.2, { steps: 3 })
      await page.mouse.up()
      const drawn = await until('the curve is in the draft', async () => (await lead()).curves?.dynamicsDb)
      expect(Math.max(...drawn.map(([, value]: [number, number]) => value))).toBeGreaterThan(3)

      await page.getByRole('application', { name: 'Piano roll' }).focus()
      await page.keyboard.press('End')
      await lane.focus()
      for (let press = 0; press < 4; press += 1) await page.keyboard.press('ArrowUp')
      const note = Object.values((await lead()).notes as Record<string, { startBeats: number }>).sort(
        (a, b) => b.startBeats - a.startBeats,
      )[0]!
      await until('the last note is 4 dB louder', async () =>
        (await lead()).curves.dynamicsDb.some(([at, value]: [number, number]) => at === note.startBeats && value === 4),
      )
      await page.keyboard.press('Control+z')
      await until('the last note is as before', async () => JSON.stringify((await lead()).curves?.dynamicsDb) === JSON.stringify(drawn))
      await page.keyboard.press('Control+z')
      await until('nothing is drawn', async () => (await lead()).curves === undefined)
    })
  })

  it('a sound is moved and given back by keys; its phonemes are written, and what does not exist is refused', async () => {
    await inEditMode('en', async (page) => {
      await page.getByRole('application', { name: 'Piano roll' }).focus()
      await page.keyboard.press('Home')
      const sounds = page.getByRole('application', { name: 'Sounds of the words' })
      await sounds.focus()
      const first = async () =>
        Object.values(
          (await lead()).notes as Record<string, { startBeats: number; timing?: object; reading?: string; lyric: string }>,
        ).sort((a, b) => a.startBeats - b.startBeats)[0]!
      // The singer has to be there: "dh" of "There" is the first sound.
      await page.getByText('dh of “There”', { exact: false }).waitFor({ state: 'attached' })
      await page.keyboard.press('Alt+Shift+ArrowLeft')
      await until('the sound is where the hand put it', async () => (await first()).timing !== undefined)
      await page.getByText('ms from its note, by hand', { exact: false }).waitFor({ state: 'attached' })
      await page.keyboard.press('Delete')
      await until('the singer has it back', async () => (await first()).timing === undefined)
      await page.keyboard.press('Enter')
      await page.keyboard.type('dh zz')
      await page.keyboard.press('Enter')
      await page.getByText('There is no sound “zz”', { exact: false }).waitFor()
      await page.keyboard.press('Control+a')
      await page.keyboard.type('d eh r')
      await page.keyboard.press('Enter')
      const note = await until('the phonemes are in the draft', async () => ((await first()).reading === '[d eh r]' ? first() : null))
      expect(note.lyric).toBe('There')
    })
  })

  it('who has locked the show is told in Japanese, and nothing can be changed until it is unlocked', async () => {
    await inEditMode('ja', async (page) => {
      await engine().command({ command: 'showLock', on: true })
      await page.getByText('編集をロックしています', { exact: false }).waitFor()
      expect(await page.locator('.lyric-field').first().getAttribute('readonly')).not.toBeNull()
      await page.getByRole('button', { name: '編集ロックを解除' }).click()
      await until('the field is open again', async () => (await page.locator('.lyric-field').first().getAttribute('readonly')) === null)
    })
  })

  for (const language of ['en', 'ja'] as const)
    it(`the dictionary takes a word and refuses sounds that do not exist; axe finds nothing (${language})`, async () => {
      await inEditMode(language, async (page) => {
        await page.getByRole('radio', { name: language === 'en' ? 'Dictionary' : '辞書' }).click()
        const fields = page.locator('.dictionary-add input')
        await fields.first().fill(`Hotaru${language}`)
        await fields.nth(1).fill('HH OW1 QQ')
        await page.keyboard.press('Enter')
        await page.getByRole('alert').waitFor()
        await fields.nth(1).fill('HH OW1 T AA0 R UW0')
        await page.keyboard.press('Enter')
        await until(
          'the word is in the draft',
          async () => (await draft()).show.dictionary?.en?.[`hotaru${language}`] === 'HH OW1 T AA0 R UW0',
        )
        await page.getByRole('rowheader', { name: `hotaru${language}` }).waitFor()
        expect(await axeViolations(page)).toEqual([])
      })
    })
})
