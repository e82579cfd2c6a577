import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The font's style sheets name a WOFF beside every WOFF2; every browser we run in reads WOFF2, and the pages are half the size without. */
const woff2Only: Plugin = {
  name: 'woff2-only',
  enforce: 'pre',
  transform: (code, id) =>
    id.includes('@fontsource') && id.endsWith('.css') ? code.replaceAll(/,\s*url\([^)]*\.woff\)\s*format\(['"]woff['"]\)/g, '') : null,
}

/** Scripts and style sheets lie beside their zipped selves, so that a phone fetches a third of the bytes and the engine zips nothing in a show. */
const zipped: Plugin = {
  name: 'zipped',
  writeBundle({ dir }, bundle) {
    for (const name of Object.keys(bundle).filter((file) => /\.(js|css)$/.test(file))) {
      const file = join(dir ?? '', name)
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }))
    }
  },
}

/** Two pages, one bundle graph: what projects and what fans see share performer, sound and clock. */
export default defineConfig({
  root: here('.'),
  base: '/pages/stage/',
  plugins: [woff2Only, react(), zipped],
  worker: { format: 'es' },
  build: {
    outDir: here('../../dist/stage'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    // three is one renderer of 620 kB, and the first picture needs it whole.
    chunkSizeWarningLimit: 650,
    rolldownOptions: {
      input: {
        stage: here('stage.html'),
        live: here('live.html'),
        try: here('try.html'),
        band: here('band.html'),
        render: here('render.html'),
      },
      // Libraries by what they are for, so that pages fetch them side by side and a new version of ours leaves them in the cache.
      output: {
        codeSplitting: {
          groups: [
            { name: 'three', test: /node_modules[\\/]three[\\/]/ },
            { name: 'vrm', test: /node_modules[\\/]@pixiv[\\/]/ },
            { name: 'tone', test: /node_modules[\\/](tone|standardized-audio-context|automation-events)[\\/]/ },
            { name: 'video', test: /node_modules[\\/]mediabunny[\\/]/ },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|@react-three|zustand|its-fine|suspend-react)[\\/]/ },
          ],
        },
      },
    },
  },
})
