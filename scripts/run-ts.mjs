// Runs a TypeScript module of this workspace: node scripts/run-ts.mjs path/to/file.ts [arguments…]
// The module's exported `main(args)` is called; vite transforms it, so that no Node version needs a loader.
import { resolve } from 'node:path'
import { createServer } from 'vite'

const [file, ...args] = process.argv.slice(2)
if (!file) {
  console.error('which file? node scripts/run-ts.mjs <file.ts> [arguments…]')
  process.exit(2)
}
const server = await createServer({
  configFile: false,
  server: { middlewareMode: true, hmr: false, ws: false },
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
})
try {
  const module = await server.ssrLoadModule(resolve(file))
  if (typeof module.main !== 'function') throw new Error(`${file} exports no main(args)`)
  const code = await module.main(args)
  if (typeof code === 'number') process.exitCode = code
} finally {
  await server.close()
}
