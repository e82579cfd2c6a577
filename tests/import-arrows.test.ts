/** The import arrows of ARCHITECTURE.md have teeth: each forbidden arrow is planted once and biome must refuse it. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome')
const workspaces = ['timeline', 'voice', 'avatar', 'light', 'engine'].map((n) => `packages/${n}`).concat(['apps/stage', 'apps/console'])
let root = ''

/** Rule names that biome reports by planted file. */
let reported = new Map<string, string[]>()

const importing = (what: string): string => `import { thing } from '${what}'\n\nexport const use = thing\n`

const forbidden: readonly (readonly [path: string, source: string, rule: string])[] = [
  ['packages/timeline/src/planted.ts', importing('@ghostlight/voice'), 'noRestrictedImports'],
  ['packages/timeline/src/planted.ts', importing('node:fs'), 'noRestrictedImports'],
  ['packages/voice/src/planted.ts', importing('@ghostlight/avatar'), 'noRestrictedImports'],
  ['packages/avatar/src/planted.ts', importing('@ghostlight/light'), 'noRestrictedImports'],
  ['packages/light/src/planted.ts', importing('@ghostlight/engine'), 'noRestrictedImports'],
  ['packages/engine/src/planted.ts', importing('@ghostlight/stage'), 'noRestrictedImports'],
  ['packages/engine/src/client/planted.ts', importing('@ghostlight/light'), 'noRestrictedImports'],
  ['packages/engine/src/protocol/planted.ts', importing('node:os'), 'noRestrictedImports'],
  ['apps/console/src/planted.ts', importing('@ghostlight/engine'), 'noRestrictedImports'],
  ['apps/stage/src/planted.ts', importing('@ghostlight/console'), 'noRestrictedImports'],
  ['packages/timeline/src/planted.ts', 'export const now = Date.now()\n', 'noRestrictedGlobals'],
  ['packages/voice/src/planted.ts', 'export const chance = Math.random()\n', 'Math.random'],
  ['packages/timeline/src/planted.ts', importing('three'), 'noUndeclaredDependencies'],
]
const allowed: readonly (readonly [path: string, source: string])[] = [
  ['packages/voice/src/planted.ts', importing('@ghostlight/timeline')],
  ['packages/engine/src/planted.ts', importing('@ghostlight/light')],
  ['apps/console/src/planted.ts', importing('@ghostlight/engine/client')],
]

const fileOf = (path: string, index: number): string => path.replace('planted', `planted-${index}`)

describe('import arrows', () => {
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'arrows-'))
    const config = JSON.parse(readFileSync('biome.json', 'utf8'))
    writeFileSync(join(root, 'biome.json'), JSON.stringify({ ...config, vcs: { enabled: false } }))
    cpSync('scripts/lint', join(root, 'scripts/lint'), { recursive: true })
    for (const w of ['.', ...workspaces]) {
      mkdirSync(join(root, w), { recursive: true })
      cpSync(join(w, 'package.json'), join(root, w, 'package.json'))
    }
    ;[...forbidden, ...allowed].forEach(([path, source], index) => {
      const file = join(root, fileOf(path, index))
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, source)
    })
    const run = spawnSync(process.execPath, [biome, 'lint', '--reporter=json', '--max-diagnostics=500', '.'], {
      cwd: root,
      encoding: 'utf8',
    })
    const report = JSON.parse(run.stdout) as {
      diagnostics: { category: string; message: unknown; location: { path: string | { file: string } } }[]
    }
    reported = new Map()
    for (const d of report.diagnostics) {
      const path = typeof d.location.path === 'string' ? d.location.path : d.location.path.file
      const key = path.replace(/^\.\//, '')
      reported.set(key, [...(reported.get(key) ?? []), `${d.category} ${JSON.stringify(d.message)}`])
    }
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  it.each(forbidden.map((f, index) => [...f, index] as const))('%s may not hold %j (%s)', (path, _source, rule, index) => {
    expect((reported.get(fileOf(path, index)) ?? []).join('\n')).toContain(rule)
  })
  it.each(allowed.map((a, index) => [...a, forbidden.length + index] as const))('%s may hold %j', (path, _source, index) => {
    expect((reported.get(fileOf(path, index)) ?? []).join('\n')).not.toMatch(/noRestrictedImports|noUndeclaredDependencies/)
  })
})
