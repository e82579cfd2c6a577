/** The pages of the console and the modes they belong to. */
import type { Mode } from '../show/go-key.ts'

export type Page = 'show' | 'song' | 'cues' | 'singer' | 'dictionary' | 'check' | 'controllers'
export const pagesOf: Readonly<Record<Mode, readonly Page[]>> = {
  show: ['show'],
  edit: ['song', 'cues', 'singer', 'dictionary'],
  setUp: ['check', 'controllers'],
}
export const modes = ['show', 'edit', 'setUp'] as const satisfies readonly Mode[]
export const modeOf = (page: Page): Mode => modes.find((mode) => pagesOf[mode].includes(page)) ?? 'show'
