import { fileURLToPath } from 'node:url'
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

/** Two pages, one bundle graph: what projects and what fans see share performer, sound and clock. */
export default defineConfig({
  root: here('.'),
  base: '/pages/stage/',
  plugins: [woff2Only, react()],
  worker: { format: 'es' },
  build: {
    outDir: here('../../dist/stage'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: { stage: here('stage.html'), live: here('live.html'), band: here('band.html'), render: here('render.html') },
    },
  },
})
