/** The voice gives the same bytes in a browser as in Node: so a hall and ten thousand homes hear one performance. */
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { expect, it } from 'vitest'
import { launchBrowser } from './support/browser.ts'
import { samplesOfTheTest } from './support/sung-phrase.ts'

const sha256 = (samples: Float32Array): string =>
  createHash('sha256')
    .update(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength))
    .digest('hex')

it('one line with every expression curve, a ramp of tempo and all kinds of sounds: the same bytes in Node and in Chromium', async () => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL('./support/sung-phrase.ts', import.meta.url)),
        formats: ['iife'],
        name: 'sung',
        fileName: 'sung',
      },
    },
  })
  const output = (Array.isArray(built) ? built[0]! : built) as {
    readonly output: readonly { readonly type: string; readonly code?: string }[]
  }
  const code = output.output.find((chunk) => chunk.type === 'chunk')!.code!
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.addScriptTag({ content: code })
    for (const design of ['hotaru', 'low', 'light'] as const) {
      const heard = (await page.evaluate(`
        (() => {
          const samples = sung.samplesOfTheTest(${JSON.stringify(design)})
          const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
          let text = ''
          for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
          return btoa(text)
        })()
      `)) as string
      const here = samplesOfTheTest(design)
      expect(here.length).toBeGreaterThan(100_000)
      expect(createHash('sha256').update(Buffer.from(heard, 'base64')).digest('hex'), design).toBe(sha256(here))
    }
  } finally {
    await browser.close()
  }
})
