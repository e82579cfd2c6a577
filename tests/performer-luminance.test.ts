/** On a gauze dark is nothing and white is a hole: what of each performer is too dark or burnt out, in neutral light, from before and behind. */
import { expect, it } from 'vitest'
import { buildPerformer, performerLooks } from '../packages/avatar/src/performer/index.ts'
import { sheets } from '../scripts/performer-view/sheets.ts'
import { withSheetPage } from '../scripts/performer-view.ts'

const { cells } = sheets.turnBlack!
/** Her front and her back; hair and coat need not swing out. */
const sheet = { cells: [cells[0]!, cells.at(-1)!].map((cell) => ({ ...cell, settleS: 0.1 })), cellPx: [220, 450], columns: 2 } as const

it('at most 3 % of each figure is under linear luminance 0.06, at most 2 % is clipped', async () => {
  await withSheetPage(async ({ load, draw }) => {
    for (const look of Object.keys(performerLooks)) {
      await load(buildPerformer(look))
      const { measured } = await draw(sheet)
      expect(measured.figure, look).toBeGreaterThan(25_000)
      expect.soft(measured.darkShare, `${look}, too dark`).toBeLessThanOrEqual(0.03)
      expect.soft(measured.clippedShare, `${look}, clipped`).toBeLessThanOrEqual(0.02)
    }
  })
})
