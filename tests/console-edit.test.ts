import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeViolations } from './support/console-page.ts'
import { until } from './support/engine.ts'
import { editFirstLight } from './support/first-light-edit.ts'

const { engine, inEditMode, draft } = editFirstLight()
const lyrics = (page: Page) =>
  page.locator('.lyric-field').evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value))
/** First words of Daisy Bell in the draft, as the engine has them. */
async function draftLyrics(): Promise<readonly string[]> {
  const notes = Object.values((await draft()).songs['daisy-bell'].tracks.lead.notes) as { startBeats: number; lyric: string }[]
  return notes
    .sort((a, b) => a.startBeats - b.startBeats)
    .slice(0, 4)
    .map((note) => note.lyric)
}

describe('Edit mode', () => {
  it('a changed word is in the draft, is said to be saved, and is taken back by Ctrl + Z', async () => {
    await inEditMode('en', async (page) => {
      expect(await lyrics(page)).toContain('flow-')
      const field = page.locator('.lyric-field').nth(3)
      await field.fill('star')
      await page.keyboard.press('Tab')
      await until('the draft has the word', async () => (await draftLyrics()).includes('star'))
      await page.getByText('Saved', { exact: true }).waitFor()
      // Tab went on to the next syllable.
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-note'))).toBe(
        await page.locator('.lyric-field').nth(4).getAttribute('data-note'),
      )
      await page.getByRole('button', { name: 'Put on air…' }).waitFor()
      await page.keyboard.press('Control+z')
      await until('the draft has the old word', async () => (await draftLyrics()).includes('flow-'))
      await until('the field has the old word', async () => (await lyrics(page))[3] === 'flow-')
      await page.keyboard.press('Control+Shift+z')
      await until('the word is there again', async () => (await lyrics(page))[3] === 'star')
      await page.keyboard.press('Control+z')
      await until('the field has the old word again', async () => (await lyrics(page))[3] === 'flow-')
    })
  })

  it('a line of words that the show never sang waits for the dictionary and takes a note for each syllable', async () => {
    await inEditMode('en', async (page) => {
      const before = await lyrics(page)
      await page.locator('.lyric-field').first().fill('Now the morn-ing wakes with-in my soul')
      await page.keyboard.press('Enter')
      await until('the line is laid', async () => (await lyrics(page))[0] === 'Now')
      const laid = ['Now', 'the', 'morn-', 'ing', 'wakes', 'with-', 'in', 'my', 'soul']
      expect(await lyrics(page)).toEqual([...laid, ...before.slice(laid.length)])
      await page.getByText('Saved', { exact: true }).waitFor()
      await page.keyboard.press('Control+z')
      await until('the old line is there again', async () => (await lyrics(page))[0] === before[0])
    })
  })

  it('notes are chosen, moved in pitch and taken back by keys alone, one edit per press', async () => {
    await inEditMode('en', async (page) => {
      await page.getByRole('application', { name: 'Piano roll' }).focus()
      await page.keyboard.press('Home')
      await page.getByText('C5', { exact: true }).waitFor()
      await page.keyboard.press('ArrowUp')
      await page.getByText('C♯5', { exact: true }).waitFor()
      await page.getByText('Saved', { exact: true }).waitFor()
      await page.keyboard.press('Control+z')
      await page.getByText('C5', { exact: true }).waitFor()
    })
  })

  it('a drag with the pointer is one edit, sent when the pointer is let go', async () => {
    await inEditMode('en', async (page) => {
      const roll = await page.getByRole('application', { name: 'Piano roll' }).boundingBox()
      if (roll === null) throw new Error('the roll has no place on the page')
      await page.getByRole('application', { name: 'Piano roll' }).focus()
      await page.keyboard.press('Home')
      await page.getByText('9.1', { exact: true }).waitFor()
      const before = (await engine().status()).draft.draftEdition
      // The first note begins one beat from the left edge (44 px per beat) at C5; its row is found by its pitch being shown.
      const y = await until('the note is hit', async () => {
        for (let row = 60; row < roll.height; row += 20) {
          await page.mouse.move(roll.x + 58 + 60, roll.y + row)
          if ((await page.locator('.roll').getAttribute('data-over')) === 'body') return roll.y + row
        }
        return null
      })
      await page.mouse.down()
      await page.mouse.move(roll.x + 58 + 60, y - 12, { steps: 4 })
      await page.mouse.move(roll.x + 58 + 60, y - 40, { steps: 4 })
      expect((await engine().status()).draft.draftEdition).toBe(before)
      await page.mouse.up()
      await page.getByText('D5', { exact: true }).waitFor()
      await until('one edit arrived', async () => (await engine().status()).draft.draftEdition !== before)
      await page.keyboard.press('Control+z')
      await until('and is taken back', async () => (await engine().status()).draft.draftEdition === before)
    })
  })

  it('Space in a word goes on to the next and fires no GO; Space on the desk fires no GO either', async () => {
    await inEditMode('en', async (page) => {
      const seqBefore = (await engine().status()).seq
      await page.locator('.lyric-field').first().focus()
      await page.keyboard.press('Space')
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-note'))).toBe(
        await page.locator('.lyric-field').nth(1).getAttribute('data-note'),
      )
      await page.getByRole('application', { name: 'Piano roll' }).focus()
      await page.keyboard.press('Space')
      await page.getByRole('button', { name: 'Stop' }).waitFor()
      await page.keyboard.press('Space')
      await page.getByRole('button', { name: 'Play' }).waitFor()
      expect((await engine().status()).seq).toBe(seqBefore)
    })
  })

  it('the draft goes on air after saying what it changes, as an entry of the log', async () => {
    await inEditMode('en', async (page) => {
      await page.locator('.lyric-field').nth(3).fill('moon')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Put on air…' }).press('Enter')
      await page.getByText('Daisy Bell: 1 word').waitFor()
      // No stage page is open in this test: the panel says so, and wants to be told twice.
      await page.getByText('No page shows Gauze').waitFor()
      expect(await page.getByRole('button', { name: 'Now', exact: true }).isDisabled()).toBe(true)
      await page.getByText('Put on air anyway').click()
      await page.getByRole('button', { name: 'Now', exact: true }).press('Enter')
      await page.getByText('Draft is on air').waitFor()
      const { draft } = await engine().status()
      const log = await (await fetch(`${engine().url}/api/v1/log`)).json()
      expect(log.entries.at(-1).decision).toMatchObject({ kind: 'adopt', at: 'now', edition: draft.draftEdition })
    })
  })

  for (const language of ['en', 'ja'] as const)
    it(`axe finds nothing, with a note chosen and without (${language})`, async () => {
      await inEditMode(language, async (page) => {
        expect(await axeViolations(page)).toEqual([])
        await page.getByRole('application', { name: language === 'en' ? 'Piano roll' : 'ピアノロール' }).focus()
        await page.keyboard.press('Home')
        expect(await axeViolations(page)).toEqual([])
      })
    })
})
