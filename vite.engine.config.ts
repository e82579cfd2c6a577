import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))

/** Names what generated things (avatars, pronunciations) depend on, so that they are made again only when their maker changed. */
function makerHash(parts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const part of parts) {
    const isFile = /\.(ts|json)$/.test(part)
    const files = isFile ? [''] : readdirSync(join(root, part), { recursive: true, encoding: 'utf8' }).sort()
    for (const file of files) {
      if (isFile || (file.endsWith('.ts') && !file.endsWith('.test.ts'))) hash.update(file).update(readFileSync(join(root, part, file)))
    }
  }
  return hash.digest('hex').slice(0, 16)
}

const source = (file: string) => join(root, 'packages/engine/src', file)

/** The engine for Node: one file per thread and process, everything inlined, nothing native. */
export default defineConfig({
  root,
  define: {
    __GHOSTLIGHT_MAKER_HASH__: JSON.stringify(makerHash(['packages/avatar/src', 'packages/timeline/src/units.ts'])),
    __GHOSTLIGHT_LEXICON_HASH__: JSON.stringify(
      makerHash(['packages/voice/src/lexicon/index.ts', 'node_modules/cmu-pronouncing-dictionary/package.json']),
    ),
  },
  ssr: { noExternal: true, external: ['bufferutil', 'utf-8-validate', 'playwright-core'] },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist/engine',
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: {
        main: source('main.ts'),
        'audience-server': source('audience/main.ts'),
        'sing-worker': source('vocals/sing-worker.ts'),
        'bank-worker': source('vocals/bank-worker.ts'),
        'cue-thread': source('outputs/cue-thread.ts'),
        'draft-thread': source('draft/draft-thread.ts'),
        'report-thread': source('report/report-thread.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
})
