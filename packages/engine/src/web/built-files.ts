/** Where the build put things: the engine's own files and the pages lie beside each other in dist/. */
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

function engineFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  if (basename(here) === 'chunks') return dirname(here)
  if (basename(here) === 'engine' && basename(dirname(here)) === 'dist') return here
  return join(here, '../../../../dist/engine') // run from source, as unit tests do
}

/** @param file of the engine's build, such as "audience-server.js". */
export const engineFile = (file: string): string => join(engineFolder(), file)
export const pagesFolder = (app: 'console' | 'stage'): string => join(dirname(engineFolder()), app)
