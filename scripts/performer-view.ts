import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { avatarUrl, withScriptPage } from './performer-view/script-page.ts'
import { type Sheet, sheets } from './performer-view/sheets.ts'

export interface DrawnSheet {
  readonly png: Buffer
  /** Pixels of the figure on black, and how many of them are under linear luminance 0.06 or clipped, 0–1. */
  readonly measured: { readonly figure: number; readonly darkShare: number; readonly clippedShare: number }
}
export interface SheetPage {
  /** @returns what the page found in the file */
  load(vrm: Uint8Array): Promise<object>
  draw(sheet: Sheet): Promise<DrawnSheet>
}

/** Opens a browser with the page that draws contact sheets, and closes it. */
export function withSheetPage<T>(use: (page: SheetPage) => Promise<T>): Promise<T> {
  return withScriptPage('view', 'typeof window.drawSheet === "function"', ({ page, serve }) =>
    use({
      load: (vrm) => {
        serve(vrm)
        return page.evaluate((url) => window.loadPerformer(url), avatarUrl)
      },
      draw: async (sheet) => {
        const url = await page.evaluate(({ cells, cellPx, columns }) => window.drawSheet(cells, cellPx, columns), sheet)
        return { png: Buffer.from(url.split(',')[1]!, 'base64'), measured: await page.evaluate(() => window.measureLast()) }
      },
    }),
  )
}

/**
 * Contact sheets of a performer: turnaround, expressions, stress poses. They are how a modeller without a window sees her.
 * node scripts/run-ts.mjs scripts/performer-view.ts <file.vrm> <folder> [sheet…]
 */
export async function main([file, folder, ...wanted]: string[]): Promise<number> {
  if (!file || !folder) throw new Error('usage: performer-view.ts <file.vrm> <folder> [sheet…]')
  const names = wanted.length > 0 ? wanted : Object.keys(sheets)
  mkdirSync(folder, { recursive: true })
  await withSheetPage(async ({ load, draw }) => {
    console.log(await load(new Uint8Array(readFileSync(file))))
    for (const name of names) {
      const sheet = sheets[name]
      if (!sheet) throw new Error(`no sheet “${name}”; there are ${Object.keys(sheets).join(', ')}`)
      const { png, measured } = await draw(sheet)
      if (name.endsWith('Black')) console.log(name, measured)
      writeFileSync(join(folder, `${name}.png`), png)
    }
  })
  return 0
}
